"""States of a shift and of somebody's place in it, with every move."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.cases.lifecycle import Lifecycle, Transition


class ShiftState(models.TextChoices):
    DRAFT = "draft", _("Готовится")
    PUBLISHED = "published", _("Объявлена")
    CANCELLED = "cancelled", _("Отменена")


S = ShiftState
SHIFT_LIFECYCLE = Lifecycle(
    S,
    S.DRAFT,
    Transition("publish", (S.DRAFT,), S.PUBLISHED, _("Объявить смену"), "volunteers.publish_shift"),
    Transition(
        "cancel",
        (S.DRAFT, S.PUBLISHED),
        S.CANCELLED,
        _("Отменить смену"),
        "volunteers.cancel_shift",
        needs_note=True,
    ),
)


class SignupState(models.TextChoices):
    REQUESTED = "requested", _("Ждёт ответа координатора")
    WAITING = "waiting", _("В листе ожидания")
    OFFERED = "offered", _("Место предложено")
    CONFIRMED = "confirmed", _("Записан, место есть")
    REFUSED = "refused", _("Отказано")
    EXPIRED = "expired", _("Место не подтверждено")
    WITHDRAWN = "withdrawn", _("Отказался вовремя")
    LATE = "late", _("Отказался поздно")
    CANCELLED = "cancelled", _("Смена отменена")
    ATTENDED = "attended", _("Пришёл")
    NO_SHOW = "no_show", _("Не пришёл")
    EXCUSED = "excused", _("Не пришёл по уважительной причине")


U = SignupState
# A place offered is a place taken: two people must never hold it.
HOLDING = (U.OFFERED, U.CONFIRMED, U.ATTENDED, U.NO_SHOW, U.EXCUSED)
BEFORE = (U.REQUESTED, U.WAITING, U.OFFERED, U.CONFIRMED)
# Whose hours are spoken for: no second sign-up at the same time.
ENGAGED = (*BEFORE, U.ATTENDED)
SIGNUP_LIFECYCLE = Lifecycle(
    U,
    U.REQUESTED,
    # What follows from a place that came free, from the clock, from the end of something.
    Transition("wait", (U.REQUESTED,), U.WAITING, _("Лист ожидания"), public=False),
    Transition("offer", (U.WAITING,), U.OFFERED, _("Место предложено"), public=False),
    Transition("expire", (U.OFFERED,), U.EXPIRED, _("Срок подтверждения прошёл"), public=False),
    Transition("close", (U.REQUESTED, U.WAITING), U.EXPIRED, _("Смена началась"), public=False),
    Transition("call_off", BEFORE, U.CANCELLED, _("Смену отменили"), public=False),
    Transition("hand_over", (U.CONFIRMED,), U.WITHDRAWN, _("Замена нашлась"), public=False),
    Transition("drop", BEFORE, U.WITHDRAWN, _("Запись снята"), public=False),
    Transition(
        "approve",
        (U.REQUESTED,),
        U.CONFIRMED,
        _("Принять на смену"),
        "volunteers.answer_signup",
        public=False,
    ),
    Transition(
        "refuse",
        BEFORE,
        U.REFUSED,
        _("Отказать"),
        "volunteers.answer_signup",
        needs_note=True,
        public=False,
    ),
    Transition(
        "accept",
        (U.OFFERED,),
        U.CONFIRMED,
        _("Подтвердить: я приду"),
        "volunteers.accept_place",
        public=False,
    ),
    Transition(
        "withdraw",
        BEFORE,
        U.WITHDRAWN,
        _("Отказаться от смены"),
        "volunteers.withdraw_signup",
        public=False,
    ),
    Transition(
        "leave_late",
        (U.CONFIRMED,),
        U.LATE,
        _("Отказаться поздно"),
        "volunteers.leave_late",
        needs_note=True,
        public=False,
    ),
    Transition(
        "attend",
        (U.CONFIRMED, U.NO_SHOW),
        U.ATTENDED,
        _("Отметить приход"),
        "volunteers.mark_coming",
        public=False,
    ),
    Transition(
        "miss",
        (U.CONFIRMED,),
        U.NO_SHOW,
        _("Отметить, что не пришёл"),
        "volunteers.mark_missing",
        public=False,
    ),
    Transition(
        "unmark",
        (U.ATTENDED,),
        U.CONFIRMED,
        _("Снять отметку о приходе"),
        "volunteers.unmark_coming",
        needs_note=True,
        public=False,
    ),
    Transition(
        "excuse",
        (U.NO_SHOW,),
        U.EXCUSED,
        _("Признать причину уважительной"),
        "volunteers.mark_missing",
        needs_note=True,
        public=False,
    ),
)
