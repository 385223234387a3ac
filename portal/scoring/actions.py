"""Freezing a set of criteria, giving marks, publishing a ranking."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from decimal import Decimal
from fractions import Fraction

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.scoring.formulas import Row, Score, score, shown, tops
from portal.scoring.models import CriteriaSet, Criterion, Mark, Ranking


def digest_of(data) -> str:
    """SHA-256 of the canonical JSON: sorted keys, no spaces, UTF-8."""
    text = json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


@transaction.atomic
def own_copy(
    source: CriteriaSet, *, code: str, title: str, ties: Iterable[str] = ()
) -> CriteriaSet:
    """A set for one contest alone: the one it was chosen from may change for the next.

    `ties` are asked after the set's own, as `submitted_at`: of equal sums the earlier filed.
    """
    copy = CriteriaSet.objects.create(
        code=code,
        name=f"{source.name}: {title}"[:200],
        tie_break=[*source.tie_break, *ties],
        **{name: getattr(source, name) for name in ("total", "step", "exclusions", "rules")},
    )
    rows = list(source.criteria.all())
    for row in rows:
        row.pk, row.criteria = None, copy
    Criterion.objects.bulk_create(rows)
    return copy


@transaction.atomic
def freeze(criteria: CriteriaSet, *, actor) -> CriteriaSet:
    """Make the set unchangeable (a trigger refuses every later change) and keep its hash.

    Freezing again changes nothing. Raises ValidationError when weights do not add up to the total.
    """
    row = CriteriaSet.objects.select_for_update().get(pk=criteria.pk)
    if row.frozen_at is None:
        given = row.criteria.aggregate(sum=Sum("weight"))["sum"] or 0
        if given != row.total:
            raise ValidationError(
                _("Веса критериев дают %(given)s, а должны %(total)s.")
                % {"given": shown(Fraction(given)), "total": shown(Fraction(row.total))}
            )
        row.frozen_at, row.digest = timezone.now(), digest_of(described(row))
        row.save(update_fields=["frozen_at", "digest"])
    criteria.refresh_from_db()
    return criteria


def described(criteria: CriteriaSet) -> dict:
    """The set as data, for its hash and for the protocol."""
    names = ("code", "name", "weight", "formula", "low", "high", "steps", "unit")
    return {
        "code": criteria.code,
        "name": criteria.name,
        "total": str(criteria.total),
        "step": str(criteria.step),
        "exclusions": criteria.exclusions,
        "tie_break": criteria.tie_break,
        "rules": criteria.rules,
        "criteria": [
            {name: _plain(getattr(criterion, name)) for name in names}
            for criterion in criteria.criteria.all()
        ],
    }


@transaction.atomic
def give_mark(criterion: Criterion, case: models.Model, *, actor, value, note: str = "") -> Mark:
    """Keep the expert's mark, or change it. The caller checks that the actor is an expert here.

    Raises ValidationError outside the scale or for a criterion that experts do not judge.
    """
    value = Decimal(value)
    if criterion.formula != Criterion.Formula.EXPERT:
        raise ValidationError(_("Этот критерий считает портал, эксперты его не оценивают."))
    if not (value.is_finite() and 0 <= value <= criterion.high):
        raise ValidationError(
            _("Оценка — число от 0 до %(high)s.") % {"high": shown(Fraction(criterion.high))}
        )
    mark, _created = Mark.objects.update_or_create(
        criterion=criterion,
        content_type=ContentType.objects.get_for_model(case),
        object_id=case.pk,
        expert=actor,
        defaults={"value": value, "note": note},
    )
    return mark


@transaction.atomic
def publish_ranking(
    criteria: CriteriaSet,
    title: str,
    applications: Mapping[str, Mapping],
    *,
    actor,
    told: Mapping[str, Mapping] | None = None,
    excluded: Iterable[Mapping] = (),
    without: bool = False,
) -> Ranking:
    """Count and keep the ranking; `applications`: values by criterion code (see formulas.score).

    `told` by application: `title` and `sources`, where each value came from by code. `excluded`:
    applications that are not ranked, as data with their reasons. `without`: a value nobody has
    gives 0 points and is told as such. Raises ValidationError while the set is not frozen and, if
    not `without`, while a value is missing.
    """
    if criteria.frozen_at is None:
        raise ValidationError(_("Сначала зафиксируйте критерии."))
    rows = ranked(criteria, applications)
    codes = set(criteria.criteria.values_list("code", flat=True))
    gaps = [f"{key}: {', '.join(found.missing)}" for key, found in rows if found.missing]
    if gaps and not without:
        raise ValidationError(_("Не хватает значений: %(gaps)s") % {"gaps": "; ".join(gaps)})
    data = {
        "criteria": described(criteria),
        "rows": [
            _told(key, found, (told or {}).get(key, {})) | _ties(criteria, codes, applications[key])
            for key, found in rows
        ],
    }
    if excluded := list(excluded):
        data["excluded"] = excluded
    return Ranking.objects.create(
        criteria=criteria, title=title, data=data, digest=digest_of(data), created_by=actor
    )


def ranked(criteria: CriteriaSet, applications: Mapping[str, Mapping]) -> list[tuple[str, Score]]:
    """Applications from the best, equal ones by the set's tie-break codes, then by key.

    A tie-break that is a criterion prefers the greater value; `submitted_at` the earlier one.
    """
    rules = [criterion.rule() for criterion in criteria.criteria.all()]
    best, step = tops(rules, applications.values()), Fraction(criteria.step)
    scores = {key: score(rules, row, best, step) for key, row in applications.items()}

    def order(key: str):
        raw = {row.code: row.raw or Fraction(0) for row in scores[key].rows}
        ties = [
            -raw[code] if code in raw else applications[key].get(code, "")
            for code in criteria.tie_break
        ]
        return (-scores[key].total, ties, key)

    return [(key, scores[key]) for key in sorted(scores, key=order)]


def _ties(criteria: CriteriaSet, codes: set[str], values: Mapping) -> dict:
    """What decides between equal sums and is no criterion, so that anybody can redo the order."""
    others = [code for code in criteria.tie_break if code not in codes and code in values]
    return {"tie_break": {code: values[code] for code in others}} if others else {}


def _told(key: str, found: Score, told: Mapping) -> dict:
    sources = told.get("sources", {})
    return {
        "id": key,
        **({"title": told["title"]} if "title" in told else {}),
        "total": shown(found.total),
        "rows": [_told_row(row, sources.get(row.code)) for row in found.rows],
    }


def _told_row(row: Row, source: str | None) -> dict:
    """`value` is what people read; `exact` the fraction the points were really made of."""
    return {
        "code": row.code,
        "name": row.name,
        "value": "" if row.raw is None else shown(row.raw),
        "exact": None if row.raw is None else str(row.raw),
        "formula": row.formula,
        "points": shown(row.points),
        **({"source": source} if source is not None else {}),
    }


def _plain(value):
    return str(value) if isinstance(value, Decimal) else value
