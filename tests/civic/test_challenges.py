"""Challenges: stages by the clock, the vote, the decision, what became of every idea."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from civic.actions.challenges import announce, cancel, conclude, move_by_date, report
from civic.actions.idea_moves import accept, decline, examine, shortlist
from civic.actions.ideas import assess, support
from civic.models import Challenge, ChallengeStage
from civic.tasks.ideas import move_challenges
from portal.notifications.models import Notification
from portal.polls.actions import cast_ballot
from portal.polls.models import Poll
from tests.factories.ideas import (
    ChallengeFactory,
    IdeaFactory,
    IdeaOfficialFactory,
    set_stages,
)
from tests.factories.people import SuperuserFactory, UserFactory, VerifiedUserFactory
from tests.races import race

pytestmark = pytest.mark.django_db
MARKS = {"benefit": 5, "feasibility": 4, "text": "Можно.", "post": "инженер"}


def ended(challenge) -> None:
    """The voting is over: its dates, and the poll's, lie in the past."""
    past = timezone.now() - timedelta(minutes=1)
    challenge.stages.filter(kind="voting").update(ends_at=past)
    Poll.objects.filter(pk=challenge.poll_id).update(closes_at=past)


@pytest.fixture
def voting():
    """The vote began a moment ago, with two ideas of the shortlist and one outside."""
    challenge = ChallengeFactory(stage="voting", state="selection")
    IdeaFactory.create_batch(2, challenge=challenge, state="shortlist")
    IdeaFactory(challenge=challenge, state="published")
    move_by_date(challenge)
    return challenge


def test_the_beat_enters_the_stage_the_dates_ask_for():
    challenge = ChallengeFactory(stage="merging", state="announced")
    move_challenges()
    challenge.refresh_from_db()
    assert challenge.state == "merging"


def test_the_beat_moves_nothing_before_its_time():
    challenge = ChallengeFactory(stage="ideas")
    assert not move_by_date(challenge)
    challenge.refresh_from_db()
    assert challenge.state == "ideas"


def test_a_challenge_without_its_stages_is_not_announced():
    challenge = ChallengeFactory(stage="draft")
    set_stages(challenge, {"ideas": (1, 5)})
    with pytest.raises(ValidationError, match="Голосование жителей"):
        announce(challenge, actor=IdeaOfficialFactory())


@pytest.mark.parametrize(
    "stages", [{"ideas": (5, 9), "voting": (1, 4)}, {"ideas": (1, 5), "voting": (4, 9)}]
)
def test_a_challenge_with_stages_out_of_order_is_not_announced(stages):
    challenge = ChallengeFactory(stage="draft")
    set_stages(challenge, stages)
    with pytest.raises(ValidationError):
        announce(challenge, actor=IdeaOfficialFactory())


def test_stages_bind_officials_and_superusers_too():
    idea = IdeaFactory(challenge=ChallengeFactory(stage="discussion"))
    for person in (IdeaOfficialFactory(), SuperuserFactory()):
        with pytest.raises(PermissionDenied, match="начнётся"):
            examine(idea, actor=person)
        with pytest.raises(PermissionDenied):
            accept(idea, actor=person, note="Берём", post="мэр")


def test_an_idea_reaches_the_shortlist_only_with_an_assessment():
    idea = IdeaFactory(challenge=ChallengeFactory(stage="selection"))
    official = IdeaOfficialFactory()
    examine(idea, actor=official)
    with pytest.raises(ValidationError, match="заключение"):
        shortlist(idea, actor=official)
    assess(idea, actor=official, **MARKS)
    shortlist(idea, actor=official)
    assert idea.state == "shortlist"


def test_an_expert_assesses_an_idea_once():
    idea, expert = IdeaFactory(state="expertise"), IdeaOfficialFactory()
    assess(idea, actor=expert, **MARKS)
    with pytest.raises(ValidationError, match="уже дали"):
        assess(idea, actor=expert, **MARKS)


def test_the_vote_opens_with_the_shortlist_and_nothing_else(voting):
    assert list(voting.poll.options.values_list("number", flat=True)) == [1, 2]
    assert voting.ideas.filter(state="voting").count() == 2


def test_ballots_are_counted_at_the_end_and_not_before(voting, client):
    cast_ballot(voting.poll, voter=VerifiedUserFactory(), choices=[2])
    cast_ballot(voting.poll, voter=VerifiedUserFactory(), choices=[1, 2])
    assert set(voting.ideas.values_list("votes", flat=True)) == {None}
    ended(voting)
    move_challenges()
    assert list(voting.ideas.filter(number__gt=0).order_by("number").values_list("votes")) == [
        (1,),
        (2,),
    ]
    voting.refresh_from_db()
    assert (voting.state, voting.decision_due is not None) == ("decision", True)


def test_a_vote_by_support_counts_residents_of_proved_identity():
    challenge = ChallengeFactory(stage="voting", state="selection", vote_kind="support")
    idea = IdeaFactory(challenge=challenge, state="shortlist")
    move_by_date(challenge)
    for person in (VerifiedUserFactory(), UserFactory(level=1)):
        support(idea, actor=person)
    ended(challenge)
    move_by_date(challenge)
    idea.refresh_from_db()
    assert (challenge.poll_id, idea.votes) == (None, 1)


