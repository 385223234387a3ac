"""Who is late with a report or with money: no payments, no new application, letters."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from grants import actions
from grants.models import Agreement, Demand, Report
from grants.tasks import warn_recipients
from portal.notifications.models import Notification
from tests.factories.agreements import (
    accepted,
    active,
    demanded,
    final_of,
    given_back,
    in_use,
    late,
    paid,
    prepared,
    reported,
    supported,
    treasurer,
    writer_of,
    written,
)
from tests.factories.grants import ApplicationFactory, ContestFactory
from tests.factories.organisations import OrganisationFactory
from tests.factories.people import VerifiedUserFactory

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


# --- Who is late ----------------------------------------------------------------------------------
def test_an_instalment_waits_for_the_report_it_names():
    agreement = active(supported(1000))
    first = agreement.instalments.get()
    type(first).objects.filter(pk=first.pk).update(amount=600)
    second = agreement.instalments.create(
        number=2, amount=Decimal(400), planned_on=agreement.ends_on, after_reports=1
    )
    interim = agreement.reports.create(kind="interim", number=2, due=agreement.ends_on)
    paid(agreement, 600)
    with pytest.raises(ValidationError, match="Сначала примите отчёты: нужно 1, принято 0"):
        prepared(agreement, "payment", amount=400, instalment=second)
    actions.send_report(written(interim), actor=writer_of(interim))
    actions.accept_report(Report.objects.get(pk=interim.pk), actor=treasurer())
    assert prepared(agreement, "payment", amount=400, instalment=second).pk


@pytest.mark.parametrize("trouble", ["report", "returned", "money"])
def test_whoever_is_late_gets_no_further_money(trouble):
    agreement = in_use(1000, given=600)
    if trouble == "report":
        late(final_of(agreement))
    elif trouble == "returned":
        report = reported(agreement)
        actions.return_report(report, actor=treasurer(), note="Нет акта")
        Report.objects.update(return_until=timezone.localdate() - DAY)
    else:
        demanded(agreement, 1)
    with pytest.raises(PermissionDenied, match="деньги не перечисляют"):
        prepared(agreement, "payment", amount=1)


def new_application(organisation, **fields):
    head = organisation.members.get(role="head").user
    return ApplicationFactory(
        contest=ContestFactory(), organisation=organisation, head=head, **fields
    )


def owing(trouble: str, agreement: Agreement) -> None:
    if trouble == "late report":
        late(final_of(agreement))
    elif trouble == "late correction":
        report = reported(agreement)
        actions.return_report(report, actor=treasurer(), note="Нет акта")
        Report.objects.update(return_until=timezone.localdate() - DAY)
    elif trouble == "demand":
        demanded(agreement, 1)
    else:
        actions.terminate_agreement(agreement, actor=treasurer(), note="Проект брошен")


def grant_of_an_nko(**fields) -> Agreement:
    head = VerifiedUserFactory()
    team = OrganisationFactory(kind="nko", head=head)
    return in_use(1000, given=600, head=head, organisation=team, **fields)


@pytest.mark.parametrize("trouble", ["late report", "late correction", "demand", "broken off"])
def test_an_applicant_who_owes_a_report_or_money_files_no_new_application(trouble):
    agreement = grant_of_an_nko()
    owing(trouble, agreement)
    row = new_application(agreement.application.organisation)
    with pytest.raises(ValidationError, match="По прежнему гранту"):
        actions.submit(row, actor=row.author)
    row.refresh_from_db()
    assert row.state == "draft"


def test_an_applicant_whose_report_is_not_due_yet_files_a_new_application():
    agreement = grant_of_an_nko()
    late(final_of(agreement), days=0)  # today is still in time
    row = new_application(agreement.application.organisation)
    actions.submit(row, actor=row.author)
    assert row.state == "submitted"


def test_a_late_report_of_money_never_received_blocks_nobody():
    head = VerifiedUserFactory()
    team = OrganisationFactory(kind="nko", head=head)
    late(final_of(active(supported(1000, head=head, organisation=team))))
    row = new_application(team)
    actions.submit(row, actor=row.author)
    assert row.state == "submitted"


def test_a_partner_whose_earlier_grant_is_late_blocks_an_application_through_it():
    partner = OrganisationFactory(kind="nko", head=VerifiedUserFactory())
    late(final_of(in_use(1000, partner=partner)))
    row = new_application(partner)
    with pytest.raises(ValidationError, match="По прежнему гранту"):
        actions.submit(row, actor=row.author)


def test_after_the_report_and_the_return_the_way_is_free_again():
    agreement = grant_of_an_nko()
    late(final_of(agreement))
    accepted(agreement, 500)
    row = new_application(agreement.application.organisation)
    with pytest.raises(ValidationError, match="По прежнему гранту"):
        actions.submit(row, actor=row.author)
    given_back(agreement, 100, demand=agreement.demands.get())
    actions.submit(row, actor=row.author)
    assert row.state == "submitted"


# --- Letters of the clock -------------------------------------------------------------------------
def letters(agreement: Agreement) -> list[str]:
    rows = Notification.objects.filter(recipient=agreement.application.author, channel="email")
    return [row.subject.split(":")[0] for row in rows.order_by("id")]


def test_a_letter_comes_before_the_day_and_every_week_after_it():
    agreement = in_use(1000)
    Notification.objects.all().delete()
    report = late(final_of(agreement), days=-7)
    for _hour in range(3):
        warn_recipients()
    assert letters(agreement) == ["Скоро срок отчёта"]
    late(report, days=1)
    Report.objects.update(warned_on=timezone.localdate() - 8 * DAY)
    for _hour in range(3):
        warn_recipients()
    assert letters(agreement) == ["Скоро срок отчёта", "Отчёт просрочен"]
    Report.objects.update(
        warned_on=timezone.localdate() - 7 * DAY, due=timezone.localdate() - 9 * DAY
    )
    warn_recipients()
    assert letters(agreement)[2:] == ["Отчёт просрочен"]


def test_no_letter_comes_about_a_report_far_away_sent_or_of_no_money():
    far, sent, nothing = in_use(1000), in_use(1000), active(supported(1000))
    late(reported(sent), days=1)
    late(final_of(nothing), days=1)
    Notification.objects.all().delete()
    warn_recipients()
    assert not Notification.objects.exists()
    assert far.reports.expected().exists()


def test_late_money_is_reminded_of_once_a_week():
    agreement = in_use(1000)
    demanded(agreement, 100)
    Notification.objects.all().delete()
    warn_recipients()
    assert letters(agreement) == []
    Demand.objects.update(due=timezone.localdate() - DAY)
    for _hour in range(2):
        warn_recipients()
    assert letters(agreement) == ["Срок возврата прошёл"]
