"""Addresses, forms and lists of a project's way to the decision: remarks, merges, rules."""

import itertools

from budgeting.models import RoundRevision
from tests.factories.budgeting import ProjectFactory
from tests.factories.people import VerifiedUserFactory
from tests.factories.proposals import MergeOfferFactory, RemarkFactory
from tests.tables.answers import (
    ALL,
    OFFICIAL,
    OWNER,
    OWNER_AND_OFFICIAL,
    OWNER_SIGNED_IN,
    UNKNOWN,
)

NUMBERS = itertools.count(1)


def build(world) -> dict:
    """A neighbour's project that wants to join the owner's."""
    joining = ProjectFactory(round=world.open, district=world.district)
    offer = MergeOfferFactory(project=joining, target=world.project)
    return {"offer": offer.pk}


ACCESS = {
    ("budgeting:remarks", "project"): ALL,
    ("budgeting:remarks", "draft"): OWNER,
    ("budgeting:remarks", "sent"): OWNER_AND_OFFICIAL,
    ("budgeting:merge_offer", "project"): OWNER_SIGNED_IN,
    ("budgeting:merge_offer", "draft"): OWNER_SIGNED_IN,
    ("budgeting:merge_offer", "999999999"): UNKNOWN,
    ("budgeting:merge", "offer"): (302, 404, 404, 200, 200),
    ("budgeting:rules", "open"): ALL,
    ("budgeting:rules", "planned"): OFFICIAL,
    ("pages:move", "budgeting.mergeoffer offer accept"): (302, 404, 404, 200, 403),
    ("pages:move", "budgeting.mergeoffer offer cancel"): (302, 404, 404, 403, 403),
}
WRITES = [
    ("resident", "budgeting:remarks", "draft", {"text": "Вижу чужой черновик"}, 404),
    ("resident", "budgeting:remarks", "project", {"text": "Срок уже прошёл"}, 403),
    ("owner", "budgeting:remarks", "project", {"text": "Хвалю свой проект"}, 403),
    ("resident", "budgeting:merge_offer", "project", {"target": "1", "note": "Моё"}, 404),
    ("owner", "budgeting:merge_offer", "draft", {"target": "1", "note": "Рано"}, 403),
    ("resident", "budgeting:merge", "offer", {"answer": "move"}, 404),
    ("owner", "budgeting:merge", "offer", {"answer": "move"}, 403),
    ("official", "pages:move", "budgeting.mergeoffer offer accept", {"note": "Я решу"}, 403),
]
FORMS = {
    "budgeting:remarks": "text",
    "budgeting:merge_offer": "target note",
    "budgeting:merge": "answer",
}


def _revision(shelf):
    return RoundRevision.objects.create(
        round=shelf.round,
        number=next(NUMBERS),
        text="{}",
        digest="0" * 64,
        changes={"budget": ["1", "2"]},
    )


def _remark(shelf):
    return RemarkFactory(project=shelf.project, author=VerifiedUserFactory(district=shelf.district))


LISTS = {
    "/budget/projects/{project.pk}/remarks/": _remark,
    "/budget/yards/rules/": _revision,
}
ADMIN_LISTS = {
    "/admin/budgeting/remark/": _remark,
    "/admin/budgeting/mergeoffer/": lambda shelf: MergeOfferFactory(target=shelf.project),
    "/admin/queue/?kind=remark": _remark,
}
READ = (200, 403, 200, 200)
ADMIN = {"budgeting.Remark": READ, "budgeting.MergeOffer": READ}
ADMIN_ROWS = {"budgeting.Remark": RemarkFactory, "budgeting.MergeOffer": MergeOfferFactory}
SECRET = {"budgeting.mergechoice"}
