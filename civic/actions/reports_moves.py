"""The moves of a report once it is sent, each with its clock and its letters."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from civic import routing, rules
from civic.actions.reports_alerts import alert_neighbours
from civic.actions.reports_delivery import acknowledge, hand_over
from civic.actions.reports_guard import require
from civic.actions.reports_letters import tell
from civic.models import Department, FixVote, RejectReason, Report, ReportState
from civic.replies import filled
from portal.cases.actions import advance
from portal.cases.models import CaseEvent
from portal.files.actions import attach_image
from portal.law.deadlines import due_at

STOPPED = {"due_at": None, "ask_at": None}


def guarded(report: Report, move: str, *, actor, note: str = "", **changes) -> CaseEvent:
    """Ask the right (its reason reaches the page) and move; the caller tells the news."""
    transition = Report.LIFECYCLE[move]
    if actor is not None and transition.permission and report.state in transition.sources:
        require(rules.RIGHTS[transition.permission](actor, report))
    return advance(report, move, actor=actor, note=note, **changes)


@transaction.atomic
def assign(report: Report, *, actor, note: str = "", department: Department | None = None):
    """Accept the report, or send a redirected one on: the clock starts and the executor learns.

    Raises ValidationError when there is no category to route by.
    """
    if report.category is None:
        raise ValidationError({"category": _("Сначала укажите категорию.")})
    now, first = timezone.now(), report.published_at is None
    way = routing.destination(report.category, report.district_id)
    chosen = department or way.department
    changes = {"department": chosen, "handler": way.person if chosen == way.department else None}
    if first:
        react, fix = routing.terms(report.category, now)
        changes |= {"published_at": now, "react_due": react, "fix_due": fix, "due_at": react}
        changes |= {"ask_at": due_at("issue_still_there", now)}
    event = guarded(report, "assign", actor=actor, note=note, **changes)
    tell(report, event)
    hand_over(report)
    if first:
        alert_neighbours(report, event)
    return event


@transaction.atomic
def reject(report: Report, *, actor, note: str = "", reason: RejectReason | None = None):
    """Return to the author by a reason of the closed list; she may correct and send again."""
    if reason is None:
        raise ValidationError({"reason": _("Выберите причину из списка.")})
    said = ". ".join(filter(None, [str(reason), note.strip()]))
    event = guarded(
        report,
        "reject",
        actor=actor,
        note=said,
        reject_reason=reason,
        decision_note=note.strip(),
        handler=actor,
        **STOPPED,
    )
    tell(report, event)
    return event


@transaction.atomic
def take(report: Report, *, actor, note: str = ""):
    """The executor starts: the first term is met, the second one runs."""
    now, changes = timezone.now(), {"handler": actor}
    if report.state == ReportState.ASSIGNED:
        changes |= {"reacted_at": report.reacted_at or now, "due_at": report.fix_due}
    event = guarded(report, "take", actor=actor, note=note, **changes)
    acknowledge(report)
    tell(report, event)
    return event


@transaction.atomic
def redirect(report: Report, *, actor, note: str, department: Department | None = None):
    """Not ours: to the named department at once, or to the moderator who will find it.

    The clock goes on: passing a report along does not win time.
    """
    if department is not None and department.pk == report.department_id:
        raise ValidationError({"department": _("Сообщение и так у этого подразделения.")})
    event = guarded(report, "redirect", actor=actor, note=note, handler=None)
    tell(report, event)
    if department is not None:
        assign(report, actor=None, department=department)
    return event


@transaction.atomic
def resume(report: Report, *, actor, note: str = ""):
    """Back to work before the day that was promised."""
    event = guarded(report, "resume", actor=actor, note=note, handler=actor)
    tell(report, event)
    return event


@transaction.atomic
def answer(report: Report, *, actor, note: str, photos=()):
    """Answer with a result. The author has the term `issue_confirm` to agree or to disagree."""
    now, note = timezone.now(), filled(note, report)
    event = guarded(
        report,
        "answer",
        actor=actor,
        note=note,
        handler=actor or report.handler,
        reacted_at=report.reacted_at or now,
        answered_at=now,
        judge_until=due_at("issue_confirm", now),
        answer_text=note,
        has_result_photo=bool(photos),
        rating=None,
        proof="",
        **STOPPED,
    )
    # Neighbours judge this answer; what they said of the last one does not count for it.
    FixVote.objects.filter(report=report).delete()
    for picture in photos:
        attach_image(report, picture, actor=actor, caption=_("Результат работ"))
    report.postponements.filter(decided_at=None).delete()
    tell(report, event)
    return event


@transaction.atomic
def obsolete(report: Report, *, actor, note: str = ""):
    """«Ещё актуально?» — «нет»: the author closes it without waiting for the executor."""
    now = timezone.now()
    guarded(
        report,
        "obsolete",
        actor=actor,
        note=note,
        answered_at=now,
        answer_text="",
        has_result_photo=False,
        **STOPPED,
    )
    return confirm(report, actor=actor)


@transaction.atomic
def confirm(report: Report, *, actor, note: str = ""):
    """The author agrees: the closure counts."""
    changes = {"closed_at": timezone.now(), "judge_until": None, "proof": Report.Proof.REPORTER}
    event = guarded(report, "confirm", actor=actor, note=note, **changes)
    tell(report, event)
    return event


@transaction.atomic
def settle(report: Report, *, actor=None, note: str = ""):
    """The author said nothing in time: closed by the clock; it counts only if somebody or a photo
    confirmed it.
    """
    changes = {"closed_at": timezone.now(), "judge_until": None}
    event = guarded(report, "settle", actor=actor, note=note, **changes)
    tell(report, event)
    return event


@transaction.atomic
def dispute(report: Report, *, actor, note: str):
    """The author disagrees: a second look within half the term, twice at most."""
    # Counted under a lock: an answer between two looks must not win a third dispute.
    locked = Report.objects.select_for_update(of=("self",))
    report.refresh_from_db(fields=["state", "dispute_count"], from_queryset=locked)
    now = timezone.now()
    event = guarded(
        report,
        "dispute",
        actor=actor,
        note=note,
        dispute_count=report.dispute_count + 1,
        due_at=routing.second_look(report.category, now),
        judge_until=None,
        proof="",
        escalation=0,
        escalated_at=None,
    )
    tell(report, event)
    return event


@transaction.atomic
def refute(report: Report, *, actor, note: str):
    """A second look did not confirm the problem, or it is beyond the powers of the city."""
    event = guarded(report, "refute", actor=actor, note=note, closed_at=timezone.now(), **STOPPED)
    tell(report, event)
    return event
