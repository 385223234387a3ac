"""One settings file for demo, tests and production: every difference is in the environment.

`PORTAL_MODE` is `production` (the default, strict), `demo` (make run) or `test` (make test).
docs/operations.md lists every variable.
"""

import os
from pathlib import Path
from urllib.parse import urlsplit

import dj_database_url
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from portal.registries import *  # noqa: F403 a part of this file, split off by subject

BASE_DIR = Path(__file__).resolve().parent.parent
MODE = os.environ.get("PORTAL_MODE", "production")
PRODUCTION = MODE == "production"
if MODE not in {"production", "demo", "test"}:
    raise ImproperlyConfigured("PORTAL_MODE: production, demo or test")


def flag(name, default=False):
    return os.environ.get(name, str(default)).lower() in {"1", "true", "yes", "on"}


def words(name, default=""):
    return [word for word in os.environ.get(name, default).replace(",", " ").split() if word]


def origin(url):
    parts = urlsplit(url)
    return [f"{parts.scheme}://{parts.netloc}"] if parts.netloc else []


def secret(name):
    value = os.environ.get(name, "")
    if not value and PRODUCTION:
        raise ImproperlyConfigured(f"{name} must be set in production")
    return value or f"not-a-secret-{name.lower()}-for-demo-and-tests-only-0123456789"


# --- Core ---------------------------------------------------------------------------------------
SECRET_KEY = secret("SECRET_KEY")
PERSON_KEY_SECRET = secret("PERSON_KEY_SECRET")
DEBUG = flag("DEBUG")
ALLOWED_HOSTS = words("ALLOWED_HOSTS", "" if PRODUCTION else "127.0.0.1 localhost testserver")
CSRF_TRUSTED_ORIGINS = words("CSRF_TRUSTED_ORIGINS")
SITE_URL = os.environ.get("SITE_URL", f"http://127.0.0.1:{os.environ.get('PORT', '8000')}")

INSTALLED_APPS = [
    "portal.law",
    "portal.places",
    "portal.accounts",
    "portal.organisations",
    "portal.files",
    "portal.cases",
    "portal.notifications",
    "portal.discussion",
    "portal.polls",
    "portal.scoring",
    "portal.draws",
    "portal.portfolio",
    "portal.pages",
    "budgeting",
    "civic",
    "grants",
    "volunteers",
    "training",
    "portal.pages.admin_site.PortalAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.humanize",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "csp",
    "django_filters",
    "django_htmx",
    "js_lib_leaflet",
    "rules.apps.AutodiscoverRulesConfig",
    "template_partials",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    # Before anything reads the session: a NUL byte in a cookie must not reach the database.
    "portal.pages.middleware.BadInputMiddleware",
    "portal.pages.middleware.ButtonAddressMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "portal.accounts.middleware.SignInMiddleware",
    "portal.accounts.middleware.StaffMFAMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]

ROOT_URLCONF = "portal.urls"
WSGI_APPLICATION = "portal.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "portal.pages.context.portal",
            ],
            "builtins": ["django.templatetags.i18n", "django.templatetags.static"],
        },
    }
]

# --- Data ---------------------------------------------------------------------------------------
DATABASES = {
    "default": dj_database_url.config(
        default="postgres:///portal",
        # A browser's open connection would keep a thread of a test's server in the database.
        conn_max_age=0 if MODE == "test" else 60,
        conn_health_checks=True,
    )
}
# Transaction-pooling PgBouncer cannot keep server-side cursors between transactions.
DATABASES["default"]["DISABLE_SERVER_SIDE_CURSORS"] = flag("PGBOUNCER")
REDIS_URL = os.environ.get("REDIS_URL", "redis://127.0.0.1:6379/0")
# Another database of the same server: clearing the cache must not clear the queue of tasks.
CACHE_URL = os.environ.get("CACHE_URL") or (
    f"{REDIS_URL.replace('redis+socket://', 'unix://')}?db=1"
    if REDIS_URL.startswith("redis+socket://")
    else urlsplit(REDIS_URL)._replace(path="/1").geturl()
)
CACHES = {
    "default": {
        "BACKEND": "portal.pages.cache.ForgivingRedisCache",
        "LOCATION": CACHE_URL,
        "OPTIONS": {"socket_timeout": 1, "socket_connect_timeout": 1},
        "KEY_PREFIX": "portal",
    },
    # What is the same for everybody and costs more to fetch than to keep in each process.
    "local": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},
}
SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_COOKIE_AGE = 60 * 60 * 24 * 14

