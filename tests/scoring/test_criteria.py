"""Criteria sets: loading, freezing, marks, rankings."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from portal.scoring import reference
from portal.scoring.actions import digest_of, freeze, give_mark, publish_ranking, ranked
from portal.scoring.models import CriteriaSet, Criterion, Mark
from tests.factories.people import StaffFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def criteria():
    row = CriteriaSet.objects.create(code="test", name="Проверка", total=20, tie_break=["money"])
    common = {"criteria": row, "weight": 10}
    Criterion.objects.create(
        code="money", name="Деньги", formula="linear", high=10, order=1, **common
    )
    Criterion.objects.create(code="idea", name="Идея", formula="expert", high=5, order=2, **common)
    return row


@pytest.fixture
def frozen(criteria):
    return freeze(criteria, actor=StaffFactory())


def test_the_default_sets_load_once_and_their_weights_add_up():
    reference.load()
    reference.load()
    for code in ("scoring_default", "scoring_grant"):
        assert freeze(CriteriaSet.objects.get(code=code), actor=None).frozen_at
    assert Criterion.objects.count() == 21
    steps = Criterion.objects.get(code="meeting_share").rule().steps
    assert [str(part) for _start, part in steps] == ["0", "1/2", "7/10", "1"]


def test_a_set_whose_weights_do_not_add_up_is_not_frozen(criteria):
    Criterion.objects.filter(code="idea").update(weight=9)
    with pytest.raises(ValidationError, match="дают 19, а должны 20"):
        freeze(criteria, actor=None)


def test_freezing_twice_keeps_the_first_moment_and_hash(frozen):
    moment, digest = frozen.frozen_at, frozen.digest
    freeze(frozen, actor=None)
    assert (frozen.frozen_at, frozen.digest) == (moment, digest)
    assert len(digest) == 64


def refused(change):
    with pytest.raises(IntegrityError), transaction.atomic():
        change()


def test_the_database_refuses_every_change_of_a_frozen_set(frozen):
    rows = frozen.criteria
    refused(lambda: CriteriaSet.objects.filter(pk=frozen.pk).update(total=30))
    refused(lambda: CriteriaSet.objects.filter(pk=frozen.pk).update(frozen_at=None))
    refused(lambda: rows.update(weight=1))
    refused(rows.all()[0].delete)
    refused(frozen.delete)
    refused(lambda: rows.create(code="new", name="Новый", weight=1, formula="bool"))


def test_a_criterion_cannot_be_moved_into_or_out_of_a_frozen_set(frozen):
    other = CriteriaSet.objects.create(code="other", name="Другой")
    loose = other.criteria.create(code="loose", name="Свой", weight=1, formula="bool")
    refused(lambda: Criterion.objects.filter(pk=loose.pk).update(criteria=frozen))
    refused(lambda: frozen.criteria.update(criteria=other))


def test_an_open_set_may_still_change(criteria):
    criteria.criteria.update(weight=5)
    criteria.criteria.all()[0].delete()
    criteria.delete()


def test_an_expert_gives_a_mark_and_changes_it(criteria):
    expert, idea = UserFactory(), criteria.criteria.get(code="idea")
    give_mark(idea, criteria, actor=expert, value="3.5")
    give_mark(idea, criteria, actor=expert, value=4, note="Передумал")
    assert Mark.objects.get().value == Decimal(4)


@pytest.mark.parametrize("value", ["-1", "5.001", "NaN", "Infinity"])
def test_a_mark_outside_the_scale_is_refused(criteria, value):
    with pytest.raises(ValidationError, match="от 0 до 5"):
        give_mark(criteria.criteria.get(code="idea"), criteria, actor=UserFactory(), value=value)


def test_experts_do_not_judge_what_the_portal_counts(criteria):
    with pytest.raises(ValidationError, match="считает портал"):
        give_mark(criteria.criteria.get(code="money"), criteria, actor=UserFactory(), value=1)


ROWS = {
    "А": {"money": 2, "idea": [5, 5]},
    "Б": {"money": 10, "idea": [1]},
    "В": {"money": 4, "idea": [4]},
}


def test_a_ranking_is_kept_with_every_value_formula_and_point(frozen):
    ranking = publish_ranking(frozen, "Итоги", ROWS, actor=StaffFactory())
    # Equal sums: the greater share of money first, as the tie-break of the set says.
    assert [row["id"] for row in ranking.data["rows"]] == ["Б", "В", "А"]
    assert [row["total"] for row in ranking.data["rows"]] == ["12", "12", "12"]
    first = ranking.data["rows"][0]["rows"][0]
    assert first == {
        "code": "money",
        "name": "Деньги",
        "value": "10",
        "exact": "10",
        "formula": "10 × (x − 0) / (10 − 0)",
        "points": "10",
    }
    assert ranking.digest == digest_of(ranking.data)


def test_a_published_ranking_cannot_be_rewritten(frozen):
    ranking = publish_ranking(frozen, "Итоги", ROWS, actor=None)
    ranking.title = "Другие итоги"
    refused(ranking.save)
    refused(ranking.delete)


def test_no_ranking_before_the_criteria_are_frozen(criteria):
    with pytest.raises(ValidationError, match="зафиксируйте"):
        publish_ranking(criteria, "Итоги", ROWS, actor=None)


def test_no_ranking_while_a_value_is_missing(frozen):
    rows = {**ROWS, "Г": {"money": 1}}
    with pytest.raises(ValidationError, match="Г: idea"):
        publish_ranking(frozen, "Итоги", rows, actor=None)


def test_equal_applications_go_by_the_earlier_filing(criteria):
    criteria.tie_break = ["submitted_at"]
    same = {"money": 1, "idea": [1]}
    rows = {
        "поздняя": {**same, "submitted_at": "2026-03-02T10:00:00"},
        "ранняя": {**same, "submitted_at": "2026-03-01T10:00:00"},
    }
    assert [key for key, _score in ranked(criteria, rows)] == ["ранняя", "поздняя"]


def test_a_missing_value_may_give_no_points_in_public(frozen):
    told = {"Г": {"title": "Сквер", "sources": {"idea": "нет данных"}}}
    rows = {**ROWS, "Г": {"money": 1}}
    ranking = publish_ranking(frozen, "Итоги", rows, actor=None, told=told, without=True)
    row = ranking.data["rows"][-1]
    assert (row["id"], row["title"], row["total"]) == ("Г", "Сквер", "1")
    assert row["rows"][1]["source"] == "нет данных"
    assert (row["rows"][1]["exact"], row["rows"][1]["points"]) == (None, "0")


def test_the_excluded_stand_in_the_ranking_with_the_reason_and_without_points(frozen):
    excluded = [{"id": "Д", "reason": "Частная выгода"}]
    ranking = publish_ranking(frozen, "Итоги", ROWS, actor=None, excluded=excluded)
    assert ranking.data["excluded"] == excluded
    assert "Д" not in [row["id"] for row in ranking.data["rows"]]
