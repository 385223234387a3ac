"""Nominating with the nominee's consent: asked by letter or on the portal, refused for good."""

import re
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import timezone

from grants import actions
from grants.models import Nomination
from portal.files.models import Attachment
from portal.notifications.models import Letter, Notification
from tests.factories.awards import NominationFactory, SeasonFactory, admitted, past, steward
from tests.factories.files import pdf, photo
from tests.factories.people import UserFactory

pytestmark = pytest.mark.django_db
NAME, MAIL = "Меценатова Демо", "mecenat@example.org"


def sent(**fields) -> Nomination:
    row = NominationFactory(nominee_name=NAME, nominee_email=MAIL, **fields)
    actions.send_nomination(row, actor=row.nominator)
    row.refresh_from_db()
    return row


def link() -> str:
    return re.search(r"/grants/awards/consent/\S+", Letter.objects.latest("pk").text)[0]


def test_a_nominee_without_an_account_agrees_by_the_letter(client):
    row = sent()
    assert NAME in client.get(link()).content.decode()
    client.post(link(), {"answer": "yes", "agreed": "on"})
    row.refresh_from_db()
    assert (row.state, row.consented_at is None) == ("check", False)


def test_a_nominee_who_does_not_tick_is_asked_again(client):
    row = sent()
    page = client.post(link(), {"answer": "yes"})
    row.refresh_from_db()
    assert (page.status_code, row.state) == (422, "consent")


def test_a_nominee_who_agrees_twice_is_told_so(client):
    sent()
    url = link()
    client.post(url, {"answer": "yes", "agreed": "on"})
    assert client.post(url, {"answer": "yes", "agreed": "on"}).status_code == 422


def test_a_nominee_with_an_account_answers_on_the_portal(client):
    person = UserFactory(email=MAIL)
    row = sent()
    client.force_login(person)
    client.post(reverse("grants:answer_nomination", args=[row.pk]), {"answer": "yes", "agreed": 1})
    row.refresh_from_db()
    assert row.state == "check"
    assert Notification.objects.filter(recipient=person).exists()
    assert not Letter.objects.exists()


def test_a_refusal_keeps_nothing_of_the_nominee(client, django_capture_on_commit_callbacks):
    row = sent()
    url = link()
    with django_capture_on_commit_callbacks(execute=True):
        page = client.post(url, {"answer": "no"})
    row.refresh_from_db()
    assert page.url == reverse("grants:declined")
    assert (row.state, row.nominee_name, row.nominee_email, row.text) == ("declined", "", "", "")
    assert not Letter.objects.filter(to=[MAIL]).exists()
    assert client.get(url).status_code == 404
    told = Notification.objects.filter(recipient=row.nominator)
    assert told.exists()
    assert not told.filter(body__contains=NAME).exists()


def test_a_refusal_deletes_the_bytes_and_names_of_files(django_capture_on_commit_callbacks):
    draft = NominationFactory(nominee_email=MAIL)
    author = draft.nominator
    actions.save_nomination(draft, actor=author, images=[photo()], documents=[pdf()], alt=NAME)
    actions.send_nomination(draft, actor=author)
    stored = [row.file for row in Attachment.objects.of(draft)]
    assert len(stored) == 2
    with django_capture_on_commit_callbacks(execute=True):
        actions.decline(draft, actor=None)
    assert not any(file.storage.exists(file.name) for file in stored)
    assert {row.original_name for row in Attachment.objects.of(draft)} == {"—"}


def test_a_refusal_is_final_in_the_category():
    row = sent()
    actions.decline(row, actor=None)
    again = NominationFactory(season=row.season, nominee_email=MAIL.upper())
    with pytest.raises(ValidationError):
        actions.send_nomination(again, actor=again.nominator)


def test_a_nominator_cannot_tell_who_was_nominated_or_refused_before():
    row = sent()
    again = NominationFactory(season=row.season, nominee_email=MAIL)
    with pytest.raises(ValidationError) as asked:
        actions.send_nomination(again, actor=again.nominator)
    actions.decline(row, actor=None)
    with pytest.raises(ValidationError) as refused:
        actions.send_nomination(again, actor=again.nominator)
    assert asked.value.messages == refused.value.messages


def test_a_changed_text_needs_a_new_consent_and_the_old_letter_is_void(client):
    row = sent()
    old = link()
    actions.consent(row, actor=None, agreed=True)
    actions.return_nomination(row, actor=steward(), note="Добавьте даты.")
    actions.save_nomination(row, actor=row.nominator, nominee_email=MAIL, text="Новое")
    actions.send_nomination(row, actor=row.nominator)
    row.refresh_from_db()
    assert (row.state, row.consented_at, row.number) == ("consent", None, 1)
    assert client.get(old).status_code == 404
    assert "Новое" in client.get(link()).content.decode()


def test_a_nominator_does_not_nominate_himself(client):
    row = NominationFactory()
    with pytest.raises(ValidationError):
        actions.save_nomination(row, actor=row.nominator, nominee_email=row.nominator.email)


def test_a_nominator_sends_five_letters_a_day():
    author, season = UserFactory(), SeasonFactory()
    rows = NominationFactory.create_batch(6, season=season, nominator=author)
    for row in rows[:5]:
        actions.send_nomination(row, actor=author)
    with pytest.raises(ValidationError, match="пять писем"):
        actions.send_nomination(rows[5], actor=author)


def test_a_nomination_after_the_last_second_is_refused():
    row = NominationFactory()
    past(row.season, closes_at=-0.001)
    row.refresh_from_db()
    with pytest.raises(PermissionDenied):
        actions.send_nomination(row, actor=row.nominator)


def test_a_withdrawn_nomination_keeps_nothing_of_the_nominee():
    row = sent()
    actions.withdraw_nomination(row, actor=row.nominator)
    row.refresh_from_db()
    assert (row.state, row.nominee_name, row.nominee_key) == ("withdrawn", "", "")


def test_a_nominee_takes_the_consent_back_before_the_judging(client):
    row = admitted(nominee_user=UserFactory())
    person = row.nominee_user
    past(row.season, opens_at=-9, closes_at=-3, check_until=-2, judge_until=5)
    actions.move_season(row.season)
    row.refresh_from_db()
    actions.decline(row, actor=person)
    assert client.get(row.get_absolute_url()).status_code == 404


def test_what_was_not_answered_in_time_is_erased_by_the_clock():
    row = sent()
    past(row.season, opens_at=-9, closes_at=-3, check_until=-2, judge_until=5)
    actions.move_season(row.season)
    actions.move_season(row.season)
    row.refresh_from_db()
    assert (row.state, row.nominee_name) == ("expired", "")
    assert row.season.nominations.count() == 1


def test_a_season_whose_check_is_late_moves_the_end_of_the_judging():
    row = admitted()
    waiting = NominationFactory(season=row.season, state="check")
    season = past(row.season, opens_at=-9, closes_at=-6, check_until=-5, judge_until=-1)
    actions.move_season(season)
    assert actions.move_season(season) is None
    actions.admit_nomination(waiting, actor=steward())
    actions.move_season(season)
    season.refresh_from_db()
    assert season.state == "judging"
    assert season.judge_until > timezone.now() + timedelta(days=3)
