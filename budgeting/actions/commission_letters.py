"""What people are told at each step of a commission: plain text, in their language."""

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from budgeting.models import Commission
from portal.cases.models import CaseEvent
from portal.notifications.actions import notify

TOPIC = "commission"
NEWS = {
    "apply": (
        _("Заявление в комиссию принято"),
        _("Сотрудник проверит его, затем номера допущенных опубликуют и проведут жеребьёвку."),
    ),
    "admit": (
        _("Заявление допущено к жеребьёвке"),
        _("Ваш номер будет в опубликованном списке."),
    ),
    "refuse": (_("Заявление не допущено"), _("К жеребьёвке заявление не допущено.")),
    "withdraw": (_("Заявление отозвано"), _("Вы отозвали заявление. Можно подать новое до срока.")),
    "extended": (_("Приём заявлений продлён"), _("Срок подачи заявлений изменён.")),
    "list": (
        _("Список для жеребьёвки опубликован"),
        _("Найдите в нём свой номер и сохраните отпечаток списка: по нему проверяют жребий."),
    ),
    "member": (
        _("Вы член комиссии"),
        _("Жребий выпал вам. О первом заседании мы сообщим отдельно."),
    ),
    "reserve": (
        _("Вы в резерве комиссии"),
        _("Если член комиссии выбудет, место перейдёт резерву по порядку."),
    ),
    "not_drawn": (
        _("Жребий выпал другим"),
        _("Спасибо, что подали заявление. Результат можно проверить на странице комиссии."),
    ),
    "joined": (_("Вы включены в состав комиссии"), _("Вас включили в состав комиссии раунда.")),
    "left": (_("Вы больше не в комиссии"), _("Ваше место в комиссии освобождено.")),
    "replaced": (
        _("Вы член комиссии"),
        _("Место в комиссии освободилось, и оно переходит вам как первому в резерве."),
    ),
    "meeting": (_("Заседание комиссии"), _("Назначено заседание комиссии.")),
    "cancelled": (_("Заседание отменено"), _("Заседание комиссии отменено.")),
    "assess": (
        _("Оцените проекты"),
        _("Открыта оценка проектов. Ваши оценки нужны до указанного срока."),
    ),
    "rank": (_("Рейтинг проектов опубликован"), _("Посмотрите, как сложилась каждая оценка.")),
    "decide": (_("Комиссия приняла решение"), _("Решение комиссии опубликовано.")),
}


def tell(commission: Commission, event: CaseEvent, people, news: str = "") -> None:
    """Put the news of the event into the outbox for these people."""
    subject, text = NEWS[news or event.kind]
    parts = [text] if not event.note else [text, event.note]
    notify(
        event,
        people,
        topic=TOPIC,
        subject=format_lazy("{}: {}", subject, commission.round.title),
        body=format_lazy("\n\n".join("{}" for _part in parts), *parts),
        url=commission.get_absolute_url(),
    )


def members_of(commission: Commission) -> list:
    return [seat.user for seat in commission.seats.members().select_related("user")]
