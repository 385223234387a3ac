"""What people of groups are told: subject and plain text, in their language."""

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from portal.accounts.models import User
from portal.cases.models import CaseEvent
from portal.notifications.actions import notify
from volunteers.models import Membership, VolunteerGroup

TOPIC = "volunteers"
OF_GROUP = {
    "approve": (_("Группу одобрили"), _("Теперь её видят все. Можно звать людей.")),
    "refuse": (_("Группу не одобрили"), _("Исправьте то, о чём написано ниже, и отправьте снова.")),
    "close": (_("Группа закрыта"), _("Спасибо всем, кто помогал.")),
    "reopen": (_("Группа снова действует"), _("Можно звать людей.")),
}
OF_MEMBER = {
    "accept": (_("Вас приняли в группу"), _("Загляните на страницу группы: там её дела.")),
    "refuse": (_("В группу не приняли"), _("Координатор написал причину.")),
    "exclude": (_("Вы больше не в группе"), _("Координатор написал причину.")),
    "role": (_("Изменилась ваша роль в группе"), _("Посмотрите, что вы теперь можете.")),
    "consent_given": (_("Согласие родителя принято"), _("Можно записываться на смены.")),
    "consent_taken": (
        _("Согласие родителя снято"),
        _("Записываться на смены пока нельзя. Координатор написал причину."),
    ),
}
FOR_COORDINATORS = {
    "asked": (_("Новый человек просится в группу"), _("Посмотрите просьбу и ответьте.")),
    "joined": (_("Новый человек в группе"), _("Он вступил по вашему приглашению.")),
    "consent_sent": (_("Прислано согласие родителя"), _("Проверьте файл и примите согласие.")),
}


def send(event: CaseEvent, people, letter, *, title: str, url: str, more=()) -> None:
    """One letter to each: the news, about what, what follows; the reason of the event last."""
    news, text = letter
    parts = [text, *more]
    if event.note:
        parts.append(format_lazy("{}: {}", _("Пояснение"), event.note))
    notify(
        event,
        people,
        topic=TOPIC,
        subject=format_lazy("{}: {}", news, title),
        body=format_lazy("«{}»\n\n" + "\n\n".join("{}" for _part in parts), title, *parts),
        url=url,
    )


def coordinators(group: VolunteerGroup):
    running = group.memberships.running().values("user")
    return User.objects.filter(pk__in=running)


def tell_leaders(group: VolunteerGroup, event: CaseEvent) -> None:
    leaders = User.objects.filter(pk__in=group.memberships.leading().values("user"))
    url = group.get_absolute_url()
    send(event, leaders, OF_GROUP[event.kind], title=group.title, url=url)


def tell_member(membership: Membership, event: CaseEvent) -> None:
    title, url = membership.group.title, membership.get_absolute_url()
    send(event, [membership.user], OF_MEMBER[event.kind], title=title, url=url)


def tell_coordinators(membership: Membership, event: CaseEvent) -> None:
    title, url = membership.group.title, membership.get_absolute_url()
    people = coordinators(membership.group)
    send(event, people, FOR_COORDINATORS[event.kind], title=title, url=url)
