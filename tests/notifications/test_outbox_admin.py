"""Staff see which letters failed and try again, and read nobody's secret link."""

import pytest
from django.urls import reverse

from portal.notifications.models import Channel, DeliveryState, Letter, Notification
from portal.polls.actions import cast_ballot
from tests.factories.people import (
    StaffFactory,
    SuperuserFactory,
    UserFactory,
    VerifiedUserFactory,
)
from tests.factories.polls import PollFactory

pytestmark = pytest.mark.django_db
PERMISSIONS = ["notifications.view_letter", "notifications.view_notification"]


@pytest.fixture
def official(client):
    client.force_login(StaffFactory(permissions=PERMISSIONS))
    return client


def a_letter(**fields) -> Letter:
    given = {"to": ["a@example.org"], "from_email": "p@example.org", "subject": "Новый пароль"}
    return Letter.objects.create(
        **given, text="secret-link", html="secret-link", headers={"X": "secret-link"}, **fields
    )


def admin_url(model, page, *args) -> str:
    return reverse(f"admin:notifications_{model}_{page}", args=args)


@pytest.mark.parametrize("view", ["changelist", "change"])
def test_an_official_never_sees_the_text_of_a_letter(official, view):
    letter = a_letter(state=DeliveryState.DEAD)
    args = [letter.pk] if view == "change" else []
    response = official.get(admin_url("letter", view, *args))
    assert "Новый пароль" in response.content.decode()
    assert "secret-link" not in response.content.decode()


def test_an_official_tries_a_dead_letter_again(official, tell):
    tell(UserFactory(), UserFactory())
    Notification.objects.filter(channel=Channel.EMAIL).update(state=DeliveryState.DEAD, attempts=9)
    pks = list(Notification.objects.undelivered().values_list("pk", flat=True))
    official.post(
        admin_url("notification", "changelist"),
        {"action": "try_again", "_selected_action": pks[:1]},
    )
    assert dict(Notification.objects.undelivered().values_list("pk", "state")) == {
        pks[0]: DeliveryState.PENDING,
        pks[1]: DeliveryState.DEAD,
    }


def test_letters_that_went_out_are_not_listed(official):
    a_letter(state=DeliveryState.SENT)
    assert official.get(admin_url("letter", "changelist")).context["cl"].result_count == 0


def test_nobody_writes_a_letter_by_hand(official):
    assert official.get(admin_url("letter", "add")).status_code == 403
    assert official.post(admin_url("letter", "delete", a_letter().pk)).status_code == 403


def test_nobody_learns_from_undelivered_letters_who_has_voted(client):
    poll, voter = PollFactory(), VerifiedUserFactory()
    cast_ballot(poll, voter=voter, choices=[1])
    row = Notification.objects.undelivered().get(recipient=voter)
    client.force_login(SuperuserFactory())
    assert client.get(admin_url("notification", "changelist")).context["cl"].result_count == 0
    assert client.get(admin_url("notification", "change", row.pk)).status_code == 302
