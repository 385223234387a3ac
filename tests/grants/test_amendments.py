"""Supplementary agreements: dates, parts and lines change by the act of two officials."""

import csv
from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import timezone

from grants import actions
from grants.models import Amendment
from portal.cases.lifecycle import InvalidTransition
from portal.notifications.models import Notification
from tests.factories.agreements import (
    active,
    drafted,
    expense,
    in_use,
    paid,
    prepared,
    supported,
    treasurer,
)
from tests.factories.amendments import amended, proposed
from tests.factories.organisations import MemberFactory
from tests.factories.people import VerifiedUserFactory
from tests.races import race

pytestmark = pytest.mark.django_db


def parts(agreement) -> list:
    return list(agreement.instalments.values_list("number", "amount"))


def test_a_longer_term_moves_the_final_report_and_the_register(client):
    agreement = active()
    before, report = agreement.ends_on, agreement.reports.get().due
    amended(agreement, ends_on=before + timedelta(days=30))
    agreement.refresh_from_db()
    assert agreement.ends_on == before + timedelta(days=30)
    assert agreement.reports.get().due > report
    answer = client.get("/grants/register.csv")
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    line = next(csv.DictReader(text.splitlines(), delimiter=";"))
    assert line["Срок до"] == str(agreement.ends_on)
    assert "№ ДС-" in line["Дополнительные соглашения"]
    assert "дополнительное соглашение" in client.get("/grants/register/").text


def test_nothing_changes_until_another_official_approves():
    agreement, official = active(), treasurer()
    row = proposed(agreement, actor=official, parts=[(1, "60000"), (2, "40000")])
    assert parts(agreement) == [(1, Decimal(100_000))]
    with pytest.raises(PermissionDenied, match="другой сотрудник"):
        actions.approve_amendment(row, actor=official)
    actions.approve_amendment(row, actor=treasurer())
    assert parts(agreement) == [(1, Decimal(60_000)), (2, Decimal(40_000))]
    with pytest.raises(InvalidTransition):
        actions.approve_amendment(Amendment.objects.get(), actor=treasurer())


def test_the_old_version_stays_readable_to_the_recipient(client):
    agreement = active()
    amended(agreement, parts=[(1, "60000"), (2, "40000")])
    client.force_login(agreement.application.author)
    page = client.get(agreement.get_absolute_url()).text.replace("\xa0", " ")
    assert "100 000 ₽" in page
    assert "60 000 ₽" in page
    letters = Notification.objects.filter(recipient=agreement.application.author, channel="inbox")
    assert any("Условия соглашения изменены" in str(row.subject) for row in letters)


def test_budget_lines_change_within_the_sum_and_reports_follow():
    agreement = in_use()
    line = agreement.application.lines.get()
    other = agreement.application.lines.create(
        section="other", name="Чай", activity=1, quantity=1, price=1, requested=0
    )
    amended(agreement, lines={line.pk: "70000", other.pk: "30000"})
    plan = {row.pk: row.granted for row, _spent, _left in actions.plan_and_fact(agreement)}
    assert plan == {line.pk: Decimal(70_000), other.pk: Decimal(30_000)}
    line.refresh_from_db()
    assert line.requested == Decimal(100_000)  # the application stays as it was filed
    with pytest.raises(ValidationError, match="осталось"):
        expense(agreement.reports.get(), "70000.01")


@pytest.mark.parametrize(
    ("terms", "said"),
    [
        ({}, "Ничего не меняется"),
        ({"parts": [(1, "99999.99")]}, "Части вместе"),
        ({"parts": [(1, "100000.01")]}, "Части вместе"),
        ({"parts": [(1, "30000"), (2, "70000")]}, "не меньше"),
        ({"share": "100000.01"}, "больше суммы"),
        ({"share": "49999.99"}, "уже потрачено"),
        ({"ends_on": timezone.localdate() - timedelta(days=1)}, "до начала"),
    ],
)
def test_terms_beyond_the_sum_or_against_money_that_moved_are_refused(terms, said):
    agreement = active()
    paid(agreement, 50_000)
    expense(agreement.reports.get(), 50_000)
    if share := terms.pop("share", None):
        terms = {"lines": {agreement.application.lines.get().pk: share}}
    with pytest.raises(ValidationError, match=said):
        proposed(agreement, **terms)
    assert not Amendment.objects.exists()


