"""Pages of who teaches: attendance, certificates, works, the survey; the admin of sessions."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from portal.portfolio.models import Certificate
from tests.factories.files import pdf
from tests.factories.people import StaffFactory, SuperuserFactory, VerifiedUserFactory
from tests.factories.reserve import ReserveApplicationFactory
from tests.factories.training import (
    EnrolmentFactory,
    ProgrammeFactory,
    SessionFactory,
    days,
    organiser,
    student,
    task_of,
)
from training.actions import attach, complete, confirm, write_work
from training.models import Enrolment, FeedbackAnswer, Meeting, Module, Session, Work
from training.tasks import send_reminders

pytestmark = pytest.mark.django_db


@pytest.fixture
def enrolment():
    return student()


@pytest.fixture
def host(client, enrolment):
    """The browser of the organiser of the session."""
    client.force_login(enrolment.session.organiser)
    return client


def text(answer) -> str:
    return answer.content.decode()


# --- Attendance and certificates ----------------------------------------------------------------
def test_an_organiser_ticks_who_was_there(host, enrolment):
    meeting = Meeting.objects.create(
        session=enrolment.session, title="Занятие", starts_at=days(-2), ends_at=days(-1.9)
    )
    url = f"/training/desk/{enrolment.session_id}/meetings/{meeting.pk}/"
    page = host.post(url, {"people": [enrolment.pk]}, follow=True)
    assert "Посещаемость сохранена" in text(page)
    assert "checked" in text(host.get(url))
    host.post(url, {})
    assert not meeting.present.exists()


def test_a_stranger_of_another_session_is_no_choice_in_the_list(host, enrolment):
    meeting = Meeting.objects.create(
        session=enrolment.session, title="Занятие", starts_at=days(-2), ends_at=days(-1.9)
    )
    url = f"/training/desk/{enrolment.session_id}/meetings/{meeting.pk}/"
    assert host.post(url, {"people": [EnrolmentFactory().pk]}).status_code == 400
    assert not meeting.present.exists()


def test_a_meeting_of_another_session_is_not_found(host, enrolment):
    other = Meeting.objects.create(
        session=SessionFactory(), title="Чужое", starts_at=days(-2), ends_at=days(-1)
    )
    url = f"/training/desk/{enrolment.session_id}/meetings/{other.pk}/"
    assert host.get(url).status_code == 404


def test_an_organiser_certifies_all_who_are_ready_and_reads_who_is_not(host, enrolment):
    module = Module.objects.create(programme=enrolment.session.programme, title="Модуль")
    ready = EnrolmentFactory(session=enrolment.session)
    ready.modules_done.add(module)
    page = host.post(f"/training/desk/{enrolment.session_id}/complete/", follow=True)
    assert "Выдано свидетельств: 1" in text(page)
    assert f"{enrolment.user}: не выполнено — Модуль" in text(page)


@pytest.mark.parametrize(("button", "revoked"), [("revoke", 1), ("reissue", 1)])
def test_a_certificate_is_revoked_or_issued_anew_on_its_page(host, enrolment, button, revoked):
    complete(enrolment, actor=enrolment.session.organiser)
    url = f"/training/places/{enrolment.pk}/certificate/"
    assert host.post(url, {"reason": "", button: "1"}).status_code == 400
    assert host.post(url, {"reason": "Ошибка в имени", button: "1"}).status_code == 302
    assert Certificate.objects.filter(revoked_at__isnull=False).count() == revoked
    assert Certificate.objects.count() == (2 if button == "reissue" else 1)


def test_the_person_reads_the_certificate_and_has_no_button_to_change_it(client, enrolment):
    complete(enrolment, actor=enrolment.session.organiser)
    client.force_login(enrolment.user)
    page = text(client.get(enrolment.get_absolute_url()))
    assert Enrolment.objects.get().certificate.printed_code in page
    assert "Отозвать или выдать новое" not in page


def test_nobody_is_certified_before_the_training_begins(official):
    row = EnrolmentFactory(session=SessionFactory())
    with pytest.raises(ValidationError, match="ещё не началось"):
        complete(row, actor=official)


# --- What was called off ------------------------------------------------------------------------
def test_a_cancelled_training_gives_no_places_and_no_certificates(official):
    session = SessionFactory(running=True)
    offered = EnrolmentFactory(session=session, state="admitted")
    held = EnrolmentFactory(session=session)
    Session.objects.update(state="cancelled")
    for row, act, actor in ((offered, confirm, offered.user), (held, complete, official)):
        fresh = Enrolment.objects.get(pk=row.pk)
        with pytest.raises(PermissionDenied, match="отменено"):
            act(fresh, actor=actor)


def test_who_had_a_place_in_a_cancelled_training_reads_it(client):
    row = EnrolmentFactory(session=SessionFactory(state="cancelled"))
    client.force_login(row.user)
    assert "Обучение отменено." in text(client.get(row.get_absolute_url()))


def test_a_certificate_of_a_training_cancelled_later_can_still_be_revoked(host, enrolment):
    complete(enrolment, actor=enrolment.session.organiser)
    Session.objects.update(state="cancelled")
    url = f"/training/places/{enrolment.pk}/certificate/"
    host.post(url, {"reason": "Занятий не было", "revoke": "1"})
    assert Certificate.objects.get().revoked_at is not None


def test_a_cancelled_training_reminds_nobody():
    row = EnrolmentFactory(session=SessionFactory(starts_at=days(0.5), state="cancelled"))
    send_reminders()
    assert not row.reminders.exists()


def test_a_cancelled_training_is_cancelled_in_the_phone(client):
    session = SessionFactory(state="cancelled")
    feed = text(client.get(f"/training/sessions/{session.pk}/calendar.ics"))
    assert "STATUS:CANCELLED" in feed


def test_an_offered_place_is_reminded_of_a_day_before_its_term():
    row = EnrolmentFactory(state="admitted", confirm_by=days(0.5))
    EnrolmentFactory(state="admitted", confirm_by=days(3))
    send_reminders()
    assert list(row.reminders.values_list("kind", flat=True)) == ["confirm"]
    assert Enrolment.objects.filter(reminders__isnull=False).count() == 1


# --- Works --------------------------------------------------------------------------------------
def test_a_mentor_marks_accepts_and_cannot_mark_any_more(host, enrolment):
    task = task_of(enrolment.session.programme)
    work = write_work(task, enrolment, actor=enrolment.user, text="Двор", send=True)
    url = f"/training/desk/works/{work.pk}/"
    names = [f"mark-{row.pk}" for row in task.criteria.criteria.all()]
    assert host.post(url, dict.fromkeys(names, "11")).status_code == 400
    assert "Баллов: 80" in text(host.post(url, dict.fromkeys(names, "8"), follow=True))
    host.post(reverse("pages:move", args=["training.work", work.pk, "accept"]), {"note": ""})
    assert Work.objects.get().state == "accepted"
    assert host.post(url, dict.fromkeys(names, "1")).status_code == 400


def test_a_work_is_kept_as_a_draft_until_it_is_sent(client, enrolment):
    task = task_of(enrolment.session.programme)
    client.force_login(enrolment.user)
    url = f"/training/places/{enrolment.pk}/tasks/{task.pk}/"
    client.post(url, {"text": "Начало", "save": "1"})
    assert Work.objects.get().state == "draft"
    client.post(url, {"text": "Начало и конец", "files": pdf()})
    assert (Work.objects.get().state, Work.objects.get().text) == ("submitted", "Начало и конец")


def test_the_queue_of_a_mentor_is_theirs_alone(client, enrolment):
    task = task_of(enrolment.session.programme)
    write_work(task, enrolment, actor=enrolment.user, text="Двор", send=True)
    mentor, other = VerifiedUserFactory.create_batch(2)
    enrolment.session.mentors.add(mentor)
    for person, sees in ((mentor, True), (other, False)):
        client.force_login(person)
        assert (task.title in text(client.get("/training/desk/works/"))) is sees


# --- The survey ---------------------------------------------------------------------------------
def test_a_survey_comes_back_until_every_mark_is_given(client):
    row = EnrolmentFactory(session=SessionFactory(over=True))
    client.force_login(row.user)
    url = f"/training/places/{row.pk}/feedback/"
    assert client.post(url, {"useful": "6", "clear": "1"}).status_code == 400
    body = {"useful": "5", "clear": "4", "organised": "3", "text": ""}
    assert "Спасибо" in text(client.post(url, body, follow=True))
    assert client.post(url, body).status_code == 403
    assert FeedbackAnswer.objects.count() == 1


# --- The admin ----------------------------------------------------------------------------------
def session_form(session, **changes) -> dict:
    form = {
        f"{prefix}-{name}": 0
        for prefix in ("meetings", "quotas", "cases-caseevent-content_type-object_id")
        for name in ("TOTAL_FORMS", "INITIAL_FORMS")
    }
    return {"programme": session.programme_id, "place": "Зал", "cost": "0", **form, **changes}


def test_an_announced_session_keeps_what_people_rely_on(client, official):
    session = SessionFactory()
    client.force_login(official)
    url = reverse("admin:training_session_change", args=[session.pk])
    other = ProgrammeFactory()
    body = session_form(session, quota="99", programme=other.pk, cancel_hours="0")
    assert client.post(url, body).status_code == 302
    fresh = Session.objects.get()
    assert (fresh.place, fresh.quota, fresh.cancel_hours) == ("Зал", 2, 24)
    assert fresh.programme != other


def test_the_queue_of_the_admin_shows_competitions_that_wait(client, official):
    waiting = SessionFactory(contest=True, closed=True)
    idle = SessionFactory()
    client.force_login(official)
    page = text(client.get("/admin/training/session/?queue=waiting"))
    assert reverse("admin:training_session_change", args=[waiting.pk]) in page
    assert reverse("admin:training_session_change", args=[idle.pk]) not in page


def test_no_list_of_files_shows_what_was_attached_to_an_application(client):
    row = ReserveApplicationFactory(state="draft")
    attach(row, pdf("паспорт-тайный.pdf"), actor=row.user)
    for staff in (SuperuserFactory(), StaffFactory(permissions=["files.view_attachment"])):
        client.force_login(staff)
        assert "тайный" not in text(client.get("/admin/files/attachment/"))


def test_a_superuser_finds_no_application_of_the_reserve_in_the_admin(client):
    ReserveApplicationFactory()
    client.force_login(SuperuserFactory())
    assert client.get("/admin/training/reserveapplication/").status_code == 404


def test_an_organiser_announces_only_what_they_may(client):
    session = SessionFactory(state="draft", organiser=organiser())
    client.force_login(VerifiedUserFactory())
    assert client.get(session.get_absolute_url()).status_code == 404
    client.force_login(session.organiser)
    assert "Объявить набор" in text(client.get(f"/training/desk/{session.pk}/"))
