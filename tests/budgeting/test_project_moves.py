"""What each move of a project does besides changing its state."""

import json
from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from budgeting import actions, rules
from budgeting.models import Project, RoundPot
from budgeting.reference import FIXTURES
from portal.cases.lifecycle import InvalidTransition
from portal.cases.models import CaseEvent
from portal.law.deadlines import due
from portal.notifications.models import Notification
from tests.factories.budgeting import (
    OfficialFactory,
    ProjectFactory,
    RefusalGroundFactory,
    RoundFactory,
)
from tests.factories.commission import CommissionFactory

pytestmark = pytest.mark.django_db
CATALOGUE = FIXTURES / "project_statuses.json"


@pytest.fixture
def official():
    return OfficialFactory()


def checked(state: str, **fields) -> Project:
    """A project of a round in which everything before the vote goes on."""
    phases = {"submission": (-5, 5), "check": (-5, 9), "remarks": (-5, 9), "vote": (9, 19)}
    return ProjectFactory(state=state, round=RoundFactory(phases=phases), **fields)


def letters_to(person) -> list[str]:
    return list(
        Notification.objects.filter(recipient=person, channel="inbox").values_list(
            "subject", flat=True
        )
    )


def test_a_submitted_project_gets_its_review_date_and_a_letter():
    project = checked("draft", submitted_at=None)
    actions.submit(project, actor=project.author)
    assert project.state == "submitted"
    assert project.review_due > project.submitted_at.date()
    assert letters_to(project.author) == [f"Проект внесён: {project.title}"]


@pytest.mark.parametrize(
    ("lack", "named"),
    [
        ({"problem": " "}, "Описание проблемы"),
        ({"solution": ""}, "Предлагаемое решение"),
        ({"expected_result": ""}, "Ожидаемый результат"),
        ({"type": None}, "Вид проекта"),
        ({"address": ""}, "Адрес"),
        ({"district": None}, "Район"),
        ({"planned_end": None}, "сроки"),
        ({"planned_end": date(2029, 1, 1)}, "не могут кончиться"),
        ({"planned_start": date(2020, 1, 1)}, "уже прошло"),
        ({"agreed_at": None}, "Согласие"),
        ({"total_cost": 3_000_001}, "превышает"),
        ({"total_cost": 0, "estimate": False}, "Смета"),
    ],
)
def test_a_project_without_its_mandatory_content_is_not_submitted(lack, named):
    project = checked("draft", **lack)
    with pytest.raises(ValidationError, match=named):
        actions.submit(project, actor=project.author)
    project.refresh_from_db()
    assert project.state == "draft"


def test_money_of_others_may_not_exceed_the_estimate():
    project = checked("draft")
    project.participation.update(amount=project.total_cost + 1)
    with pytest.raises(ValidationError, match="больше всей сметы"):
        actions.submit(project, actor=project.author)


def test_a_published_project_is_counted_and_open_for_remarks(official):
    project = checked("submitted", published_at=None)
    actions.publish(project, actor=official)
    project.round.refresh_from_db()
    assert project.round.project_count == 1
    assert project.remarks_until > project.published_at.date()
    assert project.handler == official


def test_a_withdrawn_public_project_is_no_longer_counted(official):
    project = checked("submitted")
    actions.publish(project, actor=official)
    actions.withdraw(project, actor=project.author)
    project.round.refresh_from_db()
    assert project.round.project_count == 0


def test_a_return_needs_a_reason_which_the_author_reads(official):
    project = checked("submitted")
    with pytest.raises(ValidationError, match="причину"):
        actions.return_for_correction(project, actor=official, note=" ")
    actions.return_for_correction(project, actor=official, note="Уточните адрес")
    letter = Notification.objects.get(recipient=project.author, channel="inbox")
    assert "Уточните адрес" in letter.body
    assert not CaseEvent.objects.of(project).public().exists()


