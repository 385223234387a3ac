"""The officials' workplace: buttons, bulk answers, corrections, notes, blurring, the desk."""

import pytest
from django.contrib.admin import helpers
from django.urls import reverse
from PIL import Image

from civic.actions import reports_editing as editing
from civic.models import ApiKey, CategoryQuestion, ReplyTemplate, Report
from civic.queues.reports import moderation as queue
from portal.cases.models import CaseEvent
from portal.files.actions import attach_image
from portal.files.models import Attachment
from portal.law.reference import load as load_law
from portal.notifications.models import Notification
from tests.factories.civic_reports import (
    CategoryFactory,
    DepartmentFactory,
    ExecutorFactory,
    ModeratorFactory,
    RejectReasonFactory,
    ReportFactory,
)
from tests.factories.files import photo, photo_bytes, upload
from tests.factories.people import SuperuserFactory, UserFactory

pytestmark = pytest.mark.django_db
LIST, DESK = "/admin/civic/report/", "/admin/civic/report/desk/"


@pytest.fixture(autouse=True)
def law():
    load_law()


@pytest.fixture
def moderator(client):
    person = ModeratorFactory()
    client.force_login(person)
    return person


def act(report, name: str) -> str:
    return reverse("admin:civic_report_act", args=[report.pk, name])


def move(report, name: str) -> str:
    return reverse("admin:civic_report_move", args=[report.pk, name])


def fresh(report) -> Report:
    return Report.objects.get(pk=report.pk)


def test_a_page_with_nothing_to_type_has_nothing_to_save(client, moderator):
    page = client.get(reverse("admin:civic_report_change", args=[ReportFactory().pk]))
    assert 'name="_save"' not in page.content.decode()


def test_a_moderator_rejects_by_a_reason_of_the_list(client, moderator):
    report, reason = ReportFactory(state="moderation"), RejectReasonFactory()
    assert client.post(move(report, "reject"), {"note": "Нет"}).status_code == 200
    assert fresh(report).state == "moderation"
    client.post(move(report, "reject"), {"reason": reason.pk, "note": ""})
    assert (fresh(report).state, fresh(report).reject_reason) == ("rejected", reason)


def test_an_executor_answers_with_a_photo_of_the_result(client):
    report = ReportFactory(state="in_progress")
    client.force_login(ExecutorFactory(department=report.department))
    client.post(move(report, "answer"), {"note": "Засыпали", "photos": [photo()]})
    assert (fresh(report).state, fresh(report).has_result_photo) == ("answered", True)
    assert Attachment.objects.of(report).get().caption == "Результат работ"


def test_a_template_of_one_category_says_so(client, moderator):
    report = ReportFactory(state="in_progress")
    ReplyTemplate.objects.create(title="Залатали", text="Яма залатана.", category=report.category)
    page = client.get(move(report, "answer")).content.decode()
    assert f"{report.category}: Залатали" in page


def test_many_reports_are_answered_at_once_each_with_its_number(client, moderator):
    rows = ReportFactory.create_batch(3, state="in_progress")
    body = {
        helpers.ACTION_CHECKBOX_NAME: [row.pk for row in rows],
        "action": "move_answer",
        "confirmed": "yes",
        "note": "Сообщение № {номер}: сделано",
    }
    client.post(LIST, body)
    assert {fresh(row).answer_text for row in rows} == {
        f"Сообщение № {row.pk}: сделано" for row in rows
    }


def test_an_executor_sees_only_her_department_and_what_is_public(client):
    department = DepartmentFactory(code="green")
    mine = ReportFactory(department=department, is_private=True)
    foreign = ReportFactory(is_private=True)
    waiting = ReportFactory(state="moderation")
    client.force_login(ExecutorFactory(department=department))
    statuses = [
        client.get(reverse("admin:civic_report_change", args=[row.pk])).status_code
        for row in (mine, foreign, waiting)
    ]
    assert statuses == [200, 302, 302]


