"""People who come without an account: written down, counted, joined to an account, forgotten."""

from datetime import timedelta

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import timezone

from portal.cases.models import CaseEvent
from tests.factories.people import VerifiedUserFactory
from tests.factories.volunteers import (
    HOUR,
    MembershipFactory,
    ShiftFactory,
    SignupFactory,
    WalkInFactory,
    attended,
    caretaker,
    hours,
    leader_of,
)
from volunteers.actions import (
    add_walk_in,
    confirm_hours,
    count_hours,
    forget_person,
    forget_walk_in,
    join_walk_in,
    walk_in_leaves,
)
from volunteers.models import Shift, WalkIn
from volunteers.personal_data import collect
from volunteers.tasks import forget_walk_ins

pytestmark = pytest.mark.django_db
NAME, MAIL = "Демо-Гость Пётр", "guest@example.org"
JOIN = {"act": "join"}


@pytest.fixture
def shift():
    return ShiftFactory(begun=True, capacity=1)


@pytest.fixture
def coordinator(shift):
    return leader_of(shift.group)


@pytest.fixture
def counted(shift, coordinator):
    """Came with the beginning, left an hour later, hours confirmed."""
    row = WalkInFactory(shift=shift, left_at=shift.starts_at + HOUR)
    count_hours(row, actor=coordinator)
    row.refresh_from_db()
    return row


def personal(row) -> tuple:
    row.refresh_from_db()
    return (row.name, row.email, row.phone)


def test_a_coordinator_writes_down_who_came_with_the_consent_they_gave(shift, coordinator):
    row = add_walk_in(shift, actor=coordinator, name=NAME, email=MAIL.upper())
    assert (row.state, row.email, row.consent.kind) == ("here", MAIL, "processing")
    event = CaseEvent.objects.of(row).get()
    assert (event.kind, event.actor, event.is_public) == ("added", coordinator, False)


def test_others_write_nobody_down(shift):
    member = MembershipFactory(group=shift.group).user
    for actor in (member, VerifiedUserFactory(), caretaker()):
        with pytest.raises(PermissionDenied):
            add_walk_in(shift, actor=actor, name=NAME, email=MAIL)
    assert not WalkIn.objects.exists()


def test_who_came_takes_a_free_place_and_enlarges_a_full_shift(shift, coordinator):
    add_walk_in(shift, actor=coordinator, name=NAME, email=MAIL)
    add_walk_in(shift, actor=coordinator, name=NAME, phone="+79120000000")
    fresh = Shift.objects.get(pk=shift.pk)
    assert (fresh.capacity, fresh.places_taken) == (2, 2)


def test_a_time_in_the_past_asks_for_a_reason(shift, coordinator):
    given = {"actor": coordinator, "name": NAME, "email": MAIL, "at": shift.starts_at}
    with pytest.raises(ValidationError, match="вписано вручную"):
        add_walk_in(shift, **given)
    assert add_walk_in(shift, **given, note="Список на бумаге").came_at == shift.starts_at


def test_the_letter_has_the_link_and_not_the_name(shift, coordinator):
    row = add_walk_in(shift, actor=coordinator, name=NAME, email=MAIL)
    (letter,) = mail.outbox
    assert (letter.to, row.code in letter.body, NAME in letter.body) == ([MAIL], True, False)


def test_hours_are_counted_from_coming_to_leaving_once(shift, coordinator):
    row = WalkInFactory(shift=shift)
    with pytest.raises(ValidationError, match="отметьте, когда человек ушёл"):
        count_hours(row, actor=coordinator)
    walk_in_leaves(row, actor=coordinator)
    count_hours(row, actor=coordinator)
    row.refresh_from_db()
    assert (row.hours, row.confirmed_by) == (1, coordinator)
    with pytest.raises(ValidationError, match="уже подтверждены"):
        walk_in_leaves(row, actor=coordinator)


def test_the_owner_of_the_mail_puts_the_hours_into_the_account(client, counted, person):
    client.force_login(person)
    url = reverse("volunteers:walk_in", args=[counted.code])
    assert counted.name not in client.get(url).content.decode()
    assert "в вашей учётной записи" in client.post(url, JOIN, follow=True).content.decode()
    row = person.volunteer_hours.get()
    assert (row.hours, row.author, row.signup.state) == (1, counted.confirmed_by, "attended")
    assert person.participation.get().hours == 1
    assert personal(counted) == ("", "", "")
    assert (client.get(url).status_code, client.post(url, JOIN).status_code) == (404, 404)


def test_joining_changes_no_number_of_places(counted, person, shift):
    before = Shift.objects.values_list("capacity", "places_taken").get(pk=shift.pk)
    join_walk_in(counted, actor=person, person=person)
    assert Shift.objects.values_list("capacity", "places_taken").get(pk=shift.pk) == before


def test_who_is_not_signed_in_is_sent_to_sign_in_and_back(client, counted):
    url = reverse("volunteers:walk_in", args=[counted.code])
    assert client.post(url, JOIN).url.endswith(f"?next={url}")
    counted.refresh_from_db()
    assert counted.state == "counted"


def test_without_confirmed_hours_the_coordinator_confirms_them_in_the_account(shift, coordinator):
    row = WalkInFactory(shift=shift, left_at=shift.starts_at + HOUR)
    person = VerifiedUserFactory()
    signup = join_walk_in(row, actor=person, person=person)
    assert not person.volunteer_hours.exists()
    assert confirm_hours(signup, actor=coordinator).hours == 1


