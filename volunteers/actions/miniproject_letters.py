"""What organisers and donors of mini-projects are told."""

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from portal.accounts.models import User
from portal.cases.models import CaseEvent
from portal.notifications.actions import notify
from volunteers.models import MiniProject, Pledge

TOPIC = "miniproject"
OF_PROJECT = {
    "publish": (_("Мини-проект опубликован"), _("Теперь его видят все и могут помочь.")),
    "refuse": (_("Мини-проект нужно исправить"), _("Исправьте и отправьте снова.")),
    "cancel": (_("Мини-проект отменён"), _("Обещанная помощь больше не нужна.")),
    "finish": (_("Отчёт мини-проекта принят"), _("Спасибо за доброе дело!")),
    "return": (_("Отчёт мини-проекта вернули"), _("Исправьте и отправьте новый.")),
    "pledged": (_("Вам обещали помощь"), _("Договоритесь с человеком, как её передать.")),
    "withdraw": (_("Обещание помощи снято"), _("Место в вашем списке снова свободно.")),
}
OF_PLEDGE = {
    "pledged": (_("Спасибо за обещание"), _("Организатор свяжется с вами.")),
    "receive": (_("Ваша помощь получена"), _("Спасибо! Организатор это подтвердил.")),
    "miss": (_("Организатор не дождался помощи"), _("Если это ошибка, напишите ему.")),
    "release": (_("Обещанное больше не нужно"), _("Спасибо, что были готовы помочь.")),
}


def send(event: CaseEvent, people, letter, *, title: str, url: str, topic: str = TOPIC) -> None:
    """The news, about what, what follows; the reason of the event last."""
    news, text = letter
    parts = [text]
    if event.note:
        parts.append(format_lazy("{}: {}", _("Пояснение"), event.note))
    notify(
        event,
        people,
        topic=topic,
        subject=format_lazy("{}: {}", news, title),
        body=format_lazy("«{}»\n\n" + "\n\n".join("{}" for _part in parts), title, *parts),
        url=url,
    )


def tell_author(project: MiniProject, event: CaseEvent, kind: str = "", url: str = "") -> None:
    about = {"title": project.title, "url": url or project.get_absolute_url()}
    send(event, [project.author], OF_PROJECT[kind or event.kind], **about)


def tell_donor(pledge: Pledge, event: CaseEvent, kind: str = "") -> None:
    about = {"title": pledge.need.project.title, "url": pledge.get_absolute_url()}
    send(event, [pledge.user], OF_PLEDGE[kind or event.kind], **about)


def tell_helpers(project: MiniProject, event: CaseEvent) -> None:
    """Everybody whose help came: the deed is done."""
    letter = (_("Доброе дело сделано"), _("Посмотрите, что получилось с вашей помощью."))
    donors = Pledge.objects.filter(need__project=project, state="received").values("user")
    people = User.objects.filter(pk__in=donors).exclude(pk=project.author_id)
    send(event, people, letter, title=project.title, url=project.get_absolute_url())
