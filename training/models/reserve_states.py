"""States of a campaign of the reserve and of an application to it (BRIEF, reserve_statuses)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.cases.lifecycle import Lifecycle, Transition


class CampaignState(models.TextChoices):
    DRAFT = "draft", _("Готовится")
    PUBLISHED = "published", _("Объявлена")
    RANKED = "ranked", _("Рейтинг готов")
    DECIDED = "decided", _("Решение принято")
    CANCELLED = "cancelled", _("Отменена")


C = CampaignState
CAMPAIGN_LIFECYCLE = Lifecycle(
    C,
    C.DRAFT,
    Transition("publish", (C.DRAFT,), C.PUBLISHED, _("Объявить отбор"), "training.run_campaign"),
    Transition(
        "rank", (C.PUBLISHED,), C.RANKED, _("Подвести рейтинг"), "training.conclude_campaign"
    ),
    Transition(
        "decide",
        (C.RANKED,),
        C.DECIDED,
        _("Включить в резерв по рейтингу"),
        "training.conclude_campaign",
    ),
    Transition(
        "cancel",
        (C.PUBLISHED, C.RANKED),
        C.CANCELLED,
        _("Отменить отбор"),
        "training.run_campaign",
        needs_note=True,
    ),
)


class ReserveState(models.TextChoices):
    DRAFT = "draft", _("Пишется")
    APPLIED = "applied", _("Подано заявление")
    CHECK = "check", _("Проверка документов")
    RETURNED = "returned", _("Возвращено на доработку")
    TEST = "test", _("Тестирование")
    INTERVIEW = "interview", _("Собеседование")
    INCLUDED = "included", _("Включён в резерв")
    TRAINING = "training", _("Подготовка по индивидуальному плану")
    APPOINTED = "appointed", _("Назначен на должность")
    REFUSED = "refused", _("Отказано")
    EXCLUDED = "excluded", _("Исключён из резерва")
    EXPIRED = "expired", _("Срок в резерве закончился")
    WITHDRAWN = "withdrawn", _("Отозвано")


R = ReserveState
IN_RESERVE = (R.INCLUDED, R.TRAINING)
JUDGED = (R.TEST, R.INTERVIEW)
BEFORE_DECISION = (R.APPLIED, R.CHECK, R.RETURNED, *JUDGED)
RESERVE_LIFECYCLE = Lifecycle(
    R,
    R.DRAFT,
    Transition(
        "submit",
        (R.DRAFT, R.RETURNED),
        R.APPLIED,
        _("Подать заявление"),
        "training.submit_reserve",
        public=False,
    ),
    Transition(
        "withdraw",
        BEFORE_DECISION,
        R.WITHDRAWN,
        _("Отозвать заявление"),
        "training.withdraw_reserve",
        public=False,
    ),
    Transition(
        "check",
        (R.APPLIED,),
        R.CHECK,
        _("Взять на проверку"),
        "training.check_reserve",
        public=False,
    ),
    Transition(
        "return",
        (R.CHECK,),
        R.RETURNED,
        _("Вернуть на доработку"),
        "training.check_reserve",
        needs_note=True,
        public=False,
    ),
    Transition(
        "admit",
        (R.CHECK,),
        R.TEST,
        _("Допустить к тестированию"),
        "training.check_reserve",
        public=False,
    ),
    Transition(
        "invite",
        (R.TEST,),
        R.INTERVIEW,
        _("Пригласить на собеседование"),
        "training.check_reserve",
        public=False,
    ),
    Transition(
        "refuse",
        (R.CHECK, *JUDGED),
        R.REFUSED,
        _("Отказать"),
        "training.check_reserve",
        needs_note=True,
        public=False,
    ),
    # What follows from a decision or from the calendar.
    Transition("include", (R.INTERVIEW,), R.INCLUDED, _("Включён в резерв"), public=False),
    Transition("pass_over", (R.INTERVIEW,), R.REFUSED, _("Не вошёл по рейтингу"), public=False),
    Transition("lapse", (R.RETURNED,), R.REFUSED, _("Не исправлено в срок"), public=False),
    Transition("expire", IN_RESERVE, R.EXPIRED, _("Срок закончился"), public=False),
    Transition(
        "plan",
        (R.INCLUDED,),
        R.TRAINING,
        _("Начать подготовку по плану"),
        "training.keep_reserve",
        public=False,
    ),
    Transition(
        "appoint",
        IN_RESERVE,
        R.APPOINTED,
        _("Назначить на должность"),
        "training.keep_reserve",
        needs_note=True,
        public=False,
    ),
    Transition(
        "exclude",
        IN_RESERVE,
        R.EXCLUDED,
        _("Исключить из резерва"),
        "training.keep_reserve",
        needs_note=True,
        public=False,
    ),
)
