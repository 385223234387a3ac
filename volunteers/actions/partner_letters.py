"""What the two sides of the partner exchange are told."""

from django.utils.translation import gettext_lazy as _

from portal.accounts.models import User
from portal.cases.models import CaseEvent
from volunteers.actions.miniproject_letters import send
from volunteers.models import PartnerAgreement, PartnerCard, PartnerReply

TOPIC = "partners"
OF_CARD = {
    "publish": (_("Карточка на бирже партнёрства"), _("Теперь её видят все.")),
    "refuse": (_("Карточку нужно исправить"), _("Исправьте и отправьте снова.")),
    "hide": (_("Карточку сняли с показа"), _("Исправьте и отправьте снова.")),
    "expire": (_("Срок карточки прошёл"), _("Если она ещё нужна, подайте новую.")),
    "match": (_("На бирже есть подходящее вам"), _("Посмотрите и откликнитесь.")),
}
OF_REPLY = {
    "created": (_("На вашу карточку откликнулись"), _("Прочтите и ответьте.")),
    "accept": (_("Ваш отклик приняли"), _("Согласуйте условия соглашения.")),
    "decline": (_("Ваш отклик не приняли"), _("Вторая сторона написала причину.")),
    "withdraw": (_("Отклик сняли"), _("Отвечать на него не нужно.")),
}
OF_AGREEMENT = {
    "edited": (_("Условия соглашения изменены"), _("Прочтите новую редакцию и согласитесь.")),
    "confirmed": (_("Вторая сторона согласна"), _("Если согласны и вы, подтвердите.")),
    "settle": (_("Условия согласованы"), _("Слово за городом.")),
    "sign": (_("Соглашение действует"), _("Город подписал его.")),
    "reopen": (_("Соглашение вернули"), _("Исправьте условия и согласуйте снова.")),
    "fulfil": (_("Соглашение исполнено"), _("Спасибо за общее дело!")),
    "end": (_("Соглашение прекращено"), _("Причина написана ниже.")),
}


def tell_author(card: PartnerCard, event: CaseEvent) -> None:
    about = {"title": card.title, "url": card.get_absolute_url(), "topic": TOPIC}
    send(event, [card.author], OF_CARD[event.kind], **about)


def tell_matching(card: PartnerCard, event: CaseEvent, cards) -> None:
    """The authors of what the new card fits."""
    people = User.objects.filter(pk__in=[row.author_id for row in cards])
    about = {"title": card.title, "url": card.get_absolute_url(), "topic": TOPIC}
    send(event, people.exclude(pk=card.author_id), OF_CARD["match"], **about)


def tell_of_reply(reply: PartnerReply, event: CaseEvent) -> None:
    """Whoever did not act: of an answer the one who replied, of the rest the card's author."""
    person = reply.author if event.kind in ("accept", "decline") else reply.card.author
    about = {"title": reply.card.title, "url": reply.get_absolute_url(), "topic": TOPIC}
    send(event, [person], OF_REPLY[event.kind], **about)


def tell_parties(agreement: PartnerAgreement, event: CaseEvent) -> None:
    """Both sides but the one who acted."""
    people = {party.author_id for party in agreement.sides} - {event.actor_id}
    about = {"title": agreement.subject, "url": agreement.get_absolute_url(), "topic": TOPIC}
    send(event, User.objects.filter(pk__in=people), OF_AGREEMENT[event.kind], **about)
