"""An organiser who is no official keeps the schedule and the materials of their own session."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from portal.files.models import Attachment
from portal.notifications.models import Notification
from tests.factories.files import pdf
from tests.factories.people import VerifiedUserFactory
from tests.factories.training import EnrolmentFactory, SessionFactory, days
from training.actions import (
    add_material,
    drop_material,
    drop_meeting,
    edit_session,
    save_meeting,
)
from training.models import Material

pytestmark = pytest.mark.django_db


@pytest.fixture
def session(person):
    return SessionFactory(organiser=person)


def lesson(session, actor, **changes):
    given = {"title": "Первое", "starts_at": days(10.5), "ends_at": days(10.6), "place": ""}
    return save_meeting(session, actor=actor, **given | changes)


def typed(moment) -> str:
    return f"{moment:%Y-%m-%dT%H:%M}"


def test_who_has_a_place_hears_of_a_new_meeting_and_others_do_not(session, person):
    student = EnrolmentFactory(session=session).user
    waiting = EnrolmentFactory(session=session, state="waiting").user
    lesson(session, person)
    told = Notification.objects.filter(subject__contains="расписание")
    assert {row.recipient for row in told} == {student}
    assert waiting not in {row.recipient for row in told}


def test_a_draft_has_nobody_to_tell(person):
    lesson(SessionFactory(state="draft", organiser=person), person)
    assert not Notification.objects.exists()


@pytest.mark.parametrize("moved", [-5, 5])
def test_a_meeting_outside_the_dates_of_the_training_is_refused(session, person, moved):
    with pytest.raises(ValidationError, match="внутри срока"):
        lesson(session, person, starts_at=days(10.5 + moved), ends_at=days(10.6 + moved))


def test_a_meeting_with_marks_of_attendance_stays(session, person):
    row = lesson(session, person)
    row.present.add(EnrolmentFactory(session=session))
    with pytest.raises(ValidationError, match="отмечены"):
        drop_meeting(row, actor=person)
    assert session.meetings.exists()


def test_an_announced_session_keeps_its_terms_and_lets_the_place_change(session, person):
    student = EnrolmentFactory(session=session).user
    before = session.quota
    edit_session(session, actor=person, place="Новый зал", quota=99, starts_at=days(11))
    session.refresh_from_db()
    assert (session.place, session.quota) == ("Новый зал", before)
    assert Notification.objects.filter(recipient=student, body__contains="Новый зал").exists()


def test_a_draft_is_prepared_wholly_on_the_page(client, person):
    session = SessionFactory(state="draft", organiser=person)
    client.force_login(person)
    body = {
        "place": "Зал", "quota": "7", "cancel_hours": "12", "enrol_from": typed(days(1)),
        "enrol_until": typed(days(5)), "starts_at": typed(days(8)), "ends_at": typed(days(9)),
    }  # fmt: skip
    answer = client.post(reverse("training:session_edit", args=[session.pk]), body)
    assert answer.status_code == 302
    session.refresh_from_db()
    assert (session.place, session.quota, session.cancel_hours) == ("Зал", 7, 12)


def test_dates_out_of_order_come_back_with_a_sentence(client, person):
    session = SessionFactory(state="draft", organiser=person)
    client.force_login(person)
    body = {
        "quota": "7", "cancel_hours": "12", "enrol_from": typed(days(5)),
        "enrol_until": typed(days(1)), "starts_at": typed(days(9)), "ends_at": typed(days(8)),
    }  # fmt: skip
    answer = client.post(reverse("training:session_edit", args=[session.pk]), body)
    assert answer.status_code == 400
    assert "Набор кончается позже" in answer.content.decode()


@pytest.mark.parametrize("fields", [{"over": True}, {"state": "cancelled"}])
def test_nothing_is_prepared_when_the_training_is_over(person, fields):
    session = SessionFactory(organiser=person, **fields)
    with pytest.raises(PermissionDenied):
        add_material(session, actor=person, title="Поздно", text="Поздно")


def test_an_outsider_prepares_nothing(session):
    with pytest.raises(PermissionDenied):
        lesson(session, VerifiedUserFactory())


def test_a_material_of_a_session_opens_for_its_people_alone(client, session, person):
    student = EnrolmentFactory(session=session).user
    classmate = EnrolmentFactory(session=SessionFactory(programme=session.programme)).user
    row = add_material(session, actor=person, title="Разбор", files=[pdf("разбор.pdf")])
    file = Attachment.objects.of(row).get()
    for who, seen in (
        (student, 200),
        (person, 200),
        (classmate, 404),
        (VerifiedUserFactory(), 404),
    ):
        client.force_login(who)
        assert client.get(row.get_absolute_url()).status_code == seen
        assert client.get(file.get_absolute_url()).status_code == seen
        page = client.get(session.get_absolute_url())
        assert ("Разбор" in page.content.decode()) == (seen == 200)


def test_files_of_a_material_taken_away_open_for_nobody(client, session, person):
    row = add_material(session, actor=person, title="Разбор", files=[pdf("разбор.pdf")])
    file = Attachment.objects.of(row).get()
    drop_material(row, actor=person)
    client.force_login(person)
    assert client.get(file.get_absolute_url()).status_code == 404
    assert not Material.objects.exists()


def test_an_empty_material_is_refused(session, person):
    with pytest.raises(ValidationError, match="приложите файл"):
        add_material(session, actor=person, title="Пусто", text=" ")


def test_materials_of_the_programme_open_for_who_teaches_it(client, session, person):
    row = Material.objects.create(programme=session.programme, title="Разбор", text="Для группы")
    for who, seen in ((person, 200), (VerifiedUserFactory(), 404)):
        client.force_login(who)
        assert client.get(row.get_absolute_url()).status_code == seen


def test_a_training_that_ended_is_not_called_off(client, person):
    session = SessionFactory(over=True, organiser=person)
    client.force_login(person)
    page = client.get(reverse("training:desk_session", args=[session.pk])).content.decode()
    assert "Отменить обучение" not in page
    url = reverse("pages:move", args=["training.session", session.pk, "cancel"])
    client.post(url, {"note": "Поздно"})
    session.refresh_from_db()
    assert session.state == "published"
