"""Addresses, forms and lists of volunteer groups."""

from tests.factories.people import VerifiedUserFactory
from tests.factories.volunteers import (
    PERMISSIONS,
    GroupFactory,
    MembershipFactory,
    caretaker,
    leader_of,
    minor,
)
from tests.tables.answers import (
    ALL,
    OWNER_AND_OFFICIAL,
    OWNER_SIGNED_IN,
    SIGNED_IN,
    SIGNED_IN_POST,
    UNKNOWN,
)
from volunteers.actions import open_invitation
from volunteers.models import Announcement

OFFICIAL_RIGHTS = list(PERMISSIONS)


def build(world) -> dict:
    """A group the owner leads, one of theirs that waits, a minor who asks to join."""
    group = GroupFactory(leader=world.owner, title="Группа таблицы (демо)")
    return {
        "volunteergroup": group.pk,
        "waitinggroup": GroupFactory(leader=world.owner, state="submitted").pk,
        "grouprequest": MembershipFactory(group=group, user=minor(), state="requested").pk,
        "groupmember": MembershipFactory(group=group).pk,
        "grouplink": open_invitation(group, actor=world.owner).code,
    }


ACCESS = {
    ("volunteers:groups", ""): ALL,
    ("volunteers:create", ""): SIGNED_IN,
    ("volunteers:group", "volunteergroup"): ALL,
    ("volunteers:group", "waitinggroup"): OWNER_AND_OFFICIAL,
    ("volunteers:edit", "volunteergroup"): OWNER_SIGNED_IN,
    ("volunteers:join", "volunteergroup"): SIGNED_IN,
    ("volunteers:join", "waitinggroup"): (302, 404, 404, 200, 200),
    ("volunteers:team", "volunteergroup"): OWNER_SIGNED_IN,
    ("volunteers:link", "volunteergroup"): SIGNED_IN_POST,
    ("volunteers:documents", "volunteergroup"): SIGNED_IN_POST,
    ("volunteers:announce", "volunteergroup"): OWNER_SIGNED_IN,
    ("volunteers:invitation", "grouplink"): SIGNED_IN,
    ("volunteers:invitation", "nosuchlink"): UNKNOWN,
    ("volunteers:mine", ""): SIGNED_IN,
    ("volunteers:membership", "grouprequest"): (302, 404, 404, 200, 200),
    ("volunteers:role", "groupmember"): SIGNED_IN_POST,
    ("volunteers:consent", "grouprequest"): SIGNED_IN_POST,
    ("volunteers:take_consent", "grouprequest"): SIGNED_IN_POST,
    ("volunteers:thanks", "groupmember"): SIGNED_IN_POST,
    ("pages:move", "volunteers.volunteergroup waitinggroup approve"): (302, 404, 404, 403, 200),
    ("pages:move", "volunteers.volunteergroup volunteergroup close"): (302, 403, 403, 200, 200),
    ("pages:move", "volunteers.membership grouprequest refuse"): (302, 404, 404, 200, 403),
    ("pages:move", "volunteers.membership grouprequest accept"): (302, 404, 404, 403, 403),
    ("pages:move", "volunteers.membership groupmember exclude"): (302, 404, 404, 200, 403),
}
WRITES = [
    ("newcomer", "volunteers:create", "", {"title": "Моя", "direction": "yard"}, 403),
    ("resident", "volunteers:edit", "volunteergroup", {"about": "Чужое"}, 404),
    ("official", "volunteers:edit", "volunteergroup", {"about": "Чужое"}, 404),
    ("resident", "volunteers:link", "volunteergroup", {"open": "1"}, 404),
    ("official", "volunteers:link", "volunteergroup", {"open": "1"}, 404),
    ("resident", "volunteers:documents", "volunteergroup", {}, 404),
    ("resident", "volunteers:announce", "volunteergroup", {"title": "А", "text": "Б"}, 404),
    ("official", "volunteers:announce", "volunteergroup", {"title": "А", "text": "Б"}, 404),
    ("owner", "volunteers:announce", "waitinggroup", {"title": "А", "text": "Б"}, 403),
    ("owner", "volunteers:join", "volunteergroup", {"text": "Ещё раз"}, 403),
    ("owner", "volunteers:invitation", "grouplink", {}, 403),
    ("resident", "volunteers:role", "groupmember", {"role": "leader"}, 404),
    ("official", "volunteers:role", "groupmember", {"role": "leader"}, 404),
    ("owner", "volunteers:consent", "grouprequest", {}, 404),
    ("resident", "volunteers:take_consent", "grouprequest", {"kind": "paper"}, 404),
    ("official", "volunteers:take_consent", "grouprequest", {"kind": "paper"}, 404),
    ("resident", "volunteers:thanks", "groupmember", {"note": ""}, 404),
    ("official", "volunteers:thanks", "groupmember", {"note": ""}, 404),
    ("owner", "volunteers:thanks", "groupmember", {"note": ""}, 400),
    ("owner", "pages:move", "volunteers.volunteergroup waitinggroup approve", {}, 403),
    ("owner", "pages:move", "volunteers.membership grouprequest accept", {}, 403),
]
FORMS = {
    "volunteers:create": "title direction district centre organisation about safety contact",
    "volunteers:edit": "about safety contact",
    "volunteers:join": "text",
    "volunteers:link": "open",
    "volunteers:documents": "files private",
    "volunteers:announce": "title text",
    "volunteers:role": "role",
    "volunteers:consent": "files",
    "volunteers:take_consent": "kind note",
    "volunteers:thanks": "note revoke",
}
WITHOUT_FIELDS = {"volunteers:invitation"}
TAKES_ANYTHING = {"volunteers:link"}


def shelve(shelf) -> None:
    shelf.volunteers = GroupFactory(leader=shelf.user)


def _announcement(shelf):
    leader = leader_of(shelf.volunteers)
    Announcement.objects.create(group=shelf.volunteers, author=leader, title="Сбор", text="В семь")


LISTS = {"/volunteers/groups/": lambda shelf: GroupFactory()}
OWN_LISTS = {
    "/volunteers/my/": lambda shelf: MembershipFactory(user=shelf.user),
    "/volunteers/groups/{volunteers.pk}/": _announcement,
    "/volunteers/groups/{volunteers.pk}/team/": lambda shelf: MembershipFactory(
        group=shelf.volunteers
    ),
}
ADMIN_LISTS = {"/admin/volunteers/volunteergroup/": lambda shelf: GroupFactory()}
NO_ADD = (200, 403, 200, 200)
ADMIN = {"volunteers.VolunteerGroup": NO_ADD}
# The same official looks at shifts and hours; theirs stand in tables of their own.
READ = {"volunteers.Shift": NO_ADD, "volunteers.HourRow": NO_ADD}
READ |= {"volunteers.Skill": (200,) * 4, "volunteers.ShiftTemplate": (200,) * 4}
READ |= {"volunteers.MiniProject": NO_ADD, "volunteers.PhotoReport": NO_ADD}
READ |= {"volunteers.PartnerCard": NO_ADD, "volunteers.PartnerAgreement": NO_ADD}
READ |= {"volunteers.PressKit": (200,) * 4}
READ |= {"volunteers.Festival": (200,) * 4, "volunteers.FestivalEvent": (200,) * 4}
OFFICIALS = {"official of volunteers": (caretaker, ADMIN | READ)}
ADMIN_ROWS = {"volunteers.VolunteerGroup": lambda: GroupFactory(leader=VerifiedUserFactory())}
