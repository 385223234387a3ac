"""How far a count has come, for people who wait. Kept in the cache: nothing depends on it."""

from django.core.cache import cache

KEPT = 600  # seconds
EVERY = 20  # steps of equal shares


def progress_of(round_pk: int) -> dict | None:
    """The rule being counted, its place among the rules, and the steps made; None: not counting."""
    return cache.get(_key(round_pk))


def note(round_pk: int, **state) -> None:
    """Tell where the count is."""
    cache.set(_key(round_pk), state, KEPT)


def done(round_pk: int) -> None:
    """Nothing is being counted any more."""
    cache.delete(_key(round_pk))


def _key(round_pk: int) -> str:
    return f"budgeting:count:{round_pk}"
