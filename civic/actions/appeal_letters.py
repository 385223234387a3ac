"""What the applicant and the officials are told at each step of an appeal.

Letters name the number, never the content: a mailbox is no place for somebody's appeal.
"""

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from civic.models import Appeal, AppealDesk
from portal.accounts.models import User
from portal.cases.models import CaseEvent
from portal.notifications.actions import notify

TOPIC = "appeal"
NEWS = {
    "send": (
        _("Обращение направлено"),
        _("Мы зарегистрируем его в срок, который указан на странице обращения."),
    ),
    "register": (
        _("Обращение зарегистрировано"),
        _("Номер и срок ответа — на странице обращения."),
    ),
    "forward": (
        _("Обращение перенаправлено"),
        _("Вопрос решает другой орган. Куда и почему — на странице обращения."),
    ),
    "take": (_("Обращение на рассмотрении"), _("Назначено подразделение, которое ответит.")),
    "extend": (
        _("Срок рассмотрения продлён"),
        _("Причина и новый срок — на странице обращения."),
    ),
    "clarify": (
        _("Нужны уточнения"),
        _("Откройте обращение и ответьте: без этого рассмотреть его труднее."),
    ),
    "supply": (_("Уточнения получены"), _("Рассмотрение продолжается.")),
    "resume": (
        _("Рассмотрение продолжается"),
        _("Уточнения не поступили, ответ подготовят по тому, что есть."),
    ),
    "answer": (_("Ответ на обращение готов"), _("Откройте страницу обращения, чтобы прочитать.")),
    "leave": (
        _("Обращение оставлено без ответа по существу"),
        _("Основание — на странице обращения. Его можно обжаловать."),
    ),
    "withdraw": (_("Обращение отозвано"), _("Рассмотрение прекращено.")),
    "close": (_("Обращение закрыто"), _("Оно остаётся в вашем разделе «Мои обращения».")),
    "published": (
        _("Ответ опубликован без личных данных"),
        _("Вы разрешили это. Разрешение можно отозвать на странице обращения."),
    ),
}
# What the officials of the desk learn too.
FOR_DESK = {"supply", "withdraw", "assigned"}


def tell(appeal: Appeal, event: CaseEvent) -> None:
    """Tell the applicant, and the registrars or the desk where a step waits for them."""
    news, text = NEWS[event.kind]
    _send(appeal, event, [appeal.author], news, text)
    if event.kind == "send":
        _send(appeal, event, registrars(), _("Новое обращение"), _("Его нужно зарегистрировать."))
    elif event.kind in FOR_DESK and appeal.department_id:
        _send(appeal, event, desk(appeal), news, text)


def tell_desk(appeal: Appeal, event: CaseEvent) -> None:
    """Tell the department that it got the appeal."""
    _send(appeal, event, desk(appeal), _("Вам поручено обращение"), _("Срок — на его странице."))


def tell_overdue(appeal: Appeal, event: CaseEvent, people) -> None:
    """Tell those who answer for the term that it has passed."""
    text = _("Срок по обращению прошёл. Ответьте или продлите его с уведомлением заявителя.")
    _send(appeal, event, people, _("Нарушен срок по обращению"), text)


def _send(appeal: Appeal, event: CaseEvent, people, news, text) -> None:
    notify(
        event,
        people,
        topic=TOPIC,
        subject=format_lazy("{}: {}", news, appeal),
        body=text,
        url=appeal.get_absolute_url(),
    )


def registrars():
    desks = AppealDesk.objects.filter(department=None)
    return User.objects.filter(pk__in=desks.values("user"), is_staff=True)


def desk(appeal: Appeal):
    desks = AppealDesk.objects.filter(department=appeal.department_id)
    return User.objects.filter(pk__in=desks.values("user"), is_staff=True)
