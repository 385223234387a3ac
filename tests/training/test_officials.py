"""The officials' workplace of training: what they write, look at first, enrol and export."""

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import timezone

from portal.notifications.models import Notification
from portal.scoring.actions import freeze
from tests.factories.organisations import OrganisationFactory
from tests.factories.people import StaffFactory, VerifiedUserFactory
from tests.factories.training import (
    EnrolmentFactory,
    ProgrammeFactory,
    SessionFactory,
    days,
    department,
    organiser,
    quiz_of,
    servants_of,
)
from training import reference
from training.actions import publish_session, repeat_plan
from training.models import Choice, Enrolment, Material, PlanLine, Programme, Session, Stage

pytestmark = pytest.mark.django_db


def text(answer) -> str:
    return answer.content.decode()


@pytest.fixture
def official():
    """Exactly what the group of the reference data gives, not a permission more."""
    reference.load()
    person = StaffFactory()
    person.groups.add(Group.objects.get(name="Сотрудник: обучение"))
    return person


@pytest.fixture
def desk(client, official):
    client.force_login(official)
    return client


def question_body(question, **changes) -> dict:
    choices = list(question.choices.all())
    body = {
        "quiz": question.quiz_id, "kind": question.kind, "text": question.text, "order": "0",
        "choices-TOTAL_FORMS": len(choices), "choices-INITIAL_FORMS": len(choices),
    }  # fmt: skip
    for place, row in enumerate(choices):
        body |= {f"choices-{place}-id": row.pk, f"choices-{place}-text": row.text}
        body |= {f"choices-{place}-question": question.pk}
        body |= {f"choices-{place}-is_right": "on"} if row.is_right else {}
    return body | changes


# --- Tests ----------------------------------------------------------------------------------------
def test_an_official_of_the_group_writes_the_answers_of_a_question(desk):
    question = quiz_of(ProgrammeFactory()).questions.get(kind="single")
    url = reverse("admin:training_question_change", args=[question.pk])
    assert "choices-0-text" in text(desk.get(url))
    assert (
        desk.post(url, question_body(question, **{"choices-1-text": "Никогда"})).status_code == 302
    )
    assert Choice.objects.filter(question=question, text="Никогда").exists()


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"choices-0-is_right": ""}, "хотя бы один верный"),
        ({"choices-1-is_right": "on"}, "отмечено больше"),
        ({"choices-1-DELETE": "on"}, "хотя бы два варианта"),
    ],
)
def test_a_question_nobody_could_answer_comes_back_with_a_sentence(desk, changes, reason):
    question = quiz_of(ProgrammeFactory()).questions.get(kind="single")
    url = reverse("admin:training_question_change", args=[question.pk])
    answer = desk.post(url, question_body(question, **changes))
    assert answer.status_code == 200
    assert reason in text(answer)


def test_a_preview_shows_the_test_as_asked_and_names_its_faults(desk):
    quiz = quiz_of(ProgrammeFactory(), per_pool=9)
    Choice.objects.filter(question__kind="text").delete()
    page = text(desk.get(reverse("training:quiz_preview", args=[quiz.pk])))
    assert "Вопрос single" in page
    assert "«Вопрос text»: Отметьте хотя бы один верный ответ." in page
    assert "вопросов меньше" in page
    assert "is_right" not in page


def test_who_takes_a_test_finds_no_preview_of_it(client):
    place = EnrolmentFactory(session=SessionFactory(running=True))
    quiz = quiz_of(place.session.programme)
    client.force_login(place.user)
    assert client.get(reverse("training:quiz_preview", args=[quiz.pk])).status_code == 404


# --- Sessions and places --------------------------------------------------------------------------
def test_an_official_enrols_a_department_by_its_letter(desk, official):
    session, team = SessionFactory(quota=9), department(servants=2)
    people = servants_of(team)
    chosen = desk.get(reverse("training:batch", args=[session.pk]), {"department": team.pk})
    assert chosen.status_code == 302
    assert desk.post(chosen.url, {"people": [row.pk for row in people]}).status_code == 302
    rows = Enrolment.objects.filter(session=session, department=team, enrolled_by=official)
    assert {row.user for row in rows} == set(people)


