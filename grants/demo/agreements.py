"""A contest of last year whose winners are at every step: chosen, agreed, paid.

Marks come from the demo, everything after them goes through the acts of two officials.
"""

from datetime import timedelta
from decimal import Decimal

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.utils import timezone

from grants import actions
from grants.demo.expertise import MEMBERS, finish_reviews
from grants.models import (
    Activity,
    Agreement,
    Application,
    BudgetLine,
    Contest,
    Expert,
    TeamMember,
    Tier,
)
from portal.accounts.models import User
from portal.organisations.models import Organisation
from portal.scoring.models import CriteriaSet

SLUG = "dobrye-sosedi-proshlye-demo"
# Title, sum, how far the agreement has come, what is paid of it and what is reported, in per cent.
PROJECTS = (
    ("Ремонт игровой площадки силами соседей (демо)", 110_000, "fulfilled", 100, 100),
    ("Клуб соседей на Октябрьском проспекте (демо)", 240_000, "active", 100, 95),
    ("Школа дворовых тренеров (демо)", 180_000, "active", 60, 0),
    ("Зимний театр во дворе (демо)", 150_000, "signed", 0, 0),
    ("Аллея семейных деревьев (демо)", 120_000, "draft", 0, 0),
    ("Соседский кинозал (демо)", 90_000, "", 0, 0),
)
PARTS = (60, 40)
DAY = timedelta(days=1)


@transaction.atomic
def load() -> None:
    """Load the contest unless it is there or the demo people are not."""
    officials = User.objects.filter(email__in=["official@example.org", "admin@example.org"])
    people = list(officials.order_by("-email"))
    author = User.objects.filter(email="nko@example.org").first()
    organisation = author and Organisation.objects.of(author).filter(kind="nko").first()
    criteria = CriteriaSet.objects.filter(code="scoring_grant").first()
    if Contest.objects.filter(slug=SLUG).exists() or not (
        len(people) == 2 and organisation and criteria
    ):
        return
    contest = _contest(criteria, people[0])
    rows = [
        _application(contest, organisation, author, number=number, title=title, amount=amount)
        for number, (title, amount, *_rest) in enumerate(PROJECTS, start=1)
    ]
    _decide(contest, rows, people[0])
    for row, (_title, _amount, state, *shares) in zip(rows, PROJECTS, strict=True):
        row.refresh_from_db()
        if state:
            Award(row, *people).goes(state, *shares)


def _contest(criteria: CriteriaSet, official: User) -> Contest:
    """Announced by the action, then put back in time: everything about it is decided."""
    now = timezone.now()
    contest = Contest.objects.create(
        slug=SLUG,
        title="Город добрых соседей, прошлый год (демо)",
        summary="Победители названы, проекты идут. (демо)",
        opens_at=now - 200 * DAY,
        closes_at=now + DAY,
        check_until=now + 2 * DAY,
        fund=Decimal(1_000_000),
        applicant_kinds=["nko", "tos"],
        criteria=criteria,
    )
    Tier.objects.create(
        contest=contest, name="Событие", max_amount=Decimal(300_000), pass_score=Decimal(50)
    )
    actions.publish_contest(contest, actor=official)
    Contest.objects.filter(pk=contest.pk).update(
        state="expertise", closes_at=now - 170 * DAY, check_until=now - 160 * DAY,
        published_at=now - 201 * DAY, application_count=len(PROJECTS),
    )  # fmt: skip
    contest.refresh_from_db()
    return contest


def _application(contest, organisation, author, *, number: int, title: str, amount: int):
    today, amount = timezone.localdate(), Decimal(amount)
    row = Application.objects.create(
        contest=contest, state="expertise", number=number, organisation=organisation,
        author=author, tier=contest.tiers.get(), title=title, beneficiaries=200,
        requested=amount, summary="Соседи познакомятся и вместе сделают полезное дело. (демо)",
        starts_on=today - 100 * DAY, ends_on=today + 40 * DAY,
        submitted_at=contest.closes_at - DAY,
    )  # fmt: skip
    Activity.objects.create(
        application=row, number=1, title="Встречи и мастерские", starts_on=row.starts_on,
        ends_on=row.ends_on, result="Прошли все встречи",
    )  # fmt: skip
    for section, name, share in (("equipment", "Оборудование", 7), ("services", "Услуги", 3)):
        BudgetLine.objects.create(
            application=row, section=section, name=f"{name} (демо)", activity=1, quantity=1,
            price=amount * share / 10, requested=amount * share / 10, evidence="Смета (демо)",
        )  # fmt: skip
    TeamMember.objects.create(application=row, name="Демо-Организатор Мария", role="Руководитель")
    return row


