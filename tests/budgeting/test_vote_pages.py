"""A resident votes on the site: marks, checks, confirms, keeps a receipt, changes her mind."""

import re

import pytest
from django.urls import reverse
from django.utils import timezone

from budgeting.actions import open_vote
from portal.accounts.models import Verification
from portal.polls.actions import cast_ballot
from portal.polls.models import Ballot, Poll
from tests.factories.budgeting import ProjectFactory, RoundFactory
from tests.factories.people import StaffFactory, SuperuserFactory, UserFactory, VerifiedUserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def voting():
    """A round whose vote is open, with three projects numbered 1, 2, 3."""
    round_ = RoundFactory(phase="vote", slug="yards", max_choices=2)
    for cost in (100_000, 200_000, 300_000):
        ProjectFactory(round=round_, state="contest", total_cost=cost)
    open_vote(round_)
    round_.refresh_from_db()
    return round_


@pytest.fixture
def resident(client, voting):
    user = VerifiedUserFactory()
    client.force_login(user)
    return user


def test_the_round_says_that_the_vote_counted_and_offers_to_change_it(client, voting, resident):
    before = page(client, "round").content.decode()
    assert ("Проголосовать" in before, "Ваш голос учтён" in before) == (True, False)
    cast_ballot(voting.poll, voter=resident, choices=[1])
    after = page(client, "round").content.decode()
    assert reverse("budgeting:receipt", args=["yards"]) in after
    assert ("Изменить выбор" in after, ">Проголосовать<" in after) == (True, False)


def page(client, name, **more):
    return client.get(reverse(f"budgeting:{name}", args=["yards"]), **more)


def post(client, name, *numbers, **more):
    url = reverse(f"budgeting:{name}", args=["yards"])
    return client.post(url, {"choices": [str(number) for number in numbers], **more})


def text(answer) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


def checked(answer) -> set[int]:
    tags = re.findall(r"<input[^>]*name=\"choices\"[^>]*>", answer.content.decode())
    return {int(re.search(r'value="(\d+)"', tag)[1]) for tag in tags if "checked" in tag}


def test_a_resident_votes_in_two_steps_and_sees_that_it_counted(client, resident):
    assert post(client, "vote", 1, 3).url == reverse("budgeting:vote_confirm", args=["yards"])
    asked = text(page(client, "vote_confirm"))
    assert "Ваш голос ещё не учтён" in asked
    assert not Ballot.objects.exists()
    done = post(client, "vote_confirm", 1, 3, confirm="1")
    assert done.url == reverse("budgeting:receipt", args=["yards"])
    ballot = Ballot.objects.get()
    said = text(page(client, "receipt"))
    assert (ballot.choices, "Ваш голос учтён" in said, ballot.receipt in said) == (
        "1,3",
        True,
        True,
    )


def test_the_receipt_page_does_not_show_the_choice(client, resident, voting):
    post(client, "vote_confirm", 2, confirm="1")
    said = text(page(client, "receipt"))
    assert not any(project.title in said for project in voting.projects.all())


def test_the_confirmation_shows_exactly_what_was_marked(client, resident, voting):
    post(client, "vote", 2)
    said = text(page(client, "vote_confirm"))
    titles = {project.number: project.title for project in voting.projects.all()}
    assert [titles[number] in said for number in (1, 2, 3)] == [False, True, False]
    assert "200 000" in said.replace("\xa0", " ")


def test_posting_the_same_confirmation_twice_stores_one_ballot(client, resident):
    for _twice in range(2):
        assert post(client, "vote_confirm", 1, confirm="1").status_code == 302
    assert Ballot.objects.get().changes == 0


def test_a_resident_changes_her_mind_and_the_ballot_starts_from_the_last_choice(client, resident):
    post(client, "vote_confirm", 1, confirm="1")
    again = page(client, "vote")
    assert checked(again) == {1}
    assert "Можно изменить выбор" in text(again)
    post(client, "vote_confirm", 2, 3, confirm="1")
    assert (Ballot.objects.get().choices, Ballot.objects.get().changes) == ("2,3", 1)
    assert "Ваш новый выбор учтён" in text(page(client, "receipt"))


