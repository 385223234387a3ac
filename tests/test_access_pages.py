"""Every address × every role: the one table of who gets what. An unknown address fails.

Roles, in the order of the columns:
    stranger   not signed in
    newcomer   signed in, identity not proved
    resident   proved, owns nothing here
    owner      proved, author of the projects, comments, letters; head of the organisations
    official   staff of budgeting
"""

import pytest

from tests.world import ROLES, built, contents, names

pytestmark = pytest.mark.django_db
ALL = (200,) * 5
NOBODY = (404,) * 5
REDIRECTS = (302,) * 5
SIGNED_IN = (302, 200, 200, 200, 200)
POST_ONLY = (405,) * 5
SIGNED_IN_POST = (302, 405, 405, 405, 405)
OWNER = (404, 404, 404, 200, 404)  # public pages of what only its author may see
OWNER_SIGNED_IN = (302, 404, 404, 200, 404)
OWNER_AND_OFFICIAL = (404, 404, 404, 200, 200)
OFFICIAL = (404, 404, 404, 404, 200)
UNKNOWN = (302, 404, 404, 404, 404)

# Address and its words (see tests/world.py): what a GET answers to each role.
ACCESS: dict[tuple[str, str], tuple[int, ...]] = {
    ("pages:home", ""): ALL,
    ("pages:search", ""): ALL,
    ("pages:search", "?q=двор"): ALL,
    ("pages:about", ""): ALL,
    ("pages:accessibility", ""): ALL,
    ("pages:privacy", ""): ALL,
    ("pages:look", ""): POST_ONLY,
    ("pages:set_language", ""): POST_ONLY,
    ("pages:move", "budgeting.project project withdraw"): (302, 403, 403, 200, 403),
    ("pages:move", "budgeting.project draft submit"): OWNER_SIGNED_IN,
    ("pages:move", "budgeting.project checked publish"): (302, 404, 404, 403, 200),
    ("pages:move", "budgeting.project sent publish"): (302, 404, 404, 403, 403),  # not the phase
    ("pages:move", "budgeting.project project nonsense"): (302, 403, 403, 403, 403),
    ("pages:move", "discussion.comment waiting publish"): (302, 404, 404, 403, 404),
    ("pages:move", "budgeting.project 999999999 withdraw"): UNKNOWN,
    ("pages:move", "nonsense 1 open"): UNKNOWN,
    ("pages:healthz", ""): ALL,
    ("pages:readyz", ""): ALL,
    ("pages:robots", ""): ALL,
    ("pages:favicon", ""): REDIRECTS,
    ("accounts:overview", ""): SIGNED_IN,
    ("accounts:edit", ""): SIGNED_IN,
    ("accounts:verification", ""): SIGNED_IN,
    ("accounts:verify_by_census", ""): SIGNED_IN_POST,
    ("accounts:send_code", ""): SIGNED_IN_POST,
    ("accounts:confirm_code", ""): SIGNED_IN_POST,
    ("accounts:consents", ""): SIGNED_IN,
    ("accounts:publish_name", ""): SIGNED_IN_POST,
    ("accounts:consent_text", "processing 1"): ALL,
    ("accounts:consent_text", "processing 9"): NOBODY,
    ("accounts:my_data", ""): SIGNED_IN,
    ("accounts:delete", ""): SIGNED_IN,
    ("accounts:second_factor", ""): SIGNED_IN,
    ("organisations:list", ""): ALL,
    ("organisations:mine", ""): SIGNED_IN,
    ("organisations:create", ""): SIGNED_IN,
    ("organisations:accept", "invited"): SIGNED_IN,  # who may not join reads why
    ("organisations:accept", "nonsense"): UNKNOWN,
    ("organisations:detail", "team"): ALL,
    ("organisations:detail", "draftteam"): OWNER,
    ("organisations:edit", "team"): (302, 403, 403, 200, 403),
    ("organisations:edit", "draftteam"): OWNER_SIGNED_IN,
    ("organisations:members", "team"): (302, 403, 403, 200, 403),
    ("organisations:members", "draftteam"): OWNER_SIGNED_IN,
    ("organisations:member", "team member"): SIGNED_IN_POST,
    ("organisations:cancel", "team invitation"): SIGNED_IN_POST,
    ("notifications:inbox", ""): SIGNED_IN,
    ("notifications:read_all", ""): SIGNED_IN_POST,
    ("notifications:settings", ""): SIGNED_IN,
    ("notifications:unsubscribe", "leave"): ALL,
    ("notifications:unsubscribe", "nonsense"): NOBODY,
    ("notifications:open", "message"): SIGNED_IN_POST,
    ("discussion:comment", "comment"): REDIRECTS,
    ("discussion:comment", "waiting"): (404, 404, 404, 302, 404),
    ("discussion:comment", "hidden"): REDIRECTS,  # its place stays, its text does not
    ("discussion:flag", "comment"): SIGNED_IN,
    ("discussion:flag", "waiting"): OWNER_SIGNED_IN,
    ("discussion:appeal", "hidden"): OWNER_SIGNED_IN,
    ("discussion:remove", "comment"): OWNER_SIGNED_IN,
    ("discussion:thread", "budgeting.project project"): ALL,
    ("discussion:thread", "budgeting.project draft"): OWNER,
    ("discussion:thread", "budgeting.project sent"): OWNER_AND_OFFICIAL,
    ("discussion:thread", "polls.poll 1"): NOBODY,
    ("discussion:follow", "budgeting.project project"): SIGNED_IN_POST,
    ("files:file", "photo"): ALL,
    ("files:file", "draftphoto"): OWNER,
    ("files:file", "secret"): OWNER,
    ("files:thumb", "photo"): ALL,
    ("files:thumb", "draftphoto"): OWNER,
    ("files:thumb", "secret"): NOBODY,
    ("places:map", ""): ALL,
    ("places:centres", ""): ALL,
    ("places:outlines", ""): ALL,
    ("places:centre_points", ""): ALL,
    ("draws:lot", ""): ALL,
    ("draws:draw", "draw"): ALL,
    ("draws:draw_file", "draw"): ALL,
    ("portfolio:mine", ""): SIGNED_IN,
    ("portfolio:certificate", "paper"): ALL,
    ("portfolio:certificate", "nonsense"): NOBODY,
    ("budgeting:rounds", ""): ALL,
    ("budgeting:my_projects", ""): SIGNED_IN,
    ("budgeting:project", "project"): ALL,
    ("budgeting:project", "draft"): OWNER,
    ("budgeting:project", "sent"): OWNER_AND_OFFICIAL,
    ("budgeting:point", "project"): ALL,
    ("budgeting:point", "draft"): OWNER,
    ("budgeting:support", "project"): SIGNED_IN_POST,
    ("budgeting:edit", "draft"): (302, 404, 404, 302, 404),
    ("budgeting:edit", "project"): UNKNOWN,  # what is public is no longer edited
    ("budgeting:wizard_check", "draft"): OWNER_SIGNED_IN,
    ("budgeting:wizard", "draft what"): OWNER_SIGNED_IN,
    ("budgeting:wizard", "draft place"): OWNER_SIGNED_IN,
    ("budgeting:wizard", "draft money"): OWNER_SIGNED_IN,
    ("budgeting:wizard", "draft group"): OWNER_SIGNED_IN,
    ("budgeting:wizard", "draft nonsense"): UNKNOWN,
    ("budgeting:wizard", "sent what"): UNKNOWN,
    ("budgeting:autosave", "draft what"): SIGNED_IN_POST,
    ("budgeting:remove_photo", "draft draftphoto"): SIGNED_IN_POST,
    ("budgeting:round", "open"): ALL,
    ("budgeting:round", "planned"): OFFICIAL,
    ("budgeting:projects", "open"): ALL,
    ("budgeting:projects", "planned"): OFFICIAL,
    ("budgeting:table", "open"): ALL,
    ("budgeting:table", "planned"): OFFICIAL,
    ("budgeting:points", "open ?bbox=49,58,50,59&zoom=12"): ALL,
    ("budgeting:points", "planned ?bbox=49,58,50,59&zoom=12"): OFFICIAL,
    ("budgeting:feed", "open"): ALL,
    ("budgeting:feed", "planned"): OFFICIAL,
    ("budgeting:propose", "open"): SIGNED_IN,
    ("budgeting:propose", "planned"): (302, 404, 404, 404, 200),
    ("budgeting:vote", "voting"): ALL,  # strangers may mark; signing in comes before casting
    ("budgeting:vote", "open"): ALL,
    ("budgeting:vote", "planned"): OFFICIAL,
    ("budgeting:vote_confirm", "voting"): REDIRECTS,  # nothing is marked yet
    ("budgeting:vote_confirm", "counted"): (302, 302, 302, 200, 302),  # the owner voted
    ("budgeting:vote_confirm", "planned"): (404, 404, 404, 404, 302),
    ("budgeting:receipt", "voting"): SIGNED_IN,
    ("budgeting:receipt", "counted"): SIGNED_IN,
    ("budgeting:receipt", "planned"): (302, 404, 404, 404, 302),
    ("budgeting:results", "counted"): ALL,
    ("budgeting:results", "voting"): ALL,  # says when the results will be here
    ("budgeting:results", "planned"): OFFICIAL,
    ("budgeting:results_csv", "counted"): ALL,
    ("budgeting:results_csv", "voting"): NOBODY,
}