def test_the_page_of_a_department_says_how_many_places_it_may_still_take(desk):
    session, team = SessionFactory(quota=9, quota_until=days(3)), department(servants=2)
    session.quotas.create(department=team, places=1)
    page = text(desk.get(reverse("training:department", args=[session.pk, team.pk])))
    assert "держат мест: 1, уже занято 0" in page


def test_an_official_enrols_one_person_who_asked_by_telephone(desk, official):
    session, people = SessionFactory(quota=1), VerifiedUserFactory.create_batch(2)
    url = reverse("training:enrol_person", args=[session.pk])
    for person in people:
        assert desk.post(url, {"person": person.email}).status_code == 302
    rows = session.enrolments.order_by("number")
    assert [(row.state, row.enrolled_by) for row in rows] == [
        ("enrolled", official),
        ("waiting", official),
    ]
    letter = Notification.objects.filter(recipient=people[0]).first()
    assert "Вас записал другой человек" in letter.body


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"contest": True}, "каждый подаёт заявку сам"),
        ({"programme__audience": ["servants"]}, "для других людей"),
        ({"closed": True}, "закончился"),
    ],
)
def test_an_official_enrols_nobody_past_the_rules_of_the_session(desk, fields, reason):
    session, person = SessionFactory(**fields), VerifiedUserFactory()
    url = reverse("training:enrol_person", args=[session.pk])
    answer = desk.post(url, {"person": person.email})
    assert (answer.status_code, session.enrolments.count()) == (400, 0)
    assert reason in text(answer)


def test_the_group_of_training_chooses_experts_and_writes_criteria(desk):
    expert = VerifiedUserFactory()
    asked = {"app_label": "training", "model_name": "session", "field_name": "experts"}
    found = desk.get(reverse("admin:autocomplete"), asked | {"term": expert.email}).json()
    assert [row["id"] for row in found["results"]] == [str(expert.pk)]
    assert desk.get(reverse("admin:scoring_criteriaset_add")).status_code == 200


def test_frozen_criteria_open_for_reading(desk):
    criteria = SessionFactory(contest=True).criteria
    freeze(criteria, actor=organiser())
    url = reverse("admin:scoring_criteriaset_change", args=[criteria.pk])
    page = desk.get(url)
    assert (page.status_code, "_save" in text(page)) == (200, False)


def test_a_session_takes_no_criteria_that_belong_to_another_selection(desk):
    frozen = SessionFactory(contest=True).criteria
    frozen.frozen_at = days(-1)
    frozen.save()
    page = text(desk.get(reverse("admin:training_session_add")))
    assert frozen.name not in page


def test_the_desk_says_what_a_competition_still_lacks(desk, official):
    session = SessionFactory(contest=True, state="draft", confirm_until=None)
    session.experts.clear()
    session.criteria.criteria.update(formula="bool", weight=1)
    page = text(desk.get(reverse("training:desk_session", args=[session.pk])))
    for lack in ("назначьте экспертов", "срок подтверждения", "формула одна", "не дают в сумме"):
        assert lack in page
    with pytest.raises(ValidationError, match="формула одна"):
        publish_session(session, actor=official)


@pytest.mark.parametrize("odd", ["", "никто", "nobody@example.org", "9" * 300])
def test_a_person_who_is_none_comes_back_with_a_sentence(desk, odd):
    url = reverse("training:enrol_person", args=[SessionFactory().pk])
    answer = desk.post(url, {"person": odd})
    assert (answer.status_code, list(answer.context["form"].errors)) == (400, ["person"])


def test_nobody_enrols_an_organisation_that_is_no_department(desk):
    team = OrganisationFactory(kind="tos", name="ТОС «Двор» (демо)")
    url = reverse("training:department", args=[SessionFactory().pk, team.pk])
    assert desk.get(url).status_code == 404


def test_the_list_of_sessions_is_narrowed_by_stage_as_the_page_says_it(desk):
    rows = [
        SessionFactory(), SessionFactory(closed=True), SessionFactory(running=True),
        SessionFactory(over=True), SessionFactory(state="draft"), SessionFactory(state="cancelled"),
    ]  # fmt: skip
    for row in rows:
        assert list(Session.objects.at_stage(row.stage)) == [row]
    assert not Session.objects.at_stage(Stage.SOON).exists()
    page = text(desk.get("/admin/training/session/?stage=running"))
    assert reverse("admin:training_session_change", args=[rows[2].pk]) in page
    assert reverse("admin:training_session_change", args=[rows[3].pk]) not in page


