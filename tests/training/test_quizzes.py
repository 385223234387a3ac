"""Tests: the clock of the database, answers that stay hidden, marks."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from tests.factories.people import VerifiedUserFactory
from tests.factories.training import (
    EnrolmentFactory,
    ProgrammeFactory,
    SessionFactory,
    quiz_of,
    right_answers,
    student,
)
from tests.races import race
from training.actions import answer, start_attempt
from training.marking import count_right, is_right, passes, plain, shown
from training.models import Attempt, Choice, Enrolment, Question, Quiz
from training.tasks import move_places

pytestmark = pytest.mark.django_db


@pytest.fixture
def enrolment():
    return student()


@pytest.fixture
def quiz(enrolment):
    return quiz_of(enrolment.session.programme)


def begun(quiz, enrolment) -> Attempt:
    return start_attempt(quiz, enrolment, actor=enrolment.user)


def time_is_over(attempt) -> None:
    Attempt.objects.update(ends_at=timezone.now() - timedelta(seconds=1))


def test_right_answers_of_every_kind_pass(enrolment, quiz):
    attempt = begun(quiz, enrolment)
    row = answer(attempt, actor=enrolment.user, answers=right_answers(attempt), finish=True)
    assert (row.right, row.is_passed) == (3, True)


def test_a_reload_returns_to_the_running_attempt_and_adds_no_minute(enrolment, quiz):
    first = begun(quiz, enrolment)
    again = begun(quiz, enrolment)
    assert (again.pk, again.ends_at, again.questions) == (first.pk, first.ends_at, first.questions)


def test_answers_that_come_too_late_are_not_taken(enrolment, quiz):
    attempt = begun(quiz, enrolment)
    right = right_answers(attempt)
    answer(attempt, actor=enrolment.user, answers={"q0": right["q0"]})
    time_is_over(attempt)
    row = answer(attempt, actor=enrolment.user, answers=right, finish=True)
    assert (row.right, row.is_passed) == (1, False)
    assert row.submitted_at == row.ends_at


def test_a_web_server_whose_clock_is_wrong_gives_no_more_time(enrolment, quiz, monkeypatch):
    attempt = begun(quiz, enrolment)
    time_is_over(attempt)
    long_ago = timezone.now() - timedelta(days=1)
    monkeypatch.setattr(timezone, "now", lambda: long_ago)
    row = answer(attempt, actor=enrolment.user, answers=right_answers(attempt), finish=True)
    assert not row.is_passed


def test_an_attempt_handed_in_is_not_answered_again(enrolment, quiz):
    attempt = begun(quiz, enrolment)
    answer(attempt, actor=enrolment.user, answers={}, finish=True)
    with pytest.raises(ValidationError, match="уже сдана"):
        answer(attempt, actor=enrolment.user, answers=right_answers(attempt), finish=True)
    attempt.refresh_from_db()
    assert attempt.right == 0


def test_an_abandoned_attempt_is_marked_by_the_clock(enrolment, quiz):
    attempt = begun(quiz, enrolment)
    answer(attempt, actor=enrolment.user, answers=right_answers(attempt))
    time_is_over(attempt)
    move_places()
    attempt.refresh_from_db()
    assert (attempt.right, attempt.is_passed) == (3, True)


def test_the_clock_leaves_a_running_attempt_alone(enrolment, quiz):
    attempt = begun(quiz, enrolment)
    move_places()
    attempt.refresh_from_db()
    assert attempt.submitted_at is None


def test_attempts_end(enrolment, quiz):
    Quiz.objects.update(attempts=2)
    for _again in range(2):
        answer(begun(quiz, enrolment), actor=enrolment.user, answers={}, finish=True)
    quiz.refresh_from_db()
    with pytest.raises(ValidationError, match="Попыток больше нет"):
        begun(quiz, enrolment)


def test_an_attempt_left_alone_counts(enrolment, quiz):
    Quiz.objects.update(attempts=1)
    quiz.refresh_from_db()
    time_is_over(begun(quiz, enrolment))
    with pytest.raises(ValidationError, match="Попыток больше нет"):
        begun(quiz, enrolment)


def test_a_passed_test_is_not_taken_again(enrolment, quiz):
    attempt = begun(quiz, enrolment)
    answer(attempt, actor=enrolment.user, answers=right_answers(attempt), finish=True)
    with pytest.raises(ValidationError, match="уже сдан"):
        begun(quiz, enrolment)


def test_nobody_answers_for_another(enrolment, quiz):
    with pytest.raises(PermissionDenied):
        answer(begun(quiz, enrolment), actor=VerifiedUserFactory(), answers={})


@pytest.mark.parametrize("state", ["waiting", "admitted", "cancelled", "completed"])
def test_only_who_is_enrolled_takes_a_test(enrolment, quiz, state):
    Enrolment.objects.update(state=state)
    with pytest.raises(PermissionDenied):
        begun(quiz, enrolment)


def test_a_test_is_not_open_before_the_start():
    row = EnrolmentFactory(session=SessionFactory())
    with pytest.raises(PermissionDenied, match="начнётся"):
        begun(quiz_of(row.session.programme), row)


def test_a_test_of_another_programme_is_not_taken(enrolment):
    with pytest.raises(PermissionDenied, match="другой программы"):
        begun(quiz_of(ProgrammeFactory()), enrolment)


def test_time_of_an_attempt_ends_with_the_session(enrolment, quiz):
    session = enrolment.session
    session.ends_at = timezone.now() + timedelta(minutes=5)
    session.save()
    assert begun(quiz, enrolment).ends_at == session.ends_at


def test_so_many_questions_are_drawn_of_each_pool(enrolment, quiz):
    for pool in ("закон", "язык"):
        for number in range(4):
            row = Question.objects.create(
                quiz=quiz, pool=pool, text=f"{pool} {number}", kind="text"
            )
            Choice.objects.create(question=row, text="да", is_right=True)
    Quiz.objects.update(per_pool=2)
    quiz.refresh_from_db()
    texts = [row["text"] for row in begun(quiz, enrolment).questions]
    assert len(texts) == len(set(texts)) == 6
    assert sum(text.startswith("закон") for text in texts) == 2


def test_a_question_changed_later_does_not_change_a_running_attempt(enrolment, quiz):
    attempt = begun(quiz, enrolment)
    right = right_answers(attempt)
    Choice.objects.update(is_right=False)
    assert answer(attempt, actor=enrolment.user, answers=right, finish=True).is_passed


@pytest.mark.django_db(transaction=True)
def test_twenty_windows_begin_one_attempt(enrolment, quiz):
    rows = race(20, lambda _n: start_attempt(quiz, enrolment, actor=enrolment.user))
    assert len({row.pk for row in rows}) == 1
    assert Attempt.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_twenty_answers_at_once_hand_an_attempt_in_once(enrolment, quiz):
    attempt = begun(quiz, enrolment)

    def act(_n):
        return answer(attempt, actor=enrolment.user, answers={}, finish=True)

    results = race(20, act)
    assert sum(isinstance(one, Attempt) for one in results) == 1


def test_no_page_tells_what_is_right_before_or_after(client, enrolment, quiz):
    Choice.objects.filter(text="Киров").update(text="тайное слово")
    client.force_login(enrolment.user)
    page = client.post(f"/training/places/{enrolment.pk}/tests/{quiz.pk}/", follow=True)
    attempt = Attempt.objects.get()
    text = page.content.decode()
    assert "Вопрос text" in text
    client.post(attempt.get_absolute_url(), {"q0": "0", "sure": "1"})
    after = client.get(attempt.get_absolute_url()).content.decode()
    for seen in (text, after):
        assert not any(word in seen for word in ("тайное слово", "is_right", '"right"'))
    assert "Верных ответов" in after


def test_a_test_with_blank_answers_is_handed_in_only_when_asked_twice(client, enrolment, quiz):
    client.force_login(enrolment.user)
    client.post(f"/training/places/{enrolment.pk}/tests/{quiz.pk}/")
    attempt = Attempt.objects.get()
    page = client.post(attempt.get_absolute_url(), {"q0": "0"}).content.decode()
    attempt.refresh_from_db()
    assert (attempt.submitted_at, attempt.answers) == (None, {"q0": ["0"]})
    assert "Без ответа остались вопросы: 2, 3" in page
    # Enter in a text answer presses the first button: it keeps, it does not hand in.
    assert page.index('name="save"') < page.index("Сдать тест</button>")
    client.post(attempt.get_absolute_url(), {"q0": "0", "sure": "1"})
    attempt.refresh_from_db()
    assert attempt.submitted_at is not None


def test_right_and_wrong_choices_look_alike(client, enrolment, quiz):
    client.force_login(enrolment.user)
    client.post(f"/training/places/{enrolment.pk}/tests/{quiz.pk}/")
    rows = shown(Attempt.objects.get().questions)
    assert all(set(row) == {"name", "kind", "text", "choices"} for row in rows)


def test_an_autosave_keeps_the_answers_for_another_day_of_the_browser(client, enrolment, quiz):
    client.force_login(enrolment.user)
    client.post(f"/training/places/{enrolment.pk}/tests/{quiz.pk}/")
    attempt = Attempt.objects.get()
    name = next(f"q{n}" for n, row in enumerate(attempt.questions) if row["kind"] == "text")
    answer_ = client.post(f"/training/attempts/{attempt.pk}/autosave/", {name: "Вятка"})
    assert "Ответы сохранены" in answer_.content.decode()
    assert 'value="Вятка"' in client.get(attempt.get_absolute_url()).content.decode()


def test_a_choice_that_was_not_offered_comes_back(client, enrolment, quiz):
    client.force_login(enrolment.user)
    client.post(f"/training/places/{enrolment.pk}/tests/{quiz.pk}/")
    attempt = Attempt.objects.get()
    name = next(f"q{n}" for n, row in enumerate(attempt.questions) if row["kind"] == "single")
    assert client.post(attempt.get_absolute_url(), {name: "7"}).status_code == 400
    attempt.refresh_from_db()
    assert attempt.submitted_at is None


@pytest.mark.parametrize(
    ("kind", "right", "said", "verdict"),
    [
        ("single", ["1"], ["1"], True),
        ("single", ["1"], ["0"], False),
        ("single", ["1"], [], False),
        ("multiple", ["0", "2"], ["2", "0"], True),
        ("multiple", ["0", "2"], ["0"], False),
        ("multiple", ["0", "2"], ["0", "1", "2"], False),
        ("text", ["Елка"], [" ёЛКА. "], True),
        ("text", ["Елка"], ["сосна"], False),
        ("text", ["Елка"], [], False),
    ],
)
def test_an_answer_is_right_only_when_it_is_exactly_that(kind, right, said, verdict):
    assert is_right({"kind": kind, "right": right}, said) is verdict


def test_passing_is_counted_exactly():
    assert passes(7, 10, 70)
    assert not passes(2, 3, 67)
    assert not passes(0, 0, 0)
    assert plain("  Ёлка  зелёная ") == "елка зеленая"
    assert count_right([{"kind": "single", "right": ["0"]}], {"q1": ["0"]}) == 0
