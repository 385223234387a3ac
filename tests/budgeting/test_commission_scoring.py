"""Marks by criteria: blind until one's own are final, frozen, recomputed by a stranger."""

import hashlib
import json
import math
from decimal import Decimal
from fractions import Fraction

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from budgeting import actions
from budgeting.models import Commission, ExpertSheet, Project
from portal.cases.models import CaseEvent
from portal.scoring.models import Mark
from tests.factories.commission import (
    assessing,
    chair,
    days,
    mark,
    mark_all,
    people,
    projects,
    ranked,
)
from tests.factories.people import SuperuserFactory, VerifiedUserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def commission():
    return assessing(method="criteria", projects=3)


def pages_of(client, commission, project) -> dict[str, str]:
    """Every door a mark could leak through, as this visitor sees it."""
    slug = commission.round.slug
    urls = [
        f"/budget/{slug}/commission/score/{project.pk}/",
        f"/budget/{slug}/commission/score/",
        f"/budget/{slug}/commission/",
        f"/budget/{slug}/scoring/",
        f"/budget/{slug}/scoring.json",
        f"/budget/projects/{project.pk}/",
        f"/budget/{slug}/projects.csv",
        f"/admin/budgeting/commission/{commission.pk}/change/",
        f"/admin/budgeting/project/{project.pk}/change/",
        "/admin/",
    ]
    found = {url: client.get(url) for url in urls}
    return {
        url: b"".join(answer.streaming_content).decode() if answer.streaming else answer.text
        for url, answer in found.items()
    }


SECRET_MARK = "2,718"


def leak(commission) -> Project:
    """A final sheet of the first member whose marks and note are seen at once wherever shown."""
    project = projects(commission)[0]
    marks = {"social_effect": Decimal("2.718"), "maintenance": Decimal("2.718")}
    actions.save_sheet(
        commission,
        project,
        actor=people(commission)[0],
        marks=marks,
        note="Тайное обоснование",
        is_final=True,
    )
    return project


def told(pages: dict[str, str]) -> list[str]:
    words = (SECRET_MARK, "2.718", "Тайное обоснование")
    return [url for url, text in pages.items() if any(word in text for word in words)]


# --- Blind --------------------------------------------------------------------------------------
def test_nobody_sees_a_mark_before_the_own_is_final(commission, client):
    project = leak(commission)
    second = people(commission)[1]
    mark(commission, project, second, 3, is_final=False)
    for person in (second, VerifiedUserFactory(), chair(), SuperuserFactory()):
        client.force_login(person)
        assert told(pages_of(client, commission, project)) == []
    client.logout()
    assert told(pages_of(client, commission, project)) == []


def test_once_the_own_marks_are_final_the_others_final_ones_are_read(commission, client):
    project = leak(commission)
    _first, second, third = people(commission)
    mark(commission, project, second, 3)
    mark(commission, project, third, "1.234", is_final=False)
    client.force_login(second)
    pages = pages_of(client, commission, project)
    assert told(pages) == [f"/budget/{commission.round.slug}/commission/score/{project.pk}/"]
    assert "1,234" not in "".join(pages.values())
    assert "Тайное обоснование" not in "".join(pages.values())


def test_final_marks_of_one_project_open_no_other(commission, client):
    leak(commission)
    second = people(commission)[1]
    mark(commission, projects(commission)[1], second, 3)
    client.force_login(second)
    assert told(pages_of(client, commission, projects(commission)[0])) == []


def test_marks_are_in_no_section_of_the_admin():
    from django.contrib import admin

    hidden = {Mark, ExpertSheet}
    assert not hidden & set(admin.site._registry)


# --- Sheets -------------------------------------------------------------------------------------
def test_an_unfinished_sheet_keeps_what_is_there_and_a_final_one_is_closed(commission):
    project, person = projects(commission)[0], people(commission)[0]
    actions.save_sheet(commission, project, actor=person, marks={"social_effect": Decimal(2)})
    with pytest.raises(ValidationError, match="Нет оценки"):
        actions.save_sheet(
            commission, project, actor=person, marks={"social_effect": 2}, is_final=True
        )
    mark(commission, project, person, 3)
    with pytest.raises(ValidationError, match="окончательные"):
        mark(commission, project, person, 5)
    assert set(Mark.objects.values_list("value", flat=True)) == {Decimal(3)}