def test_without_the_confirmation_nothing_is_cast(client, resident):
    answer = post(client, "vote_confirm", 1)
    assert (answer.status_code, Ballot.objects.count()) == (400, 0)
    assert "Ваш голос ещё не учтён" in text(answer)


def test_opening_the_confirmation_without_a_choice_leads_to_the_ballot(client, resident):
    assert page(client, "vote_confirm").url == reverse("budgeting:vote", args=["yards"])


@pytest.mark.parametrize(
    ("numbers", "said"),
    [
        ([], "Отметьте хотя бы один проект"),
        ([1, 2, 3], "можно не больше 2"),
        ([1, 99], "которого нет в бюллетене"),
        (["1\x00"], ""),
        (["9" * 4000], "которого нет в бюллетене"),
        (["-1"], "которого нет в бюллетене"),
        (["١"], "которого нет в бюллетене"),
    ],
)
@pytest.mark.parametrize("step", ["vote", "vote_confirm"])
def test_a_wrong_ballot_gets_a_sentence_and_is_not_stored(client, resident, step, numbers, said):
    answer = post(client, step, *numbers, confirm="1")
    assert (answer.status_code, Ballot.objects.count()) == (400, 0)
    assert said in text(answer)


def test_a_mistake_keeps_the_marks(client, resident):
    assert checked(post(client, "vote", 1, 2, 3)) == {1, 2, 3}
    assert checked(page(client, "vote")) == {1, 2, 3}


def test_looking_at_a_project_and_coming_back_keeps_the_marks(client, resident, voting):
    answer = post(client, "vote", 1, 3, look="2")
    assert answer.url == voting.projects.get(number=2).get_absolute_url()
    assert checked(page(client, "vote")) == {1, 3}


@pytest.mark.parametrize("number", ["99", "x", "-1", "9" * 400])
def test_looking_at_no_project_is_not_found(client, resident, number):
    assert post(client, "vote", 1, look=number).status_code == 404


def test_a_visitor_marks_signs_in_and_finds_the_marks(client, voting):
    assert checked(page(client, "vote")) == set()
    post(client, "vote", 1, 2)
    asked = page(client, "vote_confirm")
    assert f"{reverse('account_login')}?next=" in asked.content.decode()
    assert "Отдать голос" not in text(asked)
    client.force_login(VerifiedUserFactory())
    assert "Отдать голос" in text(page(client, "vote_confirm"))
    assert checked(page(client, "vote")) == {1, 2}


def test_a_visitor_who_posts_a_confirmation_is_asked_to_sign_in(client, voting):
    answer = post(client, "vote_confirm", 1, confirm="1")
    assert (answer.status_code, Ballot.objects.count()) == (403, 0)
    assert "войдите на портал" in text(answer)
    assert checked(page(client, "vote")) == {1}


def test_an_unverified_resident_is_led_to_verification_and_loses_nothing(client, voting):
    client.force_login(UserFactory())
    answer = post(client, "vote_confirm", 1, confirm="1")
    assert (answer.status_code, Ballot.objects.count()) == (403, 0)
    assert reverse("accounts:verification") in answer.content.decode()
    assert "Подтвердите личность" in text(answer)
    assert checked(page(client, "vote")) == {1}


@pytest.mark.parametrize("who", [StaffFactory, SuperuserFactory])
def test_staff_vote_only_as_residents(client, voting, who):
    client.force_login(who())
    assert post(client, "vote_confirm", 1, confirm="1").status_code == 403


