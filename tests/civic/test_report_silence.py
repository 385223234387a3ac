"""What time does to reports: terms pass, posts are told, silence closes, photos prove."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from civic.actions import reports_merging as merging
from civic.actions import reports_silence as silence
from civic.actions.reports_drafts import forget_drafts
from civic.actions.reports_moves import answer, dispute
from civic.models import MeToo, Report, SavedSearch
from civic.tasks import run_report_clock
from portal.accounts.actions import erase
from portal.accounts.personal_data import everything
from portal.cases.models import CaseEvent
from portal.files.actions import attach_image
from portal.files.models import Attachment
from portal.law.reference import load as load_law
from portal.notifications.models import Notification
from tests.factories.civic_reports import DepartmentFactory, EscalationPostFactory, ReportFactory
from tests.factories.files import photo
from tests.factories.people import StaffFactory, VerifiedUserFactory
from tests.factories.places import DistrictFactory

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def law():
    load_law()


def fresh(report) -> Report:
    return Report.objects.get(pk=report.pk)


def kinds(report) -> list[str]:
    return list(CaseEvent.objects.of(report).values_list("kind", flat=True))


def overdue(days: int, **fields) -> Report:
    report = ReportFactory(state="in_progress", **fields)
    Report.objects.filter(pk=report.pk).update(due_at=timezone.now() - days * DAY)
    return report


def neighbour(report) -> VerifiedUserFactory:
    person = VerifiedUserFactory(district=report.district)
    row = MeToo.objects.create(report=report, user=person)
    MeToo.objects.filter(pk=row.pk).update(created_at=report.answered_at - DAY)
    return person


def test_a_long_silence_goes_to_the_post_above_and_everybody_reads_it():
    chief = StaffFactory()
    EscalationPostFactory(post="Заместитель главы", person=chief)
    report = overdue(10)
    run_report_clock()
    assert fresh(report).escalation == 1
    event = CaseEvent.objects.of(report).public().get(kind="escalated")
    assert event.note == "Заместитель главы"
    assert Notification.objects.filter(recipient=chief, event=event).exists()


def test_a_term_just_passed_is_overdue_but_not_yet_escalated():
    EscalationPostFactory()
    report = overdue(0)
    run_report_clock()
    assert (fresh(report).escalation, kinds(report)) == (0, [])
    assert report in Report.objects.overdue(timezone.now())


def test_the_clock_run_twice_escalates_once():
    EscalationPostFactory()
    EscalationPostFactory(level=2, post="Глава")
    report = overdue(10)
    run_report_clock()
    run_report_clock()
    assert (fresh(report).escalation, kinds(report)) == (1, ["escalated"])


def test_the_department_s_own_post_outranks_the_city_s():
    department = DepartmentFactory(code="green")
    EscalationPostFactory(post="Глава города")
    EscalationPostFactory(post="Директор", department=department)
    report = overdue(10, department=department)
    run_report_clock()
    assert CaseEvent.objects.of(report).get(kind="escalated").note == "Директор"


def test_the_head_named_with_the_department_answers_first():
    EscalationPostFactory(post="Глава города")
    report = overdue(10, department=DepartmentFactory(code="green", post="Директор дирекции"))
    run_report_clock()
    assert CaseEvent.objects.of(report).get(kind="escalated").note == "Директор дирекции"


def test_a_new_term_after_an_escalation_has_a_silence_of_its_own():
    EscalationPostFactory()
    EscalationPostFactory(level=2, post="Глава")
    report = overdue(0, escalation=1, escalated_at=timezone.now() - 30 * DAY)
    run_report_clock()
    assert fresh(report).escalation == 1


def test_reports_whose_turn_has_not_come_hold_up_nobody(monkeypatch):
    monkeypatch.setattr(silence, "AT_ONCE", 1)
    EscalationPostFactory()
    top = overdue(90, escalation=1, escalated_at=timezone.now() - 80 * DAY)
    EscalationPostFactory(level=2, department=DepartmentFactory(code="green"))
    just_told = overdue(40, escalation=1, escalated_at=timezone.now(), department=top.department)
    late = overdue(10)
    run_report_clock()
    assert [fresh(row).escalation for row in (top, just_told, late)] == [1, 1, 1]


def test_fifteen_days_of_silence_close_an_answer_without_counting_it():
    report = ReportFactory(state="answered", judge_until=timezone.now() - DAY)
    run_report_clock()
    assert (fresh(report).state, fresh(report).proof) == ("solved", "")


def test_an_answer_still_waiting_is_left_alone():
    report = ReportFactory(state="answered")
    run_report_clock()
    assert fresh(report).state == "answered"


def test_quiet_days_prove_an_answer_with_a_photo():
    old = timezone.now() - 8 * DAY
    report = ReportFactory(state="answered", answered_at=old, has_result_photo=True)
    plain = ReportFactory(state="answered", answered_at=old)
    run_report_clock()
    assert (fresh(report).proof, fresh(plain).proof) == ("quiet", "")


def test_a_neighbour_who_saw_it_broken_stops_the_proof_by_quiet():
    old = timezone.now() - 8 * DAY
    report = ReportFactory(state="answered", answered_at=old, has_result_photo=True)
    merging.vote_on_fix(report, actor=neighbour(report), is_fixed=False)
    run_report_clock()
    assert fresh(report).proof == ""


def test_two_neighbours_confirm_the_fix():
    report = ReportFactory(state="answered")
    merging.vote_on_fix(report, actor=neighbour(report), is_fixed=True)
    assert fresh(report).proof == ""
    merging.vote_on_fix(report, actor=neighbour(report), is_fixed=True)
    assert fresh(report).proof == "neighbours"


def test_neither_a_stranger_to_the_district_nor_who_joined_after_the_answer_confirms():
    report = ReportFactory(state="answered")
    stranger, late = neighbour(report), neighbour(report)
    stranger.district = DistrictFactory(name="Дальний район")
    MeToo.objects.filter(user=late).update(created_at=report.answered_at + DAY)
    for person in (stranger, late):
        with pytest.raises(PermissionDenied):
            merging.vote_on_fix(report, actor=person, is_fixed=True)
    assert report.fix_votes.count() == 0


def test_what_neighbours_said_of_one_answer_does_not_prove_the_next():
    report = ReportFactory(state="answered")
    first, second = neighbour(report), neighbour(report)
    for person in (first, second):
        merging.vote_on_fix(report, actor=person, is_fixed=True)
    dispute(fresh(report), actor=report.reporter, note="Яма на месте")
    assert fresh(report).proof == ""
    answer(fresh(report), actor=None, note="Заделали")
    merging.vote_on_fix(fresh(report), actor=first, is_fixed=True)
    assert (fresh(report).proof, report.fix_votes.count()) == ("", 1)


def test_one_who_saw_it_broken_outweighs_two_who_did_not():
    report = ReportFactory(state="answered")
    for is_fixed in (True, True, False):
        merging.vote_on_fix(report, actor=neighbour(report), is_fixed=is_fixed)
    assert fresh(report).proof == ""


def test_the_author_is_asked_whether_it_is_still_there():
    report = ReportFactory(state="in_progress")
    Report.objects.filter(pk=report.pk).update(ask_at=timezone.now() - DAY)
    run_report_clock()
    run_report_clock()
    assert kinds(report) == ["asked"]
    assert fresh(report).ask_at > timezone.now() + 20 * DAY
    assert Notification.objects.filter(recipient=report.reporter).exists()


def test_the_author_s_yes_is_seen_by_everybody():
    report = ReportFactory(state="in_progress")
    silence.still_there(report, actor=report.reporter)
    assert CaseEvent.objects.of(report).public().filter(kind="still_there").exists()


def test_an_old_draft_is_forgotten_with_its_photos_and_a_new_one_is_kept():
    old, new = ReportFactory(state="draft"), ReportFactory(state="draft")
    row = attach_image(old, photo(), actor=None)
    Report.objects.filter(pk=old.pk).update(updated_at=timezone.now() - 9 * DAY)
    assert forget_drafts(timezone.now()) == 1
    assert list(Report.objects.all()) == [new]
    assert Attachment.objects.get(pk=row.pk).removed_at is not None


def test_a_deleted_account_leaves_its_reports_and_nothing_unsent():
    person = VerifiedUserFactory()
    sent = ReportFactory(reporter=person, contact="+7 900")
    ReportFactory(reporter=person, state="draft")
    SavedSearch.objects.create(user=person, name="Дом", category=sent.category)
    erase(person, actor=person)
    assert list(Report.objects.values_list("pk", "contact")) == [(sent.pk, "")]
    assert SavedSearch.objects.count() == 0
    assert Report.objects.get().reporter.public_name() == "Житель города"


def test_my_data_hold_what_i_reported_and_joined():
    person = VerifiedUserFactory()
    report = ReportFactory(reporter=person)
    MeToo.objects.create(report=ReportFactory(), user=person)
    ReportFactory(text="Чужое")
    sections = everything(person)
    assert [row["id"] for row in sections["reports"]] == [report.pk]
    assert len(sections["me_too"]) == 1
