"""Two commissions of the demo city: drawn by lot and voting, appointed and done with its ranking.

Everybody and everything here is invented and marked «демо». Loading again changes nothing.
"""

from datetime import date, timedelta
from decimal import Decimal
from itertools import count
from typing import NamedTuple

from django.db import transaction
from django.utils import timezone

from budgeting import actions
from budgeting.demo.rounds import published, set_phases
from budgeting.models import (
    Commission,
    CommissionMeeting,
    CostItem,
    Participation,
    Programme,
    Project,
    ProjectState,
    ProjectType,
    Round,
    Selection,
)
from portal.accounts.actions import verify_person
from portal.accounts.identity import Person
from portal.accounts.models import Method, User
from portal.draws.lot import shuffled
from portal.places.models import District
from portal.scoring.models import CriteriaSet

PEOPLES, PPMI = "narodny-byudzhet-demo", "ppmi-rating-demo"
APPLICANTS, MEMBERS, RESERVE = 60, 15, 15
PEOPLES_PHASES = {
    "announce": (-90, -80),
    "submission": (-80, -12),
    "check": (-20, -2),
    "commission": (-2, 21),
    "results": (21, 40),
    "implementation": (40, 400),
}
PPMI_PHASES = {
    "announce": (-150, -140),
    "submission": (-140, -60),
    "check": (-60, -25),
    "remarks": (-60, -25),
    "commission": (-25, 10),
    "results": (1, 40),
    "implementation": (40, 300),
    "report": (300, 330),
}


class Plan(NamedTuple):
    """An invented project: money in roubles, people at the meeting, residents of 16 and over."""

    title: str
    cost: int
    kind: str = "yard"
    residents: int = 0
    business: int = 0
    present: int = 0
    adults: int = 0
    marks: tuple[int, int] = (0, 0)


INITIATIVES = (
    Plan("Спортивная площадка у школы (демо)", 1_200_000, "sport"),
    Plan("Освещение тропы к остановке (демо)", 640_000, "lighting"),
    Plan("Сквер с навесом для встреч (демо)", 980_000, "recreation"),
    Plan("Книги и читальный зал во дворе (демо)", 310_000, "library"),
    Plan("Пандусы у трёх подъездов (демо)", 450_000, "access"),
)
CONTEST = (
    Plan("Ремонт проезда (демо)", 2_400_000, "road", 288_000, 96_000, 64, 610, (5, 4)),
    Plan("Детская площадка (демо)", 1_150_000, "playground", 92_000, 0, 41, 380, (4, 5)),
    Plan("Тротуар к поликлинике (демо)", 1_800_000, "sidewalk", 126_000, 90_000, 23, 900, (5, 5)),
    Plan("Родник в Условном логу (демо)", 420_000, "water", 63_000, 29_400, 18, 140, (4, 3)),
    Plan("Парковка во дворе (демо)", 960_000, "parking", 57_600, 0, 12, 420, (2, 4)),
    Plan("Навес у клуба «Пример» (демо)", 530_000, "culture", 42_400, 10_600, 9, 300, (3, 3)),
)
TEXT = "Вопрос подняли жители на собрании: сейчас местом неудобно пользоваться. (демо)"


@transaction.atomic
def load() -> None:
    """Load both unless they are there or nobody can be the official of the demo."""
    official = User.objects.filter(email="admin@example.org").first()
    if official is None or Round.objects.filter(slug=PEOPLES).exists():
        return
    _peoples(official)
    if CriteriaSet.objects.filter(code="scoring_default").exists():
        _ppmi(official)


