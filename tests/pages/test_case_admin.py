"""The admin of a case: state is read, moves are buttons that ask, refusals are sentences."""

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse
from django.utils.html import escape

from budgeting.models import Project
from portal.cases.actions import advance
from portal.cases.models import CaseEvent
from portal.pages import admin as case_admin
from portal.pages import moves
from tests.factories.budgeting import OfficialFactory, ProjectFactory, RoundFactory
from tests.factories.people import StaffFactory

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.pages.case_admin_urls")]
INLINE = "cases-caseevent-content_type-object_id"
LIST = "admin:budgeting_project_changelist"


@pytest.fixture(autouse=True)
def given():
    """What the actions were given beyond the case."""
    return []


@pytest.fixture(autouse=True)
def _plain_moves(monkeypatch, given):
    """Each move does nothing but advance the case, whatever the app does besides."""

    def action(move):
        def act(case, *, actor, note="", **more):
            given.append(more)
            return advance(case, move, actor=actor, note=note)

        return act

    def actions(case):
        return {transition.name: action(transition.name) for transition in case.LIFECYCLE}

    monkeypatch.setattr(moves, "actions_of", actions)
    monkeypatch.setattr(Project, "get_absolute_url", lambda self: f"/p/{self.pk}/")


@pytest.fixture
def round_():
    return RoundFactory(phase="check")


@pytest.fixture
def project(round_):
    return ProjectFactory(round=round_, state="submitted")


@pytest.fixture
def official(client):
    user = OfficialFactory()
    user.user_permissions.add(Permission.objects.get(codename="change_project"))
    client.force_login(user)
    return user


def change(project) -> str:
    return reverse("admin:budgeting_project_change", args=[project.pk])


def move(project, name) -> str:
    return reverse("admin:budgeting_project_move", args=[project.pk, name])


def test_an_official_sees_a_button_for_each_move_of_now(client, official, project):
    page = client.get(change(project)).text
    assert move(project, "publish") in page
    assert move(project, "return") in page
    assert move(project, "support") not in page


def test_an_official_cannot_type_a_state(client, official, project):
    form = {f"{INLINE}-TOTAL_FORMS": 0, f"{INLINE}-INITIAL_FORMS": 0, "problem": "Яма"}
    client.post(change(project), {**form, "title": "Новое", "state": "winner"})
    project.refresh_from_db()
    assert (project.title, project.state) == ("Новое", "submitted")


def test_an_official_is_asked_before_a_move(client, official, project):
    page = client.get(move(project, "publish"))
    assert page.status_code == 200
    assert project.title in page.text
    project.refresh_from_db()
    assert project.state == "submitted"


def test_an_official_moves_a_case_and_its_history_shows(client, official, project):
    page = client.post(move(project, "publish"), {"note": "Всё в порядке"}, follow=True).text
    assert "Готово: Опубликовать." in page
    project.refresh_from_db()
    assert project.state == "published"
    assert "Всё в порядке" in page


def test_a_move_that_needs_a_reason_waits_for_it(client, official, project):
    page = client.post(move(project, "return"), {"note": "  "})
    assert page.status_code == 200
    assert "Обязательное поле" in page.text
    project.refresh_from_db()
    assert project.state == "submitted"
    assert not CaseEvent.objects.of(project).exists()


@pytest.mark.parametrize("name", ["win", "nothing-of-the-kind"])
def test_a_move_not_offered_is_refused_with_a_sentence(client, official, project, name):
    page = client.post(move(project, name), {"note": "x"}, follow=True)
    assert page.status_code == 200
    assert "Сейчас это действие вам недоступно" in page.text
    project.refresh_from_db()
    assert project.state == "submitted"


def test_an_official_who_came_second_is_told(client, official, project, monkeypatch):
    transition = project.LIFECYCLE["publish"]
    monkeypatch.setattr(case_admin, "allowed", lambda *_args: transition)
    advance(project, "publish", actor=None)
    page = client.post(move(project, "publish"), {"note": ""})
    assert page.status_code == 200
    assert "Состояние уже изменилось" in page.text
    assert CaseEvent.objects.of(project).count() == 1


def test_further_fields_of_a_move_reach_the_action(client, official, round_, given):
    project = ProjectFactory(round=round_, state="published")
    assert client.post(move(project, "review"), {"note": "x"}).status_code == 200
    client.post(move(project, "review"), {"note": "x", "protocol": "№ 7"})
    assert given == [{"protocol": "№ 7"}]


@pytest.mark.parametrize(("permissions", "status"), [([], 404), (["budgeting.view_project"], 302)])
def test_a_colleague_without_rights_moves_nothing(client, project, permissions, status):
    client.force_login(StaffFactory(permissions=permissions))
    assert client.post(move(project, "publish"), {"note": ""}).status_code == status
    project.refresh_from_db()
    assert project.state == "submitted"


