"""Callables which the apps bring by their dotted names in settings."""

from collections.abc import Callable, Iterator
from importlib.util import find_spec

from django.conf import settings
from django.utils.module_loading import import_string


def registered(setting: str) -> Iterator[Callable]:
    """The callables of a registry that are there. Raises ImportError for a misspelt name."""
    for name in getattr(settings, setting):
        if exists(name):
            yield import_string(name)


def exists(name: str) -> bool:
    """Whether the module of a dotted callable is there."""
    return find_spec(name.rpartition(".")[0]) is not None


def registered_or_told(setting: str, tell: Callable[[str], None]) -> Iterator[Callable]:
    """The same, telling the name of each that is not there yet."""
    for name in getattr(settings, setting):
        if exists(name):
            yield import_string(name)
        else:
            tell(f"{setting}: {name} ещё нет, пропускаю")
