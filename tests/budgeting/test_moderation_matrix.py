"""Every move of a project × who asks × which phase runs: generated, so that nothing is forgotten.

`ALLOWED` says for each move who may make it and in which phases; everything else must be refused.
"""

from itertools import product

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied

from budgeting.actions import MOVES
from budgeting.actions.letters import NEWS
from budgeting.models import PhaseKind, Project, ProjectState
from budgeting.rules import execution
from portal.cases.models import CaseEvent
from tests.factories.budgeting import (
    OfficialFactory,
    ProjectFactory,
    RefusalGroundFactory,
    RoundFactory,
)
from tests.factories.people import StaffFactory, SuperuserFactory, VerifiedUserFactory

ALL = tuple(PhaseKind.values)
CHECKING = ("check", "remarks")
ANSWERING = (*CHECKING, "vote", "commission", "results")
IMPLEMENTING = ("results", "implementation", "report")
OFFICIALS = ("official", "superuser")
# (move, state) → (roles, phases); a move without its own state holds for all its sources.
ALLOWED = {
    ("submit", "draft"): (("author",), ("submission",)),
    ("submit", "returned"): (("author",), ("submission", "check")),
    ("withdraw", "draft"): (("author",), ALL),
    ("withdraw", "returned"): (("author",), ALL),
    "withdraw": (("author",), ("submission", "check", "remarks")),
    "return": (OFFICIALS, CHECKING),
    "publish": (OFFICIALS, CHECKING),
    "review": (OFFICIALS, ANSWERING),
    "rework": (OFFICIALS, ANSWERING),
    "support": (OFFICIALS, ANSWERING),
    "admit": (OFFICIALS, CHECKING),
    ("refuse", "review"): (OFFICIALS, ANSWERING),
    "refuse": (OFFICIALS, (*CHECKING, "commission", "results")),
    "reworked": (("author",), ANSWERING),
    "decline": (("author", *OFFICIALS), ANSWERING),
    "merge": ((), ()),
    "win": ((), ()),
    "reserve": ((), ()),
}
AUTHORS_OWN = (
    "budgeting.submit_project",
    "budgeting.withdraw_project",
    "budgeting.rework_project",
)
ROLES = ("visitor", "stranger", "author", "clerk", "official", "superuser")


def expected(move, state: str, role: str, phase: str) -> bool:
    if state not in move.sources:
        return False
    default = (OFFICIALS, IMPLEMENTING)
    roles, phases = ALLOWED.get((move.name, state)) or ALLOWED.get(move.name, default)
    return role in roles and phase in phases


def everybody() -> dict:
    return {
        "visitor": AnonymousUser(),
        "stranger": VerifiedUserFactory(),
        "author": VerifiedUserFactory(),
        "clerk": StaffFactory(),
        "official": OfficialFactory(),
        "superuser": SuperuserFactory(),
    }


@pytest.mark.parametrize("phase", ALL)
def test_only_the_right_role_moves_a_project_in_the_right_phase(db, phase, monkeypatch):
    monkeypatch.setattr(execution, "NEEDS", {})  # what a step still lacks: test_works.py
    people = everybody()
    project = ProjectFactory(round=RoundFactory(phase=phase), author=people["author"])
    wrong = []
    for state, role in product(ProjectState.values, ROLES):
        project.state = state
        shown = {move.name for move in project.moves_for(people[role])}
        due = {move.name for move in Project.LIFECYCLE if expected(move, state, role, phase)}
        if shown != due:
            wrong.append((state, role, shown ^ due))
    assert wrong == []


@pytest.mark.parametrize("move", [move.name for move in Project.LIFECYCLE])
def test_a_move_refused_by_its_phase_leaves_no_trace(db, move):
    """Every action asks the same predicate as its button: in the archive nothing moves."""
    transition = Project.LIFECYCLE[move]
    project = ProjectFactory(round=RoundFactory(phase="archive"), state=transition.sources[-1])
    actor = project.author if transition.permission in AUTHORS_OWN else OfficialFactory()
    more = {"ground": RefusalGroundFactory()} if move == "refuse" else {}
    with pytest.raises(PermissionDenied):
        MOVES[move](project, actor=actor, note="причина", **more)
    project.refresh_from_db()
    assert project.state == transition.sources[-1]
    assert not CaseEvent.objects.of(project).exists()


def test_every_move_has_an_action_and_news():
    names = {move.name for move in Project.LIFECYCLE}
    assert set(MOVES) == names
    assert names <= set(NEWS)
