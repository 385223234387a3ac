"""Winners of the finished round on their way: ledgers, contracts, photos, a published report.

Everything goes through the acts of two officials, as in life. All of it is invented.
"""

import hashlib
from datetime import timedelta
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from budgeting import actions
from budgeting.demo.pictures import picture
from budgeting.demo.rounds import FINISHED
from budgeting.models import (
    LedgerEntry,
    Participation,
    PayerKind,
    Project,
    Rating,
    Report,
    Round,
    RoundPhase,
)
from portal.accounts.models import User

# How far the winners have come, the best supported first.
PROGRESS = (
    ("fund", "contract", "work", "accept", "complete", "report"),
    ("fund", "contract", "work", "accept"),
    ("fund", "contract", "work"),
    ("fund", "contract"),
    ("fund",),
)
SHARES = {"region": 60, "residents": 7, "sponsors": 3}  # per cent; the city bears the rest
PEOPLE = ("Житель дома 2 (демо)", "Житель дома 4 (демо)", "Житель дома 6 (демо)")
FIRM = {"payer": "ООО «Добрый сосед» (демо)", "payer_kind": PayerKind.ORGANISATION}
STEPS = ("Подготовка площадки (демо)", "Основные работы (демо)", "Озеленение и уборка (демо)")
REPORT = {
    "works": "Снято старое покрытие, 420 м²\nУложено новое, 420 м²\nФонари, 8 шт. (демо)",
    "labour_people": 34,
    "labour_hours": Decimal("102.5"),
    "maintainer": "Управление благоустройства (демо)",
    "problems": "Из-за дождей озеленение закончили на неделю позже. (демо)",
    "links": "https://example.org/news/demo",
}
MARKS = (5, 5, 4, 5, 3, 4, 5)


@transaction.atomic
def load() -> None:
    """Lead the winners on, unless somebody already did or the demo people are not there."""
    officials = User.objects.filter(email__in=["official@example.org", "admin@example.org"])
    people = list(officials.order_by("-email"))
    round_ = Round.objects.filter(slug=FINISHED).first()
    if round_ is None or len(people) != 2 or LedgerEntry.objects.exists():
        return
    _phase(round_)
    for number, moves in zip(round_.result.data["winners"], PROGRESS, strict=False):
        project = Project.objects.select_related("round").get(round=round_, number=number)
        Winner(project, *people).goes(moves)


def _phase(round_: Round) -> None:
    """The round is being carried out now."""
    begin = round_.schedule()["results"].ends_at
    end = timezone.now() + timedelta(days=300)
    RoundPhase.objects.create(round=round_, kind="implementation", starts_at=begin, ends_at=end)