def test_a_refusal_names_its_ground(official):
    project, ground = checked("review"), RefusalGroundFactory()
    with pytest.raises(ValidationError, match="основание"):
        actions.refuse(project, actor=official, note="Нельзя")
    actions.refuse(project, actor=official, note="Нельзя", ground=ground)
    assert project.refusal_ground == ground
    assert ground.name in Notification.objects.get(channel="inbox").body


def test_a_better_solution_obliges_to_offer_rework_first(official):
    project = checked("review")
    ground = RefusalGroundFactory(code="better_solution", must_offer_rework=True)
    with pytest.raises(ValidationError, match="совместную доработку"):
        actions.refuse(project, actor=official, note="Есть лучше", ground=ground)
    actions.offer_rework(project, actor=official, note="Давайте иначе")
    with pytest.raises(PermissionDenied, match="ждём ответа автора"):
        actions.start_review(project, actor=official)
    actions.MOVES["decline"](project, actor=project.author, note="Нам нужен двор, а не сквер")
    actions.refuse(project, actor=official, note="Есть лучше", ground=ground)
    assert project.state == "refused"


def test_two_officials_decide_at_once_and_only_the_first_counts(official):
    project = checked("submitted")
    seen_by_the_second = Project.objects.get(pk=project.pk)
    actions.publish(project, actor=official)
    with pytest.raises(InvalidTransition):
        actions.return_for_correction(seen_by_the_second, actor=OfficialFactory(), note="Нет")
    assert CaseEvent.objects.of(project).count() == 1


def test_a_refused_act_tells_the_phase_and_its_date(official):
    project = ProjectFactory(state="submitted", round=RoundFactory(phases={"check": (-9, -2)}))
    with pytest.raises(PermissionDenied, match=r"закончился: шёл до .*\d{4}"):
        actions.publish(project, actor=official)


def test_nobody_declares_a_winner_by_hand(official):
    project = ProjectFactory(state="contest", round=RoundFactory(phase="results"))
    with pytest.raises(PermissionDenied):
        actions.MOVES["win"](project, actor=official)
    actions.MOVES["win"](project, actor=None)
    assert project.state == "winner"


def test_support_is_counted_once_per_person():
    project, person = checked("published"), OfficialFactory()
    assert actions.support(project, actor=person)
    assert not actions.support(project, actor=person)
    project.refresh_from_db()
    assert (project.supporters, project.supports.count()) == (1, 1)


def test_support_taken_back_twice_is_subtracted_once():
    project, person = checked("published"), OfficialFactory()
    actions.support(project, actor=person)
    assert actions.unsupport(project, actor=person)
    assert not actions.unsupport(project, actor=person)
    project.refresh_from_db()
    assert project.supporters == 0


def test_an_official_takes_a_project_upon_herself(official):
    project = checked("review")
    actions.take(project, actor=official)
    project.refresh_from_db()
    assert project.handler == official


def reworked(official) -> Project:
    project = checked("review")
    actions.offer_rework(project, actor=official, note="Давайте иначе")
    return project


def test_an_author_gives_the_reworked_text_back_by_herself(official):
    project = reworked(official)
    actions.MOVES["reworked"](project, actor=project.author)
    assert project.state == "review"


def test_an_official_goes_on_alone_when_the_author_said_nothing_in_time(official):
    project = reworked(official)
    Project.objects.update(rework_due=date(2026, 1, 1))
    project.refresh_from_db()
    actions.start_review(project, actor=official)
    assert project.state == "review"


def test_a_refusal_of_rework_on_paper_is_recorded_with_its_words(official):
    project = reworked(official)
    with pytest.raises(ValidationError, match="причину"):
        actions.MOVES["decline"](project, actor=official, note=" ")
    actions.MOVES["decline"](project, actor=official, note="Письмо автора от 1 июня")
    assert CaseEvent.objects.of(project).public().last().note == "Письмо автора от 1 июня"


