"""Addresses, forms and lists of the partner exchange."""

from tests.factories.partners import AgreementFactory, CardFactory, ReplyFactory
from tests.tables.answers import ALL, OWNER_AND_OFFICIAL, OWNER_SIGNED_IN, SIGNED_IN, SIGNED_IN_POST

PARTIES = (302, 404, 404, 200, 200)


def build(world) -> dict:
    """Cards of the owner, a reply to one, agreements in talk, settled, signed."""
    card = CardFactory(author=world.owner)
    talk = AgreementFactory(reply=ReplyFactory(card=card, state="accepted"))
    settled = ReplyFactory(card=card, state="accepted")
    return {
        "partnercard": card.pk,
        "waitingcard": CardFactory(author=world.owner, side="offer", state="submitted").pk,
        "othercard": CardFactory().pk,
        "partnerreply": ReplyFactory(card=card).pk,
        "talkagreement": talk.pk,
        "settledagreement": AgreementFactory(reply=settled, state="agreed").pk,
        "cityagreement": AgreementFactory(state="signed").pk,
    }


ACCESS = {
    ("volunteers:partners", ""): ALL,
    ("volunteers:partners_table", ""): ALL,
    ("volunteers:new_partner_card", ""): SIGNED_IN,
    ("volunteers:partner_card", "partnercard"): ALL,
    ("volunteers:partner_card", "waitingcard"): OWNER_AND_OFFICIAL,
    ("volunteers:edit_partner_card", "waitingcard"): OWNER_SIGNED_IN,
    ("volunteers:reply_to_card", "othercard"): SIGNED_IN,
    ("volunteers:reply_to_card", "waitingcard"): PARTIES,
    ("volunteers:partner_reply", "partnerreply"): PARTIES,
    ("volunteers:partner_agreements", ""): ALL,
    ("volunteers:partner_agreement", "cityagreement"): ALL,
    ("volunteers:partner_agreement", "talkagreement"): OWNER_AND_OFFICIAL,
    ("volunteers:agreement_paper", "talkagreement"): OWNER_AND_OFFICIAL,
    ("volunteers:agreement_paper", "cityagreement"): ALL,
    ("volunteers:agreement_terms", "talkagreement"): OWNER_SIGNED_IN,
    ("volunteers:agree_to_terms", "talkagreement"): SIGNED_IN_POST,
    ("volunteers:my_partners", ""): SIGNED_IN,
    ("pages:move", "volunteers.partnercard waitingcard publish"): (302, 404, 404, 403, 200),
    ("pages:move", "volunteers.partnerreply partnerreply accept"): (302, 404, 404, 200, 403),
    ("pages:move", "volunteers.partneragreement settledagreement sign"): (302, 404, 404, 403, 200),
}
WRITES = [
    ("newcomer", "volunteers:new_partner_card", "", {"title": "Моя"}, 403),
    ("resident", "volunteers:edit_partner_card", "waitingcard", {"title": "Чужая"}, 404),
    ("official", "volunteers:edit_partner_card", "waitingcard", {"title": "Чужая"}, 404),
    ("owner", "volunteers:reply_to_card", "partnercard", {"text": "Сам", "contact": "я"}, 403),
    ("newcomer", "volunteers:reply_to_card", "othercard", {"text": "Я", "contact": "я"}, 403),
    ("resident", "volunteers:agreement_terms", "talkagreement", {"subject": "Чужое"}, 404),
    ("official", "volunteers:agreement_terms", "talkagreement", {"subject": "Чужое"}, 404),
    ("owner", "volunteers:agreement_terms", "settledagreement", {"subject": "Поздно"}, 403),
    ("resident", "volunteers:agree_to_terms", "talkagreement", {"version": "1"}, 404),
    ("official", "volunteers:agree_to_terms", "talkagreement", {"version": "1"}, 404),
    ("owner", "volunteers:agree_to_terms", "talkagreement", {"version": "7"}, 400),
    ("owner", "pages:move", "volunteers.partnercard waitingcard publish", {}, 403),
    ("owner", "pages:move", "volunteers.partneragreement settledagreement sign", {}, 403),
    ("official", "pages:move", "volunteers.partnerreply partnerreply accept", {}, 403),
]
_CARD = "side category title text organisation district until"
FORMS = {
    "volunteers:new_partner_card": _CARD,
    "volunteers:edit_partner_card": _CARD,
    "volunteers:reply_to_card": "text organisation contact",
    "volunteers:agreement_terms": (
        "subject community_duty partner_duty city_duty starts_on ends_on"
    ),
    "volunteers:agree_to_terms": "version",
}


def shelve(shelf) -> None:
    shelf.card = CardFactory(author=shelf.user)


def _card(shelf):
    return CardFactory(district=shelf.district)


LISTS = {
    "/volunteers/partners/": _card,
    "/volunteers/partners/table.csv": _card,
    "/volunteers/partners/agreements/": lambda shelf: AgreementFactory(state="signed"),
}
OWN_LISTS = {
    "/volunteers/partners/{card.pk}/": lambda shelf: ReplyFactory(card=shelf.card),
    "/volunteers/my/partners/": lambda shelf: AgreementFactory(
        reply__author=shelf.user, reply__card__author=shelf.author
    ),
}
ADMIN_LISTS = {
    "/admin/volunteers/partnercard/": _card,
    "/admin/volunteers/partneragreement/": lambda shelf: AgreementFactory(),
}
NO_ADD = (200, 403, 200, 200)
ADMIN = {"volunteers.PartnerCard": NO_ADD, "volunteers.PartnerAgreement": NO_ADD}
ADMIN_ROWS = {
    "volunteers.PartnerCard": CardFactory,
    "volunteers.PartnerAgreement": AgreementFactory,
}
