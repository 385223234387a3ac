"""Applications for an object: sent sealed, taken back while others are still taken."""

import hashlib
import json

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from grants import rules
from grants.actions.lease_letters import tell
from grants.actions.lease_offers import held_offer
from grants.models import LeaseApplication, LeaseOffer
from portal.cases.actions import advance, record
from portal.cases.clock import database_now, require
from portal.cases.models import CaseEvent
from portal.files.actions import attach_document
from portal.files.models import Attachment


@transaction.atomic
def apply_for_lease(
    offer: LeaseOffer, *, actor, organisation, files=(), **told
) -> LeaseApplication:
    """Send a sealed application; the digest of it goes into the protocol of the opening.

    Raises ValidationError naming the field; the offer is locked, so nobody is late by a second.
    """
    fresh = held_offer(offer)
    now = database_now()
    require(rules.may_apply_for(actor, fresh, now))
    if not rules.organisations_of(actor).filter(organisation=organisation).exists():
        raise PermissionDenied(_("Подать заявку от этой организации вы не можете."))
    if told["months"] > fresh.max_months:
        raise ValidationError(
            {"months": _("Этот объект дают не больше чем на %(n)d мес.") % {"n": fresh.max_months}}
        )
    row = _sent(fresh, actor=actor, organisation=organisation, submitted_at=now, **told)
    for file in files:
        attach_document(row, file, actor=actor, private=True)
    row.digest = _digest(row)
    row.save(update_fields=["digest"])
    tell(row, record(row, "submitted", actor=actor, public=False))
    return row


def _sent(offer: LeaseOffer, *, actor, organisation, **told) -> LeaseApplication:
    row = LeaseApplication(offer=offer, author=actor, organisation=organisation, **told)
    row.full_clean(exclude=["digest"], validate_constraints=False)
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:
        already = _("Ваша организация уже подала заявку. Чтобы изменить её, отзовите и подайте "
                    "другую.")  # fmt: skip
        raise ValidationError({"organisation": already}) from None
    return row


def _digest(row: LeaseApplication) -> str:
    """SHA-256 of the canonical JSON of what was sent, its files by their own digests."""
    files = sorted(Attachment.objects.of(row).kept().values_list("sha256", flat=True))
    sent = {
        "offer": row.offer_id, "organisation": row.organisation_id, "purpose": row.purpose,
        "months": row.months, "people": row.people, "shares": row.shares,
        "submitted_at": row.submitted_at.isoformat(), "files": files,
    }  # fmt: skip
    text = json.dumps(sent, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def held_application(application: LeaseApplication) -> LeaseApplication:
    """The application as it is now; its object and its offer are held with it."""
    offer = held_offer(application.offer)
    rows = LeaseApplication.objects.select_for_update(of=("self",)).select_related("organisation")
    found = rows.get(pk=application.pk)
    found.offer = offer
    return found


@transaction.atomic
def withdraw_lease(application: LeaseApplication, *, actor, note: str = "") -> CaseEvent:
    fresh = held_application(application)
    require(rules.may_withdraw_lease(actor, fresh, database_now()))
    event = advance(fresh, "withdraw", actor=actor, note=note)
    tell(fresh, event)
    application.refresh_from_db()
    return event
