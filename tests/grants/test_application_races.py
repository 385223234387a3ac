"""Submissions at once: the limit of an applicant holds, numbers follow each other."""

import pytest
from django.core.exceptions import ValidationError

from grants.actions import ask_partner, confirm_partnership, decline_partnership, submit
from grants.models import Application
from tests.factories.grants import ApplicationFactory, ContestFactory
from tests.factories.organisations import OrganisationFactory
from tests.factories.people import VerifiedUserFactory
from tests.races import race

pytestmark = pytest.mark.django_db(transaction=True)


def send(drafts, head):
    return lambda number: submit(Application.objects.get(pk=drafts[number].pk), actor=head)


def test_five_drafts_sent_at_once_keep_the_limit_of_two():
    head, contest = VerifiedUserFactory(), ContestFactory()
    team = OrganisationFactory(kind="nko", head=head)
    drafts = ApplicationFactory.create_batch(5, contest=contest, head=head, organisation=team)
    results = race(5, send(drafts, head))
    refused = [one for one in results if isinstance(one, ValidationError)]
    assert len(refused) == 3
    assert Application.objects.filter(state="submitted").count() == 2


def test_twenty_applicants_at_once_get_twenty_numbers_without_a_gap():
    contest = ContestFactory()
    heads = VerifiedUserFactory.create_batch(20)
    drafts = [
        ApplicationFactory(
            contest=contest, head=head, organisation=OrganisationFactory(kind="nko", head=head)
        )
        for head in heads
    ]
    race(20, lambda number: send(drafts, heads[number])(number))
    numbers = Application.objects.order_by("number").values_list("number", flat=True)
    assert list(numbers) == list(range(1, 21))


def test_one_draft_sent_ten_times_at_once_is_submitted_once():
    head = VerifiedUserFactory()
    team = OrganisationFactory(kind="nko", head=head)
    draft = ApplicationFactory(head=head, organisation=team)
    results = race(10, lambda _number: send([draft], head)(0))
    assert sum(not isinstance(one, Exception) for one in results) == 1
    draft.refresh_from_db()
    assert (draft.number, draft.versions.count()) == (1, 1)


def test_a_partner_who_refuses_at_the_very_moment_is_heard_or_is_late():
    head, chief = VerifiedUserFactory(), VerifiedUserFactory()
    partner = OrganisationFactory(kind="nko", head=chief)
    team = OrganisationFactory(kind="nko", head=head)
    draft = ApplicationFactory(head=head, organisation=team, partner=partner)
    row = ask_partner(draft, actor=head)
    confirm_partnership(row, actor=chief)
    moves = (lambda: send([draft], head)(0), lambda: decline_partnership(row, actor=chief))
    race(2, lambda number: moves[number]())
    row.refresh_from_db()
    draft.refresh_from_db()
    assert (draft.state, row.state) in {("submitted", "confirmed"), ("draft", "declined")}