def reserved(**rules) -> Project:
    return ProjectFactory(state="reserve", round=RoundFactory(phase="results", **rules))


def test_a_project_of_the_reserve_wins_by_a_decision_with_its_reason(official):
    project = reserved()
    with pytest.raises(ValidationError, match="причину"):
        actions.MOVES["promote"](project, actor=official, note="")
    actions.MOVES["promote"](project, actor=official, note="Победитель отказался")
    assert project.state == "winner"
    assert CaseEvent.objects.of(project).public().last().note == "Победитель отказался"


def test_where_the_rules_do_not_let_it_the_reserve_stays_the_reserve(official):
    project = reserved(reserve_may_win=False)
    with pytest.raises(PermissionDenied, match="По правилам"):
        actions.MOVES["promote"](project, actor=official, note="Хочу")
    assert project.state == "reserve"


def test_a_submitted_project_is_to_be_published_in_three_working_days():
    project = checked("draft")
    actions.submit(project, actor=project.author)
    assert project.publish_due == due("ip_publish", project.submitted_at)
    assert project in Project.objects.overdue(project.publish_due + timedelta(days=1))
    assert project not in Project.objects.overdue(project.publish_due)


def test_terms_of_a_project_are_those_of_its_round(official):
    phases = {"submission": (-5, 5), "check": (-5, 9), "remarks": (-5, 9), "vote": (9, 19)}
    terms = {"remarks_days": 0, "review_days": None}
    project = ProjectFactory(state="draft", round=RoundFactory(phases=phases, **terms))
    actions.submit(project, actor=project.author)
    actions.publish(project, actor=official)
    check = project.round.schedule()["check"]
    assert project.remarks_until is None
    assert project.review_due == timezone.localdate(check.ends_at)


def test_every_move_of_the_catalogue_is_in_the_table():
    catalogue = json.loads(CATALOGUE.read_text())
    pairs = {(row["code"], target) for row in catalogue for target in row["next"]}
    table = {(source, move.target) for move in Project.LIFECYCLE for source in move.sources}
    assert pairs <= table


def test_a_project_of_the_reserve_wins_only_within_the_money_that_was_released(official):
    project = reserved(budget=1_000)
    Project.objects.filter(pk=project.pk).update(total_cost=600)
    project.refresh_from_db()
    winner = ProjectFactory(state="funding", round=project.round, total_cost=500)
    with pytest.raises(PermissionDenied, match=r"нужно 600,00.₽, а в бюджете раунда свободно 500"):
        actions.MOVES["promote"](project, actor=official, note="Деньги нашлись")
    actions.MOVES["cancel"](winner, actor=official, note="Подрядчика нет")
    actions.MOVES["promote"](project, actor=official, note="Деньги освободились")
    assert project.state == "winner"


def test_the_reserve_of_a_district_is_paid_from_the_money_of_that_district(official):
    project = reserved(budget=1_000_000)
    others = ProjectFactory(state="winner", round=project.round, total_cost=900)
    RoundPot.objects.create(round=project.round, district=project.district, budget=800)
    RoundPot.objects.create(round=project.round, district=others.district, budget=900)
    Project.objects.filter(pk=project.pk).update(total_cost=801)
    project.refresh_from_db()
    assert "свободно 800" in rules.may_promote(official, project).reason
    Project.objects.filter(pk=project.pk).update(total_cost=800)
    project.refresh_from_db()
    assert rules.may_promote(official, project)


def test_a_commission_reckons_the_reserve_without_the_money_of_residents(official):
    project = reserved(budget=1_000, selection="criteria")
    CommissionFactory(round=project.round)
    project.participation.all().delete()
    Project.objects.filter(pk=project.pk).update(total_cost=1_100)
    project.refresh_from_db()
    assert not rules.may_promote(official, project)
    project.participation.create(source="residents", amount=100)
    assert rules.may_promote(official, Project.objects.get(pk=project.pk))