@pytest.mark.parametrize("value", ["5.001", "-1", "NaN"])
def test_a_mark_outside_the_scale_leaves_nothing(commission, value):
    with pytest.raises(ValidationError):
        mark(commission, projects(commission)[0], people(commission)[0], value)
    assert (Mark.objects.count(), ExpertSheet.objects.count()) == (0, 0)


def test_an_author_does_not_mark_the_own_project(commission):
    project, person = projects(commission)[0], people(commission)[0]
    Project.objects.filter(pk=project.pk).update(author=person)
    with pytest.raises(PermissionDenied, match="Свой проект"):
        mark(commission, project, person)


def test_strangers_officials_and_the_reserve_do_not_mark(commission):
    seat = commission.seats.last()
    seat.status = "reserve"
    seat.save()
    for actor in (VerifiedUserFactory(), chair(), SuperuserFactory(), seat.user):
        with pytest.raises(PermissionDenied, match="только члены"):
            mark(commission, projects(commission)[0], actor)


def test_one_who_steps_aside_leaves_no_marks_and_says_why(commission):
    project, person = projects(commission)[0], people(commission)[0]
    mark(commission, project, person, is_final=False)
    with pytest.raises(ValidationError, match="почему"):
        actions.recuse(commission, project, actor=person, note=" ")
    actions.recuse(commission, project, actor=person, note="Живу в этом дворе")
    assert Mark.objects.count() == 0


# --- Ranking ------------------------------------------------------------------------------------
def test_the_ranking_waits_for_all_or_for_the_term(commission):
    for project in projects(commission):
        for person in people(commission)[:2]:
            mark(commission, project, person)
    with pytest.raises(ValidationError, match="ещё не вышел"):
        actions.rank_projects(commission, actor=SuperuserFactory())
    Commission.objects.update(assess_until=days(-0.001))
    assert ranked(commission).state == "ranked"


def test_the_ranking_does_not_wait_for_an_author_to_mark_the_own_project(commission):
    author = people(commission)[0]
    Project.objects.filter(pk=commission.contest[0]).update(author=author)
    for project in projects(commission):
        for person in people(commission):
            if person.pk != project.author_id:
                mark(commission, project, person)
    assert ranked(commission).state == "ranked"


def test_too_few_marks_are_no_ranking(commission):
    mark(commission, projects(commission)[0], people(commission)[0])
    Commission.objects.update(assess_until=days(-0.001))
    with pytest.raises(ValidationError, match="Оценок меньше, чем 2"):
        actions.rank_projects(commission, actor=chair())


def test_unfinished_and_recused_sheets_do_not_count(commission):
    first, second, third = people(commission)
    for project in projects(commission):
        mark(commission, project, first, 5)
        mark(commission, project, second, 3)
        mark(commission, project, third, 1, is_final=False)
    Commission.objects.update(assess_until=days(-0.001))
    row = ranked(commission).ranking.data["rows"][0]["rows"]
    line = next(line for line in row if line["code"] == "social_effect")
    assert (line["value"], line["source"], line["points"]) == ("4", "2 члена комиссии: 3, 5", "8")


def recomputed(data: dict) -> list[tuple[str, str]]:
    """Ids and totals from the best by the published protocol and the standard library alone."""
    criteria = {row["code"]: row for row in data["criteria"]["criteria"]}
    step = Fraction(data["criteria"]["step"])
    exact = {
        row["id"]: {line["code"]: line["exact"] and Fraction(line["exact"]) for line in row["rows"]}
        for row in data["rows"]
    }

    def points(code, value):
        rule = criteria[code]
        weight, low = Fraction(rule["weight"]), Fraction(rule["low"])
        if value is None:
            return Fraction(0)
        if rule["formula"] == "steps":
            share = max(Fraction(part) for start, part in rule["steps"] if value >= Fraction(start))
        elif rule["formula"] == "bool":
            share = Fraction(value != 0)
        else:
            best = max((row[code] for row in exact.values() if row[code] is not None), default=low)
            high = best if rule["formula"] == "linear_round_max" else Fraction(rule["high"])
            share = (value - low) / (high - low) if high > low else Fraction(0)
        share = min(max(share, Fraction(0)), Fraction(1))
        return math.ceil(weight * share / step) * step

    totals = {
        key: sum(points(code, value) for code, value in row.items()) for key, row in exact.items()
    }
    ties = {row["id"]: row.get("tie_break", {}) for row in data["rows"]}

    def order(key):
        rest = [
            -(exact[key][code] or 0) if code in exact[key] else ties[key][code]
            for code in data["criteria"]["tie_break"]
        ]
        return (-totals[key], rest, key)

    return [(key, f"{float(totals[key]):.3f}") for key in sorted(totals, key=order)]


