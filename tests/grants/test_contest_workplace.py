"""An official runs the commission of a contest on the pages of the workplace."""

import pytest
from django.urls import reverse

from grants import actions
from grants.models import Review
from tests.factories.expertise import decided, on_expertise, scored
from tests.factories.grants import officer
from tests.factories.people import SuperuserFactory, VerifiedUserFactory

pytestmark = pytest.mark.django_db


def at(contest, name: str, *more) -> str:
    return reverse(f"admin:grants_contest_{name}", args=[contest.pk, *more])


def test_an_official_fills_the_pool_and_distributes(client):
    contest, expert = on_expertise(applications=1, experts=1), VerifiedUserFactory()
    client.force_login(SuperuserFactory())
    page = at(contest, "experts")
    sent = {"act": "expert", "email": expert.email, "employer": "Школа", "most": 5}
    assert client.post(page, sent).status_code == 302
    assert client.post(page, sent).status_code == 422  # twice
    assert client.post(page, {**sent, "email": "nobody@example.org"}).status_code == 422
    client.post(page, {"act": "all"})
    assert Review.objects.count() == 2
    assert "Школа" in client.get(page).text


def test_an_official_lets_an_expert_go(client):
    contest = on_expertise(applications=1, experts=3)
    actions.assign_all(contest, actor=officer())
    expert = Review.objects.first().expert
    client.force_login(SuperuserFactory())
    page = at(contest, "experts")
    assert client.post(page, {"act": "retire", "retired": expert.pk}).status_code == 422
    client.post(page, {"act": "retire", "retired": expert.pk, "note": "Уехал."})
    assert not Review.objects.live().filter(expert=expert).exists()
    assert "не участвует" in client.get(page).text


def test_an_official_assigns_by_hand_and_reads_why_not(client):
    contest = on_expertise(applications=1, experts=1)
    client.force_login(SuperuserFactory())
    sent = {"act": "assign", "number": 1, "expert": contest.experts.get().pk}
    assert client.post(at(contest, "experts"), sent).status_code == 302
    answer = client.post(at(contest, "experts"), sent)
    assert (answer.status_code, "уже получал" in answer.text) == (422, True)
    answer = client.post(at(contest, "experts"), {**sent, "number": 77})
    assert "нет заявки с таким номером" in answer.text


def test_after_publication_the_workplace_does_not_speak_of_preparing(client):
    contest = decided(True)
    client.force_login(officer())
    for name in ("commission", "decisions"):
        page = client.get(at(contest, name)).text
        assert "Итоги опубликованы" in page
        assert "после публикации рейтинга" not in page
        assert "когда вы нажмёте" not in page


def test_a_wide_table_of_decisions_scrolls_by_itself(client):
    contest = decided(True)
    client.force_login(officer())
    assert "queue-scroll" in client.get(at(contest, "decisions")).text


def test_an_official_records_the_meeting_and_decides(client):
    contest = scored(9)
    official = SuperuserFactory()
    client.force_login(official)
    for number in range(2):
        sent = {"act": "member", "name": f"Демо {number}", "post": "депутат"}
        client.post(at(contest, "commission"), sent)
    actions.rate_contest(contest, actor=official)
    members = [str(row.pk) for row in contest.commission.all()]
    sent = {"act": "meeting", "held_on": "2026-01-15", "place": "Мэрия", "chair": "Демо",
            "note": "", "present": members}  # fmt: skip
    assert client.post(at(contest, "commission"), {**sent, "present": []}).status_code == 422
    assert client.post(at(contest, "commission"), sent).status_code == 302
    application = contest.applications.get()
    page = at(contest, "decision", application.pk)
    sent = {"is_awarded": "on", "amount": "100000", "votes_for": 2, "votes_against": 0,
            "abstained": 0, "reason": ""}  # fmt: skip
    assert client.post(page, {**sent, "votes_for": 9}).status_code == 422
    assert client.post(page, sent).status_code == 302
    assert "100 000" in client.get(at(contest, "decisions")).text.replace("\xa0", " ")