# --- People -------------------------------------------------------------------------------------
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "rules.permissions.ObjectPermissionBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
PASSWORD_HASHERS = (
    ["django.contrib.auth.hashers.MD5PasswordHasher"]
    if MODE == "test"
    else ["django.contrib.auth.hashers.ScryptPasswordHasher"]
)
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "/"
STAFF_MFA_REQUIRED = flag("STAFF_MFA_REQUIRED", PRODUCTION)

ACCOUNT_ADAPTER = "portal.accounts.adapters.AccountAdapter"
SOCIALACCOUNT_ADAPTER = "portal.accounts.adapters.SocialAccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_SIGNUP_FORM_CLASS = "portal.accounts.signup.SignupForm"
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_UNIQUE_EMAIL = True
ACCOUNT_CONFIRM_EMAIL_ON_GET = False
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if PRODUCTION else "http"
ALLAUTH_TRUSTED_PROXY_COUNT = int(os.environ.get("TRUSTED_PROXY_COUNT", "0"))
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Открытый Киров"
MFA_FORMS = {
    "authenticate": "portal.accounts.second_factor.AuthenticateForm",
    "reauthenticate": "portal.accounts.second_factor.ReauthenticateForm",
    "activate_totp": "portal.accounts.second_factor.ActivateTOTPForm",
}
# ЕСИА never signs anybody in by an e-mail address, and a new person sees the form with the consent.
SOCIALACCOUNT_EMAIL_AUTHENTICATION = False
SOCIALACCOUNT_AUTO_SIGNUP = False
SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": []}}
if os.environ.get("ESIA_CLIENT_ID"):
    SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"].append(
        {
            "provider_id": "esia",
            "name": "Госуслуги (ЕСИА)",
            "client_id": os.environ["ESIA_CLIENT_ID"],
            "secret": os.environ.get("ESIA_CLIENT_SECRET", ""),
            "settings": {"server_url": os.environ.get("ESIA_SERVER_URL", "")},
        }
    )
SMS_BACKEND = os.environ.get("SMS_BACKEND", "portal.accounts.sms.ConsoleBackend")

