"""Support of ideas: once per account, counted exactly, with an answer owed at the threshold."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from civic.actions.idea_moves import answer
from civic.actions.ideas import support, unsupport
from civic.models import IdeaSupport
from portal.cases.models import CaseEvent
from portal.law.deadlines import due
from portal.notifications.models import Notification
from tests.factories.ideas import ChallengeFactory, IdeaFactory, IdeaOfficialFactory
from tests.factories.people import UserFactory
from tests.races import race

pytestmark = pytest.mark.django_db


def test_a_resident_supports_twice_and_counts_once():
    idea, person = IdeaFactory(), UserFactory(level=1)
    assert [support(idea, actor=person), support(idea, actor=person)] == [True, False]
    idea.refresh_from_db()
    assert (idea.supporters, idea.supports.count()) == (1, 1)


def test_an_account_with_an_e_mail_alone_obliges_nobody(client):
    idea, person = IdeaFactory(challenge=ChallengeFactory(support_threshold=1)), UserFactory()
    with pytest.raises(PermissionDenied, match="Подтвердите телефон"):
        support(idea, actor=person)
    client.force_login(person)
    assert "/profile/verification/" in page(client, idea)
    idea.refresh_from_db()
    assert (idea.supporters, idea.threshold_at) == (0, None)


def test_a_resident_takes_support_back():
    idea, person = IdeaFactory(), UserFactory(level=1)
    support(idea, actor=person)
    assert [unsupport(idea, actor=person), unsupport(idea, actor=person)] == [True, False]
    idea.refresh_from_db()
    assert idea.supporters == 0


def test_the_supporter_who_reaches_the_threshold_starts_the_term():
    idea = IdeaFactory(challenge=ChallengeFactory(support_threshold=2))
    for _number in range(3):
        support(idea, actor=UserFactory(level=1))
    idea.refresh_from_db()
    assert idea.answer_due == due("idea_answer", timezone.now())
    assert CaseEvent.objects.of(idea).filter(kind="threshold").count() == 1
    assert Notification.objects.inbox(idea.author).filter(event__kind="threshold").exists()


def test_an_idea_below_the_threshold_owes_no_answer():
    idea = IdeaFactory(challenge=ChallengeFactory(support_threshold=2))
    support(idea, actor=UserFactory(level=1))
    idea.refresh_from_db()
    assert (idea.threshold_at, idea.answer_due) == (None, None)


def test_an_answer_ends_the_countdown(client):
    idea = IdeaFactory(
        threshold_at=timezone.now(), answer_due=timezone.localdate() + timedelta(days=9)
    )
    assert "Официальный ответ — через 9 дней" in page(client, idea)
    official = IdeaOfficialFactory()
    answer(idea, actor=official, text="Сделаем весной.", post="начальник отдела")
    text = page(client, idea)
    assert 'class="countdown' not in text
    assert f"{official.get_full_name()}, начальник отдела" in text


def test_an_idea_answered_before_the_threshold_owes_no_second_answer():
    idea = IdeaFactory(
        challenge=ChallengeFactory(support_threshold=1), answered_at=timezone.now(), answer="Да"
    )
    support(idea, actor=UserFactory(level=1))
    idea.refresh_from_db()
    assert (idea.supporters, idea.answer_due) == (1, None)


def test_an_idea_whose_term_passed_says_so(client):
    idea = IdeaFactory(
        threshold_at=timezone.now(), answer_due=timezone.localdate() - timedelta(days=1)
    )
    assert "Срок официального ответа прошёл" in page(client, idea)


def page(client, idea) -> str:
    return client.get(idea.get_absolute_url()).content.decode()


def test_ideas_that_wait_for_an_answer_are_listed_for_everybody(client):
    day = timezone.localdate()
    late = IdeaFactory(threshold_at=timezone.now(), answer_due=day - timedelta(days=1))
    owed = IdeaFactory(threshold_at=timezone.now(), answer_due=day + timedelta(days=1))
    plain = IdeaFactory()
    text = client.get("/city/ideas/", {"answer": "late"}).content.decode()
    assert [row.title in text for row in (late, owed, plain)] == [True, False, False]
    text = client.get("/city/ideas/", {"answer": "owed"}).content.decode()
    assert [row.title in text for row in (late, owed, plain)] == [True, True, False]


def test_support_ends_with_the_stages_of_the_challenge():
    idea = IdeaFactory(challenge=ChallengeFactory(stage="voting"))
    with pytest.raises(PermissionDenied, match="закончился"):
        support(idea, actor=UserFactory(level=1))
    assert not IdeaSupport.objects.exists()


def test_support_goes_on_in_a_vote_that_is_by_support():
    idea = IdeaFactory(challenge=ChallengeFactory(stage="voting", vote_kind="support"))
    assert support(idea, actor=UserFactory(level=1))


def test_the_button_of_htmx_is_what_a_fresh_page_shows(client):
    idea, person = IdeaFactory(), UserFactory(level=1)
    client.force_login(person)
    headers = {"HX-Request": "true"}
    fragment = client.post(f"{idea.get_absolute_url()}support/", {"on": "1"}, headers=headers)
    button = "Больше не поддерживаю"
    assert button in fragment.content.decode()
    assert button in page(client, idea)


@pytest.mark.django_db(transaction=True)
def test_one_person_in_eight_tabs_counts_once():
    idea, person = IdeaFactory(), UserFactory(level=1)
    race(8, lambda _number: support(idea, actor=person))
    idea.refresh_from_db()
    assert (idea.supporters, idea.supports.count()) == (1, 1)


@pytest.mark.django_db(transaction=True)
def test_eight_people_at_once_count_eight_and_pass_the_threshold_once():
    idea = IdeaFactory(challenge=ChallengeFactory(support_threshold=4))
    people = [UserFactory(level=1) for _number in range(8)]
    race(8, lambda number: support(idea, actor=people[number]))
    idea.refresh_from_db()
    assert (idea.supporters, idea.supports.count()) == (8, 8)
    assert CaseEvent.objects.of(idea).filter(kind="threshold").count() == 1


@pytest.mark.django_db(transaction=True)
def test_toggles_of_many_tabs_leave_the_counter_true():
    idea, person = IdeaFactory(), UserFactory(level=1)
    acts = (support, unsupport)
    race(8, lambda number: acts[number % 2](idea, actor=person))
    idea.refresh_from_db()
    assert idea.supporters == idea.supports.count()