def test_a_coordinator_joins_a_member_of_the_group_and_nobody_else(counted, coordinator, shift):
    with pytest.raises(ValidationError, match="участника группы"):
        join_walk_in(counted, actor=coordinator, person=VerifiedUserFactory())
    member = MembershipFactory(group=shift.group).user
    with pytest.raises(PermissionDenied):
        join_walk_in(counted, actor=member, person=MembershipFactory(group=shift.group).user)
    assert join_walk_in(counted, actor=coordinator, person=member).user == member


def test_hours_never_go_to_who_confirmed_them_to_a_second_place_or_twice(
    counted, coordinator, person, shift
):
    with pytest.raises(ValidationError, match="другой человек"):
        join_walk_in(counted, actor=coordinator, person=coordinator)
    signed = SignupFactory(shift=shift)
    with pytest.raises(ValidationError, match="уже записан"):
        join_walk_in(counted, actor=signed.user, person=signed.user)
    other = VerifiedUserFactory()
    join_walk_in(counted, actor=person, person=person)
    with pytest.raises(ValidationError, match="уже присоединена"):
        join_walk_in(counted, actor=other, person=other)


def test_time_that_counts_already_is_not_joined(counted, person):
    other = attended(person, since=1, lasting=0.5)
    confirm_hours(other, actor=leader_of(other.shift.group))
    with pytest.raises(ValidationError, match="уже засчитано"):
        join_walk_in(counted, actor=person, person=person)
    assert personal(counted)[0]


def test_consent_withdrawn_by_the_link_removes_the_data_and_leaves_the_hours(client, counted):
    url = reverse("volunteers:walk_in", args=[counted.code])
    assert "удалены" in client.post(url, {"act": "forget"}, follow=True).content.decode()
    assert personal(counted) == ("", "", "")
    assert (counted.state, counted.hours) == ("forgotten", 1)
    assert client.get(url).status_code == 404


def test_a_coordinator_removes_the_data_when_asked_and_strangers_do_not(counted, coordinator):
    with pytest.raises(PermissionDenied):
        forget_walk_in(counted, actor=VerifiedUserFactory())
    forget_walk_in(counted, actor=coordinator)
    assert personal(counted) == ("", "", "")


def test_names_nobody_came_for_are_forgotten_by_the_term_of_the_law(counted, shift):
    fresh = WalkInFactory(shift=shift)
    old = timezone.now() - timedelta(days=181)
    WalkIn.objects.filter(pk=counted.pk).update(created_at=old)
    forget_walk_ins()
    assert (personal(counted)[0], personal(fresh)[0] != "") == ("", True)


def test_my_data_has_what_was_written_down_and_an_erased_account_takes_it_along(counted, person):
    person.email = counted.email
    person.save()
    assert [row["name"] for row in collect(person)["volunteer_walk_ins"]] == [counted.name]
    forget_person(person)
    assert personal(counted) == ("", "", "")


def test_names_and_contacts_are_seen_by_coordinators_alone(client, counted, coordinator, shift):
    pages = [
        *(reverse(f"volunteers:{name}", args=[shift.pk]) for name in ("shift", "walk_ins")),
        reverse("volunteers:attendance", args=[shift.pk]),
    ]
    seen = {}
    member = MembershipFactory(group=shift.group).user
    for viewer in (member, VerifiedUserFactory(), caretaker(), coordinator):
        client.force_login(viewer)
        texts = "".join(client.get(url).content.decode() for url in pages)
        seen[viewer] = counted.name in texts or counted.email in texts
        assert WalkIn.objects.visible_to(viewer).exists() is (viewer == coordinator)
    assert list(seen.values()) == [False, False, False, True]


def test_the_form_asks_for_consent_an_adult_and_a_contact(client, coordinator, shift):
    client.force_login(coordinator)
    url = reverse("volunteers:walk_ins", args=[shift.pk])
    given = {"name": NAME, "email": MAIL, "adult": "on", "consent": "on"}
    for lacking in ("adult", "consent", "email", "name"):
        answer = client.post(url, {**given, lacking: ""})
        assert answer.status_code == 400
    assert client.post(url, {**given, "phone": "12345"}).status_code == 400
    assert client.post(url, given, follow=True).status_code == 200
    assert WalkIn.objects.get().name == NAME


def test_a_coordinator_marks_leaving_counts_and_joins_on_the_page(client, coordinator, shift):
    row, member = WalkInFactory(shift=shift), MembershipFactory(group=shift.group)
    client.force_login(coordinator)
    late = {"at": f"{hours(20).astimezone():%Y-%m-%dT%H:%M}", "note": "Так"}
    leaves = reverse("volunteers:walk_in_leaves", args=[row.pk])
    assert client.post(leaves, late).status_code == 400
    assert client.post(leaves, follow=True).status_code == 200
    move = reverse("pages:move", args=["volunteers.walkin", row.pk, "count"])
    assert "Подтвердить часы" in client.get(row.get_absolute_url()).content.decode()
    client.post(move, {"note": ""}, follow=True)
    join = reverse("volunteers:walk_in_join", args=[shift.pk])
    assert client.post(join, {"walk_in": row.pk, "member": ""}).status_code == 400
    page = client.post(join, {"walk_in": row.pk, "member": member.pk}, follow=True)
    assert str(member.user) in page.content.decode()
    assert member.user.volunteer_hours.get().hours == 1


def test_hours_in_nobodys_account_stand_apart_in_the_results_until_joined(client, counted, person):
    url = reverse("volunteers:results", args=[timezone.localdate(counted.came_at).year])
    said = "пришёл без учётной записи: 1."
    forget = WalkInFactory(shift=counted.shift)
    forget_walk_in(forget)
    assert said in client.get(url).content.decode()
    join_walk_in(counted, actor=person, person=person)
    assert "без учётной записи" not in client.get(url).content.decode()