# --- Language, time, city ------------------------------------------------------------------------
LANGUAGE_CODE = "ru"
LANGUAGES = [("ru", _("Русский")), ("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = "Europe/Kirov"
USE_TZ = True
USE_I18N = True
# Off: an identifier in an address or an attribute must never read «1 000». What people read is
# grouped where it is written: |intcomma, |roubles, floatformat with «g».
USE_THOUSAND_SEPARATOR = False
# Tiles come from a server the city chooses; without one the map shows the portal's own outlines.
MAP_TILE_URL = os.environ.get("MAP_TILE_URL", "")
MAP_TILE_ATTRIBUTION = os.environ.get("MAP_TILE_ATTRIBUTION", "")
MAP_TILE_ORIGIN = os.environ.get("MAP_TILE_ORIGIN", "")

# --- Files --------------------------------------------------------------------------------------
STATIC_URL = "/static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
# Tests read static files where they lie; nothing is collected for them.
WHITENOISE_AUTOREFRESH = MODE == "test"
STATIC_ROOT = Path(os.environ.get("STATIC_ROOT", BASE_DIR / "var" / "static"))
MEDIA_ROOT = Path(os.environ.get("MEDIA_ROOT", BASE_DIR / "var" / "media"))
MEDIA_URL = "/files/"
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.InMemoryStorage"
        if MODE == "test"
        else "django.core.files.storage.FileSystemStorage"
    },
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if MODE == "test" or DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 3 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000
DATA_UPLOAD_MAX_NUMBER_FILES = 20
FILE_UPLOAD_PERMISSIONS = 0o640

# --- Mail and tasks -----------------------------------------------------------------------------
# Every letter goes through the outbox; MAIL_TRANSPORT is what the drain hands it to.
EMAIL_BACKEND = "portal.notifications.backends.OutboxBackend"
MAIL_TRANSPORT = os.environ.get(
    "MAIL_TRANSPORT",
    "django.core.mail.backends.smtp.EmailBackend"
    if PRODUCTION
    else "django.core.mail.backends.filebased.EmailBackend",
)
EMAIL_FILE_PATH = os.environ.get("EMAIL_FILE_PATH", str(BASE_DIR / "var" / "mail"))
EMAIL_HOST = os.environ.get("EMAIL_HOST", "localhost")
EMAIL_PORT = int(os.environ.get("EMAIL_PORT", "25"))
EMAIL_HOST_USER = os.environ.get("EMAIL_HOST_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("EMAIL_HOST_PASSWORD", "")
EMAIL_USE_TLS = flag("EMAIL_USE_TLS")
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = os.environ.get("DEFAULT_FROM_EMAIL", "Открытый Киров <portal@localhost>")
SERVER_EMAIL = DEFAULT_FROM_EMAIL

CELERY_BROKER_URL = os.environ.get("CELERY_BROKER_URL", REDIS_URL)
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_TIME_LIMIT = 600
CELERY_TASK_PUBLISH_RETRY = False
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "socket_timeout": 2,
    "socket_connect_timeout": 2,
    "visibility_timeout": 900,
}
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_TIMEZONE = TIME_ZONE
CELERY_BEAT_SCHEDULE_FILENAME = os.environ.get(
    "CELERY_BEAT_SCHEDULE_FILENAME", str(BASE_DIR / "var" / "celerybeat-schedule")
)
CELERY_BEAT_SCHEDULE = {
    "sweep-outbox": {"task": "portal.notifications.tasks.sweep", "schedule": 30.0},
    "send-digests": {"task": "portal.notifications.tasks.send_digests", "schedule": 3600.0},
    "forget-removed-files": {"task": "portal.files.tasks.forget_removed", "schedule": 86400.0},
    "forget-tries": {"task": "portal.accounts.tasks.forget_tries", "schedule": 86400.0},
    "move-reserve": {"task": "training.tasks.move_reserve", "schedule": 600.0},
    "remind-of-training": {"task": "training.tasks.send_reminders", "schedule": 3600.0},
    "move-training-places": {"task": "training.tasks.move_places", "schedule": 60.0},
    "move-volunteer-places": {"task": "volunteers.tasks.move_places", "schedule": 60.0},
    "warn-of-volunteer-shifts": {"task": "volunteers.tasks.warn_of_risks", "schedule": 3600.0},
    "expire-partner-cards": {"task": "volunteers.tasks.expire_cards", "schedule": 3600.0},
    "forget-walk-ins": {"task": "volunteers.tasks.forget_walk_ins", "schedule": 86400.0},
    "move-contests": {"task": "grants.tasks.move_contests", "schedule": 60.0},
    "remind-of-consultations": {
        "task": "grants.tasks.remind_of_consultations",
        "schedule": 600.0,
    },
    "move-awards": {"task": "grants.tasks.move_awards", "schedule": 60.0},
    "warn-recipients": {"task": "grants.tasks.warn_recipients", "schedule": 3600.0},
    "seal-polls": {"task": "portal.polls.tasks.seal_polls", "schedule": 3600.0},
    "publish-polls": {"task": "portal.polls.tasks.publish_polls", "schedule": 30.0},
    "anonymise-polls": {"task": "portal.polls.tasks.anonymise_polls", "schedule": 86400.0},
    "run-report-clock": {"task": "civic.tasks.reports.run_report_clock", "schedule": 60.0},
    "deliver-reports": {"task": "civic.tasks.reports.deliver_reports", "schedule": 30.0},
    "forget-report-drafts": {
        "task": "civic.tasks.reports.forget_report_drafts",
        "schedule": 86400.0,
    },
    "escalate-appeals": {"task": "civic.tasks.appeals.escalate_appeals", "schedule": 3600.0},
    "resume-appeals": {"task": "civic.tasks.appeals.resume_appeals", "schedule": 3600.0},
    "move-opinions": {"task": "civic.tasks.opinions.move_opinions", "schedule": 60.0},
    "move-challenges": {"task": "civic.tasks.ideas.move_challenges", "schedule": 20.0},
    "move-rounds": {"task": "budgeting.tasks.move_rounds", "schedule": 20.0},
    "end-merges": {"task": "budgeting.tasks.end_merges", "schedule": 600.0},
}

# --- Safety -------------------------------------------------------------------------------------
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = PRODUCTION
SESSION_COOKIE_HTTPONLY = True
SECURE_HSTS_SECONDS = 31536000 if PRODUCTION else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = PRODUCTION
SECURE_REFERRER_POLICY = "same-origin"
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
if flag("TRUST_X_FORWARDED_PROTO"):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:", *words("MAP_TILE_ORIGIN")],
        "object-src": [NONE],
        "base-uri": [SELF],
        # Signing in through ЕСИА is a form of ours answered by a redirect to them.
        "form-action": [SELF, *origin(os.environ.get("ESIA_SERVER_URL", ""))],
        "frame-ancestors": [NONE],
    }
}
CSRF_FAILURE_VIEW = "portal.pages.errors.csrf_failure"

# Hosts inside the city's own network that webhooks may reach; all others must be public and https.
WEBHOOK_TRUSTED_HOSTS = words("WEBHOOK_TRUSTED_HOSTS")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(levelname)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": os.environ.get("LOG_LEVEL", "INFO")},
    # Tells of every letter it puts into a PDF.
    "loggers": {"fontTools": {"level": "WARNING"}},
}
