"""Heads of local activity centres: entered by officials, one at a time, history kept."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import timezone

from portal.organisations.actions import assign_head, leave_all, release_head
from portal.organisations.models import CentreHead
from portal.organisations.personal_data import collect
from tests.factories.people import StaffFactory, VerifiedUserFactory
from tests.factories.places import CentreFactory

pytestmark = pytest.mark.django_db
RIGHTS = ("organisations.view_centrehead", "organisations.change_centrehead")
ADD = reverse("admin:organisations_centrehead_add")
MARCH, APRIL = date(2026, 3, 1), date(2026, 4, 1)


@pytest.fixture
def official():
    return StaffFactory(permissions=RIGHTS)


@pytest.fixture
def head(official):
    person = VerifiedUserFactory()
    return assign_head(CentreFactory(), actor=official, person=person, since=MARCH)


def test_an_official_enters_a_new_head_and_the_old_one_leaves_the_day_before(official, head):
    new = VerifiedUserFactory()
    assign_head(head.centre, actor=official, person=new, since=APRIL)
    head.refresh_from_db()
    assert head.until == date(2026, 3, 31)
    on = head.centre.heads.on
    assert [on(day).get().user for day in (MARCH, head.until, APRIL)] == [head.user, head.user, new]
    assert not on(MARCH - timedelta(days=1)).exists()


def test_two_heads_never_share_a_day(official, head):
    with pytest.raises(ValidationError, match="позже 1 марта"):
        assign_head(head.centre, actor=official, person=VerifiedUserFactory(), since=MARCH)
    release_head(head, actor=official, until=APRIL)
    with pytest.raises(ValidationError, match="позже 1 апреля"):
        assign_head(head.centre, actor=official, person=VerifiedUserFactory(), since=APRIL)
    assert CentreHead.objects.count() == 1


def test_a_head_is_released_once_and_not_before_coming(official, head):
    with pytest.raises(ValidationError, match="не раньше первого"):
        release_head(head, actor=official, until=MARCH - timedelta(days=1))
    release_head(head, actor=official, until=APRIL)
    with pytest.raises(ValidationError, match="уже не руководит"):
        release_head(head, actor=official, until=APRIL)


def test_nobody_enters_themselves_or_without_the_right(official, head):
    own = {"actor": official, "person": official, "since": APRIL}
    other = {"actor": head.user, "person": VerifiedUserFactory(), "since": APRIL}
    for given in (own, other):
        with pytest.raises(PermissionDenied):
            assign_head(head.centre, **given)


def test_an_official_finds_the_person_by_the_address_of_the_account(client, official):
    centre, person = CentreFactory(), VerifiedUserFactory()
    client.force_login(official)
    fields = {"centre": centre.pk, "email": person.email.upper(), "since": "2026-03-01"}
    wrong = client.post(ADD, fields | {"email": "nobody@example.org"})
    assert (wrong.status_code, list(wrong.context["form"].errors)) == (422, ["email"])
    assert client.post(ADD, fields).status_code == 302
    assert centre.heads.get().user == person
    again = client.post(ADD, fields | {"since": "2026-05-01"})
    assert "уже руководит" in again.content.decode()


def test_an_official_releases_a_head_and_a_reader_of_the_list_does_not(client, official, head):
    url = reverse("admin:organisations_centrehead_release", args=[head.pk])
    client.force_login(StaffFactory(permissions=RIGHTS[:1]))
    assert client.post(url, {"until": "2026-04-01"}).status_code == 403
    client.force_login(official)
    assert client.post(url, {"until": "сегодня"}).status_code == 422
    assert client.post(url, {"until": "2026-04-01"}).status_code == 302
    head.refresh_from_db()
    assert head.until == APRIL


def test_a_deleted_account_heads_no_centre_any_more(head):
    assert collect(head.user)["headed_centres"][0]["centre"] == head.centre.name
    leave_all(head.user)
    assert not head.centre.heads.on(timezone.localdate() + timedelta(days=1)).exists()
