"""Thirty people for the last place: one gets it, whatever the door."""

import pytest

from tests.factories.people import VerifiedUserFactory
from tests.factories.training import (
    EnrolmentFactory,
    SessionFactory,
    days,
    department,
    marked,
    organiser,
    servants_of,
)
from tests.races import race
from training.actions import (
    cancel,
    change_quota,
    confirm,
    enrol,
    enrol_department,
    expire,
    publish_session,
    release_places,
    select,
)
from training.models import Enrolment, Selection, Session

pytestmark = pytest.mark.django_db(transaction=True)
CROWD = 30


def holding(session) -> tuple[int, int]:
    session.refresh_from_db()
    return Enrolment.objects.holding().filter(session=session).count(), session.places_taken


def test_thirty_people_enrol_for_the_last_place_and_one_gets_it():
    session, people = SessionFactory(quota=1), VerifiedUserFactory.create_batch(CROWD)
    results = race(CROWD, lambda n: enrol(Session.objects.get(pk=session.pk), actor=people[n]))
    assert sorted(row.state for row in results) == ["enrolled", *["waiting"] * (CROWD - 1)]
    assert holding(session) == (1, 1)
    assert {row.number for row in results} == set(range(1, CROWD + 1))


def test_heads_and_people_enrol_at_once_and_the_quota_holds():
    session = SessionFactory(quota=7)
    heads = VerifiedUserFactory.create_batch(10)
    teams = [department(head=head, servants=2, name=f"Отдел {head.pk}") for head in heads]
    people = [servants_of(team) for team in teams]
    loners = VerifiedUserFactory.create_batch(20)

    def act(n):
        fresh = Session.objects.get(pk=session.pk)
        if n >= 10:
            return enrol(fresh, actor=loners[n - 10])
        return enrol_department(fresh, actor=heads[n], department=teams[n], people=people[n])

    results = race(CROWD, act)
    assert not [one for one in results if isinstance(one, Exception)]
    assert holding(session) == (7, 7)
    assert session.enrolments.count() == 40


def test_two_crowds_take_their_parts_of_the_places_and_the_whole_holds():
    team = department(servants=15)
    session = SessionFactory(quota=7, quota_until=days(3))
    session.quotas.create(department=team, places=3)
    people = [*servants_of(team), *VerifiedUserFactory.create_batch(15)]
    race(CROWD, lambda n: enrol(Session.objects.get(pk=session.pk), actor=people[n]))
    assert session.enrolments.holding().filter(department=team).count() == 3
    assert holding(session) == (7, 7)


def test_places_released_while_people_enrol_go_to_the_queue_and_the_whole_holds():
    team = department(servants=10)
    session = SessionFactory(quota=7, quota_until=days(-0.1))
    session.quotas.create(department=team, places=5)
    EnrolmentFactory.create_batch(2, session=session)
    first = [EnrolmentFactory(session=session, state="waiting") for _n in range(4)]
    people = [*servants_of(team), *VerifiedUserFactory.create_batch(10)]

    def act(n):
        if n < 10:
            return release_places(Session.objects.get(pk=session.pk))
        return enrol(Session.objects.get(pk=session.pk), actor=people[n - 10])

    results = race(CROWD, act)
    assert not [one for one in results if isinstance(one, Exception)]
    assert holding(session) == (7, 7)
    rows = session.enrolments.filter(pk__in=[row.pk for row in first])
    assert {row.state for row in rows} == {"admitted"}


def test_a_crowd_of_one_department_takes_no_more_than_it_is_kept():
    team = department(servants=CROWD)
    session, people = SessionFactory(quota=CROWD, quota_until=days(3)), servants_of(team)
    session.quotas.create(department=team, places=1)
    results = race(CROWD, lambda n: enrol(Session.objects.get(pk=session.pk), actor=people[n]))
    assert sorted(row.state for row in results) == ["enrolled", *["waiting"] * (CROWD - 1)]


def test_places_taken_away_while_people_enrol_never_fall_below_those_taken():
    official, people = organiser(), VerifiedUserFactory.create_batch(CROWD)
    session = SessionFactory(quota=CROWD)

    def act(n):
        fresh = Session.objects.get(pk=session.pk)
        if n % 3 == 0:
            return change_quota(fresh, actor=official, places=5)
        return enrol(fresh, actor=people[n])

    race(CROWD, act)
    held, counted = holding(session)
    assert held == counted <= session.quota


def test_who_applies_at_the_second_of_a_selection_is_in_the_protocol_or_refused():
    official, people = organiser(), VerifiedUserFactory.create_batch(9)
    session = SessionFactory(contest=True, state="draft")
    publish_session(session, actor=official)
    marked(EnrolmentFactory(session=session, state="applied"), 5, 7)
    Session.objects.filter(pk=session.pk).update(enrol_until=days(-0.01))

    def act(n):
        fresh = Session.objects.get(pk=session.pk)
        if n == 0:
            return select(fresh, actor=official)
        return enrol(fresh, actor=people[n - 1], text="Успею")

    race(10, act)
    outcomes = Selection.objects.get(session=session).data["outcomes"]
    assert len(outcomes) == session.enrolments.count() == 1


def test_one_person_pressing_thirty_times_is_enrolled_once():
    session, person = SessionFactory(quota=5), VerifiedUserFactory()
    race(CROWD, lambda _n: enrol(Session.objects.get(pk=session.pk), actor=person))
    assert holding(session) == (1, 1)


def test_places_given_up_and_expired_at_once_go_to_as_many_who_wait():
    session = SessionFactory(quota=4)
    leaving = EnrolmentFactory.create_batch(2, session=session)
    late = EnrolmentFactory.create_batch(
        2, session=session, state="admitted", confirm_by=days(-0.1)
    )
    EnrolmentFactory.create_batch(10, session=session, state="waiting")
    newcomers = VerifiedUserFactory.create_batch(CROWD - 8)

    def act(n):
        if n < 2:
            return cancel(Enrolment.objects.get(pk=leaving[n].pk), actor=leaving[n].user)
        if n < 8:
            return expire(Enrolment.objects.get(pk=late[n % 2].pk))
        return enrol(Session.objects.get(pk=session.pk), actor=newcomers[n - 8])

    results = race(CROWD, act)
    assert not [one for one in results if isinstance(one, Exception)]
    assert holding(session) == (4, 4)
    offered = session.enrolments.filter(state="admitted", confirm_by__gt=days(0))
    assert offered.count() == 4


def test_confirming_and_expiring_at_once_leave_one_of_them():
    session = SessionFactory(quota=1)
    row = EnrolmentFactory(session=session, state="admitted")

    def act(n):
        fresh = Enrolment.objects.get(pk=row.pk)
        return confirm(fresh, actor=row.user) if n % 2 else cancel(fresh, actor=row.user)

    results = race(10, act)
    assert sum(not isinstance(one, Exception) for one in results) in (1, 2)
    assert holding(session)[0] == holding(session)[1] <= 1
