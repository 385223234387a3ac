"""Signing up, confirming the address, signing in."""

import re

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.urls import reverse

from portal.accounts.models import Consent, User
from tests.factories.people import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db
SIGNUP = reverse("account_signup")
NO = object()


def form(**changes) -> dict:
    given = {
        "email": "new@example.org",
        "password1": PASSWORD,
        "password2": PASSWORD,
        "last_name": "Демова",
        "first_name": "Анна-Мария",
        "patronymic": "Ивановна",
        "birth_date": "1990-05-17",
        "consent": "on",
        **changes,
    }
    return {name: value for name, value in given.items() if value is not NO}


def test_a_newcomer_signs_up_confirms_the_address_and_signs_in(client, mailoutbox):
    client.post(SIGNUP, form())
    link = re.search(r"/accounts/confirm-email/\S+", mailoutbox[0].body)[0]
    assert client.get(link).status_code == 200
    client.post(link)
    client.post(reverse("account_login"), {"login": "new@example.org", "password": PASSWORD})
    assert client.get(reverse("accounts:overview")).status_code == 200


def test_a_newcomer_is_stored_with_the_consent_its_text_and_address(client):
    client.post(SIGNUP, form(), REMOTE_ADDR="198.51.100.7")
    consent = Consent.objects.get(user__email="new@example.org")
    assert (consent.kind, consent.ip) == ("processing", "198.51.100.7")
    assert consent.digest == consent.text.digest
    assert consent.user.birth_date.year == 1990


def test_a_newcomer_with_an_unconfirmed_address_cannot_sign_in(client):
    UserFactory(email="late@example.org", confirmed_email=False)
    client.post(reverse("account_login"), {"login": "late@example.org", "password": PASSWORD})
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("consent", NO, "Без согласия"),
        ("birth_date", "2020-01-01", "с 14 лет"),
        ("birth_date", "1700-01-01", "невозможен"),
        ("birth_date", "вчера", "дату"),
        ("last_name", "<script>alert(1)</script>", "Только буквы"),
        ("last_name", "evil.example", "Только буквы"),  # a link in somebody's letter
        ("last_name", "Петровa", "Только буквы"),  # the last letter is Latin
        ("first_name", "Я" * 10_000, "100"),
        ("district", "999999", "Выберите"),
    ],
)
def test_bad_input_is_answered_at_the_field_and_nothing_is_stored(client, field, value, sentence):
    response = client.post(SIGNUP, form(**{field: value}))
    assert sentence in str(response.context["form"].errors[field])
    assert not User.objects.exists()


def test_a_known_address_gets_a_letter_and_the_page_does_not_tell(client, mailoutbox):
    UserFactory(email="new@example.org")
    fresh, known = client.post(SIGNUP, form(email="other@example.org")), None
    client.logout()
    known = client.post(SIGNUP, form())
    assert (fresh.status_code, fresh.url) == (known.status_code, known.url)
    assert User.objects.filter(email="new@example.org").count() == 1
    assert len(mailoutbox) == 2


def test_the_account_and_its_consent_are_stored_together_or_not_at_all(client, monkeypatch):
    def fail(*_args, **_kwargs):
        raise RuntimeError

    monkeypatch.setattr("portal.accounts.adapters.give_consent", fail)
    with pytest.raises(RuntimeError):
        client.post(SIGNUP, form())
    assert not User.objects.exists()
    assert not EmailAddress.objects.exists()


def test_signing_up_is_limited(client):
    for number in range(21):
        response = client.post(SIGNUP, form(email=f"n{number}@example.org", consent=NO))
    assert response.status_code == 429
    assert "Слишком много попыток" in response.content.decode()
    assert mail.outbox == []
