"""Reports of a grant: expenses within the budget, sent, checked; what nobody spent comes back."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import timezone

from grants import actions
from grants.models import Agreement, Application, Demand, Expense, Report
from grants.tasks import warn_recipients
from portal.notifications.models import Notification
from tests.factories.agreements import (
    accepted,
    active,
    approved,
    demanded,
    drafted,
    expense,
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
from tests.factories.files import pdf
from tests.factories.grants import ApplicationFactory, ContestFactory, officer
from tests.factories.organisations import MemberFactory, OrganisationFactory
from tests.factories.people import SuperuserFactory, VerifiedUserFactory

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def state_of(agreement: Agreement) -> str:
    return Application.objects.get(pk=agreement.application_id).state


def final_of(agreement: Agreement) -> Report:
    return agreement.reports.get(kind="final")


# --- Writing ------------------------------------------------------------------------------------
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


# --- Checking -----------------------------------------------------------------------------------
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


# --- Demands ------------------------------------------------------------------------------------
def test_no_more_is_asked_back_than_nobody_explained():
    agreement = in_use(1000)
    demanded(agreement, 600)
    with pytest.raises(ValidationError, match="не больше 400"):
        demanded(agreement, 401)
    demanded(agreement, 400)
    with pytest.raises(PermissionDenied, match="уже потребовано"):
        demanded(agreement, 1)


def test_a_return_names_the_demand_it_answers_and_does_not_exceed_it():
    agreement = in_use(1000)
    demand = demanded(agreement, 100)
    with pytest.raises(ValidationError, match="по какому требованию"):
        prepared(agreement, "return", amount=50)
    with pytest.raises(ValidationError, match="осталось вернуть 100"):
        prepared(agreement, "return", amount=101, demand=demand)
    given_back(agreement, 60, demand=demand)
    demand.refresh_from_db()
    assert (demand.left, state_of(agreement)) == (40, "return_funds")


def test_a_return_reversed_opens_its_demand_again():
    agreement = in_use(1000)
    demand = demanded(agreement, 100)
    entry = given_back(agreement, 100, demand=demand)
    assert state_of(agreement) == "running"
    approved(prepared(agreement, "reversal", target=entry, reason="Чужой платёж"))
    demand.refresh_from_db()
    assert (demand.left, state_of(agreement)) == (100, "return_funds")


def test_a_demand_is_withdrawn_with_a_reason_and_once():
    agreement = in_use(1000)
    demand = demanded(agreement, 100)
    with pytest.raises(ValidationError, match="причину"):
        actions.withdraw_demand(demand, actor=treasurer(), reason=" ")
    actions.withdraw_demand(demand, actor=treasurer(), reason="Нашёлся чек")
    assert state_of(agreement) == "running"
    with pytest.raises(ValidationError, match="уже исполнено или отозвано"):
        actions.withdraw_demand(demand, actor=treasurer(), reason="Ещё раз")


def test_a_broken_off_agreement_owes_what_it_did_not_explain():
    agreement = in_use(1000, given=600)
    actions.terminate_agreement(agreement, actor=treasurer(), note="Проект брошен")
    assert state_of(agreement) == "return_funds"
    report = final_of(agreement)
    expense(report, 250)
    actions.send_report(written(report), actor=writer_of(report))
    actions.accept_report(final_of(agreement), actor=treasurer())
    demand = agreement.demands.get()
    assert demand.amount == 350
    given_back(agreement, 350, demand=demand)
    assert state_of(agreement) == "terminated"


# --- Who is late --------------------------------------------------------------------------------
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


# --- Letters of the clock -----------------------------------------------------------------------
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


# --- Pages --------------------------------------------------------------------------------------
def test_a_recipient_writes_adds_an_expense_and_sends_by_the_pages(client):
    agreement = in_use(1000)
    report = final_of(agreement)
    url = report.get_absolute_url()
    client.force_login(writer_of(report))
    client.post(url, {"narrative": "Праздник прошёл", "results": "Стало", "beneficiaries": "90"})
    sent = {
        "line": agreement.application.lines.get().pk, "amount": "1 000,00", "what": "Сцена",
        "paid_on": timezone.localdate().isoformat(), "payee": "ООО «Сцена»",
        "files": pdf("akt.pdf"),
    }  # fmt: skip
    assert client.post(f"{url}expenses/", sent).status_code == 302
    page = client.get(url).content.decode()
    assert all(text in page for text in ("Праздник прошёл", "akt.pdf", "Всё заполнено"))
    client.post(reverse("pages:move", args=["grants.report", report.pk, "send"]), {"note": ""})
    report.refresh_from_db()
    assert (report.state, report.expenses.get().amount) == ("sent", 1000)


def test_a_refused_expense_comes_back_with_its_reason_and_the_typed_text(client):
    report = final_of(in_use(1000))
    client.force_login(writer_of(report))
    sent = {
        "line": report.agreement.application.lines.get().pk, "amount": "1000,01", "what": "Сцена",
        "paid_on": timezone.localdate().isoformat(), "payee": "ООО «Сцена»", "files": pdf(),
    }  # fmt: skip
    answer = client.post(f"{report.get_absolute_url()}expenses/", sent)
    page = answer.content.decode()
    assert (answer.status_code, "По этой строке из гранта осталось" in page) == (422, True)
    assert 'value="ООО «Сцена»"' in page
    assert not Expense.objects.exists()


def test_a_report_and_its_papers_open_for_both_sides_and_nobody_else(client):
    agreement = in_use(1000)
    report = reported(agreement, 10)
    paper = actions.papers_of(list(report.expenses.all()))[report.expenses.get().pk][0]
    for person, status in (
        (writer_of(report), 200), (treasurer(), 200), (VerifiedUserFactory(), 404),
        (officer(), 404),
    ):  # fmt: skip
        client.force_login(person)
        found = [client.get(row.get_absolute_url()).status_code for row in (report, paper)]
        assert found == [status, status]


def test_an_official_refuses_one_expense_and_accepts_the_rest_in_the_admin(client):
    agreement = in_use(1000)
    report = reported(agreement, 600, 400)
    client.force_login(treasurer())
    url = reverse("admin:grants_report_change", args=[report.pk])
    refuse = reverse("admin:grants_report_refuse", args=[report.pk, report.expenses.first().pk])
    page = client.get(url).content.decode()
    assert (refuse in page, "receipt.pdf" in page) == (True, True)
    assert client.post(refuse, {"reason": ""}).status_code == 422
    client.post(refuse, {"reason": "Чужой чек"})
    client.post(reverse("admin:grants_report_move", args=[report.pk, "accept"]), {})
    agreement.refresh_from_db()
    assert agreement.spent in (400, 600)
    assert "Чужой чек" in client.get(url).content.decode()


def test_an_official_asks_money_back_and_withdraws_it_in_the_admin(client):
    agreement = in_use(1000)
    client.force_login(treasurer())
    ask = reverse("admin:grants_agreement_demand", args=[agreement.pk])
    page = reverse("admin:grants_agreement_change", args=[agreement.pk])
    assert ask in client.get(page).content.decode()
    tomorrow = (timezone.localdate() + DAY).isoformat()
    sent = {"kind": "misuse", "amount": "2000", "due": tomorrow, "note": "Не по смете"}
    assert client.post(ask, sent).status_code == 422
    assert client.post(ask, sent | {"amount": "100"}).status_code == 302
    withdraw = reverse(
        "admin:grants_agreement_withdraw", args=[agreement.pk, agreement.demands.get().pk]
    )
    assert withdraw in client.get(page).content.decode()
    client.post(withdraw, {"reason": "Нашёлся чек"})
    assert agreement.demands.get().withdrawn_at is not None
