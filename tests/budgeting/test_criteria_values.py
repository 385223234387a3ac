"""The automatic criteria of a project: exact, explained, never guessed."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from budgeting.actions.commission_ranking import data_of
from budgeting.criteria import ProjectData, automatic
from budgeting.models import Participation, ProjectFact
from portal.scoring.formulas import score, tops
from portal.scoring.models import CriteriaSet
from portal.scoring.reference import load as load_scoring
from tests.factories.budgeting import ProjectFactory

DATA = ProjectData(
    total=Decimal("300000.00"),
    city=Decimal("250000.00"),
    residents=Decimal("30000.00"),
    sponsors=Decimal("20000.00"),
    labour=2,
    beneficiaries=150,
    territory=600,
    present=25,
    adults=500,
    votes=77,
    accessible=True,
    publications=2,
    tos=False,
)


def raw(data: ProjectData) -> dict:
    return {code: value.raw for code, value in automatic(data).items()}


def test_every_value_is_exact_and_tells_its_source():
    assert raw(DATA) == {
        "mun_share": Fraction(250, 3),
        "residents_share": Fraction(10),
        "business_share": Fraction(20, 3),
        "labour": 2,
        "beneficiaries": Fraction(25),
        "meeting_share": Fraction(5),
        "portal_votes": 77,
        "accessibility": 1,
        "media": 2,
        "tos": 0,
    }
    assert automatic(DATA)["residents_share"].source == "деньги жителей: 30000.00 ₽ / 300000.00 ₽"


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"territory": None}, "beneficiaries"),
        ({"beneficiaries": None}, "beneficiaries"),
        ({"territory": 0}, "beneficiaries"),
        ({"present": None}, "meeting_share"),
        ({"adults": None}, "meeting_share"),
        ({"votes": None}, "portal_votes"),
        ({"accessible": None}, "accessibility"),
        ({"publications": None}, "media"),
        ({"tos": None}, "tos"),
        ({"total": Decimal(0)}, "mun_share"),
    ],
)
def test_what_nobody_knows_is_none_and_says_so(fields, code):
    value = automatic(replace(DATA, **fields))[code]
    assert value.raw is None
    assert "нет данных" in value.source


def test_a_known_no_and_a_known_nothing_differ_from_no_data():
    known = automatic(replace(DATA, votes=0, tos=False, publications=0))
    assert (known["portal_votes"].raw, known["tos"].raw, known["media"].raw) == (0, 0, 0)


@pytest.mark.django_db
def test_the_values_come_from_the_project_itself():
    project = ProjectFactory(total_cost=Decimal(200_000), beneficiaries=50)  # a tenth: residents
    rows = [
        ("sponsors", "money", 10_000, ""),
        ("residents", "labour", 0, "субботник"),
        ("residents", "labour", 0, "Субботник "),
        ("residents", "property", 0, "песок"),
        ("sponsors", "labour", 0, "экскаватор"),
    ]
    for source, kind, amount, note in rows:
        Participation.objects.create(
            project=project, source=source, kind=kind, amount=amount, note=note
        )
    ProjectFact.objects.create(
        project=project,
        territory_residents=200,
        meeting_present=9,
        meeting_residents=90,
        source="x",
    )
    found = raw(data_of(project))
    assert (found["mun_share"], found["residents_share"], found["business_share"]) == (85, 10, 5)
    assert (found["labour"], found["beneficiaries"], found["meeting_share"]) == (2, 25, 10)
    assert found["portal_votes"] is None


@pytest.mark.django_db
def test_a_project_nobody_checked_has_no_data_and_no_fault():
    found = raw(data_of(ProjectFactory()))
    assert {code for code, value in found.items() if value is None} == {
        "beneficiaries",
        "meeting_share",
        "portal_votes",
        "accessibility",
        "media",
        "tos",
    }


# --- The formulas of the default set ------------------------------------------------------------
@pytest.fixture(scope="module")
def rules(django_db_setup, django_db_blocker):
    from django.db import transaction

    with django_db_blocker.unblock(), transaction.atomic():
        load_scoring()
        found = CriteriaSet.objects.get(code="scoring_default").criteria.all()
        yield [criterion.rule() for criterion in found]
        transaction.set_rollback(True)


money = st.decimals(0, 10**7, places=2)
count = st.none() | st.integers(0, 10**6)
datas = st.builds(
    ProjectData, total=money, city=money, residents=money, sponsors=money,
    labour=st.integers(0, 9), beneficiaries=count, territory=count, present=count, adults=count,
    votes=count, accessible=st.none() | st.booleans(), publications=count,
    tos=st.none() | st.booleans(),
)  # fmt: skip


@given(st.lists(datas, min_size=1, max_size=4))
def test_points_stay_between_nothing_and_the_weight_to_a_thousandth(rules, projects):
    applications = [raw(data) for data in projects]
    best = tops(rules, applications)
    for values in applications:
        found = score(rules, values, best, Fraction(1, 1000))
        for rule, row in zip(rules, found.rows, strict=True):
            assert 0 <= row.points <= rule.weight
            assert (row.points * 1000).denominator == 1
        assert 0 <= found.total <= 100


@given(datas, datas)
def test_more_money_of_residents_never_lowers_the_points(rules, one, other):
    rule = [row for row in rules if row.code == "residents_share"]
    shares = [raw(data)["residents_share"] for data in (one, other)]
    points = [
        score(rule, {"residents_share": share}, {}, Fraction(1, 1000)).total for share in shares
    ]
    if None not in shares and shares[0] <= shares[1]:
        assert points[0] <= points[1]


def test_points_are_rounded_up_to_a_thousandth(rules):
    rule = [row for row in rules if row.code == "business_share"]
    # 8 × 1 / 7 = 1.142857…
    assert score(rule, {"business_share": 1}, {}, Fraction(1, 1000)).total == Fraction("1.143")
