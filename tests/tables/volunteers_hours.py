"""Addresses, forms and lists of attendance and hours."""

from tests.factories.volunteers import (
    GroupFactory,
    MembershipFactory,
    ShiftFactory,
    SignupFactory,
    WalkInFactory,
    attended,
    leader_of,
)
from tests.tables.answers import (
    ALL,
    NOBODY,
    OWNER_SIGNED_IN,
    REDIRECTS,
    SIGNED_IN,
    SIGNED_IN_POST,
    UNKNOWN,
)
from volunteers.actions import confirm_hours

DESK_MOVE = (302, 404, 404, 200, 403)


def build(world) -> dict:
    """A shift that runs in the owner's group; somebody expected, somebody who has left."""
    group = GroupFactory(leader=world.owner)
    running = ShiftFactory(group=group, begun=True, capacity=9)
    return {
        "runningshift": running.pk,
        "shiftcode": running.code,
        "walkin": (guest := WalkInFactory(shift=running)).pk,
        "guestcode": guest.code,
        "expected": SignupFactory(shift=running).pk,
        "worked": attended(group=group).pk,
    }


ACCESS = {
    ("volunteers:attendance", "runningshift"): OWNER_SIGNED_IN,
    ("volunteers:confirm_all", "runningshift"): SIGNED_IN_POST,
    ("volunteers:here", "shiftcode"): SIGNED_IN,
    ("volunteers:scan", ""): ALL,
    ("volunteers:worker", ""): ALL,
    ("volunteers:here", "nosuchcode"): UNKNOWN,
    ("volunteers:late_here", "shiftcode"): SIGNED_IN_POST,
    ("volunteers:mark", "expected"): SIGNED_IN_POST,
    ("volunteers:late_mark", "expected"): SIGNED_IN_POST,
    ("volunteers:hours", "worked"): SIGNED_IN_POST,
    ("volunteers:walk_ins", "runningshift"): OWNER_SIGNED_IN,
    ("volunteers:own_walk_ins", ""): SIGNED_IN,
    ("volunteers:answer_own_walk_in", "walkin"): SIGNED_IN_POST,
    ("volunteers:walk_in_join", "runningshift"): SIGNED_IN_POST,
    ("volunteers:walk_in_leaves", "walkin"): SIGNED_IN_POST,
    ("volunteers:walk_in", "guestcode"): ALL,
    ("volunteers:walk_in", "nosuchcode"): NOBODY,
    ("pages:move", "volunteers.walkin walkin forget"): (302, 404, 404, 200, 404),
    ("volunteers:book", ""): SIGNED_IN,
    ("volunteers:results_now", ""): REDIRECTS,
    ("volunteers:results", "2026"): ALL,
    ("volunteers:results", "1999"): NOBODY,
    ("volunteers:results_table", "2026"): ALL,
    ("pages:move", "volunteers.signup expected attend"): DESK_MOVE,
    ("pages:move", "volunteers.signup expected miss"): DESK_MOVE,
    ("pages:move", "volunteers.signup worked unmark"): DESK_MOVE,
}
WRITES = [
    ("resident", "volunteers:confirm_all", "runningshift", {}, 404),
    ("official", "volunteers:confirm_all", "runningshift", {}, 404),
    ("resident", "volunteers:here", "shiftcode", {"leaving": "0"}, 400),
    ("resident", "volunteers:late_here", "shiftcode", {"mark": "in"}, 400),
    ("resident", "volunteers:late_mark", "expected", {"mark": "in"}, 404),
    ("official", "volunteers:late_mark", "expected", {"mark": "in"}, 404),
    ("resident", "volunteers:mark", "expected", {"mark": "in"}, 404),
    ("official", "volunteers:mark", "expected", {"mark": "in"}, 404),
    ("resident", "volunteers:walk_ins", "runningshift", {"name": "Гость"}, 404),
    ("official", "volunteers:walk_ins", "runningshift", {"name": "Гость"}, 404),
    ("resident", "volunteers:walk_in_join", "runningshift", {"walk_in": "1"}, 404),
    ("resident", "volunteers:walk_in_leaves", "walkin", {}, 404),
    ("owner", "volunteers:answer_own_walk_in", "walkin", {"act": "join"}, 404),
    ("official", "volunteers:walk_in_leaves", "walkin", {}, 404),
    ("official", "pages:move", "volunteers.walkin walkin forget", {"note": "Нет"}, 404),
    ("resident", "volunteers:hours", "worked", {"note": "Мне"}, 404),
    ("owner", "volunteers:hours", "worked", {"hours": "5", "note": "Ещё"}, 400),
]
FOR_STRANGERS = {"volunteers:walk_in"}
FORMS = {
    "volunteers:walk_ins": "name email phone adult consent at note",
    "volunteers:walk_in_join": "walk_in member",
    "volunteers:walk_in_leaves": "at note",
    "volunteers:walk_in": "act",
    "volunteers:answer_own_walk_in": "act",
    "volunteers:here": "leaving",
    "volunteers:mark": "mark at note",
    "volunteers:late_here": "key pressed sent opened mark",
    "volunteers:late_mark": "key pressed sent opened mark",
    "volunteers:hours": "hours note",
}
WITHOUT_FIELDS = {"volunteers:confirm_all"}


def shelve(shelf) -> None:
    shelf.user.phone = "+79120000009"
    shelf.user.save()
    shelf.attended = ShiftFactory(group=GroupFactory(leader=shelf.user), begun=True, capacity=999)


def _own_hours(shelf):
    shelf.hour_number = getattr(shelf, "hour_number", 0) + 1
    row = attended(shelf.user, since=3 + 3 * shelf.hour_number)
    confirm_hours(row, actor=leader_of(row.shift.group))


def _hours(_shelf):
    row = attended()
    return confirm_hours(row, actor=leader_of(row.shift.group))


LISTS = {"/volunteers/results/2026/": _hours, "/volunteers/results/2026/results.csv": _hours}
OWN_LISTS = {
    "/volunteers/my/walk-ins/": lambda shelf: WalkInFactory(phone=shelf.user.phone),
    "/volunteers/shifts/{attended.pk}/attendance/": lambda shelf: SignupFactory(
        shift=shelf.attended, state="attended", came_at=shelf.attended.starts_at
    ),
    "/volunteers/shifts/{attended.pk}/walk-ins/": lambda shelf: (
        WalkInFactory(shift=shelf.attended),
        MembershipFactory(group=shelf.attended.group),
    ),
    "/volunteers/my/book/": _own_hours,
}
ADMIN_LISTS = {"/admin/volunteers/hourrow/": _hours}
ADMIN = {"volunteers.HourRow": (200, 403, 200, 200)}
ADMIN_ROWS = {"volunteers.HourRow": lambda: _hours(None)}