# --- «Народный бюджет»: sixty applications, fifteen members, a rating ballot under way ----------
def _peoples(official: User) -> None:
    round_ = _round(
        "narodny-byudzhet",
        "Народный бюджет (демо)",
        PEOPLES_PHASES,
        slug=PEOPLES,
        title="Народный бюджет, Октябрьский район (демо)",
        summary="Комиссия жителей, выбранная жребием, решает, на что потратить деньги.",
        budget=Decimal(2_000_000),
        max_project_cost=Decimal(2_000_000),
        selection=Selection.COMMISSION,
        proposers=["commission"],
        min_proposer_age=18,
        min_group_size=1,
    )
    commission = Commission.objects.create(
        round=round_,
        places=MEMBERS,
        reserve_places=RESERVE,
        members_propose=True,
        opens_at=timezone.now() - timedelta(days=75),
        closes_at=timezone.now() + timedelta(days=1),
        seed_source="Номера шаров лототрона на открытой встрече (демо)",
    )
    actions.announce_commission(commission, actor=official)
    _gather(commission, official)
    _draw(commission, official)
    _meet(commission, official)
    authors = [seat.user for seat in commission.seats.members().select_related("user")]
    for author, plan in zip(authors, INITIATIVES, strict=False):
        _project(round_, author, plan)
    published(round_)
    actions.open_assessment(commission, actor=official, until=timezone.now() + timedelta(days=14))


def _gather(commission: Commission, official: User) -> None:
    """The demo's resident applies first, then the invented neighbours; all are checked."""
    districts = list(District.objects.all()) or [None]
    people = [_neighbour(n, districts[n % len(districts)]) for n in range(1, APPLICANTS)]
    resident = User.objects.filter(email="resident@example.org").first()
    if resident is None or resident.level < 2:
        resident = _neighbour(APPLICANTS, districts[0])
    for place, person in enumerate([resident, *people]):
        wish = actions.apply(commission, actor=person, is_declared=True, show_name=place % 3 == 0)
        actions.admit_application(wish, actor=official)


def _neighbour(number: int, district: District | None, role: str = "Сосед") -> User:
    """An invented account nobody signs in with."""
    born = date(1960 + number % 40, 1 + number % 12, 1 + number % 28)
    last, first = f"Демо-{role}-{number}", "Ваня" if number % 2 else "Маша"
    stem = "neighbour" if role == "Сосед" else "expert"
    user = User.objects.create_user(
        f"{stem}{number}@example.org",
        last_name=last,
        first_name=first,
        birth_date=born,
        district=district,
    )
    person = Person(last, first, "", born)
    verify_person(
        user, person, actor=None, method=Method.OFFICE, district=district, office="ЦМА (демо)"
    )
    user.refresh_from_db()
    return user


def _draw(commission: Commission, official: User) -> None:
    Commission.objects.filter(pk=commission.pk).update(
        closes_at=timezone.now() - timedelta(minutes=1)
    )
    actions.list_applications(commission, actor=official)
    commission.refresh_from_db()
    actions.draw_commission(commission, actor=official, seed=_seed(commission.draw.entries))
    commission.refresh_from_db()


def _seed(entries: list[str]) -> str:
    """Of the demo alone: a seed that draws its resident, so that a member's desk can be shown."""
    seeds = (f"шары {number:02}, 17, 25, 31 (демо)" for number in count())
    return next(seed for seed in seeds if "1" in shuffled(entries, seed)[:MEMBERS])


def _meet(commission: Commission, official: User) -> None:
    """The first meeting was held right after the draw, two more are called."""
    agendas = (
        "Знакомство. Как работает комиссия. Какие инициативы предложили жители. (демо)",
        "Доклад администрации о сметах. Обсуждение инициатив. (демо)",
        "Рейтинговое голосование и решение. (демо)",
    )
    for number, agenda in enumerate(agendas, start=1):
        soon = timezone.now() + timedelta(minutes=1)
        meeting = actions.plan_meeting(
            commission,
            actor=official,
            starts_at=soon + timedelta(days=6 * (number - 1)),
            place="Центр местной активности (демо)",
            agenda=agenda,
        )
        if number == 1:
            _hold(meeting, official, absent=number)


def _hold(meeting: CommissionMeeting, official: User, absent: int) -> None:
    CommissionMeeting.objects.filter(pk=meeting.pk).update(starts_at=timezone.now())
    there = list(meeting.commission.seats.members().values_list("pk", flat=True))[absent:]
    actions.record_meeting(
        meeting,
        actor=official,
        present=there,
        minutes="Вопросы повестки рассмотрены, предложения приняты к сведению. (демо)",
    )


