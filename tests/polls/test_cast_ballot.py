"""Casting, changing one's mind, and everything that is refused whole."""

import pytest
from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, connection, transaction
from django.utils import translation

from portal.accounts.models import Verification
from portal.cases.models import CaseEvent
from portal.notifications.models import Notification
from portal.polls.actions import cast_ballot
from portal.polls.ballots import receipt
from portal.polls.models import Ballot, BallotEvent
from tests.factories.people import UserFactory, VerifiedUserFactory, proved
from tests.factories.places import DistrictFactory
from tests.factories.polls import PollFactory

pytestmark = pytest.mark.django_db


def stored() -> tuple:
    """All that a refused ballot must not leave behind."""
    return Ballot.objects.count(), BallotEvent.objects.count(), Notification.objects.count()


def letters(user) -> list[str]:
    return list(
        Notification.objects.filter(recipient=user, channel="email").values_list("body", flat=True)
    )


def test_a_resident_casts_a_ballot_and_holds_its_receipt():
    poll, resident = PollFactory(), VerifiedUserFactory(district=DistrictFactory(code="october"))
    cast_ballot(poll, voter=resident, choices=[3, 1])
    ballot = Ballot.objects.get()
    assert (ballot.choices, ballot.voter, ballot.changes) == ("1,3", resident, 0)
    assert ballot.receipt == receipt(poll.uuid, ballot.nonce, "1,3")
    assert ballot.district_code == "october"
    assert ballot.age >= 40


def test_a_cast_ballot_is_in_the_journal_without_choice_or_person():
    poll = PollFactory()
    ballot = cast_ballot(poll, voter=VerifiedUserFactory(), choices=[1])
    event = BallotEvent.objects.get()
    assert (event.kind, event.commitment, event.replaces) == ("cast", ballot.receipt, "")
    assert event.created_at == ballot.cast_at
    names = {field.name for field in BallotEvent._meta.fields}
    assert names == {"id", "poll", "kind", "commitment", "replaces", "created_at"}


def test_a_change_of_mind_replaces_the_choice_and_the_receipt():
    poll, resident = PollFactory(), VerifiedUserFactory()
    first = cast_ballot(poll, voter=resident, choices=[1])
    second = cast_ballot(poll, voter=resident, choices=[2])
    assert Ballot.objects.get().choices == "2"
    assert (second.changes, first.nonce == second.nonce) == (1, False)
    last = BallotEvent.objects.order_by("id").last()
    assert (last.kind, last.commitment, last.replaces) == ("change", second.receipt, first.receipt)


def test_the_same_choice_again_changes_nothing():
    poll, resident = PollFactory(), VerifiedUserFactory()
    first = cast_ballot(poll, voter=resident, choices=[1, 2])
    before = stored()
    again = cast_ballot(poll, voter=resident, choices=[2, 1])
    assert (again.receipt, stored()) == (first.receipt, before)


def test_a_letter_confirms_the_vote_and_does_not_tell_the_choice():
    poll = PollFactory(options=[7701, 7702])
    resident = VerifiedUserFactory()
    ballot = cast_ballot(poll, voter=resident, choices=[7702], url="/budget/demo/vote/receipt/")
    letter = Notification.objects.get(recipient=resident, channel="email")
    assert letter.subject == "Ваш голос учтён"
    assert ballot.receipt in letter.body
    assert "Изменить выбор можно до" in letter.body
    assert "770" not in letter.body.replace(ballot.receipt, "")
    assert "Проект" not in letter.body


def test_the_letter_about_a_change_says_that_the_earlier_choice_is_void():
    poll, resident = PollFactory(), VerifiedUserFactory()
    for choices in ([1], [2]):
        cast_ballot(poll, voter=resident, choices=choices)
    first, second = letters(resident)
    assert ("Прежний больше не действует" in first, "Прежний больше не действует" in second) == (
        False,
        True,
    )


def test_nothing_that_cannot_be_erased_links_a_person_with_a_ballot():
    ballot = cast_ballot(PollFactory(), voter=VerifiedUserFactory(), choices=[1])
    event = CaseEvent.objects.get(content_type__model="ballot", object_id=ballot.pk)
    assert (event.actor, event.is_public, event.data, event.note) == (None, False, {}, "")


def test_two_accounts_of_one_person_share_one_ballot():
    poll = PollFactory()
    first = VerifiedUserFactory(last_name="Демьянова", first_name="Анна")
    cast_ballot(poll, voter=first, choices=[1])
    Verification.objects.update(revoked_at=poll.opens_at, revoke_reason="перенос")
    second = VerifiedUserFactory(last_name="Демьянова", first_name="Анна")
    ballot = cast_ballot(poll, voter=second, choices=[2])
    assert Ballot.objects.get() == ballot
    assert (ballot.choices, ballot.changes, ballot.voter) == ("2", 1, second)
    assert [len(letters(first)), len(letters(second))] == [2, 1]


