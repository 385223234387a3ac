"""A mini-project from the wish to its end: who files, who publishes, who sees it."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from portal.notifications.models import Notification
from tests.factories.files import photo
from tests.factories.miniprojects import MiniProjectFactory, NeedFactory, PledgeFactory, day
from tests.factories.organisations import MemberFactory, OrganisationFactory
from tests.factories.people import UserFactory, VerifiedUserFactory
from tests.factories.places import DistrictFactory
from tests.factories.volunteers import FestivalFactory, minor
from volunteers.actions import forget_person
from volunteers.actions.miniproject_moves import (
    cancel_project,
    publish_project,
    refuse_project,
    resubmit_project,
)
from volunteers.actions.miniprojects import edit_project, file_project
from volunteers.models import MiniProject, Need

pytestmark = pytest.mark.django_db


def wish(**fields) -> dict:
    given = {
        "title": "Скамейки у школы",
        "about": "Починим.",
        "address": "двор школы",
        "pledges_until": day(3),
        "happens_on": day(4),
        "needs": [Need(kind="people", title="красить", amount=5)],
    }
    return given | fields


def typed(*needs: dict, **fields) -> dict:
    """What a browser sends of the form with these rows of needs."""
    card = {
        "title": "Скамейки у школы",
        "about": "Починим.",
        "address": "двор школы",
        "pledges_until": day(3).isoformat(),
        "happens_on": day(4).isoformat(),
        "form-TOTAL_FORMS": len(needs) + 1,
        "form-INITIAL_FORMS": 0,
    }
    rows = {f"form-{n}-{name}": value for n, row in enumerate(needs) for name, value in row.items()}
    return card | rows | fields


def letters_to(user) -> list[str]:
    rows = Notification.objects.filter(recipient=user, channel="inbox").order_by("pk")
    return list(rows.values_list("subject", flat=True))


def test_a_proved_adult_files_a_mini_project_that_waits(person):
    project = file_project(actor=person, **wish())
    assert (project.state, project.needs.get().amount) == ("submitted", 5)


def test_an_unproved_account_and_a_minor_file_none():
    for nobody in (UserFactory(level=0), minor(17, level=2)):
        with pytest.raises(PermissionDenied):
            file_project(actor=nobody, **wish())
    assert not MiniProject.objects.exists()


def test_an_organisation_files_through_its_head_alone(person):
    team = OrganisationFactory(head=person)
    assert file_project(actor=person, **wish(organisation=team)).host == team.name
    with pytest.raises(ValidationError, match="руководитель или редактор"):
        file_project(actor=MemberFactory(organisation=team).user, **wish(organisation=team))


def test_a_fourth_waits_until_three_are_answered(person):
    for _time in range(3):
        file_project(actor=person, **wish())
    with pytest.raises(ValidationError, match="ещё рассматривают"):
        file_project(actor=person, **wish())


def test_nothing_needed_or_a_day_gone_is_refused(person):
    with pytest.raises(ValidationError, match="хотя бы одно"):
        file_project(actor=person, **wish(needs=[]))
    with pytest.raises(ValidationError, match="уже прошёл"):
        file_project(actor=person, **wish(pledges_until=day(-1)))


def test_one_that_waits_is_seen_by_its_author_and_officials_alone(client, person, official):
    project = NeedFactory(
        project=MiniProjectFactory(state="submitted", author=person, title="Тайное дело")
    ).project
    found = []
    for viewer in (None, VerifiedUserFactory(), person, official):
        client.logout()
        if viewer:
            client.force_login(viewer)
        hits = client.get("/search/?q=тайное").content.decode()
        page = client.get(project.get_absolute_url())
        found.append((page.status_code, project.get_absolute_url() in hits))
        for name in ("mini_projects", "mini_table"):
            answer = client.get(reverse(f"volunteers:{name}"), {"state": "all"})
            assert "Тайное" not in b"".join(answer).decode()
    assert found == [(404, False), (404, False), (200, True), (200, True)]


def test_photos_of_one_that_waits_open_for_its_author_alone(client, person):
    project = file_project(actor=person, **wish(photos=[photo()]))
    url = reverse("files:file", args=[files_of(project).pk])
    assert client.get(url).status_code == 404
    MiniProject.objects.update(state="open")
    assert client.get(url).status_code == 200


def files_of(case):
    from portal.files.models import Attachment

    return Attachment.objects.of(case).get()


def test_an_official_publishes_and_the_author_is_told(official, person):
    project = MiniProjectFactory(state="submitted", author=person)
    publish_project(project, actor=official)
    assert project.state == "open"
    assert letters_to(person) == [f"Мини-проект опубликован: {project.title}"]


def test_an_official_does_not_publish_their_own(official):
    team = OrganisationFactory(head=official)
    for fields in ({"author": official}, {"organisation": team}):
        with pytest.raises(PermissionDenied):
            publish_project(MiniProjectFactory(state="submitted", **fields), actor=official)


def test_a_return_needs_a_reason_and_the_author_tries_again(official, person):
    project = MiniProjectFactory(state="submitted", author=person)
    with pytest.raises(ValidationError):
        refuse_project(project, actor=official)
    refuse_project(project, actor=official, note="Где это будет?")
    resubmit_project(project, actor=person)
    assert MiniProject.objects.waiting().get() == project


def test_after_publication_name_days_and_needs_stay(person):
    need = NeedFactory(project__author=person)
    fields = wish(about="Новое", needs=[Need(kind="money", title="всё", amount=1)])
    edit_project(need.project, actor=person, **fields)
    fresh = MiniProject.objects.get()
    assert (fresh.about, fresh.title, fresh.needs.get()) == ("Новое", need.project.title, need)


def test_a_cancelled_one_frees_everybody_who_promised(official):
    pledge = PledgeFactory(amount=3)
    cancel_project(pledge.need.project, actor=official, note="Дождь")
    pledge.refresh_from_db()
    pledge.need.refresh_from_db()
    assert (pledge.state, pledge.need.promised) == ("released", 0)
    assert letters_to(pledge.user) == [f"Обещанное больше не нужно: {pledge.need.project}"]


def test_it_is_filed_through_the_page(client, person):
    client.force_login(person)
    needs = (
        {"kind": "people", "title": "красить", "amount": "5"},
        {"kind": "money", "title": "краска", "amount": "1 500,50", "takes_more": "on"},
    )
    answer = client.post(reverse("volunteers:new_mini_project"), typed(*needs), follow=True)
    assert "Мини-проект отправлен" in answer.content.decode()
    found = [(need.kind, str(need.amount), need.takes_more) for need in Need.objects.all()]
    assert found == [("people", "5.00", False), ("money", "1500.50", True)]


@pytest.mark.parametrize(
    ("needs", "said"),
    [
        ([], "хотя бы одно"),
        ([{"kind": "people", "title": "красить", "amount": "1,5"}], "целыми числами"),
        ([{"kind": "", "title": "красить", "amount": "1"}], "Обязательное поле"),
        ([{"kind": "money", "title": "краска", "amount": "-5"}], "Убедитесь"),
    ],
)
def test_a_wrong_need_is_told_in_its_row(client, person, needs, said):
    client.force_login(person)
    answer = client.post(reverse("volunteers:new_mini_project"), typed(*needs))
    assert (answer.status_code, MiniProject.objects.exists()) == (400, False)
    assert said in answer.content.decode()


def test_a_foreign_organisation_is_no_choice_of_the_form(client, person):
    client.force_login(person)
    foreign = OrganisationFactory(head=VerifiedUserFactory())
    body = typed({"kind": "people", "title": "а", "amount": "1"}, organisation=foreign.pk)
    assert client.post(reverse("volunteers:new_mini_project"), body).status_code == 400


def test_the_list_is_narrowed_by_word_district_festival_state_and_what_one_can_give(client):
    district, festival = DistrictFactory(), FestivalFactory()
    NeedFactory(kind="things", project__title="Клумба", project__district=district,
                project__festival=festival)  # fmt: skip
    NeedFactory(project__title="Горка")
    full = NeedFactory(kind="things", amount=1, project__title="Полный")
    PledgeFactory(need=full)
    MiniProjectFactory(state="done", title="Готовый")
    for query, titles in (
        ("q=клум", {"Клумба"}),
        (f"district={district.pk}", {"Клумба"}),
        (f"festival={festival.pk}", {"Клумба"}),
        ("kind=things", {"Клумба"}),
        ("state=done", {"Готовый"}),
        ("", {"Клумба", "Горка", "Полный"}),
    ):
        text = client.get(f"/volunteers/mini-projects/?{query}").content.decode()
        assert {t for t in ("Клумба", "Горка", "Полный", "Готовый") if t in text} == titles, query


def test_points_of_the_map_are_those_of_the_list(client):
    for title, state in (("Горка", "open"), ("Тайна", "submitted")):
        MiniProjectFactory(title=title, state=state, latitude="58.600000", longitude="49.650000")
    url = reverse("volunteers:mini_points")
    text = client.get(url, {"bbox": "49,58,50,59", "zoom": "18"}).content.decode()
    assert ("Горка" in text, "Тайна" in text) == (True, False)


def test_an_erased_account_leaves_no_promise_and_no_project_behind(person):
    own = PledgeFactory(need__project__author=person)
    given = PledgeFactory(user=person, text="Пишите мне")
    waiting = MiniProjectFactory(author=person, state="submitted")
    forget_person(person)
    for row in (own, given, own.need.project, given.need, waiting):
        row.refresh_from_db()
    assert (own.state, own.need.project.state, waiting.state) == (
        "released",
        "cancelled",
        "withdrawn",
    )
    assert (given.state, given.text, given.contact, given.need.promised) == ("released", "", "", 0)
