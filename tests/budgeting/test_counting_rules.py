"""A round counted by any rule, in parts, with incompatible projects, and the other rules beside."""

import json
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import timezone

from budgeting.actions import close_vote, open_vote, publish_round
from budgeting.counting import close_and_count, progress_of, recount, terms_of
from budgeting.counting import progress as count_progress
from budgeting.models import Incompatibility, Project, Round, RoundPot, RoundResult
from budgeting.tasks import count_again
from portal.cases.models import CaseEvent
from portal.polls.actions import cast_ballot
from portal.polls.ballots import Choice, canonical, new_nonce, receipt
from portal.polls.models import Ballot, Poll
from tests.budgeting.test_results_page import text
from tests.factories.budgeting import OfficialFactory, ProjectFactory, RoundFactory
from tests.factories.people import VerifiedUserFactory
from tests.factories.places import DistrictFactory

pytestmark = pytest.mark.django_db


def a_round(*costs, districts=(), before=None, **fields):
    """A round whose vote is open; projects are numbered in the order of their costs."""
    fields = {"budget": 100, "max_choices": None, "slug": "yards"} | fields
    round_ = RoundFactory(phase="vote", **fields)
    for place, cost in enumerate(costs):
        ProjectFactory(
            round=round_,
            state="contest",
            total_cost=cost,
            title=f"Двор {place + 1}",
            district=districts[place] if districts else DistrictFactory(),
            submitted_at=timezone.now() + timedelta(seconds=place),
        )
    if before:
        before(round_)
    open_vote(round_)
    round_.refresh_from_db()
    return round_


def vote(round_, *ballots):
    for choices in ballots:
        cast_ballot(round_.poll, voter=VerifiedUserFactory(), choices=choices)


def count(round_) -> dict:
    Poll.objects.update(closes_at=timezone.now())
    round_.refresh_from_db()
    assert close_vote(round_, close_and_count)
    round_.refresh_from_db()
    return round_.result.data


def page(client, query="", name="results"):
    return client.get(reverse(f"budgeting:{name}", args=["yards"]) + query)


def reasons(data) -> dict:
    return {row["number"]: row["reason"] for row in data["projects"]}


def test_a_round_is_counted_by_equal_shares_with_its_switches(client):
    round_ = a_round(60, 50, 40, tally_rule="mes", mes_increment=0)
    vote(round_, *[[1]] * 6, *[[2, 3]] * 4)
    data = count(round_)
    assert (data["rule"], data["winners"]) == ("mes", [1, 3])
    assert data["options"] == {
        "start": "integral",
        "stop": "overspend",
        "increment": "0",
        "comparison": False,
        "fill": False,
    }
    assert data["pots"][0]["facts"] == {"endowment": "10", "steps": 0}
    said = text(page(client))
    assert "сторонники (6) купили его, внеся не больше чем по 10 ₽" in said
    assert "у его сторонников осталось вместе 0 ₽, а проект стоит 50 ₽" in said
    assert "у каждого стало по 10 ₽" in said


def test_the_other_rules_stand_beside_the_one_in_force(client):
    round_ = a_round(90, 40, 40, tally_rule="greedy")
    vote(round_, *[[1]] * 3, *[[2, 3]] * 2)
    data = count(round_)
    assert data["winners"] == [1]
    others = {one["rule"]: sorted(one["winners"]) for one in data["others"]}
    assert others["greedy-cost"] == [2, 3]
    assert sorted(others) == ["greedy-cost", "greedy-no-skip", "mes", "phragmen", "poznan"]
    said = text(page(client))
    assert "победили бы ещё: 2; не победили бы: 1" in said
    told = text(page(client, "?rule=greedy-cost"))
    assert "Почему так вышло бы по правилу «По голосам на рубль»" in told
    assert "Двор 2 (№ 2): Победил: по голосам на рубль подошла его очередь" in told


@pytest.mark.parametrize("query", ["?rule=greedy", "?rule=dice", "?rule="])
def test_a_rule_that_is_not_beside_changes_nothing_on_the_page(client, query):
    round_ = a_round(90)
    vote(round_, [1])
    count(round_)
    assert text(page(client, query)) == text(page(client))


def test_every_project_has_a_sentence_under_every_rule(client):
    round_ = a_round(90, 40, 40, 500, min_support=2, max_project_cost=600)
    Project.objects.filter(number=4).update(title="Дорогой")
    vote(round_, *[[1, 4]] * 3, *[[2]] * 2, [3])
    data = count(round_)
    for other in data["others"]:
        assert len(other["projects"]) == 4
        assert page(client, f"?rule={other['rule']}").status_code == 200


