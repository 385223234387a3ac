"""When terms end, in the city's time."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from portal.law import reference
from portal.law.deadlines import add_working_hours, due, due_at, rule, shipped
from portal.law.models import DeadlineRule, LegalReference, WorkSchedule
from tests.factories.law import DeadlineRuleFactory, WorkCalendarDayFactory

pytestmark = pytest.mark.django_db
KIROV = ZoneInfo("Europe/Kirov")


def moment(month, day, hour=12, minute=0, year=2026):
    return datetime(year, month, day, hour, minute, tzinfo=KIROV)


def test_a_term_in_working_days_starts_the_day_after_and_ends_with_the_last_day():
    assert due("ip_publish", moment(7, 16)) == date(2026, 7, 21)
    assert due_at("ip_publish", moment(7, 16)) == datetime(2026, 7, 21, 23, 59, 59, tzinfo=KIROV)


def test_a_term_in_calendar_days_may_end_on_a_day_off():
    assert due("ip_review", moment(7, 18)) == date(2026, 8, 17)
    assert due("ip_review", moment(7, 17)) == date(2026, 8, 16)  # Sunday


def test_an_answer_to_an_appeal_due_on_a_day_off_is_due_before_it():
    assert due("appeal_answer", moment(7, 17)) == date(2026, 8, 14)


def test_an_extended_term_is_longer_by_its_extension():
    assert due("info_request", moment(7, 1), extended=True) == date(2026, 8, 15)


def test_a_notice_before_an_event_is_counted_back():
    assert due("hearing_notice", moment(7, 16)) == date(2026, 7, 9)


def test_the_day_of_an_event_is_the_day_in_the_city():
    late_in_utc = datetime(2026, 7, 15, 22, 30, tzinfo=UTC)  # 01:30 of 16 July in Kirov
    assert due("ip_publish", late_in_utc) == due("ip_publish", moment(7, 16))


def test_a_term_that_moves_forward_skips_the_day_off():
    DeadlineRuleFactory(code="civil", length=1, unit="calendar", day_off="next")
    assert due("civil", moment(7, 17)) == date(2026, 7, 20)


def test_hours_run_day_and_night():
    DeadlineRuleFactory(code="snow", length=12, unit="hours")
    assert due_at("snow", moment(7, 17, 20)) == moment(7, 18, 8)


@pytest.mark.parametrize(
    ("start", "hours", "end"),
    [
        (moment(7, 16, 10), 3, moment(7, 16, 13)),
        (moment(7, 16, 15), 3, moment(7, 17, 9)),
        (moment(7, 17, 16, 30), 1, moment(7, 20, 8, 30)),
        (moment(7, 18, 12), 1, moment(7, 20, 9)),
        (moment(7, 16, 6), 1, moment(7, 16, 9)),
        (moment(7, 16, 17), 1, moment(7, 17, 9)),
        (moment(7, 16, 8), 18, moment(7, 17, 17)),
    ],
)
def test_working_hours_run_only_while_the_administration_works(start, hours, end):
    assert add_working_hours(start, hours) == end


def test_working_hours_follow_the_schedule_and_the_calendar():
    WorkSchedule.objects.create(pk=1, starts="09:00", ends="13:00")
    WorkCalendarDayFactory(day=date(2026, 7, 17))
    assert add_working_hours(moment(7, 16, 12), 2) == moment(7, 20, 10)


def test_an_official_changes_a_term_and_it_counts_at_once():
    DeadlineRuleFactory(code="ip_publish", length=10)
    assert due("ip_publish", moment(7, 16)) == date(2026, 7, 30)


def test_an_unknown_term_is_an_error_and_not_a_guess():
    with pytest.raises(LookupError):
        due("no_such_term", moment(7, 16))


def test_the_whole_table_loads_once_and_keeps_what_officials_changed():
    reference.load()
    DeadlineRule.objects.filter(code="ip_publish").update(length=9)
    reference.load()
    assert set(DeadlineRule.objects.values_list("code", flat=True)) == set(shipped())
    assert rule("ip_publish").length == 9


def test_every_shipped_term_is_valid_and_names_its_source():
    for row in shipped().values():
        term = DeadlineRule(**row)
        term.full_clean()
        assert term.source


def test_a_reference_is_in_force_from_its_first_to_its_last_day():
    open_ended = LegalReference.objects.create(code="a", act="А", title="А")
    new = LegalReference.objects.create(code="b", act="Б", title="Б", valid_from=date(2025, 6, 19))
    old = LegalReference.objects.create(code="c", act="В", title="В", valid_to=date(2025, 6, 18))
    assert set(LegalReference.objects.in_force(date(2025, 6, 18))) == {open_ended, old}
    assert set(LegalReference.objects.in_force(date(2025, 6, 19))) == {open_ended, new}
