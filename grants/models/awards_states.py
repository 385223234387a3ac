"""Stages of a season of an award, states of a nomination, and the moves between them."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.cases.lifecycle import Lifecycle
from portal.cases.lifecycle import Transition as Move


class SeasonState(models.TextChoices):
    DRAFT = "draft", _("Готовится")
    COLLECTING = "collecting", _("Приём выдвижений")
    CHECK = "check", _("Проверка")
    JUDGING = "judging", _("Оценка")
    RATED = "rated", _("Рейтинг опубликован")
    DECIDED = "decided", _("Лауреаты названы")
    CANCELLED = "cancelled", _("Отменён")


class NominationState(models.TextChoices):
    DRAFT = "draft", _("Черновик")
    CONSENT = "consent", _("Ждёт согласия номинанта")
    CHECK = "check", _("Проверка")
    RETURNED = "returned", _("Возвращено на доработку")
    NOT_ADMITTED = "not_admitted", _("Не допущено")
    ADMITTED = "admitted", _("Участвует")
    LAUREATE = "laureate", _("Лауреат")
    NOT_AWARDED = "not_awarded", _("Участвовал в конкурсе")
    DECLINED = "declined", _("Номинант отказался")
    EXPIRED = "expired", _("Срок истёк")
    WITHDRAWN = "withdrawn", _("Отозвано")


T, N = SeasonState, NominationState
RUN, CHECK, OWN, ANSWER = (
    *("grants.run_season", "grants.check_nomination"),
    *("grants.own_nomination", "grants.answer_nomination"),
)
SEASON_TONES = {
    T.COLLECTING: "good", T.CHECK: "info", T.JUDGING: "info", T.RATED: "info", T.DECIDED: "good",
    T.CANCELLED: "bad",
}  # fmt: skip
NOMINATION_TONES = {
    N.CONSENT: "warning", N.CHECK: "info", N.RETURNED: "warning", N.NOT_ADMITTED: "bad",
    N.ADMITTED: "info", N.LAUREATE: "good", N.DECLINED: "bad", N.EXPIRED: "bad",
}  # fmt: skip
# Everybody sees these; each comes after the nominee's consent.
PUBLIC = (N.ADMITTED, N.LAUREATE, N.NOT_AWARDED)
EDITABLE = (N.DRAFT, N.RETURNED)
# The nominee's answer may still be changed; once judged, the nomination leaves the contest.
REVOCABLE = (N.CONSENT, N.CHECK, N.RETURNED, N.ADMITTED)
# Nothing of the nominee is kept in these.
ERASED = (N.DECLINED, N.EXPIRED, N.WITHDRAWN)

SEASON = Lifecycle(
    SeasonState,
    T.DRAFT,
    Move("publish", (T.DRAFT,), T.COLLECTING, _("Объявить сезон"), RUN),
    # The calendar, frozen when the season was announced, makes these two.
    Move("check", (T.COLLECTING,), T.CHECK, _("Приём окончен")),
    Move("judge", (T.CHECK,), T.JUDGING, _("Началась оценка")),
    Move("rate", (T.JUDGING,), T.RATED, _("Опубликовать рейтинг"), RUN),
    Move("decide", (T.RATED,), T.DECIDED, _("Назвать лауреатов"), RUN),
    Move("cancel", (T.COLLECTING, T.CHECK, T.JUDGING, T.RATED), T.CANCELLED,
         _("Отменить сезон"), RUN, needs_note=True),
)  # fmt: skip

NOMINATION = Lifecycle(
    NominationState,
    N.DRAFT,
    Move("send", EDITABLE, N.CONSENT, _("Отправить номинанту"), "grants.send_nomination",
         public=False),
    Move("consent", (N.CONSENT,), N.CHECK, _("Согласиться"), ANSWER, public=False),
    Move("decline", REVOCABLE, N.DECLINED, _("Отказаться"), ANSWER, public=False),
    Move("withdraw", (*EDITABLE, N.CONSENT, N.CHECK), N.WITHDRAWN, _("Отозвать выдвижение"), OWN,
         public=False),
    Move("return", (N.CHECK,), N.RETURNED, _("Вернуть на доработку"), CHECK, needs_note=True,
         public=False),
    Move("admit", (N.CHECK,), N.ADMITTED, _("Допустить"), CHECK),
    Move("not_admit", (N.CHECK,), N.NOT_ADMITTED, _("Не допустить"), CHECK, needs_note=True,
         public=False),
    # Not sent, not answered or not mended in time: the clock closes it.
    Move("expire", (*EDITABLE, N.CONSENT), N.EXPIRED, _("Срок истёк"), public=False),
    Move("win", (N.ADMITTED,), N.LAUREATE, _("Признан лауреатом")),
    Move("pass_over", (N.ADMITTED,), N.NOT_AWARDED, _("Не признан лауреатом")),
)  # fmt: skip
