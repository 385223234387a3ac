"""The states of an application and every move between them (catalogue grant_statuses)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.cases.lifecycle import Lifecycle
from portal.cases.lifecycle import Transition as Move


class ApplicationState(models.TextChoices):
    DRAFT = "draft", _("Черновик")
    SUBMITTED = "submitted", _("Подана")
    CHECK = "check", _("Проверка соответствия")
    RETURNED = "returned", _("Возвращена на доработку")
    NOT_ADMITTED = "not_admitted", _("Не допущена")
    EXPERTISE = "expertise", _("Экспертиза")
    RATING = "rating", _("В рейтинге")
    WINNER = "winner", _("Победитель")
    REJECTED = "rejected", _("Не поддержана")
    AGREEMENT = "agreement", _("Заключено соглашение")
    RUNNING = "running", _("Реализуется")
    REPORT = "report", _("Отчёт на проверке")
    ACCEPTED = "accepted", _("Отчёт принят")
    RETURN_FUNDS = "return_funds", _("Возврат средств")
    TERMINATED = "terminated", _("Соглашение расторгнуто")
    WITHDRAWN = "withdrawn", _("Отозвана заявителем")


S = ApplicationState
EDITABLE_STATES = (S.DRAFT, S.RETURNED)
# What counts against the limit of applications of one applicant.
COUNTED_STATES = tuple(state for state in S if state not in (S.DRAFT, S.WITHDRAWN))
TONES = {
    S.SUBMITTED: "info",
    S.CHECK: "info",
    S.RETURNED: "warning",
    S.NOT_ADMITTED: "bad",
    S.EXPERTISE: "info",
    S.RATING: "info",
    S.WINNER: "good",
    S.REJECTED: "bad",
    S.AGREEMENT: "good",
    S.RUNNING: "info",
    S.REPORT: "info",
    S.ACCEPTED: "good",
    S.RETURN_FUNDS: "warning",
    S.TERMINATED: "bad",
}

SUBMIT = "grants.submit_application"
CHECK = "grants.check_application"

LIFECYCLE = Lifecycle(
    ApplicationState,
    S.DRAFT,
    Move(
        "submit",
        (S.DRAFT, S.RETURNED),
        S.SUBMITTED,
        _("Подать заявку"),
        "grants.submit_application",
    ),
    Move(
        "withdraw",
        (S.DRAFT, S.SUBMITTED, S.CHECK, S.RETURNED),
        S.WITHDRAWN,
        _("Отозвать заявку"),
        "grants.withdraw_application",
    ),
    Move("check", (S.SUBMITTED,), S.CHECK, _("Взять на проверку"), CHECK),
    Move(
        "return",
        (S.CHECK,),
        S.RETURNED,
        _("Вернуть на доработку"),
        CHECK,
        needs_note=True,
        public=False,
    ),
    Move("admit", (S.CHECK,), S.EXPERTISE, _("Допустить"), CHECK),
    Move(
        "not_admit",
        (S.CHECK,),
        S.NOT_ADMITTED,
        _("Не допустить"),
        CHECK,
        needs_note=True,
        public=False,
    ),
    # The date given for corrections passed: the clock closes what nobody sent again.
    Move("expire", (S.RETURNED,), S.NOT_ADMITTED, _("Не исправлена в срок"), public=False),
    # The frozen ranking moves everything that was scored; then the commission's decision.
    Move("rank", (S.EXPERTISE,), S.RATING, _("Вошла в рейтинг")),
    Move("win", (S.RATING,), S.WINNER, _("Признана победителем")),
    Move("reject", (S.RATING,), S.REJECTED, _("Не поддержана")),
    Move("reconsider", (S.REJECTED,), S.WINNER, _("Поддержана по апелляции")),
    # From here on an application follows its agreement (actions/following.py).
    Move("agree", (S.WINNER,), S.AGREEMENT, _("Подписано соглашение")),
    Move("run", (S.AGREEMENT, S.REPORT, S.RETURN_FUNDS), S.RUNNING, _("Проект идёт")),
    Move("report", (S.RUNNING, S.RETURN_FUNDS), S.REPORT, _("Сдан итоговый отчёт")),
    Move("accept", (S.REPORT, S.RETURN_FUNDS), S.ACCEPTED, _("Итоговый отчёт принят")),
    Move("recover", (S.RUNNING, S.REPORT, S.ACCEPTED, S.TERMINATED), S.RETURN_FUNDS,
         _("Нужно вернуть деньги")),
    Move("terminate", (S.WINNER, S.AGREEMENT, S.RUNNING, S.REPORT, S.RETURN_FUNDS), S.TERMINATED,
         _("Соглашение расторгнуто")),
)  # fmt: skip
