"""Marks of jurors, by criterion, in portal.scoring: given, made final, seen by other jurors."""

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from grants.models import AwardSeason, JuryReview, JuryState, Nomination
from grants.rules.awards_jury import may_mark
from portal.cases.actions import advance
from portal.cases.clock import require
from portal.scoring.actions import give_mark
from portal.scoring.formulas import score
from portal.scoring.models import Criterion, Mark


def jury_criteria(season: AwardSeason) -> list[Criterion]:
    rows = Criterion.objects.filter(criteria=season.scale_id, formula=Criterion.Formula.EXPERT)
    return list(rows)


def jury_marks(review: JuryReview):
    return Mark.objects.filter(
        content_type=ContentType.objects.get_for_model(Nomination),
        object_id=review.nomination_id,
        expert=review.juror.user_id,
    ).select_related("criterion")


def held_review(review: JuryReview) -> JuryReview:
    """The review with its season locked before it: no mark comes after the ranking."""
    AwardSeason.objects.select_for_update(no_key=True).get(pk=review.nomination.season_id)
    rows = JuryReview.objects.select_for_update(of=("self",))
    return rows.select_related("juror", "nomination__season").get(pk=review.pk)


@transaction.atomic
def save_marks(
    review: JuryReview, *, actor, marks: Mapping[str, Decimal | None], notes: Mapping[str, str],
    is_final: bool,
) -> JuryReview:  # fmt: skip
    """Keep marks by criterion; `is_final` closes them for good and opens others' to the juror.

    Raises ValidationError outside the scale, and for a final one that lacks a mark or its reason.
    """
    fresh = held_review(review)
    require(may_mark(actor, fresh))
    criteria = jury_criteria(fresh.nomination.season)
    if is_final:
        _complete(criteria, marks, notes)
    jury_marks(fresh).delete()
    for row in criteria:
        if (value := marks.get(row.code)) is not None:
            note = notes.get(row.code, "").strip()
            give_mark(row, fresh.nomination, actor=actor, value=value, note=note)
    if is_final:
        advance(fresh, "finish", actor=None, total=_points(criteria, marks))
    review.refresh_from_db()
    return review


def _complete(criteria: list[Criterion], marks: Mapping, notes: Mapping) -> None:
    lacking = {
        row.code: [_("Поставьте оценку и объясните её.")]
        for row in criteria
        if marks.get(row.code) is None or not notes.get(row.code, "").strip()
    }
    if lacking:
        raise ValidationError(lacking)


def _points(criteria: list[Criterion], marks: Mapping) -> Decimal:
    values = {code: [value] for code, value in marks.items()}
    total = score([row.rule() for row in criteria], values, {}, Fraction(0)).total
    return round(Decimal(total.numerator) / Decimal(total.denominator), 3)


def other_totals(review: JuryReview) -> list[Decimal]:
    """Points of the other final reviews, in no order of people."""
    rows = review.nomination.jury_reviews.filter(state=JuryState.FINAL).exclude(pk=review.pk)
    return sorted(rows.values_list("total", flat=True), reverse=True)
