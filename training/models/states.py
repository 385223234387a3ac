"""States of a session and of a place in it, with every move."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.cases.lifecycle import Lifecycle, Transition


class SessionState(models.TextChoices):
    DRAFT = "draft", _("Готовится")
    PUBLISHED = "published", _("Объявлен")
    SELECTED = "selected", _("Отбор проведён")
    CANCELLED = "cancelled", _("Отменён")


S = SessionState
SESSION_LIFECYCLE = Lifecycle(
    S,
    S.DRAFT,
    Transition("publish", (S.DRAFT,), S.PUBLISHED, _("Объявить набор"), "training.publish_session"),
    Transition("select", (S.PUBLISHED,), S.SELECTED, _("Провести отбор"), "training.select"),
    Transition(
        "cancel",
        (S.PUBLISHED, S.SELECTED),
        S.CANCELLED,
        _("Отменить обучение"),
        "training.cancel_session",
        needs_note=True,
    ),
)


class EnrolmentState(models.TextChoices):
    APPLIED = "applied", _("Заявка подана")
    WAITING = "waiting", _("В листе ожидания")
    RESERVE = "reserve", _("В резерве отбора")
    ADMITTED = "admitted", _("Место предложено")
    ENROLLED = "enrolled", _("Зачислен")
    REFUSED = "refused", _("Отказано")
    CANCELLED = "cancelled", _("Отказался от места")
    EXPIRED = "expired", _("Место не подтверждено в срок")
    COMPLETED = "completed", _("Обучение завершено")
    FAILED = "failed", _("Обучение не завершено")


E = EnrolmentState
# A place offered is a place taken: two people must never hold it.
HOLDING = (E.ADMITTED, E.ENROLLED, E.COMPLETED, E.FAILED)
QUEUED = (E.WAITING, E.RESERVE)
OVER = (E.REFUSED, E.CANCELLED, E.EXPIRED)
STUDYING = (E.ENROLLED, E.COMPLETED, E.FAILED)
ENROLMENT_LIFECYCLE = Lifecycle(
    E,
    E.APPLIED,
    # What follows from a selection or from a place that came free; no person's move.
    Transition("queue", (E.APPLIED,), E.RESERVE, _("Резерв отбора"), public=False),
    Transition(
        "offer", (E.APPLIED, E.WAITING, E.RESERVE), E.ADMITTED, _("Место предложено"), public=False
    ),
    Transition("expire", (E.ADMITTED,), E.EXPIRED, _("Срок подтверждения прошёл"), public=False),
    Transition("close", (*QUEUED, E.APPLIED), E.REFUSED, _("Мест не осталось"), public=False),
    Transition(
        "confirm",
        (E.ADMITTED,),
        E.ENROLLED,
        _("Подтвердить участие"),
        "training.confirm_place",
        public=False,
    ),
    Transition(
        "cancel",
        (E.APPLIED, *QUEUED, E.ADMITTED, E.ENROLLED),
        E.CANCELLED,
        _("Отказаться от места"),
        "training.cancel_place",
        public=False,
    ),
    Transition(
        "refuse",
        (E.APPLIED, *QUEUED),
        E.REFUSED,
        _("Отказать"),
        "training.refuse_place",
        needs_note=True,
        public=False,
    ),
    Transition(
        "complete",
        (E.ENROLLED,),
        E.COMPLETED,
        _("Завершить и выдать свидетельство"),
        "training.complete_place",
        public=False,
    ),
    Transition(
        "fail",
        (E.ENROLLED,),
        E.FAILED,
        _("Отметить, что обучение не завершено"),
        "training.complete_place",
        needs_note=True,
        public=False,
    ),
)


class WorkState(models.TextChoices):
    DRAFT = "draft", _("Пишется")
    SUBMITTED = "submitted", _("На проверке")
    RETURNED = "returned", _("Возвращена на доработку")
    ACCEPTED = "accepted", _("Принята")


W = WorkState
WORK_LIFECYCLE = Lifecycle(
    W,
    W.DRAFT,
    Transition(
        "submit",
        (W.DRAFT, W.RETURNED),
        W.SUBMITTED,
        _("Отправить наставнику"),
        "training.submit_work",
        public=False,
    ),
    Transition(
        "return",
        (W.SUBMITTED,),
        W.RETURNED,
        _("Вернуть на доработку"),
        "training.review_work",
        needs_note=True,
        public=False,
    ),
    Transition(
        "accept",
        (W.SUBMITTED,),
        W.ACCEPTED,
        _("Принять работу"),
        "training.review_work",
        public=False,
    ),
)
