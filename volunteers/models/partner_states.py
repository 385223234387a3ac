"""States of a card of the partner exchange and of a reply to it, with every move."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.cases.lifecycle import Lifecycle, Transition

DECIDE, LEAD = "volunteers.decide_partner_card", "volunteers.lead_partner_card"


class CardState(models.TextChoices):
    SUBMITTED = "submitted", _("На рассмотрении")
    REFUSED = "refused", _("Нужны исправления")
    OPEN = "open", _("Открыто")
    CLOSED = "closed", _("Больше не актуально")
    EXPIRED = "expired", _("Срок прошёл")
    WITHDRAWN = "withdrawn", _("Снято автором")


C = CardState
CARD_SHOWN = (C.OPEN, C.CLOSED, C.EXPIRED)
CARD_EDITABLE = (C.SUBMITTED, C.REFUSED)
CARD_LIFECYCLE = Lifecycle(
    C,
    C.SUBMITTED,
    Transition("publish", (C.SUBMITTED,), C.OPEN, _("Опубликовать"), DECIDE),
    Transition(
        "refuse", (C.SUBMITTED,), C.REFUSED, _("Вернуть на исправление"), DECIDE, needs_note=True
    ),
    Transition("resubmit", (C.REFUSED,), C.SUBMITTED, _("Отправить снова"), LEAD),
    Transition("withdraw", CARD_EDITABLE, C.WITHDRAWN, _("Снять с рассмотрения"), LEAD),
    Transition("close", (C.OPEN,), C.CLOSED, _("Закрыть: больше не актуально"), LEAD),
    Transition("hide", (C.OPEN,), C.REFUSED, _("Снять с показа"), DECIDE, needs_note=True),
    Transition("expire", (C.OPEN,), C.EXPIRED, _("Срок прошёл")),
)


class ReplyState(models.TextChoices):
    SENT = "sent", _("Ждёт ответа")
    ACCEPTED = "accepted", _("Договариваемся")
    DECLINED = "declined", _("Отказано")
    WITHDRAWN = "withdrawn", _("Отклик снят")


R = ReplyState
ANSWER = "volunteers.answer_partner_reply"
REPLY_LIFECYCLE = Lifecycle(
    R,
    R.SENT,
    Transition(
        "accept", (R.SENT,), R.ACCEPTED, _("Согласиться и начать договор"), ANSWER, public=False
    ),
    Transition(
        "decline", (R.SENT,), R.DECLINED, _("Отказать"), ANSWER, needs_note=True, public=False
    ),
    Transition(
        "withdraw",
        (R.SENT,),
        R.WITHDRAWN,
        _("Снять отклик"),
        "volunteers.withdraw_partner_reply",
        public=False,
    ),
)
