"""GeoReport v2: public clients read, post and follow; the protocol's refusals."""

import hashlib
import importlib
import itertools
import warnings
from datetime import timedelta

import pytest
from defusedxml.ElementTree import fromstring
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from georeport import GeoReport
from PIL import Image

from civic.actions.reports_moves import assign
from civic.models import ApiKey, CategoryQuestion, Report
from portal.files.actions import attach_image
from portal.files.models import Attachment
from portal.law.reference import load as load_law
from tests.factories.civic_reports import CategoryFactory, ModeratorFactory, ReportFactory
from tests.factories.files import exif, photo

KEY = "demo-key"
ROOT = "/open311/v2"
PLACE = ((58.6, "N"), (49.65, "E"))
POST = {
    "api_key": KEY,
    "service_code": "road_pothole",
    "lat": "58.6",
    "long": "49.65",
    "description": "Яма у остановки, объезжают по тротуару",
    "email": "anna@example.org",
    "attribute[size]": "велика",
}


@pytest.fixture
def key(db):
    load_law()
    CategoryFactory()
    return ApiKey.objects.create(
        name="Система (демо)", digest=hashlib.sha256(KEY.encode()).hexdigest(), daily_limit=3
    )


def identifiers(answer) -> set[int]:
    return {int(row["service_request_id"]) for row in answer.json()}


@pytest.fixture
def three(monkeypatch):
    """The client as published: of what it needs from Python 2, only this name is gone."""
    monkeypatch.setattr(itertools, "ifilter", filter, raising=False)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # its escapes in plain strings
        return importlib.import_module("three")


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("fmt", ["json", "xml"])
def test_a_public_client_reads_every_resource(live_server, key, fmt):
    category = CategoryFactory()
    CategoryQuestion.objects.create(category=category, code="size", text="Размер?", choices="1\n2")
    CategoryFactory(code="light", name="Свет")
    report, other = ReportFactory.create_batch(2)
    client = GeoReport(f"{live_server.url}{ROOT}", api_key=KEY, output_format=fmt)
    assert {row["service_code"] for row in client.get_service_list()} == {"road_pothole", "light"}
    assert client.get_service_definition("road_pothole")["service_code"] == "road_pothole"
    found = client.get_service_request(str(report.pk))
    assert (found["status"], found["description"]) == ("open", report.text)
    listed = client.get_service_requests(status="open", service_code="road_pothole")
    assert {row["service_request_id"] for row in listed} == {str(report.pk), str(other.pk)}


@pytest.mark.django_db(transaction=True)
def test_a_public_client_posts_a_report_with_a_photo_and_follows_it(live_server, key, three):
    client = three.Three(f"{live_server.url}{ROOT}", api_key=KEY)
    assert [row["service_code"] for row in client.services()] == ["road_pothole"]
    words = {name: value for name, value in POST.items() if name not in {"api_key", "service_code"}}
    (posted,) = client.post(
        "road_pothole", name="Анна Демо", address="у остановки", media=photo(), **words
    )
    (answer,) = client.token(posted["token"])
    number = answer["service_request_id"]
    assert Attachment.objects.of(Report.objects.get(pk=number)).count() == 1

    assign(Report.objects.get(pk=number), actor=ModeratorFactory())
    (found,) = client.request(number)
    assert (found["status"], found["description"]) == ("open", POST["description"])
    assert [row["service_request_id"] for row in client.requests("road_pothole")] == [number]


def test_a_posted_report_waits_for_a_moderator_and_only_its_system_sees_it(client, key):
    token = client.post(f"{ROOT}/requests.json", POST).json()[0]["token"]
    report = Report.objects.get()
    assert (report.state, report.source, report.answers) == (
        "moderation", "open311", {"size": "велика"},
    )  # fmt: skip
    assert client.get(f"{ROOT}/tokens/{token}.json").json()[0]["service_request_id"] == str(
        report.pk
    )
    assert client.get(f"{ROOT}/requests/{report.pk}.json").status_code == 404
    own = client.get(f"{ROOT}/requests/{report.pk}.json?api_key={KEY}").json()[0]
    assert own["status"] == "open"


@pytest.mark.parametrize(
    ("change", "status"),
    [
        ({"api_key": "wrong"}, 403),
        ({"api_key": ""}, 403),
        ({"service_code": "nothing"}, 400),
        ({"description": "коротко"}, 400),
        ({"lat": "55.7", "long": "37.6"}, 400),
        ({"lat": "", "long": ""}, 400),
        ({"lat": "NaN"}, 400),
    ],
)
def test_a_bad_post_is_refused_in_the_words_of_the_protocol(client, key, change, status):
    from tests.factories.places import CityFactory

    CityFactory()
    answer = client.post(f"{ROOT}/requests.json", {**POST, **change})
    assert answer.status_code == status
    assert answer.json()[0]["code"] == status
    assert Report.objects.count() == 0


