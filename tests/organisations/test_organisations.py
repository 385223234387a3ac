"""Organisations: who sees, who runs, who decides."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from portal.organisations import actions
from portal.organisations.models import Member, Organisation, Role, Status
from tests.factories.organisations import MemberFactory, OrganisationFactory
from tests.factories.people import StaffFactory, UserFactory, VerifiedUserFactory

pytestmark = pytest.mark.django_db
LIST, MINE, CREATE = (reverse(f"organisations:{name}") for name in ("list", "mine", "create"))
CARD = {
    "kind": "nko",
    "name": "АНО «Добрые соседи» (демо)",
    "inn": "4345123459",
    "ogrn": "1024300000009",
    "district": "",
    "description": "",
    "contact_email": "",
    "contact_phone": "",
    "site": "",
}


def url(name, organisation, *args):
    return reverse(f"organisations:{name}", args=[organisation.pk, *args])


@pytest.fixture
def head(client):
    client.force_login(head := VerifiedUserFactory())
    return head


@pytest.fixture
def own(head):
    return OrganisationFactory(head=head)


def test_a_verified_person_registers_an_organisation_and_heads_it(client, head):
    assert client.post(CREATE, CARD).status_code == 302
    organisation = Organisation.objects.get()
    assert organisation.status == Status.DRAFT
    assert organisation.members.get().role == Role.HEAD


def test_a_person_nobody_knows_reads_why_not(client):
    client.force_login(UserFactory())
    assert "Подтвердите личность" in client.get(CREATE).content.decode()
    assert client.post(CREATE, CARD).status_code == 403
    assert not Organisation.objects.exists()


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("inn", "4345123450"),
        ("inn", ""),
        ("ogrn", "1"),
        ("kind", "department"),
        ("kind", "xx"),
        ("name", ""),
        ("name", "Я" * 10_000),
        ("district", "987654321"),
        ("site", "javascript:alert(1)"),
        ("contact_email", "не адрес"),
        ("description", "Я" * 3001),
    ],
)
def test_bad_input_is_answered_at_the_field(client, head, field, value):
    response = client.post(CREATE, CARD | {field: value})
    assert response.status_code == 422
    assert response.context["form"].errors[field]
    assert not Organisation.objects.exists()


def test_one_inn_is_one_organisation(client, head):
    client.post(CREATE, CARD)
    response = client.post(CREATE, CARD | {"name": "Другая"})
    assert "уже есть на портале" in str(response.context["form"].errors)
    assert Organisation.objects.count() == Member.objects.count() == 1


def test_a_draft_is_seen_by_its_people_and_officials_only(client, own, head):
    Organisation.objects.update(status=Status.DRAFT)
    official = StaffFactory(permissions=["organisations.view_organisation"])
    seen = {
        user: Organisation.objects.visible_to(user).exists()
        for user in (head, official, UserFactory(), StaffFactory())
    }
    assert [*seen.values()] == [True, True, False, False]
    assert client.get(url("detail", own)).status_code == 200
    client.logout()
    assert client.get(url("detail", own)).status_code == 404
    assert own.name not in client.get(LIST).content.decode()


def test_everybody_reads_a_confirmed_organisation(client):
    organisation = OrganisationFactory(name="<b>ТОС</b>")
    for page in (LIST, url("detail", organisation)):
        html = client.get(page).content.decode()
        assert "&lt;b&gt;ТОС" in html
        assert "<b>ТОС" not in html


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("?after=99999999999999999999", 200),
        ("?after=-1", 200),
        ("?after=x", 200),
        ("?kind=xx", 422),
        ("?district=abc", 422),
        ("?q=" + "x" * 1000, 422),
        ("?q=%00", 400),
    ],
)
def test_a_query_that_makes_no_sense_is_answered(client, query, status):
    OrganisationFactory()
    assert client.get(LIST + query).status_code == status


def test_the_list_is_filtered(client, district):
    OrganisationFactory(name="ТОС «Сад»", district=district)
    OrganisationFactory(name="Фонд «Двор»", kind="nko")
    for query in ({"kind": "tos"}, {"q": "сад"}, {"district": district.pk}):
        html = client.get(LIST, query).content.decode()
        assert ("Сад" in html, "Двор" in html) == (True, False)


def test_all_pages_together_show_each_organisation_once(client):
    OrganisationFactory.create_batch(25, name="Тёзка")
    OrganisationFactory.create_batch(20)
    seen, page = [], LIST
    while page:
        context = client.get(page).context
        seen += [row.pk for row in context["organisations"]]
        page = LIST + context["next_url"] if context["next_url"] else ""
    assert sorted(seen) == sorted(Organisation.objects.values_list("pk", flat=True))


def test_the_list_costs_the_same_for_one_and_for_many(client, district):
    OrganisationFactory(district=district)
    client.get(LIST)
    with CaptureQueriesContext(connection) as few:
        client.get(LIST)
    OrganisationFactory.create_batch(15, district=district)
    with CaptureQueriesContext(connection) as many:
        client.get(LIST)
    assert len(few) == len(many) <= 12


def test_the_head_edits_what_is_free_of_a_confirmed_card(client, own):
    client.post(url("edit", own), CARD | {"kind": "tos", "description": "Новое", "name": "Иное"})
    fresh = Organisation.objects.get()
    assert (fresh.description, fresh.name) == ("Новое", own.name)


def test_a_refused_card_is_corrected_and_checked_anew(client, own):
    Organisation.objects.update(status=Status.REFUSED)
    client.post(url("edit", own), CARD | {"kind": "tos", "name": "Исправлено"})
    fresh = Organisation.objects.get()
    assert (fresh.status, fresh.name) == (Status.DRAFT, "Исправлено")


@pytest.mark.parametrize(("role", "status"), [("head", 200), ("editor", 200), ("member", 403)])
def test_editing_belongs_to_head_and_editor(client, role, status):
    member = MemberFactory(role=role)
    client.force_login(member.user)
    assert client.get(url("edit", member.organisation)).status_code == status


@pytest.mark.parametrize("name", ["edit", "members"])
def test_a_stranger_edits_nothing(client, name):
    organisation = OrganisationFactory()
    assert client.get(url(name, organisation)).status_code == 302
    client.force_login(VerifiedUserFactory())
    assert client.get(url(name, organisation)).status_code == 403
    assert client.post(url(name, organisation), CARD).status_code == 403


def test_the_head_gives_roles_and_removes(client, own):
    member = MemberFactory(organisation=own)
    client.post(url("member", own, member.pk), {"role": "editor"})
    member.refresh_from_db()
    assert member.role == Role.EDITOR
    client.post(url("member", own, member.pk), {"remove": "1"})
    assert own.members.count() == 1


def test_a_member_of_another_organisation_is_out_of_reach(client, own):
    stranger = MemberFactory()
    assert client.post(url("member", own, stranger.pk), {"remove": "1"}).status_code == 404
    assert Member.objects.filter(pk=stranger.pk).exists()


@pytest.mark.parametrize("data", [{"role": "editor"}, {"remove": "1"}, {"role": "xx"}])
def test_a_mere_member_changes_nobody(client, own, head, data):
    client.force_login(MemberFactory(organisation=own).user)
    response = client.post(url("member", own, own.members.get(user=head).pk), data)
    assert response.status_code in (400, 403)
    assert own.members.get(user=head).role == Role.HEAD


@pytest.mark.parametrize("data", [{"role": "member"}, {"remove": "1"}])
def test_the_last_head_cannot_go(client, own, head, data):
    response = client.post(url("member", own, own.members.get().pk), data, follow=True)
    assert "должен остаться руководитель" in response.content.decode()
    assert own.members.get().role == Role.HEAD


def test_anybody_leaves_by_themselves(client, own):
    member = MemberFactory(organisation=own)
    client.force_login(member.user)
    assert client.post(url("member", own, member.pk), {"remove": "1"}).url == MINE
    assert not Member.objects.filter(pk=member.pk).exists()


@pytest.fixture
def official():
    return StaffFactory(permissions=["organisations.change_organisation"])


def test_an_official_confirms_in_admin(client, official):
    organisation = OrganisationFactory(status=Status.DRAFT)
    client.force_login(official)
    page = reverse("admin:organisations_organisation_change", args=[organisation.pk])
    confirm = reverse("admin:organisations_organisation_confirm", args=[organisation.pk])
    assert confirm in client.get(page).content.decode()
    assert client.post(confirm, {"reason": ""}).status_code == 302
    organisation.refresh_from_db()
    assert (organisation.status, organisation.decided_by) == (Status.CONFIRMED, official)


def test_a_refusal_needs_a_reason_and_its_people_read_it(client, official, own, head):
    refuse = reverse("admin:organisations_organisation_refuse", args=[own.pk])
    client.force_login(official)
    assert client.post(refuse, {"reason": ""}).status_code == 422
    client.post(refuse, {"reason": "нет устава"})
    client.force_login(head)
    assert "нет устава" in client.get(url("detail", own)).content.decode()


def test_officials_do_not_decide_about_their_own(official):
    organisation = OrganisationFactory(head=official, status=Status.DRAFT)
    with pytest.raises(PermissionDenied):
        actions.decide(organisation, actor=official, confirmed=True)


def test_two_officials_do_not_both_decide(official):
    organisation = OrganisationFactory(status=Status.DRAFT)
    stale = Organisation.objects.get()
    actions.decide(organisation, actor=official, confirmed=True)
    with pytest.raises(ValidationError, match="уже есть решение"):
        actions.decide(stale, actor=official, confirmed=False, note="поздно")


@pytest.mark.parametrize("user", [UserFactory, StaffFactory, VerifiedUserFactory])
def test_nobody_else_decides(user):
    organisation = OrganisationFactory(status=Status.DRAFT)
    with pytest.raises(PermissionDenied):
        actions.decide(organisation, actor=user(), confirmed=True)


def test_my_data_names_my_organisations_only(own, head):
    OrganisationFactory(head=VerifiedUserFactory())
    from portal.organisations.personal_data import collect

    assert [row["name"] for row in collect(head)["organisations"]] == [own.name]


def test_a_deleted_account_leaves_its_organisations(own, head):
    actions.leave_all(head)
    assert not own.members.exists()
