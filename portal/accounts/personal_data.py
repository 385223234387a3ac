"""«Мои данные»: everything the portal knows about a person, app by app (152-ФЗ, art. 14)."""

from django.conf import settings
from django.utils.module_loading import import_string

PROFILE = (
    "email",
    "last_name",
    "first_name",
    "patronymic",
    "birth_date",
    "phone",
    "level",
    "language",
    "joined_at",
    "last_login",
)


def everything(user) -> dict:
    """The sections of all apps named in settings.PERSONAL_DATA, ready for JSON."""
    sections: dict = {}
    for name in settings.PERSONAL_DATA:
        sections |= import_string(name)(user)
    return sections


def collect(user) -> dict:
    """What this app knows; the key of the person is a secret of the portal and stays inside."""
    return {
        "profile": {
            **{name: getattr(user, name) for name in PROFILE},
            "district": user.district and user.district.name,
        },
        "verifications": [_verification(row) for row in user.verifications.all()],
        "consents": [_consent(row) for row in user.consents.select_related("text")],
        "sms_codes": [*user.sms_codes.values("phone", "created_at", "used_at")],
        "emails": [*user.emailaddress_set.values("email", "verified", "primary")],
        "external_accounts": [*user.socialaccount_set.values("provider", "uid", "date_joined")],
    }


def _verification(row) -> dict:
    return {
        "method": row.get_method_display(),
        "level": row.level,
        "verified_at": row.verified_at,
        "office": row.office,
        "revoked_at": row.revoked_at,
        "revoke_reason": row.revoke_reason,
    }


def _consent(row) -> dict:
    return {
        "kind": row.get_kind_display(),
        "version": row.text.version,
        "text": row.text.text,
        "sha256": row.digest,
        "given_at": row.given_at,
        "ip": row.ip,
        "withdrawn_at": row.withdrawn_at,
    }
