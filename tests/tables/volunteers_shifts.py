"""Addresses, forms and lists of shifts and of the places in them."""

from tests.factories.volunteers import (
    GroupFactory,
    MembershipFactory,
    ShiftFactory,
    SignupFactory,
    SkillFactory,
)
from tests.tables.answers import ALL, OWNER_AND_OFFICIAL, OWNER_SIGNED_IN, SIGNED_IN, SIGNED_IN_POST
from volunteers.models import OwnSkill

PERSON_AND_OFFICIAL = (302, 404, 404, 200, 200)


def build(world) -> dict:
    """Shifts of a group the owner leads: announced, prepared, for members; places in them."""
    group = GroupFactory(leader=world.owner)
    shift = ShiftFactory(group=group, capacity=9)
    other = ShiftFactory(capacity=9)
    return {
        "shiftgroup": group.pk,
        "volunteershift": shift.pk,
        "draftshift": ShiftFactory(group=group, state="draft").pk,
        "innershift": ShiftFactory(group=group, members_only=True).pk,
        "shiftrequest": SignupFactory(shift=shift, state="requested").pk,
        "ownoffer": SignupFactory(shift=other, user=world.owner, state="offered").pk,
    }


ACCESS = {
    ("volunteers:shifts", ""): ALL,
    ("volunteers:points", "?bbox=49,58,50,59&zoom=12"): ALL,
    ("volunteers:point", "volunteershift"): ALL,
    ("volunteers:point", "draftshift"): OWNER_AND_OFFICIAL,
    ("volunteers:point", "innershift"): OWNER_AND_OFFICIAL,
    ("volunteers:calendar", ""): ALL,
    ("volunteers:month", ""): ALL,
    ("volunteers:group_calendar", "shiftgroup"): ALL,
    ("volunteers:group_shifts", "shiftgroup"): OWNER_SIGNED_IN,
    ("volunteers:new_shift", "shiftgroup"): OWNER_SIGNED_IN,
    ("volunteers:shift", "volunteershift"): ALL,
    ("volunteers:shift", "draftshift"): OWNER_AND_OFFICIAL,
    ("volunteers:shift", "innershift"): OWNER_AND_OFFICIAL,
    ("volunteers:edit_shift", "draftshift"): OWNER_SIGNED_IN,
    ("volunteers:edit_shift", "volunteershift"): OWNER_SIGNED_IN,
    ("volunteers:sign_up", "volunteershift"): SIGNED_IN,
    ("volunteers:sign_up", "innershift"): PERSON_AND_OFFICIAL,
    ("volunteers:people", "volunteershift"): OWNER_SIGNED_IN,
    ("volunteers:add_person", "volunteershift"): SIGNED_IN_POST,
    ("volunteers:capacity", "volunteershift"): SIGNED_IN_POST,
    ("volunteers:repeat", "volunteershift"): SIGNED_IN_POST,
    ("volunteers:take_over", "volunteershift"): SIGNED_IN_POST,
    ("volunteers:cover", "ownoffer"): SIGNED_IN_POST,
    ("volunteers:signup", "shiftrequest"): PERSON_AND_OFFICIAL,
    ("volunteers:signup", "ownoffer"): PERSON_AND_OFFICIAL,
    ("volunteers:my_shifts", ""): SIGNED_IN,
    ("volunteers:skills", ""): SIGNED_IN,
    ("pages:move", "volunteers.shift draftshift publish"): (302, 404, 404, 200, 403),
    ("pages:move", "volunteers.shift volunteershift cancel"): (302, 403, 403, 200, 403),
    ("pages:move", "volunteers.signup shiftrequest approve"): (302, 404, 404, 200, 403),
    ("pages:move", "volunteers.signup shiftrequest withdraw"): (302, 404, 404, 403, 403),
    ("pages:move", "volunteers.signup ownoffer accept"): (302, 404, 404, 200, 403),
    ("pages:move", "volunteers.signup ownoffer leave_late"): (302, 404, 404, 403, 403),
}
WRITES = [
    ("resident", "volunteers:new_shift", "shiftgroup", {"title": "Моя"}, 404),
    ("official", "volunteers:new_shift", "shiftgroup", {"title": "Моя"}, 404),
    ("resident", "volunteers:edit_shift", "draftshift", {"title": "Моя"}, 404),
    ("resident", "volunteers:capacity", "volunteershift", {"capacity": "1"}, 404),
    ("official", "volunteers:capacity", "volunteershift", {"capacity": "1"}, 404),
    ("resident", "volunteers:cover", "ownoffer", {"seek": "1"}, 404),
    ("owner", "volunteers:cover", "ownoffer", {"seek": "1"}, 403),
    ("resident", "volunteers:take_over", "innershift", {}, 404),
    ("resident", "volunteers:repeat", "volunteershift", {"weeks": "2"}, 404),
    ("official", "volunteers:repeat", "volunteershift", {"weeks": "2"}, 404),
    ("resident", "volunteers:add_person", "volunteershift", {"member": "1"}, 404),
    ("resident", "volunteers:sign_up", "innershift", {"text": "Можно?"}, 404),
    ("official", "volunteers:sign_up", "innershift", {"text": "Можно?"}, 403),
    ("resident", "pages:move", "volunteers.shift volunteershift cancel", {"note": "Нет"}, 403),
    ("official", "pages:move", "volunteers.signup shiftrequest approve", {}, 403),
    ("resident", "pages:move", "volunteers.signup ownoffer accept", {}, 404),
]
_SHIFT = (
    "title text briefing needs must_skills skills training district place point_latitude "
    "point_longitude starts_at ends_at leave_until capacity min_age offer_hours "
    "needs_approval members_only"
)
FORMS = {
    "volunteers:new_shift": _SHIFT,
    "volunteers:edit_shift": _SHIFT,
    "volunteers:sign_up": "text",
    "volunteers:skills": "skills",
    "volunteers:add_person": "member",
    "volunteers:capacity": "capacity",
    "volunteers:repeat": "weeks",
    "volunteers:cover": "seek",
}
WITHOUT_FIELDS = {"volunteers:take_over"}


