"""Until the opening nobody but the applicant learns who applied, with what, or how many did."""

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from grants import actions
from grants.models import LeaseApplication
from portal.cases.models import CaseEvent
from portal.files.models import Attachment
from portal.notifications.models import Notification
from tests.factories.files import pdf
from tests.factories.organisations import MemberFactory
from tests.factories.people import StaffFactory, SuperuserFactory, VerifiedUserFactory
from tests.factories.property import DAY, applied, at_hour, keeper, nko, offered, opened

pytestmark = pytest.mark.django_db
WORDS = ("АНО «Тайна» (демо)", "Тайная мастерская", "ustav-taina")
HEAD = "Заявителева"  # a letter to her tells that she applied


@pytest.fixture
def sealed():
    head = VerifiedUserFactory(last_name=HEAD)
    team = nko(head, name="АНО «Тайна» (демо)")
    return applied(
        offered(), organisation=team, head=head, purpose="Тайная мастерская",
        files=[pdf("ustav-taina.pdf")],
    )  # fmt: skip


def everywhere(row: LeaseApplication) -> list[str]:
    """Every door behind which a word of the application could stand."""
    admin = "/admin/grants/leaseapplication/"
    return [
        row.get_absolute_url(), row.offer.get_absolute_url(), "/grants/property/",
        "/grants/property.csv", "/grants/support/", "/grants/support.csv",
        f"/search/?q={WORDS[1]}", admin, f"{admin}?q=Тайная", f"{admin}{row.pk}/change/",
        f"{admin}{row.pk}/history/", f"{admin}{row.pk}/check/", f"{admin}{row.pk}/move/win/",
        f"/case/grants.leaseapplication/{row.pk}/win/",
        f"/admin/grants/leaseoffer/{row.offer_id}/change/", "/admin/grants/leaseoffer/",
        f"/admin/grants/municipalproperty/{row.offer.asset_id}/change/", "/admin/queue/",
        "/admin/files/attachment/", "/admin/notifications/notification/", "/admin/",
        Attachment.objects.get().get_absolute_url(),
    ]  # fmt: skip


def leaks(client, row) -> list[tuple[str, str]]:
    found = []
    for url in everywhere(row):
        answer = client.get(url, follow=True)
        body = b"".join(answer.streaming_content) if answer.streaming else answer.content
        text = body.decode(errors="replace")
        found += [(url, word) for word in (*WORDS, HEAD) if word in text and word not in url]
        if url == everywhere(row)[-1] and answer.status_code == 200:
            found.append((url, "the file itself"))
    return found


@pytest.mark.parametrize(
    "person", [SuperuserFactory, keeper, VerifiedUserFactory,
               lambda: StaffFactory(permissions=["files.view_private", "files.moderate"])],
)  # fmt: skip
def test_nobody_else_finds_a_word_of_it_before_the_opening(client, sealed, person):
    assert Notification.objects.filter(topic="property").exists()
    client.force_login(person())
    assert leaks(client, sealed) == []
    at_hour(sealed.offer)
    assert leaks(client, sealed) == []


def test_a_stranger_finds_nothing_either_before_nor_anything_private_after(client, sealed):
    assert leaks(client, sealed) == []
    opened(sealed.offer)
    assert {word for _url, word in leaks(client, sealed)} == {WORDS[0]}


def test_the_table_of_the_admin_holds_only_what_is_opened(client, sealed):
    other = applied(purpose="Открытая библиотека")
    opened(other.offer)
    client.force_login(SuperuserFactory())
    post = {"action": "export_csv", "_selected_action": [sealed.pk, other.pk]}
    answer = client.post("/admin/grants/leaseapplication/", post)
    text = b"".join(answer.streaming_content).decode()
    assert ("Открытая библиотека" in text, "Тайная" in text) == (True, False)


def test_its_own_people_read_it_all_the_time(client, sealed):
    colleague = MemberFactory(organisation=sealed.organisation).user
    for person in (sealed.head, colleague):
        client.force_login(person)
        text = client.get(sealed.get_absolute_url()).content.decode()
        assert [word in text for word in WORDS] == [True] * 3
        assert client.get(Attachment.objects.get().get_absolute_url()).status_code == 200
        assert sealed.get_absolute_url() in client.get("/grants/leases/").content.decode()


def test_after_the_opening_keepers_read_it_and_nobody_else(client, sealed):
    opened(sealed.offer)
    file = Attachment.objects.get().get_absolute_url()
    seen = {}
    for name, person in {"keeper": keeper(), "other": StaffFactory()}.items():
        client.force_login(person)
        seen[name] = [client.get(url).status_code for url in (sealed.get_absolute_url(), file)]
    assert seen == {"keeper": [200, 200], "other": [404, 404]}


def test_nobody_opens_before_the_hour_superusers_included(sealed):
    for person in (keeper(), SuperuserFactory()):
        with pytest.raises(PermissionDenied, match="не раньше"):
            actions.open_offer(sealed.offer, actor=person)
    with pytest.raises(PermissionDenied):
        actions.open_offer(at_hour(sealed.offer), actor=StaffFactory())
    sealed.refresh_from_db()
    assert sealed.state == "sealed"


def test_a_withdrawn_application_stays_sealed_and_out_of_the_protocol(client, sealed):
    actions.withdraw_lease(sealed, actor=sealed.head)
    opened(sealed.offer)
    client.force_login(SuperuserFactory())
    assert leaks(client, sealed) == []
    assert sealed.offer.protocol["rows"] == []


def test_applications_to_a_cancelled_offer_are_never_opened(client, sealed):
    actions.cancel_offer(sealed.offer, actor=keeper(), note="Авария")
    client.force_login(SuperuserFactory())
    assert leaks(client, sealed) == []
    sealed.refresh_from_db()
    assert sealed.state == "lapsed"
    told = Notification.objects.filter(recipient=sealed.head, subject__contains="отменено")
    assert told.exists()


def test_numbers_of_applications_do_not_tell_how_many_there_are():
    first, second = applied(offered()), applied(offered())
    assert abs(first.pk - second.pk) > 1000


def test_the_protocol_tells_moment_official_and_the_digests_applicants_were_given(client, sealed):
    another = applied(sealed.offer)
    official = keeper(last_name="Вскрывалова")
    actions.open_offer(at_hour(sealed.offer), actor=official)
    protocol = sealed.offer.protocol
    assert [row["digest"] for row in protocol["rows"]] == [sealed.digest, another.digest]
    text = client.get(sealed.offer.get_absolute_url()).content.decode()
    assert all(word in text for word in ("Протокол вскрытия", sealed.digest, "Вскрывалова"))
    told = Notification.objects.filter(subject__contains="вскрыты").values_list("recipient")
    assert {pk for (pk,) in told} == {sealed.head.pk, another.head.pk}
    events = CaseEvent.objects.of(sealed.offer).values_list("kind", "actor")
    assert ("open", official.pk) in events


def test_a_digest_changes_with_any_word_of_the_application(sealed):
    before = sealed.digest
    assert len(before) == 64
    sealed.purpose += "."
    sealed.submitted_at = timezone.now() - DAY
    from grants.actions.lease_applications import _digest  # the digest is no door of its own

    assert _digest(sealed) != before
