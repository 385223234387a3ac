"""A consultation asked for and taken back by an organisation, which says whether it helped."""

from datetime import timedelta

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from grants.actions.consultation_letters import tell_official, tell_organisation
from grants.models import Consultation
from grants.rules.consultations import (
    asking_for,
    may_ask_consultation,
    may_mark,
    may_withdraw_consultation,
)
from portal.cases.actions import advance, record
from portal.cases.clock import database_now, require
from portal.cases.models import CaseEvent
from portal.law.deadlines import due

AHEAD = timedelta(days=90)


def held_consultation(row: Consultation) -> Consultation:
    """The consultation as it is now, its row locked."""
    rows = Consultation.objects.select_for_update(of=("self",))
    return rows.select_related("organisation", "subject", "official").get(pk=row.pk)


@transaction.atomic
def ask_consultation(organisation, *, actor, **asked) -> Consultation:
    """Ask; the day until which a time is to be appointed is counted by the table of deadlines.

    Raises ValidationError naming the field: a day gone by, one already open on the subject.
    """
    require(may_ask_consultation(actor))
    if not asking_for(actor).filter(organisation=organisation).exists():
        raise PermissionDenied(_("Просить консультацию от этой организации вы не можете."))
    today = timezone.localdate()
    if not today <= asked["wished_on"] <= today + AHEAD:
        raise ValidationError({"wished_on": _("Выберите день в ближайшие три месяца.")})
    row = Consultation(
        organisation=organisation, author=actor,
        appoint_by=due("consultation_appoint", database_now()), **asked,
    )  # fmt: skip
    row.full_clean(validate_constraints=False)
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:
        already = _("По этой теме ваша организация уже ждёт консультацию.")
        raise ValidationError({"subject": already}) from None
    tell_organisation(row, record(row, "requested", actor=actor, public=False))
    return row


@transaction.atomic
def withdraw_consultation(consultation: Consultation, *, actor, note: str = "") -> CaseEvent:
    fresh = held_consultation(consultation)
    require(may_withdraw_consultation(actor, fresh))
    event = advance(fresh, "withdraw", actor=actor, note=note)
    tell_organisation(fresh, event)
    tell_official(fresh, event)
    consultation.refresh_from_db()
    return event


@transaction.atomic
def mark_helped(consultation: Consultation, *, actor, helped: bool) -> CaseEvent | None:
    """Say whether it helped; said once more, the last word counts. None when nothing changed."""
    fresh = held_consultation(consultation)
    require(may_mark(actor, fresh))
    if fresh.helped == helped:
        return None
    Consultation.objects.filter(pk=fresh.pk).update(helped=helped)
    event = record(fresh, "helped" if helped else "not_helped", actor=actor, public=False)
    tell_official(fresh, event)
    return event
