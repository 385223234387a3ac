"""The states of an issue report and every move between them, as one table (BRIEF §4.2)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.cases.lifecycle import Lifecycle
from portal.cases.lifecycle import Transition as Move


class ReportState(models.TextChoices):
    """The issue_statuses catalogue."""

    DRAFT = "draft", _("Черновик")
    MODERATION = "moderation", _("На модерации")
    REJECTED = "rejected", _("Отклонено модератором")
    DUPLICATE = "duplicate", _("Присоединено к похожему")
    ASSIGNED = "assigned", _("Направлено исполнителю")
    REDIRECT = "redirect", _("Перенаправлено")
    IN_PROGRESS = "in_progress", _("В работе")
    POSTPONED = "postponed", _("Запланировано, срок перенесён")
    ANSWERED = "answered", _("Дан ответ, ожидает оценки заявителя")
    SOLVED = "solved", _("Решено")
    DISPUTED = "disputed", _("Заявитель не согласен, повторная проверка")
    CLOSED_NO = "closed_no", _("Закрыто: не подтверждено или вне полномочий")


S = ReportState
PRIVATE_STATES = (S.DRAFT, S.MODERATION, S.REJECTED)
PUBLIC_STATES = tuple(state for state in S if state not in PRIVATE_STATES)
# Where the clock of the executor runs.
RUNNING_STATES = (S.ASSIGNED, S.REDIRECT, S.IN_PROGRESS, S.POSTPONED, S.DISPUTED)
# What is still somebody's problem: neighbours join it instead of reporting it anew.
OPEN_STATES = (*RUNNING_STATES, S.ANSWERED)

TONES = {
    S.MODERATION: "warning",
    S.REJECTED: "bad",
    S.ASSIGNED: "info",
    S.REDIRECT: "info",
    S.IN_PROGRESS: "info",
    S.POSTPONED: "warning",
    S.ANSWERED: "good",
    S.SOLVED: "good",
    S.DISPUTED: "warning",
    S.CLOSED_NO: "bad",
}

SUBMIT = "civic.submit_report"
MODERATE = "civic.sift_report"
HANDLE = "civic.work_on_report"
APPROVE = "civic.approve_report_delay"
JUDGE = "civic.judge_report"
DISPUTE = "civic.dispute_report"
REFUTE = "civic.refute_report"
OBSOLETE = "civic.call_report_obsolete"

LIFECYCLE = Lifecycle(
    ReportState,
    S.DRAFT,
    Move("submit", (S.DRAFT, S.REJECTED), S.MODERATION, _("Отправить"), SUBMIT, public=False),
    Move("assign", (S.MODERATION, S.REDIRECT), S.ASSIGNED, _("Принять и направить"), MODERATE),
    Move(
        "reject",
        (S.MODERATION,),
        S.REJECTED,
        _("Отклонить"),
        MODERATE,
        public=False,
    ),
    Move("merge", (S.MODERATION,), S.DUPLICATE, _("Присоединить к похожему"), MODERATE),
    Move("take", (S.ASSIGNED, S.DISPUTED), S.IN_PROGRESS, _("Взять в работу"), HANDLE),
    Move(
        "redirect",
        (S.ASSIGNED, S.IN_PROGRESS),
        S.REDIRECT,
        _("Перенаправить"),
        HANDLE,
        needs_note=True,
    ),
    Move("postpone", (S.IN_PROGRESS,), S.POSTPONED, _("Утвердить перенос срока"), APPROVE),
    Move("resume", (S.POSTPONED,), S.IN_PROGRESS, _("Вернуть в работу"), HANDLE),
    Move(
        "answer",
        (S.ASSIGNED, S.IN_PROGRESS, S.POSTPONED, S.DISPUTED),
        S.ANSWERED,
        _("Ответить"),
        HANDLE,
        needs_note=True,
    ),
    # The reporter says by herself that the trouble is over: «ещё актуально?» — «нет».
    Move(
        "obsolete",
        (S.ASSIGNED, S.IN_PROGRESS, S.POSTPONED),
        S.ANSWERED,
        _("Проблемы больше нет"),
        OBSOLETE,
    ),
    Move("confirm", (S.ANSWERED,), S.SOLVED, _("Проблема решена"), JUDGE),
    Move("settle", (S.ANSWERED,), S.SOLVED, _("Закрыть без оценки автора")),
    Move(
        "dispute", (S.ANSWERED,), S.DISPUTED, _("Не согласен, не решено"), DISPUTE, needs_note=True
    ),
    Move(
        "refute",
        (S.DISPUTED,),
        S.CLOSED_NO,
        _("Закрыть: не подтвердилось"),
        REFUTE,
        needs_note=True,
    ),
)
