"""The demo city and the catalogues: loaded in order, never doubled, JSON alone on stdout."""

import json

import pytest
from django.core.management import call_command

from budgeting.models import Project, Round
from portal.accounts.models import User
from portal.pages.registry import registered

pytestmark = pytest.mark.django_db
REGISTRIES = [
    "HOME_PANELS",
    "SEARCHED",
    "MODERATION_QUEUES",
    "REFERENCE_LOADERS",
    "DEMO_LOADERS",
    "PERSONAL_DATA",
    "ACCOUNT_ERASERS",
]
loaded = []


def noisy():
    print("шум загрузчика")  # noqa: T201
    loaded.append("noisy")


def quiet():
    loaded.append("quiet")


@pytest.mark.parametrize("setting", REGISTRIES)
def test_every_name_in_a_registry_is_there(setting):
    assert all(callable(each) for each in registered(setting))


def test_a_misspelt_name_is_an_error_and_not_a_silence(settings):
    settings.SEARCHED = ["budgeting.serch.find"]
    with pytest.raises(ImportError):
        list(registered("SEARCHED"))


def test_logins_are_alone_on_stdout(settings, capfd):
    loaded.clear()
    settings.REFERENCE_LOADERS = [f"{__name__}.quiet"]
    settings.DEMO_LOADERS = [f"{__name__}.noisy"]
    call_command("load_demo", logins_json=True)
    out, err = capfd.readouterr()
    assert {"role", "email", "password"} <= set(json.loads(out)[0])
    assert "шум загрузчика" in err
    assert loaded == ["quiet", "noisy"]


def test_the_demo_city_loads_twice_without_doubling(capfd):
    def counts():
        return User.objects.count(), Round.objects.count(), Project.objects.count()

    call_command("load_demo")
    once = counts()
    call_command("load_demo")
    assert counts() == once
    assert min(once) > 0