def test_a_photo_comes_as_a_file_and_loses_where_it_was_taken(client, key):
    client.post(f"{ROOT}/requests.json", {**POST, "media": photo(exif=exif(gps=PLACE))})
    image = Attachment.objects.of(Report.objects.get()).get()
    with Image.open(image.file) as kept:
        assert not kept.getexif()


@pytest.mark.parametrize("body", [b"<svg/>", b""])
def test_a_file_that_is_no_photo_is_refused_and_nothing_is_kept(client, key, body):
    media = SimpleUploadedFile("photo.jpg", body, "image/jpeg")
    answer = client.post(f"{ROOT}/requests.json", {**POST, "media": media})
    assert (answer.status_code, Report.objects.count()) == (400, 0)
    assert answer.json()[0]["code"] == 400


def test_a_key_has_a_daily_limit(client, key):
    statuses = [client.post(f"{ROOT}/requests.json", POST).status_code for _time in range(4)]
    assert (statuses, Report.objects.count()) == ([200, 200, 200, 403], 3)


def test_a_revoked_key_posts_nothing(client, key):
    ApiKey.objects.update(is_active=False)
    assert client.post(f"{ROOT}/requests.json", POST).status_code == 403


@pytest.mark.django_db
def test_neither_the_author_nor_what_is_private_leaks(client):
    secret = ReportFactory(is_private=True, text="Личное")
    hidden = ReportFactory(state="moderation", text="Ещё не проверено")
    report = ReportFactory(contact="+79000000000")
    body = client.get(f"{ROOT}/requests.xml").content.decode()
    assert f"<service_request_id>{report.pk}</service_request_id>" in body
    for word in ("Личное", "Ещё не", "+79000000000", report.reporter.last_name):
        assert word not in body
    for row in (secret, hidden):
        assert client.get(f"{ROOT}/requests/{row.pk}.json").status_code == 404


@pytest.mark.django_db
def test_the_window_is_ninety_days_unless_said_otherwise(client):
    new, old = ReportFactory(), ReportFactory()
    past = timezone.now() - timedelta(days=120)
    Report.objects.filter(pk=old.pk).update(submitted_at=past)
    assert identifiers(client.get(f"{ROOT}/requests.json")) == {new.pk}
    start = (past - timedelta(days=1)).strftime("%Y-%m-%dT%H:%M:%SZ")
    assert identifiers(client.get(f"{ROOT}/requests.json?start_date={start}")) == {old.pk}
    url = f"{ROOT}/requests.json?start_date=2026-01-01&end_date=2026-06-01"
    assert client.get(url).status_code == 400


@pytest.mark.django_db
def test_changes_are_fetched_page_by_page_oldest_first(client):
    rows = ReportFactory.create_batch(3)
    for at, row in enumerate(rows):
        moment = timezone.now() - timedelta(days=200 - at)
        Report.objects.filter(pk=row.pk).update(updated_at=moment)
    url = f"{ROOT}/requests.json?updates_since=2020-01-01T00:00:00%2B03:00&page_size=2"
    assert [int(r["service_request_id"]) for r in client.get(url).json()] == [
        rows[0].pk,
        rows[1].pk,
    ]
    assert identifiers(client.get(f"{url}&page=2")) == {rows[2].pk}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("state", "status"),
    [
        ("assigned", "open"),
        ("answered", "open"),
        ("disputed", "open"),
        ("solved", "closed"),
        ("closed_no", "closed"),
        ("duplicate", "closed"),
    ],
)
def test_states_are_mapped_as_the_document_says(client, state, status):
    report = ReportFactory(state=state)
    assert client.get(f"{ROOT}/requests/{report.pk}.json").json()[0]["status"] == status
    assert identifiers(client.get(f"{ROOT}/requests.json?status={status}")) == {report.pk}


@pytest.mark.django_db
def test_odd_words_stay_words_in_xml(client):
    report = ReportFactory(text="<script>&\x0b\ud7ff</script> «ёлка»")
    root = fromstring(client.get(f"{ROOT}/requests/{report.pk}.xml").content)
    assert root.find("request/description").text == "<script>&\ud7ff</script> «ёлка»"


@pytest.mark.django_db
def test_a_photo_has_an_address_a_stranger_can_open(client):
    report = ReportFactory()
    attach_image(report, photo(), actor=report.reporter)
    url = client.get(f"{ROOT}/requests/{report.pk}.json").json()[0]["media_url"]
    assert client.get(url.removeprefix("http://testserver")).status_code == 200
