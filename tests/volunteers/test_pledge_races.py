"""Many who promise at once: never more than is needed, none to what has just ended."""

import pytest

from tests.factories.miniprojects import NeedFactory, PledgeFactory
from tests.factories.people import VerifiedUserFactory
from tests.factories.volunteers import caretaker
from tests.races import race
from tests.volunteers.test_pledges import stands
from volunteers.actions.miniproject_moves import cancel_project
from volunteers.actions.pledges import pledge, withdraw_pledge
from volunteers.actions.receipts import miss, receive
from volunteers.models import Need, Pledge

pytestmark = pytest.mark.django_db(transaction=True)
CROWD = 12


def fresh(row):
    return type(row)._default_manager.get(pk=row.pk)


def test_twelve_promise_at_once_and_as_many_as_are_needed_hold():
    need, people = NeedFactory(amount=5), VerifiedUserFactory.create_batch(CROWD)
    results = race(CROWD, lambda n: pledge(fresh(need), actor=people[n], amount=1))
    assert sum(isinstance(one, Pledge) for one in results) == 5
    assert stands(need) == (5, 0)


def test_one_person_pressing_twelve_times_promises_once():
    need, person = NeedFactory(amount=50), VerifiedUserFactory()
    race(CROWD, lambda _n: pledge(fresh(need), actor=person, amount=2))
    assert (Pledge.objects.count(), stands(need)) == (1, (2, 0))


def test_a_promise_ends_once_whoever_ends_it():
    need = NeedFactory(amount=9)
    row = PledgeFactory(need=need, amount=4)
    author = need.project.author
    acts = (
        lambda: withdraw_pledge(fresh(row), actor=row.user),
        lambda: receive(fresh(row), actor=author),
        lambda: miss(fresh(row), actor=author, note="Нет"),
    )
    race(CROWD, lambda n: acts[n % 3]())
    held = 4 if fresh(row).state == "received" else 0
    assert stands(need) == (held, held)


def test_promises_to_a_project_being_cancelled_are_refused_or_released():
    need, people = NeedFactory(amount=CROWD), VerifiedUserFactory.create_batch(CROWD - 1)
    official = caretaker()

    def act(n):
        if n == 0:
            return cancel_project(fresh(need.project), actor=official, note="Дождь")
        return pledge(fresh(need), actor=people[n - 1], amount=1)

    race(CROWD, act)
    assert not Pledge.objects.promised().exists()
    assert Need.objects.get().promised == 0
