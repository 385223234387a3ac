"""The ranking of every category: counted out of final marks and votes, frozen with its hash."""

from collections import defaultdict
from fractions import Fraction

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Count, Q
from django.utils import translation
from django.utils.translation import gettext as _

from grants.actions.awards import LEAST, VOTE, locked_season
from grants.actions.awards_marks import jury_criteria
from grants.models import AwardCategory, AwardSeason, JuryReview, JuryState, Nomination
from grants.rules.awards import may_run_season
from portal.cases.actions import advance
from portal.cases.clock import database_now, require
from portal.cases.models import CaseEvent
from portal.scoring.actions import publish_ranking
from portal.scoring.formulas import shown
from portal.scoring.models import Mark


def judging_problems(season: AwardSeason) -> list[str]:
    """What keeps the rankings from being published, as sentences."""
    problems = []
    if database_now() < season.judge_until:
        problems.append(_("Оценка и голосование ещё идут."))
    elif season.categories.filter(poll__state="open").exists():
        problems.append(_("Голоса ещё не подсчитаны, подождите минуту."))
    if season.criteria_id:
        done = Count("jury_reviews", filter=Q(jury_reviews__state=JuryState.FINAL))
        rows = season.nominations.filter(state="admitted").annotate(done=done).order_by("number")
        few = [str(row) for row in rows if row.done < LEAST]
        late = JuryReview.objects.unfinished().filter(nomination__season=season).count()
        if few:
            problems.append(_("Меньше двух оценок: %(list)s.") % {"list": ", ".join(few)})
        if late:
            problems.append(_("Не окончено оценок жюри: %(count)d.") % {"count": late})
    return problems


@transaction.atomic
def rate_season(season: AwardSeason, *, actor, note: str = "") -> CaseEvent:
    """Publish the ranking of every category at once. Raises ValidationError naming what lacks.

    Equal sums are ordered by the earlier consent.
    """
    fresh = locked_season(season)
    require(may_run_season(actor, fresh))
    if problems := judging_problems(fresh):
        raise ValidationError(problems)
    digests = {}
    with translation.override("ru"):  # the protocol is in Russian whoever publishes it
        for category in fresh.categories.all():
            if ranking := _rank(fresh, category, actor):
                digests[category.name] = ranking.digest
                AwardCategory.objects.filter(pk=category.pk).update(ranking=ranking)
    return advance(season, "rate", actor=actor, note=note, data={"digests": digests})


def _rank(season: AwardSeason, category: AwardCategory, actor):
    rows = list(category.nominations.filter(state="admitted").order_by("number"))
    if not rows:
        return None
    marks, codes = _marks(rows), [row.code for row in jury_criteria(season)]
    values, told = {}, {}
    for row in rows:
        key = f"{row.number:05d}"  # the key is the last of ties: numbers in their order
        given = {code: marks[row.pk][code] for code in codes}
        told[key] = {"sources": {code: _told(given[code]) for code in codes}}
        if season.vote_points:
            given[VOTE] = row.votes or 0
            told[key]["sources"][VOTE] = _("голосов: %(n)d") % {"n": row.votes or 0}
        values[key] = given | {"submitted_at": row.consented_at.isoformat()}
    title = f"{season}: {category}"[:200]
    return publish_ranking(season.scale, title, values, actor=actor, told=told)


def _marks(rows: list[Nomination]) -> dict:
    """Marks of the final reviews, by nomination and criterion, in no order of people."""
    final = JuryReview.objects.filter(nomination__in=rows, state=JuryState.FINAL)
    pairs = set(final.values_list("nomination", "juror__user"))
    given = Mark.objects.filter(
        content_type=ContentType.objects.get_for_model(Nomination),
        object_id__in=[row.pk for row in rows],
    ).values_list("object_id", "expert", "criterion__code", "value")
    found = defaultdict(lambda: defaultdict(list))
    for nomination, expert, code, value in given:
        if (nomination, expert) in pairs:
            found[nomination][code].append(value)
    return found


def _told(values: list) -> str:
    return ", ".join(shown(Fraction(value)) for value in sorted(values))