def _decide(contest: Contest, rows: list[Application], official: User) -> None:
    """Two experts, the ranking, the commission's meeting, every application supported."""
    emails = ["grant-expert2@example.org", "grant-expert3@example.org"]
    experts = Expert.objects.bulk_create(
        Expert(contest=contest, user=user) for user in User.objects.filter(email__in=emails)
    )
    finish_reviews(contest, rows, experts)
    actions.rate_contest(contest, actor=official)
    for name, post in MEMBERS:
        actions.add_commission_member(contest, actor=official, name=name, post=post)
    actions.hold_meeting(
        contest, actor=official, present=list(contest.commission.all()), chair=MEMBERS[0][0],
        held_on=timezone.localdate() - 121 * DAY, place="Администрация города (демо)", note="",
    )  # fmt: skip
    for row in rows:
        actions.prepare_decision(
            Application.objects.get(pk=row.pk), actor=official, is_awarded=True,
            amount=row.requested, votes_for=len(MEMBERS), reason="Проект нужен соседям. (демо)",
        )  # fmt: skip
    actions.decide_contest(Contest.objects.get(pk=contest.pk), actor=official)
    Contest.objects.filter(pk=contest.pk).update(decided_at=timezone.now() - 120 * DAY)


class Award:
    """A supported project and the two officials who keep its agreement."""

    def __init__(self, application: Application, official: User, second: User) -> None:
        self.application, self.official, self.second = application, official, second
        self.today = timezone.localdate()
        self.agreement: Agreement | None = None

    def goes(self, state: str, share: int, told: int) -> None:
        row = self.application
        self.agreement = actions.draft_agreement(
            row, actor=self.official, number=f"ГР-{row.number}", amount=row.decision.amount,
            starts_on=row.starts_on, ends_on=row.ends_on,
        )  # fmt: skip
        self._split()
        if state == "draft":
            return
        day = row.starts_on
        actions.sign_agreement(self.agreement, actor=self.official, signed_on=day)
        if state == "signed":
            return
        actions.enact_agreement(self.agreement, actor=self.official)
        for part in self.agreement.instalments.all():
            if share:
                self._pay(part)
                share -= PARTS[part.number - 1]
        if told:
            self._report(told)
        if state == "fulfilled":
            actions.fulfil_agreement(self.agreement, actor=self.official)

    def _split(self) -> None:
        agreement = self.agreement
        agreement.instalments.all().delete()
        for number, share in enumerate(PARTS, start=1):
            agreement.instalments.create(
                number=number, amount=agreement.amount * share / 100,
                planned_on=agreement.starts_on + number * 20 * DAY,
                condition="" if number == 1 else "По заявке получателя (демо)",
            )  # fmt: skip

    def _pay(self, part) -> None:
        payment = actions.prepare_payment(
            self.agreement, actor=self.official, kind="payment", instalment=part,
            amount=part.amount, key=f"demo-{self.agreement.pk}-{part.number}",
            document_number=f"ДЕМО-{part.number}", document_date=part.planned_on,
        )  # fmt: skip
        actions.approve_payment(payment, actor=self.second)

    def _report(self, share: int) -> None:
        """The final report: accepted where everything is spent, else it waits for the official."""
        report, author = self.agreement.reports.get(), self.application.author
        for line in self.application.lines.all():
            actions.add_expense(
                report, actor=author, line=line, amount=line.requested * share / 100,
                paid_on=self.application.starts_on + 30 * DAY, what=f"{line.name}: оплата",
                payee="ООО «Добрый сосед» (демо)", files=[_receipt(line)],
            )  # fmt: skip
        actions.save_report(
            report, actor=author, narrative="Прошли все встречи и мастерские плана. (демо)",
            results="Соседи знакомы и собираются сами. (демо)", beneficiaries=214,
        )  # fmt: skip
        actions.send_report(report, actor=author)
        if share == 100:
            actions.accept_report(report, actor=self.official)


def _receipt(line: BudgetLine) -> SimpleUploadedFile:
    text = f"Чек (демо): {line.name}, {line.requested} ₽"
    return SimpleUploadedFile(f"receipt-{line.pk}.txt", text.encode())
