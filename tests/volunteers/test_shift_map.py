"""Shifts on the map: the list's own filters and the list's own secrets."""

import pytest
from django.urls import reverse

from tests.factories.people import VerifiedUserFactory
from tests.factories.places import DistrictFactory
from tests.factories.volunteers import HOUR, GroupFactory, ShiftFactory, hours, leader_of

pytestmark = pytest.mark.django_db
BOX = {"bbox": "49,58,50,59", "zoom": "17"}


def placed(**fields):
    return ShiftFactory(latitude="58.603500", longitude="49.668000", **fields)


def titles(client, **asked) -> set[str]:
    answer = client.get(reverse("volunteers:points"), BOX | asked)
    return {row["properties"]["title"] for row in answer.json()["features"]}


def test_a_stranger_sees_announced_shifts_that_have_a_place(client):
    seen = placed()
    ShiftFactory()
    for hidden in ({"state": "draft"}, {"members_only": True}, {"starts_at": hours(-1)}):
        placed(**hidden)
    assert titles(client) == {str(seen)}


def test_a_coordinator_sees_a_shift_for_members_on_the_map(client):
    inner = placed(members_only=True)
    client.force_login(leader_of(inner.group))
    assert titles(client) == {str(inner)}


def test_the_map_narrows_as_the_list_does(client):
    district = DistrictFactory()
    near = placed(district=district, capacity=1)
    far = placed(group=GroupFactory(direction="care"), starts_at=hours(200))
    day = f"{far.starts_at.astimezone():%Y-%m-%d}"
    full = placed(district=district, capacity=1, places_taken=1)
    assert titles(client, district=district.pk) == {str(near), str(full)}
    assert titles(client, direction="care") == titles(client, day=day) == {str(far)}
    assert titles(client, district=district.pk, free="1") == {str(near)}


def test_a_box_that_is_none_is_refused_with_a_sentence(client):
    answer = client.get(reverse("volunteers:points"), {"bbox": "nonsense", "zoom": "3"})
    assert (answer.status_code, len(answer.json()["errors"])) == (400, 1)


def test_the_point_of_a_shift_is_for_who_sees_its_page(client):
    shift, draft, nowhere = placed(), placed(state="draft"), ShiftFactory()
    answers = [client.get(reverse("volunteers:point", args=[row.pk])) for row in (shift, nowhere)]
    assert [len(answer.json()["features"]) for answer in answers] == [1, 0]
    assert client.get(reverse("volunteers:point", args=[draft.pk])).status_code == 404


def test_a_pin_on_the_form_names_the_district_by_itself(client):
    outline = {"type": "Polygon", "coordinates": [[[49, 58], [50, 58], [50, 59], [49, 58]]]}
    district, group = DistrictFactory(outline=outline), GroupFactory()
    client.force_login(leader_of(group))
    start = hours(90).astimezone()
    given = {
        "title": "Уборка",
        "place": "Парк",
        "starts_at": f"{start:%Y-%m-%dT%H:%M}",
        "ends_at": f"{start + HOUR:%Y-%m-%dT%H:%M}",
        "capacity": "3",
        "min_age": "14",
        "offer_hours": "24",
        "point_latitude": "58.2",
        "point_longitude": "49.6",
    }
    client.post(reverse("volunteers:new_shift", args=[group.pk]), given)
    assert group.shifts.get().district == district


def test_the_list_has_the_map_beside_it(client):
    ShiftFactory()
    page = client.get("/volunteers/", {"free": "1"}).content.decode()
    assert f"{reverse('volunteers:points')}?free=1" in page
    client.force_login(VerifiedUserFactory())
    assert client.get("/volunteers/").status_code == 200
