"""What a round says of its ballot: printed into the poll, frozen in the hash, checked before."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import timezone

from budgeting.actions import close_vote, open_vote, publish_round, set_level
from budgeting.counting import close_and_count
from budgeting.models import RoundResult
from portal.polls.actions import close_box, open_box, rule_hash
from portal.polls.models import PaperBox, Poll
from tests.factories.budgeting import OfficialFactory, ProjectFactory, RoundFactory
from tests.factories.paper import operator_of, over
from tests.factories.people import SuperuserFactory
from tests.factories.places import CentreFactory, DistrictFactory

pytestmark = pytest.mark.django_db


def opened(**fields):
    round_ = RoundFactory(phase="vote", slug="yards", **fields)
    ProjectFactory(round=round_, state="contest", district=DistrictFactory(code="lenin"))
    ProjectFactory(round=round_, state="contest", is_citywide=True)
    open_vote(round_)
    round_.refresh_from_db()
    return round_


def test_the_poll_has_the_ballot_of_the_round():
    poll = opened(
        ballot_kind="cumulative",
        max_sum_points=10,
        max_points=5,
        district_rule="any-one",
        max_city=3,
        max_district=2,
        paper_days=4,
    ).poll
    assert (poll.ballot_kind, poll.max_sum_points, poll.max_points) == ("cumulative", 10, 5)
    assert (poll.district_rule, poll.max_city, poll.max_district) == ("any-one", 3, 2)
    assert poll.paper_until - poll.closes_at == timedelta(days=4)


@pytest.mark.parametrize(
    ("fields", "kind"),
    [
        ({"max_choices": 1}, "choose-1"),
        ({"max_choices": 3}, "approval"),
        ({"max_choices": 1, "ballot_kind": "ordinal"}, "ordinal"),
    ],
)
def test_an_approval_of_one_is_a_choice_of_one(fields, kind):
    poll = opened(**fields).poll
    assert (poll.ballot_kind, poll.paper_until) == (kind, None)


def test_a_project_of_the_whole_city_has_no_district_on_the_ballot():
    codes = opened().poll.options.values_list("district__code", flat=True)
    assert list(codes) == ["lenin", None]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("ballot_kind", "ordinal"),
        ("max_sum_points", 7),
        ("max_points", 7),
        ("district_rule", "residence"),
        ("max_city", 7),
        ("max_district", 7),
        ("paper_until", timezone.now() + timedelta(days=99)),
    ],
)
def test_the_hash_of_the_poll_covers_the_ballot(name, value):
    poll = opened().poll
    before = rule_hash(poll)
    setattr(poll, name, value)
    assert rule_hash(poll) != before


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"ballot_kind": "cumulative"}, "сколько всего баллов"),
        ({"ballot_kind": "scoring"}, "наибольшую оценку"),
        (
            {"ballot_kind": "cumulative", "max_sum_points": 3, "max_points": 4},
            "не может быть больше",
        ),
        ({"max_choices": 0}, "хотя бы один проект"),
    ],
)
def test_a_round_with_a_ballot_nobody_could_fill_in_is_not_published(fields, said):
    round_ = RoundFactory(phase="announce", is_published=False, **fields)
    with pytest.raises(ValidationError, match=said):
        publish_round(round_, actor=OfficialFactory())


def test_an_official_sets_the_level_of_a_project_in_the_admin(client):
    project = ProjectFactory(round=RoundFactory(phase="check"), state="review")
    client.force_login(OfficialFactory())
    url = reverse("admin:budgeting_project_changelist")
    for action, citywide in (("make_citywide", True), ("make_local", False)):
        client.post(url, {"action": action, "_selected_action": [project.pk]})
        project.refresh_from_db()
        assert project.is_citywide is citywide


@pytest.mark.parametrize("who", [SuperuserFactory, OfficialFactory])
def test_the_level_stands_once_the_ballot_is_printed(who):
    project = opened().projects.get(number=1)
    with pytest.raises(PermissionDenied, match="больше не меняется"):
        set_level(project, actor=who(), citywide=True)


def test_the_author_does_not_set_the_level():
    project = ProjectFactory(round=RoundFactory(phase="check"), state="review")
    with pytest.raises(PermissionDenied):
        set_level(project, actor=project.author, citywide=True)


def test_the_count_waits_for_the_last_box(client):
    round_ = opened(paper_days=2)
    centre = CentreFactory(name="ЦМА Заречный")
    operator = operator_of(centre)
    box = open_box(round_.poll, actor=operator, centre=centre)
    over(round_.poll)
    assert not close_vote(round_, close_and_count)
    assert (Poll.objects.get().state, RoundResult.objects.count()) == ("open", 0)
    close_box(box, actor=operator)
    assert close_vote(round_, close_and_count)
    assert (Poll.objects.get().state, RoundResult.objects.count()) == ("closed", 1)


def test_the_page_of_paper_names_centres_first_and_totals_only_after_the_count(client):
    round_ = opened(paper_days=2)
    url = reverse("budgeting:paper", args=["yards"])
    centre = CentreFactory(name="ЦМА Заречный")
    open_box(round_.poll, actor=operator_of(centre), centre=centre)
    PaperBox.objects.update(
        state="closed", marks=37, sheets=36, difference_reason="Бюллетень унесён"
    )
    before = client.get(url).content.decode()
    assert ("ЦМА Заречный" in before, ">37<" in before, "унесён" in before) == (True, False, False)
    Poll.objects.update(state="closed")
    after = client.get(url).content.decode()
    assert (">37<" in after, ">36<" in after, "Бюллетень унесён" in after) == (True, True, True)


def test_a_round_without_paper_says_so(client):
    opened()
    page = client.get(reverse("budgeting:paper", args=["yards"])).content.decode()
    assert "голосуют только на портале" in page


def test_the_ballot_hints_at_incompatible_projects_and_takes_both(client):
    pots = pytest.importorskip("budgeting.models.pots")
    round_ = RoundFactory(phase="vote", slug="yards")
    rivals = [
        ProjectFactory(round=round_, state="contest", title=title) for title in ("Пруд", "Паркинг")
    ]
    group = pots.Incompatibility.objects.create(round=round_, name="Одно место")
    group.projects.set(rivals)
    open_vote(round_)
    page = client.get(reverse("budgeting:vote", args=["yards"])).content.decode()
    assert page.count("Несовместим с проектом") == 2
