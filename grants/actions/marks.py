"""Marks of experts as the expertise reads them: one's own, the final ones, those far apart."""

from collections import defaultdict
from collections.abc import Mapping
from decimal import Decimal
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


def leanings(contest: Contest) -> dict[int, Decimal]:
    """By expert: how far above (below) the colleagues who judged the same applications, in points.

    Experts judge different applications, so the mean of an expert alone says little of strictness.
    """
    final = Review.objects.filter(application__contest=contest, state=ReviewState.FINAL)
    by_application = defaultdict(dict)
    for application, expert, total in final.values_list("application", "expert", "total"):
        by_application[application][expert] = total
    apart = defaultdict(list)
    for totals in by_application.values():
        for expert, total in totals.items():
            others = [other for one, other in totals.items() if one != expert]
            if others:
                apart[expert].append(total - sum(others) / len(others))
    return {expert: sum(rows) / len(rows) for expert, rows in apart.items()}