def test_another_account_of_the_same_person_is_told_that_the_ballot_is_one(client, voting):
    first = VerifiedUserFactory(last_name="Демьянова", first_name="Анна")
    client.force_login(first)
    post(client, "vote_confirm", 1, confirm="1")
    Verification.objects.update(revoked_at=timezone.now(), revoke_reason="перенос")
    second = VerifiedUserFactory(last_name="Демьянова", first_name="Анна")
    client.force_login(second)
    assert "из другой своей учётной записи" in text(page(client, "vote"))
    post(client, "vote_confirm", 2, confirm="1")
    assert (Ballot.objects.get().choices, Ballot.objects.get().voter) == ("2", second)


def test_a_resident_who_has_not_voted_is_not_congratulated(client, resident):
    said = text(page(client, "receipt"))
    assert "Вы ещё не голосовали" in said
    assert "Ваш голос учтён" not in said


def test_one_resident_does_not_see_the_receipt_of_another(client, resident):
    post(client, "vote_confirm", 1, confirm="1")
    client.force_login(VerifiedUserFactory())
    assert Ballot.objects.get().receipt not in text(page(client, "receipt"))


def test_after_the_end_nothing_is_taken_and_the_receipt_stays(client, resident, voting):
    post(client, "vote_confirm", 1, confirm="1")
    Poll.objects.update(closes_at=timezone.now())
    answer = post(client, "vote_confirm", 2, confirm="1")
    assert (answer.status_code, Ballot.objects.get().choices) == (403, "1")
    assert post(client, "vote", 2).status_code == 403
    assert "disabled" in page(client, "vote").content.decode()
    assert Ballot.objects.get().receipt in text(page(client, "receipt"))


def test_before_the_vote_the_page_says_when_it_begins(client):
    RoundFactory(phase="submission", slug="yards")
    assert "ещё не открыто" in text(page(client, "vote"))
    assert post(client, "vote_confirm", 1, confirm="1").status_code == 302


@pytest.mark.parametrize("name", ["vote", "vote_confirm", "results"])
def test_a_round_that_is_not_published_is_not_found(client, voting, name):
    type(voting).objects.update(is_published=False)
    assert page(client, name).status_code == 404


def test_the_receipt_asks_to_sign_in(client, voting):
    assert reverse("account_login") in page(client, "receipt").url


def test_order_differs_between_voters_and_stays_for_one(client):
    round_ = RoundFactory(phase="vote", slug="yards")
    for _each in range(8):
        ProjectFactory(round=round_, state="contest")
    open_vote(round_)
    seen = []
    for user in VerifiedUserFactory.create_batch(3):
        client.force_login(user)
        orders = {order(page(client, "vote")) for _twice in range(2)}
        assert len(orders) == 1
        seen += orders
    assert len(set(seen)) > 1
    assert {frozenset(one) for one in seen} == {frozenset(range(1, 9))}


def order(answer) -> tuple[int, ...]:
    return tuple(map(int, re.findall(r'id="choice-(\d+)"', answer.content.decode())))


def test_the_ballot_takes_as_many_queries_for_three_projects_as_for_thirty(
    client, resident, voting, django_assert_max_num_queries
):
    page(client, "vote")
    with django_assert_max_num_queries(12) as few:
        page(client, "vote")
    poll = voting.poll
    for number in range(4, 31):
        ProjectFactory(round=voting, state="contest", number=number)
        poll.options.create(number=number, label=f"Проект {number}", cost=1)
    with django_assert_max_num_queries(12) as many:
        page(client, "vote")
    assert len(few) == len(many)


def test_pages_of_a_running_vote_show_a_superuser_the_same_before_and_after(client, voting):
    client.force_login(SuperuserFactory())
    names = ("round", "projects", "vote", "results")
    before = [text(page(client, name)) for name in names]
    for voter in VerifiedUserFactory.create_batch(5):
        cast_ballot(voting.poll, voter=voter, choices=[1, 2])
    assert [text(page(client, name)) for name in names] == before


def test_a_vote_needs_the_token_of_its_page(voting, client):
    client.handler.enforce_csrf_checks = True
    client.force_login(VerifiedUserFactory())
    assert post(client, "vote_confirm", 1, confirm="1").status_code == 403
    assert not Ballot.objects.exists()
