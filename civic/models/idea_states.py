"""The states of an idea (the idea_statuses catalogue) and every move between them."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.cases.lifecycle import Lifecycle
from portal.cases.lifecycle import Transition as Move


class IdeaState(models.TextChoices):
    """The idea_statuses catalogue."""

    DRAFT = "draft", _("Черновик")
    MODERATION = "moderation", _("На модерации")
    PUBLISHED = "published", _("Обсуждается")
    MERGED = "merged", _("Объединена с похожей")
    EXPERTISE = "expertise", _("Экспертиза")
    SHORTLIST = "shortlist", _("Отобрана экспертами")
    VOTING = "voting", _("Голосование")
    ACCEPTED = "accepted", _("Принята к реализации")
    IMPLEMENTING = "implementing", _("Реализуется")
    DONE = "done", _("Реализована")
    DECLINED = "declined", _("Отклонена с обоснованием")
    ARCHIVED = "archived", _("Архив")


S = IdeaState
PRIVATE_STATES = (S.DRAFT, S.MODERATION)
OPEN_STATES = (S.PUBLISHED, S.EXPERTISE, S.SHORTLIST, S.VOTING)
EDITABLE_STATES = (S.DRAFT, S.PUBLISHED)

TONES = {
    S.MODERATION: "warning",
    S.PUBLISHED: "info",
    S.EXPERTISE: "info",
    S.SHORTLIST: "good",
    S.VOTING: "good",
    S.ACCEPTED: "good",
    S.IMPLEMENTING: "info",
    S.DONE: "good",
    S.DECLINED: "bad",
}


class DeclineGround(models.TextChoices):
    """The closed list of grounds a refusal names beside its reasons (BRIEF §9)."""

    POWERS = "powers", _("Вопрос не относится к полномочиям города")
    MONEY = "money", _("Нет средств в бюджете")
    LAW = "law", _("Противоречит закону или правам других людей")
    DONE = "done", _("Уже сделано или делается")
    UNFEASIBLE = "unfeasible", _("Неосуществимо технически")
    PRIORITY = "priority", _("Жители и эксперты предпочли другие идеи")


SUBMIT = "civic.submit_idea"
WITHDRAW = "civic.withdraw_idea"
CHECK = "civic.check_idea"
HIDE = "civic.hide_idea"
SELECT = "civic.select_idea"
RESOLVE = "civic.resolve_idea"
REALISE = "civic.realise_idea"
CLOSE = "civic.close_idea"

LIFECYCLE = Lifecycle(
    IdeaState,
    S.DRAFT,
    Move("submit", (S.DRAFT,), S.MODERATION, _("Отправить идею"), SUBMIT, public=False),
    Move("withdraw", (S.DRAFT, S.MODERATION, S.PUBLISHED), S.ARCHIVED, _("Отозвать"), WITHDRAW),
    Move(
        "return",
        (S.MODERATION,),
        S.DRAFT,
        _("Вернуть автору"),
        CHECK,
        needs_note=True,
        public=False,
    ),
    Move("publish", (S.MODERATION,), S.PUBLISHED, _("Опубликовать"), CHECK),
    Move(
        "hide",
        (S.PUBLISHED, S.EXPERTISE),
        S.MODERATION,
        _("Снять с публикации"),
        HIDE,
        needs_note=True,
        public=False,
    ),
    # The clock merges, after both authors agreed and every supporter had the time to choose.
    Move("merge", (S.PUBLISHED,), S.MERGED, _("Объединена с похожей")),
    Move("examine", (S.PUBLISHED,), S.EXPERTISE, _("Передать экспертам"), SELECT),
    Move("shortlist", (S.EXPERTISE,), S.SHORTLIST, _("Включить в короткий список"), SELECT),
    Move("vote", (S.SHORTLIST,), S.VOTING, _("Вынесена на голосование")),
    Move(
        "accept",
        (S.PUBLISHED, S.EXPERTISE, S.SHORTLIST, S.VOTING),
        S.ACCEPTED,
        _("Принять к реализации"),
        RESOLVE,
        needs_note=True,
    ),
    Move(
        "decline",
        (S.PUBLISHED, S.EXPERTISE, S.SHORTLIST, S.VOTING),
        S.DECLINED,
        _("Отклонить с обоснованием"),
        RESOLVE,
        needs_note=True,
    ),
    Move("implement", (S.ACCEPTED,), S.IMPLEMENTING, _("Начать реализацию"), REALISE),
    Move(
        "finish",
        (S.IMPLEMENTING,),
        S.DONE,
        _("Отчитаться о реализации"),
        REALISE,
        needs_note=True,
    ),
    Move(
        "archive",
        (S.PUBLISHED, S.EXPERTISE, S.SHORTLIST, S.VOTING, S.DECLINED, S.DONE),
        S.ARCHIVED,
        _("Убрать в архив"),
        CLOSE,
        needs_note=True,
    ),
)
