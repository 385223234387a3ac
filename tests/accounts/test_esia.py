"""Госуслуги: the claims of a provider prove a person, an e-mail address proves nothing."""

from datetime import date

import pytest
from allauth.account.models import EmailAddress
from allauth.core import context
from allauth.socialaccount.helpers import complete_social_login
from allauth.socialaccount.models import SocialAccount, SocialLogin
from django.contrib.auth.models import AnonymousUser
from django.contrib.messages.storage.fallback import FallbackStorage
from django.test import RequestFactory
from django.urls import reverse

from portal.accounts.adapters import SocialAccountAdapter
from portal.accounts.identity import Person, person_key
from portal.accounts.models import User, VerificationConflict
from tests.factories.people import StaffFactory, UserFactory, proved

pytestmark = pytest.mark.django_db
CLAIMS = {
    "sub": "1000",
    "family_name": "ДЕМОВА",
    "given_name": "АННА",
    "middle_name": "ИВАНОВНА",
    "birthdate": "1955-03-01",
    "email": "anna@example.org",
    "email_verified": True,
}
KEY = person_key(Person("Демова", "Анна", "Ивановна", date(1955, 3, 1)))


@pytest.fixture(autouse=True)
def provider(settings):
    app = {"provider_id": "esia", "name": "Госуслуги", "client_id": "x", "secret": "x"}
    app["settings"] = {"server_url": "https://esia.invalid"}
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": [app]}}


def arrive(client, user=None, process="login", **claims):
    """The moment the provider answered: what allauth does with a checked response."""
    request = RequestFactory().get("/")
    request.session = client.session
    request.user = user or AnonymousUser()
    request._messages = FallbackStorage(request)
    claims = {"userinfo": CLAIMS | claims}
    provider = SocialAccountAdapter().get_provider(request, "esia")
    with context.request_context(request):
        login = provider.sociallogin_from_response(request, claims)
        login.state = {"process": process}
        response = complete_social_login(request, login)
    request.session.save()
    return response


def linked(**fields):
    user = UserFactory(**fields)
    SocialAccount.objects.create(user=user, provider="esia", uid="1000")
    return user


def test_a_known_person_is_verified_by_signing_in(client):
    user = linked()
    arrive(client)
    user.refresh_from_db()
    assert (user.level, user.person_key, user.last_name) == (2, KEY, "ДЕМОВА")
    assert user.active_verification.method == "esia"


def test_a_resident_connects_gosuslugi_and_is_verified(client):
    client.force_login(user := UserFactory())
    client.post(reverse("account_reauthenticate"), {"password": "demo-kirov-2026"})
    arrive(client, user, process="connect")
    user.refresh_from_db()
    assert (user.level, user.person_key) == (2, KEY)


def test_a_new_person_signs_up_with_the_consent_and_is_verified(client):
    client.get("/")
    response = arrive(client)
    client.cookies["sessionid"] = client.session.session_key
    assert response.url == reverse("socialaccount_signup")
    form = {
        "email": "anna@example.org",
        "last_name": "Иная",
        "first_name": "Анна",
        "birth_date": "1955-03-01",
        "consent": "on",
    }
    client.post(response.url, form)
    user = User.objects.get()
    assert (user.level, user.last_name, user.person_key) == (2, "ДЕМОВА", KEY)
    assert user.consents.get().kind == "processing"


def test_an_address_of_staff_in_the_claims_opens_nothing(client):
    staff = StaffFactory(email="anna@example.org")
    arrive(client)
    assert "_auth_user_id" not in client.session
    assert not SocialAccount.objects.exists()
    staff.refresh_from_db()
    assert staff.level == 0


def test_a_person_proved_elsewhere_is_queued_and_still_signs_in(client):
    holder = UserFactory(
        last_name="Демова", first_name="Анна", patronymic="Ивановна", birth_date=date(1955, 3, 1)
    )
    holder.level = 2
    holder.save()
    proved(holder)
    user = linked()
    arrive(client)
    user.refresh_from_db()
    assert user.level == 0
    assert VerificationConflict.objects.get().claimant == user


@pytest.mark.parametrize("claims", [{"birthdate": "1955"}, {"birthdate": None}])
def test_incomplete_claims_prove_nobody(client, claims):
    user = linked()
    arrive(client, **claims)
    user.refresh_from_db()
    assert user.level == 0


def test_another_provider_proves_nobody():
    account = SocialAccount(provider="other", extra_data={"userinfo": CLAIMS})
    login = SocialLogin(user=UserFactory(), account=account)
    assert not SocialAccountAdapter().is_open_for_signup(None, login)
    assert EmailAddress.objects.count() == 1
