"""A three-party agreement: terms both sides read, the signature of the city, its end."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from tests.factories.miniprojects import day
from tests.factories.partners import AgreementFactory, ReplyFactory, sides_of
from tests.factories.people import VerifiedUserFactory
from tests.factories.volunteers import caretaker
from tests.races import race
from tests.volunteers.test_miniprojects import letters_to
from volunteers.actions.agreements import PARTNERAGREEMENT_MOVES as MOVES
from volunteers.actions.agreements import agree, edit_terms
from volunteers.actions.partner_replies import accept_reply
from volunteers.models import PartnerAgreement

TERMS = {"subject": "Забор", "community_duty": "Красим", "partner_duty": "Краска"}
TERMS |= {"city_duty": "Вывоз", "starts_on": day(1), "ends_on": day(9)}


@pytest.fixture
def agreement(db):
    return AgreementFactory()


def state_of(agreement) -> str:
    return PartnerAgreement.objects.get(pk=agreement.pk).state


def test_it_waits_for_the_city_once_both_sides_have_agreed(agreement):
    community, partner = sides_of(agreement)
    agree(agreement, actor=community, version=1)
    assert state_of(agreement) == "draft"
    agree(agreement, actor=partner, version=1)
    assert state_of(agreement) == "agreed"


def test_one_side_agreeing_twice_is_still_one_side(agreement):
    community, _partner = sides_of(agreement)
    for _time in range(2):
        agree(agreement, actor=community, version=1)
    assert state_of(agreement) == "draft"


def test_changed_terms_are_agreed_to_anew_by_both(agreement):
    community, partner = sides_of(agreement)
    agree(agreement, actor=community, version=1)
    edit_terms(agreement, actor=partner, **TERMS)
    with pytest.raises(ValidationError, match="изменились"):
        agree(agreement, actor=partner, version=1)
    agree(agreement, actor=partner, version=2)
    assert state_of(agreement) == "draft"
    assert letters_to(community)[0] == "Условия соглашения изменены: Забор"


def test_unfinished_terms_are_not_agreed_to(agreement):
    community, _partner = sides_of(agreement)
    edit_terms(agreement, actor=community, **(TERMS | {"ends_on": None}))
    with pytest.raises(ValidationError, match="срок"):
        agree(agreement, actor=community, version=2)


def test_strangers_and_officials_do_not_settle_for_the_sides(agreement, official):
    for nobody in (VerifiedUserFactory(), official):
        with pytest.raises(PermissionDenied):
            agree(agreement, actor=nobody, version=1)
        with pytest.raises(PermissionDenied):
            edit_terms(agreement, actor=nobody, **TERMS)


@pytest.mark.django_db
def test_the_city_signs_through_an_official_of_neither_side(official):
    settled = AgreementFactory(state="agreed")
    for nobody in sides_of(settled):
        with pytest.raises(PermissionDenied):
            MOVES["sign"](settled, actor=nobody)
    own = AgreementFactory(state="agreed", reply__author=official)
    with pytest.raises(PermissionDenied):
        MOVES["sign"](own, actor=official)
    MOVES["sign"](settled, actor=official)
    assert (settled.state, settled.signed_by) == ("signed", official)


@pytest.mark.django_db
def test_returned_by_the_city_it_is_agreed_to_anew(official):
    settled = AgreementFactory(state="agreed")
    MOVES["reopen"](settled, actor=official, note="Уточните срок")
    settled.refresh_from_db()
    assert (settled.state, settled.partner_agreed_at) == ("draft", None)


@pytest.mark.django_db
def test_the_helped_side_says_that_it_is_fulfilled():
    signed = AgreementFactory(state="signed")
    community, partner = sides_of(signed)
    with pytest.raises(PermissionDenied):
        MOVES["fulfil"](signed, actor=partner)
    MOVES["fulfil"](signed, actor=community)
    assert signed.state == "fulfilled"


@pytest.mark.django_db
def test_everybody_reads_what_is_signed_and_only_the_sides_what_is_not(client):
    talk, signed = AgreementFactory(subject="Тайное"), AgreementFactory(state="signed")
    listed = client.get(reverse("volunteers:partner_agreements")).content.decode()
    assert (signed.subject in listed, "Тайное" in listed) == (True, False)
    for row, status in ((talk, 404), (signed, 200)):
        for url in (row.get_absolute_url(), reverse("volunteers:agreement_paper", args=[row.pk])):
            assert client.get(url).status_code == status


@pytest.mark.django_db
def test_a_person_who_helps_is_not_named_in_public_without_consent(client):
    signed = AgreementFactory(state="signed", reply__author__last_name="Тайнова")
    for url in (signed.get_absolute_url(), reverse("volunteers:partner_agreements")):
        assert "Тайнова" not in client.get(url).content.decode()


@pytest.mark.django_db
def test_the_paper_is_a_pdf(client):
    signed = AgreementFactory(state="signed", community_duty="Красим " * 300)
    answer = client.get(reverse("volunteers:agreement_paper", args=[signed.pk]))
    assert answer.content.startswith(b"%PDF")


@pytest.mark.django_db
def test_both_sides_agree_through_the_page(client, agreement):
    url = reverse("volunteers:agree_to_terms", args=[agreement.pk])
    for side in sides_of(agreement):
        client.force_login(side)
        assert client.post(url, {"version": "9"}).status_code == 400
        assert (
            "согласие записано" in client.post(url, {"version": "1"}, follow=True).content.decode()
        )
    assert state_of(agreement) == "agreed"


@pytest.mark.django_db(transaction=True)
def test_nobody_s_yes_stands_under_terms_changed_at_the_same_moment():
    for _time in range(4):
        row = AgreementFactory()
        community, partner = sides_of(row)

        def act(n, row=row, community=community, partner=partner):
            if n:
                return agree(row, actor=partner, version=1)
            return edit_terms(row, actor=community, **TERMS)

        race(2, act)
        found = PartnerAgreement.objects.get(pk=row.pk)
        assert (found.version, found.partner_agreed_at) == (2, None)


@pytest.mark.django_db(transaction=True)
def test_two_who_accept_one_reply_at_once_begin_one_agreement():
    reply = ReplyFactory()
    race(6, lambda _n: accept_reply(type(reply).objects.get(pk=reply.pk), actor=reply.card.author))
    assert PartnerAgreement.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_officials_sign_once():
    row = AgreementFactory(state="agreed")
    officials = [caretaker(), caretaker()]
    results = race(
        2, lambda n: MOVES["sign"](PartnerAgreement.objects.get(pk=row.pk), actor=officials[n])
    )
    assert sum(isinstance(one, Exception) for one in results) == 1
