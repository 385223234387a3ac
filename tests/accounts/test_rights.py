"""Rights answer with a reason, and rest on what was proved."""

from datetime import date

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import translation

from portal.accounts.rights import age_on
from portal.accounts.rules import require_age, require_level
from tests.factories.people import UserFactory, VerifiedUserFactory

pytestmark = pytest.mark.django_db
TODAY = date(2026, 6, 1)


@pytest.mark.parametrize(
    ("born", "day", "age"),
    [
        (date(2010, 6, 1), date(2026, 5, 31), 15),
        (date(2010, 6, 1), date(2026, 6, 1), 16),
        (date(2008, 2, 29), date(2026, 2, 28), 17),
        (date(2008, 2, 29), date(2026, 3, 1), 18),
    ],
)
def test_age_counts_the_birthday_itself(born, day, age):
    assert age_on(born, day) == age


def test_a_person_of_age_is_allowed():
    assert require_age(UserFactory(birth_date=date(2010, 6, 1)), 16, TODAY)


def test_a_younger_person_reads_from_which_age():
    verdict = require_age(UserFactory(birth_date=date(2010, 6, 2)), 16, TODAY)
    assert not verdict
    assert "с 16 лет" in verdict.reason


def test_a_person_without_a_birth_date_reads_what_to_fill_in():
    assert "Укажите дату рождения" in require_age(UserFactory(birth_date=None), 14, TODAY).reason


def test_a_later_edit_of_the_profile_does_not_make_a_verified_person_older():
    user = VerifiedUserFactory(birth_date=date(2011, 1, 1))
    user.birth_date = date(1990, 1, 1)
    user.save()
    assert not require_age(user, 16, TODAY)


@pytest.mark.parametrize(
    ("level", "needed", "allowed"), [(0, 0, 1), (0, 1, 0), (1, 2, 0), (2, 2, 1)]
)
def test_a_level_is_enough_or_not(level, needed, allowed):
    assert bool(require_level(UserFactory(level=level), needed)) is bool(allowed)


def test_everybody_refused_reads_the_next_step():
    assert "Войдите" in require_level(AnonymousUser(), 0).reason
    assert "телефон" in require_level(UserFactory(), 1).reason
    assert "паспортом" in require_level(UserFactory(), 2).reason


def test_a_name_is_hidden_until_its_owner_agrees(district):
    user = UserFactory(first_name="Анна", last_name="Демова", district=district)
    assert user.public_name() == "Житель Октябрьского района"
    with translation.override("en"):
        assert user.public_name() == f"Resident of {user.district.name}"
    user.name_is_public = True
    assert user.public_name() == "Анна Демова"


def test_without_a_district_one_is_a_resident_of_the_city():
    assert UserFactory().public_name() == "Житель города"


def test_staff_are_named_as_the_administration():
    assert UserFactory(is_staff=True).public_name() == "Сотрудник администрации"
