"""Commissions at any point of their way.

CommissionFactory(state="accepting")         the window opened yesterday and closes tomorrow
ApplicationFactory(commission=…)             a checked, admitted application
drawn(places=3, reserve=2, applicants=8)     a commission formed by lot, in its phase
seats(commission, 3)                         members without a lot, for what comes after it
chair()                                      the official who runs commissions and holds draws
assessing(commission)                        its assessment is open for a day
mark_all(commission), ranked(commission)     every member has marked every project; the ranking
"""

from datetime import timedelta
from decimal import Decimal

import factory
from django.utils import timezone

from budgeting.actions import (
    draw_commission,
    list_applications,
    open_assessment,
    rank_projects,
    save_sheet,
)
from budgeting.models import Commission, CommissionApplication, ExpertSheet, Project, Seat
from portal.scoring.models import CriteriaSet
from portal.scoring.reference import load as load_scoring
from tests.factories.budgeting import ProjectFactory, RoundFactory
from tests.factories.people import StaffFactory, VerifiedUserFactory

MARKS = {"social_effect": Decimal(4), "maintenance": Decimal("3.5")}
RIGHTS = ("budgeting.run_commission", "draws.conduct")


def chair(*, rights=RIGHTS, **fields):
    return StaffFactory(permissions=rights, **fields)


def days(number: float):
    return timezone.now() + timedelta(days=number)


class CommissionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Commission

    round = factory.SubFactory(RoundFactory, phase="commission")
    state = "accepting"
    places, reserve_places = 3, 2
    opens_at = factory.LazyFunction(lambda: days(-1))
    closes_at = factory.LazyFunction(lambda: days(1))
    seed_source = "Лототрон в зале администрации (демо)"


class ApplicationFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = CommissionApplication

    commission = factory.SubFactory(CommissionFactory)
    number = factory.Sequence(lambda n: n + 1)
    state = "admitted"
    user = factory.SubFactory(VerifiedUserFactory)
    person_key = factory.LazyAttribute(lambda row: row.user.person_key)
    district = factory.LazyAttribute(lambda row: row.user.district)
    declared_at = factory.LazyFunction(timezone.now)


def listed(*, applicants=8, **fields) -> Commission:
    """The window is over and the list published."""
    commission = CommissionFactory(**fields)
    for number in range(1, applicants + 1):
        ApplicationFactory(commission=commission, number=number)
    Commission.objects.filter(pk=commission.pk).update(closes_at=days(-0.01))
    list_applications(commission, actor=chair())
    return Commission.objects.get(pk=commission.pk)


def drawn(*, seed="03-17-25-31-40", **fields) -> Commission:
    commission = listed(**fields)
    draw_commission(commission, actor=chair(), seed=seed)
    return Commission.objects.get(pk=commission.pk)


def seats(commission: Commission, number: int, status="member") -> list[Seat]:
    start = commission.seats.count()
    return [
        Seat.objects.create(
            commission=commission, user=VerifiedUserFactory(), place=start + n + 1, status=status
        )
        for n in range(number)
    ]


def formed(members=3, projects=3, **fields) -> Commission:
    """A commission with members and projects in the contest, before its assessment."""
    commission = CommissionFactory(state="formed", **fields)
    seats(commission, members)
    for _n in range(projects):
        ProjectFactory(round=commission.round, state="contest")
    return commission


def criteria() -> CriteriaSet:
    load_scoring()
    return CriteriaSet.objects.get(code="scoring_default")


def assessing(members=3, projects=3, **fields) -> Commission:
    if fields.get("method") == "criteria":
        fields.setdefault("criteria", criteria())
    commission = formed(members, projects, **fields)
    open_assessment(commission, actor=chair(), until=days(1))
    return Commission.objects.get(pk=commission.pk)


def people(commission) -> list:
    return [seat.user for seat in commission.seats.members()]


def projects(commission) -> list[Project]:
    return [Project.objects.get(pk=key) for key in commission.contest]


def mark(commission, project, person, value=4, **fields) -> ExpertSheet:
    marks = dict.fromkeys(MARKS, Decimal(value))
    return save_sheet(
        commission, project, actor=person, marks=marks, **{"is_final": True, **fields}
    )


def mark_all(commission) -> None:
    """The first project best, the last worst."""
    for person in people(commission):
        for place, project in enumerate(projects(commission)):
            mark(commission, project, person, 5 - place)


def ranked(commission) -> Commission:
    rank_projects(commission, actor=chair())
    return Commission.objects.get(pk=commission.pk)
