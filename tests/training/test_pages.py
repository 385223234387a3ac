"""What people read on the pages of training."""

import pytest

from portal.organisations.models import Member
from tests.factories.people import VerifiedUserFactory
from tests.factories.training import (
    EnrolmentFactory,
    ProgrammeFactory,
    SessionFactory,
    days,
    department,
    servants_of,
)
from training.models import Material, Meeting, Module

pytestmark = pytest.mark.django_db


def text(client, url: str) -> str:
    return client.get(url).content.decode()


def test_a_visitor_enrols_with_two_clicks_and_reads_where_they_stand(client, person, session):
    client.force_login(person)
    answer = client.post(f"/training/sessions/{session.pk}/enrol/", follow=True)
    page = answer.content.decode()
    assert "Вы записаны: место за вами." in page
    assert "Отказаться от места" in page


def test_who_waits_reads_their_place_in_the_queue(client, session):
    EnrolmentFactory.create_batch(2, session=session)
    EnrolmentFactory(session=session, state="waiting")
    second = EnrolmentFactory(session=session, state="waiting")
    client.force_login(second.user)
    assert "Ваше место в очереди: 2" in text(client, second.get_absolute_url())


def test_a_full_session_offers_the_waiting_list(client, person, session):
    EnrolmentFactory.create_batch(2, session=session)
    client.force_login(person)
    assert "Встать в лист ожидания" in text(client, session.get_absolute_url())


def test_a_stranger_reads_why_there_is_no_button(client, session):
    assert "Войдите на портал" in text(client, session.get_absolute_url())


def test_an_application_without_a_text_comes_back_with_a_sentence(client, person):
    session = SessionFactory(contest=True)
    client.force_login(person)
    answer = client.post(f"/training/sessions/{session.pk}/enrol/", {"text": ""})
    assert answer.status_code == 400
    assert not session.enrolments.exists()


def test_a_second_enrolment_is_told_at_the_form(client, session):
    row = EnrolmentFactory(session=session)
    client.force_login(row.user)
    answer = client.post(f"/training/sessions/{session.pk}/enrol/")
    assert (answer.status_code, session.enrolments.count()) == (400, 1)
    assert "запись на это обучение уже есть" in answer.content.decode()


def test_a_head_enrols_those_ticked_and_reads_how_many_wait(client, person, session):
    team = department(head=person, servants=3)
    client.force_login(person)
    url = f"/training/sessions/{session.pk}/enrol/{team.pk}/"
    people = [one.pk for one in servants_of(team)]
    page = client.post(url, {"people": people}, follow=True).content.decode()
    assert "Записано: 2, в листе ожидания: 1." in page


def test_a_plain_servant_finds_no_page_of_the_head(client, session):
    team = department(servants=1)
    client.force_login(servants_of(team)[0])
    assert client.get(f"/training/sessions/{session.pk}/enrol/{team.pk}/").status_code == 404
    assert Member.objects.filter(organisation=team).count() == 1


def test_materials_for_participants_open_with_the_place(client, person):
    programme = ProgrammeFactory()
    row = Material.objects.create(programme=programme, title="Разбор писем", text="Тайный текст")
    client.force_login(person)
    assert "Разбор писем" not in text(client, programme.get_absolute_url())
    assert client.get(row.get_absolute_url()).status_code == 404
    EnrolmentFactory(session=SessionFactory(programme=programme), user=person)
    assert "Тайный текст" in text(client, row.get_absolute_url())


def test_a_place_only_offered_opens_no_materials(client):
    session = SessionFactory()
    row = Material.objects.create(programme=session.programme, title="Разбор")
    for state in ("admitted", "waiting", "cancelled", "applied"):
        client.force_login(EnrolmentFactory(session=session, state=state).user)
        assert client.get(row.get_absolute_url()).status_code == 404


def test_the_calendar_of_a_session_has_its_meetings(client, session):
    Meeting.objects.create(
        session=session, title="Первое занятие", starts_at=days(10), ends_at=days(10.1)
    )
    feed = text(client, f"/training/sessions/{session.pk}/calendar.ics")
    assert feed.count("BEGIN:VEVENT") == 1
    assert "Первое занятие" in feed


def test_the_common_calendar_keeps_what_is_prepared_to_itself(client, session):
    hidden = SessionFactory(state="draft", programme=ProgrammeFactory(title="Тайная программа"))
    feed = text(client, "/training/calendar.ics")
    assert session.programme.title.split()[0] in feed
    assert hidden.programme.title not in feed


