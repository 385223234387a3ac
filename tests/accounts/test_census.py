"""The list of residents: the file, and confirming oneself against it."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import timezone

from portal.accounts import actions
from portal.accounts.identity import Person, person_key
from portal.accounts.models import Attempt, CensusEntry, CensusImport
from tests.factories.people import StaffFactory, UserFactory

pytestmark = pytest.mark.django_db
HEAD = "Фамилия;Имя;Отчество;Дата рождения;Район\n"
ANNA = "Демова;Анна;Ивановна;01.03.1955;Октябрьский район\n"
OLEG = "Демов;Олег;;1980-05-17;октябрьский\n"
URL = reverse("accounts:verify_by_census")
TYPED = {
    "last_name": "ДЁМОВА",
    "first_name": "анна",
    "patronymic": "Ивановна",
    "birth_date": "1955-03-01",
}


@pytest.fixture
def official(district):
    return StaffFactory(permissions=["accounts.import_census"])


def load(text, official, encoding="utf-8"):
    return actions.import_census(text.encode(encoding), file_name="list.csv", actor=official)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1251"])
@pytest.mark.parametrize("delimiter", [";", ","])
def test_an_official_loads_a_list_as_spreadsheets_save_it(official, encoding, delimiter):
    text = (HEAD + ANNA + "\n" + OLEG).replace(";", delimiter)
    assert load(text, official, encoding).added == 2
    key = person_key(Person("Демова", "Анна", "Ивановна", date(1955, 3, 1)))
    assert CensusEntry.objects.get(person_key=key).district.code == "oktyabrsky"


def test_no_name_of_the_list_is_stored(official):
    load(HEAD + ANNA, official)
    stored = [str(value) for row in CensusEntry.objects.values() for value in row.values()]
    stored += [str(value) for row in CensusImport.objects.values() for value in row.values()]
    assert "демова" not in " ".join(stored).lower()


def test_loading_the_same_list_again_adds_nobody(official):
    load(HEAD + ANNA, official)
    assert load(HEAD + ANNA + OLEG + OLEG, official).added == 1
    assert CensusEntry.objects.count() == 2


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("Демов;Олег\n", "Строка 3: не хватает столбцов"),
        (";Олег;;17.05.1980;\n", "Строка 3: нет фамилии"),
        ("Демов;Олег;;31.02.1980;\n", "Строка 3: дата рождения «31.02.1980»"),
        ("Демов;Олег;;17.05.2180;\n", "Строка 3: дата рождения"),
        ("Демов;Олег;;17.05.1980;Лунный\n", "Строка 3: района «Лунный»"),
        (f"{'Д' * 101};Олег;;17.05.1980;\n", "Строка 3: слишком длинное"),
        ("Демова;Анна;Ивановна;01.03.1955;\n", "Строка 3: тот же человек уже есть в строке 2"),
        ('"Демов;Олег;;17.05.1980;\n', "кавычки"),
    ],
)
def test_a_faulty_line_is_named_and_nothing_is_loaded(official, line, fault):
    with pytest.raises(ValidationError) as refusal:
        load(HEAD + ANNA + line, official)
    assert fault in " ".join(refusal.value.messages)
    assert not CensusEntry.objects.exists()
    assert not CensusImport.objects.exists()


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (b"", "нет столбцов: фамилия"),
        (HEAD.encode(), "ни одного жителя"),
        ("Фамилия;Имя\n".encode(), "нет столбцов: отчество"),
        (b"\x00\x01PK", "не текстовый файл"),
        (b"\x98\x98", "не текстовый файл"),
    ],
)
def test_a_file_that_is_no_list_is_refused(official, content, fault):
    with pytest.raises(ValidationError, match=fault):
        actions.import_census(content, file_name="x.csv", actor=official)


def test_not_more_than_fifty_faults_are_listed(official):
    with pytest.raises(ValidationError) as refusal:
        load(HEAD + "Демов;;;;\n" * 80, official)
    assert len(refusal.value.messages) == 50


def test_namesakes_marked_in_the_list_are_two_people(official):
    text = HEAD.strip() + ";Отличие\n" + ANNA.strip() + ";\n" + ANNA.strip() + ";улица Мира\n"
    assert load(text, official).added == 2


def test_somebody_without_the_right_loads_nothing(district):
    with pytest.raises(PermissionDenied):
        load(HEAD + ANNA, StaffFactory())


def test_a_resident_confirms_himself_against_the_list(client, official, district):
    load(HEAD + ANNA, official)
    client.force_login(user := UserFactory())
    assert client.post(URL, TYPED | {"last_name": "ДЕМОВА"}).status_code == 302
    user.refresh_from_db()
    assert (user.level, user.district) == (2, district)
    assert user.active_verification.method == "census"


def test_a_resident_not_on_the_list_reads_what_to_do(client, official):
    load(HEAD + ANNA, official)
    client.force_login(user := UserFactory())
    response = client.post(URL, TYPED | {"first_name": "Инна"})
    assert response.status_code == 422
    assert "придите с паспортом" in response.content.decode()
    assert user.attempts.count() == 1


def test_five_misses_close_this_way_even_for_the_right_answer(client, official):
    load(HEAD + ANNA, official)
    client.force_login(user := UserFactory())
    for _miss in range(5):
        client.post(URL, TYPED | {"first_name": "Инна"})
    response = client.post(URL, TYPED)
    user.refresh_from_db()
    assert (response.status_code, user.level) == (422, 0)
    assert "закрыт на сутки" in response.content.decode()


def test_a_day_later_the_way_is_open_again(client, official):
    load(HEAD + ANNA, official)
    client.force_login(user := UserFactory())
    for _miss in range(5):
        client.post(URL, TYPED | {"first_name": "Инна"})
    Attempt.objects.update(created_at=timezone.now() - timedelta(hours=25))
    assert client.post(URL, TYPED).status_code == 302
    assert user.verifications.active().exists()
