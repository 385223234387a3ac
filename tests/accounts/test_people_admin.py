"""The officials' pages about people."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from portal.accounts.admin import UserAdmin
from portal.accounts.models import CensusEntry, User, VerificationConflict
from tests.factories.people import StaffFactory, SuperuserFactory, UserFactory, VerifiedUserFactory

pytestmark = pytest.mark.django_db
USERS = reverse("admin:accounts_user_changelist")
PASSPORT = {
    "last_name": "Демова",
    "first_name": "Анна",
    "patronymic": "",
    "birth_date": "1955-03-01",
    "office": "ЦМА (демо)",
}


def page(name, obj):
    return reverse(f"admin:accounts_{obj._meta.model_name}_{name}", args=[obj.pk])


@pytest.fixture
def official(client):
    official = StaffFactory(
        permissions=[
            "accounts.verify_in_person",
            "accounts.revoke_verification",
            "accounts.resolve_conflict",
            "accounts.import_census",
            "accounts.view_verification",
            "accounts.view_verificationconflict",
            "accounts.view_censusimport",
        ]
    )
    client.force_login(official)
    return official


@pytest.mark.parametrize("query", ["anna@example", "Демова", "АННА"])
def test_an_official_finds_a_person_by_a_piece(client, official, query):
    UserFactory(email="anna@example.org", last_name="Демова", first_name="Анна")
    UserFactory(email="other@example.org")
    page = client.get(USERS, {"q": query}).content.decode()
    assert "anna@example.org" in page
    assert "other@example.org" not in page


def test_a_list_of_people_costs_the_same_for_one_and_for_many(client, official, district):
    UserFactory(district=district)
    client.get(USERS)
    with CaptureQueriesContext(connection) as few:
        client.get(USERS)
    VerifiedUserFactory.create_batch(4, district=district)
    with CaptureQueriesContext(connection) as many:
        client.get(USERS)
    assert len(few) == len(many) <= 12


@pytest.mark.parametrize("name", ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>'])
def test_a_name_with_markup_is_shown_as_text(client, official, name):
    user = UserFactory(first_name=name, last_name=name, verification=False)
    for url in (USERS, page("change", user), page("verify", user)):
        assert name not in client.get(url).content.decode()


def test_no_page_shows_a_password(client):
    client.force_login(SuperuserFactory())
    user = UserFactory()
    html = client.get(page("change", user)).content.decode()
    assert user.password not in html
    assert "password" not in html.replace("password_change", "").replace("password/change", "")


def test_an_official_verifies_a_person_by_the_passport(client, official):
    user = UserFactory()
    assert "Подтвердить по паспорту" in client.get(page("change", user)).content.decode()
    assert client.post(page("verify", user), PASSPORT).status_code == 302
    user.refresh_from_db()
    assert (user.level, user.active_verification.verified_by) == (2, official)


@pytest.mark.parametrize(
    ("field", "value"),
    [("office", " "), ("birth_date", "2020-01-01"), ("first_name", "<b>"), ("district", "77")],
)
def test_a_mistake_of_the_official_is_shown_and_nobody_is_verified(client, official, field, value):
    user = UserFactory()
    response = client.post(page("verify", user), PASSPORT | {field: value})
    assert response.status_code == 422
    assert response.context["form"].errors[field]
    assert user.person_key is None


def test_an_official_revokes_with_a_reason(client, official):
    row = VerifiedUserFactory().active_verification
    assert client.post(page("revoke", row), {"reason": ""}).status_code == 422
    assert client.post(page("revoke", row), {"reason": "ошибка"}).status_code == 302
    row.refresh_from_db()
    assert (row.revoked_by, row.revoke_reason) == (official, "ошибка")


@pytest.mark.parametrize(("move", "levels"), [("keep", (2, 0)), ("move", (0, 2))])
def test_an_official_decides_a_conflict(client, official, move, levels):
    holder, claimant = (
        VerifiedUserFactory(last_name="Демова", patronymic="", birth_date=date(1955, 3, 1)),
        UserFactory(),
    )
    same = PASSPORT | {"last_name": holder.last_name, "first_name": holder.first_name}
    assert client.post(page("verify", claimant), same).status_code == 422
    conflict = VerificationConflict.objects.get()
    client.post(page(move, conflict), {"reason": "проверено по паспорту"})
    holder.refresh_from_db()
    claimant.refresh_from_db()
    assert (holder.level, claimant.level) == levels


def test_an_official_loads_the_list_of_residents(client, official, district):
    url = reverse("admin:accounts_censusimport_add")
    text = "фамилия,имя,отчество,дата рождения,район\nДемова,Анна,,01.03.1955,\n"
    upload = SimpleUploadedFile("list.csv", text.encode())
    assert client.post(url, {"file": upload}).status_code == 302
    assert CensusEntry.objects.count() == 1


def test_faults_of_the_list_are_shown_line_by_line(client, official):
    url = reverse("admin:accounts_censusimport_add")
    text = "фамилия,имя,отчество,дата рождения,район\nДемова,,,01.03.1955,\n,Анна,,x,\n"
    response = client.post(url, {"file": SimpleUploadedFile("list.csv", text.encode())})
    html = response.content.decode()
    assert response.status_code == 422
    assert "Строка 2" in html
    assert "Строка 3" in html


@pytest.mark.parametrize("name", ["list.exe", "list.csv"])
def test_a_file_that_is_no_list_is_refused(client, official, name):
    url = reverse("admin:accounts_censusimport_add")
    upload = SimpleUploadedFile(name, b"\0" * 100)
    assert client.post(url, {"file": upload}).status_code == 422


def test_an_official_without_rights_reaches_no_page_that_writes(client):
    client.force_login(StaffFactory(permissions=["accounts.view_user"]))
    row = VerifiedUserFactory().active_verification
    conflict = VerificationConflict.objects.create(
        claimant=UserFactory(), holder=row.user, method="sms", person_key=row.person_key
    )
    urls = [page("verify", row.user), page("revoke", row)]
    urls += [page("keep", conflict), page("move", conflict)]
    urls += [reverse("admin:accounts_censusimport_add")]
    assert {client.post(url, {"reason": "x"}).status_code for url in urls} == {403}


def test_an_official_gives_no_rights_away(client):
    client.force_login(StaffFactory(permissions=["accounts.view_user", "accounts.change_user"]))
    user = UserFactory()
    response = client.post(page("change", user), {"is_staff": "on", "is_superuser": "on"})
    user.refresh_from_db()
    assert (response.status_code, user.is_staff, user.is_superuser) == (403, False, False)


def test_a_superuser_makes_somebody_staff(client):
    client.force_login(SuperuserFactory())
    user = UserFactory()
    client.post(page("change", user), {"is_active": "on", "is_staff": "on"})
    user.refresh_from_db()
    assert user.is_staff


def test_a_new_version_of_a_text_is_added_and_none_is_changed(client):
    client.force_login(SuperuserFactory())
    url = reverse("admin:accounts_consenttext_add")
    client.post(url, {"kind": "processing", "version": "7", "text": "Согласие"})
    changed = reverse("admin:accounts_consenttext_changelist")
    assert client.get(changed).context["cl"].result_count == 1
    assert (
        client.post(url, {"kind": "processing", "version": "7", "text": "Иное"}).status_code == 200
    )


@pytest.mark.parametrize("name", ["verify", "revoke"])
def test_a_row_that_does_not_exist_is_not_found(client, official, name):
    model = {"verify": "user", "revoke": "verification"}[name]
    url = reverse(f"admin:accounts_{model}_{name}", args=[987654321])
    assert client.get(url).status_code == 404


def test_giving_rights_does_not_restore_a_level_revoked_this_moment(client, monkeypatch):
    client.force_login(SuperuserFactory())
    person = VerifiedUserFactory()
    original = UserAdmin.save_form

    def meanwhile(self, request, form, change):
        User.objects.filter(pk=person.pk).update(level=0)
        return original(self, request, form, change)

    monkeypatch.setattr(UserAdmin, "save_form", meanwhile)
    client.post(page("change", person), {"is_active": "on", "is_staff": "on"})
    person.refresh_from_db()
    assert (person.is_staff, person.level) == (True, 0)


@pytest.mark.parametrize(("rights", "status"), [((), 403), (("accounts.choose_user",), 200)])
def test_whoever_appoints_people_finds_names_and_opens_no_card(client, rights, status):
    person = VerifiedUserFactory(last_name="Назначаемая")
    client.force_login(StaffFactory(permissions=rights))
    field = {"app_label": "training", "model_name": "session", "field_name": "organiser"}
    found = client.get("/admin/autocomplete/", {**field, "term": "Назнач"})
    assert found.status_code == status
    if status == 200:
        (row,) = found.json()["results"]
        assert row == {"id": str(person.pk), "text": str(person)}
    for url in (reverse("admin:accounts_user_changelist"), page("change", person)):
        assert client.get(url).status_code == 403
