"""Remarks of residents: who, when, and that no decision passes over them."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from budgeting import actions, queues
from budgeting.models import Project, Remark
from portal.notifications.models import Notification
from tests.factories.budgeting import (
    OfficialFactory,
    ProjectFactory,
    RefusalGroundFactory,
    RoundFactory,
)
from tests.factories.people import StaffFactory, UserFactory, VerifiedUserFactory
from tests.factories.proposals import RemarkFactory
from tests.races import race

pytestmark = pytest.mark.django_db


def published(**fields) -> Project:
    """A project whose days for remarks run."""
    until = timezone.localdate() + timedelta(days=3)
    given = {"round": RoundFactory(phase="remarks"), "remarks_until": until, **fields}
    return ProjectFactory(**given)


def test_a_resident_remarks_and_the_author_learns_of_it():
    project, resident = published(), VerifiedUserFactory()
    actions.add_remark(project, actor=resident, text=" Нужен пандус ")
    project.refresh_from_db()
    assert (project.remark_count, project.remarks_open) == (1, 1)
    assert Remark.objects.get().text == "Нужен пандус"
    letter = Notification.objects.get(recipient=project.author, channel="inbox")
    assert letter.subject.startswith("Замечание к вашему проекту")


@pytest.mark.parametrize(
    ("person", "reason"),
    [
        ({"level": 0}, "телефон"),
        ({"level": 2, "birth_date": date(timezone.now().year - 15, 1, 1)}, "16 лет"),
    ],
)
def test_who_is_too_young_or_unknown_reads_why_not(person, reason):
    with pytest.raises(PermissionDenied, match=reason):
        actions.add_remark(published(), actor=UserFactory(**person), text="Хочу иначе")
    assert not Remark.objects.exists()


@pytest.mark.parametrize(
    "fields",
    [
        {"remarks_until": date(2020, 1, 1)},
        {"remarks_until": None},
        {"state": "review"},
        {"state": "draft"},
        {"round": "archive"},
    ],
)
def test_out_of_its_time_no_remark_is_taken(fields):
    if "round" in fields:
        fields = {"round": RoundFactory(phase=fields["round"])}
    with pytest.raises(PermissionDenied):
        actions.add_remark(published(**fields), actor=VerifiedUserFactory(), text="Поздно")


def test_an_author_does_not_remark_on_her_own_project():
    project = published()
    with pytest.raises(PermissionDenied, match="ваш проект"):
        actions.add_remark(project, actor=project.author, text="Отличный проект")


@pytest.mark.parametrize("text", ["", "  \n ", "ж" * 3001, "а\0б"])
def test_a_remark_is_one_page_of_text(text):
    with pytest.raises(ValidationError):
        actions.add_remark(published(), actor=VerifiedUserFactory(), text=text)


def test_the_same_remark_is_not_taken_twice_nor_more_than_ten_a_day():
    project, person = published(), VerifiedUserFactory()
    for number in range(10):
        actions.add_remark(project, actor=person, text=f"Замечание {number}")
    with pytest.raises(ValidationError, match="уже прислали"):
        actions.add_remark(project, actor=person, text="Замечание 1")
    with pytest.raises(ValidationError, match="за сутки"):
        actions.add_remark(project, actor=person, text="Ещё одно")


def test_an_answer_is_public_and_reaches_its_author():
    remark = RemarkFactory(project=published())
    official = OfficialFactory()
    actions.answer_remark(remark, actor=official, verdict="taken", answer="Добавим пандус")
    project = Project.objects.get()
    assert project.remarks_open == 0
    assert (
        "Добавим пандус" in Notification.objects.get(recipient=remark.author, channel="inbox").body
    )


@pytest.mark.parametrize(
    ("verdict", "answer"), [("taken", " "), ("", "Потому что"), ("maybe", "Потому что")]
)
def test_an_answer_has_a_verdict_and_a_reason(verdict, answer):
    remark = RemarkFactory(project=published())
    with pytest.raises(ValidationError):
        actions.answer_remark(remark, actor=OfficialFactory(), verdict=verdict, answer=answer)
    assert Remark.objects.unanswered().exists()


def test_the_database_keeps_no_verdict_without_its_reason():
    remark = RemarkFactory()
    with pytest.raises(IntegrityError), transaction.atomic():
        Remark.objects.filter(pk=remark.pk).update(verdict="taken")


def test_an_answer_is_given_once():
    remark, official = RemarkFactory(project=published()), OfficialFactory()
    actions.answer_remark(remark, actor=official, verdict="taken", answer="Да")
    with pytest.raises(ValidationError, match="уже ответили"):
        actions.answer_remark(remark, actor=official, verdict="not_taken", answer="Нет")
    assert Project.objects.get().remarks_open == 0


@pytest.mark.parametrize("factory", [StaffFactory, VerifiedUserFactory])
def test_nobody_but_the_official_in_charge_answers(factory):
    remark = RemarkFactory(project=published())
    with pytest.raises(PermissionDenied):
        actions.answer_remark(remark, actor=factory(), verdict="taken", answer="Да")


def test_the_review_waits_for_the_last_day_of_remarks():
    project, official = published(), OfficialFactory()
    with pytest.raises(PermissionDenied, match="присылают замечания"):
        actions.start_review(project, actor=official)
    Project.objects.update(remarks_until=timezone.localdate() - timedelta(days=1))
    project.refresh_from_db()
    actions.start_review(project, actor=official)
    assert project.state == "review"


@pytest.mark.parametrize("move", ["support", "admit", "refuse"])
def test_no_decision_is_made_over_an_unanswered_remark(move):
    project, official = published(state="review"), OfficialFactory()
    remark = RemarkFactory(project=project)
    project.refresh_from_db()
    more = {"ground": RefusalGroundFactory()} if move == "refuse" else {}
    with pytest.raises(PermissionDenied, match="ответьте на все замечания"):
        actions.MOVES[move](project, actor=official, note="Причина", **more)
    actions.answer_remark(remark, actor=official, verdict="not_taken", answer="Нет места")
    project.refresh_from_db()
    actions.MOVES[move](project, actor=official, note="Причина", **more)
    assert project.state != "review"


def test_a_remark_waits_in_the_queue_until_the_day_of_the_review():
    due = timezone.localdate() + timedelta(days=9)
    RemarkFactory(project=published(review_due=due, title="Двор"))
    items = {item.kind: item for item in queues.moderation(OfficialFactory())}
    assert timezone.localdate(items["Замечание к проекту"].due) == due


def test_a_remark_shows_under_the_public_name_only(client):
    author = VerifiedUserFactory(last_name="Невидимкин")
    remark = RemarkFactory(project=published(), author=author, text="Нужна тень")
    page = client.get(reverse("budgeting:remarks", args=[remark.project_id])).content.decode()
    assert "Нужна тень" in page
    assert "Невидимкин" not in page


def test_a_refused_text_stays_in_its_field(client):
    project = published()
    client.force_login(VerifiedUserFactory())
    url = reverse("budgeting:remarks", args=[project.pk])
    client.post(url, {"text": "Нужна тень"})
    answer = client.post(url, {"text": "Нужна тень"})
    assert answer.status_code == 400
    assert "уже прислали" in answer.content.decode()
    assert Remark.objects.count() == 1


def test_an_official_answers_at_the_workplace_once(client):
    remark = RemarkFactory(project=published())
    client.force_login(OfficialFactory())
    url = reverse("admin:budgeting_remark_change", args=[remark.pk])
    assert client.post(url, {"verdict": "", "answer": "Да"}).status_code == 200
    assert client.post(url, {"verdict": "partly", "answer": "Частью"}).status_code == 302
    assert client.post(url, {"verdict": "taken", "answer": "Иначе"}).status_code == 403
    remark.refresh_from_db()
    assert (remark.verdict, remark.answer) == ("partly", "Частью")


@pytest.mark.django_db(transaction=True)
def test_two_officials_answer_at_once_and_one_answer_stands():
    remark = RemarkFactory(project=published())
    officials = [OfficialFactory() for _n in range(4)]
    results = race(
        4,
        lambda n: actions.answer_remark(
            remark, actor=officials[n], verdict="taken", answer=f"Ответ {n}"
        ),
    )
    assert sum(isinstance(result, ValidationError) for result in results) == 3
    assert Project.objects.get().remarks_open == 0


@pytest.mark.django_db(transaction=True)
def test_remarks_sent_at_once_are_all_counted():
    project = published()
    people = [VerifiedUserFactory() for _n in range(6)]
    race(6, lambda n: actions.add_remark(project, actor=people[n], text=f"Замечание {n}"))
    project.refresh_from_db()
    assert project.remark_count == project.remarks_open == Remark.objects.count() == 6
