"""The states of an initiative project and every move between them, as one table (BRIEF §1.7)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.cases.lifecycle import Lifecycle
from portal.cases.lifecycle import Transition as Move


class ProjectState(models.TextChoices):
    """The project_statuses catalogue."""

    DRAFT = "draft", _("Черновик")
    SUBMITTED = "submitted", _("Внесён")
    RETURNED = "returned", _("Возвращён на доработку")
    PUBLISHED = "published", _("Опубликован, идёт сбор замечаний")
    REVIEW = "review", _("На рассмотрении администрации")
    REWORK = "rework", _("Совместная доработка")
    CONTEST = "contest", _("Участвует в конкурсном отборе")
    RESERVE = "reserve", _("В резерве")
    SUPPORTED = "supported", _("Поддержан")
    WINNER = "winner", _("Победитель")
    FUNDING = "funding", _("Сбор софинансирования и заключение соглашения")
    CONTRACT = "contract", _("Закупка, заключение контракта")
    WORKS = "works", _("Ведутся работы")
    ACCEPTANCE = "acceptance", _("Приёмка с участием жителей")
    COMPLETED = "completed", _("Завершён, готовится отчёт")
    REPORTED = "reported", _("Отчёт опубликован")
    REFUSED = "refused", _("Отказано в поддержке")
    CANCELLED = "cancelled", _("Не реализован, возврат инициативных платежей")
    WITHDRAWN = "withdrawn", _("Отозван инициатором")


S = ProjectState
PRIVATE_STATES = (S.DRAFT, S.SUBMITTED, S.RETURNED, S.WITHDRAWN)
# The author may change the text; in REWORK the project is public, so half-typed text must not be.
EDITABLE_STATES = (S.DRAFT, S.RETURNED, S.REWORK)
# A signal of interest makes sense until the decision; votes and money come after it.
OPEN_STATES = (S.PUBLISHED, S.REVIEW, S.REWORK, S.CONTEST, S.SUPPORTED)
# What waits for an official.
WAITING_STATES = (S.SUBMITTED, S.PUBLISHED, S.REVIEW, S.REWORK)

TONES = {
    S.RETURNED: "warning",
    S.PUBLISHED: "info",
    S.REVIEW: "info",
    S.REWORK: "warning",
    S.CONTEST: "info",
    S.SUPPORTED: "good",
    S.WINNER: "good",
    S.WORKS: "info",
    S.COMPLETED: "good",
    S.REPORTED: "good",
    S.REFUSED: "bad",
    S.CANCELLED: "bad",
}

SUBMIT = "budgeting.submit_project"
WITHDRAW = "budgeting.withdraw_project"
CHECK = "budgeting.check_project"
REVIEW = "budgeting.review_project"
ADMIT = "budgeting.admit_project"
DECIDE = "budgeting.decide_project"
CONSIDER = "budgeting.consider_project"
REWORKED = "budgeting.rework_project"
DECLINE = "budgeting.decline_rework"
PROMOTE = "budgeting.promote_project"

FUND, CONTRACT, WORK = (f"budgeting.{act}_project" for act in ("fund", "contract", "work"))
ACCEPT, REDO, COMPLETE = (f"budgeting.{act}_project" for act in ("accept", "redo", "complete"))
REPORT, CANCEL = "budgeting.report_project", "budgeting.cancel_project"

LIFECYCLE = Lifecycle(
    ProjectState,
    S.DRAFT,
    Move("submit", (S.DRAFT, S.RETURNED), S.SUBMITTED, _("Внести проект"), SUBMIT),
    Move(
        "withdraw",
        (S.DRAFT, S.SUBMITTED, S.RETURNED, S.PUBLISHED, S.REWORK),
        S.WITHDRAWN,
        _("Отозвать"),
        WITHDRAW,
    ),
    Move(
        "return",
        (S.SUBMITTED,),
        S.RETURNED,
        _("Вернуть на доработку"),
        CHECK,
        needs_note=True,
        public=False,
    ),
    Move("publish", (S.SUBMITTED,), S.PUBLISHED, _("Опубликовать"), CHECK),
    # Both authors agreed to join the project to another one: nobody's button, see MergeOffer.
    Move("merge", (S.PUBLISHED, S.REWORK), S.WITHDRAWN, _("Объединён с другим проектом")),
    Move("review", (S.PUBLISHED, S.REWORK), S.REVIEW, _("Взять на рассмотрение"), CONSIDER),
    Move(
        "rework",
        (S.REVIEW,),
        S.REWORK,
        _("Предложить совместную доработку"),
        REVIEW,
        needs_note=True,
    ),
    Move("reworked", (S.REWORK,), S.REVIEW, _("Доработано, вернуть на рассмотрение"), REWORKED),
    Move(
        "decline",
        (S.REWORK,),
        S.REVIEW,
        _("Отказ от совместной доработки"),
        DECLINE,
        needs_note=True,
    ),
    Move("support", (S.REVIEW,), S.SUPPORTED, _("Поддержать"), DECIDE),
    Move("admit", (S.REVIEW, S.SUPPORTED), S.CONTEST, _("Допустить к голосованию"), ADMIT),
    Move(
        "refuse",
        (S.REVIEW, S.CONTEST, S.RESERVE),
        S.REFUSED,
        _("Отказать"),
        DECIDE,
        needs_note=True,
    ),
    # The count decides these two, never a person: a move without a permission is the clock's.
    Move("win", (S.CONTEST, S.RESERVE), S.WINNER, _("Признан победителем")),
    Move("reserve", (S.CONTEST,), S.RESERVE, _("Зачислен в резерв")),
    # Money of the round was released: an official's decision, where the rules allow it.
    Move(
        "promote",
        (S.RESERVE,),
        S.WINNER,
        _("Признать победителем из резерва"),
        PROMOTE,
        needs_note=True,
    ),
    Move("fund", (S.SUPPORTED, S.WINNER), S.FUNDING, _("Собирать софинансирование"), FUND),
    Move("contract", (S.FUNDING,), S.CONTRACT, _("К заключению контракта"), CONTRACT),
    Move("work", (S.CONTRACT,), S.WORKS, _("Начать работы"), WORK),
    Move("accept", (S.WORKS,), S.ACCEPTANCE, _("К приёмке"), ACCEPT),
    Move("redo", (S.ACCEPTANCE,), S.WORKS, _("Вернуть в работу"), REDO, needs_note=True),
    Move("complete", (S.ACCEPTANCE,), S.COMPLETED, _("Завершить"), COMPLETE),
    Move("report", (S.COMPLETED,), S.REPORTED, _("Опубликовать отчёт"), REPORT),
    Move(
        "cancel",
        (S.FUNDING, S.CONTRACT, S.WORKS),
        S.CANCELLED,
        _("Прекратить"),
        CANCEL,
        needs_note=True,
    ),
)
