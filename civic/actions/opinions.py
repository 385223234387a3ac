"""Polls and opinion boards: opening, answering, speaking, grouping."""

from collections import defaultdict

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from civic.actions.clock import database_now, require
from civic.actions.idea_letters import TOPIC
from civic.models import (
    OpinionBoard,
    Statement,
    StatementVote,
    Survey,
    SurveyAnswer,
)
from civic.models.opinions import StatementState
from civic.opinion_groups import groups
from civic.rules import RIGHTS
from civic.rules import opinions as rules
from portal.accounts.models import Level, User
from portal.cases.actions import advance
from portal.cases.models import CaseEvent
from portal.notifications.actions import notify
from portal.polls.ballots import voter_mark

COUNTERS = {1: "agreed", -1: "disagreed", 0: "passed"}
MOST_STATEMENTS = 5  # of one person on one board
MOST_PEOPLE = 20_000  # whose answers are grouped


def _move(case, name: str, *, actor, note: str = "") -> CaseEvent:
    transition = case.LIFECYCLE[name]
    if actor is not None and transition.permission and case.state in transition.sources:
        require(RIGHTS[transition.permission](actor, case))
    return advance(case, name, actor=actor, note=note)


@transaction.atomic
def open_survey(survey: Survey, *, actor, note: str = "") -> CaseEvent:
    """Let answers in. Raises ValidationError while a question has fewer than two variants."""
    questions = list(survey.questions.all())
    if not questions or any(len(row.variants()) < 2 for row in questions):
        raise ValidationError(_("Нужен хотя бы один вопрос, у каждого — не меньше двух вариантов."))
    return _opened(survey, actor, note)


@transaction.atomic
def open_board(board: OpinionBoard, *, actor, note: str = "") -> CaseEvent:
    return _opened(board, actor, note)


def _opened(case, actor, note: str) -> CaseEvent:
    if case.ends_at <= database_now():
        raise ValidationError(_("Окончание уже прошло: назначьте другое."))
    return _move(case, "open", actor=actor, note=note)


@transaction.atomic
def stop(case, *, actor, note: str) -> CaseEvent:
    return _move(case, "stop", actor=actor, note=note)


@transaction.atomic
def end(case) -> CaseEvent:
    """By the clock: the announced end has come."""
    return _move(case, "end", actor=None)


def mark_of(survey: Survey, person: User) -> str:
    """One person, one answer: by the proved identity where the poll asks for one."""
    key = person.person_key if survey.min_level == Level.VERIFIED else None
    who = f"person:{key}" if key else f"account:{person.pk}"
    return voter_mark(settings.PERSON_KEY_SECRET, survey.uuid, who)


@transaction.atomic
def answer_survey(survey: Survey, *, actor, choices: dict[str, list[int]]) -> SurveyAnswer:
    """Store the answers once. Raises PermissionDenied with the reason, ValidationError for a second
    answer of the person.
    """
    fresh = Survey.objects.select_for_update().get(pk=survey.pk)
    require(rules.may_answer_survey(actor, fresh, database_now()))
    row, is_new = SurveyAnswer.objects.get_or_create(
        survey=fresh, person_mark=mark_of(fresh, actor), defaults={"choices": choices}
    )
    if not is_new:
        raise ValidationError(_("Вы уже ответили на этот опрос."))
    Survey.objects.filter(pk=fresh.pk).update(answer_count=F("answer_count") + 1)
    return row


def has_answered(survey: Survey, person) -> bool:
    return (
        person.is_authenticated
        and survey.answers.filter(person_mark=mark_of(survey, person)).exists()
    )