def test_a_resident_votes_on_the_page_and_gets_a_receipt(voting, client):
    person = VerifiedUserFactory()
    client.force_login(person)
    url = f"{voting.get_absolute_url()}vote/"
    asked = client.post(url, {"choices": ["1"]})
    assert "Ваш голос ещё не учтён" in asked.content.decode()
    assert not voting.poll.ballots.exists()
    done = client.post(url, {"choices": ["1"], "confirm": "1"}, follow=True)
    assert "Ваш голос учтён" in done.content.decode()
    assert voting.poll.ballots.get().voter == person
    page = client.get(voting.get_absolute_url()).content.decode()
    assert ("Изменить выбор" in page, "Ваш голос учтён: квитанция" in page) == (True, True)


def test_whoever_is_not_verified_reads_why_and_where_to_go(voting, client):
    client.force_login(UserFactory(level=0))
    answer = client.post(f"{voting.get_absolute_url()}vote/", {"choices": "1", "confirm": "1"})
    assert (answer.status_code, "Подтвердить личность" in answer.content.decode()) == (403, True)
    assert not voting.poll.ballots.exists()


def test_too_many_marks_are_told_and_stay_marked(voting, client):
    Poll.objects.filter(pk=voting.poll_id).update(max_choices=1)
    client.force_login(VerifiedUserFactory())
    answer = client.post(f"{voting.get_absolute_url()}vote/", {"choices": ["1", "2"]})
    assert (answer.status_code, answer.content.decode().count(" checked")) == (422, 2)


def decided(voting, official) -> None:
    ended(voting)
    move_challenges()
    voting.refresh_from_db()
    first, second = voting.ideas.filter(state="voting").order_by("number")
    accept(first, actor=official, note="Больше всего голосов.", post="начальник отдела")
    decline(second, actor=official, note="Дорого.", post="начальник отдела", ground="money")


def test_the_decision_waits_for_a_decision_on_every_idea_of_the_ballot(voting):
    official = IdeaOfficialFactory()
    ended(voting)
    move_challenges()
    voting.refresh_from_db()
    with pytest.raises(ValidationError, match="Осталось: 2"):
        conclude(voting, actor=official, note="Решили", post="мэр")


def test_everybody_reads_what_became_of_each_idea(voting, client):
    official = IdeaOfficialFactory()
    decided(voting, official)
    left_out = voting.ideas.get(state="published")
    conclude(voting, actor=official, note="Берём первую идею.", post="начальник отдела")
    text = client.get(f"{voting.get_absolute_url()}outcomes/").content.decode()
    assert "Больше всего голосов." in text
    assert "Нет средств в бюджете" in text
    assert "Не вошла в отбор" in text
    assert Notification.objects.inbox(left_out.author).filter(event__kind="not_selected").exists()
    report(voting, actor=official, note="Сделали за лето.")
    assert "Сделали за лето." in client.get(voting.get_absolute_url()).content.decode()


def test_a_decision_is_signed(voting):
    official = IdeaOfficialFactory()
    decided(voting, official)
    with pytest.raises(ValidationError, match="должность"):
        conclude(voting, actor=official, note="Берём.", post=" ")
    nameless = IdeaOfficialFactory(first_name="", last_name="")
    with pytest.raises(PermissionDenied, match="подписывается"):
        conclude(voting, actor=nameless, note="Берём.", post="мэр")


def test_a_cancelled_challenge_takes_no_more_ballots_and_says_why(voting, client):
    official = IdeaOfficialFactory()
    cancel(voting, actor=official, note="Нет денег.")
    with pytest.raises(PermissionDenied, match="отменено"):
        cast_ballot(Poll.objects.get(), voter=VerifiedUserFactory(), choices=[1])
    assert set(voting.ideas.values_list("state", flat=True)) == {"archived"}
    assert "Нет денег." in client.get(voting.get_absolute_url()).content.decode()


def test_a_refusal_names_a_ground_of_the_list():
    idea = IdeaFactory()
    with pytest.raises(ValidationError, match="основание"):
        decline(idea, actor=IdeaOfficialFactory(), note="Нет", post="мэр", ground="просто")


def test_an_announced_challenge_is_not_edited_in_the_workplace(client):
    challenge = ChallengeFactory(stage="ideas")
    official = IdeaOfficialFactory(permissions=["run_challenge", "change_challenge"])
    client.force_login(official)
    client.post(f"/admin/civic/challenge/{challenge.pk}/change/", {"title": "Другое"})
    challenge.refresh_from_db()
    assert challenge.title != "Другое"


@pytest.mark.django_db(transaction=True)
def test_two_beats_open_one_vote():
    challenge = ChallengeFactory(stage="voting", state="selection")
    IdeaFactory(challenge=challenge, state="shortlist")
    results = race(2, lambda _number: move_by_date(Challenge.objects.get(pk=challenge.pk)))
    assert (sorted(results), Poll.objects.count()) == ([False, True], 1)


def test_a_fault_of_one_challenge_does_not_stop_the_others(monkeypatch):
    broken = ChallengeFactory(stage="voting", state="selection")
    IdeaFactory(challenge=broken, state="shortlist")
    ChallengeStage.objects.filter(challenge=broken, kind="voting").update(kind="announced2")
    other = ChallengeFactory(stage="merging", state="ideas")
    move_challenges()
    other.refresh_from_db()
    assert other.state == "merging"
