"""A contest that takes applications, with a draft and two applications an official can check."""

from datetime import datetime, time, timedelta
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from grants.actions import ask_partner, publish_contest, submit
from grants.models import (
    Activity,
    Application,
    BudgetLine,
    Contest,
    Direction,
    Question,
    RequiredDocument,
    TeamMember,
    Tier,
)
from portal.accounts.models import User
from portal.organisations.models import Member, Organisation, Role
from portal.scoring.models import CriteriaSet

SLUG = "dobrye-sosedi-demo"
QUESTIONS = (
    ("Какую проблему решает проект", Question.Kind.TEXT, False),
    ("Что изменится и как вы это измерите", Question.Kind.TEXT, False),
    ("Что умеет и уже сделала ваша организация", Question.Kind.TEXT, True),
    ("Продолжится ли проект после гранта", Question.Kind.YES_NO, False),
)
PROJECTS = (
    ("Праздник двора на Вересниках (демо)", 120_000, True),
    ("Мастерская ремонта велосипедов для подростков (демо)", 180_000, True),
    ("Вечера рассказов о старой Вятке (демо)", 90_000, False),
)


@transaction.atomic
def load() -> None:
    """Load the contest unless it is there."""
    if Contest.objects.filter(slug=SLUG).exists():
        return
    official = User.objects.filter(email="official@example.org").first()
    author = User.objects.filter(email="nko@example.org").first()
    criteria = CriteriaSet.objects.filter(code="scoring_grant").first()
    if not (official and author and criteria):
        return
    contest = _contest(criteria)
    publish_contest(contest, actor=official)
    organisation = Organisation.objects.of(author).filter(kind="nko").first()
    for title, amount, is_sent in PROJECTS if organisation else ():
        application = _application(contest, organisation, author, title, Decimal(amount))
        if is_sent:
            submit(application, actor=author)
    if organisation:
        _tos_asks(contest, organisation)


def _tos_asks(contest: Contest, partner: Organisation) -> None:
    """A draft of a TOS that waits for the word of its partner."""
    head = User.objects.filter(email="resident2@example.org").first()
    tos = Organisation.objects.confirmed().filter(kind="tos").order_by("pk").first()
    if not (head and tos):
        return
    Member.objects.get_or_create(organisation=tos, user=head, defaults={"role": Role.HEAD})
    draft = _application(contest, tos, head, "Каток во дворе (демо)", Decimal(140_000))
    draft.partner = partner
    draft.save(update_fields=["partner"])
    ask_partner(draft, actor=head)


def _contest(criteria: CriteriaSet) -> Contest:
    today = timezone.make_aware(datetime.combine(timezone.localdate(), time.min))
    day = timedelta(days=1)
    contest = Contest.objects.create(
        slug=SLUG,
        title="Город добрых соседей (демо)",
        summary="Гранты на события и дела, которые знакомят соседей и оживляют дворы.",
        terms="Деньги идут только на проект. Отчёт сдаётся в месяц после его окончания. (демо)",
        opens_at=today - 10 * day,
        closes_at=today + 21 * day,
        check_until=today + 31 * day,
        results_on=(today + 60 * day).date(),
        project_from=(today + 70 * day).date(),
        project_until=(today + 300 * day).date(),
        fund=Decimal(9_000_000),
        applicant_kinds=["nko", "tos", "business"],
        criteria=criteria,
    )
    contest.directions.set(Direction.objects.all())
    Tier.objects.create(contest=contest, name="Событие", max_amount=Decimal(300_000))
    for order, (label, kind, names_applicant) in enumerate(QUESTIONS):
        Question.objects.create(
            contest=contest, label=label, kind=kind, names_applicant=names_applicant, order=order
        )
    RequiredDocument.objects.create(
        contest=contest, name="Письмо поддержки партнёра", applicant_kinds=["tos"]
    )
    RequiredDocument.objects.create(
        contest=contest, name="Смета поставщика", is_required=False, shown_to_experts=True
    )
    return contest


def _application(contest, organisation, author, title: str, amount: Decimal) -> Application:
    start, end = contest.project_from, contest.project_from + timedelta(days=90)
    application = Application.objects.create(
        contest=contest,
        organisation=organisation,
        author=author,
        tier=contest.tiers.first(),
        direction=contest.directions.first(),
        title=title,
        summary="Соседи познакомятся и вместе сделают полезное дело. (демо)",
        beneficiaries=150,
        starts_on=start,
        ends_on=end,
        answers={str(q.pk): q.kind == "yes_no" or "Подробный ответ. (демо)"
                 for q in contest.questions.all()},
        requested=amount,
        own=amount / 10,
    )  # fmt: skip
    Activity.objects.create(
        application=application, number=1, title="Подготовка и встреча", starts_on=start,
        ends_on=end, result="Встреча прошла",
    )  # fmt: skip
    BudgetLine.objects.create(
        application=application, section="events", name="Проведение встречи", activity=1,
        quantity=1, price=amount * 11 / 10, own=amount / 10, requested=amount,
        evidence="Три коммерческих предложения (демо)",
    )  # fmt: skip
    TeamMember.objects.create(
        application=application, name="Демо-Организатор Мария", role="Руководитель",
        experience="Пять дворовых праздников",
    )  # fmt: skip
    return application
