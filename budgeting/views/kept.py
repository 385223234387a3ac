"""HTML that is the same for every visitor, kept in the memory of the process for seconds."""

import hashlib
from collections.abc import Callable

from django.core.cache import caches
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

KEPT_FOR = 10  # seconds a list may lag behind
OWN = "csrfmiddlewaretoken"  # a form belongs to one visitor


def kept(build: Callable[[], str], *key, seconds: int = KEPT_FOR) -> SafeString:
    """What `build` renders, made anew when older than `seconds`; nothing with a form is kept.

    Every part of `key` must be public, and so must the rendered text: no user, no session.
    """
    text = repr((get_language(), *key))
    name = f"budgeting:{hashlib.sha256(text.encode()).hexdigest()}"
    html = caches["local"].get(name)
    if html is None:
        html = build()
        if OWN not in html:
            caches["local"].set(name, html, seconds)
    return mark_safe(html)  # noqa: S308 - rendered by our own templates, which escape
