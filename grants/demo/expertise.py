"""A contest whose ninety applications eighteen experts are scoring: two thirds are done."""

from datetime import timedelta
from decimal import Decimal

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.utils import timezone

from grants.actions import add_commission_member, expert_criteria, publish_contest
from grants.demo.copies import documents
from grants.models import (
    Activity,
    Application,
    BudgetLine,
    Contest,
    Expert,
    Question,
    RequiredDocument,
    Review,
    TeamMember,
    Tier,
)
from portal.accounts.models import User
from portal.organisations.models import Kind, Organisation, Status
from portal.scoring.models import CriteriaSet, Mark

SLUG = "praktiki-tos-demo"
APPLICATIONS, EXPERTS, DONE = 90, 18, 60
DEEDS = ("Сад во дворе", "Школа соседей", "Уличная библиотека", "Зимний каток", "Чистый родник")
STREETS = ("Садовой", "Речной", "Лесной", "Школьной", "Заводской", "Луговой")
MEMBERS = (
    ("Демо-Председатель Анна", "заместитель главы администрации (демо)"),
    ("Демо-Депутат Иван", "городская Дума (демо)"),
    ("Демо-Палата Ольга", "Общественная палата (демо)"),
)


@transaction.atomic
def load() -> None:
    """Load the contest unless it is there."""
    official = User.objects.filter(email="official@example.org").first()
    criteria = CriteriaSet.objects.filter(code="scoring_grant").first()
    if not (official and criteria) or Contest.objects.filter(slug=SLUG).exists():
        return
    contest = _contest(criteria, official)
    for name, post in MEMBERS:
        add_commission_member(contest, actor=official, name=name, post=post)
    applications = _applications(contest, official)
    finish_reviews(contest, applications, _experts(contest))
    documents(contest, applications, official)


def _contest(criteria: CriteriaSet, official: User) -> Contest:
    """Announced by the action, then put back in time: its applications are in."""
    now, day = timezone.now(), timedelta(days=1)
    contest = Contest.objects.create(
        slug=SLUG,
        title="Лучшая практика ТОС (демо)",
        summary="Заявки приняты, их оценивают эксперты. (демо)",
        opens_at=now - 40 * day,
        closes_at=now + day,
        check_until=now + 2 * day,
        results_on=(now + 20 * day).date(),
        fund=Decimal(6_000_000),
        applicant_kinds=[Kind.NKO, Kind.TOS],
        criteria=criteria,
    )
    Tier.objects.create(contest=contest, name="Практика", max_amount=Decimal(300_000))
    Question.objects.create(contest=contest, label="Какую проблему решает практика")
    RequiredDocument.objects.create(
        contest=contest, name="Смета поставщика", is_required=False, shown_to_experts=True
    )
    publish_contest(contest, actor=official)
    Contest.objects.filter(pk=contest.pk).update(
        state="expertise", closes_at=now - 12 * day, check_until=now - 4 * day,
        application_count=APPLICATIONS,
    )  # fmt: skip
    contest.refresh_from_db()
    return contest


def _applications(contest: Contest, official: User) -> list[Application]:
    organisations = Organisation.objects.bulk_create(
        Organisation(kind=Kind.TOS, name=f"ТОС «Двор на {STREETS[n % 6]}, {n + 1}» (демо)",
                     status=Status.CONFIRMED)
        for n in range(30)
    )  # fmt: skip
    tier, question, now = contest.tiers.get(), contest.questions.get(), timezone.now()
    start = (now + timedelta(days=40)).date()
    rows = Application.objects.bulk_create(
        Application(
            contest=contest, state="expertise", number=n + 1, organisation=organisations[n % 30],
            author=official, tier=tier,
            title=f"{DEEDS[n % 5]} на {STREETS[n % 6]}, {n // 5 + 1} (демо)",
            summary="Соседи вместе сделают место, куда хочется выйти. (демо)",
            beneficiaries=40 + 7 * n, starts_on=start, ends_on=start + timedelta(days=90),
            answers={str(question.pk): "Во дворе некуда выйти с детьми. (демо)"},
            requested=Decimal(60_000 + 2_000 * n), own=Decimal(6_000),
            submitted_at=now - timedelta(days=20) + timedelta(minutes=37 * n),
        )
        for n in range(APPLICATIONS)
    )  # fmt: skip
    Activity.objects.bulk_create(
        Activity(application=row, number=1, title="Работы и праздник", starts_on=start,
                 ends_on=row.ends_on, result="Двор открыт")
        for row in rows
    )  # fmt: skip
    BudgetLine.objects.bulk_create(
        BudgetLine(application=row, section="equipment", name="Материалы", activity=1, quantity=1,
                   price=row.total, own=row.own, requested=row.requested, evidence="Смета (демо)")
        for row in rows
    )  # fmt: skip
    TeamMember.objects.bulk_create(
        TeamMember(application=row, name="Демо-Организатор", role="Руководитель") for row in rows
    )
    return rows


def _experts(contest: Contest) -> list[Expert]:
    """The expert of the table of logins, and seventeen more who cannot sign in."""
    known = User.objects.filter(email="expert@example.org")
    others = [
        User(email=f"grant-expert{n}@example.org", last_name=f"Демо-Эксперт-{n}", first_name="Демо")
        for n in range(2, EXPERTS + 1)
    ]
    for user in others:
        user.set_unusable_password()
    people = [*known, *User.objects.bulk_create(others)]
    return Expert.objects.bulk_create(Expert(contest=contest, user=user) for user in people)


def finish_reviews(
    contest: Contest, applications: list[Application], experts: list[Expert]
) -> None:
    """Each application has two experts; of the first sixty the marks are final."""
    due, now = timezone.localdate() + timedelta(days=7), timezone.now()
    criteria = expert_criteria(contest)
    reviews, marks = [], []
    kind = ContentType.objects.get_for_model(Application)
    for place, application in enumerate(applications):
        for turn in range(2):
            expert = experts[(2 * place + turn) % len(experts)]
            review = Review(application=application, expert=expert, due=due)
            if place < DONE:
                given = {row.pk: _mark(place, turn, row) for row in criteria}
                total = sum(row.weight * given[row.pk] / row.high for row in criteria)
                review.state, review.final_at, review.comment = "final", now, "Заключение (демо)"
                review.total = round(total, 3)
                marks += [
                    Mark(criterion=row, content_type=kind, object_id=application.pk,
                         expert_id=expert.user_id, value=given[row.pk], note="Обосновано (демо)")
                    for row in criteria
                ]  # fmt: skip
            reviews.append(review)
    Review.objects.bulk_create(reviews)
    Mark.objects.bulk_create(marks)


def _mark(place: int, turn: int, criterion) -> Decimal:
    """From half of the scale up, different from row to row and the same at every load."""
    return criterion.high / 2 + (place * 7 + turn * 3 + criterion.order) % 5 * criterion.high / 10
