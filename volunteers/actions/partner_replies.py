"""Replying to a card of the exchange, answering a reply: a yes begins an agreement."""

from django.core.exceptions import ValidationError
from django.db import transaction

from portal.cases.actions import advance, record
from portal.cases.clock import require
from portal.cases.models import CaseEvent
from volunteers.actions.locks import locked_user
from volunteers.actions.partner_letters import tell_of_reply
from volunteers.models import PartnerAgreement, PartnerCard, PartnerReply, Side
from volunteers.rules import partners as rules


@transaction.atomic
def reply_to(
    card: PartnerCard, *, actor, text: str, contact: str, organisation=None
) -> PartnerReply:
    """Raises PermissionDenied, ValidationError: an offer is answered by a TOS or an NKO."""
    locked_user(actor.pk)
    fresh = PartnerCard.objects.select_related("organisation", "author").get(pk=card.pk)
    require(rules.may_reply(actor, fresh))
    needs = fresh.side == Side.OFFER
    if not (verdict := rules.may_act_for(actor, organisation, needs=needs)):
        raise ValidationError({"organisation": verdict.reason})
    reply = PartnerReply.objects.create(
        card=fresh, author=actor, organisation=organisation, text=text, contact=contact
    )
    event = record(reply, "created", actor=actor, to_state=reply.state, public=False)
    tell_of_reply(reply, event)
    return reply


@transaction.atomic
def accept_reply(reply: PartnerReply, *, actor, note: str = "") -> CaseEvent:
    """Say yes: the two sides go on to the terms of an agreement."""
    event = advance(reply, "accept", actor=actor, note=note)
    card = reply.card
    needed, offered = (card, reply) if card.side == Side.NEED else (reply, card)
    agreement = PartnerAgreement.objects.create(
        reply=reply,
        subject=card.title,
        community_duty=needed.text[:2000],
        partner_duty=offered.text[:2000],
    )
    record(agreement, "created", actor=actor, to_state=agreement.state, public=False)
    tell_of_reply(reply, event)
    return event


@transaction.atomic
def move_reply(reply: PartnerReply, move: str, *, actor, note: str = "") -> CaseEvent:
    event = advance(reply, move, actor=actor, note=note)
    tell_of_reply(reply, event)
    return event


PARTNERREPLY_MOVES = {
    "accept": accept_reply,
    "decline": lambda reply, **act: move_reply(reply, "decline", **act),
    "withdraw": lambda reply, **act: move_reply(reply, "withdraw", **act),
}
