"""A ППМИ round of the demo city: projects chosen by meetings, remarks of residents, answers."""

from datetime import date, timedelta
from decimal import Decimal

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.utils import timezone

from budgeting import presets
from budgeting.demo.rounds import published, set_phases
from budgeting.models import (
    CostItem,
    Participation,
    Programme,
    Project,
    ProjectState,
    ProjectType,
    Remark,
    ResidentsMeeting,
    Round,
)
from portal.accounts.models import User
from portal.cases.actions import record
from portal.files.actions import attach_document
from portal.law.deadlines import due
from portal.places.models import District

PPMI = "ppmi-demo"
PHASES = {
    "announce": (-40, -20),
    "submission": (-20, 25),
    "check": (-19, 60),
    "remarks": (-19, 60),
    "commission": (60, 90),
    "results": (90, 115),
    "implementation": (115, 330),
    "report": (330, 360),
}
PROJECTS = (
    ("Ремонт проезда и тротуара у дома 7 (демо)", "road", "published", 1_480_000, 58.5982, 49.6601),
    ("Спортивная площадка за школой (демо)", "sport", "review", 2_350_000, 58.6104, 49.6387),
    ("Свет на аллее к поликлинике (демо)", "lighting", "submitted", 760_000, 58.5893, 49.6812),
)
TEXTS = {
    "problem": "Об этом жители говорили на собрании: пользоваться неудобно и небезопасно. (демо)",
    "solution": "Подрядчик сделает работы по схеме, которую выбрало собрание. (демо)",
    "expected_result": "Место станет безопасным и удобным для всех возрастов. (демо)",
}
MINUTES = "Протокол собрания жителей (демо). Вымышленный документ для показа портала."
REMARKS = (
    (
        "Сделайте съезды для колясок с двух сторон. (демо)",
        "taken",
        "Съезды внесены в смету. (демо)",
    ),
    ("Нужны парковочные места вместо газона. (демо)", "not_taken", "Газон сохраняем. (демо)"),
    ("Поставьте две скамейки у подъездов. (демо)", "", ""),
)


@transaction.atomic
def load() -> None:
    """Load the round unless it is there."""
    if Round.objects.filter(slug=PPMI).exists():
        return
    round_ = _round()
    author = User.objects.filter(email="resident2@example.org").first()
    for row in PROJECTS:
        _project(round_, author, row)
    round_.project_count = Project.objects.public().filter(round=round_).count()
    round_.save(update_fields=["project_count"])


def _round() -> Round:
    programme, _created = Programme.objects.get_or_create(
        slug="ppmi",
        defaults={
            "name": "ППМИ (демо)",
            "summary": "Проект по поддержке местных инициатив: жители выбирают на собрании.",
        },
    )
    round_ = Round(
        programme=programme,
        slug=PPMI,
        title="ППМИ: дворы и улицы (демо)",
        summary="Собрание жителей выбирает проект, деньги дают область, город и сами жители.",
        budget=Decimal(15_000_000),
        is_published=True,
    )
    presets.apply(presets.ready()["ppmi"], round_)
    round_.save()
    set_phases(round_, PHASES)
    published(round_)
    return round_


def _project(round_: Round, author, row: tuple) -> None:
    title, kind, state, total, lat, lon = row
    now = timezone.now()
    published = None if state == ProjectState.SUBMITTED else now - timedelta(days=1)
    project = Project.objects.create(
        round=round_,
        author=author,
        state=state,
        title=title,
        type=ProjectType.objects.filter(code=kind).first(),
        district=District.objects.order_by("pk").first(),
        address="ул. Демонстрационная, д. 7",
        latitude=Decimal(str(lat)),
        longitude=Decimal(str(lon)),
        total_cost=total,
        beneficiaries=420,
        group_size=12,
        planned_start=date(now.year + 1, 5, 15),
        planned_end=date(now.year + 1, 9, 1),
        agreed_at=now,
        submitted_at=now - timedelta(days=2),
        publish_due=due("ip_publish", now - timedelta(days=2)),
        published_at=published,
        remarks_until=published and round_.remarks_until(published),
        review_due=round_.review_until(now),
        **TEXTS,
    )
    record(project, "submit", actor=author, from_state="draft", to_state="submitted")
    _money(project)
    _meeting(project)
    if state == ProjectState.PUBLISHED:
        record(project, "publish", actor=None, from_state="submitted", to_state="published")
        _remarks(project)


def _money(project: Project) -> None:
    total = Decimal(project.total_cost)
    CostItem.objects.create(
        project=project, name="Работы и материалы", unit="компл.", quantity=1, price=total
    )
    shares = {"region": total * 70 / 100, "residents": total * 8 / 100, "sponsors": total * 4 / 100}
    Participation.objects.bulk_create(
        Participation(project=project, source=source, amount=amount)
        for source, amount in shares.items()
    )


def _meeting(project: Project) -> None:
    meeting = ResidentsMeeting.objects.create(
        project=project,
        held_on=timezone.localdate() - timedelta(days=25),
        place="Двор дома 7 (демо)",
        territory="Дома 1–9 по улице Демонстрационной (демо)",
        residents=610,
        present=94,
        votes_for=81,
        votes_against=9,
        votes_abstained=4,
        chair="Демонстрационная Анна",
        secretary="Демонстрационный Пётр",
        agenda="Обсудили три предложения, выбрали это. Решили собрать деньги с жителей. (демо)",
        contribution=Decimal(project.total_cost) * 8 / 100,
    )
    minutes = SimpleUploadedFile("protokol-demo.txt", MINUTES.encode())
    attach_document(meeting, minutes, actor=project.author)


def _remarks(project: Project) -> None:
    official = User.objects.filter(is_staff=True).order_by("pk").first()
    resident = User.objects.filter(email="resident@example.org").first()
    if resident is None:
        return
    for text, verdict, answer in REMARKS:
        Remark.objects.create(
            project=project,
            author=resident,
            text=text,
            verdict=verdict,
            answer=answer,
            answered_by=official if verdict else None,
            answered_at=timezone.now() if verdict else None,
        )
    unanswered = sum(not verdict for _text, verdict, _answer in REMARKS)
    Project.objects.filter(pk=project.pk).update(remark_count=len(REMARKS), remarks_open=unanswered)
