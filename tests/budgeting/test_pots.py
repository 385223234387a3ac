"""Parts of a round's budget and incompatible projects: who writes them, and until when."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from budgeting.actions import open_vote, set_incompatible, set_pots
from budgeting.models import Incompatibility, Round, RoundPot
from portal.cases.models import CaseEvent
from tests.factories.budgeting import OfficialFactory, ProjectFactory, RoundFactory
from tests.factories.people import UserFactory
from tests.factories.places import DistrictFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def official():
    return OfficialFactory(is_superuser=True)


def part(**fields) -> RoundPot:
    return RoundPot(**{"district": DistrictFactory(), "budget": 500_000, **fields})


def is_blank(value) -> bool:
    """What a browser leaves out: an empty box, a box without a tick."""
    return value is None or value is False or value == ""


def rivals(round_) -> list:
    return ProjectFactory.create_batch(2, round=round_, state="contest")


def test_an_official_divides_the_budget_of_a_round_in_preparation(official):
    round_ = RoundFactory(is_published=False)
    assert set_pots(round_, actor=official, kept=[part(), part(budget=300_000)])
    assert sorted(row["budget"] for row in round_.rule_set()["pots"]) == ["300000.00", "500000.00"]
    assert not CaseEvent.objects.of(round_).public().exists()
    first = round_.pots.first()
    assert set_pots(round_, actor=official, kept=[], removed=[first])
    assert round_.pots.count() == 1
    assert not set_pots(round_, actor=official, kept=round_.pots.all())


def test_the_parts_of_a_published_budget_are_frozen_for_superusers_too(official):
    round_ = RoundFactory(phase="submission")
    with pytest.raises(PermissionDenied, match="Раунд опубликован"):
        set_pots(round_, actor=official, kept=[part()])
    assert not RoundPot.objects.exists()


def test_a_publication_of_this_moment_is_seen_by_who_read_the_round_before_it(official):
    stale = RoundFactory(is_published=False)
    Round.objects.update(is_published=True)
    with pytest.raises(PermissionDenied):
        set_pots(stale, actor=official, kept=[part()])


def test_nobody_else_divides_the_budget():
    with pytest.raises(PermissionDenied, match="назначенный сотрудник"):
        set_pots(RoundFactory(is_published=False), actor=UserFactory(), kept=[part()])
    assert not RoundPot.objects.exists()


def test_a_group_in_a_published_round_is_a_new_public_revision_with_its_reason(official):
    round_ = RoundFactory(phase="check")
    pair = rivals(round_)
    group = Incompatibility(name="Одно место у школы")
    assert set_incompatible(round_, actor=official, kept=[(group, pair)])
    round_.refresh_from_db()
    revision = round_.revisions.get()
    assert revision.digest == round_.rules_hash == round_.rule_digest()
    assert "Одно место у школы" in revision.reason
    assert CaseEvent.objects.of(round_).public().get().note == revision.reason
    assert not set_incompatible(round_, actor=official, kept=[(group, pair)])
    assert set_incompatible(round_, actor=official, kept=[], removed=[group])
    assert round_.revisions.count() == 2


def test_a_group_in_preparation_is_no_revision_yet(official):
    round_ = RoundFactory(is_published=False)
    pair = rivals(round_)
    assert set_incompatible(round_, actor=official, kept=[(Incompatibility(name="Место"), pair)])
    assert not round_.revisions.exists()


def test_groups_are_frozen_when_the_vote_opens_also_for_who_read_the_round_before(official):
    stale = RoundFactory(phase="vote")
    pair = rivals(stale)
    assert open_vote(Round.objects.get())
    with pytest.raises(PermissionDenied, match="Голосование открыто"):
        set_incompatible(stale, actor=official, kept=[(Incompatibility(name="Место"), pair)])
    assert not Incompatibility.objects.exists()


def test_the_page_of_a_round_writes_its_parts_and_tells_the_history(client, official):
    round_ = RoundFactory(is_published=False, phase="announce")
    client.force_login(official)
    url = reverse("admin:budgeting_round_change", args=[round_.pk])
    context = client.get(url).context
    form = context["adminform"].form
    data = {form.add_prefix(name): form[name].value() for name in form.fields}
    for inline in context["inline_admin_formsets"]:
        data |= {f"{inline.formset.prefix}-{edge}_FORMS": 0 for edge in ("TOTAL", "INITIAL")}
    data |= {"pots-TOTAL_FORMS": 1, "pots-0-budget": "700000", "pots-0-round": round_.pk}
    data = {name: value for name, value in data.items() if not is_blank(value)}
    assert client.post(url, data).status_code == 302
    assert round_.pots.get().budget == 700_000
    assert CaseEvent.objects.of(round_).get(kind="pots").actor == official
