"""Two at once upon one report: real connections, one winner, nothing lost."""

import pytest

from civic.actions import reports_drafts, reports_merging, reports_moves
from civic.models import MeToo, Report
from portal.accounts.models import User
from portal.cases.lifecycle import InvalidTransition
from portal.cases.models import CaseEvent
from portal.law.reference import load as load_law
from tests.factories.civic_reports import ExecutorFactory, ModeratorFactory, ReportFactory
from tests.factories.people import VerifiedUserFactory
from tests.races import race

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def law():
    load_law()


def get(report) -> Report:
    return Report.objects.select_related("category", "reporter").get(pk=report.pk)


def test_two_officials_who_accept_one_report_make_one_event():
    report, officials = ReportFactory(state="moderation"), ModeratorFactory.create_batch(4)
    found = race(4, lambda n: reports_moves.assign(get(report), actor=officials[n]))
    assert sum(isinstance(result, CaseEvent) for result in found) == 1
    assert all(isinstance(r, CaseEvent | InvalidTransition) for r in found)
    assert CaseEvent.objects.of(report).filter(kind="assign").count() == 1


def test_an_answer_and_a_merge_into_the_report_both_stand_or_one_is_refused():
    target, duplicate = ReportFactory(state="in_progress"), ReportFactory(state="moderation")
    moderator = ModeratorFactory()
    executor = ExecutorFactory(department=target.department)

    def act(number):
        if number:
            return reports_merging.merge(get(duplicate), actor=moderator, target=get(target))
        return reports_moves.answer(get(target), actor=executor, note="Сделано")

    assert [type(result) for result in race(2, act)] == [CaseEvent, CaseEvent]
    after = get(target)
    assert (after.state, after.me_too_count, after.answer_text) == ("answered", 1, "Сделано")


def test_a_merge_against_a_closure_never_joins_a_closed_report():
    target, duplicate = ReportFactory(state="answered"), ReportFactory(state="moderation")
    moderator = ModeratorFactory()

    def act(number):
        if number:
            return reports_merging.merge(get(duplicate), actor=moderator, target=get(target))
        return reports_moves.confirm(get(target), actor=target.reporter)

    race(2, act)
    order = list(CaseEvent.objects.order_by("id").values_list("kind", flat=True))
    joined = "joined" in order
    assert get(target).state == "solved"
    assert (get(duplicate).state == "duplicate") == joined
    assert get(target).me_too_count == int(joined)


def test_twenty_neighbours_at_once_are_all_counted():
    report, people = ReportFactory(), VerifiedUserFactory.create_batch(10)
    race(
        20,
        lambda n: reports_merging.join(get(report), actor=User.objects.get(pk=people[n // 2].pk)),
    )
    assert (get(report).me_too_count, MeToo.objects.count()) == (10, 10)


def test_a_draft_sent_twice_at_once_is_sent_once():
    report = ReportFactory(state="draft")
    found = race(3, lambda _n: reports_drafts.submit(get(report), actor=report.reporter))
    assert sum(isinstance(result, CaseEvent) for result in found) == 1
    assert get(report).state == "moderation"


def test_a_third_dispute_does_not_slip_in_beside_the_second():
    report = ReportFactory(state="answered", dispute_count=1)
    race(3, lambda _n: reports_moves.dispute(get(report), actor=report.reporter, note="Нет"))
    assert (get(report).dispute_count, get(report).state) == (2, "disputed")
