"""The wizard keeps everything that is typed, valid or not, with JavaScript or without."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from budgeting.actions import moves
from budgeting.models import Project
from portal.files.actions import attach_image
from portal.files.models import Attachment
from tests.factories.budgeting import ProjectFactory, ProjectTypeFactory, RoundFactory, set_phases
from tests.factories.files import photo
from tests.factories.people import UserFactory, VerifiedUserFactory
from tests.factories.places import DistrictFactory, square

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft():
    return ProjectFactory(state="draft", submitted_at=None, published_at=None)


@pytest.fixture
def author(client, draft):
    client.force_login(draft.author)
    return client


def step(draft, name: str = "what", page: str = "wizard") -> str:
    return reverse(f"budgeting:{page}", args=[draft.pk, name])


def again(draft) -> Project:
    return Project.objects.get(pk=draft.pk)


def what(**fields) -> dict:
    return {
        "title": "Скамейки",
        "type": "",
        "problem": "Негде сесть",
        "solution": "",
        "expected_result": "",
        "beneficiaries": "",
        **fields,
    }


def rows(prefix: str, *lines: dict) -> dict:
    data = {f"{prefix}-TOTAL_FORMS": len(lines), f"{prefix}-INITIAL_FORMS": 0}
    for number, line in enumerate(lines):
        data |= {f"{prefix}-{number}-{name}": value for name, value in line.items()}
    return data


def money(costs=(), shares=(), **fields) -> dict:
    dates = {"planned_start": "2030-05-01", "planned_end": "2030-06-01"}
    return {**dates, **rows("cost", *costs), **rows("share", *shares), **fields}


def line(name="Скамья", unit="шт.", quantity="3", price="10000.10") -> dict:
    return {"name": name, "unit": unit, "quantity": quantity, "price": price}


def test_a_resident_begins_a_draft_with_a_name(client):
    round_ = RoundFactory(phase="submission")
    client.force_login(VerifiedUserFactory())
    answer = client.post(reverse("budgeting:propose", args=[round_.slug]), {"title": "Фонари"})
    draft = Project.objects.get()
    assert answer.url == step(draft)
    assert (draft.title, draft.state) == ("Фонари", "draft")


@pytest.mark.parametrize("phase", ["announce", "check", "vote"])
def test_outside_the_phase_the_page_says_when_and_nothing_begins(client, phase):
    round_ = RoundFactory(phase=phase)
    client.force_login(VerifiedUserFactory())
    url = reverse("budgeting:propose", args=[round_.slug])
    assert "Приём заявок" in client.get(url).content.decode()
    assert client.post(url, {"title": "Фонари"}).status_code == 403
    assert not Project.objects.exists()


def test_an_unverified_resident_reads_what_to_do(client):
    round_ = RoundFactory(phase="submission")
    client.force_login(UserFactory())
    page = client.get(reverse("budgeting:propose", args=[round_.slug])).content.decode()
    assert "Подтвердите личность" in page


def test_a_saved_step_leads_to_the_next(author, draft):
    assert author.post(step(draft), what()).url == step(draft, "place")
    assert again(draft).problem == "Негде сесть"


def test_an_invalid_step_keeps_what_is_valid_and_shows_the_rest_again(author, draft):
    answer = author.post(step(draft), what(title="Ж" * 300, problem="Новое"))
    assert answer.status_code == 400
    assert again(draft).problem == "Новое"
    assert again(draft).title == draft.title
    assert "Ж" * 300 in author.get(step(draft)).content.decode()


def test_autosave_stores_and_names_what_is_missing(author, draft):
    answer = author.post(step(draft, page="autosave"), what(problem="Темно", solution=""))
    page = answer.content.decode()
    assert "Черновик сохранён" in page
    assert "Предлагаемое решение" in page
    assert again(draft).problem == "Темно"


def test_autosave_keeps_an_invalid_value_for_the_next_visit(author, draft):
    author.post(step(draft, page="autosave"), what(beneficiaries="много"))
    page = author.get(step(draft)).content.decode()
    assert "много" in page
    author.post(step(draft), what(beneficiaries="40"))
    assert again(draft).typed == {}
    assert again(draft).beneficiaries == 40


def test_the_estimate_is_added_up_by_the_server_to_the_kopeck(author, draft):
    costs = [line(), line(name="Урна", quantity="0,333", price="1 000,01")]
    shares = [{"source": "residents", "kind": "money", "amount": "500", "note": ""}]
    answer = author.post(step(draft, "money"), money(costs, shares, total_cost="1"))
    assert answer.url == step(draft, "group")
    assert again(draft).total_cost == Decimal("30000.30") + Decimal("333.00")


def test_rows_of_another_project_are_out_of_reach(author, draft):
    other = ProjectFactory(state="draft").cost_items.get()
    author.post(step(draft, "money"), money([{**line(), "id": other.pk, "project": other.pk}]))
    other.refresh_from_db()
    assert (other.name, other.project_id) != ("Скамья", draft.pk)
    assert again(draft).cost_items.get().name == "Скамья"


def test_an_emptied_row_goes_away(author, draft):
    author.post(
        step(draft, "money"), money([line(), line(name="", unit="", quantity="", price="")])
    )
    assert again(draft).cost_items.count() == 1


@pytest.mark.parametrize(
    "bad",
    [
        {"quantity": "-1"},
        {"quantity": "NaN"},
        {"quantity": "1e400"},
        {"price": "много"},
        {"price": "0"},
        {"price": "9" * 40},
        {"name": "Ж" * 10_000},
    ],
)
def test_a_bad_row_is_told_and_kept_but_not_stored(author, draft, bad):
    before = again(draft).total_cost
    answer = author.post(step(draft, "money"), money([line(**bad)]))
    assert answer.status_code == 400
    assert again(draft).total_cost == before
    assert str(next(iter(bad.values()))) in author.get(step(draft, "money")).content.decode()


def test_an_estimate_no_column_holds_is_refused(author, draft):
    rich = [line(quantity="9999999", price="9999999999")] * 2
    answer = author.post(step(draft, "money"), money(rich))
    assert answer.status_code == 400
    assert "слишком велика" in answer.content.decode()


def test_a_row_is_added_without_javascript_and_nothing_typed_is_lost(author, draft):
    answer = author.post(step(draft, "money"), money([line()], more="cost"))
    assert answer.url == f"{step(draft, 'money')}?more=cost#cost"
    page = author.get(answer.url).content.decode()
    assert page.count('name="cost-') > page.count('value="Скамья"')
    assert "Скамья" in page


def test_rows_without_their_management_form_change_nothing(author, draft):
    assert author.post(step(draft, "money"), {"planned_start": "2030-01-01"}).status_code == 400
    assert again(draft).cost_items.count() == 1


def test_the_district_is_found_by_the_point(author, draft):
    district = DistrictFactory(outline=square(49.6, 58.5))
    place = {
        "address": "Сквер",
        "district": "",
        "point_latitude": "58.55",
        "point_longitude": "49.65",
    }
    assert author.post(step(draft, "place"), place).status_code == 302
    assert again(draft).district == district


def test_a_point_outside_the_city_is_explained(author, draft):
    DistrictFactory(outline=square(49.6, 58.5))
    place = {"address": "Сквер", "district": "", "point_latitude": "10", "point_longitude": "10"}
    answer = author.post(step(draft, "place"), place)
    assert answer.status_code == 400
    assert "за пределами города" in answer.content.decode()
    assert again(draft).address == "Сквер"


def test_consent_is_dated_once_and_can_be_taken_back(author, draft):
    first = again(draft).agreed_at
    author.post(step(draft, "group"), {"group_size": "12", "agree": "on"})
    assert again(draft).agreed_at == first
    author.post(step(draft, "group"), {"group_size": "12"})
    assert again(draft).agreed_at is None


def check(draft) -> str:
    return reverse("budgeting:wizard_check", args=[draft.pk])


def test_a_complete_project_is_submitted(author, draft):
    page = author.get(check(draft)).content.decode()
    assert "Внести проект" in page
    assert author.post(check(draft)).url == draft.get_absolute_url()
    assert again(draft).state == "submitted"


def test_an_incomplete_project_is_not_submitted_and_says_why(author, draft):
    Project.objects.update(problem="", agreed_at=None)
    answer = author.post(check(draft))
    assert answer.status_code == 400
    assert "Описание проблемы" in answer.content.decode()
    assert again(draft).state == "draft"


def test_work_that_ends_before_it_begins_is_told_at_the_field(author, draft):
    dates = {"planned_start": "2027-09-01", "planned_end": "2020-05-01"}
    rows = {"cost-TOTAL_FORMS": "0", "cost-INITIAL_FORMS": "0",
            "share-TOTAL_FORMS": "0", "share-INITIAL_FORMS": "0"}  # fmt: skip
    answer = author.post(step(draft, "money"), dates | rows)
    assert answer.status_code == 400
    assert "planned_end" in answer.context["form"].errors


def test_after_the_deadline_the_text_is_still_saved_but_not_submitted(author, draft):
    set_phases(draft.round, {"submission": (-9, -1), "check": (-1, 9)})
    assert author.post(step(draft), what(problem="Дописано поздно")).status_code == 302
    assert "сохраняется в черновике" in author.get(step(draft)).content.decode()
    answer = author.post(check(draft))
    assert answer.status_code == 400
    assert "закончился" in answer.content.decode()
    assert again(draft).problem == "Дописано поздно"
    assert again(draft).state == "draft"


@pytest.mark.parametrize(("offset", "accepted"), [(-1, True), (0, False), (1, False)])
def test_the_last_second_is_the_databases(author, draft, monkeypatch, offset, accepted):
    """The web server's clock is slow: it still sees the phase; the database decides."""
    end = draft.round.schedule()["submission"].ends_at
    monkeypatch.setattr(moves, "database_now", lambda: end + timedelta(seconds=offset))
    assert end > timezone.now()
    assert (author.post(check(draft)).status_code == 302) is accepted
    assert (again(draft).state == "submitted") is accepted