@pytest.mark.parametrize(
    ("fields", "stage"),
    [
        ({}, "идёт набор"),
        ({"enrol_from": days(1), "enrol_until": days(2)}, "набор скоро"),
        ({"closed": True}, "набор закончен"),
        ({"over": True}, "завершено"),
        ({"over": True, "ends_at": days(1)}, "идёт обучение"),
        ({"state": "cancelled"}, "отменено"),
    ],
)
def test_the_stage_of_a_session_follows_from_its_dates(client, fields, stage):
    session = SessionFactory(**fields)
    assert stage in text(client, session.get_absolute_url())


def test_the_list_is_narrowed_by_form_and_audience(client):
    distant = ProgrammeFactory(form="distance", audience=["servants"], title="Дистанция")
    SessionFactory(programme=distant)
    SessionFactory(programme=ProgrammeFactory(title="Очно"))
    page = text(client, "/training/?form=distance&audience=servants")
    assert "Дистанция" in page
    assert "Очно" not in page


def test_an_organiser_changes_the_places_and_a_silly_number_comes_back(client, official, session):
    client.force_login(official)
    url = f"/training/desk/{session.pk}/places/"
    assert client.post(url, {"places": "0"}).status_code == 400
    assert client.post(url, {"places": "40"}).status_code == 302
    session.refresh_from_db()
    assert session.quota == 40


def test_an_organiser_without_staff_rights_runs_their_own_session_only(client, person):
    own, other = SessionFactory(organiser=person), SessionFactory()
    client.force_login(person)
    assert client.get(f"/training/desk/{own.pk}/").status_code == 200
    assert client.get(f"/training/desk/{other.pk}/").status_code == 404


def test_the_list_of_people_runs_nothing_in_a_spreadsheet(client, official, session):
    EnrolmentFactory(session=session, user=VerifiedUserFactory(last_name="=1+1"))
    client.force_login(official)
    page = client.get(f"/training/desk/{session.pk}/people.csv")
    assert b"'=1+1" in b"".join(page.streaming_content)


def test_an_expert_gives_marks_on_the_page(client):
    session = SessionFactory(contest=True)
    row = EnrolmentFactory(session=session, state="applied")
    client.force_login(session.experts.first())
    url = f"/training/desk/{session.pk}/applications/{row.number}/"
    names = [f"mark-{one.pk}" for one in session.criteria.criteria.all()]
    assert client.post(url, dict.fromkeys(names, "11")).status_code == 400
    assert client.post(url, dict.fromkeys(names, "7,5")).status_code == 302
    assert "оценена вами" in text(client, f"/training/desk/{session.pk}/applications/")


def test_a_session_that_no_longer_enrols_offers_no_free_places(client):
    session = SessionFactory(running=True, quota=25)
    EnrolmentFactory(session=session)
    for url in ("/training/", session.get_absolute_url()):
        page = text(client, url)
        assert "Свободных мест" not in page
        assert "мест свободно" not in page
    assert "Участников: 1" in text(client, "/training/")


def test_a_department_is_not_enrolled_where_each_applies_alone(client, person):
    department(head=person, servants=1)
    client.force_login(person)
    for session in (SessionFactory(contest=True), SessionFactory(closed=True)):
        assert "Записать сотрудников" not in text(client, session.get_absolute_url())
    assert "Записать сотрудников" in text(client, SessionFactory().get_absolute_url())


def test_a_student_reads_how_far_they_are_and_the_materials_of_their_place(client):
    place = EnrolmentFactory(session=SessionFactory(running=True))
    programme = place.session.programme
    for title in ("Первый шаг", "Второй шаг"):
        Module.objects.create(programme=programme, title=title, text="Читайте.")
    place.modules_done.add(programme.modules.first())
    Material.objects.create(programme=programme, title="Разбор для группы")
    client.force_login(place.user)
    page = text(client, place.get_absolute_url())
    assert "Сделано 1 из 2." in page
    assert "Разбор для группы" in page


def test_the_page_says_till_when_places_are_kept_and_offers_those_there_are(client):
    session, person = SessionFactory(quota=1, quota_until=days(3)), VerifiedUserFactory()
    session.quotas.create(department=department(servants=1), places=1)
    client.force_login(person)
    page = text(client, session.get_absolute_url())
    assert "эти места держат" in page
    assert "Встать в лист ожидания" in page
    client.force_login(session.quotas.get().department.members.get().user)
    assert "Встать в лист ожидания" not in text(client, session.get_absolute_url())


def test_the_list_is_narrowed_by_level(client):
    SessionFactory(programme=ProgrammeFactory(title="Для опытных", level="expert"))
    SessionFactory(programme=ProgrammeFactory(title="Для начинающих"))
    page = text(client, "/training/?level=expert")
    assert "Для опытных" in page
    assert "Для начинающих" not in page


def test_who_runs_a_session_finds_their_desk_and_others_do_not(client, person):
    client.force_login(person)
    assert "/training/desk/" not in text(client, "/training/")
    SessionFactory(organiser=person)
    assert "/training/desk/" in text(client, "/training/")
