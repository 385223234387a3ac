"""What people of a session are told: subject and plain text, in their language."""

from django.utils.text import format_lazy
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from portal.cases.models import CaseEvent
from portal.notifications.actions import notify
from training.models import Enrolment

TOPIC = "training"
NEWS = {
    "apply": (_("Заявка на обучение принята"), _("Решение появится после отбора.")),
    "enrol": (_("Вы записаны на обучение"), _("Место за вами. Ждём вас.")),
    "wait": (
        _("Вы в листе ожидания"),
        _("Свободных мест сейчас нет. Если место освободится, мы предложим его вам письмом."),
    ),
    "queue": (
        _("Вы в резерве отбора"),
        _("Мест на всех не хватило. Если кто-то откажется, место предложат следующему."),
    ),
    "offer": (
        _("Вам предложено место"),
        _("Подтвердите участие до указанного срока, иначе место получит следующий."),
    ),
    "expire": (_("Место не подтверждено"), _("Срок подтверждения прошёл, место передано дальше.")),
    "close": (_("Мест не осталось"), _("Обучение началось, освободившихся мест больше не будет.")),
    "confirm": (_("Участие подтверждено"), _("Место за вами. Ждём вас.")),
    "cancel": (_("Запись отменена"), _("Место передано следующему в очереди.")),
    "refuse": (_("В обучении отказано"), _("Организатор отказал и написал причину.")),
    "complete": (
        _("Обучение завершено"),
        _("Свидетельство выдано, оно лежит в разделе «Моё участие»."),
    ),
    "fail": (_("Обучение не завершено"), _("Организатор написал, чего не хватило.")),
    "call_off": (_("Обучение отменено"), _("Приносим извинения. Причину читайте ниже.")),
}


def told(value) -> str:
    return f"{localtime(value):%d.%m.%Y %H:%M}"


def tell(enrolment: Enrolment, event: CaseEvent, kind: str = "") -> None:
    """Put the news of the event into the outbox for the person."""
    news, text = NEWS[kind or event.kind]
    parts = [text, format_lazy("{}: {}", _("Начало"), told(enrolment.session.starts_at))]
    if (kind or event.kind) == "offer" and enrolment.confirm_by:
        parts.append(format_lazy("{}: {}", _("Подтвердить до"), told(enrolment.confirm_by)))
    if event.note:
        parts.append(format_lazy("{}: {}", _("Пояснение"), event.note))
    title = enrolment.session.programme.title
    notify(
        event,
        [enrolment.user],
        topic=TOPIC,
        subject=format_lazy("{}: {}", news, title),
        body=format_lazy("«{}»\n\n" + "\n\n".join("{}" for _part in parts), title, *parts),
        url=enrolment.get_absolute_url(),
    )
