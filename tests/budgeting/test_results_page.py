"""Counting a closed round and what its results page says."""

import csv
import io
import json
import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from budgeting.actions import close_vote, open_vote
from budgeting.counting import close_and_count, count_round
from budgeting.models import Project, RoundResult
from portal.cases.lifecycle import InvalidTransition
from portal.notifications.models import Notification
from portal.polls.actions import cast_ballot
from portal.polls.models import Poll
from tests.factories.budgeting import ProjectFactory, RoundFactory
from tests.factories.people import VerifiedUserFactory

pytestmark = pytest.mark.django_db
COSTS = (300_000, 250_000, 100_000, 150_000)


@pytest.fixture
def voting():
    """Four projects and half a million; numbers follow the order of COSTS."""
    round_ = RoundFactory(phase="vote", slug="yards", budget=500_000, max_choices=4)
    for place, cost in enumerate(COSTS):
        moment = timezone.now() + timedelta(seconds=place)
        title = f"Двор {place + 1}"
        ProjectFactory(
            round=round_, state="contest", total_cost=cost, title=title, submitted_at=moment
        )
    open_vote(round_)
    round_.refresh_from_db()
    return round_


def vote(round_, *ballots):
    voters = VerifiedUserFactory.create_batch(len(ballots))
    for voter, choices in zip(voters, ballots, strict=True):
        cast_ballot(round_.poll, voter=voter, choices=choices)
    return voters


def close(round_):
    Poll.objects.update(closes_at=timezone.now())
    round_.refresh_from_db()
    assert close_vote(round_, close_and_count)
    round_.refresh_from_db()
    return RoundResult.objects.get()


def page(client, name="results", **more):
    return client.get(reverse(f"budgeting:{name}", args=["yards"]), **more)


def text(answer) -> str:
    said = re.sub(r"<[^>]+>", " ", answer.content.decode()).replace("\xa0", " ")
    return " ".join(said.split())


def test_a_round_is_counted_by_votes_while_money_lasts(voting):
    vote(voting, [1, 2], [1, 2], [1, 3], [4])
    result = close(voting)
    assert result.data["winners"] == [1, 3]
    assert (result.ballots, result.total_cost) == (4, 400_000)
    rows = {row["number"]: (row["votes"], row["reason"]) for row in result.data["projects"]}
    assert rows == {
        1: (3, "funded"),
        2: (2, "over_budget"),
        3: (1, "funded"),
        4: (1, "over_budget"),
    }
    assert result.data["ties"][0]["decided_by"] == "cost"


def test_winners_and_the_reserve_are_moved_and_told(voting):
    (voter, *_rest) = vote(voting, [1], [1], [2])
    close(voting)
    states = dict(Project.objects.values_list("number", "state"))
    assert states == {1: "winner", 2: "reserve", 3: "reserve", 4: "reserve"}
    assert dict(Project.objects.values_list("number", "votes")) == {1: 2, 2: 1, 3: 0, 4: 0}
    author = Project.objects.get(number=1).author
    assert Notification.objects.filter(recipient=author, topic="project").exists()
    told = Notification.objects.filter(recipient=voter, channel="email").values_list(
        "subject", flat=True
    )
    assert f"Итоги голосования подведены: {voting.title}" in told


def test_counting_again_gives_the_same_bytes(voting):
    vote(voting, [1, 2], [2, 3], [4], [3])
    first = close(voting)
    again = count_round(voting)
    assert RoundResult.objects.count() == 1
    assert json.dumps(again.data, sort_keys=True) == json.dumps(first.data, sort_keys=True)


def test_counting_again_tells_nobody_twice(voting):
    vote(voting, [1])
    close(voting)
    before = Notification.objects.count()
    close_and_count(voting)
    assert Notification.objects.count() == before


