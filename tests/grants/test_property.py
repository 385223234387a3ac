"""Municipal property: the public register, its map and table, what officials may change."""

import csv
import json
from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from grants import actions
from grants.models import LeaseOffer, MunicipalProperty
from portal.files.models import Attachment
from tests.factories.files import photo
from tests.factories.people import StaffFactory, SuperuserFactory
from tests.factories.places import DistrictFactory
from tests.factories.property import (
    PropertyFactory,
    applied,
    at_hour,
    given,
    keeper,
    nko,
    offered,
    prepared_offer,
    rented,
)

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
BOX = "?bbox=49,58,50,59&zoom=18"


def names(client, query="") -> set[str]:
    """What list, map and table show; they must agree."""
    page = {row.name for row in client.get(f"/grants/property/{query}").context["page"].items}
    answer = client.get(f"/grants/property.csv{query}")
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    table = {row["Название"] for row in csv.DictReader(text.splitlines(), delimiter=";")}
    points = json.loads(client.get(f"/grants/property/points/{BOX}&{query[1:]}").content)
    assert page == table == {one["properties"]["title"] for one in points["features"]}
    return page


def test_everybody_reads_object_rent_and_dates(client):
    offer = offered(PropertyFactory(name="Зал (демо)", rent_month=10_000, rate=20))
    text = client.get(offer.get_absolute_url()).content.decode().replace("\xa0", " ")
    shown = ("Зал (демо)", "2 000 ₽", "10 000 ₽", "принимают заявки", "Выкуп не предусмотрен")
    assert all(part in text for part in shown)


def test_who_has_applied_is_led_to_the_application_and_may_apply_once_it_is_withdrawn(client):
    sent = applied()
    client.force_login(sent.head)
    addresses = (sent.offer.get_absolute_url(), f"/grants/leases/offers/{sent.offer.pk}/apply/")

    def seen() -> list[tuple[bool, bool]]:
        pages = [client.get(url).text for url in addresses]
        return [("уже подала заявку" in page, "Подать заявку" in page) for page in pages]

    assert seen() == [(True, False)] * 2
    other = nko(sent.head)
    assert seen() == [(False, True)] * 2
    other.delete()
    actions.withdraw_lease(sent, actor=sent.head)
    assert seen() == [(False, True)] * 2


def test_what_is_not_listed_is_seen_by_its_keepers_alone(client):
    row = offered(PropertyFactory(name="Тайник (демо)")).asset
    MunicipalProperty.objects.filter(pk=row.pk).update(is_listed=False)
    assert names(client) == set()
    client.force_login(StaffFactory())
    assert client.get(row.get_absolute_url()).status_code == 404
    client.force_login(keeper())
    assert client.get(row.get_absolute_url()).status_code == 200


def test_objects_are_found_by_words_kind_district_and_what_becomes_of_them(client):
    now, district = timezone.now(), DistrictFactory()
    rows = {
        "accepting": offered().asset,
        "coming": offered(accepts_from=now + DAY / 2).asset,
        "deciding": at_hour(offered()).asset,
        "given": given().asset,
        "free": PropertyFactory(name="Сарай", kind="building", district=district),
    }
    for state, row in rows.items():
        assert names(client, f"?state={state}") == {row.name}, state
    for query in ("q=сар", "kind=building", f"district={district.pk}"):
        assert names(client, f"?{query}") == {"Сарай"}
    assert len(names(client)) == 5


@pytest.mark.parametrize("query", ["?kind=castle", "?district=999", "?state=burnt"])
def test_a_filter_that_makes_no_sense_is_told(client, query):
    PropertyFactory()
    assert client.get(f"/grants/property/{query}").status_code == 422
    assert client.get(f"/grants/property/points/{query}").status_code == 400


def test_a_name_does_not_run_as_a_formula(client):
    PropertyFactory(name="=1+1")
    answer = client.get("/grants/property.csv")
    assert "'=1+1" in b"".join(answer.streaming_content).decode()


TYPED = {
    "name": "Подвал (демо)", "kind": "room", "address": "ул. Мира, 2", "area": "40",
    "rent_month": "8000", "rate": "10", "buyout_option": "none", "is_listed": "on",
}  # fmt: skip


def test_an_official_enters_an_object_with_a_photo_everybody_sees(client):
    client.force_login(keeper())
    typed = TYPED | {"photos": photo()}
    assert client.post("/admin/grants/municipalproperty/add/", typed).status_code == 302
    row = MunicipalProperty.objects.get()
    assert row.reduced_rent == 800
    client.logout()
    assert client.get(Attachment.objects.get().get_absolute_url()).status_code == 200
    assert "gallery" in client.get(row.get_absolute_url()).content.decode()


def test_a_photo_too_many_is_told_at_its_field_and_fits_once_another_is_taken_off(client):
    row = PropertyFactory()
    actions.save_property(row, actor=keeper(), photos=[photo() for _ in range(10)])
    client.force_login(keeper())
    page = f"/admin/grants/municipalproperty/{row.pk}/change/"
    history = "cases-caseevent-content_type-object_id"
    typed = TYPED | {f"{history}-TOTAL_FORMS": "0", f"{history}-INITIAL_FORMS": "0"}
    answer = client.post(page, typed | {"photos": photo()})
    assert "Уберите лишние" in answer.context["adminform"].form.errors["photos"][0]
    dropped = Attachment.objects.of(row).first()
    assert client.post(page, typed | {"photos": photo(), "drop": [dropped.pk]}).status_code == 302
    kept = Attachment.objects.of(row).kept()
    assert (kept.count(), kept.filter(pk=dropped.pk).exists()) == (10, False)
    told = client.get(page).content.decode()
    assert all(words in told for words in ("Сведения изменены", "Файл убран"))


def test_a_buyout_is_off_by_default_and_needs_the_lawyers_words(client):
    row = PropertyFactory()
    assert row.buyout_option == "none"
    row.buyout_option = "legal_review"
    with pytest.raises(ValidationError, match="заключение юристов"):
        actions.save_property(row, actor=keeper())
    row.buyout_note = "Закон не разрешает: статья 31.1"
    actions.save_property(row, actor=keeper())
    text = client.get(row.get_absolute_url()).content.decode()
    assert "На юридической проверке" in text
    assert row.buyout_note in text


def test_terms_of_an_offered_object_stay_while_it_is_offered():
    row = offered().asset
    row.rate = Decimal(90)
    with pytest.raises(ValidationError, match="предложен в аренду"):
        actions.save_property(row, actor=keeper())
    LeaseOffer.objects.update(state="cancelled")
    actions.save_property(row, actor=keeper())
    with pytest.raises(PermissionDenied):
        actions.save_property(row, actor=StaffFactory())


def test_an_object_is_offered_once_at_a_time_and_not_while_it_is_let():
    offer = offered()
    again = LeaseOffer(
        asset=offer.asset, accepts_from=offer.accepts_from, accepts_until=offer.accepts_until,
        opens_at=offer.opens_at, decide_by=offer.decide_by,
    )  # fmt: skip
    with pytest.raises(ValidationError, match="уже предлагают"):
        again.full_clean()
    let = prepared_offer(rented().asset)
    with pytest.raises(PermissionDenied, match="уже передан"):
        actions.announce_offer(let, actor=SuperuserFactory())


def test_an_offer_whose_days_are_over_is_not_announced():
    now = timezone.now()
    late = prepared_offer(accepts_from=now - 3 * DAY, accepts_until=now - DAY, opens_at=now)
    with pytest.raises(PermissionDenied, match="перенесите сроки"):
        actions.announce_offer(late, actor=keeper())
