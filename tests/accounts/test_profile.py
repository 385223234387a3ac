"""The person's own pages."""

import json
from datetime import date

import pytest
from django.contrib.sessions.models import Session
from django.urls import reverse

from portal.accounts import actions
from portal.accounts.models import Consent
from tests.factories.people import PASSWORD, StaffFactory, UserFactory, VerifiedUserFactory

pytestmark = pytest.mark.django_db
OVERVIEW, EDIT = reverse("accounts:overview"), reverse("accounts:edit")
DELETE, NAME = reverse("accounts:delete"), reverse("accounts:publish_name")
PAGES = ["overview", "edit", "verification", "consents", "my_data", "delete", "second_factor"]
POSTS = ["verify_by_census", "send_code", "confirm_code", "publish_name"]
PROFILE = {
    "last_name": "Демова",
    "first_name": "Анна",
    "patronymic": "",
    "birth_date": "1990-05-17",
    "district": "",
    "language": "ru",
}


@pytest.mark.parametrize("name", PAGES + POSTS)
def test_a_stranger_is_asked_to_sign_in(client, name):
    url = reverse(f"accounts:{name}")
    for response in (client.get(url), client.post(url)):
        assert (response.status_code, "login" in response.url) == (302, True)


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("level", [0, 1, 2])
def test_a_resident_opens_every_own_page(client, name, level):
    client.force_login(UserFactory(level=level))
    assert client.get(reverse(f"accounts:{name}")).status_code == 200


@pytest.mark.parametrize("name", POSTS)
def test_what_writes_is_not_opened_by_a_link(client, name):
    client.force_login(UserFactory())
    assert client.get(reverse(f"accounts:{name}")).status_code == 405


def test_a_newcomer_reads_what_is_possible_and_the_next_step(client):
    client.force_login(UserFactory())
    html = client.get(OVERVIEW).content.decode()
    assert "Следующий шаг" in html
    assert "Подтвердите личность" in html


def test_a_verified_resident_has_no_next_step(client):
    client.force_login(VerifiedUserFactory())
    assert "Следующий шаг" not in client.get(OVERVIEW).content.decode()


def test_a_resident_edits_the_profile(client, district):
    client.force_login(user := UserFactory())
    assert client.post(EDIT, PROFILE | {"district": district.pk}).status_code == 302
    user.refresh_from_db()
    assert (user.last_name, user.birth_date, user.district) == (
        "Демова",
        date(1990, 5, 17),
        district,
    )


def test_verified_fields_stay_as_proved_even_when_posted(client, district):
    user = VerifiedUserFactory(district=district, birth_date=date(1955, 3, 1))
    client.force_login(user)
    client.post(EDIT, PROFILE | {"district": "", "language": "en"})
    before, after = (user.last_name, date(1955, 3, 1), district), type(user).objects.get()
    assert (after.last_name, after.birth_date, after.district) == before
    assert after.language == "en"


def test_no_second_door_changes_verified_fields():
    user = VerifiedUserFactory(birth_date=date(1955, 3, 1))
    fresh = actions.edit_profile(user, actor=user, birth_date=date(2000, 1, 1), language="en")
    assert (fresh.birth_date, fresh.language) == (date(1955, 3, 1), "en")


@pytest.mark.parametrize("forged", [{"level": "2"}, {"is_staff": "on"}, {"email": "x@example.org"}])
def test_forged_fields_change_nothing(client, forged):
    client.force_login(user := UserFactory())
    client.post(EDIT, PROFILE | forged)
    email = user.email
    user.refresh_from_db()
    assert (user.level, user.is_staff, user.email) == (0, False, email)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("last_name", "Я" * 10_000),
        ("last_name", "<b>"),
        ("first_name", ""),
        ("birth_date", "31.02.1990"),
        ("birth_date", "2020-01-01"),
        ("district", "987654321"),
        ("district", "abc"),
        ("language", "xx"),
    ],
)
def test_bad_input_is_answered_at_the_field(client, field, value):
    client.force_login(user := UserFactory())
    response = client.post(EDIT, PROFILE | {field: value})
    assert response.status_code == 422
    assert response.context["form"].errors[field]
    assert type(user).objects.get().last_name == user.last_name


def test_nul_bytes_are_refused_everywhere(client):
    client.force_login(UserFactory())
    for name in ("edit", "delete", *POSTS):
        data = PROFILE | {"password": "\0", "phone": "\0", "code": "\0", "last_name": "\0"}
        assert 400 <= client.post(reverse(f"accounts:{name}"), data).status_code < 500


