"""A group from the wish for one to its end: who makes it, who approves it, who sees it."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from portal.notifications.models import Notification
from tests.factories.files import pdf
from tests.factories.organisations import MemberFactory, OrganisationFactory
from tests.factories.people import UserFactory, VerifiedUserFactory
from tests.factories.places import CentreFactory, DistrictFactory
from tests.factories.volunteers import GroupFactory, MembershipFactory, leader_of, minor
from volunteers.actions import (
    add_document,
    announce,
    approve_group,
    close_group,
    create_group,
    edit_group,
    open_invitation,
    refuse_group,
    reopen_group,
    resubmit_group,
)
from volunteers.models import Invitation, Membership, VolunteerGroup

pytestmark = pytest.mark.django_db


def wish(**fields) -> dict:
    given = {"title": "Добрый двор", "direction": "yard", "about": "Сажаем деревья."}
    return given | ({"centre": CentreFactory()} if "organisation" not in fields else {}) | fields


def letters_to(user) -> list[str]:
    rows = Notification.objects.filter(recipient=user, channel="inbox").order_by("pk")
    return list(rows.values_list("subject", flat=True))


def test_a_proved_adult_makes_a_group_and_leads_it(person):
    group = create_group(actor=person, **wish())
    assert (group.state, leader_of(group)) == ("submitted", person)


def test_an_unproved_account_makes_no_group():
    with pytest.raises(PermissionDenied, match="Подтвердите личность"):
        create_group(actor=UserFactory(level=0), **wish())
    assert not VolunteerGroup.objects.exists()


def test_a_minor_makes_no_group():
    with pytest.raises(PermissionDenied, match="с 18 лет"):
        create_group(actor=minor(17, level=2), **wish())


def test_a_group_of_an_organisation_is_made_by_its_head_alone(person):
    team = OrganisationFactory(head=person)
    assert create_group(actor=person, **wish(organisation=team)).host == team
    with pytest.raises(ValidationError, match="руководитель или редактор"):
        create_group(actor=MemberFactory(organisation=team).user, **wish(organisation=team))


def test_a_group_has_one_host(person):
    team = OrganisationFactory(head=person)
    with pytest.raises(ValidationError, match="что-то одно"):
        create_group(actor=person, **wish(organisation=team, centre=CentreFactory()))
    with pytest.raises(ValidationError, match="что-то одно"):
        create_group(actor=person, **wish(centre=None))


def test_a_fourth_group_waits_until_three_are_answered(person):
    for number in range(3):
        create_group(actor=person, **wish(title=f"Группа {number}"))
    with pytest.raises(ValidationError, match="ещё рассматривают"):
        create_group(actor=person, **wish())


def test_a_group_that_waits_is_seen_by_its_leader_and_officials_alone(client, person, official):
    group = GroupFactory(state="submitted", leader=person, title="Тайная группа")
    found = []
    for viewer in (None, VerifiedUserFactory(), person, official):
        client.logout()
        if viewer:
            client.force_login(viewer)
        hits = client.get("/search/?q=тайная").content.decode()
        found.append(
            (client.get(group.get_absolute_url()).status_code, group.get_absolute_url() in hits)
        )
        assert "Тайная группа" not in client.get(reverse("volunteers:groups")).content.decode()
    assert found == [(404, False), (404, False), (200, True), (200, True)]


def test_an_official_approves_and_everybody_sees_the_group(client, official, person):
    group = GroupFactory(state="submitted", leader=person)
    approve_group(group, actor=official)
    assert client.get(group.get_absolute_url()).status_code == 200
    assert letters_to(person) == [f"Группу одобрили: {group.title}"]


def test_an_official_does_not_approve_a_group_of_their_own(official):
    group = GroupFactory(state="submitted", leader=official)
    with pytest.raises(PermissionDenied):
        approve_group(group, actor=official)


def test_a_refusal_needs_a_reason_and_the_leader_tries_again(official, person):
    group = GroupFactory(state="submitted", leader=person)
    with pytest.raises(ValidationError):
        refuse_group(group, actor=official)
    refuse_group(group, actor=official, note="Опишите, чем занимаетесь")
    resubmit_group(group, actor=person)
    assert VolunteerGroup.objects.waiting().get() == group


def test_what_was_approved_stays_the_rest_changes(group, leader):
    edit_group(group, actor=leader, title="Другое", about="Новое дело", contact="телефон")
    group.refresh_from_db()
    assert (group.about, group.contact) == ("Новое дело", "телефон")
    assert group.title != "Другое"


def test_a_coordinator_does_not_change_the_card(group):
    helper = MembershipFactory(group=group, role="coordinator").user
    with pytest.raises(PermissionDenied, match="руководитель"):
        edit_group(group, actor=helper, about="Захват")


def test_a_closed_group_ends_its_link_and_answers_those_who_asked(group, leader, official):
    link = open_invitation(group, actor=leader)
    waiting = MembershipFactory(group=group, state="requested")
    close_group(group, actor=leader, note="Сезон окончен")
    waiting.refresh_from_db()
    assert (waiting.state, Invitation.objects.open().filter(pk=link.pk).exists()) == (
        "refused",
        False,
    )
    reopen_group(group, actor=official, note="Новый сезон")
    assert group.state == "active"


def test_groups_are_found_by_district_direction_and_name(client):
    near, far = DistrictFactory(), DistrictFactory()
    GroupFactory(title="Ближняя", district=near, direction="care")
    GroupFactory(title="Дальняя", district=far, direction="yard")
    url = reverse("volunteers:groups")
    for query in (f"district={near.pk}", "direction=care", "q=ближ"):
        page = client.get(f"{url}?{query}").content.decode()
        assert ("Ближняя" in page, "Дальняя" in page) == (True, False)


def test_an_announcement_reaches_members_and_nobody_else(client, group, leader, person):
    member = MembershipFactory(group=group).user
    MembershipFactory(group=group, user=person, state="requested")
    announce(group, actor=leader, title="Сбор у школы", text="В десять утра")
    assert letters_to(member) == [f"Сбор у школы: {group.title}"]
    for viewer, seen in ((member, True), (person, False)):
        client.force_login(viewer)
        page = client.get(group.get_absolute_url()).content.decode()
        assert ("Сбор у школы" in page) is seen
    assert letters_to(person) == []


def test_a_member_announces_nothing(group):
    with pytest.raises(PermissionDenied):
        announce(group, actor=MembershipFactory(group=group).user, title="Я", text="тут")


def test_announcements_of_a_day_have_an_end(group, leader):
    for number in range(10):
        announce(group, actor=leader, title=f"Сбор {number}", text="В семь")
    with pytest.raises(ValidationError, match="Напишите завтра"):
        announce(group, actor=leader, title="Ещё", text="раз")


def test_a_private_document_opens_for_members_alone(client, group, leader, person):
    row = add_document(group, pdf(), actor=leader, private=True)
    shown = add_document(group, pdf("plan.pdf"), actor=leader, private=False)
    assert client.get(shown.get_absolute_url()).status_code == 200
    assert client.get(row.get_absolute_url()).status_code == 404
    client.force_login(person)
    assert client.get(row.get_absolute_url()).status_code == 404
    Membership.objects.create(group=group, user=person, state="active")
    assert client.get(row.get_absolute_url()).status_code == 200


def test_the_queue_shows_officials_the_groups_that_wait(client, official):
    group = GroupFactory(state="submitted")
    client.force_login(official)
    assert group.title in client.get("/admin/queue/").content.decode()


def test_an_official_approves_by_a_button_of_the_admin(client, official):
    group = GroupFactory(state="submitted")
    client.force_login(official)
    url = reverse("admin:volunteers_volunteergroup_move", args=[group.pk, "approve"])
    client.post(url, {"note": ""})
    group.refresh_from_db()
    assert group.state == "active"


def test_a_group_is_made_through_the_page(client, person):
    client.force_login(person)
    fields = wish() | {"centre": CentreFactory().pk}
    answer = client.post(reverse("volunteers:create"), fields, follow=True)
    assert "Группа создана" in answer.content.decode()
    assert VolunteerGroup.objects.get().title == "Добрый двор"


def test_a_foreign_organisation_is_no_choice_of_the_form(client, person):
    client.force_login(person)
    foreign = OrganisationFactory(head=VerifiedUserFactory())
    answer = client.post(
        reverse("volunteers:create"), wish(centre="") | {"organisation": foreign.pk}
    )
    assert (answer.status_code, VolunteerGroup.objects.exists()) == (400, False)