def test_a_running_vote_is_not_counted(voting):
    vote(voting, [1])
    with pytest.raises(ValueError, match="closed"):
        count_round(voting)
    with pytest.raises(InvalidTransition):
        close_and_count(voting)
    assert not RoundResult.objects.exists()
    assert set(Project.objects.values_list("votes", flat=True)) == {None}


def test_a_project_nobody_voted_for_does_not_win(voting, client):
    result = close(voting)
    assert (result.ballots, result.data["winners"]) == (0, [])
    assert page(client).status_code == 200


def test_an_equal_score_and_cost_is_settled_by_the_lot_drawn_at_opening(client):
    round_ = RoundFactory(phase="vote", slug="yards", budget=100)
    for _each in range(2):
        ProjectFactory(round=round_, state="contest", total_cost=100)
    open_vote(round_)
    round_.refresh_from_db()
    vote(round_, [1], [2])
    result = close(round_)
    (tie,) = result.data["ties"]
    assert (tie["decided_by"], tie["numbers"][0]) == ("lot", result.data["winners"][0])
    assert "решил жребий, определённый до начала голосования" in text(page(client))


def test_a_project_below_the_threshold_does_not_win(voting, client):
    type(voting).objects.update(min_support=2, tally_rule="greedy-threshold")
    vote(voting, [1], [1], [3])
    voting.refresh_from_db()
    assert close(voting).data["winners"] == [1]
    assert "Не набран порог поддержки: 1 из 2." in text(page(client))


def test_everybody_reads_who_won_and_why(voting, client):
    vote(voting, [1, 2], [1, 2], [1, 3], [4])
    close(voting)
    said = text(page(client))
    assert "Проголосовало человек: 4. Проектов-победителей: 2, на" in said
    assert "400 000 ₽ из 500 000 ₽" in said
    assert "Победил: когда подошла очередь, оставалось 500 000 ₽, этого хватило." in said
    assert "Не хватило денег: оставалось 200 000 ₽, а проект стоит 250 000 ₽." in said
    assert "решила меньшая стоимость" in said


def test_the_results_open_without_reading_a_ballot(voting, client, django_assert_max_num_queries):
    vote(voting, [1], [2])
    close(voting)
    with django_assert_max_num_queries(8) as queries:
        assert page(client).status_code == 200
    read = [one["sql"] for one in queries.captured_queries]
    assert not any("polls_ballot" in sql for sql in read)


def test_the_page_has_no_inline_style_or_script(voting, client):
    close(voting)
    html = page(client).content.decode()
    assert "style=" not in html
    assert not re.search(r"<script(?![^>]*src=)", html)


def test_before_the_count_the_page_says_when_to_come_back(voting, client):
    vote(voting, [1])
    answer = page(client)
    assert (answer.status_code, "Итогов пока нет" in text(answer)) == (200, True)
    assert page(client, "results_csv").status_code == 404


def rows_of(answer) -> list[list[str]]:
    content = b"".join(answer.streaming_content).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(content), delimiter=";"))


def test_the_table_downloads_with_the_same_numbers(voting, client):
    vote(voting, [1], [1], [2])
    close(voting)
    head, *rows = rows_of(page(client, "results_csv"))
    assert head[:5] == ["Место", "Номер", "Проект", "Стоимость", "Голосов"]
    assert [row[:5] for row in rows[:2]] == [
        ["1", "1", "Двор 1", "300000,00", "2"],
        ["", "2", "Двор 2", "250000,00", "1"],
    ]


def test_a_title_that_is_a_formula_does_not_run_in_a_spreadsheet(voting, client):
    voting.poll.options.filter(number=1).update(label='=HYPERLINK("http://example.org")')
    close(voting)
    titles = [row[2] for row in rows_of(page(client, "results_csv"))]
    assert '\'=HYPERLINK("http://example.org")' in titles


def test_a_title_with_markup_is_text_on_the_page(voting, client):
    voting.poll.options.filter(number=1).update(label="<script>alert(1)</script>")
    close(voting)
    assert "<script>alert" not in page(client).content.decode()