# A well-formed POST where one has no business: role, address, fields, answer.
WRITES = [
    ("resident", "pages:move", "budgeting.project project withdraw", {"note": "Нет"}, 403),
    ("resident", "pages:move", "budgeting.project draft submit", {}, 404),
    ("resident", "pages:move", "budgeting.project checked publish", {}, 404),
    ("owner", "pages:move", "budgeting.project checked publish", {}, 403),
    ("resident", "pages:move", "discussion.comment comment hide", {"note": "Нет"}, 403),
    ("official", "pages:move", "budgeting.project draft submit", {}, 404),
    ("official", "pages:move", "budgeting.project sent publish", {}, 403),
    ("resident", "organisations:edit", "team", {"kind": "tos", "name": "Чужое"}, 403),
    ("resident", "organisations:edit", "draftteam", {"kind": "tos", "name": "Чужое"}, 404),
    ("newcomer", "organisations:create", "", {"kind": "tos", "name": "Новое"}, 403),
    ("resident", "organisations:accept", "friend", {}, 403),
    ("resident", "organisations:members", "team", {"email": "a@example.org", "role": "head"}, 403),
    ("resident", "organisations:members", "draftteam", {"email": "a@example.org"}, 404),
    ("resident", "organisations:member", "team member", {"role": "head"}, 403),
    ("resident", "organisations:member", "team member", {"remove": "1"}, 403),
    ("owner", "organisations:member", "draftteam member", {"remove": "1"}, 404),
    ("resident", "organisations:cancel", "team invitation", {}, 403),
    ("owner", "organisations:cancel", "draftteam invitation", {}, 404),
    ("resident", "notifications:open", "message", {}, 404),
    ("resident", "discussion:thread", "budgeting.project draft", {"text": "Вижу!"}, 404),
    ("resident", "discussion:follow", "budgeting.project draft", {}, 404),
    ("resident", "discussion:flag", "waiting", {"reason": "advert"}, 404),
    ("resident", "discussion:appeal", "hidden", {"note": "Верните"}, 404),
    ("resident", "discussion:remove", "comment", {}, 404),
    ("official", "discussion:remove", "comment", {}, 404),
    ("resident", "budgeting:support", "draft", {"on": "1"}, 404),
    ("resident", "budgeting:support", "sent", {"on": "1"}, 404),
    ("owner", "budgeting:support", "draft", {"on": "1"}, 403),
    ("resident", "budgeting:wizard", "draft what", {"title": "Чужое"}, 404),
    ("official", "budgeting:wizard", "draft what", {"title": "Чужое"}, 404),
    ("owner", "budgeting:wizard", "project what", {"title": "Поздно"}, 404),
    ("resident", "budgeting:autosave", "draft what", {"title": "Чужое"}, 404),
    ("resident", "budgeting:wizard_check", "draft", {}, 404),
    ("resident", "budgeting:remove_photo", "draft draftphoto", {}, 404),
    ("owner", "budgeting:remove_photo", "draft photo", {}, 404),
    ("newcomer", "budgeting:propose", "open", {"title": "Двор"}, 403),
    ("resident", "budgeting:propose", "voting", {"title": "Двор"}, 403),
    ("resident", "budgeting:propose", "planned", {"title": "Двор"}, 404),
    ("stranger", "budgeting:vote_confirm", "voting", {"choices": "1", "confirm": "1"}, 403),
    ("newcomer", "budgeting:vote_confirm", "voting", {"choices": "1", "confirm": "1"}, 403),
    ("resident", "budgeting:vote_confirm", "counted", {"choices": "1", "confirm": "1"}, 403),
    ("resident", "budgeting:vote_confirm", "planned", {"choices": "1", "confirm": "1"}, 404),
]
# What strangers may send: the look and the language go into cookies, marks into the session,
# the signed token of a letter is proof enough.
FOR_STRANGERS = {
    "pages:look",
    "pages:set_language",
    "notifications:unsubscribe",
    "budgeting:vote",
    "budgeting:vote_confirm",
}


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
    elsewhere = ACCESS[name, words] == REDIRECTS or name == "budgeting:vote_confirm"
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
