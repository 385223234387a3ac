"""Certificates of hours that stay as they were given, repeated shifts, the results of a year."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import timezone

from portal.portfolio.models import Certificate
from tests.factories.places import DistrictFactory
from tests.factories.volunteers import (
    GroupFactory,
    MembershipFactory,
    ShiftFactory,
    SignupFactory,
    attended,
    hours,
    leader_of,
)
from volunteers.actions import (
    adjust_hours,
    confirm_hours,
    give_thanks,
    repeat_shift,
    revoke_thanks,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def helper(group):
    """A member with two confirmed hours."""
    row = MembershipFactory(group=group)
    worked(row)
    return row


def worked(membership, **fields) -> None:
    row = attended(membership.user, group=membership.group, **fields)
    confirm_hours(row, actor=leader_of(membership.group))


def said(certificate) -> dict:
    return dict(Certificate.objects.get(pk=certificate.pk).context["lines"])


def test_a_certificate_says_the_confirmed_hours_of_this_group_alone(helper, leader):
    other = MembershipFactory(user=helper.user)
    worked(other, since=20, lasting=5)
    row = give_thanks(helper, actor=leader)
    assert said(row.certificate)["Часов подтверждено"] == "2"
    assert said(row.certificate)["Группа добровольцев"] == helper.group.title


def test_a_certificate_never_changes_whatever_happens_to_the_hours(helper, leader):
    row = give_thanks(helper, actor=leader)
    before = said(row.certificate)
    signup = helper.user.volunteer_signups.get()
    adjust_hours(signup, actor=leader, hours=5, note="Забыли посчитать")
    helper.group.title = "Другое имя"
    helper.group.save()
    assert said(row.certificate) == before


def test_a_new_certificate_replaces_the_old_one(helper, leader):
    old = give_thanks(helper, actor=leader).certificate
    worked(helper, since=20)
    new = give_thanks(helper, actor=leader).certificate
    old.refresh_from_db()
    assert (old.revoked_at is not None, new.replaces, said(new)["Часов подтверждено"]) == (
        True,
        old,
        "4",
    )


def test_a_revoked_certificate_says_so_to_everybody(client, helper, leader):
    row = give_thanks(helper, actor=leader)
    with pytest.raises(ValidationError):
        revoke_thanks(row, actor=leader, note=" ")
    revoke_thanks(row, actor=leader, note="Часы приписали")
    page = client.get(row.certificate.get_absolute_url()).content.decode()
    assert "Часы приписали" in page


def test_without_confirmed_hours_there_is_no_certificate(group, leader):
    row = MembershipFactory(group=group)
    attended(row.user, group=group)
    with pytest.raises(ValidationError, match="часов в этой группе нет"):
        give_thanks(row, actor=leader)
    assert not Certificate.objects.exists()


def test_only_the_leader_certifies_and_not_for_oneself(helper, leader):
    coordinator = MembershipFactory(group=helper.group, role="coordinator").user
    with pytest.raises(PermissionDenied):
        give_thanks(helper, actor=coordinator)
    with pytest.raises(PermissionDenied, match="другой руководитель"):
        give_thanks(helper.group.memberships.get(user=leader), actor=leader)


def test_a_leader_gives_and_revokes_on_the_page(client, helper, leader):
    client.force_login(leader)
    url = reverse("volunteers:thanks", args=[helper.pk])
    assert "Справка выдана" in client.post(url, {"note": ""}, follow=True).content.decode()
    assert client.post(url, {"note": "", "revoke": "1"}).status_code == 400
    page = client.post(url, {"note": "Ошибка", "revoke": "1"}, follow=True).content.decode()
    assert "Справка отозвана" in page
    assert client.post(url, {"note": "Ещё", "revoke": "1"}).status_code == 400


def test_a_shift_is_repeated_on_the_next_weeks_once(group, leader):
    shift = ShiftFactory(group=group, capacity=7, min_age=16)
    SignupFactory(shift=shift)
    made = repeat_shift(shift, actor=leader, weeks=3)
    again = repeat_shift(shift, actor=leader, weeks=4)
    assert [(row.starts_at - shift.starts_at).days for row in made + again] == [7, 14, 21, 28]
    same = {(row.state, row.capacity, row.min_age, row.places_taken) for row in made}
    assert same == {("published", 7, 16, 0)}
    assert len({row.code for row in made} | {shift.code}) == 4


def test_a_draft_is_repeated_as_drafts_and_a_cancelled_shift_not_at_all(group, leader):
    draft = ShiftFactory(group=group, state="draft")
    assert [row.state for row in repeat_shift(draft, actor=leader, weeks=2)] == ["draft", "draft"]
    with pytest.raises(ValidationError, match="отменили"):
        repeat_shift(ShiftFactory(group=group, state="cancelled"), actor=leader, weeks=1)


def test_an_old_shift_is_repeated_only_into_the_future(group, leader):
    old = ShiftFactory(group=group, starts_at=hours(-24 * 10))
    made = repeat_shift(old, actor=leader, weeks=3)
    assert [(row.starts_at - old.starts_at).days for row in made] == [14, 21]


def test_a_member_repeats_nothing(group):
    with pytest.raises(PermissionDenied):
        repeat_shift(ShiftFactory(group=group), actor=MembershipFactory(group=group).user, weeks=1)


def results(client, year: int) -> str:
    return client.get(reverse("volunteers:results", args=[year])).content.decode()


def test_the_results_of_a_year_count_confirmed_hours_and_name_nobody(client, person):
    district = DistrictFactory(name="Речной район")
    group = GroupFactory(direction="care")
    person.last_name = "Секретов"
    person.save()
    for since in (30, 20):
        row = attended(person, since=since, group=group, district=district)
        confirm_hours(row, actor=leader_of(group))
    attended(person, since=10, group=group, district=district)
    year = timezone.localtime(hours(-30)).year
    page = results(client, year)
    table = client.get(reverse("volunteers:results_table", args=[year]))
    text = b"".join(table.streaming_content).decode()
    assert "Речной район;1;4;2" in text
    assert ("Речной район" in page, "Секретов" in page + text) == (True, False)


def test_a_year_without_hours_says_so_and_a_senseless_one_is_not_found(client):
    assert "ещё не подтверждали" in results(client, 2050)
    for year in (1999, 2101, 10**12):
        url = reverse("volunteers:results", args=[year])
        assert client.get(url).status_code == 404
