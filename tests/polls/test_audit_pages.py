"""The public pages: heads without sizes before the close, and finding one's ballot."""

import re
from xml.etree import ElementTree as ET

import pytest
from django.urls import reverse

from portal.polls.actions import cast_ballot, lock_for_moving
from portal.polls.actions.sealing import seal_rest
from portal.polls.models import Ballot, BallotEvent, Poll, Seal
from tests.factories.people import SuperuserFactory, VerifiedUserFactory
from tests.factories.verification import counted_round, ended, opened_round, voided

pytestmark = pytest.mark.django_db


@pytest.fixture
def running():
    """An open poll with 67 entries in one batch: a number no clock, calendar or name shows."""
    poll = opened_round(title="Дворы и скверы").poll
    for _one in range(67):
        cast_ballot(poll, voter=VerifiedUserFactory(), choices=[1])
    seal_rest(lock_for_moving(poll))
    return poll


def audit(client, poll) -> str:
    return client.get(reverse("polls:audit", args=[poll.uuid])).content.decode()


def find(client, poll, receipt: str) -> str:
    return client.get(
        reverse("polls:find", args=[poll.uuid]), {"receipt": receipt}
    ).content.decode()


def visible(page: str) -> str:
    return re.sub(r"<[^>]+>", " ", page)


def test_the_open_page_shows_heads_and_no_count_not_even_to_a_superuser(client, running):
    client.force_login(SuperuserFactory(last_name="Демина"))
    page = audit(client, running)
    assert Seal.objects.get().head in page
    assert not re.search(r"\b67\b", visible(page))


def test_the_feed_has_every_head_and_no_count(client, running):
    answer = client.get(reverse("polls:heads", args=[running.uuid]))
    seal = Seal.objects.get()
    feed = ET.fromstring(answer.content)
    entries = feed.findall("{http://www.w3.org/2005/Atom}entry")
    assert [one.find("{*}summary").text for one in entries] == [seal.head]
    assert not re.search(r"\b67\b", answer.content.decode())


def test_after_the_close_the_sizes_are_shown(client):
    page = audit(client, counted_round().poll)
    assert "записей: 7" in page
    assert "записей: 3" in page


def test_the_honest_limits_are_on_the_page(client, running):
    page = audit(client, running)
    for said in ("показать голос", "технически способен", "рекомендательное", "настоящий житель"):
        assert said in page


def test_before_the_close_a_receipt_is_found_in_its_batch_and_no_choice_with_it(client, running):
    mine = Ballot.objects.first()
    page = find(client, running, mine.receipt)
    assert "Квитанция есть в журнале" in page
    assert f"в пачке № {Seal.objects.get().number}" in page
    assert "Двор 1" not in page
    assert mine.nonce not in page


def test_an_entry_that_is_not_sealed_yet_is_found_as_such(client, running):
    mine = cast_ballot(running, voter=VerifiedUserFactory(), choices=[2])
    assert "войдёт в следующую пачку" in find(client, running, mine.receipt)


def test_before_the_close_an_old_receipt_does_not_betray_that_its_voter_changed_their_mind(
    client, running
):
    mine = Ballot.objects.select_related("voter").first()
    cast_ballot(running, voter=mine.voter, choices=[2])
    other = Ballot.objects.exclude(pk=mine.pk).first()
    pages = [find(client, running, one.receipt).replace(one.receipt, "") for one in (mine, other)]
    mine, other = (visible(page) for page in pages)
    assert mine == other


def test_after_the_close_a_resident_sees_the_counted_choice(client):
    poll = counted_round().poll
    mine = Ballot.objects.get(choices="2,4")
    page = find(client, poll, mine.receipt)
    assert "Ваш бюллетень посчитан" in page
    assert "Двор 2 (демо)" in page
    assert "Двор 4 (демо)" in page
    assert "Двор 3 (демо)" not in page
    assert f"{mine.receipt};{mine.nonce};2,4" in page


def test_a_replaced_and_a_voided_receipt_say_so_after_the_close(client):
    poll = counted_round().poll
    replaced = BallotEvent.objects.get(kind="change").replaces
    gone = BallotEvent.objects.get(kind="void").commitment
    assert "Этот бюллетень заменён" in find(client, poll, replaced)
    assert "Этот бюллетень аннулирован" in find(client, poll, gone)


@pytest.mark.parametrize(
    "written", [str.upper, lambda one: f" {one[:32]}\n {one[32:]} ", lambda one: one[:16]]
)
def test_a_receipt_is_found_as_people_copy_it(client, running, written):
    mine = Ballot.objects.first()
    assert mine.receipt in find(client, running, written(mine.receipt))


@pytest.mark.parametrize("typed", ["", "abc", "я" * 64, "g" * 64, "a" * 65, "%" * 20, "_" * 20])
def test_what_is_no_receipt_is_said_at_the_field(client, running, typed):
    answer = client.get(reverse("polls:find", args=[running.uuid]), {"receipt": typed})
    assert answer.status_code == 422


def test_a_receipt_of_another_poll_is_not_found_here(client, running):
    other = opened_round().poll
    mine = cast_ballot(other, voter=VerifiedUserFactory(), choices=[1])
    assert "Не найдено" in find(client, running, mine.receipt)


def test_the_way_leads_from_receipt_results_and_round_to_the_audit(client):
    round_ = counted_round()
    address = reverse("polls:audit", args=[round_.poll.uuid])
    client.force_login(Ballot.objects.first().voter)
    for page in ("receipt", "results", "round"):
        answer = client.get(reverse(f"budgeting:{page}", args=[round_.slug]))
        assert address in answer.content.decode()


def test_the_audit_leads_back_to_the_round(client):
    round_ = counted_round()
    assert f'href="{round_.get_absolute_url()}"' in audit(client, round_.poll)


def test_a_void_before_the_close_is_counted_in_public_and_names_no_receipt(client, running):
    receipt = Ballot.objects.first().receipt
    voided(running, receipt)
    page = audit(client, running)
    assert "решение суда: 1" in page
    assert receipt not in page


def test_the_page_of_a_poll_with_many_batches_shows_the_last_ones(client, running):
    for number in range(2, 60):
        Seal.objects.create(
            poll=running, number=number, size=20, last_event=10**9 + number,
            body_digest="0" * 64, head=f"{number:064}", sealed_at=running.opens_at,
        )  # fmt: skip
    page = audit(client, running)
    assert "Показаны последние" in page
    assert (f"{59:064}" in page, f"{2:064}" in page) == (True, False)


def test_a_poll_that_ended_by_the_clock_and_is_not_closed_yet_still_shows_nothing(client, running):
    ended(running)
    assert Poll.objects.get().state == "open"
    mine = Ballot.objects.first()
    assert "Двор 1" not in find(client, running, mine.receipt)
    assert not re.search(r"\b67\b", visible(audit(client, running)))
