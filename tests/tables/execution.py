"""Addresses, forms and lists of projects that have won."""

from datetime import timedelta

from django.utils import timezone

from budgeting.models import Execution, LedgerEntry, Operation
from tests.factories.budgeting import RoundFactory
from tests.factories.execution import (
    came,
    executed,
    funding,
    planned,
    prepared,
    shown,
    winner,
)
from tests.tables.answers import ALL, NOBODY, OFFICIAL, SIGNED_IN_POST


def build(world) -> dict:
    """One project each: in the works, reported, of a round that is not published."""
    done = executed("reported", round=RoundFactory(slug="built", phase="implementation"))
    works = executed("works", round=done.round)
    hidden = executed("works", round=RoundFactory(phase="implementation"))
    hidden.round.is_published = False
    hidden.round.save()
    shown(works, "before")
    return {"done": done.pk, "works": works.pk, "unseen": hidden.pk}


ACCESS = {
    ("budgeting:progress", "works"): ALL,
    ("budgeting:progress", "unseen"): OFFICIAL,
    ("budgeting:progress", "project"): NOBODY,  # it has not won
    ("budgeting:money", "works"): ALL,
    ("budgeting:money", "unseen"): OFFICIAL,
    ("budgeting:money_csv", "works"): ALL,
    ("budgeting:money_csv", "unseen"): OFFICIAL,
    ("budgeting:report", "done"): ALL,
    ("budgeting:report", "works"): ALL,
    ("budgeting:report", "unseen"): OFFICIAL,
    ("budgeting:rate", "done"): SIGNED_IN_POST,
    ("budgeting:summary", "built"): ALL,
    ("budgeting:summary", "planned"): OFFICIAL,
    ("budgeting:summary_csv", "built"): ALL,
    ("budgeting:summary_csv", "planned"): OFFICIAL,
}
WRITES = [
    ("newcomer", "budgeting:rate", "done", {"score": "5"}, 403),
    ("official", "budgeting:rate", "done", {"score": "5"}, 403),
    ("resident", "budgeting:rate", "works", {"score": "5"}, 404),
    ("resident", "budgeting:rate", "unseen", {"score": "5"}, 404),
    ("resident", "budgeting:rate", "done", {"score": "6"}, 400),
]
FORMS = {"budgeting:rate": "score comment"}


def shelve(shelf) -> None:
    shelf.built = RoundFactory(slug="built", phase="implementation")
    shelf.works = executed("works", round=shelf.built)


def _winner(shelf):
    return winner(round=shelf.built, state="works", district=shelf.district)


def _step(shelf):
    planned(shelf.works, title=f"Этап {shelf.works.milestones.count()}")
    shown(shelf.works, "after", f"Вид {shelf.works.viewpoints.count()}")


def _payment(shelf):
    came(shelf.works, "sponsors", 5, payer_kind="organisation", payer_agrees=True)


def _late(shelf):
    project = _winner(shelf)
    day = timezone.localdate() - timedelta(days=2)
    project.milestones.create(title="Асфальт", planned_on=day, first_planned_on=day)
    prepared(shelf.works, "used", source="city", amount=1)


LISTS = {
    "/budget/built/progress/": _winner,
    "/budget/built/progress.csv": _winner,
    "/budget/projects/{works.pk}/progress/": _step,
    "/budget/projects/{works.pk}/money/": _payment,
    "/budget/projects/{works.pk}/money.csv": _payment,
}
ADMIN_LISTS = {
    "/admin/budgeting/execution/": lambda shelf: winner(round=RoundFactory()),
    "/admin/budgeting/operation/": _late,
    "/admin/budgeting/ledgerentry/": _payment,
    "/admin/queue/?kind=Этап работ просрочен": _late,
}

NO_ADD = (200, 403, 200, 200)
ADMIN = {
    "budgeting.Execution": NO_ADD,
    "budgeting.LedgerEntry": NO_ADD,
    "budgeting.Operation": NO_ADD,
}
SECRET = {"budgeting.rating", "budgeting.balance"}


def _entry() -> LedgerEntry:
    return came(funding(), "residents", 100)


def _operation() -> Operation:
    return prepared(executed("contract"), "used", source="city", amount=1)


ADMIN_ROWS = {
    "budgeting.Execution": lambda: Execution.objects.get(pk=funding().pk),
    "budgeting.LedgerEntry": _entry,
    "budgeting.Operation": _operation,
}