def test_a_stranger_recomputes_the_published_ranking_with_python_alone(commission, client):
    official = chair()
    for place, project in enumerate(projects(commission)):
        project.total_cost = Decimal(300_000 + 77_777 * place)
        project.save()
        actions.enter_facts(
            commission, project, actor=official, source="Протокол", territory_residents=777,
            meeting_present=13 + place, meeting_residents=700, publications=place,
        )  # fmt: skip
    mark_all(commission)
    commission = ranked(commission)
    published = client.get(f"/budget/{commission.round.slug}/scoring.json").json()
    data = published["data"]
    text = json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    assert hashlib.sha256(text.encode()).hexdigest() == published["digest"]
    assert recomputed(data) == [(row["id"], f"{Decimal(row['total']):.3f}") for row in data["rows"]]
    data["rows"][0]["rows"][0]["exact"] = "1"  # the recomputation can fail
    assert recomputed(data) != [(row["id"], f"{Decimal(row['total']):.3f}") for row in data["rows"]]


def test_equal_points_go_by_the_earlier_filing(commission):
    for person in people(commission):
        for project in projects(commission):
            mark(commission, project, person)
    Project.objects.filter(pk=commission.contest[2]).update(submitted_at=days(-30))
    rows = ranked(commission).ranking.data["rows"]
    assert [int(row["id"]) for row in rows] == [commission.contest[i] for i in (2, 0, 1)]
    assert len({row["total"] for row in rows}) == 1


def test_a_value_nobody_knows_gives_no_points_and_says_so(commission, client):
    mark_all(commission)
    commission = ranked(commission)
    page = client.get(f"/budget/{commission.round.slug}/scoring/").text
    assert "нет данных" in page
    assert commission.ranking.digest in page


# --- Exclusions ---------------------------------------------------------------------------------
def test_an_official_excludes_on_a_ground_and_with_a_reason_in_public(commission):
    project = projects(commission)[0]
    with pytest.raises(ValidationError, match="причину"):
        actions.exclude_project(commission, project, actor=chair(), ground="private", reason=" ")
    with pytest.raises(ValidationError, match="основание"):
        actions.exclude_project(commission, project, actor=chair(), ground="x", reason="Да")
    actions.exclude_project(
        commission, project, actor=chair(), ground="private", reason="Платная парковка"
    )
    mark_all(commission)
    data = ranked(commission).ranking.data
    assert [row["id"] for row in data["excluded"]] == [str(project.pk)]
    assert str(project.pk) not in [row["id"] for row in data["rows"]]
    assert "Платная парковка" in CaseEvent.objects.of(commission).get(kind="excluded").note


@pytest.mark.parametrize(("flags", "is_out"), [(1, False), (2, True), (3, True)])
def test_more_than_half_of_the_members_exclude_a_project(commission, flags, is_out):
    first, *rest = projects(commission)
    for number, person in enumerate(people(commission)):
        mark(commission, first, person, exclusion="religious" if number < flags else "")
        for project in rest:
            mark(commission, project, person)
    excluded = ranked(commission).ranking.data.get("excluded", [])
    assert [row["id"] for row in excluded] == ([str(first.pk)] if is_out else [])


def test_after_the_freeze_nothing_is_entered_or_excluded(commission):
    mark_all(commission)
    commission = ranked(commission)
    project = projects(commission)[0]
    for late in (
        lambda: actions.enter_facts(commission, project, actor=chair(), source="Поздно"),
        lambda: actions.exclude_project(
            commission, project, actor=chair(), ground="private", reason="Поздно"
        ),
    ):
        with pytest.raises(PermissionDenied, match="заморожен"):
            late()


def test_facts_need_a_source_and_sense(commission):
    project = projects(commission)[0]
    with pytest.raises(ValidationError, match="откуда"):
        actions.enter_facts(commission, project, actor=chair(), source="", publications=3)
    with pytest.raises(ValidationError, match="больше, чем жителей"):
        actions.enter_facts(
            commission, project, actor=chair(), source="Протокол",
            meeting_present=9, meeting_residents=8,
        )  # fmt: skip
