"""The reserve of the demo city: one campaign that takes applications, one decided."""

from datetime import timedelta

from django.utils import timezone

from portal.accounts.models import User
from portal.scoring.actions import give_mark
from portal.scoring.models import CriteriaSet
from training.actions import add_plan_item, decide, publish_campaign, rank, reserve
from training.demo.people import servants
from training.models import Campaign, ReserveApplication, ReserveDocumentKind

OPEN, DECIDED = "rezerv-aktivistov-demo", "rezerv-sluzhashchih-demo"
DAY = timedelta(days=1)
DOCUMENTS = ("Заявление и анкета", "Копия документа об образовании", "Копия трудовой книжки")


def load(official: User, teams) -> None:
    members = [official, *User.objects.filter(email__in=MEMBERS)]
    activists = {"title": "Отбор гражданских активистов (демо)", "track": "citizens"}
    _campaign(official, members, 10, slug=OPEN, **activists)
    inside = {"title": "Отбор муниципальных служащих (демо)", "track": "servants"}
    decided = _campaign(official, members, 1, slug=DECIDED, **inside)
    for number, person in enumerate(servants(teams[1]), 1):
        _interviewed(decided, person, number, official)
    Campaign.objects.filter(pk=decided.pk).update(closes_at=timezone.now() - timedelta(minutes=1))
    decided.refresh_from_db()
    rank(decided, actor=official)
    decide(decided, actor=official)
    first = decided.applications.in_reserve().select_related("campaign", "user").first()
    if first:
        due = timezone.localdate() + 90 * DAY
        add_plan_item(first, actor=official, text="Пройти курс о медиации (демо)", due_on=due)
        reserve.begin_plan(first, actor=official)


MEMBERS = ("moderator@example.org", "admin@example.org")


def _campaign(official, members, left: int, **fields) -> Campaign:
    now = timezone.now()
    campaign = Campaign.objects.create(
        posts="Специалист по работе с жителями, заместитель начальника отдела (демо)",
        requirements="Гражданство, возраст по отбору, готовность учиться. (демо)",
        opens_at=now - 20 * DAY,
        closes_at=now + left * DAY + timedelta(hours=20),
        criteria=CriteriaSet.objects.get(code="reserve_default"),
        chair=official,
        places=3,
        pass_score=40,
        **fields,
    )
    campaign.commission.set(members)
    for name in DOCUMENTS:
        ReserveDocumentKind.objects.create(campaign=campaign, name=name)
    publish_campaign(campaign, actor=official)
    return campaign


def _interviewed(campaign, person, number: int, official) -> None:
    application = ReserveApplication.objects.create(
        campaign=campaign,
        user=person,
        number=number,
        state="interview",
        education="Высшее, государственное и муниципальное управление (демо)",
        experience="Пять лет в управлении (демо)",
        motivation="Хочу отвечать за результат (демо)",
        submitted_at=timezone.now(),
        list_consent=True,
    )
    Campaign.objects.filter(pk=campaign.pk).update(application_count=number)
    for code, value in (("test", 60 + number * 8), ("interview", 4 + number)):
        criterion = campaign.criteria.criteria.get(code=code)
        give_mark(criterion, application, actor=official, value=value)
