"""Every page of the admin for every role: who gets in, and that it opens for whom it should."""

import pytest
from django.contrib import admin
from django.urls import reverse

from tests.factories.cases import a_row
from tests.factories.people import StaffFactory, SuperuserFactory, VerifiedUserFactory
from tests.tables import listed, table
from tests.world import browser, built, signed_in

pytestmark = pytest.mark.django_db
PAGES = ("changelist", "add", "change", "history")
TO_SIGN_IN, REFUSED = (302,) * 4, (403,) * 4
# What an administrator gets; rows without «add» come to be by themselves or by somebody's act.
ADMINISTRATOR, ROWS, OFFICIALS = table("ADMIN"), table("ADMIN_ROWS"), table("OFFICIALS")
SECRET = set(listed("SECRET"))
MODELS = {model._meta.label: model for model in admin.site._registry}


def address(label: str, page: str, *args) -> str:
    return reverse(f"admin:{label.lower().replace('.', '_')}_{page}", args=args)


def addresses(label: str) -> list[str]:
    row = ROWS.get(label, lambda: a_row(MODELS[label]))()
    return [address(label, page, *([row.pk] * (page in ("change", "history")))) for page in PAGES]


def test_every_section_of_the_admin_stands_in_the_table():
    assert set(ADMINISTRATOR) == set(MODELS)


def sessions() -> dict[str, str | None]:
    """Who visits the admin, each signed in."""
    people = {
        "resident": VerifiedUserFactory(),
        "official without rights": StaffFactory(),
        "administrator": SuperuserFactory(),
        **{name: factory() for name, (factory, _gets) in OFFICIALS.items()},
    }
    return {"stranger": None, **signed_in(people)}


@pytest.fixture(scope="module")
def visitors(django_db_setup, django_db_blocker):
    with built(django_db_blocker, sessions) as visitors:
        yield visitors


@pytest.mark.parametrize("label", MODELS)
def test_everybody_gets_exactly_what_the_table_of_the_admin_says(visitors, label):
    urls = addresses(label)
    found = {
        role: tuple(browser(session).get(url).status_code for url in urls)
        for role, session in visitors.items()
    }
    assert found == {
        "stranger": TO_SIGN_IN,
        "resident": REFUSED,
        "official without rights": REFUSED,
        "administrator": ADMINISTRATOR[label],
        **{name: gets.get(label, REFUSED) for name, (_factory, gets) in OFFICIALS.items()},
    }


@pytest.mark.parametrize("query", ["q=%D0%B0&o=1", "o=-999.x&p=-1&all=", "p=9e9&e=1"])
def test_an_administrator_asks_a_list_anything_without_a_fault(client, query):
    client.force_login(SuperuserFactory())
    urls = [address(label, "changelist") for label in MODELS]
    answers = {url: client.get(f"{url}?{query}", follow=True).status_code for url in urls}
    assert {url: status for url, status in answers.items() if status >= 500} == {}


def test_a_stranger_signs_in_by_the_portal_not_by_the_admin(client):
    for url in ("/admin/", "/admin/login/", "/admin/queue/", "/admin/budgeting/project/"):
        last, status = client.get(url, follow=True).redirect_chain[-1]
        assert (status, last.split("?")[0]) == (302, reverse("account_login"))


def test_nobody_signs_in_by_posting_to_the_admin(client):
    person = SuperuserFactory()
    fields = {"username": person.email, "password": "demo-kirov-2026"}
    assert client.post("/admin/login/", fields).status_code == 302
    assert "_auth_user_id" not in client.session


def test_ballots_support_and_the_census_are_not_in_the_admin():
    assert SECRET.isdisjoint(label.lower() for label in MODELS)
