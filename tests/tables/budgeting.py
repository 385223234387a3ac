"""Addresses, forms and lists of initiative budgeting."""

from django.utils import timezone

from budgeting.actions import close_vote, open_vote
from budgeting.counting import close_and_count
from budgeting.models import Round
from portal.polls.actions import cast_ballot
from portal.polls.models import Poll
from tests.factories.budgeting import PERMISSIONS, OfficialFactory, ProjectFactory, RoundFactory
from tests.factories.discussion import CommentFactory
from tests.factories.people import UserFactory
from tests.factories.places import DistrictFactory
from tests.tables.answers import (
    ALL,
    NOBODY,
    OFFICIAL,
    OWNER,
    OWNER_AND_OFFICIAL,
    OWNER_SIGNED_IN,
    REDIRECTS,
    SIGNED_IN,
    SIGNED_IN_POST,
    UNKNOWN,
)

OFFICIAL_RIGHTS = [f"budgeting.{codename}" for codename in PERMISSIONS]


def build(world) -> dict:
    _rounds(world)
    return _projects(world)


def _rounds(world) -> None:
    """Rounds by slug: open, checking, voting, counted, and one in preparation: planned."""
    world.open = RoundFactory(slug="open", phase="submission")
    voting = RoundFactory(slug="voting", phase="vote", max_choices=2)
    counted = RoundFactory(slug="counted", phase="vote", max_choices=2)
    world.checking = RoundFactory(slug="checking", phase="check")
    RoundFactory(slug="planned", phase="announce", is_published=False)
    for round_ in (voting, counted):
        ProjectFactory(round=round_, state="contest", district=world.district)
        open_vote(round_)
        round_.refresh_from_db()
    cast_ballot(counted.poll, voter=world.owner, choices=[1])
    Poll.objects.filter(pk=counted.poll_id).update(closes_at=timezone.now())
    counted.refresh_from_db()
    close_vote(counted, close_and_count)


def _projects(world) -> dict:
    """The owner's: public, still a draft, sent to the officials, under joint rework."""
    states = {"project": "published", "draft": "draft", "sent": "submitted"}
    for name, state in states.items():
        row = ProjectFactory(
            round=world.open, author=world.owner, state=state, district=world.district
        )
        setattr(world, name, row)
    world.checked = ProjectFactory(round=world.checking, author=world.owner, state="submitted")
    states["checked"] = "submitted"
    Round.objects.filter(pk=world.open.pk).update(project_count=1)
    return {name: getattr(world, name).pk for name in states}