def test_a_returned_project_is_corrected_and_submitted_again_during_the_check(author, draft):
    set_phases(draft.round, {"submission": (-9, -1), "check": (-1, 9)})
    Project.objects.update(state="returned")
    author.post(step(draft), what(type=draft.type_id, solution="Так", expected_result="Вот"))
    assert author.post(check(draft)).status_code == 302
    assert again(draft).state == "submitted"


def test_a_submitted_project_is_no_longer_written(author, draft):
    Project.objects.update(state="submitted")
    assert author.post(step(draft), what()).status_code == 404
    assert author.post(step(draft, page="autosave"), what()).status_code == 404


def test_a_project_under_rework_changes_by_the_button_only(author, draft):
    set_phases(draft.round, {"remarks": (-1, 9)})
    Project.objects.update(state="rework")
    full = what(type=draft.type_id, solution="Иначе", expected_result="Лучше")
    assert author.post(step(draft, page="autosave"), full).status_code == 403
    assert author.post(step(draft), full).status_code == 302
    assert again(draft).solution == "Иначе"


def test_a_public_project_cannot_lose_its_mandatory_content(author, draft):
    set_phases(draft.round, {"remarks": (-1, 9)})
    Project.objects.update(state="rework")
    answer = author.post(step(draft), what(type=draft.type_id, solution=""))
    assert answer.status_code == 400
    assert again(draft).solution == draft.solution


