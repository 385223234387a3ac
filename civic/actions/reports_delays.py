"""A later day: the executor asks with a date and a reason, another official decides."""

from datetime import datetime, time, timedelta

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from civic.actions.reports_guard import require
from civic.actions.reports_letters import tell
from civic.actions.reports_moves import guarded
from civic.models import Postponement, Report
from civic.rules import reports as rights
from portal.cases.actions import record
from portal.cases.models import CaseEvent

LONGEST = timedelta(days=366)


@transaction.atomic
def ask_delay(report: Report, *, actor, until, reason: str) -> Postponement:
    """Ask to mend it later. Raises ValidationError for an impossible day or no reason."""
    require(rights.may_ask_delay(actor, report))
    today = timezone.localdate()
    if not today < until <= today + LONGEST:
        raise ValidationError({"until": _("Укажите день в будущем, не дальше года.")})
    if not reason.strip():
        raise ValidationError({"reason": _("Укажите причину: её увидят все.")})
    try:
        with transaction.atomic():
            asked = Postponement.objects.create(
                report=report, until=until, reason=reason, asked_by=actor
            )
    except IntegrityError:
        raise ValidationError(_("Просьба о переносе уже ждёт решения.")) from None
    record(report, "delay_asked", actor=actor, note=_said(asked), public=False)
    return asked


@transaction.atomic
def postpone(report: Report, *, actor, note: str = "") -> CaseEvent:
    """Approve the day that was asked for: the clock runs to its end."""
    asked = report.postponements.select_for_update().filter(decided_at=None).first()
    if actor is not None:
        require(rights.may_approve(actor, report))
    if asked is None:
        raise ValidationError(_("Исполнитель не просил перенести срок."))
    last = timezone.make_aware(datetime.combine(asked.until, time(23, 59, 59)))
    said = ". ".join(filter(None, [_said(asked), note.strip()]))
    changes = {"postponed_until": asked.until, "due_at": last}
    event = guarded(report, "postpone", actor=actor, note=said, **changes)
    _decide(asked, actor, True)
    tell(report, event)
    return event


@transaction.atomic
def refuse_delay(report: Report, *, actor, note: str) -> CaseEvent:
    """Let the term stand. Raises ValidationError without a reason."""
    require(rights.may_approve(actor, report))
    if not note.strip():
        raise ValidationError({"note": _("Укажите причину.")})
    asked = report.postponements.select_for_update().filter(decided_at=None).first()
    if asked is None:
        raise ValidationError(_("Исполнитель не просил перенести срок."))
    _decide(asked, actor, False)
    event = record(report, "delay_refused", actor=actor, note=note, public=False)
    tell(report, event, people=[asked.asked_by])
    return event


def _decide(asked: Postponement, actor, is_approved: bool) -> None:
    Postponement.objects.filter(pk=asked.pk).update(
        decided_by=actor, decided_at=timezone.now(), is_approved=is_approved
    )


def _said(asked: Postponement) -> str:
    return _("До %(day)s: %(reason)s") % {
        "day": f"{asked.until:%d.%m.%Y}",
        "reason": asked.reason.strip(),
    }
