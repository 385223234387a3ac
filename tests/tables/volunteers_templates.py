"""Addresses, forms and lists of templates of shifts."""

from tests.factories.volunteers import GroupFactory, ShiftFactory, TemplateFactory
from tests.tables.answers import OWNER_SIGNED_IN, SIGNED_IN_POST

WORK = "title text briefing needs must_skills skills training district place point_latitude"
TYPED = f"{WORK} point_longitude hours leave_hours capacity min_age offer_hours needs_approval"


def build(world) -> dict:
    """A template of the owner's group, one of the city, one of a stranger's group."""
    group = GroupFactory(leader=world.owner)
    return {
        "templategroup": group.pk,
        "owntemplate": TemplateFactory(group=group).pk,
        "citytemplate": TemplateFactory(group=None).pk,
        "keptshift": ShiftFactory(group=group).pk,
    }


ACCESS = {
    ("volunteers:templates", "templategroup"): OWNER_SIGNED_IN,
    ("volunteers:new_template", "templategroup"): OWNER_SIGNED_IN,
    ("volunteers:use_template", "templategroup owntemplate"): OWNER_SIGNED_IN,
    ("volunteers:use_template", "templategroup citytemplate"): OWNER_SIGNED_IN,
    ("volunteers:edit_template", "templategroup owntemplate"): OWNER_SIGNED_IN,
    ("volunteers:edit_template", "templategroup citytemplate"): (302, 404, 404, 404, 404),
    ("volunteers:remove_template", "templategroup owntemplate"): SIGNED_IN_POST,
    ("volunteers:keep_template", "keptshift"): SIGNED_IN_POST,
}
WRITES = [
    ("resident", "volunteers:new_template", "templategroup", {"name": "Моё"}, 404),
    ("official", "volunteers:edit_template", "templategroup owntemplate", {"name": "Моё"}, 404),
    ("resident", "volunteers:use_template", "templategroup owntemplate", {"weeks": "1"}, 404),
    ("resident", "volunteers:remove_template", "templategroup owntemplate", {}, 404),
    ("owner", "volunteers:remove_template", "templategroup citytemplate", {}, 404),
    ("resident", "volunteers:keep_template", "keptshift", {"name": "Моё"}, 404),
]
FORMS = {
    "volunteers:new_template": f"name {TYPED} members_only",
    "volunteers:edit_template": f"name {TYPED} members_only",
    "volunteers:use_template": "starts_at place weeks announce",
    "volunteers:keep_template": "name",
}
WITHOUT_FIELDS = {"volunteers:remove_template"}


def shelve(shelf) -> None:
    shelf.library = GroupFactory(leader=shelf.user)


OWN_LISTS = {
    "/volunteers/groups/{library.pk}/templates/": lambda shelf: TemplateFactory(group=shelf.library)
}
ADMIN_LISTS = {"/admin/volunteers/shifttemplate/": lambda shelf: TemplateFactory(group=None)}
ADMIN = {"volunteers.ShiftTemplate": (200,) * 4}
ADMIN_ROWS = {"volunteers.ShiftTemplate": lambda: TemplateFactory(group=None)}
