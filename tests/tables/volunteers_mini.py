"""Addresses, forms and lists of mini-projects."""

from tests.factories.miniprojects import (
    MiniProjectFactory,
    NeedFactory,
    PledgeFactory,
    ReportFactory,
    day,
)
from tests.tables.answers import ALL, OWNER_AND_OFFICIAL, OWNER_SIGNED_IN, SIGNED_IN, SIGNED_IN_POST

PARTIES = (302, 404, 404, 200, 200)


def build(world) -> dict:
    """Projects of the owner: one that gathers help, one that waits; somebody else's promise."""
    project = MiniProjectFactory(author=world.owner, title="Скамейки таблицы (демо)")
    held = MiniProjectFactory(author=world.owner, pledges_until=day(-2), happens_on=day(-1))
    other = NeedFactory(takes_more=True)
    return {
        "miniproject": project.pk,
        "waitingmini": MiniProjectFactory(author=world.owner, state="submitted").pk,
        "heldmini": held.pk,
        "ownneed": NeedFactory(project=project).pk,
        "waitingneed": NeedFactory(project__state="submitted", project__author=world.owner).pk,
        "otherneed": other.pk,
        "givenpledge": PledgeFactory(need=NeedFactory(project=project)).pk,
        "ownpledge": PledgeFactory(user=world.owner).pk,
        "photoreport": ReportFactory(project__author=world.owner).pk,
    }


ACCESS = {
    ("volunteers:mini_projects", ""): ALL,
    ("volunteers:mini_points", ""): (400,) * 5,
    ("volunteers:mini_points", "?bbox=49,58,50,59&zoom=11"): ALL,
    ("volunteers:mini_table", ""): ALL,
    ("volunteers:new_mini_project", ""): SIGNED_IN,
    ("volunteers:mini_project", "miniproject"): ALL,
    ("volunteers:mini_project", "waitingmini"): OWNER_AND_OFFICIAL,
    ("volunteers:edit_mini_project", "waitingmini"): OWNER_SIGNED_IN,
    ("volunteers:mini_pledges", "miniproject"): OWNER_SIGNED_IN,
    ("volunteers:mini_pledges_table", "miniproject"): OWNER_SIGNED_IN,
    ("volunteers:mini_report", "heldmini"): OWNER_SIGNED_IN,
    ("volunteers:promise", "otherneed"): SIGNED_IN,
    ("volunteers:promise", "waitingneed"): PARTIES,
    ("volunteers:pledge", "givenpledge"): PARTIES,
    ("volunteers:pledge", "ownpledge"): PARTIES,
    ("volunteers:receive_pledge", "givenpledge"): SIGNED_IN_POST,
    ("volunteers:pledge_name", "ownpledge"): SIGNED_IN_POST,
    ("volunteers:my_mini_projects", ""): SIGNED_IN,
    ("pages:move", "volunteers.miniproject waitingmini publish"): (302, 404, 404, 403, 200),
    ("pages:move", "volunteers.miniproject miniproject cancel"): (302, 403, 403, 200, 200),
    ("pages:move", "volunteers.pledge givenpledge receive"): (302, 404, 404, 200, 403),
    ("pages:move", "volunteers.pledge ownpledge withdraw"): (302, 404, 404, 200, 403),
    ("pages:move", "volunteers.photoreport photoreport accept"): (302, 404, 404, 403, 200),
}
WRITES = [
    ("newcomer", "volunteers:new_mini_project", "", {"title": "Моё"}, 403),
    ("resident", "volunteers:edit_mini_project", "waitingmini", {"about": "Чужое"}, 404),
    ("official", "volunteers:edit_mini_project", "waitingmini", {"about": "Чужое"}, 404),
    ("resident", "volunteers:mini_report", "heldmini", {"text": "Чужое"}, 404),
    ("official", "volunteers:mini_report", "heldmini", {"text": "Чужое"}, 404),
    ("owner", "volunteers:mini_report", "miniproject", {"text": "Рано"}, 403),
    ("owner", "volunteers:promise", "ownneed", {"amount": "1", "contact": "я"}, 403),
    ("resident", "volunteers:promise", "waitingneed", {"amount": "1", "contact": "я"}, 404),
    ("resident", "volunteers:receive_pledge", "givenpledge", {"amount": "1"}, 404),
    ("official", "volunteers:receive_pledge", "givenpledge", {"amount": "1"}, 404),
    ("owner", "volunteers:receive_pledge", "ownpledge", {"amount": "1"}, 404),
    ("owner", "volunteers:pledge_name", "givenpledge", {"shown": "1"}, 404),
    ("official", "volunteers:pledge_name", "ownpledge", {"shown": "1"}, 404),
    ("owner", "pages:move", "volunteers.miniproject waitingmini publish", {}, 403),
    ("owner", "pages:move", "volunteers.photoreport photoreport accept", {}, 403),
    ("official", "pages:move", "volunteers.pledge givenpledge receive", {}, 403),
]
_ROWS = " ".join(
    f"form-{row}-{name}"
    for row in (0, 1)
    for name in ("title", "kind", "amount", "unit", "takes_more")
)
_CARD = (
    "title about organisation festival address district point_0 point_1 pledges_until happens_on "
    f"contact photos form-TOTAL_FORMS form-INITIAL_FORMS {_ROWS}"
)
FORMS = {
    "volunteers:new_mini_project": _CARD,
    "volunteers:edit_mini_project": _CARD,
    "volunteers:mini_report": "text participants beneficiaries photos",
    "volunteers:promise": "amount organisation contact text shows_name",
    "volunteers:receive_pledge": "amount",
    "volunteers:pledge_name": "shown",
}


def shelve(shelf) -> None:
    shelf.deed = MiniProjectFactory(author=shelf.user)


def _deed(shelf):
    return NeedFactory(project__district=shelf.district)


LISTS = {
    "/volunteers/mini-projects/": _deed,
    "/volunteers/mini-projects/table.csv": _deed,
}
OWN_LISTS = {
    "/volunteers/mini-projects/{deed.pk}/pledges/": lambda shelf: PledgeFactory(
        need__project=shelf.deed
    ),
    "/volunteers/mini-projects/{deed.pk}/pledges.csv": lambda shelf: PledgeFactory(
        need__project=shelf.deed
    ),
    "/volunteers/my/mini-projects/": lambda shelf: PledgeFactory(user=shelf.user),
}
ADMIN_LISTS = {
    "/admin/volunteers/miniproject/": _deed,
    "/admin/volunteers/photoreport/": lambda shelf: ReportFactory(),
}
NO_ADD = (200, 403, 200, 200)
ADMIN = {"volunteers.MiniProject": NO_ADD, "volunteers.PhotoReport": NO_ADD}
ADMIN_ROWS = {
    "volunteers.MiniProject": lambda: NeedFactory().project,
    "volunteers.PhotoReport": ReportFactory,
}
