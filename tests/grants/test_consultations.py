"""Consultations: private to both sides, a time promised once, registered without words."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import timezone

from grants import actions
from grants.models import Consultation, SupportRecord
from grants.tasks import remind_of_consultations
from portal.notifications.models import Notification
from tests.factories.consultations import (
    HOUR,
    SubjectFactory,
    appoint,
    appointed,
    asked,
    begun,
    held,
    keeper,
)
from tests.factories.organisations import MemberFactory, OrganisationFactory
from tests.factories.people import UserFactory, VerifiedUserFactory
from tests.factories.property import nko

pytestmark = pytest.mark.django_db
SECRET = "Тайный вопрос о долгах"


def subjects_told(person) -> list[str]:
    rows = Notification.objects.filter(recipient=person, channel="inbox").order_by("pk")
    return [row.subject.split(":")[0] for row in rows]


def test_an_editor_asks_and_a_plain_member_does_not(client):
    team, editor, member = nko(), UserFactory(), UserFactory()
    MemberFactory(organisation=team, user=editor, role="editor")
    MemberFactory(organisation=team, user=member)
    given = {
        "organisation": team.pk, "subject": SubjectFactory().pk, "question": SECRET,
        "wished_way": "video", "wished_on": timezone.localdate(), "wished_times": "",
    }  # fmt: skip
    url = reverse("grants:ask_consultation")
    client.force_login(member)
    assert client.post(url, given).status_code == 403
    client.force_login(editor)
    assert client.post(url, given | {"wished_on": "2020-01-01"}).status_code == 422
    assert client.post(url, given).status_code == 302
    assert client.post(url, given).status_code == 422  # one open on the subject
    assert SECRET in client.get(Consultation.objects.get().get_absolute_url()).content.decode()
    client.force_login(member)
    assert client.get(Consultation.objects.get().get_absolute_url()).status_code == 404


@pytest.mark.parametrize("fields", [{"kind": "business"}, {"status": "draft"}])
def test_only_a_confirmed_nko_or_tos_asks(fields):
    head = VerifiedUserFactory()
    team = OrganisationFactory(head=head, **fields)
    with pytest.raises(PermissionDenied):
        asked(organisation=team, head=head)


def test_an_official_is_not_promised_to_two_at_once():
    official, at = keeper(), timezone.now() + HOUR
    appoint(asked(), official=official, starts_at=at)
    with pytest.raises(ValidationError, match="уже занято"):
        appoint(asked(), official=official, starts_at=at + timedelta(minutes=29))
    assert appoint(asked(), official=official, starts_at=at + timedelta(minutes=30))
    assert appoint(asked(), starts_at=at)


def test_a_time_is_moved_and_both_sides_are_told():
    official = keeper()
    row = appointed(official=official)
    appoint(row, official=official, starts_at=row.starts_at + HOUR, note="Заболел")
    assert subjects_told(row.head) == [
        "Просьба о консультации отправлена", "Консультация назначена", "Консультация назначена"
    ]  # fmt: skip
    assert subjects_told(official) == ["Консультация назначена"] * 2


@pytest.mark.parametrize("shift", [-HOUR, timedelta(days=400)])
def test_a_time_gone_by_or_too_far_is_not_appointed(shift):
    with pytest.raises(ValidationError):
        appoint(asked(), starts_at=timezone.now() + shift)


def test_an_official_does_not_consult_an_own_organisation():
    insider, row = keeper(), asked()
    MemberFactory(organisation=row.organisation, user=insider)
    with pytest.raises(PermissionDenied):
        appoint(row, actor=insider)
    with pytest.raises(ValidationError):
        appoint(row, official=insider)


def test_it_is_not_held_before_it_begins():
    with pytest.raises(PermissionDenied):
        actions.hold_consultation(appointed(), actor=keeper(), note="Совет")


def test_a_held_one_is_registered_and_counted_without_its_words(client):
    row = held(question=SECRET, advice="Тайный совет", private="Тайная заметка")
    record = SupportRecord.objects.get()
    assert (record.form, record.value, record.what) == ("consultation", None, row.subject.name)
    for url in ("/grants/support/", f"/grants/passport/{row.organisation_id}/",
                "/grants/consultations/"):  # fmt: skip
        text = client.get(url).content.decode()
        assert row.subject.name in text
        assert "Тайн" not in text
    csv = b"".join(client.get("/grants/support.csv")).decode()
    assert "Тайн" not in csv


def test_the_organisation_reads_the_advice_and_not_the_note_of_officials(client):
    row = held(advice="Примите устав", private="Тайная заметка")
    client.force_login(row.head)
    text = client.get(row.get_absolute_url()).content.decode()
    assert "Примите устав" in text
    assert "Тайная заметка" not in text
    client.force_login(keeper())
    page = client.get(reverse("admin:grants_consultation_change", args=[row.pk]))
    assert "Тайная заметка" in page.content.decode()


def test_the_organisation_says_whether_it_helped_and_may_change_its_word(client):
    row = held()
    client.force_login(row.head)
    url = reverse("grants:mark_consultation", args=[row.pk])
    assert client.post(url, {"helped": "может быть"}).status_code == 422
    client.post(url, {"helped": "0"})
    client.post(url, {"helped": "1"})
    total = client.get("/grants/consultations/").context["total"]
    assert total == {"asked": 1, "held": 1, "answered": 1, "helped": 1}
    assert subjects_told(row.official)[-1] == "Организация отметила"


def test_both_sides_are_reminded_once_and_the_official_of_the_outcome_once():
    official = keeper()
    row = appointed(official=official)
    for _turn in range(2):
        remind_of_consultations()
    assert subjects_told(row.head).count("Напоминание") == 1
    begun(row)
    for _turn in range(2):
        remind_of_consultations()
    assert subjects_told(official) == [
        "Консультация назначена", "Напоминание", "Запишите, состоялась ли консультация"
    ]  # fmt: skip
    assert len(subjects_told(row.head)) == 3


def test_an_appointed_one_is_withdrawn_and_the_official_is_told_and_free():
    official = keeper()
    row = appointed(official=official)
    at = row.starts_at
    actions.withdraw_consultation(row, actor=row.head)
    assert subjects_told(official)[-1] == "Просьба о консультации отозвана"
    assert appoint(asked(), official=official, starts_at=at)


def test_an_official_appoints_and_writes_the_outcome_in_the_admin(client):
    row, official = asked(), keeper()
    client.force_login(official)
    url = reverse("admin:grants_consultation_move", args=[row.pk, "appoint"])
    at = timezone.localtime(timezone.now() + HOUR)
    given = {"official": official.pk, "starts_at": f"{at:%Y-%m-%dT%H:%M}", "minutes": "30",
             "way": "phone", "place": "1", "note": ""}  # fmt: skip
    client.post(url, given | {"official": row.head.pk})
    row.refresh_from_db()
    assert row.state == "requested"
    client.post(url, given)
    begun(row)
    url = reverse("admin:grants_consultation_move", args=[row.pk, "hold"])
    client.post(url, {"note": "Совет", "private_note": ""})
    row.refresh_from_db()
    assert (row.state, row.advice) == ("held", "Совет")


def test_a_consultation_of_another_year_is_counted_there(client):
    row = held()
    Consultation.objects.filter(pk=row.pk).update(created_at=timezone.now() - timedelta(days=400))
    assert client.get("/grants/consultations/").context["total"]["asked"] == 0
    year = timezone.localtime(Consultation.objects.get().created_at).year
    page = client.get(f"/grants/consultations/?year={year}")
    assert page.context["total"]["held"] == 1
    assert client.get("/grants/consultations/?year=пятый").status_code == 422
