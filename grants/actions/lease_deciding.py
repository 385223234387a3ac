"""Opened applications: what was checked of the applicants, and who gets the object."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from grants import rules
from grants.actions.lease_applications import held_application
from grants.actions.lease_letters import tell
from grants.models import Lease, LeaseApplication, LeaseCheck
from portal.cases.actions import advance, record
from portal.cases.clock import database_now, require
from portal.cases.models import CaseEvent


@transaction.atomic
def record_check(application: LeaseApplication, *, actor, **found) -> LeaseCheck:
    """Write down what a register or the tax office said of the applicant."""
    fresh = held_application(application)
    require(rules.may_judge(actor, fresh))
    row = LeaseCheck(application=fresh, checked_by=actor, **found)
    row.full_clean()
    row.save()
    record(fresh, "checked", actor=actor, note=f"{row}: {row.source}", public=False)
    return row


@transaction.atomic
def refuse_lease(application: LeaseApplication, *, actor, note: str) -> CaseEvent:
    fresh = held_application(application)
    require(rules.may_judge(actor, fresh))
    event = advance(fresh, "refuse", actor=actor, note=note, ground=note, decided_at=database_now())
    tell(fresh, event)
    application.refresh_from_db()
    return event


@transaction.atomic
def win_lease(application: LeaseApplication, *, actor, note: str) -> CaseEvent:
    """Give the object to this applicant. The object is locked: it is given once, whoever decides.

    The other applications wait for their own reasoned refusals.
    """
    fresh = held_application(application)
    require(rules.may_win(actor, fresh))
    offer, now = fresh.offer, database_now()
    if offer.asset.leases.holding().exists():
        raise ValidationError(_("Этот объект уже передан."))
    event = advance(fresh, "win", actor=actor, note=note, ground=note, decided_at=now)
    paid = (offer.rent_month * offer.rate / 100).quantize(offer.rent_month)
    Lease.objects.create(
        asset=offer.asset, application=fresh, months=fresh.months,
        rent_month=offer.rent_month, paid_month=paid,
    )  # fmt: skip
    advance(offer, "give", actor=None, note=note, ground=note, decided_at=now)
    tell(fresh, event)
    application.refresh_from_db()
    return event
