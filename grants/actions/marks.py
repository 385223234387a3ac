"""Marks of experts as the expertise reads them: one's own, the final ones, those far apart."""

from collections import defaultdict
from collections.abc import Mapping
from fractions import Fraction

from django.contrib.contenttypes.models import ContentType
from django.db.models import QuerySet

from grants.models import Application, Contest, Review, ReviewState
from portal.scoring.models import Criterion, Mark


def expert_criteria(contest: Contest) -> list[Criterion]:
    rows = Criterion.objects.filter(criteria=contest.criteria_id)
    return list(rows.filter(formula=Criterion.Formula.EXPERT))


def marks_of(review: Review) -> QuerySet[Mark]:
    return Mark.objects.filter(
        content_type=ContentType.objects.get_for_model(Application),
        object_id=review.application_id,
        expert=review.expert.user_id,
    )


def final_marks(**which) -> dict[int, dict[str, list]]:
    """Marks of the final reviews `which` chooses, by application and criterion, in no order."""
    final = Review.objects.filter(state=ReviewState.FINAL, **which)
    pairs = set(final.values_list("application", "expert__user"))
    rows = Mark.objects.filter(
        content_type=ContentType.objects.get_for_model(Application),
        object_id__in={pk for pk, _user in pairs},
    ).values_list("object_id", "expert", "criterion__code", "value")
    found = defaultdict(lambda: defaultdict(list))
    for application, expert, code, value in rows:
        if (application, expert) in pairs:
            found[application][code].append(value)
    return found


def diverging(contest: Contest, marks: Mapping[int, Mapping[str, list]]) -> set[int]:
    """Applications whose marks by a criterion lie too far apart while no further opinion is in.

    Too far: more than the contest's share of the criterion's scale.
    """
    share = Fraction(contest.divergence, 100)
    limits = {row.code: share * Fraction(row.high) for row in expert_criteria(contest)}
    return {
        pk
        for pk, by_code in marks.items()
        if any(
            len(given) <= contest.experts_per_application
            and Fraction(max(given)) - Fraction(min(given)) > limits[code]
            for code, given in by_code.items()
        )
    }
