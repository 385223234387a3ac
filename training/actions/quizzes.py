"""Tests: an attempt is drawn, answered, marked. Only the database's clock counts the minutes."""

from datetime import timedelta
from secrets import SystemRandom

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from portal.cases.clock import database_now, require
from training import rules
from training.actions.completion import complete_if_ready
from training.marking import count_right, passes
from training.models import Attempt, Enrolment, Question, Quiz

CHANCE = SystemRandom()
ANSWER_LENGTH = 500


@transaction.atomic
def start_attempt(quiz: Quiz, enrolment: Enrolment, *, actor) -> Attempt:
    """The attempt that runs, or a new one. The row of the enrolment is locked, so two windows
    share one attempt. Raises PermissionDenied, ValidationError when all attempts are used.
    """
    rows = Enrolment.objects.select_for_update(of=("self",))
    fresh = rows.select_related("session__programme").get(pk=enrolment.pk)
    now = database_now()
    require(rules.may_study(actor, fresh, now))
    if quiz.programme_id != fresh.session.programme_id:
        raise PermissionDenied(_("Этот тест из другой программы."))
    running = fresh.attempts.running().filter(quiz=quiz).first()
    if running is not None and now < running.ends_at:
        return running
    if running is not None:
        _close(running, running.ends_at)
    return _draw(quiz, fresh, now)


def _draw(quiz: Quiz, enrolment: Enrolment, now) -> Attempt:
    taken = enrolment.attempts.filter(quiz=quiz)
    if taken.filter(is_passed=True).exists():
        raise ValidationError(_("Тест уже сдан."))
    used = taken.count()
    if used >= quiz.attempts:
        raise ValidationError(_("Попыток больше нет. Напишите организатору."))
    questions = drawn(quiz)
    if not questions:
        raise ValidationError(_("В тесте ещё нет вопросов. Напишите организатору."))
    until = min(now + timedelta(minutes=quiz.minutes), enrolment.session.ends_at)
    return Attempt.objects.create(
        enrolment=enrolment,
        quiz=quiz,
        number=used + 1,
        started_at=now,
        ends_at=until,
        questions=questions,
    )


def drawn(quiz: Quiz) -> list[dict]:
    """Questions of one attempt: so many of each pool, choices in an order of its own."""
    pools: dict[str, list[Question]] = {}
    for question in quiz.questions.prefetch_related("choices"):
        pools.setdefault(question.pool, []).append(question)
    chosen = []
    for rows in pools.values():
        number = quiz.per_pool or len(rows)
        chosen += CHANCE.sample(rows, min(number, len(rows)))
    CHANCE.shuffle(chosen)
    return [_asked(question) for question in chosen]


def _asked(question: Question) -> dict:
    choices = list(question.choices.all())
    if question.kind == Question.Kind.TEXT:
        right = [choice.text for choice in choices if choice.is_right]
        return {"kind": question.kind, "text": question.text, "choices": [], "right": right}
    CHANCE.shuffle(choices)
    return {
        "kind": question.kind,
        "text": question.text,
        "choices": [choice.text for choice in choices],
        "right": [str(place) for place, choice in enumerate(choices) if choice.is_right],
    }


@transaction.atomic
def answer(attempt: Attempt, *, actor, answers: dict, finish: bool = False) -> Attempt:
    """Keep the answers while there is time, and mark the attempt when it is finished.

    What comes too late is not taken: the attempt is marked by what was kept. Raises
    PermissionDenied for somebody else's attempt, ValidationError for one already handed in.
    """
    fresh = _locked(attempt)
    if fresh.enrolment.user_id != actor.pk:
        raise PermissionDenied(_("Это не ваша попытка."))
    if fresh.submitted_at is not None:
        raise ValidationError(_("Эта попытка уже сдана, ответы изменить нельзя."))
    now = database_now()
    if now >= fresh.ends_at:
        return _close(fresh, fresh.ends_at)
    fresh.answers = {name: [one[:ANSWER_LENGTH] for one in said] for name, said in answers.items()}
    fresh.save(update_fields=["answers"])
    return _close(fresh, now) if finish else fresh


def _locked(attempt: Attempt) -> Attempt:
    """The enrolment first, as on every path: two windows never wait for each other."""
    Enrolment.objects.select_for_update(of=("self",)).get(pk=attempt.enrolment_id)
    rows = Attempt.objects.select_for_update(of=("self",)).select_related("enrolment", "quiz")
    return rows.get(pk=attempt.pk)


@transaction.atomic
def close_late(attempt: Attempt) -> None:
    """The clock's move when the time of an attempt is over."""
    fresh = _locked(attempt)
    if fresh.submitted_at is None and database_now() >= fresh.ends_at:
        _close(fresh, fresh.ends_at)


def _close(attempt: Attempt, moment) -> Attempt:
    attempt.submitted_at = moment
    attempt.right = count_right(attempt.questions, attempt.answers)
    attempt.is_passed = passes(attempt.right, len(attempt.questions), attempt.quiz.pass_percent)
    attempt.save(update_fields=["submitted_at", "right", "is_passed"])
    if attempt.is_passed:
        complete_if_ready(attempt.enrolment)
    return attempt