def test_a_correction_keeps_the_original_for_officials_alone(client, moderator):
    report = ReportFactory(text="Тут живёт Иванов, тел. 123")
    fields = {
        "category": report.category_id, "text": "Яма у подъезда", "address": report.address,
        "point_latitude": report.latitude, "point_longitude": report.longitude,
        "note": "Личные данные",
    }  # fmt: skip
    client.post(act(report, "edit"), fields)
    assert fresh(report).text == "Яма у подъезда"
    event = CaseEvent.objects.of(report).get(kind="edited")
    assert event.data["before"] == {"text": "Тут живёт Иванов, тел. 123"}
    assert Notification.objects.inbox(report.reporter).get().event == event
    admin_page = client.get(reverse("admin:civic_report_change", args=[report.pk]))
    assert "Иванов" in admin_page.content.decode()
    client.force_login(UserFactory())
    page = client.get(report.get_absolute_url()).content.decode()
    assert ("Личные данные" in page, "Иванов" in page) == (True, False)


def test_a_correction_without_a_reason_changes_nothing(client, moderator):
    report = ReportFactory()
    fields = {"category": report.category_id, "text": "Другое", "note": ""}
    assert client.post(act(report, "edit"), fields).status_code == 422
    assert fresh(report).text == report.text


def test_an_internal_note_is_read_by_officials_only(client, moderator):
    report = ReportFactory()
    client.post(act(report, "note"), {"note": "Подрядчик не выходит на связь"})
    assert (
        "Подрядчик"
        in client.get(reverse("admin:civic_report_change", args=[report.pk])).content.decode()
    )
    client.force_login(report.reporter)
    assert "Подрядчик" not in client.get(report.get_absolute_url()).content.decode()


def test_a_part_of_a_photo_is_hidden_and_the_photo_before_it_is_gone(client, moderator):
    report = ReportFactory()
    body = photo_bytes(size=(100, 100), color="#ffffff")
    row = attach_image(report, upload("plate.jpg", half_black(body)), actor=report.reporter)
    box = {"left": 25, "top": 0, "right": 75, "bottom": 100, "note": "Номер машины"}
    client.post(act(report, "blur"), {"photo": row.pk, **box})
    new = Attachment.objects.of(report).kept().get()
    assert new.pk != row.pk
    assert client.get(row.get_absolute_url()).status_code == 404
    with new.file.open("rb") as stored, Image.open(stored) as image:
        middle = image.convert("L").getpixel((52, 50))
    assert 20 < middle < 235  # the sharp edge between black and white is gone


def half_black(body: bytes) -> bytes:
    from io import BytesIO

    image = Image.open(BytesIO(body))
    image.paste("#000000", (50, 0, 100, 100))
    out = BytesIO()
    image.save(out, "JPEG", quality=95)
    return out.getvalue()


@pytest.mark.parametrize("right", ["10", "200", "NaN", "", "-5"])
def test_an_impossible_rectangle_leaves_the_photo(client, moderator, right):
    report = ReportFactory()
    row = attach_image(report, photo(), actor=report.reporter)
    box = {"left": 50, "top": 0, "right": right, "bottom": 100, "note": "Лицо"}
    assert client.post(act(report, "blur"), {"photo": row.pk, **box}).status_code == 422
    assert Attachment.objects.of(report).kept().get() == row


def test_a_photo_of_another_report_is_not_blurred_through_this_one(client, moderator):
    report, other = ReportFactory(), ReportFactory()
    foreign = attach_image(other, photo(), actor=other.reporter)
    box = {"left": 0, "top": 0, "right": 50, "bottom": 50, "note": "Лицо"}
    assert client.post(act(report, "blur"), {"photo": foreign.pk, **box}).status_code == 422
    assert Attachment.objects.of(other).kept().get() == foreign


def test_an_official_enters_a_report_for_a_resident(client, moderator):
    resident, category = UserFactory(), CategoryFactory()
    fields = {
        "category": category.pk, "text": "Звонили: яма у школы", "address": "ул. Ленина, 5",
        "email": resident.email.upper(), "contact": "+7 900 000-00-00",
    }  # fmt: skip
    client.post(reverse("admin:civic_report_add"), fields)
    report = Report.objects.get()
    assert (report.state, report.reporter, report.entered_by) == (
        "moderation", resident, moderator,
    )  # fmt: skip
    client.force_login(UserFactory())
    Report.objects.update(state="assigned", department=category.department)
    assert "+7 900" not in client.get(report.get_absolute_url()).content.decode()


