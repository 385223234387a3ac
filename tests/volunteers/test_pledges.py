"""A promise of help: who gives it, how much, who confirms, who is named."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from portal.cases.lifecycle import InvalidTransition
from tests.factories.miniprojects import MiniProjectFactory, NeedFactory, PledgeFactory, day
from tests.factories.organisations import OrganisationFactory
from tests.factories.people import VerifiedUserFactory
from tests.factories.volunteers import minor
from tests.volunteers.test_miniprojects import letters_to
from volunteers.actions.pledges import pledge, show_name, withdraw_pledge
from volunteers.actions.receipts import miss, receive
from volunteers.models import Need, Pledge

pytestmark = pytest.mark.django_db


@pytest.fixture
def need():
    return NeedFactory(kind="things", unit="банок", amount=10)


def stands(need) -> tuple:
    fresh = Need.objects.get(pk=need.pk)
    return int(fresh.promised), int(fresh.received)


def test_a_promise_is_counted_and_the_organiser_told(need, person):
    row = pledge(need, actor=person, amount=4, contact="тел.")
    assert (row.state, stands(need)) == ("promised", (4, 0))
    assert letters_to(need.project.author) == [f"Вам обещали помощь: {need.project}"]


def test_more_than_is_lacking_is_refused_with_what_is_left(need, person):
    PledgeFactory(need=need, amount=8)
    with pytest.raises(ValidationError, match="Осталось нужно: 2 банок"):
        pledge(need, actor=person, amount=3)
    assert stands(need) == (8, 0)


def test_where_more_is_welcome_more_is_taken(person):
    need = NeedFactory(takes_more=True, amount=1)
    pledge(need, actor=person, amount=7)
    assert stands(need) == (7, 0)


@pytest.mark.parametrize("state", ["submitted", "refused", "done", "cancelled", "withdrawn"])
def test_only_what_gathers_help_takes_promises(state, person):
    with pytest.raises(PermissionDenied, match="не собирает"):
        pledge(NeedFactory(project__state=state), actor=person, amount=1)


def test_after_its_last_day_nothing_is_promised(person):
    late = NeedFactory(project=MiniProjectFactory(pledges_until=day(-1)))
    with pytest.raises(PermissionDenied, match="закончился"):
        pledge(late, actor=person, amount=1)


def test_the_organiser_promises_nothing_to_themselves(need):
    with pytest.raises(PermissionDenied, match="другие"):
        pledge(need, actor=need.project.author, amount=1)


def test_a_minor_brings_things_but_promises_no_money(need):
    pledge(need, actor=minor(15), amount=1)
    with pytest.raises(PermissionDenied, match="с 18 лет"):
        pledge(NeedFactory(kind="money"), actor=minor(15), amount=1)


def test_one_promise_of_a_person_to_a_need_stands_at_a_time(need, person):
    row = pledge(need, actor=person, amount=1)
    with pytest.raises(PermissionDenied, match="уже обещали"):
        pledge(need, actor=person, amount=1)
    withdraw_pledge(row, actor=person)
    pledge(need, actor=person, amount=2)
    assert stands(need) == (2, 0)


def test_nobody_promises_in_the_name_of_a_foreign_organisation(need, person):
    with pytest.raises(ValidationError, match="руководитель"):
        pledge(need, actor=person, amount=1, organisation=OrganisationFactory())


def test_a_promise_taken_back_frees_what_it_held(need):
    row = PledgeFactory(need=need, amount=10)
    withdraw_pledge(row, actor=row.user)
    assert stands(need) == (0, 0)
    with pytest.raises(PermissionDenied):
        withdraw_pledge(PledgeFactory(need=need), actor=VerifiedUserFactory())


def test_less_than_promised_frees_the_rest(need):
    row = PledgeFactory(need=need, amount=6)
    receive(row, actor=need.project.author, amount=4)
    assert (row.state, stands(need)) == ("received", (4, 4))
    assert letters_to(row.user) == [f"Ваша помощь получена: {need.project}"]


@pytest.mark.parametrize("amount", [0, -1, 7])
def test_more_than_promised_or_nothing_is_not_received(need, amount):
    row = PledgeFactory(need=need, amount=6)
    with pytest.raises(ValidationError, match="не больше обещанного"):
        receive(row, actor=need.project.author, amount=amount)
    assert stands(need) == (6, 0)


def test_what_was_received_is_not_received_again_nor_taken_back(need):
    row = PledgeFactory(need=need, amount=6, state="received")
    for act in (
        lambda: receive(row, actor=need.project.author),
        lambda: withdraw_pledge(row, actor=row.user),
    ):
        with pytest.raises((InvalidTransition, PermissionDenied)):
            act()
    assert stands(need) == (6, 6)


def test_what_never_came_is_free_for_others(need):
    row = PledgeFactory(need=need, amount=6)
    with pytest.raises(ValidationError):
        miss(row, actor=need.project.author)
    miss(row, actor=need.project.author, note="Не ответил")
    assert (row.state, stands(need)) == ("missed", (0, 0))


def test_a_donor_confirms_nothing_of_their_own():
    team = OrganisationFactory(head=VerifiedUserFactory())
    donor = team.members.get().user
    row = PledgeFactory(user=donor, need__project__organisation=team)
    with pytest.raises(PermissionDenied):
        receive(row, actor=donor)


def test_contact_and_name_of_a_donor_are_for_the_organiser_alone(client, need):
    row = PledgeFactory(need=need, contact="+7-900-ТАЙНА", user__last_name="Тайнова")
    urls = [need.project.get_absolute_url(), row.get_absolute_url()]
    urls += [f"{urls[0]}pledges/", f"{urls[0]}pledges.csv", "/volunteers/mini-projects/table.csv"]
    seen = {}
    for name, viewer in (("other", PledgeFactory(need=need).user), ("leader", need.project.author)):
        client.force_login(viewer)
        texts = [b"".join(client.get(url)).decode() for url in urls]
        seen[name] = ["ТАЙНА" in text or "Тайнова" in text for text in texts]
    assert seen == {"other": [False] * 5, "leader": [False, True, True, True, False]}


def test_a_visitor_promises_through_the_page_and_sees_the_counter(client, need, person):
    client.force_login(person)
    page = reverse("volunteers:promise", args=[need.pk])
    answer = client.post(page, {"amount": "3", "contact": "почта"}, follow=True)
    assert "Обещание записано" in answer.content.decode()
    shown = client.get(need.project.get_absolute_url()).content.decode()
    assert "обещано 3 из 10 банок, получено 0" in shown


def test_too_much_is_told_at_the_field(client, need, person):
    client.force_login(person)
    page = reverse("volunteers:promise", args=[need.pk])
    answer = client.post(page, {"amount": "30", "contact": "почта"})
    assert answer.status_code == 400
    assert answer.context["form"].errors["amount"] == ["Осталось нужно: 10 банок."]


def test_people_are_promised_whole(client, person):
    client.force_login(person)
    page = reverse("volunteers:promise", args=[NeedFactory().pk])
    assert client.post(page, {"amount": "0,5", "contact": "почта"}).status_code == 400
    assert not Pledge.objects.exists()


def test_the_organiser_confirms_a_part_through_the_page(client, need):
    row = PledgeFactory(need=need, amount=6)
    client.force_login(need.project.author)
    url = reverse("volunteers:receive_pledge", args=[row.pk])
    assert client.post(url, {"amount": "9"}).status_code == 400
    assert "подтверждено" in client.post(url, {"amount": "5"}, follow=True).content.decode()
    assert stands(need) == (5, 5)


def test_being_named_is_decided_by_the_donor_alone(need):
    row = PledgeFactory(need=need)
    with pytest.raises(PermissionDenied):
        show_name(row, actor=need.project.author, shown=True)
    show_name(row, actor=row.user, shown=True)
    assert Pledge.objects.get().shows_name
