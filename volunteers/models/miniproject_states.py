"""States of a mini-project and of its photo report, with every move."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.cases.lifecycle import Lifecycle, Transition

DECIDE, LEAD = "volunteers.decide_miniproject", "volunteers.lead_miniproject"


class MiniProjectState(models.TextChoices):
    SUBMITTED = "submitted", _("На рассмотрении")
    REFUSED = "refused", _("Нужны исправления")
    OPEN = "open", _("Собирает помощь")
    DONE = "done", _("Сделано")
    CANCELLED = "cancelled", _("Не состоится")
    WITHDRAWN = "withdrawn", _("Снят автором")


M = MiniProjectState
SHOWN = (M.OPEN, M.DONE, M.CANCELLED)
EDITABLE = (M.SUBMITTED, M.REFUSED)
MINIPROJECT_LIFECYCLE = Lifecycle(
    M,
    M.SUBMITTED,
    Transition("publish", (M.SUBMITTED,), M.OPEN, _("Опубликовать"), DECIDE),
    Transition(
        "refuse", (M.SUBMITTED,), M.REFUSED, _("Вернуть на исправление"), DECIDE, needs_note=True
    ),
    Transition("resubmit", (M.REFUSED,), M.SUBMITTED, _("Отправить снова"), LEAD),
    Transition("withdraw", EDITABLE, M.WITHDRAWN, _("Снять с рассмотрения"), LEAD),
    Transition(
        "cancel",
        (M.OPEN,),
        M.CANCELLED,
        _("Отменить проект"),
        "volunteers.cancel_miniproject",
        needs_note=True,
    ),
    Transition("finish", (M.OPEN,), M.DONE, _("Отчёт принят")),
)


class PhotoReportState(models.TextChoices):
    SUBMITTED = "submitted", _("На проверке")
    ACCEPTED = "accepted", _("Принят")
    RETURNED = "returned", _("Возвращён")


R = PhotoReportState
PHOTOREPORT_LIFECYCLE = Lifecycle(
    R,
    R.SUBMITTED,
    Transition(
        "accept", (R.SUBMITTED,), R.ACCEPTED, _("Принять отчёт"), "volunteers.decide_photo_report"
    ),
    Transition(
        "return",
        (R.SUBMITTED,),
        R.RETURNED,
        _("Вернуть отчёт"),
        "volunteers.decide_photo_report",
        needs_note=True,
        public=False,
    ),
)
