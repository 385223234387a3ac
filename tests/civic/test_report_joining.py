"""Neighbours join, duplicates are merged, similar reports are found."""

from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from civic.actions import reports_merging as merging
from civic.actions.reports_moves import answer
from civic.models import MeToo, Report
from civic.similar import similar_to
from portal.cases.models import CaseEvent, CaseLink
from portal.discussion.models import Follow
from portal.law.reference import load as load_law
from portal.notifications.models import Notification
from tests.factories.civic_reports import CategoryFactory, ModeratorFactory, ReportFactory
from tests.factories.people import VerifiedUserFactory

pytestmark = pytest.mark.django_db


def count(report) -> int:
    return Report.objects.get(pk=report.pk).me_too_count


def told(person) -> set[str]:
    rows = Notification.objects.filter(recipient=person, channel="inbox")
    return set(rows.values_list("event__kind", flat=True))


def test_a_neighbour_joins_once_follows_and_leaves():
    report, person = ReportFactory(), VerifiedUserFactory()
    assert [merging.join(report, actor=person) for _time in range(2)] == [True, False]
    assert (count(report), Follow.objects.filter(user=person).count()) == (1, 1)
    merging.leave(report, actor=person)
    merging.leave(report, actor=person)
    assert count(report) == 0


@pytest.mark.parametrize("state", ["moderation", "solved", "closed_no", "duplicate"])
def test_nobody_joins_what_is_closed_or_not_public(state):
    report = ReportFactory(state=state)
    with pytest.raises(PermissionDenied):
        merging.join(report, actor=VerifiedUserFactory())
    assert count(report) == 0


def rate(client, report, **fields) -> int:
    return client.post(f"{report.get_absolute_url()}rate/", fields).status_code


def test_the_author_rates_an_answer_and_may_change_the_mark(client):
    report = ReportFactory(state="answered", answer_text="Яма засыпана.")
    client.force_login(report.reporter)
    page = client.get(report.get_absolute_url()).content.decode()
    assert page.count('name="rating"') == 5
    assert [rate(client, report, rating=mark) for mark in ("2", "4", "4")] == [302] * 3
    report.refresh_from_db()
    assert report.rating == 4
    assert list(CaseEvent.objects.values_list("note", "is_public")) == [("2", False), ("4", False)]
    assert "Ваша оценка ответа: 4 из 5" in client.get(report.get_absolute_url()).content.decode()


@pytest.mark.parametrize("fields", [{}, {"rating": "0"}, {"rating": "6"}, {"rating": "4.5"}])
def test_a_mark_that_is_none_of_five_is_refused(client, fields):
    report = ReportFactory(state="answered", answer_text="Яма засыпана.")
    client.force_login(report.reporter)
    assert rate(client, report, **fields) == 400
    assert (Report.objects.get().rating, CaseEvent.objects.count()) == (None, 0)


def test_a_mark_is_the_authors_alone_and_of_an_answer_that_stands():
    solved = ReportFactory(state="solved", answer_text="Готово.")
    for person in (VerifiedUserFactory(), ModeratorFactory()):
        with pytest.raises(PermissionDenied):
            merging.rate_answer(solved, actor=person, rating=1)
    for state, text in (("in_progress", ""), ("disputed", "Готово."), ("solved", "")):
        report = ReportFactory(state=state, answer_text=text)
        with pytest.raises(PermissionDenied):
            merging.rate_answer(report, actor=report.reporter, rating=5)
    assert not Report.objects.exclude(rating=None).exists()


def test_others_do_not_see_the_mark_and_a_new_answer_begins_without_one(client):
    load_law()
    report = ReportFactory(state="disputed", answer_text="Готово.", rating=1)
    page = client.get(report.get_absolute_url()).content.decode()
    assert ("Ваша оценка" in page, 'name="rating"' in page) == (False, False)
    answer(report, actor=ModeratorFactory(), note="Засыпали ещё раз.")
    assert Report.objects.get().rating is None


def test_a_private_report_is_joined_by_nobody():
    report = ReportFactory(is_private=True)
    with pytest.raises(PermissionDenied):
        merging.join(report, actor=VerifiedUserFactory())


def test_a_duplicate_is_merged_and_both_sides_are_told():
    load_law()
    first, second = ReportFactory(), ReportFactory(state="moderation")
    merging.merge(second, actor=ModeratorFactory(), target=first)
    second.refresh_from_db()
    assert (second.state, second.merged_into) == ("duplicate", first)
    assert (told(second.reporter), told(first.reporter)) == ({"merge", "joined"}, {"joined"})
    assert (count(first), CaseLink.objects.count()) == (1, 1)
    assert MeToo.objects.get().user == second.reporter


@pytest.mark.parametrize("state", ["solved", "moderation", "draft"])
def test_nothing_is_merged_into_what_is_not_open(state):
    target, report = ReportFactory(state=state), ReportFactory(state="moderation")
    with pytest.raises(ValidationError):
        merging.merge(report, actor=ModeratorFactory(), target=target)
    assert (Report.objects.get(pk=report.pk).state, CaseEvent.objects.count()) == ("moderation", 0)


def test_a_report_is_not_merged_into_itself():
    report = ReportFactory(state="moderation")
    with pytest.raises(ValidationError):
        merging.merge(report, actor=ModeratorFactory(), target=report)


def test_similar_reports_are_near_open_and_of_the_category_or_alike():
    draft = ReportFactory(state="draft")
    near = ReportFactory(latitude=Decimal("58.601000"))
    other = CategoryFactory(code="light", name="Свет")
    alike = ReportFactory(category=other)
    ReportFactory(latitude=Decimal("58.610000"))  # a kilometre away
    ReportFactory(state="solved")
    ReportFactory(is_private=True)
    ReportFactory(category=other, text="Не горит фонарь у подъезда")
    found = similar_to(draft)
    assert {row.report for row in found} == {near, alike}
    assert [row.metres for row in found if row.report == near] == [111]


def test_similar_reports_are_found_by_the_address_when_there_is_no_point():
    place = {"latitude": None, "longitude": None}
    near = ReportFactory(address="ул. Ленина, 5", **place)
    ReportFactory(address="ул. Гоголя, 1", **place)
    draft = ReportFactory(state="draft", address="Ленина 5", **place)
    assert [row.report for row in similar_to(draft)] == [near]
