"""A TOS applies through a partner: the partner's own word, on the portal or on paper."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import timezone

from grants import actions
from grants.models import Application, BudgetLine, Contest
from portal.notifications.models import Notification
from tests.factories.files import pdf
from tests.factories.grants import ApplicationFactory, officer
from tests.factories.organisations import MemberFactory, OrganisationFactory
from tests.factories.people import VerifiedUserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def partner():
    """An NKO with a verified head, who is `.chief`."""
    chief = VerifiedUserFactory()
    found = OrganisationFactory(kind="nko", head=chief, name="Фонд соседей (демо)")
    found.chief = chief
    return found


@pytest.fixture
def draft(contest, head, partner):
    """A TOS has everything but its partner's word."""
    tos = OrganisationFactory(kind="tos", head=head)
    row = ApplicationFactory(contest=contest, head=head, organisation=tos, partner=partner)
    asked = contest.documents.get()
    actions.attach_grant_document(row, pdf(), actor=head, requirement=asked)
    return row


@pytest.fixture
def asked(draft, head):
    return actions.ask_partner(draft, actor=head)


def is_refused(draft, head, match: str) -> None:
    with pytest.raises(ValidationError, match=match):
        actions.submit(draft, actor=head)


def test_a_tos_submits_once_its_partner_has_confirmed_and_not_before(draft, head, partner):
    is_refused(draft, head, "ещё не спрошен")
    row = actions.ask_partner(draft, actor=head)
    is_refused(draft, head, "ещё не подтвердил")
    actions.confirm_partnership(row, actor=partner.chief)
    actions.submit(draft, actor=head)
    assert draft.state == "submitted"
    assert Notification.objects.filter(recipient=head, event__kind="confirm").exists()


def test_the_partners_head_is_asked_finds_it_and_confirms_on_the_pages(
    client, draft, head, partner
):
    client.force_login(head)
    page = client.get(reverse("grants:check", args=[draft.pk])).content.decode()
    assert "Попросить подтвердить" in page
    client.post(reverse("grants:ask_partner", args=[draft.pk]))
    row = draft.partner_consents.get()
    assert Notification.objects.filter(recipient=partner.chief, event__kind="asked").exists()
    client.force_login(partner.chief)
    assert row.get_absolute_url() in client.get(reverse("grants:mine")).content.decode()
    assert draft.organisation.name in client.get(row.get_absolute_url()).content.decode()
    move = reverse("pages:move", args=["grants.partnerconsent", row.pk, "confirm"])
    assert client.post(move, {"note": ""}).url == row.get_absolute_url()
    row.refresh_from_db()
    assert (row.state, row.amount) == ("confirmed", draft.requested)


def test_the_partner_sees_no_text_of_the_application_beside_the_short_one(client, asked, partner):
    client.force_login(partner.chief)
    assert client.get(asked.application.get_absolute_url()).status_code == 404


def test_only_the_partners_head_answers(asked, head, partner):
    for user in (head, officer(), MemberFactory(organisation=partner, role="editor").user):
        with pytest.raises(PermissionDenied):
            actions.confirm_partnership(asked, actor=user)


def test_a_refusal_stops_the_submission_and_may_be_asked_anew(draft, asked, head, partner):
    actions.decline_partnership(asked, actor=partner.chief, note="Нет бухгалтера")
    is_refused(draft, head, "отказался")
    actions.ask_partner(draft, actor=head)
    actions.confirm_partnership(asked, actor=partner.chief)
    actions.submit(draft, actor=head)


def test_a_greater_sum_is_confirmed_anew(draft, asked, head, partner):
    actions.confirm_partnership(asked, actor=partner.chief)
    BudgetLine.objects.filter(application=draft).update(
        price=Decimal(220_000), requested=Decimal(200_000), own=Decimal(20_000)
    )
    actions.save_application(draft, actor=head, values={})
    draft.refresh_from_db()
    is_refused(draft, head, "меньшую сумму")
    actions.ask_partner(draft, actor=head)
    actions.confirm_partnership(asked, actor=partner.chief)
    actions.submit(draft, actor=head)


def test_the_word_of_one_partner_is_not_the_word_of_another(draft, asked, head, partner):
    actions.confirm_partnership(asked, actor=partner.chief)
    Application.objects.filter(pk=draft.pk).update(partner=OrganisationFactory(kind="nko"))
    draft.refresh_from_db()
    is_refused(draft, head, "ещё не спрошен")
    with pytest.raises(PermissionDenied, match="другого партнёра"):
        actions.decline_partnership(asked, actor=partner.chief)


def test_after_the_submission_and_after_the_last_second_nobody_answers(draft, asked, head, partner):
    contest = Contest.objects.filter(pk=draft.contest_id)
    now = timezone.now()
    contest.update(opens_at=now - timedelta(days=9), closes_at=now)
    with pytest.raises(PermissionDenied, match="закончился"):
        actions.confirm_partnership(asked, actor=partner.chief)
    contest.update(closes_at=now + timedelta(days=9))
    actions.confirm_partnership(asked, actor=partner.chief)
    actions.submit(draft, actor=head)
    with pytest.raises(PermissionDenied, match="уже подана"):
        actions.decline_partnership(asked, actor=partner.chief)


def test_an_official_writes_down_a_letter_on_paper(client, draft, asked, head):
    client.force_login(officer())
    move = f"/admin/grants/partnerconsent/{asked.pk}/move/record_letter/"
    assert client.post(move, {"note": ""}).status_code != 302
    assert client.post(move, {"note": "№ 5, Демо-Директоров"}).status_code == 302
    asked.refresh_from_db()
    assert asked.state == "confirmed"
    actions.submit(draft, actor=head)


def test_an_official_of_either_side_writes_down_no_letter(asked, partner, head):
    for side in (partner, asked.application.organisation):
        person = officer()
        MemberFactory(organisation=side, user=person)
        with pytest.raises(PermissionDenied, match="другой сотрудник"):
            actions.confirm_on_paper(asked, actor=person, note="№ 5")


def test_an_nko_without_a_partner_asks_nobody(contest, head):
    own = OrganisationFactory(kind="nko", head=head)
    actions.submit(ApplicationFactory(contest=contest, head=head, organisation=own), actor=head)
