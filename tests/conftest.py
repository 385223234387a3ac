"""What every test gets: strict templates, a clean cache, translations as a Russian visitor sees."""

import re
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.core.cache import caches
from django.template import engines
from django.template.base import Template
from django.test import TransactionTestCase
from django.utils import translation
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings

from tests.emptying import empty

OURS = str(Path(settings.BASE_DIR) / "templates")
# A busy machine is slow, not wrong.
hypothesis_settings.register_profile(
    "portal", deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
hypothesis_settings.load_profile("portal")


class UndefinedVariable(AssertionError):
    """A template of ours used a variable nobody gave it."""


class _Strict(str):
    """Django formats `string_if_invalid % name` for an undefined variable: ours raises instead.

    Templates of Django's admin and of packages are left alone: they rely on undefined variables.
    """

    __slots__ = ()

    def __contains__(self, item) -> bool:
        return item == "%s"

    def __mod__(self, name) -> str:
        template = _template_being_rendered()
        if template.startswith(OURS) and "/admin/" not in template:
            raise UndefinedVariable(f"{template}: {{{{ {name} }}}}")
        return ""


def _template_being_rendered() -> str:
    frame = sys._getframe(2)
    while frame is not None:
        owner = frame.f_locals.get("self")
        if isinstance(owner, Template):
            return owner.origin.name
        frame = frame.f_back
    return ""


@pytest.hookimpl(tryfirst=True)  # the plugin that reads these marks has its hook there too
def pytest_collection_modifyitems(items):
    """What runs on one worker: a file, of the big matrices the addresses of one app."""
    for item in items:
        given = item.callspec.params if hasattr(item, "callspec") else {}
        subject = given.get("name") or given.get("label") or ""
        app = re.split("[:.]", subject)[0] if isinstance(subject, str) else ""
        item.add_marker(pytest.mark.xdist_group(f"{item.path.stem}:{app}"))


@pytest.fixture(autouse=True, scope="session")
def _tables_emptied_fast():
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", empty)
        yield


@pytest.fixture(autouse=True, scope="session")
def _strict_templates():
    engine = engines["django"].engine
    engine.string_if_invalid = _Strict()
    yield
    engine.string_if_invalid = ""


@pytest.fixture(autouse=True)
def _clean_slate():
    for cache in caches.all():
        cache.clear()
    with translation.override("ru"):
        yield
