"""The moves of a report: its clock, its letters, whom they obey."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from civic.actions import reports_delays, reports_moves
from civic.actions.reports_drafts import submit
from civic.models import Report, Route
from portal.cases.models import CaseEvent
from portal.files.forms import ImagesField
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
from tests.factories.files import photo
from tests.factories.people import StaffFactory, SuperuserFactory, VerifiedUserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def law():
    load_law()


@pytest.fixture
def moderator():
    return ModeratorFactory()


def fresh(report) -> Report:
    return Report.objects.get(pk=report.pk)


def told(person) -> set[str]:
    rows = Notification.objects.filter(recipient=person, channel="inbox")
    return set(rows.values_list("event__kind", flat=True))


def pictures(count=1) -> list:
    return ImagesField().clean([photo(f"{at}.jpg") for at in range(count)])


def test_a_moderator_accepts_and_the_clock_of_the_category_starts(moderator):
    report = ReportFactory(state="moderation")
    reports_moves.assign(report, actor=moderator)
    report = fresh(report)
    assert (report.state, report.department.code) == ("assigned", "roads")
    assert report.due_at == report.react_due < report.fix_due <= timezone.now() + timedelta(31)
    assert told(report.reporter) == {"assign"}


def test_no_term_is_longer_than_thirty_days(moderator):
    category = CategoryFactory(code="slow", fix_length=300)
    report = ReportFactory(state="moderation", category=category)
    reports_moves.assign(report, actor=moderator)
    assert fresh(report).fix_due <= timezone.now() + timedelta(days=31)


def test_a_route_for_the_district_outranks_the_category(moderator):
    report = ReportFactory(state="moderation")
    other = DepartmentFactory(code="territory", name="Территориальное управление")
    person = ExecutorFactory(department=other)
    Route.objects.create(
        category=report.category, district=report.district, department=other, person=person
    )
    Route.objects.create(category=report.category, department=DepartmentFactory(code="city"))
    reports_moves.assign(report, actor=moderator)
    assert (fresh(report).department, fresh(report).handler) == (other, person)


def test_nobody_decides_upon_their_own_report():
    moderator = ModeratorFactory()
    report = ReportFactory(state="moderation", reporter=moderator)
    with pytest.raises(PermissionDenied, match="своём"):
        reports_moves.assign(report, actor=moderator)
    assert fresh(report).state == "moderation"


def test_an_official_of_another_department_does_not_answer():
    report = ReportFactory(state="assigned")
    stranger = ExecutorFactory(department=DepartmentFactory(code="green"))
    with pytest.raises(PermissionDenied, match="другое подразделение"):
        reports_moves.answer(report, actor=stranger, note="Сделано")
    assert fresh(report).state == "assigned"


def test_staff_without_the_right_do_nothing():
    report = ReportFactory(state="moderation")
    with pytest.raises(PermissionDenied):
        reports_moves.assign(report, actor=StaffFactory())
    assert CaseEvent.objects.of(report).count() == 0


def test_a_refusal_names_a_reason_of_the_list(moderator):
    report = ReportFactory(state="moderation")
    with pytest.raises(ValidationError):
        reports_moves.reject(report, actor=moderator, note="Так не пойдёт")
    reason = RejectReasonFactory()
    reports_moves.reject(report, actor=moderator, note="Уточните дом", reason=reason)
    report = fresh(report)
    assert (report.state, report.reject_reason, report.due_at) == ("rejected", reason, None)
    assert CaseEvent.objects.of(report).public().count() == 0


def test_a_redirected_report_keeps_its_clock_and_goes_on(moderator):
    report = ReportFactory(state="assigned")
    due = fresh(report).due_at
    other = DepartmentFactory(code="green", name="Дирекция благоустройства")
    executor = ExecutorFactory(department=report.department)
    reports_moves.redirect(report, actor=executor, note="Не наше", department=other)
    report = fresh(report)
    assert (report.state, report.department, report.due_at) == ("assigned", other, due)


def test_a_report_is_not_redirected_to_where_it_is(moderator):
    report = ReportFactory()
    with pytest.raises(ValidationError, match="и так у этого"):
        reports_moves.redirect(
            report, actor=moderator, note="Не наше", department=report.department
        )
    assert fresh(report).state == "assigned"


def test_a_report_redirected_to_nobody_waits_for_the_moderator():
    report = ReportFactory(state="assigned")
    executor = ExecutorFactory(department=report.department)
    reports_moves.redirect(report, actor=executor, note="Не наше")
    assert fresh(report).state == "redirect"
    reports_moves.assign(report, actor=ModeratorFactory())
    assert fresh(report).state == "assigned"


def test_an_answer_fills_in_the_template_and_stops_the_clock():
    report = ReportFactory(state="in_progress")
    executor = ExecutorFactory(department=report.department)
    text = "Сообщение № {номер}, {адрес}: {0} {категория}"
    reports_moves.answer(report, actor=executor, note=text, photos=pictures())
    report = fresh(report)
    assert report.answer_text.startswith(f"Сообщение № {report.pk}, {report.address}: {{0}} яма")
    assert (report.due_at, report.has_result_photo, report.state) == (None, True, "answered")
    assert report.judge_until > timezone.now() + timedelta(days=14)


def test_an_author_disputes_twice_and_no_more():
    report = ReportFactory(state="answered")
    executor = ExecutorFactory(department=report.department)
    for _time in range(2):
        reports_moves.dispute(report, actor=report.reporter, note="Не сделано")
        reports_moves.answer(report, actor=executor, note="Сделано")
    with pytest.raises(PermissionDenied, match="дважды"):
        reports_moves.dispute(report, actor=report.reporter, note="Опять нет")
    assert (fresh(report).state, fresh(report).dispute_count) == ("answered", 2)


def test_an_executor_who_takes_a_report_meets_the_first_term_and_the_second_runs():
    report = ReportFactory()
    reports_moves.take(report, actor=ExecutorFactory(department=report.department))
    report = fresh(report)
    assert (report.due_at, report.reacted_at is not None) == (report.fix_due, True)


def test_an_answer_ends_the_request_for_a_later_day():
    report = ReportFactory(state="in_progress")
    executor = ExecutorFactory(department=report.department)
    day = timezone.localdate() + timedelta(days=30)
    reports_delays.ask_delay(report, actor=executor, until=day, reason="Нет асфальта")
    reports_moves.answer(report, actor=executor, note="Заделали")
    assert report.postponements.count() == 0


def test_a_disputed_report_stands_at_no_post_any_more():
    past = timezone.now() - timedelta(days=20)
    report = ReportFactory(state="answered", escalation=2, escalated_at=past)
    reports_moves.dispute(report, actor=report.reporter, note="Яма на месте")
    assert (fresh(report).escalation, fresh(report).escalated_at) == (0, None)


def test_a_dispute_restarts_half_of_the_term():
    report = ReportFactory(state="answered")
    reports_moves.dispute(report, actor=report.reporter, note="Не сделано")
    left = fresh(report).due_at - timezone.now()
    assert timedelta(days=4) < left < timedelta(days=16)


def test_a_neighbour_does_not_judge_for_the_author():
    report = ReportFactory(state="answered")
    with pytest.raises(PermissionDenied):
        reports_moves.confirm(report, actor=VerifiedUserFactory())
    assert fresh(report).proof == ""


def test_an_author_confirms_and_the_closure_counts():
    report = ReportFactory(state="answered")
    reports_moves.confirm(report, actor=report.reporter)
    assert (fresh(report).state, fresh(report).proof) == ("solved", "reporter")


def test_a_moderator_closes_a_dispute_that_was_not_confirmed(moderator):
    report = ReportFactory(state="disputed")
    reports_moves.refute(report, actor=moderator, note="Выезд: всё в порядке")
    assert (fresh(report).state, fresh(report).due_at) == ("closed_no", None)


def test_another_official_approves_a_later_day(moderator):
    report = ReportFactory(state="in_progress")
    executor = ExecutorFactory(department=report.department)
    day = timezone.localdate() + timedelta(days=30)
    reports_delays.ask_delay(report, actor=executor, until=day, reason="Нет асфальта")
    chief = ExecutorFactory(permissions=["civic.approve_delay", "civic.view_report"])
    reports_delays.postpone(report, actor=chief)
    report = fresh(report)
    assert (report.state, report.postponed_until) == ("postponed", day)
    assert timezone.localdate(report.due_at) == day
    assert "Нет асфальта" in CaseEvent.objects.of(report).public().get(kind="postpone").note


def test_nobody_approves_their_own_delay_not_even_an_administrator():
    report = ReportFactory(state="in_progress")
    chief = SuperuserFactory()
    day = timezone.localdate() + timedelta(days=30)
    reports_delays.ask_delay(report, actor=chief, until=day, reason="Нет асфальта")
    with pytest.raises(PermissionDenied, match="другой сотрудник"):
        reports_delays.postpone(report, actor=chief)
    assert fresh(report).state == "in_progress"


@pytest.mark.parametrize("days", [0, -1, 400])
def test_an_impossible_day_is_refused(days):
    report = ReportFactory(state="in_progress")
    executor = ExecutorFactory(department=report.department)
    day = timezone.localdate() + timedelta(days=days)
    with pytest.raises(ValidationError):
        reports_delays.ask_delay(report, actor=executor, until=day, reason="Нет асфальта")
    assert report.postponements.count() == 0


def test_a_delay_without_a_reason_is_refused():
    report = ReportFactory(state="in_progress")
    executor = ExecutorFactory(department=report.department)
    day = timezone.localdate() + timedelta(days=30)
    with pytest.raises(ValidationError, match="причину"):
        reports_delays.ask_delay(report, actor=executor, until=day, reason=" ")
    assert report.postponements.count() == 0


def test_a_refused_delay_leaves_the_term():
    report = ReportFactory(state="in_progress")
    executor = ExecutorFactory(department=report.department)
    due, day = fresh(report).due_at, timezone.localdate() + timedelta(days=30)
    reports_delays.ask_delay(report, actor=executor, until=day, reason="Нет асфальта")
    chief = ExecutorFactory(permissions=["civic.approve_delay"])
    reports_delays.refuse_delay(report, actor=chief, note="Асфальт есть")
    assert (fresh(report).due_at, told(executor)) == (due, {"delay_refused"})
    assert report.postponements.get().is_approved is False


def test_an_author_says_that_the_trouble_is_over():
    report = ReportFactory(state="in_progress")
    reports_moves.obsolete(report, actor=report.reporter)
    assert (fresh(report).state, fresh(report).proof) == ("solved", "reporter")


def test_a_rejected_report_is_corrected_and_sent_again():
    report = ReportFactory(state="rejected", reject_reason=RejectReasonFactory())
    submit(report, actor=report.reporter)
    assert (report.state, report.reject_reason) == ("moderation", None)