class Winner:
    """A project and the two officials who carry it out."""

    def __init__(self, project: Project, official: User, second: User) -> None:
        self.project, self.official, self.second = project, official, second
        self.today = timezone.localdate()

    def goes(self, moves: tuple[str, ...]) -> None:
        """Make the moves, each with all that it asks for, and what is under way after the last."""
        self._plan()
        for move in moves:
            getattr(self, f"_before_{move}", lambda: None)()
            actions.MOVES[move](self.project, actor=self.official)
        getattr(self, f"_after_{moves[-1]}", lambda: None)()

    def _plan(self) -> None:
        Participation.objects.bulk_create(
            Participation(project=self.project, source=source, amount=self._part(percent))
            for source, percent in SHARES.items()
        )

    def _part(self, percent: int) -> Decimal:
        return (self.project.total_cost * percent / 100).quantize(Decimal("0.01"))

    # --- Money -----------------------------------------------------------------------------------
    def _comes(self, number: int, source: str, amount: Decimal, **fields) -> None:
        actions.enter(
            self.project,
            actor=self.official,
            kind="paid",
            source=source,
            amount=amount,
            key=f"demo:{self.project.pk}:{number}",
            document_number=str(100 + number),
            document_date=self.today - timedelta(days=60 - number),
            **fields,
        )

    def _after_fund(self) -> None:
        """Half of the residents' share so far."""
        self._comes(1, "residents", self._part(3), payer=PEOPLE[0], payer_kind="person")
        self._comes(2, "sponsors", self._part(1), payer_agrees=True, **FIRM)

    def _before_contract(self) -> None:
        residents = self._part(SHARES["residents"])
        parts = [residents / 2, residents / 4]
        parts = [part.quantize(Decimal("0.01")) for part in parts]
        for number, amount in enumerate([*parts, residents - sum(parts)]):
            payer = {"payer": PEOPLE[number], "payer_kind": PayerKind.PERSON}
            self._comes(number, "residents", amount, **payer)
        self._comes(3, "sponsors", self._part(SHARES["sponsors"]), payer_agrees=True, **FIRM)
        self._comes(4, "region", self._part(SHARES["region"]))
        rest = self.project.total_cost - sum(self._part(share) for share in SHARES.values())
        self._comes(5, "city", rest)

    def _pays(self, source: str, percent: int, *, is_approved: bool = True) -> None:
        """To the contractor, so much of what came from the source."""
        came = self.project.balances.get(source=source).paid
        operation = actions.prepare(
            self.project,
            actor=self.official,
            kind="used",
            source=source,
            amount=(came * percent / 100).quantize(Decimal("0.01")),
            key=f"demo:{self.project.pk}:{source}:{percent}",
            payer="ООО «Мастер» (демо)",
            payer_kind=PayerKind.ORGANISATION,
            document_number="201",
            document_date=self.today,
        )
        if is_approved:
            actions.approve(operation, actor=self.second)

    # --- Works -----------------------------------------------------------------------------------
    def _before_work(self) -> None:
        actions.sign_contract(
            self.project,
            actor=self.official,
            contractor="ООО «Мастер» (демо)",
            number=f"МК-{self.project.number}/демо",
            signed_on=self.today - timedelta(days=40),
            amount=self._part(96),
            procurement_url="https://example.org/zakupki/demo",
        )
        for place, title in enumerate(STEPS):
            day = self.today + timedelta(days=place * 20 - 25)
            actions.add_milestone(self.project, actor=self.official, title=title, planned_on=day)
        self._shows("before")

    def _after_contract(self) -> None:
        self._shows("before")

    def _shows(self, stage: str) -> None:
        for shift, title in ((0, "От первого подъезда"), (140, "От въезда во двор")):
            actions.add_photo(
                self.project,
                actor=self.official,
                viewpoint=title,
                stage=stage,
                image=picture(stage, shift),
                taken_on=self.today - timedelta(days={"before": 45, "during": 20}.get(stage, 1)),
            )

    def _after_work(self) -> None:
        """The first step is done, the second is late, a payment waits for approval."""
        first, second, _third = self.project.milestones.all()
        done = self.today - timedelta(days=24)
        actions.mark_milestone(
            self.project, actor=self.official, milestone=first, progress=100, actual_on=done
        )
        actions.mark_milestone(self.project, actor=self.official, milestone=second, progress=60)
        self._shows("during")
        self._pays("region", 30)
        self._pays("city", 30, is_approved=False)

    def _before_accept(self) -> None:
        for step in self.project.milestones.all():
            done = min(step.planned_on, self.today)
            actions.mark_milestone(
                self.project, actor=self.official, milestone=step, progress=100, actual_on=done
            )
        self._shows("during")
        self._shows("after")
        self._pays("region", 50)

    def _before_complete(self) -> None:
        actions.hold_acceptance(
            self.project,
            actor=self.official,
            held_on=self.today,
            invited=60,
            attended=23,
            act_number="1 (демо)",
            act=_act(),
            outcome="accepted",
        )

    def _before_report(self) -> None:
        self._pays("region", 46)
        for source in ("city", "residents", "sponsors"):
            self._pays(source, 96)
        given = {"beneficiaries": 640, "warranty_until": self.today + timedelta(days=1095)}
        actions.save_report(self.project, actor=self.official, **REPORT, **given)

    def _after_report(self) -> None:
        """Marks of invented residents; no account stands behind them."""
        report = Report.objects.get(project=self.project)
        Rating.objects.bulk_create(
            Rating(
                report=report,
                mark=hashlib.sha256(f"demo {report.pk} {place}".encode()).hexdigest(),
                score=score,
            )
            for place, score in enumerate(MARKS)
        )
        Report.objects.filter(pk=report.pk).update(rating_count=len(MARKS), rating_sum=sum(MARKS))


def _act():
    """A scan of an act with nobody's name on it."""
    return picture("after")
