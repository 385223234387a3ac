"""Joining: neighbours to a report, duplicates to the first; what residents say of an answer."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from civic.actions.reports_guard import require
from civic.actions.reports_letters import tell
from civic.actions.reports_moves import STOPPED, guarded
from civic.models import FixVote, MeToo, Report
from civic.rules import reports as rights
from portal.cases.actions import link, record
from portal.cases.models import CaseEvent
from portal.discussion.actions import follow

ENOUGH_NEIGHBOURS = 2


@transaction.atomic
def join(report: Report, *, actor) -> bool:
    """«У меня тоже»: counted once and told of what happens; whether it is new."""
    require(rights.may_join(actor, report))
    return _count_in(report, actor)


def _count_in(report: Report, person) -> bool:
    _row, is_new = MeToo.objects.get_or_create(report=report, user=person)
    if is_new:
        _change(report, +1)
        follow(report, user=person)
    return is_new


@transaction.atomic
def leave(report: Report, *, actor) -> bool:
    """Take «у меня тоже» back; whether there was one. Following goes on until it is stopped."""
    gone, _by_model = MeToo.objects.filter(report=report, user=actor).delete()
    if gone:
        _change(report, -1)
    return bool(gone)


def _change(report: Report, by: int) -> None:
    # update() and not save(): the counter is not a change of the report, updated_at stays.
    Report.objects.filter(pk=report.pk).update(me_too_count=F("me_too_count") + by)


@transaction.atomic
def merge(report: Report, *, actor, note: str = "", target: Report | None = None) -> CaseEvent:
    """Join the report to an open one about the same trouble; both sides are told, and its author
    follows the other. Raises ValidationError when the target is closed, private or the same.
    """
    if target is None or target.pk == report.pk:
        raise ValidationError({"target": _("Укажите номер другого, открытого сообщения.")})
    target = _locked(report, target)
    if not (target.is_public and target.is_open):
        raise ValidationError({"target": _("То сообщение уже закрыто: к нему не присоединить.")})
    now = timezone.now()
    changes = {"merged_into": target, "published_at": now, "closed_at": now, "handler": actor}
    said = ". ".join(filter(None, [_number(target), note.strip()]))
    event = guarded(report, "merge", actor=actor, note=said, **changes, **STOPPED)
    tell(report, event)
    if report.reporter and report.reporter_id != target.reporter_id:
        _count_in(target, report.reporter)
    link(report, target, "duplicate")
    tell(target, record(target, "joined", actor=actor, note=_number(report)))
    return event


def _locked(report: Report, target: Report) -> Report:
    """The target as it is now. Both rows are locked, always in one order."""
    rows = Report.objects.select_for_update(of=("self",)).order_by("pk")
    found = {row.pk: row for row in rows.filter(pk__in=(report.pk, target.pk))}
    return found[target.pk]


def _number(report: Report) -> str:
    return _("Сообщение № %(number)d") % {"number": report.pk}


@transaction.atomic
def rate_answer(report: Report, *, actor, rating: int) -> None:
    """The reporter's opinion of the last answer, from 1 to 5; said anew as long as it stands.

    Only the average of many is published: the number itself is seen by officials and the reporter.
    """
    fresh = Report.objects.select_for_update(of=("self",)).get(pk=report.pk)
    require(rights.may_rate(actor, fresh))
    if fresh.rating != rating:
        Report.objects.filter(pk=fresh.pk).update(rating=rating)
        record(fresh, "rated", actor=actor, note=str(rating), public=False)


@transaction.atomic
def vote_on_fix(report: Report, *, actor, is_fixed: bool) -> None:
    """A neighbour says what she saw. Two who saw it mended, and none who did not, confirm it."""
    fresh = Report.objects.select_for_update(of=("self",)).get(pk=report.pk)
    require(rights.may_confirm_fix(actor, fresh))
    FixVote.objects.update_or_create(report=fresh, user=actor, defaults={"is_fixed": is_fixed})
    seen = list(FixVote.objects.filter(report=fresh).values_list("is_fixed", flat=True))
    proved = all(seen) and len(seen) >= ENOUGH_NEIGHBOURS
    if proved and not fresh.proof:
        Report.objects.filter(pk=fresh.pk).update(proof=Report.Proof.NEIGHBOURS)
        record(fresh, "neighbours", actor=None)
    elif not proved and fresh.proof:
        Report.objects.filter(pk=fresh.pk).update(proof="")
