"""What a browser keeps for a code scanned without a connection: nothing of a person."""

import time
import uuid
from datetime import timedelta

import pytest
from django.core import signing
from django.urls import reverse
from django.utils import timezone

from portal.cases.models import CaseEvent
from tests.factories.people import VerifiedUserFactory
from tests.factories.volunteers import ShiftFactory, SignupFactory
from volunteers.forms.late_marks import PASS_FOR, PASS_SALT, scan_pass

pytestmark = pytest.mark.django_db


@pytest.fixture
def row():
    return SignupFactory(shift=ShiftFactory(begun=True), user=VerifiedUserFactory())


def visited(user) -> str:
    """The pass of a visit an hour ago."""
    return signing.dumps([user.pk, int(time.time()) - 3600], salt=PASS_SALT)


def press(client, row, stamp: str, minutes: int = 10, mark: str = "in"):
    """A mark pressed some minutes ago, as the page sends it."""
    now = int(time.time() * 1000)
    given = {"key": uuid.uuid4(), "pressed": now - minutes * 60_000, "sent": now, "mark": mark}
    client.force_login(row.user)
    url = reverse("volunteers:late_here", args=[row.shift.code])
    return client.post(url, given | {"opened": stamp})


def test_the_kept_page_is_the_same_for_everybody(client):
    person = VerifiedUserFactory(last_name="Секретов")
    url = reverse("volunteers:scan")
    plain = client.get(url).content
    client.force_login(person)
    assert client.get(url).content == plain
    assert b"csrf" not in plain


def test_the_worker_keeps_that_page_and_its_assets_alone(client):
    answer = client.get(reverse("volunteers:worker"))
    text = answer.content.decode()
    assert answer["Content-Type"].startswith("text/javascript")
    assert answer["Cache-Control"] == "no-cache"
    assert answer["Service-Worker-Allowed"] == "/volunteers/here/"
    assert (
        "script-src" in answer["Content-Security-Policy"]
        or "default-src" in answer["Content-Security-Policy"]
    )
    assert 'const SHELL = "/volunteers/scan/";' in text
    assert text.count("/static/") == 5


def test_another_manifest_is_another_version(client, monkeypatch):
    url, texts = reverse("volunteers:worker"), set()
    for manifest in ("one", "two"):
        monkeypatch.setattr(
            "volunteers.views.scanning.staticfiles_storage.manifest_hash", manifest, raising=False
        )
        texts.add(client.get(url).content)
    assert len(texts) == 2


def test_a_mark_made_without_the_portal_counts_and_says_so(client, row):
    assert press(client, row, visited(row.user)).json() == {"done": True}
    row.refresh_from_db()
    assert 9 < (timezone.now() - row.came_at).total_seconds() / 60 < 11
    assert CaseEvent.objects.of(row).get().data["unseen"] is True


def test_a_pass_of_somebody_else_or_of_long_ago_marks_nothing(client, row, monkeypatch):
    other = press(client, row, scan_pass(VerifiedUserFactory()))
    assert other.json()["errors"] == ["Отметку сделали в другой учётной записи."]
    stamp, now = scan_pass(row.user), time.time()
    monkeypatch.setattr("time.time", lambda: now + (PASS_FOR + timedelta(days=1)).total_seconds())
    assert press(client, row, stamp).json()["errors"] == ["Страница устарела. Откройте её заново."]
    row.refresh_from_db()
    assert row.state == "confirmed"


def test_who_leaves_without_having_come_is_told_so(client, row):
    answer = press(client, row, visited(row.user), mark="out")
    assert answer.json()["errors"] == ["Сначала отметьте приход."]


@pytest.mark.parametrize("name", ["shift", "my_shifts"])
def test_pages_give_the_pass_to_who_is_signed_in_alone(client, row, name):
    url = reverse(f"volunteers:{name}", args=[row.shift_id] if name == "shift" else [])
    assert "data-scan-pass" not in client.get(url).content.decode()
    client.force_login(row.user)
    assert f'data-scan-who="{row.user.pk}"' in client.get(url).content.decode()
