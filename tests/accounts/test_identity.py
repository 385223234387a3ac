"""The key of a person: the same however the name was typed, never the same for two people."""

from datetime import date

import pytest

from portal.accounts.identity import Person, normalise_phone, person_key, phone_key

BORN = date(1955, 3, 1)


def key(last="Фёдорова-Смирнова", first="Алёна", middle="Петровна", born=BORN, mark=""):
    return person_key(Person(last, first, middle, born, mark))


@pytest.mark.parametrize(
    "typed",
    [
        "ФЕДОРОВА-СМИРНОВА",
        "  федорова -  смирнова ",
        "Фёдорова – Смирнова",
        "Фе\u0308дорова—Смирнова",
        "Федорова\u00a0-\tСмирнова",
    ],
)
def test_one_name_typed_in_several_ways_is_one_person(typed):
    assert key(last=typed) == key()


@pytest.mark.parametrize(
    "other",
    [
        {"last": "Федорова"},
        {"first": "Елена"},
        {"middle": ""},
        {"born": date(1955, 3, 2)},
        {"mark": "2"},
        {"last": "Фёдорова-Смирнова|Алёна", "first": ""},
    ],
)
def test_another_person_has_another_key(other):
    assert key(**other) != key()


def test_the_key_depends_on_the_secret(settings):
    before = key()
    settings.PERSON_KEY_SECRET = "another"
    assert key() != before


def test_a_phone_cannot_pass_for_a_name():
    assert phone_key("+79123456789") != person_key(Person("PHONE", "+79123456789", "", BORN))


@pytest.mark.parametrize("typed", ["8 (912) 345-67-89", "+7 912 345 67 89", "7.912.345.67.89"])
def test_one_phone_typed_in_several_ways_is_one_phone(typed):
    assert normalise_phone(typed) == "+79123456789"


@pytest.mark.parametrize("typed", ["", "112", "+1 202 555 0100", "8332 123456", "+7912345678९"])
def test_what_is_no_russian_mobile_number_is_refused(typed):
    with pytest.raises(ValueError, match=r".*"):
        normalise_phone(typed)
