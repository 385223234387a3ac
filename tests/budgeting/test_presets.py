"""The four ready rule sets, and what each of them asks of a project."""

from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from budgeting import actions, presets, rules
from budgeting.models import Round, RoundRevision
from portal.law.models import DeadlineRule
from portal.organisations.models import Member
from tests.factories.budgeting import OfficialFactory, ProjectFactory, RoundFactory, set_phases
from tests.factories.budgeting import one_after_another as calendar
from tests.factories.organisations import OrganisationFactory
from tests.factories.proposals import MeetingFactory

pytestmark = pytest.mark.django_db
CODES = ("ppmi", "narodny", "city", "yards")
GRANT = {"total_cost": 200_000, "partner": "НКО «Двор» (демо)"}


def round_by(code: str, phase: str = "submission", **fields) -> Round:
    """A published round of the preset."""
    round_ = RoundFactory(phase=phase, **fields)
    presets.apply(presets.ready()[code], round_)
    round_.save()
    return round_


def lacks(project) -> str:
    return "; ".join(row.text for row in actions.missing(project))


def test_the_presets_are_the_four_of_the_brief():
    assert tuple(presets.ready()) == CODES


@pytest.mark.parametrize("code", CODES)
def test_a_preset_sets_only_what_a_round_is_ruled_by(code):
    preset = presets.ready()[code]
    assert set(preset.values) <= set(Round.RULE_FIELDS)
    assert preset.name
    assert preset.note


@pytest.mark.parametrize(
    ("code", "rules"),
    [
        ("ppmi", {"meeting_required": True, "min_city_share": 10, "min_residents_share": 5}),
        ("narodny", {"proposers": ["commission"], "min_proposer_age": 18, "max_own_projects": 2}),
        ("city", {"meeting_required": True, "review_days": 30, "selection": "criteria-vote"}),
        ("yards", {"partner_required": True, "min_own_share": 10, "report_days": None}),
    ],
)
def test_a_round_gets_a_copy_of_the_preset(code, rules):
    round_ = round_by(code)
    assert {name: getattr(round_, name) for name in rules} == rules


def test_the_limit_of_a_project_without_one_is_the_budget_of_the_round():
    assert round_by("narodny", budget=Decimal(3_500_000)).max_project_cost == 3_500_000


def test_terms_are_the_citys_own_of_that_day():
    DeadlineRule.objects.create(
        code="ip_remarks_min", name="Замечания", starts_from="публикации", length=9, unit="working"
    )
    round_ = round_by("ppmi")
    assert (round_.remarks_days, round_.remarks_unit) == (9, "working")


def test_a_round_stays_as_it_was_when_the_term_of_the_city_changes():
    round_ = round_by("ppmi")
    DeadlineRule.objects.create(
        code="ip_remarks_min", name="Замечания", starts_from="публикации", length=9, unit="working"
    )
    round_.refresh_from_db()
    assert round_.remarks_days == 5


def paid(project, *, residents: str = "0", region: str = "0") -> None:
    """The plan of money; the rest of the estimate is the city's."""
    project.participation.all().delete()
    for source, amount in (("residents", residents), ("region", region)):
        project.participation.create(source=source, amount=Decimal(amount))


@pytest.mark.parametrize(
    ("residents", "region", "named"),
    [
        ("24999.99", "400000", "деньги жителей"),
        ("25000.00", "400000", None),
        ("25000.00", "425000.01", "доля города"),
        ("25000.00", "425000.00", None),
    ],
)
def test_ppmi_weighs_the_shares_to_the_kopeck(residents, region, named):
    project = ProjectFactory(round=round_by("ppmi"), state="draft")
    MeetingFactory(project=project, minutes=True)
    paid(project, residents=residents, region=region)
    assert (named in lacks(project)) if named else (lacks(project) == "")


