"""The stages of a challenge (the crowd_stages catalogue) and the moves between them."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.cases.lifecycle import Lifecycle
from portal.cases.lifecycle import Transition as Move


class ChallengeState(models.TextChoices):
    """The crowd_stages catalogue, with what comes before and beside it."""

    DRAFT = "draft", _("Готовится")
    ANNOUNCED = "announced", _("Объявление вызова и вопросов")
    IDEAS = "ideas", _("Сбор идей")
    DISCUSSION = "discussion", _("Обсуждение и доработка")
    MERGING = "merging", _("Объединение похожих идей")
    SELECTION = "selection", _("Экспертный отбор")
    VOTING = "voting", _("Голосование жителей")
    DECISION = "decision", _("Решение администрации с обоснованием")
    ROADMAP = "roadmap", _("Дорожная карта")
    REPORTED = "reported", _("Отчёт о реализации")
    CANCELLED = "cancelled", _("Отменён")


S = ChallengeState
# Stages with dates, in their order: the clock moves through them.
DATED = (S.ANNOUNCED, S.IDEAS, S.DISCUSSION, S.MERGING, S.SELECTION, S.VOTING)
STAGES = (*DATED, S.DECISION, S.ROADMAP, S.REPORTED)

TONES = {
    S.IDEAS: "good",
    S.DISCUSSION: "info",
    S.MERGING: "info",
    S.SELECTION: "info",
    S.VOTING: "good",
    S.DECISION: "warning",
    S.ROADMAP: "info",
    S.REPORTED: "good",
    S.CANCELLED: "bad",
}
ANNOUNCE = "civic.announce_challenge"
CONCLUDE = "civic.conclude_challenge"


def _by_the_clock():
    """Moves without a permission: the dates make them, whichever stages were left out."""
    for place, stage in enumerate((*DATED, S.DECISION)[1:], start=1):
        yield Move(f"begin_{stage.value}", DATED[:place], stage, stage.label)


LIFECYCLE = Lifecycle(
    ChallengeState,
    S.DRAFT,
    Move("announce", (S.DRAFT,), S.ANNOUNCED, _("Объявить вызов"), ANNOUNCE),
    *_by_the_clock(),
    Move(
        "conclude",
        (S.DECISION,),
        S.ROADMAP,
        _("Опубликовать решение"),
        CONCLUDE,
        needs_note=True,
    ),
    Move(
        "report",
        (S.ROADMAP,),
        S.REPORTED,
        _("Опубликовать отчёт"),
        CONCLUDE,
        needs_note=True,
    ),
    Move("cancel", (S.DRAFT, *DATED), S.CANCELLED, _("Отменить вызов"), ANNOUNCE, needs_note=True),
)
