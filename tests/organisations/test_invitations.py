"""Invitations: a signed link, for one address, once, for two weeks."""

import re
from datetime import timedelta

import pytest
from django.core import signing
from django.urls import reverse
from django.utils import timezone

from portal.organisations import actions
from portal.organisations.models import Invitation, Member
from tests.factories.organisations import MemberFactory, OrganisationFactory
from tests.factories.people import UserFactory, VerifiedUserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def own(client):
    client.force_login(head := VerifiedUserFactory())
    return OrganisationFactory(head=head)


@pytest.fixture
def link(client, own, mailoutbox):
    page = reverse("organisations:members", args=[own.pk])
    client.post(page, {"email": "Guest@example.org", "role": "editor"})
    return re.search(r"/organisations/invitation/\S+", mailoutbox[0].body)[0]


def test_the_invited_joins_by_the_link_with_the_role(client, own, link):
    client.force_login(guest := UserFactory(email="guest@example.org"))
    assert "Вступить" in client.get(link).content.decode()
    assert not own.members.filter(user=guest).exists()
    client.post(link)
    assert own.members.get(user=guest).role == "editor"


def test_a_forwarded_link_lets_nobody_else_in(client, own, link):
    client.force_login(other := UserFactory())
    assert "другой адрес" in client.get(link).content.decode()
    assert client.post(link).status_code == 403
    assert not own.members.filter(user=other).exists()


def test_an_unconfirmed_address_owns_no_invitation(client, own, link):
    client.force_login(UserFactory(email="guest@example.org", confirmed_email=False))
    assert client.post(link).status_code == 403


def test_a_stranger_signs_in_first(client, link):
    client.logout()
    assert "login" in client.get(link).url


def test_a_link_works_once(client, own, link):
    client.force_login(guest := UserFactory(email="guest@example.org"))
    client.post(link)
    own.members.get(user=guest).delete()
    assert client.post(link).status_code == 404
    assert not own.members.filter(user=guest).exists()


def test_a_withdrawn_invitation_opens_nothing(client, own, link):
    row = Invitation.objects.get()
    client.post(reverse("organisations:cancel", args=[own.pk, row.pk]))
    client.force_login(UserFactory(email="guest@example.org"))
    assert client.get(link).status_code == 404


def test_a_link_is_old_after_two_weeks(monkeypatch, own, link):
    token = link.split("/")[-2]
    now = (timezone.now() + timedelta(days=15)).timestamp()
    monkeypatch.setattr(signing.time, "time", lambda: now)
    assert actions.invitation_of(token) is None


@pytest.mark.parametrize(
    "token",
    ["x", "1:1:1", signing.dumps(1), signing.dumps(1, salt="other")],
    ids=["nonsense", "three parts", "no salt", "another salt"],  # a token holds the second
)
def test_a_forged_link_is_refused(client, link, token):
    client.force_login(UserFactory(email="guest@example.org"))
    assert client.get(reverse("organisations:accept", args=[token])).status_code == 404


def test_a_second_invitation_replaces_the_first(client, own, link):
    page = reverse("organisations:members", args=[own.pk])
    client.post(page, {"email": "guest@example.org", "role": "member"})
    assert Invitation.objects.filter(closed_at=None).get().role == "member"
    client.force_login(UserFactory(email="guest@example.org"))
    assert client.get(link).status_code == 404


@pytest.mark.parametrize("email", ["", "не адрес", "x" * 300 + "@example.org"])
def test_a_bad_address_is_answered_at_the_field(client, own, email, mailoutbox):
    page = reverse("organisations:members", args=[own.pk])
    response = client.post(page, {"email": email, "role": "member"})
    assert response.status_code == 422
    assert mailoutbox == []


def test_a_member_is_not_invited_again(client, own, mailoutbox):
    member = MemberFactory(organisation=own)
    page = reverse("organisations:members", args=[own.pk])
    response = client.post(page, {"email": member.user.email.upper(), "role": "head"})
    assert response.status_code == 422
    assert mailoutbox == []


@pytest.mark.parametrize("role", ["editor", "member"])
def test_only_the_head_invites(client, own, role, mailoutbox):
    client.force_login(MemberFactory(organisation=own, role=role).user)
    page = reverse("organisations:members", args=[own.pk])
    assert client.post(page, {"email": "x@example.org", "role": "head"}).status_code == 403
    assert mailoutbox == []


def test_an_invitation_of_another_organisation_is_out_of_reach(client, own, link):
    client.force_login(head := VerifiedUserFactory())
    other = OrganisationFactory(head=head)
    row = Invitation.objects.get()
    url = reverse("organisations:cancel", args=[other.pk, row.pk])
    assert client.post(url).status_code == 404
    assert Member.objects.count() == 2


def test_a_name_with_line_breaks_forges_no_header(own, mailoutbox):
    own.name = "ТОС\r\nBcc: all@example.org"
    own.save()
    head = own.members.get().user
    actions.invite(own, actor=head, email="x@example.org", role="member")
    assert mailoutbox[0].recipients() == ["x@example.org"]
    assert "\n" not in mailoutbox[0].subject


def test_an_address_gets_no_more_than_three_invitations_a_day(client, own, mailoutbox):
    page = reverse("organisations:members", args=[own.pk])
    answers = [client.post(page, {"email": "a@example.org", "role": "editor"}) for _ in range(4)]
    assert [answer.status_code for answer in answers] == [302, 302, 302, 422]
    assert len(mailoutbox) == 3


def test_letters_of_invitation_are_counted_also_when_called_back(
    client, own, mailoutbox, monkeypatch
):
    monkeypatch.setattr(actions, "INVITATIONS_A_DAY", 2)
    page = reverse("organisations:members", args=[own.pk])
    for number in range(3):
        client.post(page, {"email": f"a{number}@example.org", "role": "editor"})
        own.invitations.update(closed_at=timezone.now())
    assert len(mailoutbox) == 2
