"""What time does to reports: it escalates, asks, settles and forgets. Called by beat only."""

from datetime import timedelta

from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import Greatest
from django.utils import timezone
from django.utils.translation import gettext as _

from civic import routing
from civic.actions.reports_guard import require
from civic.actions.reports_letters import tell
from civic.actions.reports_moves import settle
from civic.models import EscalationPost, FixVote, Report, ReportState
from civic.rules import reports as rights
from portal.cases.actions import record
from portal.cases.lifecycle import InvalidTransition
from portal.law.deadlines import due_at

AT_ONCE = 500  # rows of one round; the next round takes the rest


def to_escalate(now) -> list[Report]:
    """Overdue reports with a post above the one they stand at, the longest silence first: those
    whose turn has not come yet never take the places of a round from those whose turn it is.
    """
    above = Q(department=None) | Q(department=OuterRef("department"))
    named = Exists(EscalationPost.objects.filter(above, level=OuterRef("escalation") + 1))
    headed = Q(escalation=0, department__post__gt="")
    rows = Report.objects.filter(named | headed, due_at__lt=now)
    rows = rows.order_by(Greatest("due_at", "escalated_at"), "id")
    return list(rows.select_related("department", "reporter", "handler")[:AT_ONCE])


@transaction.atomic
def escalate(report: Report, *, now) -> bool:
    """Pass the silence to the next post when its time has come; whether it was passed."""
    # A term that began after the last post was told has a silence of its own.
    since = max(filter(None, (report.due_at, report.escalated_at)))
    if due_at("issue_escalate", since) >= now or not (post := routing.next_post(report)):
        return False
    rows = Report.objects.filter(
        pk=report.pk, due_at=report.due_at, escalation=report.escalation, due_at__lt=now
    )
    if not rows.update(escalation=F("escalation") + 1, escalated_at=now):
        return False
    report.escalation += 1
    event = record(report, "escalated", actor=None, note=post.post, data={"level": post.level})
    tell(report, event)
    if post.person:
        tell(report, event, people=[post.person])
    return True


def to_ask(now) -> list[Report]:
    """Reports whose authors are asked whether the trouble is still there."""
    rows = Report.objects.filter(ask_at__lt=now).order_by("ask_at")
    return list(rows.select_related("reporter")[:AT_ONCE])


@transaction.atomic
def ask(report: Report, *, now) -> bool:
    """«Ещё актуально?»; asked again after the same term."""
    rows = Report.objects.filter(pk=report.pk, ask_at=report.ask_at)
    if not rows.update(ask_at=due_at("issue_still_there", now)):
        return False
    tell(report, record(report, "asked", actor=None, public=False))
    return True


def to_settle(now) -> list[Report]:
    rows = Report.objects.filter(state=ReportState.ANSWERED, judge_until__lt=now)
    return list(rows.order_by("judge_until").select_related("reporter", "handler")[:AT_ONCE])


def to_prove(now) -> list[Report]:
    """Answers with a photo that nobody has objected to for the quiet days."""
    rows = Report.objects.filter(
        state=ReportState.ANSWERED,
        has_result_photo=True,
        proof="",
        answered_at__lt=now - timedelta(days=1),
    ).exclude(pk__in=FixVote.objects.filter(is_fixed=False).values("report"))
    found = rows.order_by("answered_at")[:AT_ONCE]
    return [report for report in found if due_at("issue_quiet", report.answered_at) < now]


@transaction.atomic
def prove_by_quiet(report: Report) -> bool:
    """The after-photo stands undisputed: the closure will count."""
    rows = Report.objects.filter(
        pk=report.pk, state=ReportState.ANSWERED, answered_at=report.answered_at, proof=""
    )
    if not rows.update(proof=Report.Proof.QUIET):
        return False
    record(report, "quiet", actor=None)
    return True


def settle_by_clock(report: Report) -> bool:
    """Close an answer nobody judged in time."""
    settle(report, actor=None, note=_("Автор не оценил ответ за отведённое время."))
    return True


@transaction.atomic
def still_there(report: Report, *, actor) -> None:
    """The author answers «да»: everybody sees it, and the question waits for another term."""
    require(rights.may_judge(actor, report))
    if not report.is_running:
        raise InvalidTransition(report, "still_there", report.state)
    Report.objects.filter(pk=report.pk).update(ask_at=due_at("issue_still_there", timezone.now()))
    record(report, "still_there", actor=actor)
