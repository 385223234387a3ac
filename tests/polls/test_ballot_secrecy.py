"""No door shows a ballot or a running count, not even to a superuser."""

import re
from datetime import timedelta

import pytest
from django.apps import apps
from django.contrib import admin
from django.urls import reverse
from django.utils import timezone

from portal.polls.actions import cast_ballot
from portal.polls.models import (
    Ballot,
    BallotEvent,
    CentreOperator,
    Observer,
    Option,
    PaperBox,
    PaperEntry,
    PaperMark,
    PaperRuling,
    PhoneAudit,
    Poll,
    Publication,
    PublishedFile,
    Seal,
    Terms,
    Voiding,
)
from tests.factories.people import StaffFactory, SuperuserFactory, VerifiedUserFactory
from tests.factories.polls import PollFactory

# Seals have sizes, and sizes add up to a running count.
SECRET = (Ballot, BallotEvent, PaperEntry, PaperMark, PaperRuling, Seal)
OPEN = (
    *(CentreOperator, Observer, Option, PaperBox, PhoneAudit, Poll, Publication, PublishedFile),
    *(Terms, Voiding),
)


def test_no_ballot_is_registered_in_admin():
    assert not set(admin.site._registry) & set(SECRET)


def test_no_admin_page_has_a_list_of_ballots_inside():
    inside = {inline.model for page in admin.site._registry.values() for inline in page.inlines}
    assert not inside & set(SECRET)


def test_no_admin_page_shows_the_kept_count():
    page = admin.site._registry[Poll]
    shown = {*page.list_display, *page.list_filter, *page.search_fields, *map(str, page.fields)}
    assert not any("ballot_count" in name for name in shown)


def test_history_of_ballots_is_open_to_no_admin_page():
    """Events of ballots would add up to a count; whoever registers the history must hide them."""
    pages = {model._meta.label for model in admin.site._registry}
    assert not pages & {"cases.CaseEvent"}


@pytest.fixture
def running(db):
    """A poll in which 67 people have voted: a number no clock, calendar or name shows."""
    hour = timezone.now().replace(minute=0, second=0, microsecond=0)
    day = timedelta(days=1)
    poll = PollFactory(title="Дворы и скверы", opens_at=hour - day, closes_at=hour + day)
    for resident in VerifiedUserFactory.create_batch(67):
        cast_ballot(poll, voter=resident, choices=[1])
    return poll


def queries_of_ballots(captured) -> list[str]:
    return [
        one["sql"]
        for one in captured
        if re.search(r"polls_(ballot(event)?|paper(mark|entry))\b", one["sql"])
    ]


@pytest.mark.parametrize("name", ["changelist", "change", "history"])
def test_a_superuser_sees_no_running_count_in_admin(
    running, name, client, django_assert_max_num_queries
):
    client.force_login(SuperuserFactory(last_name="Демина"))
    args = [] if name == "changelist" else [running.pk]
    with django_assert_max_num_queries(40) as queries:
        answer = client.get(reverse(f"admin:polls_poll_{name}", args=args))
    assert answer.status_code == 200
    assert running.title in answer.content.decode()
    assert not re.search(r"\b67\b", visible_text(answer))
    assert queries_of_ballots(queries.captured_queries) == []


def visible_text(answer) -> str:
    return re.sub(r"<[^>]+>", " ", answer.content.decode())


@pytest.mark.parametrize("name", ["add", "delete"])
def test_a_superuser_neither_adds_nor_deletes_a_poll(running, name, client):
    client.force_login(SuperuserFactory())
    args = [running.pk] if name == "delete" else []
    assert client.get(reverse(f"admin:polls_poll_{name}", args=args)).status_code == 403


def test_a_superuser_changes_no_poll_by_posting(running, client):
    client.force_login(SuperuserFactory())
    url = reverse("admin:polls_poll_change", args=[running.pk])
    assert client.post(url, {"title": "иначе", "state": "closed"}).status_code == 403
    assert Poll.objects.get().title == running.title


def test_models_of_polls_are_those_this_file_knows():
    """A new model of polls has to be put among the secret or the open ones on purpose."""
    models = set(apps.get_app_config("polls").get_models())
    assert models == {*OPEN, *SECRET}


def test_only_an_official_with_the_right_sees_the_button_to_cancel(running, client):
    url = reverse("admin:polls_poll_change", args=[running.pk])
    move = reverse("pages:move", args=["polls.poll", running.pk, "cancel"])
    seen = []
    for permissions in (["polls.view_poll"], ["polls.view_poll", "polls.change_poll"]):
        client.force_login(StaffFactory(permissions=permissions))
        seen.append(move in client.get(url).content.decode())
    assert seen == [False, True]


def test_an_official_cancels_from_the_page_with_a_reason(running, client):
    client.force_login(StaffFactory(permissions=["polls.view_poll", "polls.change_poll"]))
    move = reverse("pages:move", args=["polls.poll", running.pk, "cancel"])
    client.post(move, {"note": "Ошибка в бюллетене"})
    assert Poll.objects.get().state == "cancelled"
