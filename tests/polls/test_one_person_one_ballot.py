"""One person has one ballot, also after proving anew or more fully in the middle of a vote."""

from datetime import UTC, datetime

import pytest
from django.core.exceptions import ValidationError

from portal.accounts.models import Verification
from portal.polls.actions import ballot_of, cast_ballot
from portal.polls.models import Ballot
from tests.factories.people import UserFactory, VerifiedUserFactory, proved
from tests.factories.polls import PollFactory

pytestmark = pytest.mark.django_db
ENDED = {"revoked_at": datetime(2026, 1, 1, tzinfo=UTC), "revoke_reason": "новый паспорт"}


def prove_anew(user, level: int = 2, **fields):
    Verification.objects.filter(user=user, revoked_at=None).update(**ENDED)
    for name, value in {"level": level, **fields}.items():
        setattr(user, name, value)
    user.save()
    return proved(user)


def test_a_voter_whose_name_was_put_right_changes_the_ballot_and_casts_no_second():
    poll, resident = PollFactory(), VerifiedUserFactory(last_name="Опечаткин")
    cast_ballot(poll, voter=resident, choices=[1])
    prove_anew(resident, last_name="Печаткин")
    cast_ballot(poll, voter=resident, choices=[2])
    ballot = Ballot.objects.get()
    assert (ballot.choices, ballot.changes) == ("2", 1)


def test_a_ballot_follows_the_person_to_another_account():
    poll, first = PollFactory(), VerifiedUserFactory(last_name="Опечаткин", first_name="Анна")
    cast_ballot(poll, voter=first, choices=[1])
    prove_anew(first, last_name="Печаткина")
    cast_ballot(poll, voter=first, choices=[1])
    Verification.objects.filter(user=first).update(**ENDED)
    second = VerifiedUserFactory(last_name="Печаткина", first_name="Анна")
    cast_ballot(poll, voter=second, choices=[3])
    assert Ballot.objects.get().choices == "3"


def test_a_fuller_proof_gives_no_second_ballot_where_a_phone_is_enough():
    poll, resident = PollFactory(min_level=1), UserFactory(level=1)
    cast_ballot(poll, voter=resident, choices=[1])
    prove_anew(resident)
    cast_ballot(poll, voter=resident, choices=[2])
    assert Ballot.objects.get().choices == "2"


def test_a_phone_free_again_after_a_fuller_proof_has_no_second_ballot():
    poll, first = PollFactory(min_level=1), UserFactory(level=1)
    phone = first.person_key
    prove_anew(first)
    cast_ballot(poll, voter=first, choices=[1])
    second = UserFactory(level=1, verification=False)
    proved(second, person_key=phone)
    cast_ballot(poll, voter=second, choices=[2])
    assert Ballot.objects.get().choices == "2"


def test_a_voter_between_two_ballots_changes_neither():
    poll, (first, second) = PollFactory(), VerifiedUserFactory.create_batch(2, first_name="Анна")
    for voter, choices in ((first, [1]), (second, [2])):
        cast_ballot(poll, voter=voter, choices=choices)
    Verification.objects.filter(user=second).update(**ENDED)
    prove_anew(first, last_name=second.last_name)
    with pytest.raises(ValidationError, match="сотрудник разберётся"):
        cast_ballot(poll, voter=first, choices=[3])
    assert sorted(Ballot.objects.values_list("choices", flat=True)) == ["1", "2"]
    assert ballot_of(poll, first).choices == "2"
