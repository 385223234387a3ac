"""What officials do with a consultation: a time, the outcome, reminders; the register of support.

The row of the official who consults is locked: nobody is promised to two organisations at once.
"""

from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from grants.actions.consultation_letters import tell_official, tell_organisation
from grants.actions.consultations import held_consultation
from grants.actions.support import enter_support
from grants.models import Consultation, SupportForm
from grants.rules.consultations import may_consult, may_hold
from portal.accounts.models import User
from portal.cases.actions import advance, record
from portal.cases.clock import database_now, require
from portal.cases.models import CaseEvent

YEAR, DAY = timedelta(days=366), timedelta(days=1)


@transaction.atomic
def appoint_consultation(
    consultation: Consultation, *, actor, note: str = "", official: User | None = None,
    starts_at: datetime | None = None, minutes: int = 30, way: str = "", place: str = "",
) -> CaseEvent:  # fmt: skip
    """Appoint who consults, when and how; once more moves it to another time.

    Raises ValidationError: no time, one gone by, one the official has already promised.
    """
    fresh = held_consultation(consultation)
    require(may_consult(actor, fresh))
    if not (official and starts_at and way):
        raise ValidationError(_("Выберите, кто консультирует, когда и как."))
    User.objects.select_for_update(no_key=True).get(pk=official.pk)
    if not (verdict := may_consult(official, fresh)):
        raise ValidationError({"official": verdict.reason})
    now, ends_at = database_now(), starts_at + timedelta(minutes=minutes)
    if not now < starts_at < now + YEAR:
        raise ValidationError(
            {"starts_at": _("Назначьте время в будущем, не позже чем через год.")}
        )
    taken = Consultation.objects.handled_by(official).filter(
        state="appointed", starts_at__lt=ends_at, ends_at__gt=starts_at
    )
    if taken.exclude(pk=fresh.pk).exists():
        raise ValidationError({"starts_at": _("Это время у сотрудника уже занято.")})
    event = advance(
        fresh, "appoint", actor=actor, note=note, official=official, starts_at=starts_at,
        ends_at=ends_at, way=way, place=place, reminded_at=None, outcome_asked_at=None,
    )  # fmt: skip
    tell_organisation(fresh, event)
    tell_official(fresh, event)
    consultation.refresh_from_db()
    return event


@transaction.atomic
def hold_consultation(
    consultation: Consultation, *, actor, note: str, private_note: str = ""
) -> CaseEvent:
    """It was held: `note` is the advice the organisation reads. The public register gets the day
    and the subject, nothing of what was said.
    """
    fresh = held_consultation(consultation)
    require(may_hold(actor, fresh))
    support = enter_support(
        fresh.organisation, SupportForm.CONSULTATION,
        given_on=timezone.localdate(fresh.starts_at) if fresh.starts_at else timezone.localdate(),
        what=fresh.subject.name,
    )  # fmt: skip
    event = advance(
        fresh, "hold", actor=actor, note=note, advice=note, private_note=private_note,
        support=support,
    )  # fmt: skip
    tell_organisation(fresh, event)
    consultation.refresh_from_db()
    return event


@transaction.atomic
def not_hold_consultation(consultation: Consultation, *, actor, note: str) -> CaseEvent:
    """It was not held, or will not be: the organisation reads why."""
    fresh = held_consultation(consultation)
    event = advance(fresh, "not_hold", actor=actor, note=note)
    tell_organisation(fresh, event)
    tell_official(fresh, event)
    consultation.refresh_from_db()
    return event


# --- The clock ----------------------------------------------------------------------------------
@transaction.atomic
def remind_of_consultation(consultation: Consultation) -> CaseEvent | None:
    """Once, to both sides, when less than a day is left."""
    fresh, now = held_consultation(consultation), database_now()
    soon = Consultation.objects.coming(now, now + DAY).filter(pk=fresh.pk).exists()
    if not soon or fresh.reminded_at:
        return None
    Consultation.objects.filter(pk=fresh.pk).update(reminded_at=now)
    event = record(fresh, "reminded", actor=None, public=False)
    tell_organisation(fresh, event)
    tell_official(fresh, event)
    return event


@transaction.atomic
def ask_outcome(consultation: Consultation) -> CaseEvent | None:
    """Once, to the official, when it should be over and nothing is written of it."""
    fresh, now = held_consultation(consultation), database_now()
    over = Consultation.objects.to_record(now).filter(pk=fresh.pk).exists()
    if not over or fresh.outcome_asked_at:
        return None
    Consultation.objects.filter(pk=fresh.pk).update(outcome_asked_at=now)
    event = record(fresh, "outcome_asked", actor=None, public=False)
    tell_official(fresh, event)
    return event
