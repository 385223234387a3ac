"""What stands around every page: rendered once for many visitors, completed for each.

Head and foot depend on the language, the look and the entry of the menu we are in; they are kept in
the memory of the process with marks where the visitor's own things go. A page that would render
them anew spends most of its time on that.
"""

from functools import lru_cache

from django.conf import settings
from django.template.loader import get_template, render_to_string
from django.utils.html import escape
from django.utils.safestring import mark_safe
from django.utils.translation import get_language

from portal.pages import context
from portal.pages.look import Look

# No text of ours holds a character for private use, and an address holds it percent-encoded.
CSRF, HERE, ACCOUNT, EMAIL, UNREAD = (
    f"\ue000{name}\ue000" for name in ("csrf", "here", "account", "email", "unread")
)


def frame(request, part: str, navigation: list[dict], token: str) -> str:
    """The HTML of `portal/<part>.html` for this visitor; `token` is the CSRF token of the page."""
    user = getattr(request, "user", None)
    signed_in = user is not None and user.is_authenticated
    entries = tuple((str(e["label"]), e["url"], e["current"]) for e in navigation)
    html = _fresh(_kept)(part, get_language(), Look.of(request), entries, signed_in)
    if ACCOUNT in html:
        html = html.replace(ACCOUNT, _own(request))
    if CSRF in html:
        html = html.replace(CSRF, str(token)).replace(HERE, escape(request.get_full_path()))
    return mark_safe(html)  # noqa: S308 - rendered by our templates; what we put in is escaped


def _fresh(kept):
    """While templates are being written, nothing is kept."""
    return kept.__wrapped__ if settings.DEBUG else kept


def _own(request) -> str:
    """The visitor's menu; whether messages wait is the one thing asked of the database."""
    user, unread = request.user, context.unread(request)
    html = _fresh(_account)(get_language(), user.is_staff, bool(unread))
    return html.replace(UNREAD, unread).replace(EMAIL, escape(user.email))


@lru_cache(maxsize=16)
def _account(language: str, is_staff: bool, has_unread: bool) -> str:
    return render_to_string(
        "portal/account.html",
        {
            "inbox_url": context.address("notifications:inbox"),
            "unread": UNREAD if has_unread else "",
            "profile_links": context.links(settings.PROFILE_NAVIGATION),
            "email": EMAIL,
            "is_staff": is_staff,
            "csrf_token": CSRF,
        },
    )


@lru_cache(maxsize=512)
def _kept(part: str, language: str, look: Look, entries: tuple, signed_in: bool) -> str:
    context = {
        "LANGUAGE_CODE": language,
        "look": look,
        "navigation": [
            {"label": label, "url": url, "current": current} for label, url, current in entries
        ],
        "signed_in": signed_in,
        "csrf_token": CSRF,
        "here": HERE,
        "account": ACCOUNT,
    }
    return get_template(f"portal/{part}.html").render(context)
