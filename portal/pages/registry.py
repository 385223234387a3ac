"""Callables which the apps bring by their dotted names in settings."""

from collections.abc import Callable, Iterator

from django.conf import settings
from django.utils.module_loading import import_string


def registered(setting: str) -> Iterator[Callable]:
    """The callables of a registry, in its order. Raises ImportError for a missing one."""
    for name in getattr(settings, setting):
        yield import_string(name)
