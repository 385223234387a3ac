"""What is the same for every visitor, kept in the memory of the process for seconds."""

import hashlib
import secrets
from collections.abc import Callable

from django.core.cache import caches
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from portal.accounts.rights import Verdict

KEPT_FOR = 10  # seconds a list may lag behind
FIELD = 'name="csrfmiddlewaretoken"'  # a form belongs to one visitor
# Stands for the visitor's token in what is kept; unguessable, so that no text of ours can hold it.
TOKEN = f"\ue000{secrets.token_hex(8)}\ue000"


def kept(build: Callable[[], str], *key, seconds: int = KEPT_FOR) -> SafeString:
    """What `build` renders, made anew when older than `seconds`.

    Every part of `key` must be public, and so must the rendered text: no user, no session. A form
    is kept only with TOKEN in the place of somebody's token.
    """
    html = caches["local"].get(name := _name(key))
    if html is None:
        html = build()
        if html.count(FIELD) == html.count(f'{FIELD} value="{TOKEN}"'):
            caches["local"].set(name, html, seconds)
    return mark_safe(html)  # noqa: S308 - rendered by our own templates, which escape


def kept_verdict(ask: Callable[[], Verdict], *key, seconds: int = KEPT_FOR) -> Verdict:
    """The answer of a right that does not depend on who asks, at most `seconds` old."""
    verdict = caches["local"].get(name := _name(key))
    if verdict is None:
        verdict = ask()
        caches["local"].set(name, verdict, seconds)
    return verdict


def _name(key: tuple) -> str:
    text = repr((get_language(), *key))
    return f"budgeting:{hashlib.sha256(text.encode()).hexdigest()}"