def test_nobody_else_opens_the_draft(client, draft):
    client.force_login(VerifiedUserFactory())
    for name in ("what", "place", "money", "group"):
        assert client.get(step(draft, name)).status_code == 404
        assert client.post(step(draft, name, "autosave"), what()).status_code == 404
    assert client.get(check(draft)).status_code == 404


def test_an_unknown_step_is_not_found(author, draft):
    assert author.get(step(draft, "nothing")).status_code == 404


def test_a_type_that_does_not_exist_is_told(author, draft):
    ProjectTypeFactory()
    answer = author.post(step(draft), what(type="999999999999999999999"))
    assert answer.status_code == 400


def test_an_author_takes_a_photo_away_while_the_text_may_be_written(author, draft):
    picture = attach_image(draft, photo(), actor=draft.author)
    url = reverse("budgeting:remove_photo", args=[draft.pk, picture.pk])
    assert author.post(url).status_code == 302
    assert not Attachment.objects.of(draft).kept().exists()


def test_a_photo_of_a_project_under_rework_stays_once_the_phase_is_over(client):
    project = ProjectFactory(state="rework", round=RoundFactory(phase="vote"))
    picture = attach_image(project, photo(), actor=project.author)
    client.force_login(project.author)
    url = reverse("budgeting:remove_photo", args=[project.pk, picture.pk])
    assert client.post(url).status_code == 403
    assert Attachment.objects.of(project).kept().exists()