def in_parts(round_):
    north, south = (
        Project.objects.get(round=round_, title=f"Двор {place}").district for place in (1, 3)
    )
    RoundPot.objects.create(round=round_, budget=50)
    RoundPot.objects.create(round=round_, district=north, budget=30)
    RoundPot.objects.create(round=round_, district=south, budget=20)


def test_every_part_of_the_budget_is_counted_on_its_own(client):
    north, south, other = DistrictFactory(name="А"), DistrictFactory(name="Б"), DistrictFactory()
    districts = (north, north, south, other)
    round_ = a_round(30, 20, 20, 50, districts=districts, before=in_parts)
    vote(round_, [1, 4], [1], [2], [3])
    data = count(round_)
    assert [(pot["name"], pot["winners"], pot["voters"]) for pot in data["pots"]] == [
        ("", [4], 1),
        ("А", [1], 3),
        ("Б", [3], 1),
    ]
    assert sorted(data["winners"]) == [1, 3, 4]
    assert (data["budget"], data["total_cost"]) == ("100.00", "100.00")
    assert reasons(data)[2] == "over_budget"
    said = text(page(client))
    assert "Весь город : 50 ₽ из 50 ₽ (100 %)" in said
    assert "№ 2 · А" in said
    assert sum(len(one["projects"]) for one in data["others"]) == 4 * len(data["others"])


def test_parts_of_the_budget_stand_in_the_frozen_rules():
    districts = [DistrictFactory(code="north"), DistrictFactory(code="south")]
    round_ = a_round(
        30, 20, 20, districts=[districts[0], districts[0], districts[1]], before=in_parts
    )
    assert '"pots":[{"budget":"50.00","district":""}' in round_.rule_text()
    assert round_.rules_hash == round_.rule_digest()


def test_terms_for_the_checker_name_pots_switches_and_incompatible_numbers():
    def pair(round_):
        group = Incompatibility.objects.create(round=round_, name="Одно место")
        group.projects.set(Project.objects.filter(round=round_, title__in=["Двор 1", "Двор 2"]))

    round_ = a_round(30, 20, 20, tally_rule="mes", mes_fill=True, before=pair)
    assert terms_of(round_, round_.poll) == {
        "rule": "mes",
        "tie_order": ["cost", "votes", "lot"],
        "mes": round_.shares_options(),
        "incompatible": [[1, 2]],
        "pots": [{"name": round_.title, "budget": "100.00", "threshold": 1, "options": [1, 2, 3]}],
    }
    vote(round_, [1, 2], [1, 3], [1])
    data = count(round_)
    assert reasons(data)[2] == "conflict"
    assert data["incompatible"] == [[1, 2]]


@pytest.mark.parametrize(
    ("parts", "words"),
    [
        ([(True, 100)], "Нет общегородской части"),
        ([(False, 60), (True, 30)], "не равны бюджету"),
    ],
)
def test_a_round_whose_parts_do_not_make_the_whole_is_not_published(parts, words):
    round_ = RoundFactory(phase="announce", is_published=False, budget=100, max_project_cost=50)
    for in_district, budget in parts:
        district = DistrictFactory() if in_district else None
        RoundPot.objects.create(round=round_, district=district, budget=budget)
    with pytest.raises(ValidationError, match=words):
        publish_round(round_, actor=OfficialFactory())


KINDS = {
    "cumulative": [(1, 3), (2, 1)],
    "scoring": [(1, 5), (2, 0)],
    "ordinal": [(1, None), (2, None)],
}
SCORES = {"cumulative": {1: 9, 2: 3}, "scoring": {1: 15, 2: 0}, "ordinal": {1: 6, 2: 3}}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("rule", ["greedy", "greedy-cost", "mes", "phragmen"])
def test_ballots_with_points_and_places_are_counted_by_every_rule(client, kind, rule):
    round_ = a_round(60, 60, tally_rule=rule)
    Poll.objects.update(ballot_kind=kind)
    choices = canonical([Choice(*pair) for pair in KINDS[kind]], ranked=kind == "ordinal")
    for place in range(3):
        nonce = new_nonce()
        Ballot.objects.create(
            poll=round_.poll,
            voter_mark=str(place),
            choices=choices,
            nonce=nonce,
            receipt=receipt(round_.poll.uuid, nonce, choices),
            cast_at=timezone.now(),
        )
    data = count(round_)
    assert {row["number"]: row["score"] for row in data["projects"]} == SCORES[kind]
    # Phragmén asks who is supported, not by how many points: marks alone are level here.
    assert data["winners"] == [1] or (rule == "phragmen" and kind != "scoring")
    assert page(client).status_code == 200


def test_the_protocol_is_the_same_bytes_however_often_it_is_counted(client):
    round_ = a_round(60, 50, 40, tally_rule="mes")
    vote(round_, [1, 2], [2, 3], [3], [1])
    count(round_)
    first = page(client, name="results_json").content
    official = OfficialFactory()
    RoundResult.objects.filter(round=round_).update(data={})
    event = recount(round_, actor=official)
    assert page(client, name="results_json").content == first
    assert event.data["same"] is True
    assert json.loads(first)["rule"] == "mes"