def test_a_resident_shows_the_name_and_hides_it_again(client):
    client.force_login(user := UserFactory(first_name="Анна", last_name="Демова"))
    client.post(NAME, {"give": "1"}, REMOTE_ADDR="198.51.100.7")
    user.refresh_from_db()
    assert user.public_name() == "Анна Демова"
    assert Consent.objects.active().get(user=user).ip == "198.51.100.7"
    client.post(NAME, {"give": "0"})
    user.refresh_from_db()
    assert user.public_name() == "Житель города"
    assert Consent.objects.get(user=user).withdrawn_at


def test_agreeing_twice_leaves_one_consent(client):
    client.force_login(user := UserFactory())
    for _twice in range(2):
        client.post(NAME, {"give": "1"})
    assert user.consents.count() == 1


def test_anybody_reads_the_text_of_a_consent(client):
    text = actions.current_text("processing")
    html = client.get(text.get_absolute_url()).content.decode()
    assert text.digest in html
    assert "Как отозвать" in html


@pytest.mark.parametrize(
    "path", ["processing/99/", "nothing/1/", "processing/99999999999999999999/"]
)
def test_a_text_that_does_not_exist_is_not_found(client, path):
    assert client.get(f"/profile/consents/{path}").status_code == 404


def test_my_data_holds_everything_of_mine_and_nothing_of_others(client):
    user = VerifiedUserFactory(email="mine@example.org", last_name="Демова")
    other = VerifiedUserFactory(email="other@example.org", last_name="Чужова")
    actions.give_consent(user, "processing", actor=user, ip="198.51.100.7")
    client.force_login(user)
    response = client.get(reverse("accounts:my_data"))
    data = json.loads(response.content)
    assert data["profile"]["last_name"] == "Демова"
    assert data["consents"][0]["ip"] == "198.51.100.7"
    assert data["verifications"][0]["level"] == 2
    assert "attachment" in response["Content-Disposition"]
    for secret in (other.last_name, other.email, user.person_key, user.password):
        assert secret not in response.content.decode()


@pytest.fixture
def erased(client):
    user = VerifiedUserFactory(email="leaving@example.org", first_name="Анна")
    actions.give_consent(user, "dissemination", actor=user)
    client.force_login(user)
    response = client.post(DELETE, {"password": PASSWORD})
    assert response.status_code == 302
    user.refresh_from_db()
    return user


def test_a_deleted_account_keeps_nothing_that_names_the_person(erased):
    assert erased.email == f"erased-{erased.pk}@invalid"
    assert erased.get_full_name() == ""
    assert (erased.birth_date, erased.phone, erased.is_active) == (None, "", False)
    assert erased.public_name() == "Житель города"
    assert not erased.emailaddress_set.exists()
    assert erased.verifications.get().birth_date is None


def test_a_deleted_account_keeps_its_legal_records_closed(erased):
    row = erased.verifications.get()
    assert (bool(row.revoked_at), row.revoked_by, len(row.person_key)) == (True, erased, 64)
    assert erased.consents.get().withdrawn_at
    assert (erased.level, erased.person_key) == (0, None)


def test_a_deleted_account_ends_every_session(client, erased):
    assert client.get(OVERVIEW).status_code == 302
    assert not [row for row in Session.objects.all() if "_auth_user_id" in row.get_decoded()]


def test_another_device_is_signed_out_by_deletion(client):
    other_device = type(client)()
    user = UserFactory()
    client.force_login(user)
    other_device.force_login(user)
    client.post(DELETE, {"password": PASSWORD})
    assert other_device.get(OVERVIEW).status_code == 302


def test_the_address_is_free_for_a_new_account(erased):
    assert UserFactory(email="leaving@example.org").pk != erased.pk


def test_a_wrong_password_deletes_nothing(client):
    client.force_login(user := UserFactory())
    response = client.post(DELETE, {"password": "не тот"})
    user.refresh_from_db()
    assert (response.status_code, user.is_active) == (422, True)


def test_staff_do_not_delete_themselves(client):
    client.force_login(user := StaffFactory())
    assert "Сначала попросите" in client.get(DELETE).content.decode()
    assert client.post(DELETE, {"password": PASSWORD}).status_code == 403
    user.refresh_from_db()
    assert user.is_active


def test_who_has_no_password_confirms_by_the_address(client):
    user = UserFactory(email="esia@example.org")
    user.set_unusable_password()
    user.save()
    client.force_login(user)
    assert client.post(DELETE, {"password": "wrong@example.org"}).status_code == 422
    assert client.post(DELETE, {"password": "ESIA@example.org"}).status_code == 302
