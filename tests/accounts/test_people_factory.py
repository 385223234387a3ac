from datetime import date

import pytest

from tests.factories.people import PASSWORD, StaffFactory, UserFactory, VerifiedUserFactory

pytestmark = pytest.mark.django_db


def test_a_new_person_signs_in_and_is_not_proved():
    user = UserFactory()
    assert user.check_password(PASSWORD)
    assert user.emailaddress_set.get().verified
    assert user.person_key is None


def test_a_verified_person_has_a_key_and_the_proved_birth_date():
    user = VerifiedUserFactory(birth_date=date(1955, 3, 1))
    assert len(user.person_key) == 64
    assert user.active_verification.birth_date == date(1955, 3, 1)


def test_two_verified_people_are_two_persons():
    assert VerifiedUserFactory().person_key != VerifiedUserFactory().person_key


def test_staff_have_the_permissions_asked_for():
    official = StaffFactory(permissions=["accounts.verify_in_person"])
    assert official.has_perm("accounts.verify_in_person")
    assert not official.has_perm("accounts.revoke_verification")
