"""Polls: one answer of a person, results in their time; opinion boards and their groups."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from civic.actions import opinions as actions
from civic.models import OpinionBoard, StatementVote, Survey, SurveyAnswer
from civic.opinion_groups import groups
from civic.tasks.opinions import move_opinions
from portal.accounts.models import Level
from tests.factories.opinions import (
    BoardFactory,
    OpinionOfficialFactory,
    StatementFactory,
    SurveyFactory,
)
from tests.factories.people import UserFactory, VerifiedUserFactory, proved
from tests.races import race

pytestmark = pytest.mark.django_db


def fields(survey, one: int = 0, many=(1,)) -> dict:
    first, second = survey.questions.all()
    return {f"question-{first.pk}": one, f"question-{second.pk}": list(many)}


def test_a_resident_answers_once_and_sees_no_results_before_the_end(client):
    survey = SurveyFactory()
    client.force_login(UserFactory())
    page = client.post(survey.get_absolute_url(), fields(survey), follow=True).content.decode()
    assert "Ваш ответ учтён" in page
    assert "Итоги появятся после завершения" in page
    assert client.post(survey.get_absolute_url(), fields(survey)).status_code == 422
    assert (survey.answers.count(), Survey.objects.get().answer_count) == (1, 1)


def test_a_variant_that_is_not_offered_is_refused(client):
    survey = SurveyFactory()
    client.force_login(UserFactory())
    assert client.post(survey.get_absolute_url(), fields(survey, one=9)).status_code == 422
    assert not SurveyAnswer.objects.exists()


def test_results_show_counts_shares_and_the_honest_note(client):
    survey = SurveyFactory()
    for one in (0, 0, 1, 2):
        client.force_login(UserFactory())
        client.post(survey.get_absolute_url(), fields(survey, one))
    actions.stop(survey, actor=OpinionOfficialFactory(), note="Достаточно")
    page = client.get(survey.get_absolute_url()).content.decode()
    assert "50 %" in page
    assert "Это не выборка" in page


def test_results_appear_from_the_announced_number_of_answers():
    survey = SurveyFactory(results_from=10, answer_count=9)
    assert not survey.shows_results
    survey.answer_count = 10
    assert survey.shows_results


def test_one_person_with_two_accounts_answers_a_verified_poll_once():
    survey = SurveyFactory(min_level=Level.VERIFIED)
    first = VerifiedUserFactory()
    actions.answer_survey(survey, actor=first, choices={})
    proof = first.active_verification
    key = proof.person_key
    proof.revoked_at, proof.revoke_reason = timezone.now(), "перенос"
    proof.save()
    second = UserFactory()
    second.level = Level.VERIFIED
    second.save()
    proved(second, person_key=key)
    with pytest.raises(ValidationError, match="уже ответили"):
        actions.answer_survey(survey, actor=second, choices={})


def test_an_answer_bears_no_name():
    survey, person = SurveyFactory(), UserFactory()
    row = actions.answer_survey(survey, actor=person, choices={})
    assert {field.name for field in row._meta.fields}.isdisjoint({"user", "author"})
    assert str(person.pk) not in row.person_mark


def test_answers_end_with_the_clock():
    survey = SurveyFactory(ends_at=timezone.now() - timedelta(seconds=1))
    with pytest.raises(PermissionDenied, match="завершён"):
        actions.answer_survey(survey, actor=UserFactory(), choices={})
    move_opinions()
    assert Survey.objects.get().state == "closed"


def test_a_poll_without_variants_is_not_opened():
    survey = SurveyFactory(state="draft", questions=False)
    with pytest.raises(ValidationError, match="вариантов"):
        actions.open_survey(survey, actor=OpinionOfficialFactory())


def test_a_resident_speaks_on_the_board_and_changes_the_mind(client):
    statement = StatementFactory()
    client.force_login(UserFactory())
    url = f"{statement.board.get_absolute_url()}voice/"
    for value in ("1", "-1"):
        client.post(url, {"statement": statement.pk, "value": value})
    statement.refresh_from_db()
    assert (statement.agreed, statement.disagreed) == (0, 1)
    page = client.get(statement.board.get_absolute_url()).content.decode()
    assert "Изменить моё мнение" in page
    assert OpinionBoard.objects.get().participants == 1


def test_a_statement_of_a_resident_waits_for_a_moderator(client):
    board, author = BoardFactory(), UserFactory()
    statement = actions.state(board, actor=author, text="Нужны велодорожки вдоль реки")
    assert statement.text not in client.get(board.get_absolute_url()).content.decode()
    with pytest.raises(ValidationError):
        actions.voice(statement, actor=UserFactory(), value=1)
    actions.show(statement, actor=OpinionOfficialFactory())
    assert statement.text in client.get(board.get_absolute_url()).content.decode()


def test_nobody_floods_a_board():
    board, author = BoardFactory(), UserFactory()
    StatementFactory.create_batch(5, board=board, author=author, state="pending")
    with pytest.raises(ValidationError, match="пять"):
        actions.state(board, actor=author, text="Ещё одно утверждение")


def camps(sizes, statements=(1, 2, 3, 4)) -> dict:
    """People of the first camp agree with the first half, of the second with the other."""
    half = len(statements) // 2
    views = (
        {number: 1 if at < half else -1 for at, number in enumerate(statements)},
        {number: -1 if at < half else 1 for at, number in enumerate(statements)},
    )
    people = [view for size, view in zip(sizes, views, strict=True) for _one in range(size)]
    return dict(enumerate(people))


def test_two_camps_are_two_groups_with_what_sets_them_apart():
    found = groups(camps((20, 12)), [1, 2, 3, 4], min_people=30, min_group=5)
    assert [group.size for group in found] == [20, 12]
    assert dict(found[0].telling)[1] == 1.0
    assert dict(found[1].telling)[1] == 0.0


def test_the_same_answers_make_the_same_groups_whatever_their_order():
    people = camps((20, 12))
    shuffled = dict(sorted(people.items(), reverse=True))
    kept = {"min_people": 30, "min_group": 5}
    assert groups(people, [1, 2, 3, 4], **kept) == groups(shuffled, [1, 2, 3, 4], **kept)


@pytest.mark.parametrize("sizes", [(15, 10), (40, 3)])
def test_few_people_and_small_groups_are_not_shown(sizes):
    assert groups(camps(sizes), [1, 2, 3, 4], min_people=30, min_group=5) == []


def test_people_of_one_mind_are_no_groups():
    assert groups(camps((40, 0)), [1, 2, 3, 4], min_people=30, min_group=5) == []


def test_the_beat_groups_a_board_once_until_somebody_speaks_again(client):
    board = BoardFactory(min_participants=10)
    statements = StatementFactory.create_batch(4, board=board)
    for number, view in camps((6, 6), [row.pk for row in statements]).items():
        person = UserFactory(email=f"voice{number}@example.org")
        for row in statements:
            StatementVote.objects.create(statement=row, user=person, value=view[row.pk])
    OpinionBoard.objects.filter(pk=board.pk).update(voted_at=timezone.now(), participants=12)
    assert [actions.regroup(board), actions.regroup(board)] == [True, False]
    page = client.get(board.get_absolute_url()).content.decode()
    assert page.count("6 чел.") == 2


@pytest.mark.django_db(transaction=True)
def test_an_answer_from_six_tabs_is_one_answer():
    survey, person = SurveyFactory(), UserFactory()
    race(6, lambda _number: actions.answer_survey(survey, actor=person, choices={}))
    survey.refresh_from_db()
    assert (survey.answers.count(), survey.answer_count) == (1, 1)


@pytest.mark.django_db(transaction=True)
def test_opinions_at_once_leave_the_counters_true():
    statement, people = StatementFactory(), [UserFactory() for _number in range(4)]
    race(8, lambda n: actions.voice(statement, actor=people[n % 4], value=(1, -1)[n // 4]))
    statement.refresh_from_db()
    assert statement.agreed + statement.disagreed == statement.votes.count() == 4
    assert OpinionBoard.objects.get().participants == 4
