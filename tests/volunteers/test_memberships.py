"""Joining by request and by a link, roles, minors and the consent of a parent, leaving."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import timezone

from portal.accounts.actions import erase
from portal.files.models import Attachment
from tests.factories.files import pdf, upload
from tests.factories.people import UserFactory, VerifiedUserFactory
from tests.factories.volunteers import MembershipFactory, minor
from tests.volunteers.test_groups import letters_to
from volunteers.actions import (
    accept,
    ask_to_join,
    close_invitation,
    exclude,
    forget_person,
    join_by,
    leave,
    open_invitation,
    send_consent,
    set_role,
    strike_consent,
    take_consent,
)
from volunteers.models import Invitation, Membership

pytestmark = pytest.mark.django_db


def test_a_person_asks_and_a_coordinator_accepts(group, leader, person):
    row = ask_to_join(group, actor=person, text="Умею рисовать")
    assert letters_to(leader) == [f"Новый человек просится в группу: {group.title}"]
    accept(row, actor=leader)
    assert (row.state, letters_to(person)) == ("active", [f"Вас приняли в группу: {group.title}"])


def test_nobody_asks_twice(group, person):
    ask_to_join(group, actor=person)
    with pytest.raises(PermissionDenied, match="уже в этой группе"):
        ask_to_join(group, actor=person)


def test_who_has_left_may_ask_again(group, person):
    leave(ask_to_join(group, actor=person), actor=person)
    assert ask_to_join(group, actor=person).state == "requested"


def test_a_person_without_a_name_is_asked_for_it(group):
    with pytest.raises(PermissionDenied, match="имя и фамилию"):
        ask_to_join(group, actor=UserFactory(last_name="", first_name=""))


def test_a_child_of_thirteen_does_not_join(group):
    with pytest.raises(PermissionDenied, match="с 14 лет"):
        ask_to_join(group, actor=minor(13))


@pytest.mark.parametrize("state", ["submitted", "refused", "closed"])
def test_nobody_joins_a_group_that_does_not_act(group, person, state):
    group.state = state
    with pytest.raises(PermissionDenied, match="не принимает"):
        ask_to_join(group, actor=person)


def test_a_minor_is_accepted_only_with_the_consent_of_a_parent(group, leader):
    row = ask_to_join(group, actor=minor())
    with pytest.raises(PermissionDenied):
        accept(row, actor=leader)
    take_consent(row, actor=leader, kind="paper")
    accept(row, actor=leader)
    assert (row.state, row.consent_by) == ("active", leader)


def test_a_file_of_consent_is_none_until_a_coordinator_has_checked_it(group, leader):
    child = minor()
    row = ask_to_join(group, actor=child)
    send_consent(row, pdf("consent.pdf"), actor=child)
    assert (row.consent, row.has_consent) == ("sent", False)
    assert "Прислано согласие родителя" in letters_to(leader)[-1]
    take_consent(row, actor=leader, kind="file")
    assert row.has_consent


def test_a_consent_by_file_needs_the_file(group, leader):
    row = ask_to_join(group, actor=minor())
    with pytest.raises(ValidationError, match="Файла нет"):
        take_consent(row, actor=leader, kind="file")


def test_nobody_takes_the_consent_of_oneself(group):
    child = minor()
    row = MembershipFactory(group=group, user=child, role="coordinator")
    with pytest.raises(PermissionDenied, match="другой координатор"):
        take_consent(row, actor=child, kind="paper")


def test_a_consent_taken_back_counts_no_more(group, leader):
    row = ask_to_join(group, actor=minor())
    take_consent(row, actor=leader, kind="paper")
    with pytest.raises(ValidationError):
        strike_consent(row, actor=leader, note=" ")
    strike_consent(row, actor=leader, note="Родитель передумал")
    assert not Membership.objects.get(pk=row.pk).has_consent


def test_the_paper_of_a_parent_opens_for_the_coordinators_alone(client, group, leader, official):
    child = minor()
    row = ask_to_join(group, actor=child)
    send_consent(row, pdf(), actor=child)
    url = Attachment.objects.of(row).get().get_absolute_url()
    seen = []
    for viewer in (MembershipFactory(group=group).user, VerifiedUserFactory(), official, leader):
        client.force_login(viewer)
        seen.append(client.get(url).status_code)
    assert seen == [404, 404, 404, 200]


def test_an_adult_joins_by_the_link_at_once(group, leader, person):
    row = join_by(open_invitation(group, actor=leader), actor=person)
    assert (row.state, row.role) == ("active", "member")


def test_a_minor_who_comes_by_the_link_waits_for_the_consent(group, leader):
    row = join_by(open_invitation(group, actor=leader), actor=minor())
    assert row.state == "requested"


def test_a_link_ends_when_it_is_closed_renewed_or_old(group, leader, person):
    first = open_invitation(group, actor=leader)
    second = open_invitation(group, actor=leader)
    with pytest.raises(ValidationError, match="уже не действует"):
        join_by(first, actor=person)
    Invitation.objects.filter(pk=second.pk).update(expires_at=timezone.now() - timedelta(minutes=1))
    with pytest.raises(ValidationError, match="уже не действует"):
        join_by(second, actor=person)
    close_invitation(group, actor=leader)
    assert not group.memberships.filter(user=person).exists()


def test_the_page_of_a_link_joins_by_a_button_and_not_by_a_visit(client, group, leader, person):
    url = open_invitation(group, actor=leader).get_absolute_url()
    client.force_login(person)
    assert client.get(url).status_code == 200
    assert not group.memberships.filter(user=person).exists()
    assert "Вы в группе" in client.post(url, follow=True).content.decode()


def test_a_member_does_not_invite(group):
    with pytest.raises(PermissionDenied):
        open_invitation(group, actor=MembershipFactory(group=group).user)


def test_the_leader_makes_an_adult_coordinator_and_no_minor(group, leader):
    adult, child = MembershipFactory(group=group), MembershipFactory(group=group, user=minor())
    set_role(adult, actor=leader, role="coordinator")
    with pytest.raises(ValidationError, match="с 18 лет"):
        set_role(child, actor=leader, role="coordinator")
    assert list(group.memberships.running().values_list("pk", flat=True)).count(adult.pk) == 1


def test_a_coordinator_gives_no_roles_and_excludes_no_leader(group, leader):
    helper = MembershipFactory(group=group, role="coordinator").user
    with pytest.raises(PermissionDenied):
        set_role(MembershipFactory(group=group), actor=helper, role="leader")
    with pytest.raises((PermissionDenied, ValidationError)):
        exclude(group.memberships.get(user=leader), actor=helper, note="Вон")


def test_the_last_leader_neither_leaves_nor_steps_down(group, leader):
    row = group.memberships.get(user=leader)
    with pytest.raises(ValidationError, match="должен остаться руководитель"):
        leave(row, actor=leader)
    with pytest.raises(ValidationError, match="должен остаться руководитель"):
        set_role(row, actor=leader, role="member")
    set_role(MembershipFactory(group=group), actor=leader, role="leader")
    leave(row, actor=leader)
    assert row.state == "left"


def test_an_excluded_member_is_told_why(group, leader, person):
    row = MembershipFactory(group=group, user=person)
    exclude(row, actor=leader, note="Не приходит")
    assert (row.state, len(letters_to(person))) == ("left", 1)


def test_people_of_the_group_are_seen_by_who_runs_it_alone(client, group, leader):
    member = MembershipFactory(group=group, user__last_name="Секретов")
    for viewer, status in ((MembershipFactory(group=group).user, 404), (leader, 200)):
        client.force_login(viewer)
        answer = client.get(reverse("volunteers:team", args=[group.pk]))
        assert answer.status_code == status
        assert ("Секретов" in answer.content.decode()) is (status == 200)
        assert "Секретов" not in client.get(group.get_absolute_url()).content.decode()
    assert member.state == "active"


def test_a_disguised_file_is_no_consent(client, group):
    child = minor()
    row = ask_to_join(group, actor=child)
    client.force_login(child)
    url = reverse("volunteers:consent", args=[row.pk])
    answer = client.post(url, {"files": upload("consent.pdf", b"<script>")})
    row.refresh_from_db()
    assert (answer.status_code, row.consent) == (400, "")


def test_a_coordinator_checks_the_consent_on_the_page(client, group, leader):
    child = minor()
    row = ask_to_join(group, actor=child)
    client.force_login(leader)
    assert "ещё нет" in client.get(row.get_absolute_url()).content.decode()
    client.post(reverse("volunteers:take_consent", args=[row.pk]), {"kind": "paper"})
    assert "бумага у координатора" in client.get(row.get_absolute_url()).content.decode()


def test_an_erased_account_leaves_groups_and_its_papers(group):
    child = minor()
    row = ask_to_join(group, actor=child, text="О себе")
    send_consent(row, pdf(), actor=child)
    forget_person(child)
    row.refresh_from_db()
    assert (row.state, row.text, row.consent) == ("left", "", "")
    assert not Attachment.objects.of(row).kept().exists()


def test_erasing_the_account_goes_through_volunteers_too(group, person):
    row = ask_to_join(group, actor=person)
    erase(person, actor=person)
    row.refresh_from_db()
    assert row.state == "left"