@pytest.mark.parametrize("code", ["ppmi", "city"])
def test_a_round_with_a_meeting_takes_no_project_without_its_minutes(code):
    project = ProjectFactory(round=round_by(code), state="draft")
    assert "Дата собрания" in lacks(project)
    MeetingFactory(project=project)
    assert "Протокол собрания" in lacks(project)


@pytest.mark.parametrize("code", ["narodny", "yards"])
def test_a_round_without_a_meeting_asks_for_none(code):
    assert "собрани" not in lacks(ProjectFactory(round=round_by(code), state="draft"))


def test_a_residents_group_needs_a_partner_for_a_yard_grant():
    project = ProjectFactory(round=round_by("yards"), state="draft", total_cost=200_000)
    assert "Организация-партнёр" in lacks(project)
    project.partner = "НКО «Двор» (демо)"
    assert lacks(project) == ""


def test_own_contribution_counts_work_and_things_by_their_worth():
    project = ProjectFactory(
        round=round_by("yards"), state="draft", total_cost=200_000, partner="А"
    )
    project.participation.all().delete()
    project.participation.create(source="residents", kind="labour", amount=19_999, note="Субботник")
    assert "собственный вклад" in lacks(project)
    project.participation.create(source="sponsors", kind="property", amount=1, note="Краска")
    assert lacks(project) == ""


def test_a_yard_grant_is_not_larger_than_its_limit():
    project = ProjectFactory(
        round=round_by("yards"), state="draft", total_cost=300_001, partner="А"
    )
    assert "300 000" in lacks(project).replace("\xa0", " ")


def test_a_project_cheaper_than_the_least_cost_is_told():
    round_ = RoundFactory(phase="submission", min_project_cost=600_000)
    assert "меньше наименьшей" in lacks(ProjectFactory(round=round_, state="draft"))


def test_only_the_commission_proposes_in_the_peoples_budget():
    project = ProjectFactory(round=round_by("narodny"), state="draft")
    verdict = rules.may_propose(project.author, project.round)
    assert not verdict
    assert "член бюджетной комиссии" in verdict.reason


def test_an_nko_proposes_by_its_editor_and_not_by_a_plain_member():
    round_ = round_by("yards")
    organisation = OrganisationFactory(kind="nko", status="confirmed")
    project = ProjectFactory(
        round=round_, state="draft", proposer="nko", organisation=organisation, total_cost=200_000
    )
    member = Member.objects.create(organisation=organisation, user=project.author, role="member")
    assert not rules.may_submit(project.author, project)
    Member.objects.filter(pk=member.pk).update(role="editor")
    assert rules.may_submit(project.author, project)


def test_one_person_files_no_more_projects_than_the_rules_let():
    round_ = RoundFactory(phase="submission", max_own_projects=1)
    first = ProjectFactory(round=round_, state="draft")
    second = ProjectFactory(round=round_, state="draft", author=first.author)
    actions.submit(first, actor=first.author)
    with pytest.raises(PermissionDenied, match="не больше 1"):
        actions.submit(second, actor=first.author)


def test_an_official_publishes_nothing_against_the_rules():
    round_ = RoundFactory(phase="check", max_project_cost=100_000)
    project = ProjectFactory(round=round_, state="submitted")
    with pytest.raises(ValidationError, match="превышает"):
        actions.publish(project, actor=OfficialFactory())


@pytest.mark.parametrize("code", CODES)
def test_every_preset_can_be_published_with_phases_of_its_selection(code):
    round_ = RoundFactory(is_published=False)
    presets.apply(presets.ready()[code], round_)
    round_.save()
    dropped = {"commission"} if round_.has_vote else {"vote"}
    set_phases(round_, {k: v for k, v in calendar("announce").items() if k not in dropped})
    actions.publish_round(round_, actor=OfficialFactory())
    revision = RoundRevision.objects.get(round=round_)
    assert revision.digest == Round.objects.get(pk=round_.pk).rules_hash == round_.rule_digest()
