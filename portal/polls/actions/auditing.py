"""The phone audit: whom the commission asks «did you vote?»; drawn so that anybody can redo it."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from portal.cases.actions import record
from portal.cases.models import CaseEvent
from portal.polls import chain, rules
from portal.polls.actions.locks import lock_for_moving
from portal.polls.models import Ballot, PhoneAudit, Poll

MIN_SEED, MAX_SEED = 4, 200


def marks_of(poll: Poll) -> list[str]:
    """Marks of those who can still be reached: an erased account has no name and no telephone."""
    reachable = poll.ballots.filter(voter__isnull=False)
    return sorted(reachable.values_list("voter_mark", flat=True))


@transaction.atomic
def announce_audit(poll: Poll, *, actor, size: int, seed_source: str) -> PhoneAudit:
    """Publish how many are asked, where the seed comes from and the digest of the list of marks.

    Raises PermissionDenied with the reason, ValidationError for more people than voted.
    """
    poll = lock_for_moving(poll)
    _require(rules.may_audit(actor, poll))
    marks = marks_of(poll)
    if not 1 <= size <= len(marks):
        raise ValidationError({"size": _("Выбрать можно от одного до всех проголосовавших.")})
    digest = chain.digest("".join(f"{mark}\n" for mark in marks))
    audit = PhoneAudit.objects.create(
        poll=poll, size=size, seed_source=seed_source, list_digest=digest, announced_by=actor
    )
    record(poll, "audit_announced", actor=None, note=seed_source, data={"list": digest})
    return audit


@transaction.atomic
def hold_audit(audit: PhoneAudit, *, actor, seed: str) -> PhoneAudit:
    """Draw with the public seed, once. Raises PermissionDenied, ValidationError."""
    poll = lock_for_moving(audit.poll)
    audit = PhoneAudit.objects.select_for_update().get(pk=audit.pk)
    _require(rules.may_audit(actor, poll))
    if audit.held_at:
        raise ValidationError(_("Выбор уже сделан, повторить его нельзя."))
    seed = " ".join(seed.split())
    if not MIN_SEED <= len(seed) <= MAX_SEED:
        raise ValidationError({"seed": _("Введите случайное число целиком, как опубликовано.")})
    audit.seed, audit.held_at = seed, poll.clock
    audit.marks = chain.sample(seed, marks_of(poll), audit.size)
    audit.save()
    record(poll, "audit_held", actor=None, note=seed, data={"size": audit.size})
    return audit


@transaction.atomic
def print_audit(audit: PhoneAudit, *, actor) -> list[Ballot]:
    """The people drawn, in the order of the draw; who printed the list is written down for ever.

    Choices are not loaded. Raises PermissionDenied, ValidationError before the draw.
    """
    _require(rules.may_audit(actor, audit.poll))
    if not audit.held_at:
        raise ValidationError(_("Случайное число ещё не введено: выбирать не из чего."))
    found = Ballot.objects.filter(poll=audit.poll, voter_mark__in=audit.marks)
    rows = {row.voter_mark: row for row in found.select_related("voter").defer("choices", "nonce")}
    record(audit.poll, "audit_printed", actor=actor, public=False, data={"audit": audit.pk})
    return [rows[mark] for mark in audit.marks if mark in rows]


def printings(audit: PhoneAudit) -> QuerySet[CaseEvent]:
    """Who printed the list and when, the latest first."""
    events = CaseEvent.objects.of(audit.poll).filter(kind="audit_printed", data__audit=audit.pk)
    return events.select_related("actor").order_by("-id")


def _require(verdict) -> None:
    if not verdict:
        raise PermissionDenied(verdict.reason)
