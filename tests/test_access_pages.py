"""Every address × every role: who gets what stands in tests/tables/. An unknown address fails."""

import pytest

from tests.tables import listed, table
from tests.tables.answers import REDIRECTS
from tests.world import ROLES, built, contents, names

pytestmark = pytest.mark.django_db
ACCESS, WRITES = table("ACCESS"), listed("WRITES")
FOR_STRANGERS, REDIRECTED = set(listed("FOR_STRANGERS")), set(listed("REDIRECTED"))


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    with built(django_db_blocker) as world:
        yield world


@pytest.fixture(scope="module")
def before(world):
    """What the tables hold while nobody has changed anything."""
    return contents()


def test_every_address_stands_in_the_table():
    assert {name for name, _words in ACCESS} == set(names())


@pytest.mark.parametrize(("name", "words"), ACCESS)
def test_everybody_gets_exactly_what_the_table_says(world, name, words):
    url = world.url(name, words)
    answers = tuple(world.client(role).get(url).status_code for role in ROLES)
    assert dict(zip(ROLES, answers, strict=True)) == dict(
        zip(ROLES, ACCESS[name, words], strict=True)
    )


@pytest.mark.parametrize(("name", "words"), [row for row in ACCESS if ACCESS[row][0] == 302])
def test_a_stranger_who_is_sent_away_is_asked_to_sign_in(world, name, words):
    target = world.client("stranger").get(world.url(name, words)).url
    elsewhere = ACCESS[name, words] == REDIRECTS or name in REDIRECTED
    assert target.startswith("/accounts/login/") != elsewhere


def test_a_stranger_who_posts_anywhere_is_refused_and_changes_nothing(world, before):
    taken = []
    for name, words in (row for row in ACCESS if row[0] not in FOR_STRANGERS):
        answer = world.client("stranger").post(world.url(name, words), {"text": "Да", "on": "1"})
        to_sign_in = answer.status_code == 302 and answer.url.startswith("/accounts/login/")
        if not to_sign_in and answer.status_code not in (403, 404, 405):
            taken.append((name, words, answer.status_code))
    assert (taken, contents()) == ([], before)


@pytest.mark.parametrize("row", WRITES, ids=lambda row: " ".join(map(str, row[:3])))
def test_people_change_nothing_that_is_not_theirs(world, before, row):
    role, name, words, fields, status = row
    assert world.client(role).post(world.url(name, words), fields).status_code == status
    assert contents() == before
