"""Residents' marks of a result: one of a person, counted right, nobody's mark is shown."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from budgeting import actions
from budgeting.models import Rating, Report
from budgeting.personal_data import collect
from portal.discussion.models import Comment
from portal.files.actions import remove_file
from tests.factories.budgeting import set_phases
from tests.factories.execution import built, executed, official
from tests.factories.people import StaffFactory, SuperuserFactory, UserFactory, VerifiedUserFactory
from tests.races import race

pytestmark = pytest.mark.django_db


@pytest.fixture
def report(db):
    return Report.objects.get(project=executed("reported"))


def test_a_mark_is_found_by_the_person_and_written_beside_no_account(report):
    person = VerifiedUserFactory()
    actions.rate(report, actor=person, score=4)
    assert actions.rating_of(report, person).score == 4
    assert actions.rating_of(report, VerifiedUserFactory()) is None
    columns = {field.name for field in Rating._meta.fields}
    assert "user" not in columns


def test_marks_of_one_person_in_two_reports_cannot_be_matched(report):
    person, other = VerifiedUserFactory(), Report.objects.get(project=executed("reported"))
    for one in (report, other):
        actions.rate(one, actor=person, score=5)
    assert len(set(Rating.objects.values_list("mark", flat=True))) == 2


def test_my_data_holds_my_marks_and_nobody_elses(report):
    person, neighbour = VerifiedUserFactory(), VerifiedUserFactory()
    actions.rate(report, actor=person, score=4)
    actions.rate(report, actor=neighbour, score=1)
    assert [row["score"] for row in collect(person)["ratings"]] == [4]
    assert collect(UserFactory())["ratings"] == []


@pytest.mark.parametrize("make", [UserFactory, official, SuperuserFactory])
def test_the_unproved_and_those_who_carried_it_out_do_not_rate(report, make):
    with pytest.raises(PermissionDenied):
        actions.rate(report, actor=make(), score=5)


def test_a_comment_that_may_not_be_posted_takes_the_mark_with_it_but_not_the_text(client, report):
    person = VerifiedUserFactory()
    client.force_login(person)
    set_phases(report.project.round, {"results": (-30, -20), "archive": (-1, 9)})
    url = reverse("budgeting:rate", args=[report.project_id])
    answer = client.post(url, {"score": "2", "comment": "Не потеряйте меня"})
    assert answer.status_code == 400
    assert "Не потеряйте меня" in answer.content.decode()
    assert (Rating.objects.count(), Comment.objects.count()) == (0, 0)
    assert client.post(url, {"score": "2"}).status_code == 302


@pytest.mark.django_db(transaction=True)
def test_a_person_who_clicks_in_two_windows_is_counted_once():
    report = Report.objects.get(project=executed("reported"))
    person = VerifiedUserFactory()
    race(4, lambda n: actions.rate(report, actor=person, score=n + 1))
    report.refresh_from_db()
    assert report.rating_count == 1
    assert report.rating_sum == Rating.objects.get().score


def test_a_photo_that_was_taken_down_does_not_count_as_shown():
    project = built(executed("works"))
    (photo,) = project.viewpoints.get().photos.all()
    moderator = StaffFactory(permissions=["files.moderate"])
    remove_file(photo.attachment, actor=moderator, note="Чужой двор")
    with pytest.raises(PermissionDenied, match="нет фото после работ"):
        actions.MOVES["accept"](project, actor=official())