def test_the_queue_of_places_has_those_whose_training_ended_unsaid(desk):
    ended = EnrolmentFactory(session=SessionFactory(over=True))
    done = EnrolmentFactory(session=ended.session, state="completed")
    page = text(desk.get("/admin/training/enrolment/?queue=waiting"))
    assert reverse("admin:training_enrolment_change", args=[ended.pk]) in page
    assert reverse("admin:training_enrolment_change", args=[done.pk]) not in page


def test_meetings_are_written_in_the_admin_only_before_the_announcement(desk):
    draft, announced = SessionFactory(state="draft"), SessionFactory()
    url = reverse("admin:training_session_change", args=[draft.pk])
    assert "meetings-__prefix__-title" in text(desk.get(url))
    url = reverse("admin:training_session_change", args=[announced.pk])
    assert "meetings-__prefix__-title" not in text(desk.get(url))


def test_a_material_of_a_session_of_another_programme_is_refused(desk):
    programme, session = ProgrammeFactory(), SessionFactory()
    body = {"programme": programme.pk, "session": session.pk, "title": "Чужой", "order": "0"}
    answer = desk.post("/admin/training/material/add/", body)
    assert "по другой программе" in text(answer)
    assert not Material.objects.exists()


# --- The plan -------------------------------------------------------------------------------------
def test_a_plan_is_repeated_in_the_next_year_once(desk):
    year = timezone.localdate().year
    line = PlanLine.objects.create(year=year, programme=ProgrammeFactory(), people=5, cost=700)
    body = {"action": "repeat", "_selected_action": [line.pk]}
    for _click in range(2):
        assert desk.post("/admin/training/planline/", body).status_code == 302
    copied = PlanLine.objects.get(year=year + 1)
    assert (copied.people, copied.cost, copied.programme) == (5, 700, line.programme)


def test_who_may_only_read_the_plan_repeats_nothing(client):
    line = PlanLine.objects.create(year=2026, programme=ProgrammeFactory(), people=5)
    client.force_login(StaffFactory(permissions=["training.view_planline"]))
    client.post("/admin/training/planline/", {"action": "repeat", "_selected_action": [line.pk]})
    with pytest.raises(PermissionDenied):
        repeat_plan(PlanLine.objects.all(), actor=StaffFactory())
    assert PlanLine.objects.count() == 1


LISTS = {"programme": Programme, "planline": PlanLine, "material": Material, "session": Session}


@pytest.mark.parametrize("name", LISTS)
def test_an_official_exports_a_list_that_runs_nothing_in_a_spreadsheet(desk, name):
    programme = ProgrammeFactory(title="=1+1")
    SessionFactory(programme=programme)
    Material.objects.create(programme=programme, title="Памятка")
    PlanLine.objects.create(year=2026, programme=programme, people=1)
    chosen = list(LISTS[name].objects.values_list("pk", flat=True))
    body = {"action": "export_csv", "_selected_action": chosen}
    table = b"".join(desk.post(f"/admin/training/{name}/", body)).decode()
    assert "'=1+1" in table


def test_the_group_of_training_reads_no_marks_and_no_reserve(official):
    codes = Permission.objects.filter(group__user=official).values_list("codename", flat=True)
    assert not {code for code in codes if "reserve" in code or "attempt" in code}


@pytest.mark.parametrize("odd", ["", "0", "-1", "9" * 30, "а\0б", "NaN"])
def test_a_department_that_is_none_comes_back_with_a_sentence(desk, odd):
    url = reverse("training:batch", args=[SessionFactory().pk])
    assert desk.get(url, {"department": odd}).status_code == 400


def test_a_resident_finds_no_choice_of_departments(client):
    client.force_login(VerifiedUserFactory())
    assert client.get(reverse("training:batch", args=[SessionFactory().pk])).status_code == 404


def test_the_page_of_a_programme_leads_to_what_it_is_made_of(desk):
    programme = ProgrammeFactory()
    quiz, session = quiz_of(programme), SessionFactory(programme=programme)
    page = text(desk.get(reverse("admin:training_programme_change", args=[programme.pk])))
    for name, row in (("quiz", quiz), ("session", session)):
        assert reverse(f"admin:training_{name}_change", args=[row.pk]) in page
    assert f"/admin/training/module/add/?programme={programme.pk}" in page
