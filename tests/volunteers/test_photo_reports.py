"""What came of a mini-project: told by the organiser, shown after an official has looked."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from portal.files.models import Attachment
from tests.factories.files import photo
from tests.factories.miniprojects import MiniProjectFactory, PledgeFactory, ReportFactory, day
from tests.factories.people import VerifiedUserFactory
from tests.volunteers.test_miniprojects import letters_to
from volunteers.actions.miniproject_moves import cancel_project
from volunteers.actions.photo_reports import accept_report, return_report, send_report

pytestmark = pytest.mark.django_db
TOLD = {"text": "Покрасили!", "participants": 5, "beneficiaries": 90}


@pytest.fixture
def held():
    return MiniProjectFactory(pledges_until=day(-2))


def test_a_report_is_seen_with_its_photos_once_accepted(client, held, official):
    report = send_report(held, actor=held.author, photos=[photo()], **TOLD)
    url = Attachment.objects.of(report).get().get_absolute_url()

    def seen():
        page = client.get(held.get_absolute_url()).content.decode()
        return "Покрасили!" in page, client.get(url).status_code

    assert seen() == (False, 404)
    client.force_login(VerifiedUserFactory())
    assert seen() == (False, 404)
    accept_report(report, actor=official)
    assert seen() == (True, 200)
    held.refresh_from_db()
    assert held.state == "done"


def test_a_returned_report_is_written_anew(held, official):
    first = send_report(held, actor=held.author, photos=[photo()], **TOLD)
    with pytest.raises(PermissionDenied, match="уже отправлен"):
        send_report(held, actor=held.author, photos=[photo()], **TOLD)
    with pytest.raises(ValidationError):
        return_report(first, actor=official)
    return_report(first, actor=official, note="Снимки не те")
    send_report(held, actor=held.author, photos=[photo()], **TOLD)
    assert held.reports.count() == 2


def test_nobody_reports_before_the_day_nor_about_a_foreign_project(held):
    coming = MiniProjectFactory()
    with pytest.raises(PermissionDenied, match="уже произошло"):
        send_report(coming, actor=coming.author, photos=[photo()], **TOLD)
    with pytest.raises(PermissionDenied, match="организатор"):
        send_report(held, actor=VerifiedUserFactory(), photos=[photo()], **TOLD)


def test_an_official_does_not_accept_a_report_of_their_own(official):
    with pytest.raises(PermissionDenied):
        accept_report(ReportFactory(project__author=official), actor=official)


def test_with_the_report_open_promises_end_and_helpers_are_told(held, official):
    came = PledgeFactory(need__project=held, state="received")
    open_ = PledgeFactory(need__project=held)
    accept_report(ReportFactory(project=held), actor=official)
    open_.refresh_from_db()
    assert open_.state == "released"
    assert letters_to(came.user) == [f"Доброе дело сделано: {held}"]
    assert letters_to(held.author)[-1] == f"Отчёт мини-проекта принят: {held}"


def test_a_project_with_a_report_that_waits_is_not_cancelled(held, official):
    ReportFactory(project=held)
    with pytest.raises(PermissionDenied, match="решение о нём"):
        cancel_project(held, actor=official, note="Нет")


def test_reports_that_wait_stand_in_the_queue_of_officials(client, official):
    report = ReportFactory()
    project = MiniProjectFactory(state="submitted")
    client.force_login(official)
    text = client.get("/admin/queue/").content.decode()
    assert report.project.title in text
    assert project.title in text
