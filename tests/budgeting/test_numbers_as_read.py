"""What people read is grouped and to the kopeck; what programs read is never grouped."""

from decimal import Decimal

import pytest
from django.urls import reverse

from budgeting.actions import open_vote
from budgeting.forms.rows import CostItemForm
from tests.factories.budgeting import OfficialFactory, ProjectFactory, RoundFactory
from tests.factories.people import SuperuserFactory

pytestmark = pytest.mark.django_db
SPACE = "\N{NO-BREAK SPACE}"


def test_a_bulk_move_asks_about_a_thousandth_project_by_its_plain_number(client):
    official = OfficialFactory()
    client.force_login(official)
    project = ProjectFactory(pk=1234567, state="submitted", round=RoundFactory(phase="check"))
    asked = {"action": "move_publish", "_selected_action": project.pk}
    page = client.post(reverse("admin:budgeting_project_changelist"), asked).content.decode()
    assert 'value="1234567"' in page


@pytest.mark.parametrize(
    "typed", ["1 250,50", f"1{SPACE}250,50", "1\N{NARROW NO-BREAK SPACE}250.5"]
)
def test_a_price_is_taken_as_people_write_it(typed):
    form = CostItemForm({"name": "Скамейка", "unit": "шт.", "quantity": "1", "price": typed})
    assert form.is_valid(), form.errors
    assert form.cleaned_data["price"] == Decimal("1250.50")


def test_a_ballot_shows_kopecks_where_there_are_any(client):
    round_ = RoundFactory(phase="vote", slug="yards")
    for cost in ("100000.40", "200000"):
        ProjectFactory(round=round_, state="contest", total_cost=Decimal(cost))
    open_vote(round_)
    page = client.get(reverse("budgeting:vote", args=["yards"])).content.decode()
    assert f"100{SPACE}000,40{SPACE}₽" in page
    assert f"200{SPACE}000{SPACE}₽" in page
    assert 'data-cost="100000.40"' in page


def test_supporters_are_grouped_on_the_page_and_in_the_list(client):
    project = ProjectFactory(state="published", supporters=12345)
    for url in (
        project.get_absolute_url(),
        reverse("budgeting:projects", args=[project.round.slug]),
    ):
        assert f"12{SPACE}345" in client.get(url).content.decode()


def test_an_official_reads_amounts_grouped(client):
    client.force_login(SuperuserFactory())
    round_ = RoundFactory(phase="check", budget=1_250_000, max_project_cost=1_000_000)
    project = ProjectFactory(round=round_, state="submitted", total_cost=987_654)
    for name, row, amount in (
        ("round", round_, f"1{SPACE}250{SPACE}000,00"),
        ("project", project, f"987{SPACE}654,00"),
    ):
        page = client.get(reverse(f"admin:budgeting_{name}_change", args=[row.pk]))
        assert amount in page.content.decode()
