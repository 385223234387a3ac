"""One person, one account: proving, revoking, deciding between two claims."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, connection, transaction

from portal.accounts import actions
from portal.accounts.identity import Person, person_key
from portal.accounts.models import Method, Verification, VerificationConflict
from tests.factories.people import StaffFactory, UserFactory, VerifiedUserFactory

pytestmark = pytest.mark.django_db
PERSON = Person("Демова", "Анна", "Ивановна", date(1955, 3, 1))


@pytest.fixture
def official():
    return StaffFactory(
        permissions=[
            "accounts.verify_in_person",
            "accounts.revoke_verification",
            "accounts.resolve_conflict",
        ]
    )


def in_person(user, official, person=PERSON, **fields):
    return actions.verify_in_person(user, person, actor=official, office="ЦМА (демо)", **fields)


def test_an_official_verifies_a_resident_in_person(official, district):
    user = UserFactory(first_name="Аня", birth_date=date(1956, 1, 1))
    row = in_person(user, official, district=district)
    user.refresh_from_db()
    assert (user.level, user.first_name, user.birth_date) == (2, "Анна", date(1955, 3, 1))
    assert (row.verified_by, row.office, row.method) == (official, "ЦМА (демо)", Method.OFFICE)
    assert user.person_key == person_key(PERSON)
    assert user.district == district


def test_no_document_number_is_stored_anywhere():
    names = {field.name for field in Verification._meta.get_fields()}
    assert not {name for name in names if "passport" in name or "number" in name or "snils" in name}


def test_an_official_without_the_right_verifies_nobody():
    with pytest.raises(PermissionDenied):
        in_person(UserFactory(), StaffFactory())


def test_an_official_does_not_verify_himself(official):
    with pytest.raises(PermissionDenied):
        in_person(official, official)


def test_an_official_must_say_where(official):
    with pytest.raises(ValidationError, match="где проверен"):
        actions.verify_in_person(UserFactory(), PERSON, actor=official, office=" ")


def test_proving_twice_leaves_one_row(official):
    user = UserFactory()
    assert in_person(user, official) == in_person(user, official)
    assert user.verifications.count() == 1


def test_a_proved_person_cannot_become_another(official):
    user = UserFactory()
    in_person(user, official)
    with pytest.raises(ValidationError, match="уже подтверждена"):
        in_person(user, official, PERSON._replace(first_name="Инна"))
    assert user.person_key == person_key(PERSON)


def test_a_namesake_born_on_one_day_is_told_apart_by_a_mark(official):
    in_person(UserFactory(), official)
    in_person(second := UserFactory(), official, PERSON._replace(mark="улица Мира"))
    assert second.level == 2


def test_the_phone_is_replaced_by_the_passport(official):
    user = UserFactory(level=1)
    in_person(user, official)
    assert user.verifications.active().get().method == Method.OFFICE
    assert user.verifications.exclude(revoke_reason="").get().method == Method.SMS


def test_the_second_account_of_a_person_is_refused_and_queued(official):
    holder, claimant = UserFactory(), UserFactory()
    in_person(holder, official)
    with pytest.raises(actions.IdentityTaken, match="в другой учётной записи"):
        in_person(claimant, official)
    claimant.refresh_from_db()
    conflict = VerificationConflict.objects.get()
    assert (conflict.claimant, conflict.holder, claimant.level) == (claimant, holder, 0)


def test_a_repeated_claim_does_not_fill_the_queue(official):
    in_person(UserFactory(), official)
    claimant = UserFactory()
    for _again in range(3):
        with pytest.raises(actions.IdentityTaken):
            in_person(claimant, official)
    assert VerificationConflict.objects.count() == 1


@pytest.fixture
def conflict(official):
    holder, claimant = UserFactory(email="holder@example.org"), UserFactory()
    in_person(holder, official)
    with pytest.raises(actions.IdentityTaken):
        in_person(claimant, official)
    return VerificationConflict.objects.get()


def test_an_official_moves_the_identity_to_the_claimant(conflict, official):
    actions.resolve_conflict(conflict, actor=official, move=True, reason="забыт пароль")
    conflict.refresh_from_db()
    assert (conflict.claimant.level, conflict.holder.level) == (2, 0)
    assert conflict.claimant.person_key == person_key(PERSON)
    assert conflict.claimant.last_name == "Демова"
    assert (conflict.outcome, conflict.claim) == ("move", {})


def test_an_official_keeps_the_identity_where_it_is(conflict, official):
    actions.resolve_conflict(conflict, actor=official, move=False, reason="чужие данные")
    conflict.refresh_from_db()
    assert (conflict.claimant.level, conflict.holder.level) == (0, 2)


def test_a_conflict_is_decided_once_and_with_a_reason(conflict, official):
    with pytest.raises(ValidationError, match="причину"):
        actions.resolve_conflict(conflict, actor=official, move=True, reason=" ")
    actions.resolve_conflict(conflict, actor=official, move=False, reason="чужие данные")
    with pytest.raises(ValidationError, match="уже решён"):
        actions.resolve_conflict(conflict, actor=official, move=True, reason="передумал")


def test_a_party_to_a_conflict_does_not_decide_it(conflict):
    conflict.claimant.is_superuser = True
    conflict.claimant.save()
    with pytest.raises(PermissionDenied):
        actions.resolve_conflict(conflict, actor=conflict.claimant, move=True, reason="моё")


def test_a_resident_decides_no_conflict(conflict):
    with pytest.raises(PermissionDenied):
        actions.resolve_conflict(conflict, actor=UserFactory(), move=True, reason="моё")


def test_revoking_takes_the_level_and_frees_the_person(official):
    user = UserFactory()
    actions.revoke(in_person(user, official), actor=official, reason="ошибка в данных")
    user.refresh_from_db()
    assert (user.level, user.person_key) == (0, None)
    in_person(another := UserFactory(), official)
    assert another.level == 2


def test_revoking_needs_a_right_and_a_reason(official):
    row = in_person(UserFactory(), official)
    with pytest.raises(PermissionDenied):
        actions.revoke(row, actor=StaffFactory(), reason="так")
    with pytest.raises(ValidationError, match="причину"):
        actions.revoke(row, actor=official, reason="")
    assert Verification.objects.active().filter(pk=row.pk).exists()


def test_a_closed_account_is_not_verified(official):
    user = UserFactory(is_active=False)
    with pytest.raises(ValidationError, match="закрыта"):
        in_person(user, official)


@pytest.mark.parametrize("change", [{"person_key": "a" * 64}, {"user": 1}])
def test_the_database_itself_refuses_a_second_active_row(change):
    first = VerifiedUserFactory(verification__person_key="a" * 64)
    row = first.active_verification
    row.pk, row.person_key, row.user = None, "b" * 64, UserFactory()
    row.person_key = change.get("person_key", row.person_key)
    row.user = first if "user" in change else row.user
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save(force_insert=True)


def test_the_text_of_a_consent_cannot_be_rewritten():
    text = actions.current_text("processing")
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE accounts_consenttext SET text = 'x' WHERE id = %s", [text.pk])
