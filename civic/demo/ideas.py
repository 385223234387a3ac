"""The demo city's ideas: three challenges at different stages, forty ideas, one owed an answer.

All of it is invented and marked «демо». Loading again changes nothing.
"""

from datetime import datetime, time, timedelta

from django.contrib.auth.models import Group
from django.db import transaction
from django.utils import timezone

from civic.actions.challenge_vote import open_vote
from civic.actions.idea_moves import keep_version
from civic.models import Challenge, ChallengeStage, Department, Idea, IdeaReview, IdeaStep
from civic.models.challenge_states import DATED, ChallengeState
from civic.models.idea_states import IdeaState
from civic.reference.ideas import IDEAS_GROUP, rows
from portal.accounts.models import User
from portal.cases.actions import record
from portal.law.deadlines import due
from portal.places.models import District

S = IdeaState
PEOPLE = ("resident2@example.org", "nko@example.org", "resident@example.org")
# Slug, department, stage, day when it began (from today), question.
CHALLENGES = (
    ("embankment-demo", "green", "ideas", -9, "Как оживить набережную зимой? (демо)"),
    ("stops-demo", "transport", "voting", -2, "Какими быть остановкам? (демо)"),
    ("yards-demo", "city", "reported", -200, "Что сделать во дворах за одно лето? (демо)"),
)
DAYS = 14


@transaction.atomic
def load() -> None:
    """Load the challenges and ideas unless they are there."""
    if Challenge.objects.filter(slug=CHALLENGES[0][0]).exists():
        return
    for official in User.objects.filter(email="official@example.org"):
        official.groups.add(Group.objects.get(name=IDEAS_GROUP))
    texts = rows("demo_ideas")
    collecting, voting, finished = (_challenge(*row) for row in CHALLENGES)
    makers = list(User.objects.filter(email__in=PEOPLE).order_by("pk")) or [None]
    for place, row in enumerate(texts):
        _idea(row, makers[place % len(makers)], place, (collecting, voting, finished))
    open_vote(voting, timezone.now())
    _finish(finished)
    for challenge in (collecting, voting, finished):
        public = Idea.objects.public().filter(challenge=challenge).count()
        Challenge.objects.filter(pk=challenge.pk).update(idea_count=public)


def _challenge(slug: str, department: str, stage: str, began: int, title: str) -> Challenge:
    challenge = Challenge.objects.create(
        slug=slug,
        state=ChallengeState(stage),
        department=Department.objects.get(code=department),
        title=title,
        context="Город собирает опыт жителей: что уже пробовали, что мешает, что понравится. "
        "Все данные здесь придуманы для показа портала. (демо)",
        promise="Администрация выберет до трёх идей, объяснит каждый отказ и опубликует "
        "дорожную карту. Деньги предусмотрены в бюджете следующего года. (демо)",
        support_threshold=40,
    )
    today = timezone.make_aware(datetime.combine(timezone.localdate(), time.min))
    here = DATED.index(stage) if stage in DATED else len(DATED)
    ChallengeStage.objects.bulk_create(
        ChallengeStage(
            challenge=challenge,
            kind=kind,
            starts_at=today + timedelta(days=began + (at - here) * DAYS),
            ends_at=today + timedelta(days=began + (at - here + 1) * DAYS),
        )
        for at, kind in enumerate(DATED)
    )
    record(challenge, "announce", actor=None, from_state="draft", to_state="announced")
    return challenge


def _idea(row: dict, author, place: int, challenges) -> Idea:
    """`where` of the row: 0–2 a challenge, None a free idea."""
    now = timezone.now()
    is_public = row["state"] not in (S.DRAFT, S.MODERATION)
    idea = Idea.objects.create(
        challenge=None if row["where"] is None else challenges[row["where"]],
        state=row["state"],
        author=author,
        title=f"{row['title']} (демо)",
        text=f"{row['text']} (демо)",
        district=District.objects.order_by("pk")[place % 4 : place % 4 + 1].first(),
        supporters=row["support"],
        submitted_at=now - timedelta(days=1),
        published_at=now - timedelta(hours=place + 1) if is_public else None,
        check_due=due("idea_check", now),
    )
    if is_public:
        keep_version(idea)
        record(idea, "publish", actor=None, from_state="moderation", to_state="published")
    if is_public and row["support"] >= idea.threshold:
        term = {"threshold_at": now, "answer_due": due("idea_answer", now)}
        Idea.objects.filter(pk=idea.pk).update(**term)
        record(idea, "threshold", actor=None)
    return idea


def _finish(challenge: Challenge) -> None:
    """The finished challenge: votes, decisions with reasons, a road map, a report."""
    signed = "Демо-Сотрудник Пётр, заместитель начальника департамента (демо)"
    now = timezone.now()
    states = (S.ACCEPTED, S.IMPLEMENTING, S.DONE, S.DECLINED)
    ideas = challenge.ideas.filter(state__in=states).order_by("id")
    for number, idea in enumerate(ideas, start=1):
        refused = idea.state == S.DECLINED
        idea.number, idea.votes = number, 320 - 40 * number
        idea.answer = (
            "Площадка занята сетями, строить на ней нельзя. (демо)"
            if refused
            else "Идею поддержали жители и эксперты, деньги найдены. (демо)"
        )
        idea.decline_ground = "unfeasible" if refused else ""
        idea.answered_by, idea.answered_at = signed, now - timedelta(days=60)
        idea.report = "Сделано в трёх дворах, жители приняли работы. (демо)" * (
            idea.state == S.DONE
        )
        idea.save()
        _plan(idea)
    decided = {
        "decision": "Берём идеи с наибольшим числом голосов, на которые хватает денег. (демо)",
        "decided_by": signed,
        "decided_at": now - timedelta(days=60),
        "report": "Из трёх принятых идей одна сделана, две в работе. (демо)",
    }
    Challenge.objects.filter(pk=challenge.pk).update(**decided)


def _plan(idea: Idea) -> None:
    if idea.state == S.DECLINED:
        return
    today = timezone.localdate()
    IdeaStep.objects.create(
        idea=idea, title="Проект (демо)", due=today - timedelta(50), done_at=today - timedelta(55)
    )
    done = today - timedelta(5) if idea.state == S.DONE else None
    IdeaStep.objects.create(
        idea=idea, title="Работы (демо)", due=today + timedelta(20), done_at=done
    )
    expert = User.objects.filter(email="official@example.org").first()
    if expert:
        text = "Осуществимо силами подрядчика. (демо)"
        marks = {"benefit": 5, "feasibility": 4, "text": text, "post": "инженер (демо)"}
        IdeaReview.objects.create(idea=idea, expert=expert, **marks)