def test_a_caller_needs_no_photo_and_no_answers(client, moderator):
    category = CategoryFactory(code="walk", needs_photo=True)
    CategoryQuestion.objects.create(category=category, code="size", text="Где?", is_required=True)
    fields = {"category": category.pk, "text": "Звонили: яма у школы", "address": "ул. Мира, 1"}
    client.post(reverse("admin:civic_report_add"), fields)
    assert Report.objects.get().state == "moderation"


def test_an_executor_sees_what_she_entered_for_a_resident(client):
    person = ExecutorFactory(permissions=["civic.handle_report", "civic.add_report"])
    client.force_login(person)
    fields = {"category": CategoryFactory().pk, "text": "Звонили: яма", "address": "ул. Мира, 1"}
    client.post(reverse("admin:civic_report_add"), fields)
    assert Report.objects.get() in Report.objects.visible_to(person)
    assert Report.objects.get() not in Report.objects.visible_to(ExecutorFactory())


def test_a_report_entered_without_a_place_is_refused_and_nothing_is_kept(client, moderator):
    fields = {"category": CategoryFactory().pk, "text": "Звонили: яма у школы"}
    assert client.post(reverse("admin:civic_report_add"), fields).status_code == 422
    assert Report.objects.count() == 0


def test_the_desk_shows_the_oldest_and_goes_on_by_itself(client, moderator):
    first = ReportFactory(state="moderation", title="Первое", submitted_at="2026-01-01T00:00Z")
    second = ReportFactory(state="moderation", title="Второе", submitted_at="2026-01-02T00:00Z")
    assert "Первое" in client.get(DESK).content.decode()
    client.post(DESK, {"report": first.pk, "decision": "assign"})
    assert fresh(first).state == "assigned"
    assert "Второе" in client.get(DESK).content.decode()
    client.post(DESK, {"report": second.pk, "decision": "reject"})
    assert fresh(second).state == "moderation"
    client.post(
        DESK, {"report": second.pk, "decision": "reject", "reason": RejectReasonFactory().pk}
    )
    assert fresh(second).state == "rejected"
    assert "всё разобрано" in client.get(DESK).content.decode()


def test_the_desk_skips_to_the_next(client, moderator):
    first = ReportFactory(state="moderation", title="Первое", submitted_at="2026-01-01T00:00Z")
    ReportFactory(state="moderation", title="Второе", submitted_at="2026-01-02T00:00Z")
    assert "Второе" in client.get(f"{DESK}?after={first.pk}").content.decode()


@pytest.mark.parametrize("body", [{}, {"report": "x"}, {"report": "9" * 30, "decision": "assign"}])
def test_nonsense_at_the_desk_is_refused(client, moderator, body):
    report = ReportFactory(state="moderation")
    assert client.post(DESK, body).status_code == 200
    assert fresh(report).state == "moderation"


def test_an_executor_has_no_desk(client):
    client.force_login(ExecutorFactory())
    assert client.get(DESK).status_code == 403


def test_the_queue_holds_what_each_official_may_do():
    department = DepartmentFactory(code="green")
    ReportFactory(state="moderation", title="Проверить")
    ReportFactory(state="assigned", title="Починить", department=department)
    ReportFactory(state="assigned", title="Чужое")
    assert [item.title for item in queue(ModeratorFactory())] == ["Проверить"]
    assert [item.title for item in queue(ExecutorFactory(department=department))] == ["Починить"]
    assert queue(UserFactory()) == []


def test_a_key_is_shown_once_and_only_its_digest_is_kept(client):
    client.force_login(SuperuserFactory())
    answer = client.post(
        reverse("admin:civic_apikey_add"),
        {"name": "Система", "is_active": "on", "daily_limit": 5},
        follow=True,
    )
    assert "больше он не покажется" in answer.content.decode()
    assert len(ApiKey.objects.get().digest) == 64


def test_a_resident_redacts_nothing():
    report = ReportFactory()
    from django.core.exceptions import PermissionDenied

    with pytest.raises(PermissionDenied):
        editing.edit_report(report, actor=report.reporter, note="Хочу", text="Иначе")
    assert fresh(report).text == report.text
