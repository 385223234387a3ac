"""The reserve of the demo city: one campaign that takes applications, one decided."""

from datetime import timedelta

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from portal.accounts.models import User
from portal.scoring.actions import give_mark
from portal.scoring.models import CriteriaSet
from training.actions import (
    add_plan_item,
    attach,
    decide,
    publish_campaign,
    rank,
    reserve,
    return_application,
)
from training.demo.people import servants
from training.models import Campaign, Ground, ReserveApplication, ReserveDocumentKind

OPEN, DECIDED = "rezerv-aktivistov-demo", "rezerv-sluzhashchih-demo"
DAY = timedelta(days=1)
DOCUMENTS = ("Заявление и анкета", "Копия документа об образовании", "Копия трудовой книжки")


def load(official: User, teams) -> None:
    members = [official, *User.objects.filter(email__in=MEMBERS)]
    activists = {
        "title": "Отбор гражданских активистов (демо)",
        "track": "citizens",
        "max_age": 90,
    }
    opened = _campaign(official, members, 10, slug=OPEN, **activists)
    for number, person in enumerate(servants(teams[0])[1:4], 1):
        _applied(opened, person, number, official)
    _last_year(official, members, servants(teams[0]))
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


TEXTS = {
    "education": "Высшее, государственное и муниципальное управление (демо)",
    "experience": "Пять лет в управлении, старшая по дому (демо)",
    "motivation": "Хочу отвечать за результат (демо)",
}


def _applied(campaign, person, number: int, official) -> None:
    """One waits for the commission, one was returned, one is at the test."""
    application = ReserveApplication.objects.create(campaign=campaign, user=person, **TEXTS)
    for kind in campaign.document_kinds.all():
        paper = SimpleUploadedFile(f"dokument-{kind.pk}-demo.txt", f"{kind} (демо)".encode())
        attach(application, paper, actor=person, kind=kind)
    reserve.submit(application, actor=person)
    if number > 1:
        reserve.check(application, actor=official)
    if number == 2:
        note = "На копии не видно печати, приложите другую. (демо)"
        return_application(application, actor=official, note=note)
    elif number == 3:
        reserve.admit(application, actor=official)


def _last_year(official, members, people) -> None:
    """What became of those included a year ago: the numbers of the reserve."""
    campaign = _campaign(
        *(official, members, 1),
        slug="rezerv-molodezhi-demo",
        title="Отбор молодёжи, прошлый год (демо)",
        track="youth",
    )
    outcomes = (("appointed", ""), ("excluded", Ground.OWN), ("expired", ""))
    for number, (person, (state, ground)) in enumerate(zip(people, outcomes, strict=False), 1):
        ReserveApplication.objects.create(
            campaign=campaign, user=person, number=number, state=state, ground=ground,
            submitted_at=timezone.now() - 380 * DAY, **TEXTS,
        )  # fmt: skip
    year = timedelta(days=365)
    Campaign.objects.filter(pk=campaign.pk).update(
        opens_at=campaign.opens_at - year,
        closes_at=campaign.closes_at - year,
        application_count=len(outcomes),
    )
    campaign.refresh_from_db()
    rank(campaign, actor=official)
    decide(campaign, actor=official)


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
        **TEXTS,
        submitted_at=timezone.now(),
        list_consent=True,
    )
    Campaign.objects.filter(pk=campaign.pk).update(application_count=number)
    for code, value in (("test", 60 + number * 8), ("interview", 4 + number)):
        criterion = campaign.criteria.criteria.get(code=code)
        give_mark(criterion, application, actor=official, value=value)
