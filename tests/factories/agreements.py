"""Agreements of winners, at any step, by the actions people use.

supported(amount=100)     an application the commission supported with this sum; its head is `.head`
treasurer()               an official who keeps agreements
drafted(); signed(); active()   the agreement of a supported application, so far along
paid(agreement, 60)       a payment prepared by one official and approved by another; the entry
given_back(agreement, 5)  the same for a return
reported(agreement, 50)   its final report, sent with an expense of this sum; accepted(…) the same
"""

import itertools
from datetime import timedelta
from decimal import Decimal

from django.utils import timezone

from grants import actions
from grants.models import (
    Agreement,
    Application,
    Decision,
    Demand,
    Entry,
    Expense,
    Payment,
    Report,
)
from tests.factories.files import pdf
from tests.factories.grants import ApplicationFactory, ContestFactory
from tests.factories.people import StaffFactory, UserFactory, VerifiedUserFactory

NUMBER = itertools.count(1)
PERMISSIONS = ("grants.manage_agreement",)


def treasurer(**fields):
    return StaffFactory(permissions=PERMISSIONS, **fields)


def supported(amount=100_000, **fields) -> Application:
    head = fields.pop("head", None) or VerifiedUserFactory()
    contest = fields.pop("contest", None) or ContestFactory(
        state="decided", decided_at=timezone.now()
    )
    row = ApplicationFactory(
        contest=contest, state="winner", head=head, requested=Decimal(amount), own=Decimal(0),
        **fields,
    )  # fmt: skip
    Decision.objects.create(
        application=row, is_awarded=True, amount=Decimal(amount), votes_for=3,
        prepared_by=UserFactory(),
    )  # fmt: skip
    row.head = head
    return row


def terms(**given) -> dict:
    today = timezone.localdate()
    return {
        "number": f"{next(NUMBER)}",
        "amount": Decimal(100_000),
        "starts_on": today,
        "ends_on": today + timedelta(days=90),
        **given,
    }


def drafted(application=None, **fields) -> Agreement:
    row = application or supported(**fields)
    return actions.draft_agreement(
        row, actor=treasurer(), **terms(amount=Decimal(row.decision.amount))
    )


def signed(application=None, **fields) -> Agreement:
    agreement = drafted(application, **fields)
    actions.sign_agreement(
        agreement, actor=treasurer(), signed_on=timezone.localdate(), files=[pdf("signed.pdf")]
    )
    return agreement


def active(application=None, **fields) -> Agreement:
    agreement = signed(application, **fields)
    actions.enact_agreement(agreement, actor=treasurer())
    return agreement


def prepared(agreement: Agreement, kind: str, actor=None, **fields) -> Payment:
    given = {
        "key": f"test-{next(NUMBER)}",
        "document_number": f"{next(NUMBER)}",
        "document_date": timezone.localdate(),
        **fields,
    }
    if "amount" in given:
        given["amount"] = Decimal(given["amount"])
    if kind == "payment":
        given.setdefault("instalment", agreement.instalments.first())
    return actions.prepare_payment(agreement, actor=actor or treasurer(), kind=kind, **given)


def approved(payment: Payment) -> Entry:
    actions.approve_payment(payment, actor=treasurer())
    payment.agreement.refresh_from_db()
    return payment.entry


def paid(agreement: Agreement, amount) -> Entry:
    entry = approved(prepared(agreement, "payment", amount=amount))
    agreement.refresh_from_db()
    return entry


def given_back(agreement: Agreement, amount, **fields) -> Entry:
    entry = approved(prepared(agreement, "return", amount=amount, **fields))
    agreement.refresh_from_db()
    return entry


# --- Reports ------------------------------------------------------------------------------------
def in_use(amount=100_000, given=None, **fields) -> Agreement:
    """An agreement whose money is paid: all of it, or what is `given`."""
    agreement = active(supported(amount, **fields))
    paid(agreement, amount if given is None else given)
    return agreement


def writer_of(report: Report):
    return report.agreement.application.author


def expense(report: Report, amount, **fields) -> Expense:
    given = {
        "line": report.agreement.application.lines.first(),
        "paid_on": timezone.localdate(),
        "what": "Сцена на один день",
        "payee": "ООО «Сцена» (демо)",
        "files": [pdf("receipt.pdf")],
        "actor": writer_of(report),
        **fields,
    }
    return actions.add_expense(report, amount=Decimal(amount), **given)


def written(report: Report) -> Report:
    return actions.save_report(
        report, actor=writer_of(report), narrative="Праздник прошёл", results="Соседи знакомы",
        beneficiaries=120,
    )  # fmt: skip


def reported(agreement: Agreement, *amounts) -> Report:
    report = final_of(agreement)
    for amount in amounts:
        expense(report, amount)
    report = written(report)
    actions.send_report(report, actor=writer_of(report))
    return report


def accepted(agreement: Agreement, *amounts) -> Report:
    report = reported(agreement, *amounts)
    actions.accept_report(report, actor=treasurer())
    agreement.refresh_from_db()
    report.refresh_from_db()
    return report


def demanded(agreement: Agreement, amount, **fields) -> Demand:
    given = {
        "kind": "misuse",
        "due": timezone.localdate() + timedelta(days=1),
        "note": "Не по смете",
        **fields,
    }
    return actions.demand_return(agreement, actor=treasurer(), amount=Decimal(amount), **given)


def late(report: Report, days=1) -> Report:
    """Its day was so many days ago."""
    Report.objects.filter(pk=report.pk).update(due=timezone.localdate() - timedelta(days=days))
    report.refresh_from_db()
    return report


def state_of(agreement: Agreement) -> str:
    return Application.objects.get(pk=agreement.application_id).state


def final_of(agreement: Agreement) -> Report:
    return agreement.reports.get(kind="final")