def test_money_prepared_meanwhile_stops_the_approval():
    agreement = active()
    row = proposed(agreement, parts=[(1, "10000"), (2, "90000")])
    prepared(agreement, "payment", amount=20_000)
    with pytest.raises(ValidationError, match="не меньше"):
        actions.approve_amendment(row, actor=treasurer())
    assert parts(agreement) == [(1, Decimal(100_000))]


def test_one_waits_at_a_time_and_a_declined_one_frees_the_place():
    agreement = active()
    row = proposed(agreement, parts=[(1, "60000"), (2, "40000")])
    with pytest.raises(ValidationError, match="уже ждёт"):
        proposed(agreement, parts=[(1, "70000"), (2, "30000")])
    actions.decline_amendment(row, actor=treasurer(), note="Не подписано")
    proposed(agreement, parts=[(1, "70000"), (2, "30000")])


def test_nobody_but_officials_of_others_amends_and_only_what_is_signed():
    agreement = active()
    insider = treasurer()
    MemberFactory(organisation=agreement.application.organisation, user=insider)
    for person in (insider, agreement.application.author, VerifiedUserFactory()):
        with pytest.raises(PermissionDenied):
            proposed(agreement, actor=person, parts=[(1, "60000"), (2, "40000")])
    with pytest.raises(PermissionDenied, match="подписанному"):
        proposed(drafted(supported(100_000)), parts=[(1, "60000"), (2, "40000")])


def test_an_official_prepares_it_in_the_admin_and_is_told_what_is_wrong(client):
    agreement = active()
    client.force_login(treasurer())
    address = reverse("admin:grants_agreement_amend", args=[agreement.pk])
    page = client.get(address)
    sent = {
        name: page.context["form"][name].value() or ""
        for name in page.context["form"].fields
    } | {"number": "ДС-1", "signed_on": timezone.localdate(), "reason": "Просил получатель",
         "part1": "60000"}  # fmt: skip
    answer = client.post(address, sent)
    assert (answer.status_code, Amendment.objects.count()) == (422, 0)
    assert "Части вместе" in answer.text
    client.post(address, sent | {"part2": "40000", "day2": agreement.ends_on})
    row = Amendment.objects.get()
    assert [part[1] for part in row.terms["parts"]] == ["60000.00", "40000.00"]
    change = client.get(reverse("admin:grants_amendment_change", args=[row.pk])).text
    assert "Новая" not in change
    assert "60" in change


@pytest.mark.parametrize("junk", ["x", "-1", "1e9", "99999999999999999"])
def test_nonsense_in_the_form_is_refused_in_words(client, junk):
    agreement = active()
    client.force_login(treasurer())
    address = reverse("admin:grants_agreement_amend", args=[agreement.pk])
    fields = client.get(address).context["form"].fields
    assert client.post(address, dict.fromkeys(fields, junk)).status_code == 422


@pytest.mark.django_db(transaction=True)
def test_an_amendment_and_a_payment_at_once_never_pay_beyond_a_part():
    agreement = active()
    row = proposed(agreement, parts=[(1, "10000"), (2, "90000")])
    acts = (
        lambda: actions.approve_amendment(row, actor=treasurer()),
        lambda: prepared(agreement, "payment", amount=20_000),
    )
    race(2, lambda number: acts[number]())
    first = agreement.instalments.get(number=1)
    assert actions.left_of(first) >= 0


def test_changes_lists_only_what_changes():
    row = proposed(active(), parts=[(1, "60000"), (2, "40000")])
    assert [what for what, _before, _after in row.changes()] == ["Часть 1", "Часть 2"]
