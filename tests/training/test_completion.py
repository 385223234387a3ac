"""The end of a training: what is asked, the certificate, its life; works; the survey."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from portal.cases.lifecycle import InvalidTransition
from portal.notifications.models import Notification
from portal.portfolio.models import Certificate, Participation
from tests.factories.files import pdf
from tests.factories.people import VerifiedUserFactory
from tests.factories.training import (
    EnrolmentFactory,
    ProgrammeFactory,
    SessionFactory,
    days,
    organiser,
    quiz_of,
    right_answers,
    student,
    task_of,
)
from training.actions import (
    accept_work,
    answer,
    complete,
    complete_ready,
    fail,
    finish_module,
    give_feedback,
    mark_attendance,
    mark_work,
    progress_of,
    reissue_certificate,
    return_work,
    revoke_certificate,
    start_attempt,
    submit_work,
    write_work,
)
from training.models import Enrolment, FeedbackAnswer, Meeting, Module, Work
from training.tasks import send_reminders

pytestmark = pytest.mark.django_db


@pytest.fixture
def enrolment():
    return student()


def meeting_of(session, **fields) -> Meeting:
    given = {"title": "Занятие", "starts_at": days(-2), "ends_at": days(-1.9)} | fields
    return Meeting.objects.create(session=session, **given)


def certified(official, **fields) -> Enrolment:
    row = student(**fields)
    complete(row, actor=official)
    return row


def test_everything_asked_stands_in_the_progress(official):
    programme = ProgrammeFactory(min_attendance=50)
    Module.objects.create(programme=programme, title="Первый модуль")
    quiz_of(programme)
    task_of(programme)
    row = student(programme)
    meeting_of(row.session)
    assert [one.kind for one in progress_of(row)] == ["module", "attendance", "quiz", "work"]
    with pytest.raises(ValidationError, match="Первый модуль"):
        complete(row, actor=official)
    assert not Certificate.objects.exists()


@pytest.mark.parametrize(("attended", "is_enough"), [(1, False), (2, True)])
def test_attendance_has_a_threshold(attended, is_enough):
    row = student(ProgrammeFactory(min_attendance=60))
    meetings = [meeting_of(row.session) for _n in range(3)]
    for meeting in meetings[:attended]:
        mark_attendance(meeting, actor=row.session.organiser, people=[row])
    (found,) = progress_of(row)
    assert found.is_done is is_enough


def test_attendance_of_another_session_does_not_count(enrolment):
    stranger = EnrolmentFactory()
    meeting = meeting_of(enrolment.session)
    mark_attendance(meeting, actor=enrolment.session.organiser, people=[enrolment, stranger])
    assert list(meeting.present.all()) == [enrolment]


def test_attendance_is_not_marked_before_the_meeting(enrolment):
    meeting = meeting_of(enrolment.session, starts_at=days(1), ends_at=days(1.1))
    with pytest.raises(ValidationError, match="не началось"):
        mark_attendance(meeting, actor=enrolment.session.organiser, people=[])
    with pytest.raises(PermissionDenied):
        mark_attendance(meeting, actor=VerifiedUserFactory(), people=[])


def test_completion_gives_a_certificate_and_a_line_of_the_portfolio(official):
    row = certified(official)
    assert row.state == "completed"
    assert row.certificate.context["lines"][0] == ["Часов", "16"]
    assert row.participation.hours == 16
    assert Participation.objects.get(user=row.user).kind == "training"


def test_a_certificate_keeps_its_words_when_the_programme_changes(official):
    row = certified(official)
    row.session.programme.hours = 99
    row.session.programme.save()
    said = Certificate.objects.get().context
    assert said["lines"][0] == ["Часов", "16"]


def test_nobody_certifies_their_own_training(official):
    row = student()
    row.user = official
    row.save()
    with pytest.raises(PermissionDenied, match="другой организатор"):
        complete(row, actor=official)


def test_an_outsider_certifies_nobody(enrolment):
    with pytest.raises(PermissionDenied):
        complete(enrolment, actor=VerifiedUserFactory())


def test_nobody_is_certified_twice(official):
    row = certified(official)
    with pytest.raises(InvalidTransition):
        complete(row, actor=official)
    assert Certificate.objects.count() == 1


def test_all_who_have_done_everything_are_certified_at_once(official):
    programme = ProgrammeFactory()
    module = Module.objects.create(programme=programme, title="Модуль")
    ready = student(programme)
    lazy = EnrolmentFactory(session=ready.session)
    finish_module(module, ready, actor=ready.user)
    done, left = complete_ready(ready.session, actor=official)
    assert (done, len(left)) == (1, 1)
    assert str(lazy.user) in left[0]


def test_who_did_not_finish_is_told_why(official, enrolment):
    with pytest.raises(ValidationError):
        fail(enrolment, actor=official)
    fail(enrolment, actor=official, note="Не сдан тест")
    assert Notification.objects.filter(recipient=enrolment.user, body__contains="тест").exists()


def check(client, certificate) -> tuple[int, str]:
    page = client.get(f"/portfolio/{certificate}/")
    return page.status_code, page.content.decode()


def test_anybody_checks_a_valid_a_revoked_and_an_unknown_number(client, official):
    row = certified(official)
    code = row.certificate.printed_code
    status, page = check(client, code)
    assert (status, row.session.programme.title in page) == (200, True)
    revoke_certificate(row, actor=official, reason="Засчитано по ошибке")
    assert "Засчитано по ошибке" in check(client, code)[1]
    assert check(client, "AAAA-BBBB-CCCC")[0] == 404
    assert not Participation.objects.in_force().exists()


def test_a_certificate_issued_anew_points_to_the_old_one(client, official):
    row = certified(official)
    old = row.certificate
    row.user.last_name = "Новая-Фамилия"
    row.user.save()
    new = reissue_certificate(row, actor=official, reason="Изменилась фамилия")
    assert new.replaces == old
    assert "Новая-Фамилия" in new.context["name"]
    assert new.printed_code in check(client, old.printed_code)[1]


def test_a_revoked_certificate_is_not_issued_anew(official):
    row = certified(official)
    revoke_certificate(row, actor=official, reason="Ошибка")
    with pytest.raises(ValidationError, match="отозвано"):
        reissue_certificate(row, actor=official, reason="Ещё раз")


def test_an_outsider_revokes_nothing(official):
    row = certified(official)
    with pytest.raises(PermissionDenied):
        revoke_certificate(row, actor=VerifiedUserFactory(), reason="Назло")


def test_a_distance_course_ends_by_itself_when_all_is_done():
    programme = ProgrammeFactory(form="distance")
    module, quiz = Module.objects.create(programme=programme, title="М"), quiz_of(programme)
    row = student(programme)
    finish_module(module, row, actor=row.user)
    assert Enrolment.objects.get(pk=row.pk).state == "enrolled"
    attempt = start_attempt(quiz, row, actor=row.user)
    answer(attempt, actor=row.user, answers=right_answers(attempt), finish=True)
    row.refresh_from_db()
    assert (row.state, row.certificate.issued_by) == ("completed", row.session.organiser)


@pytest.mark.parametrize("change", [{"form": "corporate"}, {"organiser": None}])
def test_a_course_that_needs_a_person_waits_for_one(change):
    programme = ProgrammeFactory(form=change.get("form", "distance"))
    module = Module.objects.create(programme=programme, title="М")
    row = EnrolmentFactory(
        session=SessionFactory(
            running=True, programme=programme, organiser=change.get("organiser", organiser())
        )
    )
    finish_module(module, row, actor=row.user)
    row.refresh_from_db()
    assert (row.state, row.certificate) == ("enrolled", None)


# --- Works --------------------------------------------------------------------------------------
@pytest.fixture
def mentor(enrolment):
    person = VerifiedUserFactory()
    enrolment.session.mentors.add(person)
    return person


def sent(enrolment, **fields) -> Work:
    task = task_of(enrolment.session.programme)
    given = {"text": "Наш двор", "send": True} | fields
    return write_work(task, enrolment, actor=enrolment.user, **given)


def mark_all(work, mentor, value) -> None:
    criteria = work.assignment.criteria.criteria.all()
    mark_work(work, actor=mentor, marks=dict.fromkeys(criteria, value))


def test_a_work_goes_to_the_mentor_comes_back_and_is_accepted(enrolment, mentor):
    work = sent(enrolment)
    assert Notification.objects.filter(recipient=mentor).exists()
    mark_all(work, mentor, 3)
    with pytest.raises(ValidationError, match="принимается от"):
        accept_work(work, actor=mentor)
    return_work(work, actor=mentor, note="Добавьте смету")
    write_work(work.assignment, enrolment, actor=enrolment.user, text="Со сметой", send=True)
    work = Work.objects.get()
    mark_all(work, mentor, 8)
    accept_work(work, actor=mentor)
    assert (work.state, work.points) == ("accepted", 80)


def test_a_work_at_the_mentors_is_not_changed(enrolment, mentor):
    work = sent(enrolment)
    with pytest.raises(ValidationError, match="уже у наставника"):
        write_work(work.assignment, enrolment, actor=enrolment.user, text="Иначе", send=False)


def test_a_draft_is_nobodys_but_the_authors(enrolment, mentor, client):
    work = sent(enrolment, send=False)
    assert not Work.objects.visible_to(mentor).exists()
    client.force_login(mentor)
    assert client.get(f"/training/desk/works/{work.pk}/").status_code == 404


def test_files_of_a_work_open_for_its_people_alone(enrolment, mentor, client):
    sent(enrolment, files=[pdf()])
    from portal.files.models import Attachment

    url = Attachment.objects.get().get_absolute_url()
    seen = {}
    for name, person in (
        ("author", enrolment.user), ("mentor", mentor), ("other", VerifiedUserFactory()),
        ("classmate", EnrolmentFactory(session=enrolment.session).user),
    ):  # fmt: skip
        client.force_login(person)
        seen[name] = client.get(url).status_code
    assert seen == {"author": 200, "mentor": 200, "other": 404, "classmate": 404}


def test_a_mentor_of_another_session_reads_nothing(enrolment):
    work = sent(enrolment)
    other = VerifiedUserFactory()
    SessionFactory().mentors.add(other)
    assert not Work.objects.visible_to(other).exists()
    with pytest.raises(PermissionDenied):
        mark_all(work, other, 5)


def test_an_author_who_mentors_does_not_mark_the_own_work(enrolment):
    enrolment.session.mentors.add(enrolment.user)
    work = sent(enrolment)
    with pytest.raises(PermissionDenied, match="другой наставник"):
        mark_all(work, enrolment.user, 10)


def test_an_empty_work_is_not_sent(enrolment):
    work = sent(enrolment, text="", send=False)
    with pytest.raises(ValidationError, match="Напишите работу"):
        submit_work(work, actor=enrolment.user)


def test_a_mentor_is_led_from_the_authors_page_to_theirs(enrolment, mentor, client):
    work = sent(enrolment)
    client.force_login(mentor)
    assert client.get(work.get_absolute_url()).url == f"/training/desk/works/{work.pk}/"


# --- The survey ---------------------------------------------------------------------------------
MARKS = {"useful": 5, "clear": 4, "organised": 3, "text": "Больше примеров"}


def test_the_organiser_reads_the_survey_from_five_answers(client, official):
    session = SessionFactory(over=True, organiser=official, quota=9)
    rows = EnrolmentFactory.create_batch(5, session=session)
    client.force_login(official)
    for number, row in enumerate(rows, 1):
        give_feedback(row, actor=row.user, **MARKS)
        page = client.get(f"/training/desk/{session.pk}/feedback/").content.decode()
        assert ("Больше примеров" in page) is (number == 5)


def test_an_answer_about_a_course_stands_beside_nobody():
    names = {field.name for field in FeedbackAnswer._meta.get_fields()}
    assert names == {"id", "session", "useful", "clear", "organised", "text"}


def test_nobody_answers_about_a_course_twice_or_too_early():
    row = EnrolmentFactory(session=SessionFactory(over=True))
    give_feedback(row, actor=row.user, **MARKS)
    with pytest.raises(PermissionDenied, match="уже ответили"):
        give_feedback(row, actor=row.user, **MARKS)
    early = student()
    with pytest.raises(PermissionDenied, match="когда он закончится"):
        give_feedback(early, actor=early.user, **MARKS)
    assert FeedbackAnswer.objects.count() == 1


# --- Reminders ----------------------------------------------------------------------------------
def test_each_reminder_goes_out_once():
    soon = EnrolmentFactory(session=SessionFactory(starts_at=days(0.5)))
    EnrolmentFactory(session=SessionFactory(starts_at=days(5)))
    for _again in range(2):
        send_reminders()
    told = Notification.objects.filter(channel="email").values_list("recipient", flat=True)
    assert list(told) == [soon.user_id]


def test_who_has_done_all_is_not_reminded_of_the_end():
    programme = ProgrammeFactory()
    module = Module.objects.create(programme=programme, title="М")
    session = SessionFactory(running=True, programme=programme, ends_at=days(2))
    done, lazy = EnrolmentFactory.create_batch(2, session=session)
    finish_module(module, done, actor=done.user)
    send_reminders()
    told = Notification.objects.filter(channel="email").values_list("recipient", flat=True)
    assert list(told) == [lazy.user_id]


def test_who_studies_writes_in_the_discussion_and_others_read(client, enrolment):
    session = enrolment.session
    stranger = VerifiedUserFactory()
    assert session.comments_open(enrolment.user)
    assert not session.comments_open(stranger)
    client.force_login(stranger)
    page = client.get(session.get_absolute_url()).content.decode()
    assert "Обсуждают те, кто учится" in page
