"""The assessment opens; members of a rating commission vote, each once, whole and for good."""

import secrets
from collections.abc import Mapping
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from budgeting.actions.commission import locked, move
from budgeting.actions.commission_letters import members_of, tell
from budgeting.models import (
    Commission,
    Project,
    ProjectState,
    RatingBallot,
    RatingVoter,
    Round,
    Seat,
)
from budgeting.rules import commission as rights
from portal.cases.clock import database_now, require
from portal.cases.models import CaseEvent
from portal.scoring.actions import freeze

BEST = 5


@transaction.atomic
def open_assessment(commission: Commission, *, actor, until: datetime, note: str = "") -> CaseEvent:
    """Put the projects of the contest before the commission until the moment; the move «assess».

    The criteria are frozen and the lot of equal ratings is drawn now. Raises ValidationError
    without projects or members, or with a set of criteria that does not add up.
    """
    Round.objects.select_for_update().get(
        pk=commission.round_id
    )  # no project is admitted meanwhile
    fresh = locked(commission)
    if fresh.state != "formed":
        return move(fresh, "assess", actor=actor, note=note)
    require(rights.may_assess(actor, fresh, database_now()))
    contest = Project.objects.filter(round=fresh.round, state=ProjectState.CONTEST)
    keys = list(contest.order_by("submitted_at", "id").values_list("pk", flat=True))
    if not keys:
        raise ValidationError(_("В конкурсном отборе нет ни одного проекта."))
    if not fresh.seats.members().exists():
        raise ValidationError(_("В комиссии никого нет."))
    if until <= database_now():
        raise ValidationError({"until": _("Срок оценки должен быть в будущем.")})
    if fresh.by_criteria:
        _freeze_criteria(fresh, actor)
    told = _("Срок — до %(until)s.") % {"until": f"{timezone.localtime(until):%d.%m.%Y %H:%M}"}
    event = move(
        fresh,
        "assess",
        actor=actor,
        note="\n".join(filter(None, [told, note])),
        assess_until=until,
        contest=keys,
        lot_seed=secrets.token_hex(16),
    )
    tell(fresh, event, members_of(fresh))
    return event


def _freeze_criteria(commission: Commission, actor) -> None:
    if commission.criteria is None:
        raise ValidationError(_("Выберите набор критериев."))
    freeze(commission.criteria, actor=actor)


def contest_of(commission: Commission):
    """The projects the commission judges: those of the opening that are still in the contest."""
    rows = Project.objects.filter(pk__in=commission.contest, state=ProjectState.CONTEST)
    return rows.order_by("submitted_at", "id")


@transaction.atomic
def cast_rating(commission: Commission, *, actor, points: Mapping[int, int]) -> RatingBallot:
    """Store the member's whole ballot; it cannot be changed. `points` by key of project.

    Raises PermissionDenied with the reason, ValidationError for a second ballot or one outside the
    rule of the round; nothing is stored then.
    """
    fresh = locked(commission)
    seat = Seat.objects.filter(commission=fresh, user=actor).select_for_update().first()
    require(rights.may_judge(actor, fresh, seat, database_now()))
    if fresh.by_criteria:
        raise ValidationError(_("Эта комиссия оценивает проекты по критериям."))
    keys = set(contest_of(fresh).values_list("pk", flat=True))
    if problems := faults(fresh, keys, points):
        raise ValidationError(problems)
    _voter, is_new = RatingVoter.objects.get_or_create(commission=fresh, seat=seat)
    if not is_new:
        raise ValidationError(_("Вы уже проголосовали: бюллетень комиссии подают один раз."))
    kept = {str(key): points[key] for key in sorted(points) if points[key]}
    return RatingBallot.objects.create(
        commission=fresh, seat=None if fresh.is_secret else seat, points=kept
    )


def faults(commission: Commission, keys: set[int], points: Mapping[int, int]) -> list[str]:
    """What is wrong with a ballot under the rule of the round, as sentences."""
    if not set(points) <= keys:
        return [_("В бюллетене есть проект не из этого отбора.")]
    if commission.ballot == Commission.BallotKind.SCORES:
        if set(points) != keys or not all(1 <= mark <= BEST for mark in points.values()):
            return [_("Поставьте каждому проекту оценку от 1 до 5.")]
        return []
    chosen = [mark for mark in points.values() if mark]
    if not chosen or any(mark != 1 for mark in chosen) or len(chosen) > commission.votes_each:
        return [
            _("Отметьте хотя бы один проект и не больше, чем %(most)d.")
            % {"most": commission.votes_each}
        ]
    return []