ACCESS = {
    ("pages:move", "budgeting.project project withdraw"): (302, 403, 403, 200, 403),
    ("pages:move", "budgeting.project draft submit"): OWNER_SIGNED_IN,
    ("pages:move", "budgeting.project checked publish"): (302, 404, 404, 403, 200),
    ("pages:move", "budgeting.project sent publish"): (302, 404, 404, 403, 403),  # not the phase
    ("pages:move", "budgeting.project project nonsense"): (302, 403, 403, 403, 403),
    ("pages:move", "budgeting.project 999999999 withdraw"): UNKNOWN,
    ("discussion:thread", "budgeting.project project"): ALL,
    ("discussion:thread", "budgeting.project draft"): OWNER,
    ("discussion:thread", "budgeting.project sent"): OWNER_AND_OFFICIAL,
    ("discussion:follow", "budgeting.project project"): SIGNED_IN_POST,
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
    ("budgeting:results_json", "counted"): ALL,
    ("budgeting:results_json", "voting"): NOBODY,
    ("budgeting:results_json", "planned"): NOBODY,
    ("budgeting:results_csv", "counted"): ALL,
    ("budgeting:results_csv", "voting"): NOBODY,
}
WRITES = [
    ("resident", "pages:move", "budgeting.project project withdraw", {"note": "Нет"}, 403),
    ("resident", "pages:move", "budgeting.project draft submit", {}, 404),
    ("resident", "pages:move", "budgeting.project checked publish", {}, 404),
    ("owner", "pages:move", "budgeting.project checked publish", {}, 403),
    ("official", "pages:move", "budgeting.project draft submit", {}, 404),
    ("official", "pages:move", "budgeting.project sent publish", {}, 403),
    ("resident", "discussion:thread", "budgeting.project draft", {"text": "Вижу!"}, 404),
    ("resident", "discussion:follow", "budgeting.project draft", {}, 404),
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
FOR_STRANGERS = {"budgeting:vote", "budgeting:vote_confirm"}  # marks go into the session
REDIRECTED = {"budgeting:vote_confirm"}

FORMS = {
    "budgeting:support": "on",
    "budgeting:propose": "title",
    "budgeting:wizard": "title type problem beneficiaries address district point_latitude "
    "point_longitude planned_start group_size agree more photos cost-TOTAL_FORMS "
    "cost-INITIAL_FORMS cost-0-name cost-0-quantity cost-0-price share-TOTAL_FORMS "
    "share-0-source share-0-kind share-0-amount",
    "budgeting:autosave": "title type district point_latitude point_longitude planned_start "
    "group_size cost-TOTAL_FORMS cost-0-price share-TOTAL_FORMS share-0-amount",
    "budgeting:vote": "choices look points-1 shown district",
    "budgeting:vote_confirm": "choices confirm",
}
WITHOUT_FIELDS = {"budgeting:wizard_check", "budgeting:remove_photo"}
TAKES_ANYTHING = {"budgeting:support"}
KEEPS_WHAT_IS_TYPED = {"budgeting:wizard", "budgeting:autosave"}


def shelve(shelf) -> None:
    shelf.round = RoundFactory(slug="yards", phase="submission")
    shelf.checking = RoundFactory(slug="checking", phase="check")
    shelf.project = ProjectFactory(round=shelf.round)


def _project(shelf, **fields):
    return ProjectFactory(**{"round": shelf.round, "district": shelf.district, **fields})


def _submitted(shelf):
    _project(shelf, round=shelf.checking, state="submitted")
    CommentFactory(case=shelf.project, state="pending")


def _thread(shelf):
    first = CommentFactory(case=shelf.project)
    CommentFactory(case=shelf.project, parent=first, author=UserFactory(level=0))


LISTS = {
    "/budget/yards/projects/": _project,
    "/budget/yards/projects/?q=двор&state=published&sort=support": _project,
    "/budget/yards/projects.csv": _project,
    "/budget/yards/feed.xml": _project,
    "/budget/yards/map.json?bbox=49,58,50,59&zoom=12": _project,
    "/budget/yards/": _project,
    "/budget/": lambda shelf: RoundFactory(phase="vote"),
    "/search/?q=двор": _project,
    "/": lambda shelf: RoundFactory(phase="results"),
    "/budget/projects/{project.pk}/": _thread,
}
OWN_LISTS = {
    "/budget/my/": lambda shelf: _project(shelf, author=shelf.user, round=RoundFactory()),
}
ADMIN_LISTS = {
    "/admin/budgeting/project/": lambda shelf: ProjectFactory(district=DistrictFactory()),
    "/admin/budgeting/round/": lambda shelf: RoundFactory(phase="vote"),
    "/admin/queue/": _submitted,
    "/admin/": _submitted,
}

EVERYTHING, NO_ADD = (200,) * 4, (200, 403, 200, 200)
ADMIN = {
    "budgeting.Programme": EVERYTHING,
    "budgeting.Project": NO_ADD,
    "budgeting.ProjectType": EVERYTHING,
    "budgeting.RefusalGround": EVERYTHING,
    "budgeting.Round": EVERYTHING,
}
ADMIN_ROWS = {"budgeting.Project": ProjectFactory}
OFFICIAL_READS = {
    "budgeting.Project": NO_ADD,
    "budgeting.Remark": NO_ADD,
    "budgeting.MergeOffer": NO_ADD,
    "budgeting.Execution": NO_ADD,
    "budgeting.LedgerEntry": NO_ADD,
    "budgeting.Operation": NO_ADD,
}
OFFICIALS = {"official of budgeting": (OfficialFactory, OFFICIAL_READS)}
SECRET = {"budgeting.support"}
