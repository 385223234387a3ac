"""The ranking: counted out of final reviews, frozen with its hash, published at once for all."""

from collections import defaultdict
from fractions import Fraction

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from grants import rules
from grants.actions.letters import tell
from grants.actions.reviewing import LEAST, expert_criteria
from grants.models import Application, Contest, Review, ReviewState
from portal.cases.actions import advance
from portal.cases.clock import require
from portal.cases.models import CaseEvent
from portal.scoring.actions import publish_ranking
from portal.scoring.formulas import shown
from portal.scoring.models import Mark, Ranking

UNFINISHED = (ReviewState.ASSIGNED, ReviewState.OPEN)


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
    final, unfinished = defaultdict(int), set()
    for row in Review.objects.filter(application__contest=contest, application__state="expertise"):
        if row.state == ReviewState.FINAL:
            final[row.application_id] += 1
        elif row.state in UNFINISHED:
            unfinished.add(row.application_id)
    numbers = dict(
        contest.applications.filter(state="expertise")
        .order_by("number")
        .values_list("pk", "number")
    )
    problems = []
    if not numbers:
        problems.append(_("На экспертизе нет ни одной заявки."))
    if few := [f"№ {number}" for pk, number in numbers.items() if final[pk] < LEAST]:
        problems.append(_("Меньше двух окончательных оценок: %(list)s.") % {"list": ", ".join(few)})
    if rest := [f"№ {number}" for pk, number in numbers.items() if pk in unfinished]:
        problems.append(_("Экспертиза не окончена: %(list)s.") % {"list": ", ".join(rest)})
    return problems


def _ranking(contest: Contest, rows: list[Application], actor) -> Ranking:
    marks = _marks(contest)
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


def _marks(contest: Contest) -> dict[int, dict[str, list]]:
    """Marks of final reviews alone, by application and criterion."""
    final = Review.objects.filter(application__contest=contest, state=ReviewState.FINAL)
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
