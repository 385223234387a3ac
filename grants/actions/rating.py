"""The ranking: counted out of final reviews, frozen with its hash, published at once for all."""

from collections import Counter
from fractions import Fraction
from functools import reduce
from operator import or_

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from grants import rules
from grants.actions.letters import tell
from grants.actions.marks import diverging, expert_criteria, final_marks
from grants.actions.reviewing import UNFINISHED
from grants.models import Application, Contest, Review, ReviewState, conflicting
from portal.cases.actions import advance
from portal.cases.clock import require
from portal.cases.models import CaseEvent
from portal.scoring.actions import publish_ranking
from portal.scoring.formulas import shown
from portal.scoring.models import Ranking

LEAST = 2  # final reviews without which an application is not ranked


@transaction.atomic
def rate_contest(contest: Contest, *, actor, note: str = "") -> CaseEvent:
    """Freeze the ranking of every application on expertise and publish it.

    Raises ValidationError naming the applications with fewer than two final reviews, or with a
    review that is not finished. Equal sums are ordered by the earlier submission.
    """
    fresh = Contest.objects.select_for_update(of=("self",)).get(pk=contest.pk)
    require(rules.may_rate(actor, fresh))
    rows = list(fresh.applications.filter(state="expertise").order_by("number"))
    if problems := rating_problems(fresh):
        raise ValidationError(problems)
    with translation.override("ru"):  # the protocol is in Russian whoever publishes it
        ranking = _ranking(fresh, rows, actor)
    told = "\n".join(filter(None, [f"SHA-256: {ranking.digest}", note]))
    event = advance(
        contest, "rate", actor=actor, note=told, data={"digest": ranking.digest}, ranking=ranking
    )
    for application in rows:
        tell(application, advance(application, "rank", actor=None))
    return event


def rating_problems(contest: Contest) -> list[str]:
    """What keeps the ranking from being published, as sentences."""
    judged = {"application__contest": contest, "application__state": "expertise"}
    final, unfinished = Counter(), set()
    for row in Review.objects.filter(**judged):
        if row.state == ReviewState.FINAL:
            final[row.application_id] += 1
        elif row.state in UNFINISHED:
            unfinished.add(row.application_id)
    numbers = dict(
        contest.applications.filter(state="expertise")
        .order_by("number")
        .values_list("pk", "number")
    )
    if not numbers:
        return [_("На экспертизе нет ни одной заявки.")]
    disputed = diverging(contest, final_marks(**judged)) - unfinished
    faults = (
        (_("Меньше двух окончательных оценок: %(list)s."),
         {pk for pk in numbers if final[pk] < LEAST}),
        (_("Экспертиза не окончена: %(list)s."), unfinished),
        (_("Оценки разошлись, нужен ещё один эксперт: %(list)s."), disputed),
        (_("У эксперта появился конфликт интересов, снимите с него экспертизу: %(list)s."),
         _conflicted(contest)),
    )  # fmt: skip
    return [
        sentence % {"list": ", ".join(f"№ {number}" for pk, number in numbers.items() if pk in odd)}
        for sentence, odd in faults
        if odd
    ]


def _conflicted(contest: Contest) -> set[int]:
    """Applications with a final mark of somebody who has an interest in them by now."""
    final = Review.objects.filter(state=ReviewState.FINAL)
    interests = [
        Q(pk__in=final.filter(expert=expert).values("application"))
        & conflicting(expert.user, expert.employer)
        for expert in contest.experts.select_related("user")
    ]
    if not interests:
        return set()
    return set(contest.applications.filter(reduce(or_, interests)).values_list("pk", flat=True))


def _ranking(contest: Contest, rows: list[Application], actor) -> Ranking:
    marks = final_marks(application__contest=contest)
    codes = [criterion.code for criterion in expert_criteria(contest)]
    values, told = {}, {}
    for row in rows:
        key = f"{row.number:05d}"  # the key is the last of ties: numbers in their order
        values[key] = {code: marks[row.pk][code] for code in codes}
        values[key]["submitted_at"] = row.submitted_at.isoformat()
        told[key] = {
            "title": row.title,
            "sources": {code: _told(marks[row.pk][code]) for code in codes},
        }
    return publish_ranking(contest.criteria, contest.title, values, actor=actor, told=told)


def _told(values: list) -> str:
    """How many experts and their marks in no order of people."""
    people = ngettext("%(n)d эксперт", "%(n)d экспертов", len(values)) % {"n": len(values)}
    return f"{people}: {', '.join(shown(Fraction(value)) for value in sorted(values))}"
