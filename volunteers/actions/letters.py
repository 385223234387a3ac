"""What people of groups are told: subject and plain text, in their language."""

from django.conf import settings
from django.core.mail import EmailMessage
from django.urls import reverse
from django.utils.text import format_lazy
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from portal.accounts.models import User
from portal.cases.models import CaseEvent
from portal.notifications.actions import notify
from volunteers.models import Membership, Shift, Signup, VolunteerGroup, WalkIn

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
    "thanked": (_("Вам выдали справку о часах"), _("Она лежит в разделе «Моё участие».")),
    "unthanked": (_("Справку о часах отозвали"), _("Руководитель написал причину.")),
}
FOR_COORDINATORS = {
    "asked": (_("Новый человек просится в группу"), _("Посмотрите просьбу и ответьте.")),
    "joined": (_("Новый человек в группе"), _("Он вступил по вашему приглашению.")),
    "consent_sent": (_("Прислано согласие родителя"), _("Проверьте файл и примите согласие.")),
}

OF_SIGNUP = {
    "request": (_("Просьба о месте отправлена"), _("Координатор ответит, мы напишем вам.")),
    "confirm": (_("Вы записаны на смену"), _("Место за вами. Ждём вас.")),
    "join_queue": (
        _("Вы в листе ожидания"),
        _("Мест сейчас нет. Если место освободится, мы предложим его вам письмом."),
    ),
    "wait": (
        _("Вы в листе ожидания"),
        _("Координатор вас принял, но мест сейчас нет. Освободится — предложим вам."),
    ),
    "approve": (_("Вас приняли на смену"), _("Место за вами. Ждём вас.")),
    "offer": (
        _("Для вас освободилось место"),
        _("Подтвердите, что придёте, иначе место получит следующий."),
    ),
    "accept": (_("Участие подтверждено"), _("Место за вами. Ждём вас.")),
    "expire": (_("Место не подтверждено"), _("Срок ответа прошёл, место передано дальше.")),
    "close": (_("Мест не осталось"), _("Смена началась. Спасибо, что хотели помочь.")),
    "refuse": (_("На смену не приняли"), _("Координатор написал причину.")),
    "withdraw": (_("Вы отказались от смены"), _("Место передано следующему.")),
    "leave_late": (_("Вы отказались от смены поздно"), _("Координатор прочтёт причину.")),
    "call_off": (_("Смену отменили"), _("Приносим извинения. Причину читайте ниже.")),
    "hand_over": (_("Замена нашлась"), _("Ваше место занял другой. Спасибо, что предупредили.")),
    "drop": (_("Запись на смену снята"), _("Вы больше не в группе.")),
    "miss": (
        _("Вы не пришли на смену"),
        _("Если была уважительная причина, напишите координатору: он исправит отметку."),
    ),
    "excuse": (_("Причина признана уважительной"), _("На запись это больше не влияет.")),
}

OF_HOURS = {
    "hours": (_("Ваши часы подтверждены"), _("Спасибо! Они в вашей книжке участия.")),
    "adjusted": (_("Ваши часы исправлены"), _("Координатор написал причину.")),
    "reversed": (_("Ваши часы сняты"), _("Координатор написал причину.")),
}
OF_SHIFT = {
    "request": (_("Просьба о месте на смене"), _("Посмотрите просьбу и ответьте.")),
    "leave_late": (
        _("Доброволец отказался поздно"),
        _("Нужно найти замену: место предложено тем, кто ждёт."),
    ),
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


def told(moment) -> str:
    return f"{localtime(moment):%d.%m.%Y %H:%M}"


def tell_signup(signup: Signup, event: CaseEvent) -> None:
    """The person; of a request and of a late leave the coordinators too, who must act."""
    shift = signup.shift
    more = [
        format_lazy("{}: {}", _("Начало"), told(shift.starts_at)),
        format_lazy("{}: {}", _("Где"), shift.place),
    ]
    if signup.offered_until:
        more.append(format_lazy("{}: {}", _("Подтвердить до"), told(signup.offered_until)))
    about = {"title": shift.title, "url": signup.get_absolute_url(), "more": more}
    send(event, [signup.user], OF_SIGNUP[event.kind], **about)
    if event.kind in OF_SHIFT:
        others = coordinators(shift.group).exclude(pk=signup.user_id)
        send(event, others, OF_SHIFT[event.kind], **about)


def tell_of_cover(shift: Shift, event: CaseEvent, members) -> None:
    letter = (_("Нужна замена на смену"), _("Если можете прийти, откройте смену и займите место."))
    more = [format_lazy("{}: {}", _("Начало"), told(shift.starts_at))]
    send(event, members, letter, title=shift.title, url=shift.get_absolute_url(), more=more)


def tell_of_risk(shift: Shift, event: CaseEvent) -> None:
    letter = (
        _("На смену записалось мало людей"),
        _(
            "Напишите группе или позовите знакомых. "
            "Если людей не наберётся, отмените смену заранее."
        ),
    )
    numbers = f"{shift.places_taken} / {shift.capacity}"
    more = [
        format_lazy("{}: {}", _("Начало"), told(shift.starts_at)),
        format_lazy("{}: {}", _("Записано"), numbers),
    ]
    about = {"title": shift.title, "url": shift.get_absolute_url(), "more": more}
    send(event, coordinators(shift.group), letter, **about)


def tell_hours(signup: Signup, event: CaseEvent, hours) -> None:
    more = [format_lazy("{}: {}", _("Часов"), f"{hours:f}".replace(".", ","))]
    about = {"title": signup.shift.title, "url": signup.get_absolute_url(), "more": more}
    send(event, [signup.user], OF_HOURS[event.kind], **about)


def write_to_walk_in(walk_in: WalkIn) -> None:
    """To an address that belongs to no account: no name in it, the address may be mistyped."""
    link = settings.SITE_URL.rstrip("/") + reverse("volunteers:walk_in", args=[walk_in.code])
    with override(settings.LANGUAGE_CODE):
        EmailMessage(
            subject=str(_("Вы помогали на смене добровольцев")),
            body=_(
                "Координатор записал вас на смену «%(title)s» с вашего согласия. Чтобы часы попали "
                "в вашу книжку участия, откройте ссылку и войдите или зарегистрируйтесь. По той же "
                "ссылке можно отозвать согласие: мы удалим имя и контакт.\n\n%(link)s\n\n"
                "Если это были не вы, отзовите согласие."
            )
            % {"title": walk_in.shift.title, "link": link},
            to=[walk_in.email],
        ).send()
