"""The states of an appeal (the appeal_statuses catalogue) and every move between them."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.cases.lifecycle import Lifecycle, Transition


class AppealState(models.TextChoices):
    """The appeal_statuses catalogue."""

    DRAFT = "draft", _("Черновик")
    SENT = "sent", _("Направлено")
    REGISTERED = "registered", _("Зарегистрировано")
    FORWARDED = "forwarded", _("Перенаправлено по компетенции")
    IN_REVIEW = "in_review", _("На рассмотрении")
    EXTENDED = "extended", _("Срок рассмотрения продлён")
    CLARIFY = "clarify", _("Запрошены уточнения")
    ANSWERED = "answered", _("Дан ответ")
    LEFT = "left", _("Оставлено без ответа по существу")
    WITHDRAWN = "withdrawn", _("Отозвано заявителем")
    CLOSED = "closed", _("Закрыто")


S = AppealState
# An official owes a step.
UNDER_WAY = (S.REGISTERED, S.IN_REVIEW, S.EXTENDED, S.CLARIFY)
OWED = (S.SENT, *UNDER_WAY)

TONES = {
    S.SENT: "warning",
    S.REGISTERED: "info",
    S.IN_REVIEW: "info",
    S.EXTENDED: "warning",
    S.CLARIFY: "warning",
    S.ANSWERED: "good",
    S.LEFT: "bad",
}

SEND = "civic.send_appeal"
WITHDRAW = "civic.withdraw_appeal"
SUPPLY = "civic.supply_appeal"
REGISTER = "civic.register_appeal"
HANDLE = "civic.handle_appeal"
EXTEND = "civic.extend_appeal"
CLOSE = "civic.close_appeal"


def move(name, sources, target, label, permission="", **more) -> Transition:
    """A move of an appeal: nothing about an appeal is public."""
    return Transition(name, sources, target, label, permission, public=False, **more)


LIFECYCLE = Lifecycle(
    AppealState,
    S.DRAFT,
    move("send", (S.DRAFT,), S.SENT, _("Направить обращение"), SEND),
    move("register", (S.SENT,), S.REGISTERED, _("Зарегистрировать"), REGISTER),
    move(
        "forward",
        (S.REGISTERED, S.IN_REVIEW),
        S.FORWARDED,
        _("Перенаправить по компетенции"),
        REGISTER,
        needs_note=True,
    ),
    move("take", (S.REGISTERED,), S.IN_REVIEW, _("Взять на рассмотрение"), HANDLE),
    move("extend", (S.IN_REVIEW,), S.EXTENDED, _("Продлить срок"), EXTEND, needs_note=True),
    move(
        "clarify",
        (S.IN_REVIEW, S.EXTENDED),
        S.CLARIFY,
        _("Запросить уточнения"),
        HANDLE,
        needs_note=True,
    ),
    move("supply", (S.CLARIFY,), S.IN_REVIEW, _("Дать уточнения"), SUPPLY, needs_note=True),
    # Without an answer of the applicant the review goes on when the time is over.
    move("resume", (S.CLARIFY,), S.IN_REVIEW, _("Рассмотрение продолжено без уточнений")),
    move(
        "answer",
        (S.REGISTERED, S.IN_REVIEW, S.EXTENDED, S.CLARIFY),
        S.ANSWERED,
        _("Дать ответ"),
        HANDLE,
        needs_note=True,
    ),
    move(
        "leave",
        (S.REGISTERED, S.IN_REVIEW, S.EXTENDED),
        S.LEFT,
        _("Оставить без ответа по существу"),
        HANDLE,
        needs_note=True,
    ),
    move(
        "withdraw",
        (S.DRAFT, S.SENT, S.REGISTERED, S.IN_REVIEW, S.EXTENDED, S.CLARIFY),
        S.WITHDRAWN,
        _("Отозвать обращение"),
        WITHDRAW,
    ),
    move("close", (S.ANSWERED, S.LEFT, S.FORWARDED), S.CLOSED, _("Списать в дело"), CLOSE),
)
