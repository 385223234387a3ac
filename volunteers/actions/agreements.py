"""A three-party agreement: its terms, the yes of both sides, the signature of the city, its end.

One lock, of the agreement: nobody's yes stands under terms changed at the same moment.
"""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from portal.cases.actions import advance, record
from portal.cases.clock import database_now, require
from portal.cases.models import CaseEvent
from volunteers.actions.partner_letters import tell_parties
from volunteers.models import PartnerAgreement
from volunteers.rules import agreements as rules


def locked_agreement(pk: int) -> PartnerAgreement:
    rows = PartnerAgreement.objects.with_parties()
    return rows.select_for_update(of=("self",), no_key=True).get(pk=pk)


@transaction.atomic
def edit_terms(agreement: PartnerAgreement, *, actor, **fields) -> PartnerAgreement:
    """New terms: whoever had agreed to the old ones agrees anew."""
    fresh = locked_agreement(agreement.pk)
    require(rules.may_settle(actor, fresh))
    for name, value in fields.items():
        setattr(fresh, name, value)
    fresh.version += 1
    fresh.community_agreed_at = fresh.partner_agreed_at = None
    fresh.save(
        update_fields=[
            *(*fields, "version", "community_agreed_at", "partner_agreed_at", "updated_at")
        ]
    )
    event = record(fresh, "edited", actor=actor, public=False, data={"version": fresh.version})
    tell_parties(fresh, event)
    return fresh


@transaction.atomic
def agree(agreement: PartnerAgreement, *, actor, version: int) -> PartnerAgreement:
    """Say yes to the terms of this version; the second yes hands the agreement to the city."""
    fresh = locked_agreement(agreement.pk)
    require(rules.may_settle(actor, fresh))
    if version != fresh.version:
        raise ValidationError(_("Условия изменились, пока вы читали. Прочтите их ещё раз."))
    if not all((fresh.community_duty, fresh.partner_duty, fresh.starts_on, fresh.ends_on)):
        raise ValidationError(_("Сначала впишите, что делает каждая сторона, и срок."))
    setattr(fresh, f"{rules.side_of(actor, fresh)}_agreed_at", database_now())
    fresh.save(update_fields=["community_agreed_at", "partner_agreed_at"])
    event = record(fresh, "confirmed", actor=actor, public=False, data={"version": version})
    if fresh.community_agreed_at and fresh.partner_agreed_at:
        event = advance(fresh, "settle", actor=None)
    tell_parties(fresh, event)
    return fresh


@transaction.atomic
def move_agreement(
    agreement: PartnerAgreement, move: str, *, actor, note: str = "", **changes
) -> CaseEvent:
    event = advance(agreement, move, actor=actor, note=note, **changes)
    tell_parties(agreement, event)
    return event


def sign(agreement: PartnerAgreement, *, actor, note: str = "") -> CaseEvent:
    """For the city: from now on everybody may read it."""
    signature = {"signed_at": database_now(), "signed_by": actor}
    return move_agreement(agreement, "sign", actor=actor, note=note, **signature)


def reopen(agreement: PartnerAgreement, *, actor, note: str = "") -> CaseEvent:
    nobody = {"community_agreed_at": None, "partner_agreed_at": None}
    return move_agreement(agreement, "reopen", actor=actor, note=note, **nobody)


PARTNERAGREEMENT_MOVES = {
    "sign": sign,
    "reopen": reopen,
    "fulfil": lambda row, **act: move_agreement(row, "fulfil", **act),
    "end": lambda row, **act: move_agreement(row, "end", **act),
}
