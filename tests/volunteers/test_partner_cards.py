"""The partner exchange: who puts a card up, who sees it, what fits it, who replies."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from tests.factories.miniprojects import day
from tests.factories.organisations import OrganisationFactory
from tests.factories.partners import AgreementFactory, CardFactory, ReplyFactory
from tests.factories.people import UserFactory, VerifiedUserFactory
from tests.factories.places import DistrictFactory
from tests.volunteers.test_miniprojects import letters_to
from volunteers.actions import forget_person
from volunteers.actions.partner_cards import PARTNERCARD_MOVES as MOVES
from volunteers.actions.partner_cards import edit_card, put_up
from volunteers.actions.partner_replies import PARTNERREPLY_MOVES as ANSWERS
from volunteers.actions.partner_replies import reply_to
from volunteers.models import PartnerAgreement, PartnerCard, PartnerReply
from volunteers.tasks import expire_cards

pytestmark = pytest.mark.django_db
CONTACT = {"text": "Привезём", "contact": "тел."}


def wish(**fields) -> dict:
    given = {"side": "offer", "category": "transport", "title": "Газель", "text": "На день"}
    return given | {"until": day(9)} | fields


def test_a_proved_adult_offers_help_and_waits(person):
    assert put_up(actor=person, **wish()).state == "submitted"
    with pytest.raises(PermissionDenied, match="Подтвердите личность"):
        put_up(actor=UserFactory(level=0), **wish())


@pytest.mark.parametrize("kind", [None, "business"])
def test_only_a_tos_or_an_nko_asks_for_help(person, kind):
    team = kind and OrganisationFactory(head=person, kind=kind)
    with pytest.raises(ValidationError, match="ТОС или НКО"):
        put_up(actor=person, **wish(side="need", organisation=team))
    with pytest.raises(ValidationError, match="руководитель"):
        put_up(actor=person, **wish(side="need", organisation=OrganisationFactory()))
    own = OrganisationFactory(head=person)
    assert put_up(actor=person, **wish(side="need", organisation=own)).host == own.name


def test_a_card_that_waits_is_seen_by_its_author_and_officials_alone(client, person, official):
    card = CardFactory(state="submitted", author=person, title="Тайная краска")
    found = []
    for viewer in (None, VerifiedUserFactory(), person, official):
        client.logout()
        if viewer:
            client.force_login(viewer)
        found.append(client.get(card.get_absolute_url()).status_code)
        for name in ("partners", "partners_table"):
            assert "Тайная" not in b"".join(client.get(reverse(f"volunteers:{name}"))).decode()
    assert found == [404, 404, 200, 200]


def test_an_official_publishes_but_not_their_own(official):
    card = CardFactory(state="submitted")
    MOVES["publish"](card, actor=official)
    assert letters_to(card.author) == [f"Карточка на бирже партнёрства: {card}"]
    with pytest.raises(PermissionDenied):
        MOVES["publish"](CardFactory(state="submitted", author=official), actor=official)


def test_what_is_out_is_not_rewritten(person):
    card = CardFactory(author=person, side="offer")
    with pytest.raises(PermissionDenied, match="закройте"):
        edit_card(card, actor=person, **wish())


def test_cards_fit_by_the_other_side_the_kind_of_help_and_the_district():
    here, there = DistrictFactory(), DistrictFactory()
    card = CardFactory(district=here)
    fits = [CardFactory(side="offer", district=place) for place in (here, None)]
    for fields in (
        {"side": "need", "district": here},
        {"district": there},
        {"category": "people", "district": here},
        {"state": "submitted"},
        {"until": day(-1)},
        {"author": card.author},
    ):
        CardFactory(**({"side": "offer"} | fields))
    assert set(PartnerCard.objects.matching(card)) == set(fits)


def test_whoever_waits_for_such_help_is_told_when_it_comes(official):
    need = CardFactory()
    other = CardFactory(category="people")
    MOVES["publish"](CardFactory(side="offer", state="submitted"), actor=official)
    assert [line.partition(":")[0] for line in letters_to(need.author)] == [
        "На бирже есть подходящее вам"
    ]
    assert letters_to(other.author) == []


def test_the_list_is_narrowed_by_word_side_kind_and_district(client):
    here = DistrictFactory()
    CardFactory(title="Краска", district=here)
    CardFactory(title="Газель", side="offer", category="transport", district=DistrictFactory())
    for query in ("q=крас", "side=need", "category=materials", f"district={here.pk}"):
        text = client.get(f"/volunteers/partners/?{query}").content.decode()
        assert ("Краска" in text, "Газель" in text) == (True, False), query


def test_a_card_ends_with_its_day_and_the_author_is_told():
    late, good = CardFactory(until=day(-1)), CardFactory(until=day(0))
    expire_cards()
    for card in (late, good):
        card.refresh_from_db()
    assert (late.state, good.state) == ("expired", "open")
    assert letters_to(late.author) == [f"Срок карточки прошёл: {late}"]


def test_business_replies_to_a_need_and_only_a_tos_or_nko_to_an_offer(person):
    firm = OrganisationFactory(head=person, kind="business")
    assert reply_to(CardFactory(), actor=person, organisation=firm, **CONTACT).host == firm.name
    offer = CardFactory(side="offer")
    for organisation in (None, firm):
        with pytest.raises(ValidationError, match="ТОС или НКО"):
            reply_to(offer, actor=person, organisation=organisation, **CONTACT)


def test_nobody_replies_to_their_own_twice_or_too_late(person):
    for card, said in (
        (CardFactory(author=person), "откликаются другие"),
        (CardFactory(until=day(-1)), "не действует"),
        (CardFactory(state="closed"), "не действует"),
        (ReplyFactory(author=person).card, "уже откликнулись"),
    ):
        with pytest.raises(PermissionDenied, match=said):
            reply_to(card, actor=person, **CONTACT)


def test_a_reply_and_its_contact_are_for_the_two_sides_alone(client, official):
    reply = ReplyFactory(contact="+7-900-ТАЙНА", author__last_name="Тайнова")
    seen = []
    for viewer in (VerifiedUserFactory(), reply.author, reply.card.author, official):
        client.force_login(viewer)
        texts = [
            client.get(url).content.decode()
            for url in (reply.get_absolute_url(), reply.card.get_absolute_url())
        ]
        seen.append(["ТАЙНА" in text or "Тайнова" in text for text in texts])
    assert seen == [[False, False], [True, False], [True, False], [True, False]]


def test_a_yes_begins_an_agreement_with_what_both_wrote():
    reply = ReplyFactory()
    ANSWERS["accept"](reply, actor=reply.card.author)
    found = PartnerAgreement.objects.get()
    assert (found.community_duty, found.partner_duty) == (reply.card.text, reply.text)
    assert letters_to(reply.author) == [f"Ваш отклик приняли: {reply.card}"]


def test_only_the_card_s_side_answers_and_a_no_needs_a_reason():
    reply = ReplyFactory()
    with pytest.raises(PermissionDenied):
        ANSWERS["accept"](reply, actor=reply.author)
    with pytest.raises(ValidationError):
        ANSWERS["decline"](reply, actor=reply.card.author)
    ANSWERS["decline"](reply, actor=reply.card.author, note="Уже нашли")
    assert not PartnerAgreement.objects.exists()


def test_a_card_and_a_reply_are_sent_through_the_pages(client, person):
    client.force_login(person)
    body = wish(until=day(9).isoformat())
    text = client.post(reverse("volunteers:new_partner_card"), body, follow=True).content.decode()
    assert "Карточка отправлена" in text
    url = reverse("volunteers:reply_to_card", args=[CardFactory().pk])
    assert "Отклик отправлен" in client.post(url, CONTACT, follow=True).content.decode()


def test_an_erased_account_leaves_the_exchange(person):
    card = CardFactory(author=person, side="offer")
    reply = ReplyFactory(author=person)
    kept = AgreementFactory(reply__author=person)
    forget_person(person)
    for row in (card, reply, kept):
        row.refresh_from_db()
    assert (card.state, reply.state, reply.contact) == ("closed", "withdrawn", "")
    assert PartnerReply.objects.filter(pk=kept.reply_id, contact="").exists()
