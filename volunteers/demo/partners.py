"""The partner exchange of the demo city: needs, offers, an agreement in force and one in talk."""

from datetime import timedelta

from django.utils import timezone

from portal.accounts.models import User
from portal.organisations.models import EDITING, Member
from portal.places.models import District
from volunteers.actions.agreements import agree, edit_terms, sign
from volunteers.actions.partner_cards import PARTNERCARD_MOVES, put_up
from volunteers.actions.partner_replies import accept_reply, reply_to
from volunteers.models import PartnerAgreement, PartnerCard, Side

DAY = timedelta(days=1)
NEEDS = (
    ("materials", "Краска для забора (демо)", "Двадцать банок и кисти. (демо)"),
    ("transport", "Газель на один день (демо)", "Вывезти ветки после субботника. (демо)"),
    ("specialist", "Электрик на праздник двора (демо)", "Подключить сцену и чайники. (демо)"),
)
OFFERS = (
    ("materials", "Доски и краска со склада (демо)", "Остатки ремонта, отдадим даром. (демо)"),
    ("premises", "Зал по вечерам (демо)", "Сорок мест, экран, чай. (демо)"),
    ("transport", "Грузовик по субботам (демо)", "С водителем, в пределах города. (демо)"),
    ("people", "Двадцать рук на день (демо)", "Работники завода выйдут на субботник. (демо)"),
)


def load(official: User, people: list[User]) -> None:
    """Nothing where nobody heads a confirmed TOS or NKO."""
    rows = Member.objects.filter(role__in=EDITING, organisation__status="confirmed")
    head = rows.filter(organisation__kind__in=("tos", "nko")).select_related("user").first()
    if head is None or len(people) < 2:
        return
    needs = [_out(official, head.user, head.organisation, Side.NEED, row) for row in NEEDS]
    for row in OFFERS:
        _out(official, people[0], None, Side.OFFER, row)
    signed = _agreement(needs[0], head.user, people[1])
    for side in (head.user, people[1]):
        agree(signed, actor=side, version=signed.version)
    sign(PartnerAgreement.objects.get(pk=signed.pk), actor=official)
    _agreement(needs[1], head.user, people[0])
    _card(people[1], None, Side.OFFER, ("media", "Рассказ в газете (демо)", "Полоса. (демо)"))


def _card(author: User, organisation, side: str, row: tuple) -> PartnerCard:
    category, title, text = row
    return put_up(
        actor=author,
        side=side,
        category=category,
        title=title,
        text=text,
        organisation=organisation,
        district=District.objects.order_by("order", "pk").first(),
        until=timezone.localdate() + 60 * DAY,
    )


def _out(official: User, author: User, organisation, side: str, row: tuple) -> PartnerCard:
    card = _card(author, organisation, side, row)
    PARTNERCARD_MOVES["publish"](card, actor=official)
    return card


def _agreement(card: PartnerCard, head: User, partner: User) -> PartnerAgreement:
    reply = reply_to(card, actor=partner, text="Поможем. (демо)", contact="почта (демо)")
    accept_reply(reply, actor=head)
    return edit_terms(
        reply.agreement,
        actor=head,
        subject=card.title,
        community_duty="Собирает соседей и делает работу. (демо)",
        partner_duty="Даёт то, что обещал, к сроку. (демо)",
        city_duty="Вывозит мусор и рассказывает о деле. (демо)",
        starts_on=timezone.localdate(),
        ends_on=timezone.localdate() + 30 * DAY,
    )
