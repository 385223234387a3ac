"""A round: published when its calendar makes sense, changed in public, voted by the clock."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from budgeting import actions, tasks
from budgeting.admin import RoundAdmin
from budgeting.models import Round
from portal.cases.models import CaseEvent
from portal.notifications.models import Notification
from portal.polls.models import Poll
from tests.factories.budgeting import (
    OfficialFactory,
    ProjectFactory,
    RoundFactory,
    one_after_another,
    set_phases,
)
from tests.factories.people import StaffFactory, SuperuserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def official():
    return OfficialFactory()


def test_a_round_with_a_sound_calendar_is_published(official):
    round_ = RoundFactory(phase="announce", is_published=False)
    actions.publish_round(round_, actor=official)
    assert Round.objects.get(pk=round_.pk).is_published
    assert CaseEvent.objects.of(round_).public().get().label == "Раунд опубликован"


def test_only_the_appointed_official_publishes_a_round():
    round_ = RoundFactory(phase="announce", is_published=False)
    with pytest.raises(PermissionDenied):
        actions.publish_round(round_, actor=StaffFactory())


@pytest.mark.parametrize(
    ("change", "named"),
    [
        ({"vote": None}, "Нет этапа «Рейтинговое голосование»"),
        ({"vote": (5, 30)}, "начинается раньше, чем кончается «Приём заявок»"),
        ({"results": (1, 2)}, "начинается раньше, чем кончается «Рейтинговое голосование»"),
        ({"vote": (-2, 12)}, "раньше, чем раунд опубликован"),
    ],
)
def test_a_calendar_without_sense_is_not_published(official, change, named):
    round_ = RoundFactory(is_published=False)
    phases = {**one_after_another("announce"), **change}
    set_phases(round_, {kind: dates for kind, dates in phases.items() if dates})
    with pytest.raises(ValidationError, match=named):
        actions.publish_round(round_, actor=official)
    assert not Round.objects.get(pk=round_.pk).is_published


def test_a_project_dearer_than_the_whole_budget_makes_no_sense(official):
    round_ = RoundFactory(phase="announce", is_published=False, budget=100)
    with pytest.raises(ValidationError, match="больше бюджета"):
        actions.publish_round(round_, actor=official)


def test_a_change_after_publication_is_public_with_its_reason(official):
    project = ProjectFactory(round=RoundFactory(phase="submission"))
    round_ = project.round
    actions.revise_round(round_, actor=official, reason="Выделили больше", values={"budget": 2e7})
    event = CaseEvent.objects.of(round_).public().get()
    assert event.note == "Выделили больше"
    assert event.data["budget"][0] == "10000000.00"
    assert Notification.objects.filter(recipient=project.author).exists()


def test_a_change_without_a_reason_is_not_made(official):
    round_ = RoundFactory(phase="submission")
    with pytest.raises(ValidationError, match="причину"):
        actions.revise_round(round_, actor=official, reason=" ", values={"budget": 1})
    assert Round.objects.get(pk=round_.pk).budget == round_.budget


def test_a_phase_is_moved_in_public(official):
    round_ = RoundFactory(phase="submission")
    start = round_.schedule()["submission"].starts_at
    end = timezone.now() + timedelta(days=3)
    actions.revise_round(
        round_, actor=official, reason="Раньше", phases={"submission": (start, end)}
    )
    assert Round.objects.get(pk=round_.pk).schedule()["submission"].ends_at == end
    assert "phase:submission" in CaseEvent.objects.of(round_).get().data


def test_rules_and_vote_dates_are_frozen_when_the_vote_opens(official):
    round_ = opened()
    with pytest.raises(ValidationError, match="уже открыто"):
        actions.revise_round(round_, actor=official, reason="Хочу", values={"budget": 1})
    later = timezone.now() + timedelta(days=60)
    start = round_.schedule()["vote"].starts_at
    with pytest.raises(ValidationError, match="уже открыто"):
        actions.revise_round(round_, actor=official, reason="Ещё", phases={"vote": (start, later)})


def opened() -> Round:
    round_ = RoundFactory(phase="vote")
    ProjectFactory(round=round_, state="contest")
    tasks.move_rounds()
    round_.refresh_from_db()
    return round_


def test_the_clock_opens_the_vote_with_the_admitted_projects():
    round_ = RoundFactory(phase="vote", max_choices=3)
    now = timezone.now()
    second = ProjectFactory(round=round_, state="contest", submitted_at=now)
    first = ProjectFactory(round=round_, state="contest", submitted_at=now - timedelta(days=1))
    ProjectFactory(round=round_, state="review")
    tasks.move_rounds()
    round_.refresh_from_db()
    assert round_.poll.state == "open"
    assert round_.poll.max_choices == 3
    assert [option.label for option in round_.poll.options.all()] == [first.title, second.title]
    assert round_.rules_hash == round_.rule_digest()


def test_authors_learn_their_number_in_the_ballot():
    project = ProjectFactory(round=RoundFactory(phase="vote"), state="contest")
    tasks.move_rounds()
    assert Notification.objects.filter(
        recipient=project.author, subject__startswith="Проект в бюллетене"
    ).exists()


def test_the_vote_is_opened_once_however_often_the_clock_ticks():
    round_ = opened()
    tasks.move_rounds()
    assert Poll.objects.count() == 1
    assert CaseEvent.objects.of(round_).filter(kind="vote_opened").count() == 1


@pytest.mark.parametrize("phase", ["remarks", "commission"])
def test_outside_its_phase_the_vote_does_not_open(phase):
    ProjectFactory(round=RoundFactory(phase=phase), state="contest")
    tasks.move_rounds()
    assert not Poll.objects.exists()


def test_a_round_without_admitted_projects_opens_nothing():
    ProjectFactory(round=RoundFactory(phase="vote"), state="review")
    tasks.move_rounds()
    assert not Poll.objects.exists()


def test_a_hidden_round_does_not_open_its_vote():
    ProjectFactory(round=RoundFactory(phase="vote", is_published=False), state="contest")
    tasks.move_rounds()
    assert not Poll.objects.exists()


def test_one_broken_round_does_not_keep_the_others_waiting(monkeypatch, caplog):
    first, second = (
        ProjectFactory(round=RoundFactory(phase="vote"), state="contest").round for _ in range(2)
    )

    def breaks_once(round_):
        if round_.pk == first.pk:
            raise RuntimeError("boom")
        return actions.open_vote(round_)

    monkeypatch.setattr(tasks, "open_vote", breaks_once)
    tasks.move_rounds()
    second.refresh_from_db()
    assert second.poll is not None
    assert "was not moved" in caplog.text


def test_the_clock_counts_an_ended_vote_once():
    round_ = opened()
    Poll.objects.update(opens_at=timezone.now() - timedelta(days=2), closes_at=timezone.now())
    tasks.move_rounds()
    tasks.move_rounds()
    round_ = Round.objects.get(pk=round_.pk)
    assert round_.poll.state == "closed"
    assert round_.result.rule == round_.tally_rule
    assert CaseEvent.objects.of(round_).filter(kind="vote_closed").count() == 1


def test_the_hash_changes_with_any_rule_and_with_nothing_else():
    round_ = Round(budget=1_000_000)
    before = round_.rule_digest()
    round_.title = "Иначе"
    assert round_.rule_digest() == before
    for name in Round.RULE_FIELDS:
        kept = getattr(round_, name)
        setattr(round_, name, "USD" if name == "currency" else 77)
        assert round_.rule_digest() != before, name
        setattr(round_, name, kept)


def test_saving_a_round_opened_before_its_publication_does_not_hide_it_again(client, monkeypatch):
    client.force_login(SuperuserFactory())
    round_ = RoundFactory(phase="check", is_published=False, title="Дворы")
    seen = []
    original = RoundAdmin.get_object

    def watched(self, request, *args, **kwargs):
        with CaptureQueriesContext(connection) as queries:
            found = original(self, request, *args, **kwargs)
        seen.extend(query["sql"] for query in queries)
        return found

    monkeypatch.setattr(RoundAdmin, "get_object", watched)
    client.post(reverse("admin:budgeting_round_change", args=[round_.pk]), {})
    assert "FOR UPDATE" in seen[0]


def test_rules_stand_from_the_announced_moment_even_before_the_clock_opens_the_vote(official):
    round_ = RoundFactory(phase="vote", min_support=0)
    ProjectFactory(round=round_, state="contest")
    with pytest.raises(ValidationError, match="уже открыто"):
        actions.revise_round(round_, actor=official, reason="Порог", values={"min_support": 50})
    round_.refresh_from_db()
    assert round_.min_support == 0


def test_a_vote_nobody_was_admitted_to_may_be_moved(official):
    round_ = RoundFactory(phase="vote", min_support=0)
    actions.revise_round(round_, actor=official, reason="Порог", values={"min_support": 50})
    round_.refresh_from_db()
    assert round_.min_support == 50
