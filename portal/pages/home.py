"""Home: panels of the apps, rendered once for everybody and kept for seconds.

A panel is a callable `(request) -> dict | None` named in settings.HOME_PANELS. The dict has
`template` (a fragment), `context` (for that template) and `order` (smaller stands higher). The
request it gets is an anonymous one without cookies, so what is kept can hold nothing personal.
"""

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.core.cache import caches
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import mark_safe
from django.utils.translation import get_language

from portal.pages.context import address
from portal.pages.registry import registered

KEPT_FOR = 20  # seconds


def content() -> str:
    """Everything between head and foot, in the language of now.

    Kept in the memory of the process: asking Redis would cost more than the rest of the page.
    """
    key, kept = f"home:{get_language()}", caches["local"]
    html = kept.get(key)
    if html is None:
        context = {"panels": _panels(), "starts": starts()}
        html = render_to_string("portal/home_content.html", context)
        kept.set(key, html, KEPT_FOR)
    return mark_safe(html)  # noqa: S308 - rendered by our own templates, which escape


def starts() -> list[dict]:
    """The first buttons of home: what a visitor most often came to do."""
    found = [(label, address(name), icon) for label, name, icon in settings.HOME_STARTS]
    there = [start for start in found if start[1]]
    return [
        {"label": label, "url": url, "icon": icon, "kind": "quiet" if at else "primary"}
        for at, (label, url, icon) in enumerate(there)
    ]


def _panels() -> str:
    request = _anybody()
    found = [panel for brings in registered("HOME_PANELS") if (panel := brings(request))]
    found.sort(key=lambda panel: panel["order"])
    rendered = (render_to_string(panel["template"], panel["context"]) for panel in found)
    return mark_safe("\n".join(rendered).strip())  # noqa: S308 - as above


def _anybody() -> HttpRequest:
    request = HttpRequest()
    request.method, request.path = "GET", "/"
    request.user = AnonymousUser()
    return request
