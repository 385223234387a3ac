"""Every page of allauth the portal uses wears the portal's layout and speaks Russian."""

import re

import pytest
from django.urls import reverse

from tests.factories.people import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db
OPEN = [
    "account_login",
    "account_signup",
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key_done",
    "account_email_verification_sent",
    "account_inactive",
    "socialaccount_login_cancelled",
]
OWN = [
    "account_logout",
    "account_change_password",
    "account_email",
    "account_reauthenticate",
    "mfa_index",
    "mfa_activate_totp",
    "socialaccount_connections",
]


def checked(response):
    html = response.content.decode()
    main = html[html.index("<main") : html.index("</main>")]
    assert response.status_code == 200
    assert "skip" in html
    assert not re.search(r"<(script|style)(?![^>]*\bsrc=)(?![^>]*json)", html)
    assert " style=" not in html
    main = re.sub(r"<script.*?</script>", " ", main, flags=re.DOTALL)
    words = re.sub(r"<[^>]+>|&\w+;|\S+@\S+|E-mail", " ", main)
    assert re.findall(r"\b[A-Za-z]{4,}\b", re.sub(r"\b[A-Z2-7]{32}\b|SHA", "", words)) == []


@pytest.mark.parametrize("name", OPEN)
def test_a_visitor_sees_the_page_in_russian(client, name):
    checked(client.get(reverse(name)))


@pytest.mark.parametrize("name", OWN)
def test_a_person_sees_the_page_in_russian(client, name):
    user = UserFactory()
    client.post(reverse("account_login"), {"login": user.email, "password": PASSWORD})
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    checked(client.get(reverse(name)))


def test_a_failure_of_gosuslugi_is_explained_in_russian(client):
    client.force_login(UserFactory())
    response = client.get(reverse("socialaccount_login_error"))
    assert response.status_code == 401
    assert "Ошибка" in response.content.decode()


@pytest.mark.parametrize("key", ["x", "1:1:1"])
def test_a_dead_link_of_confirmation_is_explained(client, key):
    checked(client.get(reverse("account_confirm_email", args=[key])))


def test_a_dead_link_of_a_new_password_is_explained(client):
    checked(client.get("/accounts/password/reset/key/1-x/"))


def test_a_forgotten_password_is_set_anew(client, mailoutbox):
    user = UserFactory()
    client.post(reverse("account_reset_password"), {"email": user.email})
    link = re.search(r"/accounts/password/reset/key/\S+", mailoutbox[0].body)[0]
    form = client.get(link).url
    client.post(form, {"password1": "novyy-parol-7", "password2": "novyy-parol-7"})
    user.refresh_from_db()
    assert user.check_password("novyy-parol-7")


def test_letters_say_what_the_link_is_for_and_name_nobody(client, mailoutbox):
    user = UserFactory(last_name="Приходите")
    client.post(reverse("account_reset_password"), {"email": user.email})
    assert "просит сменить пароль" in mailoutbox[0].body
    assert "Приходите" not in mailoutbox[0].body


@pytest.mark.parametrize("target", ["https://evil.example/", "//evil.example", "/\\evil.example"])
def test_signing_in_leads_nowhere_else(client, target):
    user = UserFactory()
    form = {"login": user.email, "password": PASSWORD, "next": target}
    assert "evil" not in client.post(reverse("account_login"), form).url


@pytest.mark.parametrize("door", ["account_reset_password", "account_signup"])
def test_no_letter_takes_its_links_from_the_host_header(client, mailoutbox, settings, door):
    settings.ALLOWED_HOSTS, settings.SITE_URL = ["*"], "https://kirov.example/"
    user = UserFactory()
    form = {
        "email": user.email,
        "password1": PASSWORD,
        "password2": PASSWORD,
        "last_name": "Демо",
        "first_name": "Анна",
        "birth_date": "1990-01-01",
        "consent": "on",
    }
    client.post(reverse(door), form, headers={"host": "evil.example"})
    assert "https://kirov.example/accounts/" in mailoutbox[0].body
    assert "evil.example" not in mailoutbox[0].body
