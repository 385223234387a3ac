"""The demo city's budgeting: a vote under way, a round that takes proposals, a finished one.

All of it is invented or marked «демо». Loading again changes nothing.
"""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from budgeting.actions import open_vote
from budgeting.actions.revisions import note_revision
from budgeting.importing import import_file
from budgeting.models import (
    CostItem,
    Participation,
    Programme,
    Project,
    ProjectState,
    ProjectType,
    Round,
    RoundPhase,
)
from budgeting.reference import FIXTURES, rows
from portal.accounts.models import User
from portal.cases.actions import record
from portal.law.deadlines import due
from portal.places.models import District

VOTING, ACCEPTING, FINISHED = "narodny-vybor-demo", "dvory-demo", "narodny-vybor-2025-demo"
VOTE_PHASES = {
    "announce": (-95, -90),
    "submission": (-90, -40),
    "check": (-40, -4),
    "remarks": (-40, -4),
    "vote": (-3, 18),
    "results": (18, 45),
    "implementation": (45, 300),
    "report": (300, 330),
    "archive": (330, 700),
}
ACCEPT_PHASES = {
    "announce": (-25, -15),
    "submission": (-15, 30),
    "check": (-14, 55),
    "remarks": (-14, 55),
    "vote": (60, 74),
    "results": (74, 100),
    "implementation": (100, 360),
}
TEXTS = {
    "problem": "Жители давно просят решить этот вопрос: сейчас местом неудобно и небезопасно "
    "пользоваться, особенно пожилым людям и родителям с колясками. (демо)",
    "solution": "Сделать работы силами подрядчика по согласованной с жителями схеме, "
    "а уборку и посадки провести на общем субботнике. (демо)",
    "expected_result": "Место станет безопасным, светлым и удобным круглый год. (демо)",
}


@transaction.atomic
def load() -> None:
    """Load the three rounds unless they are there."""
    if Round.objects.filter(slug=VOTING).exists():
        return
    programme, _created = Programme.objects.get_or_create(
        slug="city",
        defaults={
            "name": "Инициативные проекты города (демо)",
            "summary": "Жители предлагают, что сделать, и вместе выбирают лучшее.",
        },
    )
    _voting(programme)
    _accepting(programme)
    _finished()


def new_round(programme: Programme, phases: dict, **fields) -> Round:
    round_ = Round.objects.create(programme=programme, is_published=True, **fields)
    set_phases(round_, phases)
    published(round_)
    return round_


def set_phases(round_: Round, phases: dict) -> None:
    """Phases in days from today: they change at midnight, as in every by-law."""
    today = timezone.make_aware(datetime.combine(timezone.localdate(), time.min))
    round_.phases.all().delete()
    RoundPhase.objects.bulk_create(
        RoundPhase(
            round=round_,
            kind=kind,
            starts_at=today + timedelta(days=start),
            ends_at=today + timedelta(days=end),
        )
        for kind, (start, end) in phases.items()
    )


def published(round_: Round) -> None:
    """Freeze the rules, as publication does; the votes of the demo have begun already."""
    note_revision(round_)
    record(round_, "published", actor=None, data={"rules_hash": round_.rules_hash})


def _voting(programme: Programme) -> None:
    round_ = new_round(
        programme,
        VOTE_PHASES,
        slug=VOTING,
        title="Народный выбор (демо)",
        summary="Девять миллионов рублей на дворы, тротуары и площадки: выбирают жители.",
        budget=Decimal(9_000_000),
        max_choices=5,
    )
    authors = User.objects.filter(email__in=["resident2@example.org", "nko@example.org"])
    makers = list(authors.order_by("pk")) or [None]
    for place, row in enumerate(_proposals()):
        project = new_project(round_, row, makers[place % len(makers)], ProjectState.CONTEST)
        record(project, "publish", actor=None, from_state="submitted", to_state="published")
        record(project, "admit", actor=None, from_state="review", to_state="contest")
    _count(round_)
    open_vote(round_)


def _proposals() -> Iterator[dict]:
    """The ten of the catalogue and the invented ones, in one shape."""
    codes = {district.name: district.code for district in District.objects.all()}
    for row in rows("demo_projects"):
        title = row["title"] if "демо" in row["title"] else f"{row['title']} (демо)"
        yield {**row, "title": title, "district": codes.get(f"{row['district']} район", "")}
    yield from rows("demo_more_projects")


def new_project(round_: Round, row: dict, author: User | None, state: str) -> Project:
    now = timezone.now()
    project = Project.objects.create(
        round=round_,
        author=author,
        state=state,
        title=row["title"],
        type=ProjectType.objects.filter(code=row["type"]).first(),
        district=District.objects.filter(code=row["district"]).first(),
        address="ул. Демонстрационная, д. 1",
        latitude=Decimal(str(row["lat"])),
        longitude=Decimal(str(row["lon"])),
        total_cost=row["total"],
        beneficiaries=row["beneficiaries"],
        supporters=0,
        group_size=12,
        planned_start=date(now.year + 1, 5, 15),
        planned_end=date(now.year + 1, 9, 1),
        agreed_at=now,
        submitted_at=now - timedelta(days=3),
        published_at=None if state == ProjectState.SUBMITTED else now - timedelta(days=2),
        publish_due=due("ip_publish", now),
        review_due=due("ip_review", now),
        **TEXTS,
    )
    _money(project, row)
    return project


def _money(project: Project, row: dict) -> None:
    """An estimate in two lines, and the planned shares of everybody."""
    total = Decimal(row["total"])
    works = (total * 4 / 5).quantize(Decimal("0.01"))
    CostItem.objects.bulk_create(
        CostItem(project=project, name=name, unit="компл.", quantity=1, price=price)
        for name, price in (("Работы", works), ("Материалы и оборудование", total - works))
    )
    shares = {source: row.get(source, 0) for source in ("region", "residents", "sponsors")}
    if not any(shares.values()):
        shares["residents"] = round(row["total"] * 7 // 100, -3)
    Participation.objects.bulk_create(
        Participation(project=project, source=source, amount=amount)
        for source, amount in shares.items()
        if amount
    )


def _count(round_: Round) -> None:
    round_.project_count = Project.objects.public().filter(round=round_).count()
    round_.save(update_fields=["project_count"])


def _accepting(programme: Programme) -> None:
    """One project published, two waiting for the official, one still a draft of the resident."""
    round_ = new_round(
        programme,
        ACCEPT_PHASES,
        slug=ACCEPTING,
        title="Дворы и скверы (демо)",
        summary="Принимаем предложения: что сделать во дворе, сквере или на улице рядом с домом.",
        budget=Decimal(12_000_000),
    )
    author = User.objects.filter(email="resident2@example.org").first()
    states = ("published", "submitted", "submitted")
    for row, state in zip(rows("demo_more_projects")[4:7], states, strict=True):
        project = new_project(round_, row, author, state)
        record(project, "submit", actor=author, from_state="draft", to_state="submitted")
    resident = User.objects.filter(email="resident@example.org").first()
    Project.objects.create(
        round=round_, author=resident, title="Лавочки у третьего подъезда (демо)",
        problem=TEXTS["problem"], district=District.objects.first(),
    )  # fmt: skip
    _count(round_)


def _finished() -> None:
    import_file(FIXTURES / "demo_finished.pb", slug=FINISHED)
