"""What is published is enough to check the ranking; officials see how experts differ."""

import hashlib
import json
from decimal import Decimal

import pytest
from django.urls import reverse

from grants import actions
from tests.factories.expertise import scored

pytestmark = pytest.mark.django_db


def published(client, official, *values):
    contest = scored(*values)
    actions.rate_contest(contest, actor=official)
    contest.refresh_from_db()
    return contest, client.get(f"/grants/{contest.slug}/ranking.json").json()


def test_anybody_recomputes_the_hash_from_what_is_published(client, official):
    contest, data = published(client, official, 6, 8)
    text = json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    assert hashlib.sha256(text.encode()).hexdigest() == contest.ranking.digest
    assert contest.ranking.digest in client.get(f"/grants/{contest.slug}/results/").text


def test_anybody_recomputes_the_order_from_what_is_published(client, official):
    _contest, data = published(client, official, 6, 8, 6)
    rows = data["rows"]  # numbers rise with the moment of filing
    again = sorted(rows, key=lambda row: (-Decimal(row["total"]), row["id"]))
    assert [row["id"] for row in again] == [row["id"] for row in rows]
    assert [int(row["id"]) for row in rows] == [2, 1, 3]


def test_officials_read_the_load_and_the_mean_of_every_expert(client, official):
    contest = scored(6, 8)
    client.force_login(official)
    page = client.get(reverse("admin:grants_contest_experts", args=[contest.pk])).text
    for expert in contest.experts.all():
        told = "<td>70,0</td><td>60</td><td>80</td><td>0,0</td>"
        assert f"<td>2 / {expert.most}</td><td>2</td>{told}" in page


def test_officials_read_who_is_stricter_on_the_same_applications():
    contest = scored(6, 8)
    strict = contest.experts.first()
    for review in strict.reviews.all():
        type(review).objects.filter(pk=review.pk).update(total=review.total - 10)
    others = contest.experts.exclude(pk=strict.pk).values_list("pk", flat=True)
    lean = actions.leanings(contest)
    assert lean[strict.pk] == -10
    assert {lean[pk] for pk in others} == {10}
