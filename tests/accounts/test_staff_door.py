"""The door of the officials' workplace: one way in, a second factor, no code twice."""

import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from django.core.cache import cache
from django.urls import NoReverseMatch, reverse

from tests.factories.budgeting import OfficialFactory, ProjectFactory, RoundFactory
from tests.factories.people import PASSWORD, StaffFactory, SuperuserFactory, UserFactory

pytestmark = pytest.mark.django_db
ADMIN, LOGIN = reverse("admin:index"), reverse("account_login")
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


@pytest.fixture(autouse=True)
def _required(settings):
    settings.STAFF_MFA_REQUIRED = True


@pytest.fixture
def clock(monkeypatch):
    """A time that moves only when told, in steps of the authenticator."""
    now = [int(time.time()) // 30 * 30 + 5]
    monkeypatch.setattr("portal.accounts.second_factor.time.time", lambda: now[0])
    return now


def code(clock):
    return format_hotp_value(hotp_value(SECRET, clock[0] // 30))


@pytest.fixture
def staff():
    staff = StaffFactory(permissions=["accounts.view_user"])
    TOTP.activate(staff, SECRET)
    return staff


def sign_in(client, user):
    return client.post(LOGIN, {"login": user.email, "password": PASSWORD})


def confirm_password(client):
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})


def enter(client, digits):
    return client.post(reverse("mfa_authenticate"), {"code": digits})


def test_staff_without_a_second_factor_are_led_to_it(client):
    client.force_login(StaffFactory())
    response = client.get(reverse("admin:accounts_user_changelist"), follow=True)
    assert response.redirect_chain[0][0].startswith(reverse("accounts:second_factor"))
    assert reverse("mfa_activate_totp") in response.content.decode()


def test_a_session_that_did_not_show_the_factor_stays_outside(client, staff):
    client.force_login(staff)
    response = client.get(ADMIN, follow=True)
    assert reverse("mfa_reauthenticate") in response.content.decode()


def test_staff_who_show_the_code_get_in(client, staff, clock):
    assert sign_in(client, staff).url == reverse("mfa_authenticate")
    assert client.get(ADMIN).status_code == 302
    enter(client, code(clock))
    assert client.get(ADMIN).status_code == 200


def test_a_code_opens_once_even_when_the_cache_forgets(client, staff, clock):
    sign_in(client, staff)
    enter(client, code(clock))
    client.logout()
    cache.clear()
    sign_in(client, staff)
    assert "code" in enter(client, code(clock)).context["form"].errors
    assert client.get(ADMIN).status_code == 302
    clock[0] += 30
    enter(client, code(clock))
    assert client.get(ADMIN).status_code == 200


def test_a_code_shown_at_login_does_not_confirm_a_dangerous_step(client, staff, clock):
    sign_in(client, staff)
    enter(client, code(clock))
    response = client.post(reverse("mfa_reauthenticate"), {"code": code(clock)})
    assert "code" in response.context["form"].errors


def test_whoever_activates_the_factor_is_inside_at_once(client, clock):
    staff = StaffFactory()
    sign_in(client, staff)
    confirm_password(client)
    activate = reverse("mfa_activate_totp")
    secret = client.get(activate).context["form"].secret
    digits = format_hotp_value(hotp_value(secret, clock[0] // 30))
    assert client.post(activate, {"code": digits}).status_code == 302
    assert client.get(ADMIN).status_code == 200


def test_removing_the_factor_closes_the_door_again(client, staff, clock):
    sign_in(client, staff)
    enter(client, code(clock))
    confirm_password(client)
    client.post(reverse("mfa_deactivate_totp"))
    assert client.get(ADMIN).status_code == 302


@pytest.mark.parametrize("method", ["get", "post"])
def test_the_login_of_django_is_no_second_door(client, staff, method):
    data = {"username": staff.email, "password": PASSWORD}
    response = getattr(client, method)(reverse("admin:login"), data)
    assert response.url.startswith(LOGIN)
    assert "_auth_user_id" not in client.session


def test_a_resident_is_refused_and_not_sent_around(client):
    client.force_login(UserFactory())
    assert client.get(ADMIN).status_code == 403
    assert client.get(reverse("admin:login")).status_code == 403


def test_a_stranger_comes_back_to_the_page_he_asked_for(client):
    url = reverse("admin:accounts_user_changelist")
    assert client.get(url).url == f"{LOGIN}?next={url}"


def test_without_the_setting_the_password_is_enough(client, settings):
    settings.STAFF_MFA_REQUIRED = False
    client.force_login(StaffFactory())
    assert client.get(ADMIN).status_code == 200


def test_the_session_of_a_deactivated_official_ends(client, settings):
    settings.STAFF_MFA_REQUIRED = False
    staff = StaffFactory()
    client.force_login(staff)
    staff.is_active = False
    staff.save()
    assert client.get(ADMIN, follow=True).redirect_chain[-1][0] == f"{LOGIN}?next={ADMIN}"
    assert client.get(reverse("accounts:overview")).url.startswith(LOGIN)


@pytest.mark.parametrize(
    "target", ["https://evil.example", "//evil.example", "javascript:alert(1)"]
)
def test_the_page_about_the_factor_leads_nowhere_else(client, staff, target):
    client.force_login(staff)
    response = client.get(reverse("accounts:second_factor"), {"next": target})
    assert response.context["target"] == ADMIN
    assert f'href="{target}"' not in response.content.decode()


def test_an_official_without_the_second_factor_makes_no_move_on_public_pages(client):
    project = ProjectFactory(round=RoundFactory(phase="check"), state="submitted")
    client.force_login(OfficialFactory())
    url = reverse("pages:move", args=["budgeting.project", project.pk, "publish"])
    assert client.post(url, {"note": ""}).url.startswith(reverse("accounts:second_factor"))
    project.refresh_from_db()
    assert project.state == "submitted"


def test_a_resident_makes_a_move_without_a_second_factor(client):
    project = ProjectFactory(round=RoundFactory(phase="check"), state="submitted")
    client.force_login(project.author)
    url = reverse("pages:move", args=["budgeting.project", project.pk, "withdraw"])
    client.post(url, {"note": ""})
    project.refresh_from_db()
    assert project.state == "withdrawn"


@pytest.mark.parametrize(
    "model", ["account_emailaddress", "socialaccount_socialaccount", "socialaccount_socialtoken"]
)
def test_no_admin_page_opens_another_door_into_an_account(model):
    with pytest.raises(NoReverseMatch):
        reverse(f"admin:{model}_changelist")


def test_a_superuser_resets_a_second_factor_without_reading_its_secret(client, staff, settings):
    settings.STAFF_MFA_REQUIRED = False
    client.force_login(SuperuserFactory())
    row = Authenticator.objects.get(user=staff)
    page = client.get(reverse("admin:mfa_authenticator_change", args=[row.pk]))
    assert SECRET not in page.content.decode()
    client.post(reverse("admin:mfa_authenticator_delete", args=[row.pk]), {"post": "yes"})
    assert not Authenticator.objects.exists()