# --- ППМИ: an appointed commission, a frozen ranking, a decision --------------------------------
def _ppmi(official: User) -> None:
    round_ = _round(
        "ppmi",
        "ППМИ (демо)",
        PPMI_PHASES,
        slug=PPMI,
        title="ППМИ: конкурс городских проектов (демо)",
        summary="Проекты по поддержке местных инициатив: баллы по критериям и решение комиссии.",
        budget=Decimal(5_000_000),
        selection=Selection.CRITERIA,
    )
    commission = Commission.objects.create(
        round=round_,
        formed_by=Commission.FormedBy.APPOINTED,
        method=Commission.Method.CRITERIA,
        criteria=CriteriaSet.objects.get(code="scoring_default"),
        places=3,
        reserve_places=0,
    )
    experts = [_neighbour(n, None, "Эксперт") for n in range(1, 4)]
    for expert in experts:
        actions.seat_member(commission, actor=official, email=expert.email)
    actions.appoint_commission(commission, actor=official)
    projects = [_contender(commission, official, plan) for plan in CONTEST]
    actions.open_assessment(commission, actor=official, until=timezone.now() + timedelta(days=5))
    for shift, expert in enumerate(experts):
        for project, plan in zip(projects, CONTEST, strict=True):
            _mark(commission, project, expert, _marks(plan, shift))
    actions.rank_projects(commission, actor=official)
    actions.decide(commission, actor=official, note="Протокол комиссии № 1 (демо)")
    # Decided while the assessment ran; from today on the results are out.
    set_phases(round_, PPMI_PHASES | {"commission": (-25, 0), "results": (0, 40)})
    published(round_)


def _contender(commission: Commission, official: User, plan: Plan) -> Project:
    author = User.objects.filter(email="resident2@example.org").first()
    project = _project(commission.round, author, plan)
    if plan.present > 20:
        Participation.objects.create(
            project=project, source="residents", kind="labour", note="субботник (демо)"
        )
    actions.enter_facts(
        commission,
        project,
        actor=official,
        territory_residents=plan.adults + plan.adults // 5,
        meeting_present=plan.present,
        meeting_residents=plan.adults,
        is_accessible=plan.present % 2 == 0,
        publications=plan.present // 20,
        by_tos=plan.present > 40,
        source="Протокол собрания жителей (демо)",
    )
    return project


def _marks(plan: Plan, shift: int) -> list[Decimal]:
    """Experts differ by half a point."""
    half = Decimal("0.5")
    return [min(Decimal(5), mark + half * (shift - 1)) for mark in plan.marks]


def _mark(commission: Commission, project: Project, expert: User, values: list[Decimal]) -> None:
    actions.save_sheet(
        commission,
        project,
        actor=expert,
        marks=dict(zip(("social_effect", "maintenance"), values, strict=True)),
        is_final=True,
    )


# --- Both ---------------------------------------------------------------------------------------
def _round(programme: str, name: str, phases: dict, **fields) -> Round:
    row, _new = Programme.objects.get_or_create(slug=programme, defaults={"name": name})
    round_ = Round.objects.create(programme=row, is_published=True, **fields)
    set_phases(round_, phases)
    return round_


def _project(round_: Round, author: User | None, plan: Plan) -> Project:
    now = timezone.now()
    project = Project.objects.create(
        round=round_,
        author=author,
        state=ProjectState.CONTEST,
        title=plan.title,
        type=ProjectType.objects.filter(code=plan.kind).first(),
        district=District.objects.first(),
        address="ул. Демонстрационная, д. 1",
        problem=TEXT,
        solution=TEXT,
        expected_result=TEXT,
        beneficiaries=plan.cost // 6000,
        total_cost=plan.cost,
        group_size=12,
        planned_start=date(now.year + 1, 5, 15),
        planned_end=date(now.year + 1, 9, 1),
        agreed_at=now,
        submitted_at=now - timedelta(days=30),
        published_at=now - timedelta(days=28),
    )
    CostItem.objects.create(
        project=project, name="Работы", unit="компл.", quantity=1, price=plan.cost
    )
    Participation.objects.bulk_create(
        Participation(project=project, source=source, amount=amount)
        for source, amount in (("residents", plan.residents), ("sponsors", plan.business))
        if amount
    )
    Round.objects.filter(pk=round_.pk).update(project_count=round_.projects.count())
    return project
