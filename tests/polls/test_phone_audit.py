"""The phone audit: drawn by a public seed, seen by few, and whoever looks is written down."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from portal.cases.models import CaseEvent
from portal.polls import chain
from portal.polls.actions import announce_audit, anonymise_poll, hold_audit, print_audit
from portal.polls.models import Ballot, PhoneAudit, Poll, Publication
from tests.factories.people import StaffFactory, SuperuserFactory, VerifiedUserFactory
from tests.factories.verification import counted_round, opened_round

pytestmark = pytest.mark.django_db
RIGHT = ["polls.audit_voters"]


@pytest.fixture
def poll():
    return Poll.objects.get(pk=counted_round().poll_id)


@pytest.fixture
def official():
    return StaffFactory(permissions=RIGHT)


def announced(poll, official, size=3) -> PhoneAudit:
    return announce_audit(poll, actor=official, size=size, seed_source="Курс доллара 1 июня")


def test_anybody_with_the_list_and_the_seed_draws_the_same_people(poll, official):
    audit = hold_audit(announced(poll, official), actor=official, seed="77,1234")
    marks = sorted(Ballot.objects.values_list("voter_mark", flat=True))
    assert audit.list_digest == chain.digest("".join(f"{mark}\n" for mark in marks))
    assert audit.marks == sorted(marks, key=lambda mark: chain.digest(f"77,1234\n{mark}\n"))[:3]


def test_another_seed_draws_others():
    marks = [chain.digest(str(number)) for number in range(100)]
    one, other = (chain.sample(seed, marks, 10) for seed in ("1234", "1235"))
    assert len(set(one)) == 10
    assert set(one) != set(other)


def test_the_digest_of_the_list_is_public_before_the_seed(poll, official, client):
    audit = announced(poll, official)
    page = client.get(reverse("polls:audit", args=[poll.uuid])).content.decode()
    assert audit.list_digest in page
    assert "Курс доллара 1 июня" in page
    assert "Случайного числа ещё нет" in page


def test_it_is_drawn_once(poll, official):
    audit = hold_audit(announced(poll, official), actor=official, seed="77,1234")
    with pytest.raises(ValidationError, match="повторить"):
        hold_audit(audit, actor=official, seed="88,0000")
    assert PhoneAudit.objects.get().seed == "77,1234"


@pytest.mark.parametrize("seed", ["", "1", "   ", "9" * 500])
def test_a_seed_that_is_none_is_refused(poll, official, seed):
    with pytest.raises(ValidationError):
        hold_audit(announced(poll, official), actor=official, seed=seed)


@pytest.mark.parametrize("size", [0, 999])
def test_more_people_than_voted_are_refused(poll, official, size):
    with pytest.raises(ValidationError):
        announced(poll, official, size)


def test_while_voting_goes_on_nobody_audits_not_even_a_superuser():
    poll = opened_round().poll
    with pytest.raises(PermissionDenied, match="после завершения"):
        announced(poll, SuperuserFactory(), 1)


def test_an_anonymised_poll_is_audited_no_more(poll, official):
    audit = hold_audit(announced(poll, official), actor=official, seed="77,1234")
    Publication.objects.update(published_at="2020-01-01T00:00Z")
    anonymise_poll(Poll.objects.get())
    with pytest.raises(PermissionDenied, match="обезличено"):
        print_audit(PhoneAudit.objects.get(pk=audit.pk), actor=official)


@pytest.mark.parametrize("person", [VerifiedUserFactory, StaffFactory])
def test_nobody_without_the_right_sees_or_prints_the_list(poll, official, client, person):
    audit = hold_audit(announced(poll, official), actor=official, seed="77,1234")
    client.force_login(person())
    address = reverse("polls:phone_audit", args=[audit.pk])
    for answer in (client.get(address), client.post(address)):
        assert answer.status_code == 403
        assert not any(ballot.voter.last_name in answer.content.decode() for ballot in voted())
    assert not CaseEvent.objects.filter(kind="audit_printed").exists()


def voted():
    return Ballot.objects.select_related("voter")


def test_the_page_shows_no_name_before_the_list_is_asked_for(poll, official, client):
    audit = hold_audit(announced(poll, official), actor=official, seed="77,1234")
    client.force_login(official)
    page = client.get(reverse("polls:phone_audit", args=[audit.pk])).content.decode()
    assert not any(ballot.voter.last_name in page for ballot in voted())


def test_the_printed_list_names_exactly_those_drawn_and_no_choice(poll, official, client):
    audit = hold_audit(announced(poll, official), actor=official, seed="77,1234")
    client.force_login(official)
    page = client.post(reverse("polls:phone_audit", args=[audit.pk])).content.decode()
    for ballot in voted():
        assert (ballot.voter.get_full_name() in page) == (ballot.voter_mark in audit.marks)
        assert ballot.receipt not in page
    assert "Двор 1" not in page


def test_who_printed_the_list_is_on_the_page_for_ever_and_not_in_public(poll, official, client):
    audit = hold_audit(announced(poll, official), actor=official, seed="77,1234")
    client.force_login(official)
    for _twice in range(2):
        client.post(reverse("polls:phone_audit", args=[audit.pk]))
    events = CaseEvent.objects.of(poll).filter(kind="audit_printed")
    assert [(event.actor, event.is_public) for event in events] == [(official, False)] * 2
    page = client.get(reverse("polls:phone_audit", args=[audit.pk])).content.decode()
    assert page.count(f"— {official}") == 2
    client.logout()
    assert (
        official.last_name
        not in client.get(reverse("polls:audit", args=[poll.uuid])).content.decode()
    )


def test_before_the_draw_there_is_nothing_to_print(poll, official, client):
    audit = announced(poll, official)
    client.force_login(official)
    answer = client.post(reverse("polls:phone_audit", args=[audit.pk]))
    assert answer.status_code == 422
    assert "ещё не введено" in answer.content.decode()


def test_an_official_announces_and_draws_in_the_admin(poll, official, client):
    client.force_login(official)
    fields = {"poll": poll.pk, "size": 2, "seed_source": "Тираж"}
    client.post(reverse("admin:polls_phoneaudit_add"), fields)
    audit = PhoneAudit.objects.get()
    client.post(reverse("admin:polls_phoneaudit_change", args=[audit.pk]), {"seed": "12345"})
    audit.refresh_from_db()
    assert (audit.seed, len(audit.marks)) == ("12345", 2)
