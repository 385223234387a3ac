"""The page behind a move's button: asks, takes the reason, moves, returns."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from portal.cases.actions import advance
from portal.cases.models import CaseEvent
from portal.pages import moves
from tests.factories.budgeting import ProjectFactory, RoundFactory
from tests.factories.people import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def project():
    return ProjectFactory(round=RoundFactory(phase="check"), state="submitted")


@pytest.fixture(autouse=True)
def _somewhere(monkeypatch, project):
    monkeypatch.setattr(type(project), "get_absolute_url", lambda self: "/about/")


def page_of(project, move="withdraw", model="budgeting.project"):
    return reverse("pages:move", args=[model, project.pk, move])


def test_an_author_is_asked_and_the_case_moves(client, project):
    client.force_login(project.author)
    assert "Отозвать" in client.get(page_of(project)).text
    assert not CaseEvent.objects.exists()
    answer = client.post(page_of(project), {"note": "Передумали"})
    assert answer["Location"] == "/about/"
    project.refresh_from_db()
    assert project.state == "withdrawn"
    assert CaseEvent.objects.get().note == "Передумали"


def test_a_second_click_is_told_that_it_is_done(client, project):
    client.force_login(project.author)
    client.post(page_of(project), {"note": ""})
    again = client.post(page_of(project), {"note": ""})
    assert again.status_code == 403
    assert "Возможно, оно уже сделано" in again.text


def test_a_stranger_is_sent_to_sign_in(client, project):
    assert "login" in client.post(page_of(project))["Location"]


def test_a_case_one_may_not_see_is_not_found(client, project):
    client.force_login(UserFactory())
    assert client.get(page_of(project)).status_code == 404


def test_a_neighbour_moves_nothing(client):
    project = ProjectFactory(round=RoundFactory(phase="check"), state="published")
    client.force_login(UserFactory())
    assert client.post(page_of(project), {"note": ""}).status_code == 403


@pytest.mark.parametrize("model", ["accounts.user", "no.model", "x", "budgeting.round"])
def test_what_is_not_a_case_is_not_found(client, project, model):
    client.force_login(project.author)
    assert client.get(page_of(project, model=model)).status_code == 404


def test_a_refusal_in_the_middle_leaves_nothing_half_written(client, project, monkeypatch):
    def act(case, *, actor, note):
        advance(case, "withdraw", actor=actor, note=note)
        raise ValidationError("Сначала верните деньги.")

    monkeypatch.setattr(moves, "actions_of", lambda case: {"withdraw": act})
    client.force_login(project.author)
    page = client.post(page_of(project), {"note": ""})
    assert "Сначала верните деньги." in page.text
    project.refresh_from_db()
    assert project.state == "submitted"
    assert not CaseEvent.objects.exists()
