"""Every state × move of every lifecycle that is installed, whatever app it belongs to."""

import pytest
import rules
from django.core.exceptions import PermissionDenied, ValidationError

from portal.accounts.models import User
from portal.cases.actions import advance
from portal.cases.lifecycle import InvalidTransition
from portal.cases.models import CaseEvent
from tests.factories.cases import a_case, case_models

PAIRS = [
    pytest.param(model, move, state, id=f"{model._meta.label}-{move.name}-{state}")
    for model in case_models()
    for move in model.LIFECYCLE
    for state in model.LIFECYCLE.states.values
]
ALLOWED = [pair for pair in PAIRS if pair.values[2] in pair.values[1].sources]
FORBIDDEN = [pair for pair in PAIRS if pair not in ALLOWED]
MOVES = [
    pytest.param(model, move, id=f"{model._meta.label}-{move.name}")
    for model in case_models()
    for move in model.LIFECYCLE
]
WITH_PERMISSION = [pair for pair in MOVES if pair.values[1].permission]
WITH_NOTE = [pair for pair in MOVES if pair.values[1].needs_note]


@pytest.fixture
def stranger(db):
    return User.objects.create_user("stranger@example.org")


def events_of(case) -> list[tuple]:
    return list(CaseEvent.objects.of(case).values_list("kind", "from_state", "to_state"))


@pytest.mark.django_db
@pytest.mark.parametrize(("model", "move", "state"), ALLOWED)
def test_an_allowed_move_moves_the_case_and_writes_one_event(model, move, state):
    case = a_case(model, state)
    advance(case, move.name, actor=None, note="причина")
    case.refresh_from_db()
    assert case.state == move.target
    assert events_of(case) == [(move.name, state, move.target)]


@pytest.mark.django_db
@pytest.mark.parametrize(("model", "move", "state"), FORBIDDEN)
def test_any_other_move_is_refused_and_writes_nothing(model, move, state):
    case = a_case(model, state)
    with pytest.raises(InvalidTransition):
        advance(case, move.name, actor=None, note="причина")
    case.refresh_from_db()
    assert (case.state, events_of(case)) == (state, [])


@pytest.mark.parametrize(("model", "move"), MOVES)
def test_a_stranger_makes_no_move(model, move, stranger):
    case = a_case(model, move.sources[0])
    with pytest.raises(PermissionDenied):
        advance(case, move.name, actor=stranger, note="причина")
    case.refresh_from_db()
    assert (case.state, events_of(case)) == (move.sources[0], [])


@pytest.mark.parametrize(("model", "move"), WITH_PERMISSION)
def test_the_permission_of_a_move_alone_opens_it(model, move, stranger, monkeypatch):
    assert rules.perm_exists(move.permission), f"{move.permission} has no predicate"
    monkeypatch.setitem(rules.permissions.permissions, move.permission, rules.always_true)
    case = a_case(model, move.sources[0])
    assert advance(case, move.name, actor=stranger, note="причина").actor == stranger


@pytest.mark.django_db
@pytest.mark.parametrize(("model", "move"), WITH_NOTE)
def test_a_move_that_needs_a_reason_is_refused_without_one(model, move):
    case = a_case(model, move.sources[0])
    with pytest.raises(ValidationError):
        advance(case, move.name, actor=None, note=" \n")
    assert events_of(case) == []


def test_the_matrix_knows_lifecycles_of_the_core_and_of_an_app():
    assert {"Poll", "Comment", "Project"} <= {model.__name__ for model in case_models()}
