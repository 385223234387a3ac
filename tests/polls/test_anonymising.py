"""After the dispute window nobody, the operator included, finds who cast which ballot."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from portal.cases.models import CaseEvent
from portal.law.models import DeadlineRule
from portal.notifications.models import Notification
from portal.polls import tasks
from portal.polls.actions import anonymise_poll, dispute_ends, package_of
from portal.polls.models import Ballot, PhoneAudit, Poll, Publication
from tests.factories.people import StaffFactory
from tests.factories.verification import counted_round, opened_round, run, write

pytestmark = pytest.mark.django_db


@pytest.fixture
def poll():
    return Poll.objects.get(pk=counted_round().poll_id)


@pytest.fixture
def disputed(poll):
    """The window is over."""
    long_ago = timezone.now() - timedelta(days=40)
    Publication.objects.update(published_at=long_ago)
    return Poll.objects.get()


def test_before_the_end_of_the_window_it_is_refused_with_the_date(poll):
    with pytest.raises(ValidationError, match="можно оспорить"):
        anonymise_poll(poll)
    assert not Ballot.objects.filter(voter=None).exists()


def test_the_window_is_a_rule_officials_may_change(poll):
    DeadlineRule.objects.filter(code="poll_dispute").delete()
    DeadlineRule.objects.create(code="poll_dispute", name="Спор", length=60, unit="calendar")
    Publication.objects.update(published_at=timezone.now() - timedelta(days=40))
    with pytest.raises(ValidationError):
        anonymise_poll(Poll.objects.get())
    assert dispute_ends(Publication.objects.get()) > timezone.now()


@pytest.mark.parametrize("state", ["open", "closed"])
def test_a_poll_that_is_not_published_is_refused(state):
    round_ = opened_round()
    Poll.objects.update(state=state)
    with pytest.raises(ValidationError, match="не опубликовано"):
        anonymise_poll(Poll.objects.get(pk=round_.poll_id))


def test_no_row_of_the_database_joins_a_person_to_a_ballot_any_more(disputed):
    people = {ballot.voter_id: ballot for ballot in Ballot.objects.all()}
    assert None not in people
    anonymise_poll(disputed)
    for ballot in Ballot.objects.all():
        assert (ballot.voter, ballot.age, ballot.district_code) == (None, None, "")
        assert ballot.voter_mark == ballot.receipt
        assert ballot.cast_at == disputed.closed_at
    kept = dump()
    for ballot in people.values():
        assert ballot.voter_mark not in kept
        lines = [line for line in kept.splitlines() if ballot.receipt in line]
        assert lines
        assert not any(f"({ballot.voter_id}," in line for line in lines)


def dump() -> str:
    """Every row of every table as text."""
    lines = []
    with connection.cursor() as cursor:
        for table in connection.introspection.django_table_names():
            cursor.execute(f'SELECT t::text FROM "{table}" t')
            lines += [row[0] for row in cursor.fetchall()]
    return "\n".join(lines)


def test_letters_that_named_the_person_and_the_receipt_are_gone_and_others_stay(disputed):
    def naming():
        receipts = Ballot.objects.values_list("receipt", flat=True)
        return [one for one in receipts if Notification.objects.filter(body__contains=one)]

    assert len(naming()) == Ballot.objects.count()
    results = Notification.objects.filter(subject__startswith="Итоги").count()
    anonymise_poll(disputed)
    assert naming() == []
    assert Notification.objects.filter(subject__startswith="Итоги").count() == results > 0


def test_the_published_files_stay_the_same_and_still_agree(disputed, tmp_path):
    before = package_of(disputed)
    anonymise_poll(disputed)
    after = package_of(Poll.objects.get())
    assert after == before
    assert run(write(after, tmp_path))[0] == 0


def test_the_public_is_told_the_day(disputed, client):
    anonymise_poll(disputed)
    event = CaseEvent.objects.of(disputed).get(kind="anonymised")
    assert (event.is_public, event.actor) == (True, None)
    page = client.get(reverse("polls:audit", args=[disputed.uuid])).content.decode()
    assert "Обезличено" in page


def test_it_is_done_once(disputed):
    anonymise_poll(disputed)
    with pytest.raises(ValidationError, match="уже обезличено"):
        anonymise_poll(Poll.objects.get())
    assert CaseEvent.objects.of(disputed).filter(kind="anonymised").count() == 1


def test_marks_of_the_phone_audit_go_too(disputed):
    official = StaffFactory()
    PhoneAudit.objects.create(
        poll=disputed, size=1, marks=["a" * 64], list_digest="b" * 64, announced_by=official
    )
    anonymise_poll(disputed)
    assert PhoneAudit.objects.get().marks == []


def test_beat_does_it_on_its_day_and_only_then(poll):
    tasks.anonymise_polls()
    assert Publication.objects.get().anonymised_at is None
    Publication.objects.update(published_at=timezone.now() - timedelta(days=40))
    tasks.anonymise_polls()
    assert Publication.objects.get().anonymised_at


def test_the_command_does_it_or_says_why_not(disputed):
    said = StringIO()
    call_command("anonymise_poll", str(disputed.uuid), stdout=said)
    assert "обезличено" in said.getvalue()
    with pytest.raises(CommandError, match="уже обезличено"):
        call_command("anonymise_poll", str(disputed.uuid))
    with pytest.raises(CommandError, match="нет"):
        call_command("anonymise_poll", "00000000-0000-4000-8000-000000000000")


def test_a_resident_reads_that_the_portal_no_longer_knows(disputed, client):
    voter = Ballot.objects.first().voter
    client.force_login(voter)
    from budgeting.models import Round

    address = reverse("budgeting:receipt", args=[Round.objects.get().slug])
    assert "Номер квитанции" in client.get(address).content.decode()
    anonymise_poll(disputed)
    page = client.get(address).content.decode()
    assert "Голосование обезличено" in page
    assert "Вы ещё не голосовали" not in page