@transaction.atomic
def voice(statement: Statement, *, actor, value: int) -> StatementVote:
    """Agree, disagree or pass; a later answer of the person replaces the earlier one."""
    if value not in COUNTERS:
        raise ValidationError(_("Выберите: согласен, не согласен или пропустить."))
    board = OpinionBoard.objects.select_for_update().get(pk=statement.board_id)
    now = database_now()
    require(rules.may_voice(actor, board, now))
    fresh = Statement.objects.select_for_update().get(pk=statement.pk)
    if fresh.state != StatementState.SHOWN:
        raise ValidationError(_("Этого утверждения на доске нет."))
    is_first = not StatementVote.objects.filter(statement__board=board, user=actor).exists()
    before = StatementVote.objects.filter(statement=fresh, user=actor).first()
    row, _new = StatementVote.objects.update_or_create(
        statement=fresh, user=actor, defaults={"value": value}
    )
    if before is not None:
        _count(fresh, before.value, -1)
    _count(fresh, value, +1)
    more = {"participants": F("participants") + 1} if is_first else {}
    OpinionBoard.objects.filter(pk=board.pk).update(voted_at=now, **more)
    return row


def _count(statement: Statement, value: int, change: int) -> None:
    name = COUNTERS[value]
    Statement.objects.filter(pk=statement.pk).update(**{name: F(name) + change})


@transaction.atomic
def state(board: OpinionBoard, *, actor, text: str) -> Statement:
    """Add a statement of one's own; a moderator looks at it first. At most five of a person."""
    User.objects.select_for_update(no_key=True).get(pk=actor.pk)  # parallel tabs count each other
    require(rules.may_voice(actor, board, database_now()))
    if board.statements.filter(author=actor).count() >= MOST_STATEMENTS:
        raise ValidationError(_("Вы уже добавили пять утверждений на эту доску."))
    if board.statements.filter(text__iexact=text.strip()).exists():
        raise ValidationError(_("Такое утверждение уже есть."))
    return Statement.objects.create(board=board, author=actor, text=text.strip())


@transaction.atomic
def show(statement: Statement, *, actor, note: str = "") -> CaseEvent:
    return _checked(statement, "show", actor, note, gettext_lazy("Утверждение на доске"))


@transaction.atomic
def decline(statement: Statement, *, actor, note: str) -> CaseEvent:
    return _checked(statement, "decline", actor, note, gettext_lazy("Утверждение не принято"))


def _checked(statement: Statement, name: str, actor, note: str, news) -> CaseEvent:
    event = _move(statement, name, actor=actor, note=note)
    notify(
        event,
        [statement.author] if statement.author else [],
        topic=TOPIC,
        subject=format_lazy("{}: {}", news, statement.text),
        body=note or statement.text,
        url=statement.get_absolute_url(),
    )
    return event


@transaction.atomic
def regroup(board: OpinionBoard) -> bool:
    """Compute the groups anew when somebody answered since; whether they were computed."""
    fresh = OpinionBoard.objects.select_for_update().get(pk=board.pk)
    if fresh.voted_at is None or (fresh.grouped_at and fresh.grouped_at >= fresh.voted_at):
        return False
    statements = fresh.statements.filter(state=StatementState.SHOWN).order_by("id")
    numbers = list(statements.values_list("pk", flat=True))
    found = groups(
        _answers(fresh),
        numbers,
        min_people=fresh.min_participants,
        min_group=fresh.min_group,
    )
    fresh.groups = {"groups": [{"size": row.size, "telling": row.telling} for row in found]}
    fresh.grouped_at = database_now()
    fresh.save(update_fields=["groups", "grouped_at"])
    return True


def _answers(board: OpinionBoard) -> dict[int, dict[int, int]]:
    votes = StatementVote.objects.filter(
        statement__board=board, statement__state=StatementState.SHOWN
    )
    people = votes.values("user").distinct().order_by("user")[:MOST_PEOPLE]
    answers: dict[int, dict[int, int]] = defaultdict(dict)
    rows = votes.filter(user__in=people).values_list("user_id", "statement_id", "value")
    for person, statement, value in rows.iterator():
        answers[person][statement] = value
    return answers


SURVEY_MOVES = {"open": open_survey, "stop": stop}
OPINIONBOARD_MOVES = {"open": open_board, "stop": stop}
STATEMENT_MOVES = {"show": show, "decline": decline}
