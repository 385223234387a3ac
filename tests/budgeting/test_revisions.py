"""The frozen rules of a round: every parameter in the hash, every change in public."""

import hashlib
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from budgeting import actions
from budgeting.models import Round, RoundRevision
from budgeting.models.rule_set import RuleSet
from tests.factories.budgeting import OfficialFactory, RoundFactory

pytestmark = pytest.mark.django_db
OTHER = {
    "proposers": ["nko"],
    "selection": "experts",
    "tally_rule": "poznan",
    "remarks_unit": "calendar",
    "review_unit": "working",
    "report_unit": "working",
    "currency": "USD",
    "ballot_kind": "ordinal",
    "district_rule": "residence",
    "mes_start": "exact",
    "mes_stop": "exhaustive",
}


@pytest.fixture
def round_():
    """Published today, with its first revision."""
    round_ = RoundFactory(phase="announce", is_published=False)
    actions.publish_round(round_, actor=OfficialFactory())
    return Round.objects.get(pk=round_.pk)


def another(round_: Round, name: str):
    now = getattr(round_, name)
    if name in OTHER:
        return OTHER[name]
    return not now if isinstance(now, bool) else (now or 0) + 1


def test_no_parameter_of_the_rule_set_is_outside_the_hash():
    fields = {field.name for field in RuleSet._meta.get_fields()}
    assert fields <= set(Round.RULE_FIELDS)


@pytest.mark.parametrize("name", Round.RULE_FIELDS)
def test_the_hash_changes_with_each_parameter(round_, name):
    setattr(round_, name, another(round_, name))
    assert round_.rule_digest() != round_.rules_hash


def test_the_published_text_gives_the_published_hash(round_, client):
    revision = round_.revisions.get()
    assert hashlib.sha256(revision.text.encode()).hexdigest() == round_.rules_hash
    page = client.get(reverse("budgeting:rules", args=[round_.slug])).content.decode()
    assert round_.rules_hash in page
    assert revision.text.replace('"', "&quot;") in page


def test_the_same_rules_have_the_same_hash_however_the_numbers_are_written(round_):
    before = round_.rule_digest()
    round_.budget, round_.min_city_share = Decimal(10000000), Decimal("0.0")
    assert round_.rule_digest() == before


def test_a_change_is_a_numbered_revision_with_its_reason_and_difference(round_, client):
    values = {"budget": Decimal("12000000.00"), "proposers": ["nko"], "meeting_required": True}
    actions.revise_round(round_, actor=OfficialFactory(), reason="Дали больше", values=values)
    revision = round_.revisions.first()
    assert (revision.number, revision.reason) == (2, "Дали больше")
    assert revision.digest == Round.objects.get(pk=round_.pk).rules_hash
    page = client.get(reverse("budgeting:rules", args=[round_.slug])).content.decode()
    assert "Дали больше" in page
    assert "<strong>Бюджет</strong>: 10000000.00 → 12000000.00" in page
    assert "ТОС → некоммерческая организация" in page
    assert "<strong>Нужно собрание жителей</strong>: нет → да" in page


def test_moved_dates_are_a_revision_with_the_same_hash(round_):
    before, phase = round_.rules_hash, round_.schedule()["archive"]
    dates = {"archive": (phase.starts_at, phase.ends_at.replace(microsecond=0))}
    actions.revise_round(round_, actor=OfficialFactory(), reason="Дата", phases=dates)
    revision = round_.revisions.first()
    assert (revision.number, revision.digest) == (2, before)
    assert list(revision.changes) == ["phase:archive"]


@pytest.mark.parametrize("what", ["update", "delete"])
def test_nobody_rewrites_a_revision(round_, what):
    rows = RoundRevision.objects.filter(round=round_)
    with pytest.raises(IntegrityError), transaction.atomic():
        rows.update(text="{}") if what == "update" else rows.delete()
