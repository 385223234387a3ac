"""From contract to report: what each step needs, what it writes, what it refuses."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from budgeting import actions, queues, rules
from budgeting.models import Milestone, Report
from portal.cases.models import CaseEvent
from portal.law.deadlines import due
from portal.notifications.models import Notification
from tests.factories.budgeting import OfficialFactory, RoundFactory
from tests.factories.execution import (
    accepted,
    built,
    came,
    contracted,
    executed,
    funding,
    move,
    official,
    paid_for,
    planned,
    prepared,
    reported,
    shown,
    spent,
    winner,
)
from tests.factories.files import photo, upload
from tests.factories.people import StaffFactory, SuperuserFactory, VerifiedUserFactory

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
LATER = TODAY + timedelta(days=2)  # also for a run that crosses midnight


def refusal(project, name: str, actor=None) -> str:
    """Why the move is refused; the button must be hidden for the same reason."""
    actor = actor or official()
    assert name not in {one.name for one in project.moves_for(actor)}
    with pytest.raises(PermissionDenied) as refused:
        actions.MOVES[name](project, actor=actor, note="Причина")
    return str(refused.value).replace("\xa0", " ")


def test_the_whole_path_is_walked_with_everything_each_step_asks_for():
    project = executed("reported")
    kinds = CaseEvent.objects.of(project).filter(to_state__gt="").values_list("kind", flat=True)
    assert list(kinds) == ["fund", "contract", "work", "accept", "complete", "report"]


def test_works_do_not_begin_without_a_contract_and_a_plan():
    project = executed("contract")
    assert "не внесён контракт" in refusal(project, "work")
    contracted(project)
    assert refusal(project, "work") == "Пока нельзя: нет ни одного этапа работ со сроком."
    planned(project)
    assert move(project, "work").state == "works"


def test_a_terminated_contract_is_no_contract_and_frees_its_money():
    project = contracted(executed("contract"), "1000000")
    planned(project)
    contract = project.contracts.get()
    end = {"contract": contract, "day": TODAY, "reason": "Сорвал срок"}
    actions.terminate_contract(project, actor=official(), **end)
    assert "не внесён контракт" in refusal(project, "work")
    contracted(project, "1000000")
    assert move(project, "work").state == "works"
    with pytest.raises(ValidationError, match="уже расторгнут"):
        actions.terminate_contract(project, actor=official(), **end)


def test_one_number_is_one_contract():
    project = executed("contract")
    given = {
        "contractor": "ООО",
        "number": "1",
        "signed_on": TODAY,
        "procurement_url": "http://a.ru",
    }
    actions.sign_contract(project, actor=official(), amount=Decimal(1), **given)
    with pytest.raises(ValidationError, match="уже внесён"):
        actions.sign_contract(project, actor=official(), amount=Decimal(1), **given)
    later = given | {"number": "2", "signed_on": LATER}
    with pytest.raises(ValidationError, match="ещё не наступила"):
        actions.sign_contract(project, actor=official(), amount=Decimal(1), **later)


def test_acceptance_waits_for_every_step_and_a_photo_after():
    project = executed("works")
    text = refusal(project, "accept")
    assert "не закончен этап «Асфальт»" in text
    assert "нет фото после работ" in text
    shown(project, "before")
    assert "нет фото после работ" in refusal(project, "accept")
    built(project)
    assert move(project, "accept").state == "acceptance"


def test_completion_waits_for_an_acceptance_without_defects():
    project = executed("acceptance")
    assert "не внесён итог приёмки" in refusal(project, "complete")
    accepted(project, "defects", defects="Лужи у бордюра")
    assert "нашлись недостатки" in refusal(project, "complete")
    move(project, "redo", note="Убрать лужи")
    move(project, "accept")
    assert "не внесён итог приёмки" in refusal(project, "complete")
    accepted(project)
    assert move(project, "complete").state == "completed"


def test_works_are_returned_only_for_defects_somebody_wrote_down():
    project = executed("acceptance")
    assert "не внесён итог" in refusal(project, "redo")
    accepted(project)
    assert "без недостатков" in refusal(project, "redo")


def test_defects_without_words_and_more_names_than_people_are_refused():
    project = executed("acceptance")
    with pytest.raises(ValidationError, match="Назовите недостатки"):
        accepted(project, "defects")
    with pytest.raises(ValidationError, match="Имён больше"):
        accepted(project, attended=1, names="А\nБ")
    assert not project.acceptances.exists()


def test_a_step_is_done_on_a_day_that_has_come():
    project = executed("works")
    step = project.milestones.get()
    for given, reason in (({"actual_on": LATER}, "не наступила"), ({}, "укажите, когда")):
        with pytest.raises(ValidationError, match=reason):
            actions.mark_milestone(project, actor=official(), milestone=step, progress=100, **given)
    actions.mark_milestone(project, actor=official(), milestone=step, progress=40)
    step.refresh_from_db()
    assert (step.progress, step.is_done) == (40, False)


def test_the_followers_hear_of_a_step_that_is_done_and_of_a_moved_date():
    project = executed("works")
    step = planned(project, "Бордюр")
    given = {"milestone": step, "planned_on": LATER, "reason": "Дожди"}
    actions.move_milestone(project, actor=official(), **given)
    actions.mark_milestone(project, actor=official(), milestone=step, progress=0, actual_on=TODAY)
    letters = Notification.objects.filter(recipient=project.author, channel="inbox")
    told = dict(letters.values_list("event__kind", "body"))
    assert "Дожди" in told["milestone_moved"]
    assert "Бордюр" in told["milestone_done"]


def test_a_step_of_another_project_is_not_touched():
    project, foreign = executed("works"), planned(executed("works"), "Чужой")
    with pytest.raises(Milestone.DoesNotExist):
        actions.mark_milestone(project, actor=official(), milestone=foreign, progress=1)


def test_how_late_a_step_is_counts_from_the_first_promise():
    promised = TODAY - timedelta(days=10)
    step = Milestone(first_planned_on=promised, planned_on=TODAY + timedelta(days=5))
    assert step.days_late == 15
    step.actual_on = TODAY - timedelta(days=12)
    assert step.days_late == 0


def test_a_photo_that_is_no_photo_is_refused_and_makes_no_viewpoint():
    project = executed("works")
    given = {"viewpoint": "От арки", "stage": "during", "taken_on": TODAY}
    with pytest.raises(ValidationError):
        actions.add_photo(
            project, actor=official(), image=upload("a.jpg", b"<svg onload=alert(1)>"), **given
        )
    assert not project.viewpoints.exists()
    actions.add_photo(project, actor=official(), image=photo(), **given)
    assert project.viewpoints.get().photos.get().attachment.is_image


ACTS = {
    "sign_contract": {"contractor": "О", "number": "1", "signed_on": TODAY, "amount": Decimal(1)},
    "add_milestone": {"title": "Свет", "planned_on": LATER},
    "save_report": {"works": "Сделано"},
}


@pytest.mark.parametrize("name", ACTS)
@pytest.mark.parametrize("make", [VerifiedUserFactory, StaffFactory])
def test_whoever_does_not_carry_projects_out_writes_nothing(name, make):
    project = executed("completed")
    with pytest.raises(PermissionDenied):
        getattr(actions, name)(project, actor=make(), **ACTS[name])


@pytest.mark.parametrize("name", ACTS)
def test_a_superuser_writes_nothing_outside_the_phase_or_the_step(name):
    early = winner(state="works", round=RoundFactory(phase="vote"))
    wrong = winner(state="reported")
    for project in (early, wrong):
        with pytest.raises(PermissionDenied):
            getattr(actions, name)(project, actor=SuperuserFactory(), **ACTS[name])


def test_an_official_does_not_move_a_project_of_her_own():
    author = OfficialFactory()
    project = winner(author=author)
    assert "Свой проект" in refusal(project, "fund", author)


# --- Report --------------------------------------------------------------------------------------
def test_completion_starts_the_term_of_the_report():
    project = executed("completed")
    event = CaseEvent.objects.of(project).get(kind="complete")
    assert Report.objects.get(project=project).due_on == due("ip_report", event.created_at)


def test_a_report_names_everything_it_lacks():
    project = executed("completed")
    Report.objects.update(beneficiaries=None)
    text = refusal(project, "report")
    for word in ("что сделано", "благополучателей", "содержит", "гарантии", "трудности", "оплата"):
        assert word in text
    reported(project)
    assert refusal(project, "report") == "Пока нельзя: не внесена оплата подрядчику."
    operation = prepared(project, "used", source="city", amount=5)
    assert "ждут утверждения: 1" in refusal(project, "report")
    actions.approve(operation, actor=official())
    assert move(project, "report").state == "reported"


def test_a_published_report_keeps_its_figures():
    project = executed("reported")
    figures = Report.objects.get(project=project).figures
    assert figures["all"] == {
        "pledged": "1000000.00",
        "agreed": "0.00",
        "paid": "1000000.00",
        "used": "900000.00",
        "refunded": "0.00",
        "left": "100000.00",
    }
    assert figures["residents"]["left"] == "100000.00"


def test_savings_go_back_in_proportion_to_the_kopeck():
    project = paid_for(funding())
    came(project, "residents", "33.33")
    came(project, "sponsors", "10")
    move(project, "contract")
    contracted(project)
    planned(project)
    move(project, "work")
    move(built(project), "accept")
    accepted(project)
    move(project, "complete")
    spent(project, "residents", "99999.99")
    spent(project, "sponsors", "10")
    move(reported(project), "report")
    lines = list(project.refund_lines.values_list("entry__amount", "amount"))
    assert lines == [
        (Decimal("60000.00"), Decimal("20.00")),
        (Decimal("40000.00"), Decimal("13.33")),
        (Decimal("33.33"), Decimal("0.01")),
    ]


def test_a_stopped_project_returns_everything_unspent():
    project = executed("contract")
    move(project, "cancel", note="Нет подрядчика")
    assert sum(line.amount for line in project.refund_lines.all()) == 100_000
    letter = Notification.objects.filter(recipient=project.author, channel="inbox").latest("pk")
    assert "Проект прекращён" in letter.subject


def test_a_project_is_not_stopped_while_money_waits_for_approval():
    project = executed("contract")
    prepared(project, "used", source="residents", amount=5)
    assert "ждут утверждения" in refusal(project, "cancel")


def test_refunds_are_prepared_once_and_counted_when_approved():
    project = executed("contract")
    move(project, "cancel")
    made = actions.prepare_refunds(project, actor=official())
    assert len(made) == 2
    assert actions.prepare_refunds(project, actor=official()) == []
    actions.decline(made[0], actor=official(), note="Нет счёта")
    actions.approve(made[1], actor=official())
    again = actions.prepare_refunds(project, actor=official())
    assert [row.target for row in again] == [made[0].target]
    actions.approve(again[0], actor=official())
    assert all(line.left == 0 for line in project.refund_lines.all())
    assert project.balances.get(source="residents").left == 0


def test_a_round_with_a_term_of_its_own_sets_the_day_of_the_report(monkeypatch):
    project = executed("acceptance")
    term = lambda _round, completed: completed.date() + timedelta(days=5)  # noqa: E731
    monkeypatch.setattr(type(project.round), "report_until", term, raising=False)
    accepted(project)
    move(project, "complete")
    completed = CaseEvent.objects.of(project).get(kind="complete").created_at.date()
    assert Report.objects.get(project=project).due_on == completed + timedelta(days=5)


# --- Queue ---------------------------------------------------------------------------------------
def kinds(person) -> set[str]:
    return {item.kind for item in queues.execution(person)}


def test_the_queue_shows_reports_late_steps_and_money_to_approve():
    project = executed("completed")
    late = executed("works")
    Milestone.objects.filter(project=late).update(planned_on=TODAY - timedelta(days=1))
    prepared(project, "used", source="city", amount=1)
    assert kinds(official()) == {
        "Отчёт о проекте",
        "Этап работ просрочен",
        "Деньги на утверждение",
    }
    assert kinds(StaffFactory()) == set()


def test_the_one_who_prepared_money_is_not_asked_to_approve_it():
    project = executed("contract")
    operation = prepared(project, "used", source="city", amount=1)
    assert kinds(operation.prepared_by) == set()


def test_a_late_report_is_overdue_in_the_queue():
    project = executed("completed")
    Report.objects.filter(project=project).update(due_on=TODAY - timedelta(days=1))
    (item,) = queues.execution(official())
    assert item.is_overdue(timezone.now())


def test_what_is_done_leaves_the_queue():
    executed("reported")
    assert kinds(official()) == set()
    assert rules.lacks(executed("reported"), "fund") == []
