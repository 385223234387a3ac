"""The plan of a year: plan beside fact, money shared, mandatory programmes."""

from decimal import Decimal

import pytest
from django.utils import timezone

from tests.factories.ethics import ConductFactory, keeper
from tests.factories.people import StaffFactory, SuperuserFactory
from tests.factories.reserve import CampaignFactory, ReserveApplicationFactory
from tests.factories.training import (
    EnrolmentFactory,
    ProgrammeFactory,
    SessionFactory,
    department,
    organiser,
    servants_of,
    student,
    task_of,
)
from training.models import PlanLine, Work
from training.plan_figures import lines_of, mandatory
from training.queues import moderation
from training.search import find

pytestmark = pytest.mark.django_db


def this_year() -> int:
    return timezone.localdate().year


@pytest.fixture
def team():
    return department(servants=2, name="Отдел связи (демо)")


def test_a_plan_stands_beside_what_came_of_it(team):
    session = SessionFactory(over=True, cost=Decimal(900), quota=9)
    year = session.ends_at.year
    PlanLine.objects.create(
        year=year, department=team, programme=session.programme, people=4, cost=2000
    )
    first, second = servants_of(team)
    EnrolmentFactory(session=session, user=first, department=team, state="completed")
    EnrolmentFactory(session=session, user=second, department=team, state="failed")
    EnrolmentFactory(session=session, state="completed")
    outside, own = sorted(lines_of(year), key=lambda line: line.planned)
    assert (own.done, own.per_cent, own.spent) == (1, 25, Decimal("600.00"))
    assert (outside.planned, outside.done, outside.spent) == (0, 1, Decimal("300.00"))


def test_what_was_cancelled_or_given_up_is_no_fact(team):
    off = SessionFactory(over=True, state="cancelled", cost=100)
    EnrolmentFactory(session=off, department=team, state="completed")
    session = SessionFactory(over=True)
    EnrolmentFactory(session=session, department=team, state="cancelled")
    assert lines_of(off.ends_at.year) == []


def test_another_year_is_another_plan(team):
    PlanLine.objects.create(
        year=2031, department=team, programme=ProgrammeFactory(), people=4, cost=0
    )
    assert lines_of(2030) == []
    assert len(lines_of(2031)) == 1


def test_mandatory_programmes_are_counted_by_who_serves_now(team):
    programme = ProgrammeFactory(is_mandatory=True)
    session = SessionFactory(programme=programme, over=True)
    EnrolmentFactory(session=session, user=servants_of(team)[0], state="completed")
    EnrolmentFactory(session=session, state="completed")
    (row,) = mandatory()
    assert (row.people, row.done, row.per_cent) == (2, 1, 50)


def test_everybody_reads_the_plan_and_downloads_it(client, team):
    programme = ProgrammeFactory(title="=Формула (демо)")
    PlanLine.objects.create(
        year=this_year(), department=team, programme=programme, people=4, cost=1500
    )
    page = client.get("/training/plan/", follow=True).content.decode()
    assert "Отдел связи" in page
    assert "1 500" in page.replace("\xa0", " ")
    table = client.get(f"/training/plan/{this_year()}/plan.csv")
    assert "'=Формула" in b"".join(table.streaming_content).decode()


@pytest.mark.parametrize("year", [0, 1999, 2101, 99999])
def test_a_year_nobody_plans_is_not_found(client, year):
    assert client.get(f"/training/plan/{year}/").status_code == 404


def test_two_plan_lines_about_one_thing_are_refused():
    from django.core.exceptions import ValidationError

    programme = ProgrammeFactory()
    PlanLine.objects.create(year=2030, programme=programme, people=1)
    with pytest.raises(ValidationError, match="уже есть"):
        PlanLine(year=2030, programme=programme, people=2).full_clean()


# --- The queue, the search ----------------------------------------------------------------------
def kinds(user) -> list[str]:
    return sorted(item.kind for item in moderation(user))


def test_each_official_finds_their_own_work_in_the_queue():
    SessionFactory(contest=True, closed=True)
    row = student()
    Work.objects.create(
        enrolment=row, assignment=task_of(row.session.programme), text="Д", state="submitted"
    )
    ConductFactory()
    member = StaffFactory()
    campaign = CampaignFactory(parts=[member, StaffFactory(), StaffFactory()])
    ReserveApplicationFactory(campaign=campaign, submitted_at=timezone.now())
    ReserveApplicationFactory(submitted_at=timezone.now())
    assert kinds(organiser()) == ["Отбор на обучение", "Работа слушателя"]
    assert kinds(keeper()) == ["Отзыв о поведении служащих"]
    assert kinds(member) == ["Заявление в кадровый резерв"]
    assert kinds(StaffFactory()) == []
    assert len(kinds(SuperuserFactory())) == 3


def test_all_of_training_costs_the_queue_one_query(django_assert_num_queries):
    ConductFactory()
    SessionFactory(contest=True, closed=True)
    user = SuperuserFactory()
    with django_assert_num_queries(1):
        assert len(moderation(user)) == 2


def test_the_search_finds_programmes_and_hides_those_prepared(person):
    ProgrammeFactory(title="Медиация для всех (демо)")
    ProgrammeFactory(title="Медиация тайная (демо)", is_published=False)
    assert [hit.title for hit in find(person, "медиацией", 5)] == ["Медиация для всех (демо)"]
