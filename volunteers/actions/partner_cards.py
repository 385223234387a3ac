"""Cards of the partner exchange: put up, decided about, closed, expired."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.cases.actions import advance, record
from portal.cases.clock import require
from portal.cases.models import CaseEvent
from volunteers.actions.locks import locked_user
from volunteers.actions.partner_letters import tell_author, tell_matching
from volunteers.models import PartnerCard, Side
from volunteers.rules import partners as rules

WAITING_AT_ONCE, TOLD_AT_ONCE = 5, 50


@transaction.atomic
def put_up(*, actor, **fields) -> PartnerCard:
    """Send a card to be looked at. Raises PermissionDenied, ValidationError."""
    require(rules.may_take_part(actor))
    _check(actor, fields)
    locked_user(actor.pk)
    if PartnerCard.objects.waiting().filter(author=actor).count() >= WAITING_AT_ONCE:
        raise ValidationError(_("Ваши карточки ещё рассматривают. Дождитесь ответа."))
    card = PartnerCard.objects.create(author=actor, **fields)
    record(card, "created", actor=actor, to_state=card.state, public=False)
    return card


def _check(actor, fields: dict) -> None:
    needs, organisation = fields["side"] == Side.NEED, fields.get("organisation")
    if not (verdict := rules.may_act_for(actor, organisation, needs=needs)):
        raise ValidationError({"organisation": verdict.reason})
    if fields["until"] < timezone.localdate():
        raise ValidationError({"until": _("Этот день уже прошёл.")})


@transaction.atomic
def edit_card(card: PartnerCard, *, actor, **fields) -> PartnerCard:
    """Change a card before it is out."""
    fresh = PartnerCard.objects.select_for_update(of=("self",), no_key=True).get(pk=card.pk)
    require(rules.may_edit(actor, fresh))
    _check(actor, fields)
    for name, value in fields.items():
        setattr(fresh, name, value)
    fresh.save(update_fields=[*fields, "updated_at"])
    record(fresh, "edited", actor=actor, public=False)
    return fresh


@transaction.atomic
def decide_card(card: PartnerCard, move: str, *, actor, note: str = "") -> CaseEvent:
    event = advance(card, move, actor=actor, note=note)
    tell_author(card, event)
    if move == "publish":
        tell_matching(card, event, PartnerCard.objects.matching(card)[:TOLD_AT_ONCE])
    return event


def expire_card(card: PartnerCard) -> CaseEvent:
    """Its day has passed: the clock ends it and tells the author."""
    return decide_card(card, "expire", actor=None)


def _by_official(move: str):
    return lambda card, *, actor, note="": decide_card(card, move, actor=actor, note=note)


def _by_author(move: str):
    return lambda card, *, actor, note="": advance(card, move, actor=actor, note=note)


PARTNERCARD_MOVES = {
    **{move: _by_official(move) for move in ("publish", "refuse", "hide")},
    **{move: _by_author(move) for move in ("resubmit", "withdraw", "close")},
}