def test_one_phone_is_one_ballot_in_a_poll_for_declared_residents():
    poll = PollFactory(min_level=1)
    first, second = UserFactory(level=1), UserFactory(level=1, verification=False)
    cast_ballot(poll, voter=first, choices=[1])
    key = first.person_key
    Verification.objects.update(revoked_at=poll.opens_at, revoke_reason="перенос")
    proved(second, person_key=key)
    cast_ballot(poll, voter=second, choices=[2])
    assert Ballot.objects.count() == 1


def test_marks_of_one_person_in_two_polls_cannot_be_matched():
    resident = VerifiedUserFactory()
    marks = {cast_ballot(PollFactory(), voter=resident, choices=[1]).voter_mark for _ in range(2)}
    assert len(marks) == 2
    assert resident.person_key not in marks


@pytest.mark.parametrize(
    "choices", [[], [1, 2, 3], [1, 1], [99], [1, -1], ["1", "2", "3"]], ids=str
)
def test_a_ballot_outside_the_limits_is_refused_whole(choices):
    poll = PollFactory(max_choices=2)
    with pytest.raises(ValidationError):
        cast_ballot(poll, voter=VerifiedUserFactory(), choices=choices)
    assert stored() == (0, 0, 0)


def test_a_bad_change_leaves_the_earlier_ballot_as_it_was():
    poll, resident = PollFactory(max_choices=1), VerifiedUserFactory()
    first = cast_ballot(poll, voter=resident, choices=[1])
    with pytest.raises(ValidationError):
        cast_ballot(poll, voter=resident, choices=[1, 2])
    kept = Ballot.objects.get()
    assert (kept.choices, kept.receipt) == ("1", first.receipt)


def test_an_option_of_another_poll_is_not_a_choice():
    mine, other = PollFactory(options=[1, 2]), PollFactory(options=[3, 4])
    with pytest.raises(ValidationError, match="которого нет в бюллетене"):
        cast_ballot(mine, voter=VerifiedUserFactory(), choices=[3])
    assert other.ballots.count() == mine.ballots.count() == 0


def test_a_choose_one_ballot_takes_one():
    poll, resident = PollFactory(ballot_kind="choose-1"), VerifiedUserFactory()
    with pytest.raises(ValidationError):
        cast_ballot(poll, voter=resident, choices=[1, 2])
    assert cast_ballot(poll, voter=resident, choices=[2]).choices == "2"


def test_who_may_not_vote_leaves_nothing_behind():
    poll = PollFactory()
    with pytest.raises(PermissionDenied, match="Подтвердите личность"):
        cast_ballot(poll, voter=UserFactory(), choices=[1])
    assert stored() == (0, 0, 0)


def test_a_proof_revoked_a_moment_ago_counts_and_not_the_page_loaded_before():
    poll, resident = PollFactory(), VerifiedUserFactory()
    type(resident).objects.filter(pk=resident.pk).update(level=0)
    with pytest.raises(PermissionDenied):
        cast_ballot(poll, voter=resident, choices=[1])


def test_a_page_loaded_before_the_close_does_not_open_the_poll_again():
    poll, resident = PollFactory(), VerifiedUserFactory()
    type(poll).objects.filter(pk=poll.pk).update(state="closed")
    with pytest.raises(PermissionDenied, match="завершилось"):
        cast_ballot(poll, voter=resident, choices=[1])


def test_the_letter_comes_in_the_language_of_the_person():
    resident = VerifiedUserFactory(language="en")
    with translation.override("ru"):
        cast_ballot(PollFactory(), voter=resident, choices=[1])
        assert translation.get_language() == "ru"
    assert len(letters(resident)) == 1


def test_the_database_keeps_one_ballot_per_person_by_itself():
    ballot = cast_ballot(PollFactory(), voter=VerifiedUserFactory(), choices=[1])
    ballot.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        ballot.save(force_insert=True)


def test_the_journal_cannot_be_rewritten():
    cast_ballot(PollFactory(), voter=VerifiedUserFactory(), choices=[1])
    for change in (
        lambda: BallotEvent.objects.update(commitment="0" * 64),
        lambda: BallotEvent.objects.all().delete(),
    ):
        with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
            change()


def test_the_transaction_sees_what_others_committed():
    """READ COMMITTED is what the whole protocol stands on."""
    assert "isolation_level" not in settings.DATABASES["default"].get("OPTIONS", {})
    with connection.cursor() as cursor:
        cursor.execute("SHOW transaction_isolation")
        assert cursor.fetchone() == ("read committed",)
