"""What applicants for property are told at each step; the words never tell who else applied."""

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from grants.models import LeaseApplication
from portal.accounts.models import User
from portal.cases.models import CaseEvent
from portal.notifications.actions import notify

TOPIC = "property"
NEWS = {
    "submitted": (
        _("Заявка на аренду подана"),
        _("Она запечатана: до вскрытия её не видит никто, кроме вашей организации."),
    ),
    "withdraw": (_("Заявка на аренду отозвана"), _("До конца приёма можно подать другую.")),
    "open": (
        _("Заявки на аренду вскрыты"),
        _("Протокол — на странице объекта. Сотрудник проверит заявителей и решит."),
    ),
    "lapse": (_("Предложение аренды отменено"), _("Заявка больше не рассматривается.")),
    "win": (_("Вам передают объект"), _("С вами свяжутся, чтобы подписать договор аренды.")),
    "refuse": (_("В аренде отказано"), _("Основание — ниже и на странице объекта.")),
    "sign": (
        _("Договор аренды подписан"),
        _("Он записан в реестр получателей поддержки и в паспорт организации."),
    ),
    "fail": (_("Договор аренды не заключён"), _("Объект снова свободен.")),
    "end": (_("Договор аренды закончился"), _("Объект снова свободен.")),
}


def tell(application: LeaseApplication, event: CaseEvent, *, url: str = "") -> None:
    """Into the outbox for those who write for the organisation."""
    news, text = NEWS[event.kind]
    name = application.offer.asset.title
    body = format_lazy("«{}»\n\n{}", name, text)
    if event.note:
        body = format_lazy("{}\n\n{}: {}", body, _("Пояснение"), event.note)
    people = User.objects.filter(
        memberships__organisation=application.organisation_id,
        memberships__role__in=("head", "editor"),
        is_active=True,
    )
    notify(
        event, people.distinct(), topic=TOPIC, subject=format_lazy("{}: {}", news, name),
        body=body, url=url or application.get_absolute_url(),
    )  # fmt: skip
