"""Reports of a grant: expenses within the budget, sent, checked by an official."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from grants import actions
from grants.models import Agreement
from portal.notifications.models import Notification
from tests.factories.agreements import (
    accepted,
    active,
    drafted,
    expense,
    final_of,
    given_back,
    in_use,
    reported,
    state_of,
    supported,
    treasurer,
    writer_of,
    written,
)
from tests.factories.grants import officer
from tests.factories.organisations import MemberFactory, OrganisationFactory
from tests.factories.people import SuperuserFactory, VerifiedUserFactory

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


# --- Writing --------------------------------------------------------------------------------------
def test_an_agreement_begins_with_a_final_report_after_the_project_ends():
    agreement = drafted()
    report = final_of(agreement)
    assert report.due == agreement.ends_on + 30 * DAY
    agreement.reports.all().delete()
    with pytest.raises(PermissionDenied):
        actions.sign_agreement(agreement, actor=treasurer(), signed_on=timezone.localdate())


def test_expenses_of_a_line_stay_within_it_to_the_kopeck():
    agreement = in_use(1000)
    report = final_of(agreement)
    expense(report, "600.50")
    with pytest.raises(ValidationError, match="По этой строке из гранта осталось 399,50"):
        expense(report, "399.51")
    expense(report, "399.50")
    assert report.expenses.counted().total() == 1000


def test_expenses_stay_within_an_agreement_that_is_smaller_than_the_budget():
    row = supported(1000)
    row.decision.amount = Decimal(400)
    row.decision.save()
    report = final_of(active(row))
    with pytest.raises(ValidationError, match="По соглашению осталось 400"):
        expense(report, 401)


def test_expenses_of_earlier_reports_count_as_well():
    agreement = in_use(1000)
    interim = agreement.reports.create(kind="interim", number=2, due=agreement.ends_on)
    expense(interim, 900)
    with pytest.raises(ValidationError, match="осталось 100"):
        expense(final_of(agreement), 101)


def test_an_expense_falls_into_the_days_of_the_agreement():
    agreement = in_use(1000)
    Agreement.objects.filter(pk=agreement.pk).update(starts_on=timezone.localdate() - 2 * DAY)
    agreement.refresh_from_db()
    for days in (-3, 1):
        with pytest.raises(ValidationError, match="Деньги можно тратить"):
            expense(final_of(agreement), 1, paid_on=timezone.localdate() + days * DAY)
    assert expense(final_of(agreement), 1, paid_on=timezone.localdate() - 2 * DAY).pk


def test_an_expense_has_a_paper_and_a_line_of_its_own_budget():
    report, other = final_of(in_use(1000)), supported(1000)
    with pytest.raises(ValidationError, match="Приложите чек"):
        expense(report, 1, files=[])
    with pytest.raises(ValidationError, match="строку своего бюджета"):
        expense(report, 1, line=other.lines.get())


def test_the_head_and_editor_of_the_recipient_write_and_nobody_else():
    partner = OrganisationFactory(kind="nko")
    agreement = in_use(1000, partner=partner)
    report, editor = final_of(agreement), MemberFactory(organisation=partner, role="editor").user
    assert expense(report, 1, actor=editor).pk
    member = MemberFactory(organisation=partner).user
    for person in (member, VerifiedUserFactory(), treasurer(), SuperuserFactory()):
        with pytest.raises(PermissionDenied, match="руководитель и редактор"):
            expense(report, 1, actor=person)


def test_a_report_is_not_sent_until_it_says_what_was_done():
    report = final_of(in_use(1000))
    with pytest.raises(ValidationError) as refusal:
        actions.send_report(report, actor=writer_of(report))
    assert len(refusal.value.messages) == 3
    report = written(report)
    actions.send_report(report, actor=writer_of(report))
    assert report.state == "sent"


def test_what_was_sent_is_not_changed_until_it_is_returned():
    agreement = in_use(1000)
    report = reported(agreement, 10)
    row = report.expenses.get()
    acts = (
        lambda: expense(report, 1),
        lambda: actions.remove_expense(row, actor=writer_of(report)),
        lambda: actions.save_report(report, actor=writer_of(report), narrative="Другое"),
    )
    for act in acts:
        with pytest.raises(PermissionDenied, match="уже отправлен"):
            act()
    actions.return_report(report, actor=treasurer(), note="Нет акта")
    actions.remove_expense(row, actor=writer_of(report))
    assert not report.expenses.kept().exists()


def test_an_expense_taken_back_frees_its_line_and_its_papers_are_gone(client):
    report = final_of(in_use(1000))
    row = expense(report, 1000)
    url = actions.papers_of([row])[row.pk][0].get_absolute_url()
    client.force_login(writer_of(report))
    assert client.get(url).status_code == 200
    actions.remove_expense(row, actor=writer_of(report))
    assert client.get(url).status_code == 404
    assert expense(report, 1000).pk


# --- Checking -------------------------------------------------------------------------------------
def test_the_application_follows_its_final_report():
    agreement = in_use(1000)
    report = reported(agreement, 1000)
    assert state_of(agreement) == "report"
    actions.return_report(report, actor=treasurer(), note="Нет акта")
    assert state_of(agreement) == "running"
    report.refresh_from_db()
    actions.send_report(report, actor=writer_of(report))
    actions.accept_report(report, actor=treasurer())
    assert state_of(agreement) == "accepted"


def test_whoever_does_not_keep_agreements_checks_no_report():
    agreement = in_use(1000)
    report, colleague = reported(agreement, 10), treasurer()
    MemberFactory(organisation=agreement.application.organisation, user=colleague)
    for person in (writer_of(report), officer(), VerifiedUserFactory(), colleague):
        with pytest.raises(PermissionDenied):
            actions.accept_report(report, actor=person)
        with pytest.raises(PermissionDenied):
            actions.return_report(report, actor=person, note="Нет акта")
    report.refresh_from_db()
    assert report.state == "sent"


def test_what_was_not_spent_is_asked_back_when_the_final_report_is_accepted():
    agreement = in_use(1000)
    accepted(agreement, "700.25")
    demand = agreement.demands.get()
    assert (demand.kind, demand.amount, agreement.spent) == (
        "unspent", Decimal("299.75"), Decimal("700.25"),
    )  # fmt: skip
    assert state_of(agreement) == "return_funds"
    letters = Notification.objects.filter(recipient=agreement.application.author)
    assert any("299,75" in letter.body for letter in letters)


def test_after_the_return_the_grant_is_finished_and_its_agreement_fulfilled():
    agreement = in_use(1000)
    accepted(agreement, 700)
    with pytest.raises(PermissionDenied):
        actions.fulfil_agreement(agreement, actor=treasurer())
    given_back(agreement, 300, demand=agreement.demands.get())
    assert state_of(agreement) == "accepted"
    actions.fulfil_agreement(agreement, actor=treasurer())
    assert (agreement.state, agreement.unaccounted) == ("fulfilled", 0)


def test_an_agreement_is_not_fulfilled_without_its_accepted_report():
    agreement = in_use(1000)
    with pytest.raises(PermissionDenied):
        actions.fulfil_agreement(agreement, actor=treasurer())
    report = reported(agreement, 1000)
    with pytest.raises(PermissionDenied):
        actions.fulfil_agreement(agreement, actor=treasurer())
    actions.accept_report(report, actor=treasurer())
    actions.fulfil_agreement(agreement, actor=treasurer())
    assert agreement.state == "fulfilled"


def test_a_refused_expense_is_not_counted_and_its_money_is_asked_back():
    agreement = in_use(1000)
    report = reported(agreement, 600, 400)
    actions.refuse_expense(report.expenses.get(amount=400), actor=treasurer(), reason="Чужой чек")
    actions.accept_report(report, actor=treasurer())
    agreement.refresh_from_db()
    assert (agreement.spent, agreement.demands.get().amount) == (600, 400)


def test_an_expense_found_wrong_after_acceptance_opens_the_money_again():
    agreement = in_use(1000)
    report = accepted(agreement, 1000)
    assert not agreement.demands.exists()
    actions.refuse_expense(report.expenses.get(), actor=treasurer(), reason="Подделка")
    agreement.refresh_from_db()
    assert (agreement.spent, actions.demandable(agreement)) == (0, 1000)
    with pytest.raises(PermissionDenied, match="не проверяется"):
        actions.refuse_expense(report.expenses.get(), actor=treasurer(), reason="Ещё раз")