def shelve(shelf) -> None:
    shelf.shifts = GroupFactory(leader=shelf.user)
    shelf.shift = ShiftFactory(group=shelf.shifts, capacity=999)
    # Alone at its place: the map reads those by one query more.
    ShiftFactory(group=shelf.shifts, latitude="58.9", longitude="49.9")


def _shift(shelf):
    return ShiftFactory(group=shelf.shifts)


def _placed(shelf):
    return ShiftFactory(group=shelf.shifts, latitude="58.6", longitude="49.6")


LISTS = {
    "/volunteers/": _shift,
    "/volunteers/calendar.ics": _shift,
    "/volunteers/calendar/": _shift,
    "/volunteers/map.json?bbox=49,58,50,59&zoom=12": _placed,
}
OWN_LISTS = {
    "/volunteers/my/skills/": lambda shelf: OwnSkill.objects.create(
        user=shelf.user, skill=SkillFactory()
    ),
    "/volunteers/my/shifts/": lambda shelf: SignupFactory(user=shelf.user),
    "/volunteers/groups/{shifts.pk}/shifts/": _shift,
    "/volunteers/groups/{shifts.pk}/calendar.ics": _shift,
    "/volunteers/shifts/{shift.pk}/people/": lambda shelf: (
        MembershipFactory(group=shelf.shifts),
        SignupFactory(shift=shelf.shift),
    ),
}
ADMIN_LISTS = {
    "/admin/volunteers/shift/": _shift,
    "/admin/volunteers/skill/": lambda shelf: SkillFactory(),
}
ADMIN = {"volunteers.Shift": (200, 403, 200, 200), "volunteers.Skill": (200,) * 4}
