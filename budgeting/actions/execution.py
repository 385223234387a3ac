"""The moves of a project that has won. What a right has judged may not change meanwhile, so each
holds the project's row first.
"""

from datetime import date, datetime

from django.db import transaction

from budgeting.actions import moves
from budgeting.actions.ledger import locked, write
from budgeting.actions.reports import freeze, list_refunds, record_refund_list
from budgeting.models import EntryKind, Participation, Project, Report, Source
from portal.cases.models import CaseEvent
from portal.law.deadlines import due


def _move(project: Project, name: str, *, actor, note: str) -> CaseEvent:
    """Make the move upon the row as it is now, and let the caller's copy know."""
    event = moves.MOVES[name](locked(project), actor=actor, note=note)
    project.refresh_from_db()
    return event


@transaction.atomic
def fund(project: Project, *, actor, note: str = "") -> CaseEvent:
    """Start collecting: the shares the project was chosen with become the ledger's pledges."""
    event = _move(project, "fund", actor=actor, note=note)
    _pledge(project, actor)
    return event


def _pledge(project: Project, actor) -> None:
    rows = project.participation.filter(kind=Participation.Kind.MONEY)
    shares = dict.fromkeys(Source.values, 0)
    for row in rows.exclude(source=Source.CITY):
        shares[row.source] += row.amount
    shares[Source.CITY] = project.total_cost - sum(shares.values())
    for source, amount in shares.items():
        if amount > 0:
            write(
                project,
                kind=EntryKind.PLEDGED,
                source=source,
                amount=amount,
                key=f"plan:{project.pk}:{source}",
                prepared_by=actor,
            )


@transaction.atomic
def redo(project: Project, *, actor, note: str) -> CaseEvent:
    """Return the works: the next acceptance is a new one."""
    event = _move(project, "redo", actor=actor, note=note)
    project.acceptances.update(is_past=True)
    return event


@transaction.atomic
def complete(project: Project, *, actor, note: str = "") -> CaseEvent:
    """The works are accepted: the term of the final report begins."""
    event = _move(project, "complete", actor=actor, note=note)
    Report.objects.get_or_create(
        project=project,
        defaults={
            "due_on": report_due(project.round, event.created_at),
            "beneficiaries": project.beneficiaries,
        },
    )
    return event


def report_due(round_, completed: datetime) -> date:
    """The last day of the report: by the round's own term where it has one, else by the law."""
    own_term = getattr(round_, "report_until", None)
    return (own_term and own_term(completed)) or due("ip_report", completed)


@transaction.atomic
def report(project: Project, *, actor, note: str = "") -> CaseEvent:
    """Publish the report with its figures, and write down what goes back to whom."""
    event = _move(project, "report", actor=actor, note=note)
    record_refund_list(project, actor=actor, lines=list_refunds(project))
    freeze(project)
    return event


@transaction.atomic
def cancel(project: Project, *, actor, note: str) -> CaseEvent:
    """Stop the project: what is left of initiative payments goes back to those who paid."""
    event = _move(project, "cancel", actor=actor, note=note)
    record_refund_list(project, actor=actor, lines=list_refunds(project))
    return event


def _held(move: str):
    @transaction.atomic
    def act(project: Project, *, actor, note: str = "") -> CaseEvent:
        return _move(project, move, actor=actor, note=note)

    return act


MOVES = {
    "fund": fund,
    "contract": _held("contract"),
    "work": _held("work"),
    "accept": _held("accept"),
    "redo": redo,
    "complete": complete,
    "report": report,
    "cancel": cancel,
}
