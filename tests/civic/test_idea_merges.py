"""Merging ideas: nothing of anybody moves without that person's consent."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from civic.actions.ideas import support
from civic.actions.merges import agree, choose, finish_merge, propose_merge, refuse_merge
from civic.models import IdeaMerge
from civic.tasks.ideas import move_challenges
from portal.notifications.models import Notification
from tests.factories.ideas import ChallengeFactory, IdeaFactory, IdeaOfficialFactory
from tests.factories.people import UserFactory
from tests.races import race

pytestmark = pytest.mark.django_db


@pytest.fixture
def pair():
    return IdeaFactory(), IdeaFactory()


def proposed(source, target, **who):
    return propose_merge(source, target, actor=who.get("actor", source.author), reason="Об одном")


def choosing(source, target):
    return agree(proposed(source, target), actor=target.author)


def over(merge):
    IdeaMerge.objects.filter(pk=merge.pk).update(choose_until=timezone.now() - timedelta(hours=1))


def counts(*ideas) -> list[int]:
    for idea in ideas:
        idea.refresh_from_db()
        assert idea.supporters == idea.supports.count()
    return [idea.supporters for idea in ideas]


def test_supporters_are_asked_only_after_both_authors_agreed(pair):
    source, target = pair
    person = UserFactory(level=1)
    support(source, actor=person)
    merge = proposed(source, target)
    assert merge.state == "proposed"
    with pytest.raises(PermissionDenied):
        choose(merge, actor=person, choice="move")
    assert agree(merge, actor=target.author).state == "choosing"
    assert Notification.objects.inbox(person).filter(event__kind="begin").exists()


def test_an_official_proposes_and_agrees_for_nobody(pair):
    official = IdeaOfficialFactory()
    merge = proposed(*pair, actor=official)
    with pytest.raises(PermissionDenied):
        agree(merge, actor=official)
    assert (merge.source_agreed_at, merge.target_agreed_at) == (None, None)


def test_each_supporter_moves_stays_or_leaves_and_silence_stays(pair):
    source, target = pair
    mover, stayer, leaver, silent = people = [UserFactory(level=1) for _number in range(4)]
    for person in people:
        support(source, actor=person)
    merge = choosing(source, target)
    for person, choice in ((mover, "move"), (stayer, "stay"), (leaver, "leave")):
        choose(merge, actor=person, choice=choice)
    over(merge)
    assert finish_merge(merge)
    assert counts(source, target) == [2, 1]
    assert set(source.supports.values_list("user", flat=True)) == {stayer.pk, silent.pk}
    assert (source.state, source.merged_into) == ("merged", target)


def test_a_supporter_of_both_who_moves_counts_once(pair):
    source, target = pair
    person = UserFactory(level=1)
    support(source, actor=person)
    support(target, actor=person)
    choose(choosing(source, target), actor=person, choice="move")
    assert counts(source, target) == [0, 1]


def test_whoever_does_not_support_chooses_nothing(pair):
    merge = choosing(*pair)
    with pytest.raises(ValidationError):
        choose(merge, actor=UserFactory(level=1), choice="move")


def test_nobody_chooses_after_the_time(pair):
    source, target = pair
    person = UserFactory(level=1)
    support(source, actor=person)
    merge = choosing(source, target)
    over(merge)
    with pytest.raises(PermissionDenied):
        choose(merge, actor=person, choice="move")


def test_an_author_may_refuse_until_the_end(pair):
    source, target = pair
    merge = choosing(source, target)
    refuse_merge(merge, actor=target.author)
    over(merge)
    assert not finish_merge(merge)
    source.refresh_from_db()
    assert source.state == "published"


def test_the_beat_finishes_what_is_due_and_nothing_else(pair):
    due, running = choosing(*pair), choosing(IdeaFactory(), IdeaFactory())
    over(due)
    move_challenges()
    states = [IdeaMerge.objects.get(pk=row.pk).state for row in (due, running)]
    assert states == ["done", "choosing"]


def test_ideas_of_two_challenges_are_not_merged():
    source, target = IdeaFactory(challenge=ChallengeFactory()), IdeaFactory()
    with pytest.raises(ValidationError, match="того же вызова"):
        proposed(source, target)


def test_an_idea_is_not_merged_into_itself():
    idea = IdeaFactory()
    with pytest.raises(ValidationError):
        proposed(idea, idea)


def test_a_resident_chooses_on_the_page(client, pair):
    source, target = pair
    person = UserFactory(level=1)
    support(source, actor=person)
    merge = choosing(source, target)
    client.force_login(person)
    assert 'name="choice"' in client.get(merge.get_absolute_url()).content.decode()
    answer = client.post(merge.get_absolute_url(), {"choice": "move"}, follow=True)
    assert "Ваш выбор учтён" in answer.content.decode()


@pytest.mark.django_db(transaction=True)
def test_a_choice_from_six_tabs_is_one_choice(pair):
    source, target = pair
    person = UserFactory(level=1)
    support(source, actor=person)
    merge = choosing(source, target)
    choices = ("move", "leave", "stay")
    race(6, lambda number: choose(merge, actor=person, choice=choices[number % 3]))
    assert merge.choices.count() == 1
    assert sum(counts(source, target)) == (0 if merge.choices.get().choice == "leave" else 1)


@pytest.mark.django_db(transaction=True)
def test_two_beats_finish_a_merge_once(pair):
    merge = choosing(*pair)
    over(merge)
    assert sorted(map(bool, race(2, lambda _number: finish_merge(merge)))) == [False, True]


@pytest.mark.django_db(transaction=True)
def test_two_ideas_proposed_into_each_other_at_once_are_one_proposal(pair):
    one, other = pair
    sides = ((one, other), (other, one))
    race(2, lambda number: proposed(*sides[number]))
    assert IdeaMerge.objects.open().count() == 1