def test_a_recount_that_differs_is_told_in_public():
    round_ = a_round(60)
    vote(round_, [1])
    count(round_)
    RoundResult.objects.update(digest="0" * 64)
    count_again(round_.pk, OfficialFactory().pk)
    event = CaseEvent.objects.filter(kind="recounted").get()
    assert event.data["same"] is False


def test_nobody_but_the_official_of_rounds_counts_again(client):
    round_ = a_round(60)
    vote(round_, [1])
    count(round_)
    with pytest.raises(PermissionDenied):
        recount(round_, actor=VerifiedUserFactory())
    address = reverse("admin:budgeting_round_recount", args=[round_.pk])
    client.force_login(VerifiedUserFactory(is_staff=True))
    assert client.post(address).status_code == 403
    assert not CaseEvent.objects.filter(kind="recounted").exists()


def test_an_official_asks_for_a_recount_on_the_page_of_the_round(client, monkeypatch):
    round_ = a_round(60)
    vote(round_, [1])
    count(round_)
    asked = []
    monkeypatch.setattr(count_again, "apply_async", lambda args, **more: asked.append(args))
    official = OfficialFactory()
    client.force_login(official)
    address = reverse("admin:budgeting_round_recount", args=[round_.pk])
    answer = client.post(address, follow=True)
    assert asked == [(round_.pk, official.pk)]
    assert "Подсчёт начат" in answer.content.decode()


def test_a_queue_that_is_down_is_told_and_is_no_fault(client, monkeypatch):
    round_ = a_round(60)
    count(round_)

    def down(*args, **more):
        raise ConnectionError

    monkeypatch.setattr(count_again, "apply_async", down)
    client.force_login(OfficialFactory())
    address = reverse("admin:budgeting_round_recount", args=[round_.pk])
    assert "Очередь задач не отвечает" in client.post(address, follow=True).content.decode()


def test_people_who_wait_see_how_far_the_count_has_come(client):
    round_ = a_round(60)
    count_progress.note(round_.pk, rule="mes", place=2, of=6, steps=140)
    said = text(page(client))
    assert "Идёт подсчёт: правило 2 из 6 («Равные доли»), шагов сделано: 140." in said
    count_progress.done(round_.pk)
    assert "Идёт подсчёт" not in text(page(client))
    assert progress_of(round_.pk) is None


def test_groups_of_incompatible_projects_are_changed_in_public_until_the_vote_opens(client):
    round_ = RoundFactory(phase="check")
    projects = ProjectFactory.create_batch(2, round=round_, state="contest")
    stranger = ProjectFactory(state="contest")
    client.force_login(OfficialFactory())
    official = OfficialFactory(is_superuser=True)
    client.force_login(official)
    address = reverse("admin:budgeting_round_change", args=[round_.pk])
    form = {
        "pots-TOTAL_FORMS": 0,
        "pots-INITIAL_FORMS": 0,
        "phases-TOTAL_FORMS": 0,
        "phases-INITIAL_FORMS": 0,
        "cases-caseevent-content_type-object_id-TOTAL_FORMS": 0,
        "cases-caseevent-content_type-object_id-INITIAL_FORMS": 0,
        "incompatible-TOTAL_FORMS": 1,
        "incompatible-INITIAL_FORMS": 0,
        "incompatible-0-name": "Одно место",
        "incompatible-0-round": round_.pk,
    }
    wrong = client.post(address, {**form, "incompatible-0-projects": [projects[0].pk, stranger.pk]})
    assert "из этого раунда" in wrong.content.decode()
    chosen = {"incompatible-0-projects": [one.pk for one in projects]}
    answer = client.post(address, {**form, **chosen})
    assert answer.status_code == 302
    assert round_.incompatible.get().projects.count() == 2
    event = CaseEvent.objects.filter(kind="incompatible").get()
    assert event.data["after"][0]["name"] == "Одно место"


def test_groups_are_frozen_once_the_vote_is_open(client):
    round_ = a_round(60, 60)
    client.force_login(OfficialFactory(is_superuser=True))
    address = reverse("admin:budgeting_round_change", args=[round_.pk])
    client.post(
        address,
        {
            "incompatible-TOTAL_FORMS": 1,
            "incompatible-INITIAL_FORMS": 0,
            "incompatible-0-name": "Одно место",
            "incompatible-0-projects": list(Project.objects.values_list("pk", flat=True)),
        },
    )
    assert not Incompatibility.objects.exists()
    assert Round.objects.get().rules_hash == round_.rule_digest()
