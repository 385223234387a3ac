"""From what residents report and propose into the city's budget, and back again by links."""

import pytest

from portal.cases.actions import link
from tests.factories.budgeting import ProjectFactory, RoundFactory
from tests.factories.civic_reports import ReportFactory
from tests.factories.ideas import IdeaFactory
from tests.factories.people import UserFactory

pytestmark = pytest.mark.django_db


def body(client, case) -> str:
    return client.get(case.get_absolute_url()).content.decode()


def test_an_accepted_idea_begins_a_budget_project_while_a_round_takes_them(client):
    idea, open_one = IdeaFactory(state="accepted"), IdeaFactory(state="published")
    assert "Предложить проект по этой идее" not in body(client, idea)
    RoundFactory(slug="yards", phase="submission")
    assert f"/budget/yards/propose/?from=civic.idea:{idea.pk}" in body(client, idea)
    assert "Предложить проект по этой идее" not in body(client, open_one)


@pytest.mark.parametrize("make", [IdeaFactory, ReportFactory])
def test_a_page_names_the_projects_that_grew_from_it_to_those_who_may_see_them(client, make):
    case = make()
    shown, draft = ProjectFactory(state="published"), ProjectFactory(state="draft")
    for project in (shown, draft):
        link(project, case, "evidence")
    found = body(client, case)
    assert (shown.title in found, draft.title in found) == (True, False)
    client.force_login(draft.author)
    assert draft.title in body(client, case)
    client.force_login(UserFactory())
    assert draft.title not in body(client, case)
