"""The dates of an announced challenge move in public, with a reason, and break no promise."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import timezone

from civic.actions.challenges import reschedule
from portal.cases.models import CaseEvent
from portal.discussion.actions import follow
from portal.notifications.models import Notification
from tests.factories.ideas import ChallengeFactory, IdeaOfficialFactory
from tests.factories.people import StaffFactory, SuperuserFactory, VerifiedUserFactory

pytestmark = pytest.mark.django_db
WEEK = timedelta(days=7)


def later(challenge, *kinds: str, by=WEEK) -> dict:
    """The stages moved as a whole; of the first only the end."""
    found = {}
    for place, kind in enumerate(kinds):
        stage = challenge.schedule()[kind]
        found[kind] = (stage.starts_at + (by if place else timedelta()), stage.ends_at + by)
    return found


REST = ("ideas", "discussion", "merging", "selection", "voting")


def moved(challenge, dates, note="Праздники помешали собрать идеи."):
    return reschedule(challenge, actor=IdeaOfficialFactory(), note=note, dates=dates)


def test_stages_move_and_followers_read_why():
    challenge, neighbour = ChallengeFactory(stage="ideas"), VerifiedUserFactory()
    follow(challenge, user=neighbour)
    before = challenge.schedule()["voting"].ends_at
    moved(challenge, later(challenge, *REST))
    challenge.refresh_from_db()
    assert challenge.schedule()["voting"].ends_at == before + WEEK
    letter = Notification.objects.get(recipient=neighbour, channel="email")
    assert "Сроки вызова изменены" in letter.subject
    assert "Праздники помешали" in letter.body


def test_what_changed_stands_in_the_public_history():
    challenge = ChallengeFactory(stage="ideas")
    moved(challenge, later(challenge, *REST))
    event = CaseEvent.objects.of(challenge).get(kind="rescheduled")
    assert (event.is_public, sorted(event.data["stages"])) == (True, sorted(REST))


@pytest.mark.parametrize(
    ("dates", "words"),
    [
        (lambda now, row: {"ideas": (row.starts_at - WEEK, row.ends_at)}, "уже начался"),
        (lambda now, row: {"ideas": (row.starts_at, now - WEEK / 7)}, "в прошлом"),
        (lambda now, row: {"ideas": (row.starts_at, row.ends_at + WEEK)}, "раньше, чем кончается"),
        (lambda now, row: {}, "не изменилась"),
    ],
)
def test_a_promise_is_not_broken(dates, words):
    challenge = ChallengeFactory(stage="ideas")
    row = challenge.schedule()["ideas"]
    with pytest.raises(ValidationError, match=words):
        moved(challenge, dates(timezone.now(), row))
    assert challenge.stages.get(kind="ideas").ends_at == row.ends_at


def test_the_end_of_a_vote_under_way_stands():
    challenge = ChallengeFactory(stage="voting")
    with pytest.raises(ValidationError, match="окончание объявлено"):
        moved(challenge, later(challenge, "voting"))


def test_without_a_reason_nothing_moves():
    challenge = ChallengeFactory(stage="ideas")
    with pytest.raises(ValidationError) as refusal:
        moved(challenge, later(challenge, *REST), note=" ")
    assert "note" in refusal.value.message_dict


@pytest.mark.parametrize("stage", ["draft", "decision", "cancelled"])
def test_where_dates_lead_no_more_even_a_superuser_changes_none(stage):
    challenge = ChallengeFactory(stage=stage)
    with pytest.raises(PermissionDenied):
        reschedule(challenge, actor=SuperuserFactory(), note="Так.", dates={})


def test_staff_without_the_right_changes_no_date():
    challenge = ChallengeFactory(stage="ideas")
    with pytest.raises(PermissionDenied):
        reschedule(challenge, actor=StaffFactory(), note="Так.", dates=later(challenge, *REST))


def fields(challenge, **more) -> dict:
    """What the browser sends when nothing is touched."""
    found = {"note": "Просили жители.", **more}
    for stage in challenge.stages.all():
        for edge in ("starts_at", "ends_at"):
            moment = timezone.localtime(getattr(stage, edge))
            found.setdefault(f"{stage.kind}_{edge}_0", f"{moment:%Y-%m-%d}")
            found.setdefault(f"{stage.kind}_{edge}_1", f"{moment:%H:%M:%S}")
    return found


def test_an_official_moves_the_end_of_the_vote_from_the_workplace(client):
    challenge = ChallengeFactory(stage="ideas")
    client.force_login(SuperuserFactory())
    page = reverse("admin:civic_challenge_change", args=[challenge.pk])
    form = reverse("admin:civic_challenge_schedule", args=[challenge.pk])
    assert form in client.get(page).text
    end = timezone.localtime(challenge.schedule()["voting"].ends_at + WEEK)
    sent = fields(challenge, voting_ends_at_0=f"{end:%Y-%m-%d}")
    assert client.post(form, sent).url == page
    event = CaseEvent.objects.of(challenge).get(kind="rescheduled")
    assert list(event.data["stages"]) == ["voting"]


def test_what_was_typed_comes_back_with_the_refusal(client):
    challenge = ChallengeFactory(stage="ideas")
    client.force_login(SuperuserFactory())
    form = reverse("admin:civic_challenge_schedule", args=[challenge.pk])
    answer = client.post(form, fields(challenge))
    assert (answer.status_code, "не изменилась" in answer.text) == (422, True)
    assert "Просили жители." in answer.text
    answer = client.post(form, fields(challenge, ideas_ends_at_0="вчера"))
    assert answer.status_code == 422
