"""An offer from its announcement through the opening to its end.

Locks are taken in one order: the object, then the offer, then its applications.
"""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from grants import rules
from grants.actions.lease_letters import tell
from grants.models import LeaseApplication, LeaseOffer, LeaseState, MunicipalProperty
from portal.cases.actions import advance
from portal.cases.clock import database_now, require
from portal.cases.models import CaseEvent


def held_offer(offer: LeaseOffer) -> LeaseOffer:
    """The offer as it is now, with its object, both held until the transaction ends."""
    MunicipalProperty.objects.select_for_update().get(pk=offer.asset_id)
    rows = LeaseOffer.objects.select_for_update(of=("self",)).select_related("asset")
    return rows.get(pk=offer.pk)


@transaction.atomic
def announce_offer(offer: LeaseOffer, *, actor, note: str = "") -> CaseEvent:
    """Publish the offer with the rent of this day."""
    fresh = held_offer(offer)
    now = database_now()
    require(rules.may_announce(actor, fresh, now))
    found = fresh.asset
    event = advance(
        fresh, "announce", actor=actor, note=note, published_at=now,
        rent_month=found.rent_month, rate=found.rate,
    )  # fmt: skip
    offer.refresh_from_db()
    return event


@transaction.atomic
def open_offer(offer: LeaseOffer, *, actor, note: str = "") -> CaseEvent:
    """Open all sealed applications at once and write the protocol; withdrawn ones stay sealed."""
    fresh = held_offer(offer)
    now = database_now()
    require(rules.may_open(actor, fresh, now))
    sealed = LeaseApplication.objects.filter(offer=fresh, state=LeaseState.SEALED)
    rows = list(sealed.select_related("organisation").order_by("submitted_at", "id"))
    protocol = {"opened_by": str(actor), "rows": [_line(row) for row in rows]}
    event = advance(fresh, "open", actor=actor, note=note, opened_at=now, protocol=protocol)
    for row in rows:
        row.offer = fresh
        tell(row, advance(row, "open", actor=None))
    offer.refresh_from_db()
    return event


def _line(row: LeaseApplication) -> dict:
    """What the protocol tells everybody of an application."""
    return {
        "organisation": row.organisation_id,
        "name": row.organisation.name,
        "months": row.months,
        "submitted_at": row.submitted_at.isoformat(),
        "digest": row.digest,
    }


@transaction.atomic
def cancel_offer(offer: LeaseOffer, *, actor, note: str) -> CaseEvent:
    """Call it off; what is sealed stays sealed for good."""
    fresh = held_offer(offer)
    event = advance(fresh, "cancel", actor=actor, note=note, ground=note)
    waiting = fresh.applications.filter(state__in=(LeaseState.SEALED, LeaseState.OPENED))
    for row in waiting:
        row.offer = fresh
        tell(row, advance(row, "lapse", actor=None, note=note), url=fresh.get_absolute_url())
    offer.refresh_from_db()
    return event


@transaction.atomic
def not_give_offer(offer: LeaseOffer, *, actor, note: str) -> CaseEvent:
    """End an offer that nobody applied for, or whose every applicant was refused."""
    fresh = held_offer(offer)
    require(rules.may_not_give(actor, fresh))
    if not note.strip():
        raise ValidationError({"note": _("Напишите основание: его увидят все.")})
    event = advance(
        fresh, "not_give", actor=actor, note=note, ground=note, decided_at=database_now()
    )
    offer.refresh_from_db()
    return event
