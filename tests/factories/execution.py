"""Projects that have won, at any step of being carried out, by the actions people use.

winner(…)            a winner of a round in its implementation phase; 1 000 000 ₽: 100 000 residents
funding(…)           the same, collecting money: pledges are written
came(project, "residents", 500)      money that came in; the entry
spent(project, "residents", 500)     paid to the contractor, approved by another official; the entry
executed(state, …)   a project brought to the state with everything each move asks for
"""

import itertools
from datetime import timedelta
from decimal import Decimal

from django.utils import timezone

from budgeting import actions
from budgeting.models import LedgerEntry, Project
from tests.factories.budgeting import OfficialFactory, ProjectFactory, RoundFactory
from tests.factories.files import pdf, photo

NUMBER = itertools.count(1)
PATH = ("fund", "contract", "work", "accept", "complete", "report")
STATES = dict(
    zip(("funding", "contract", "works", "acceptance", "completed", "reported"), PATH, strict=True)
)
REPORT = {
    "works": "Уложен асфальт, 300 м²",
    "beneficiaries": 300,
    "labour_people": 14,
    "labour_hours": Decimal("56.5"),
    "maintainer": "УЖКХ (демо)",
    "warranty_until": timezone.localdate() + timedelta(days=900),
    "problems": "Не было",
    "links": "https://example.org/news/1",
}


def winner(**fields) -> Project:
    given = {"state": "winner", "total_cost": Decimal("1000000.00"), **fields}
    return ProjectFactory(**{"round": RoundFactory(phase="implementation"), **given})


def official():
    return OfficialFactory()


def move(project: Project, name: str, actor=None, note: str = "Причина") -> Project:
    actions.MOVES[name](project, actor=actor or official(), note=note)
    project.refresh_from_db()
    return project


def funding(**fields) -> Project:
    return move(winner(**fields), "fund")


def came(project: Project, source: str, amount, *, actor=None, **fields) -> LedgerEntry:
    return actions.enter(
        project,
        actor=actor or official(),
        kind="paid",
        source=source,
        amount=Decimal(amount),
        key=f"test:{next(NUMBER)}",
        **{"payer": f"Плательщик-{next(NUMBER)}", "document_number": f"{next(NUMBER)}", **fields},
    )


def agreed(project: Project, source: str, amount) -> LedgerEntry:
    key = f"test:{next(NUMBER)}"
    given = {"kind": "agreed", "source": source, "amount": Decimal(amount), "key": key}
    return actions.enter(project, actor=official(), **given)


def prepared(project: Project, kind: str, **fields):
    """An operation that waits for a second official."""
    if "amount" in fields:
        fields["amount"] = Decimal(fields["amount"])
    key = f"test:{next(NUMBER)}"
    return actions.prepare(project, actor=official(), kind=kind, key=key, **fields)


def spent(project: Project, source: str, amount) -> LedgerEntry:
    operation = prepared(project, "used", source=source, amount=amount)
    actions.approve(operation, actor=official())
    return operation.entry


def given_back(project: Project, entry: LedgerEntry, amount) -> LedgerEntry:
    operation = prepared(project, "refunded", source=entry.source, amount=amount, target=entry)
    actions.approve(operation, actor=official())
    return operation.entry


def reversed_(project: Project, entry: LedgerEntry) -> LedgerEntry:
    operation = prepared(project, "reversal", target=entry, reason="Ошибка в сумме")
    actions.approve(operation, actor=official())
    return operation.entry


def balance(project: Project, source: str):
    return project.balances.get(source=source)


def paid_for(project: Project) -> Project:
    """Money of every source the project was planned with."""
    came(project, "city", "900000")
    came(project, "residents", "60000.00")
    came(project, "residents", "40000.00")
    return project


def contracted(project: Project, amount="900000") -> Project:
    actions.sign_contract(
        project,
        actor=official(),
        contractor="ООО «Дорога» (демо)",
        number=f"К-{next(NUMBER)}",
        signed_on=timezone.localdate(),
        amount=Decimal(amount),
        procurement_url="https://example.org/purchase/1",
    )
    return project


def planned(project: Project, title="Асфальт", days=30):
    day = timezone.localdate() + timedelta(days=days)
    return actions.add_milestone(project, actor=official(), title=title, planned_on=day)


def shown(project: Project, stage: str, viewpoint="От подъезда"):
    return actions.add_photo(
        project,
        actor=official(),
        viewpoint=viewpoint,
        stage=stage,
        image=photo(),
        taken_on=timezone.localdate(),
    )


def built(project: Project) -> Project:
    """Every step done, photos after the works."""
    for step in project.milestones.all():
        today = timezone.localdate()
        actions.mark_milestone(
            project, actor=official(), milestone=step, progress=100, actual_on=today
        )
    shown(project, "after")
    return project


def accepted(project: Project, outcome="accepted", **fields):
    given = {"invited": 40, "attended": 12, "act_number": "1", "held_on": timezone.localdate()}
    return actions.hold_acceptance(
        project, actor=official(), outcome=outcome, act=pdf(), **given | fields
    )


def reported(project: Project, **fields) -> Project:
    actions.save_report(project, actor=official(), **REPORT | fields)
    return project


def _before_work(project: Project) -> None:
    contracted(project)
    planned(project)


def _before_report(project: Project) -> None:
    spent(project, "city", "900000")
    reported(project)


NEEDED = {
    "contract": paid_for,
    "work": _before_work,
    "accept": built,
    "complete": accepted,
    "report": _before_report,
}


def executed(state: str, **fields) -> Project:
    """Walk the whole path up to the state."""
    project = winner(**fields)
    for target, name in STATES.items():
        NEEDED.get(name, lambda _project: None)(project)
        move(project, name)
        if target == state:
            break
    return project
