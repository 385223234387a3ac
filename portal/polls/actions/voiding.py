"""Voiding a ballot: one official proposes, another decides, the voter is told, the journal says so.

Only while voting goes on: at the close the count is published at once, and nothing is taken out of
a published count.
"""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.cases.actions import advance, record
from portal.cases.models import CaseEvent
from portal.notifications.actions import notify
from portal.polls import rules
from portal.polls.actions.locks import lock_for_moving
from portal.polls.actions.terms import page_of
from portal.polls.models import Ballot, BallotEvent, Poll, Voiding, VoidReason

TOPIC = "vote"


@transaction.atomic
def propose_voiding(poll: Poll, *, actor, receipt: str, reason: str, note: str = "") -> Voiding:
    """Ask a second official to void the ballot with this receipt.

    Raises PermissionDenied, ValidationError for a receipt that is not a living ballot of the poll.
    """
    poll = lock_for_moving(poll)
    if not (verdict := rules.may_propose_voiding(actor, poll)):
        raise PermissionDenied(verdict.reason)
    ballot = poll.ballots.filter(receipt=receipt).first() if receipt else None
    if ballot is None:
        raise ValidationError(
            {"receipt": _("Действующего бюллетеня с такой квитанцией в этом голосовании нет.")}
        )
    if Voiding.objects.filter(ballot=ballot, state="proposed").exists():
        raise ValidationError({"receipt": _("Этот бюллетень уже предложено аннулировать.")})
    voiding = Voiding.objects.create(
        poll=poll, ballot=ballot, receipt=receipt, reason=VoidReason(reason), proposed_by=actor
    )
    record(voiding, "proposed", actor=actor, note=note, public=False)
    return voiding


@transaction.atomic
def confirm_voiding(voiding: Voiding, *, actor, note: str) -> CaseEvent:
    """Void the ballot as it is now, also when its voter has changed it since the proposal.

    The person may vote again while voting goes on, if they have the right. Raises PermissionDenied
    for the official who proposed it, InvalidTransition, ValidationError without a reason.
    """
    poll = lock_for_moving(voiding.poll)
    voiding.poll = poll
    ballot = Ballot.objects.select_for_update().filter(pk=voiding.ballot_id).first()
    if ballot is None:
        raise ValidationError(_("Этого бюллетеня уже нет."))
    event = advance(voiding, "confirm", actor=actor, note=note, receipt=ballot.receipt)
    BallotEvent.objects.create(
        poll=poll,
        kind=BallotEvent.Kind.VOID,
        commitment=ballot.receipt,
        created_at=poll.clock,
    )
    reason = VoidReason(voiding.reason).label
    record(poll, "ballot_voided", actor=None, note=str(reason), data={"reason": voiding.reason})
    if ballot.voter:
        _tell(event, ballot.voter, poll, reason)
    ballot.delete()
    return event


def _tell(event: CaseEvent, voter, poll: Poll, reason) -> None:
    body = format_lazy(
        gettext_lazy(
            "Два сотрудника аннулировали ваш бюллетень в голосовании «{title}». Основание: "
            "{reason}. Если это ошибка, сообщите нам до завершения голосования: решение можно "
            "обжаловать, а проголосовать заново можно, если у вас есть право голоса."
        ),
        title=poll.title,
        reason=reason,
    )
    subject = gettext_lazy("Ваш бюллетень аннулирован")
    notify(event, [voter], topic=TOPIC, subject=subject, body=body, url=page_of(poll))


@transaction.atomic
def reject_voiding(voiding: Voiding, *, actor, note: str) -> CaseEvent:
    """Leave the ballot in force. Raises what `advance` raises."""
    return advance(voiding, "reject", actor=actor, note=note)