@pytest.mark.parametrize("number", ["0", "99999999999999999999", "abc", "%00"])
def test_a_case_that_is_not_there_is_not_found(client, official, number):
    assert client.get(f"/admin/budgeting/project/{number}/move/publish/").status_code in (400, 404)


def choose(projects, **fields) -> dict:
    return {"_selected_action": [project.pk for project in projects], **fields}


def test_an_official_moves_many_with_one_reason(client, official, round_):
    projects = ProjectFactory.create_batch(3, round=round_, state="submitted")
    asked = client.post(reverse(LIST), choose(projects, action="move_return"))
    assert asked.text.count('name="_selected_action"') == 3
    told = client.post(
        reverse(LIST),
        choose(projects, action="move_return", confirmed="yes", note="Добавьте смету"),
        follow=True,
    )
    assert "сделано 3 из 3" in told.text
    assert set(CaseEvent.objects.values_list("note", flat=True)) == {"Добавьте смету"}


def test_in_a_bulk_move_each_case_is_refused_on_its_own(client, official, project, round_):
    there = ProjectFactory(round=round_, state="published")
    answer = client.post(
        reverse(LIST),
        choose([project, there], action="move_publish", confirmed="yes", note=""),
        follow=True,
    )
    assert "сделано 1 из 2" in answer.text
    assert escape(f"{there}: Состояние уже изменилось") in answer.text


def test_a_bulk_move_is_bounded(client, official, round_, monkeypatch):
    monkeypatch.setattr(case_admin, "AT_ONCE", 2)
    projects = ProjectFactory.create_batch(3, round=round_, state="submitted")
    answer = client.post(
        reverse(LIST), choose(projects, action="move_publish", confirmed="yes"), follow=True
    )
    assert "не больше 2" in answer.text
    assert not CaseEvent.objects.exists()


def test_only_declared_moves_are_offered_for_many(client, official, project):
    page = client.get(reverse(LIST)).text
    assert 'value="move_publish"' in page
    assert 'value="move_cancel"' not in page


def test_a_case_is_not_deleted(client, official, project):
    assert client.get(change(project) + "../delete/").status_code == 403
    assert "delete_selected" not in client.get(reverse(LIST)).text


def test_an_official_filters_what_waits(client, official, project, round_):
    ProjectFactory(round=round_, state="works", title="Уже строим")
    page = client.get(reverse(LIST), {"queue": "waiting"}).text
    assert project.title in page
    assert "Уже строим" not in page


@pytest.mark.parametrize("query", ["queue=nonsense", "q=%27%3B--", "p=99999999999", "o=99.-99"])
def test_an_odd_filter_does_not_break_the_list(client, official, project, query):
    assert client.get(f"{reverse(LIST)}?{query}", follow=True).status_code == 200


def test_a_list_counts_no_further_than_its_bound(client, official, round_, monkeypatch):
    monkeypatch.setattr(case_admin, "COUNTED", 3)
    ProjectFactory.create_batch(6, round=round_, state="submitted")
    assert client.get(reverse(LIST)).context["cl"].result_count == 4


def test_a_list_asks_the_same_at_one_and_at_many(
    client, official, round_, django_assert_max_num_queries
):
    ProjectFactory.create_batch(20, round=round_, state="submitted")
    with django_assert_max_num_queries(12):
        client.get(reverse(LIST))


def test_history_is_only_read(client, official, project):
    advance(project, "publish", actor=None, note="из прошлого")
    event = CaseEvent.objects.get()
    client.post(
        change(project),
        {
            "title": "Т",
            "problem": "П",
            f"{INLINE}-TOTAL_FORMS": "1",
            f"{INLINE}-INITIAL_FORMS": "1",
            f"{INLINE}-0-id": event.pk,
            f"{INLINE}-0-note": "переписано",
        },
    )
    event.refresh_from_db()
    assert event.note == "из прошлого"


def test_an_official_looks_at_the_page_of_residents(client, official, project):
    page = client.get(change(project)).text
    assert f'href="/p/{project.pk}/" class="viewsitelink">Посмотреть как житель' in page


def test_saving_a_case_does_not_undo_what_others_did_this_moment(
    client, official, project, monkeypatch
):
    original = case_admin.CaseAdmin.save_form

    def meanwhile(self, request, form, change):
        Project.objects.filter(pk=project.pk).update(supporters=7, state="published")
        return original(self, request, form, change)

    monkeypatch.setattr(case_admin.CaseAdmin, "save_form", meanwhile)
    form = {f"{INLINE}-TOTAL_FORMS": 0, f"{INLINE}-INITIAL_FORMS": 0, "problem": "Яма"}
    client.post(change(project), {**form, "title": "Новое"})
    project.refresh_from_db()
    assert (project.title, project.supporters, project.state) == ("Новое", 7, "published")
