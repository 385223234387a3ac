"""Time is a permission: a phase lets residents and officials act, or tells them why not."""

from datetime import date, timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone
from django.utils.formats import date_format

from budgeting import rules
from tests.factories.budgeting import OfficialFactory, ProjectFactory, RoundFactory
from tests.factories.people import UserFactory, VerifiedUserFactory

pytestmark = pytest.mark.django_db


def test_a_phase_holds_from_its_first_second_to_the_last_but_not_the_end():
    phase = RoundFactory(phase="vote").schedule()["vote"]
    assert phase.runs_at(phase.starts_at)
    assert phase.runs_at(phase.ends_at - timedelta(microseconds=1))
    assert not phase.runs_at(phase.ends_at)


def test_overlapping_phases_run_together():
    round_ = RoundFactory(phases={"submission": (-5, 5), "check": (-1, 9), "vote": (9, 20)})
    assert [phase.kind for phase in round_.phases_now()] == ["submission", "check"]


def test_a_coming_phase_is_announced_with_its_date():
    round_ = RoundFactory(phases={"vote": (2, 5)})
    when = timezone.localtime(round_.schedule()["vote"].starts_at)
    verdict = rules.in_phase(round_, "vote")
    assert not verdict
    day = date_format(when, "j E Y")
    assert f"«Рейтинговое голосование» начнётся {day}" in verdict.reason


def test_an_ended_phase_says_when_it_ended():
    round_ = RoundFactory(phases={"submission": (-5, -2)})
    when = timezone.localtime(round_.schedule()["submission"].ends_at)
    day = date_format(when, "j E Y")
    assert f"закончился: шёл до {day}" in rules.in_phase(round_, "submission").reason


def test_nothing_goes_on_in_a_round_that_is_not_published():
    round_ = RoundFactory(phase="submission", is_published=False)
    assert not rules.in_phase(round_, "submission")


@pytest.mark.parametrize(
    ("person", "allowed"),
    [
        (VerifiedUserFactory, True),
        (lambda: VerifiedUserFactory(birth_date=date(2012, 1, 1)), False),
        (lambda: UserFactory(level=1), False),
        (UserFactory, False),
        (AnonymousUser, False),
    ],
)
def test_a_project_is_proposed_by_verified_residents_of_the_age(person, allowed):
    verdict = rules.may_propose(person(), RoundFactory(phase="submission"))
    assert bool(verdict) is allowed
    assert bool(verdict.reason) is not allowed


def test_a_small_group_does_not_submit():
    project = ProjectFactory(state="draft", group_size=9)
    assert "не меньше 10" in rules.may_submit(project.author, project).reason


def test_an_official_does_not_judge_her_own_project():
    official = OfficialFactory()
    own = ProjectFactory(
        author=official, state="submitted", round=RoundFactory(phases={"check": (-1, 1)})
    )
    assert "Свой проект" in rules.may_check(official, own).reason


def test_nobody_is_admitted_once_the_ballot_is_printed():
    round_ = RoundFactory(phases={"remarks": (-1, 5), "vote": (-1, 5)})
    project, official = ProjectFactory(state="review", round=round_), OfficialFactory()
    assert rules.may_admit(official, project)
    round_.poll_id = 1
    assert "уже открыто" in rules.may_admit(official, project).reason


def test_a_right_asked_without_a_project_is_refused():
    assert not OfficialFactory().has_perm("budgeting.check_project")
