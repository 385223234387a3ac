"""The form in two steps: nothing typed is lost, whoever sends it and however."""

import re
from decimal import Decimal

import pytest
from django.urls import reverse

from civic.models import Category, CategoryQuestion, Report
from portal.accounts.models import Consent, User
from portal.files.images import gps_of
from portal.files.models import Attachment
from portal.law.reference import load as load_law
from portal.notifications.models import Letter
from tests.factories.civic_reports import CategoryFactory, RejectReasonFactory, ReportFactory
from tests.factories.files import exif, photo, upload
from tests.factories.people import PASSWORD, UserFactory
from tests.factories.places import CityFactory, DistrictFactory, square

pytestmark = pytest.mark.django_db
NEW, CHECK = "/city/reports/new/", "/city/reports/new/check/"
TEXT = "Глубокая яма у остановки, машины объезжают."
GPS = (((58.0, 36.0, 0.0), "N"), ((49.0, 39.0, 0.0), "E"))


@pytest.fixture(autouse=True)
def city(settings):
    settings.EMAIL_BACKEND = "portal.notifications.backends.OutboxBackend"
    load_law()
    CityFactory()
    return DistrictFactory(name="Ленинский район", outline=square(49.6, 58.55))


@pytest.fixture
def category():
    return CategoryFactory()


def typed(category, **fields) -> dict:
    point = {"point_latitude": "58.6", "point_longitude": "49.65", "address": ""}
    return {"category": category.pk, "text": TEXT, **point, **fields}


def sent() -> Report:
    return Report.objects.exclude(state="draft").get()


def located_photo():
    body = photo("place.jpg", exif=exif(gps=GPS)).read()
    return upload("place.jpg", body)


def test_a_resident_sends_a_report_and_its_district_is_found(client, category, city):
    person = UserFactory()
    client.force_login(person)
    assert client.post(NEW, typed(category)).url == CHECK
    answer = client.post(CHECK, {}, follow=True)
    report = sent()
    assert (report.state, report.district, report.reporter) == ("moderation", city, person)
    assert report.title == f"{category.name}: Ленинский район"
    assert f"№ {report.pk} отправлено" in answer.content.decode()


def test_a_stranger_types_signs_in_and_finds_all_of_it(client, category):
    person = UserFactory()
    client.post(NEW, {**typed(category), "photos": [photo()]})
    page = client.post(CHECK, {})
    assert (page.status_code, Report.objects.get().state) == (403, "draft")
    sign_in = re.search(r'href="(/accounts/login/[^"]+)"', page.content.decode())[1]
    answer = client.post(sign_in, {"login": person.email, "password": PASSWORD})
    assert answer.url == CHECK
    client.post(CHECK, {})
    assert (sent().reporter, sent().text) == (person, TEXT)
    assert Attachment.objects.of(sent()).get().uploaded_by == person


def by_letter(client, category, email="anna@example.org") -> str:
    client.post(NEW, typed(category))
    client.post(CHECK, {"email": email, "consent": "on"})
    return re.search(r"https?://[^/]+(/\S+)", Letter.objects.latest("id").text)[1]


def test_a_stranger_sends_by_a_link_in_a_letter_and_gets_an_account(client, category):
    link = by_letter(client, category)
    assert client.get(link).status_code == 200
    assert Report.objects.get().state == "draft"  # a preview of the mail program sends nothing
    client.post(link)
    person = User.objects.get(email="anna@example.org")
    assert (sent().reporter, Consent.objects.filter(user=person).count()) == (person, 1)
    assert not person.has_usable_password()


def test_a_link_works_once(client, category):
    link = by_letter(client, category)
    client.post(link)
    assert client.post(link).status_code == 404
    assert Report.objects.count() == 1


def test_a_forged_link_sends_nothing(client, category):
    link = by_letter(client, category)
    assert client.post(link[:-4] + "abc/").status_code == 404
    assert Report.objects.get().state == "draft"


def test_a_link_to_a_known_address_does_not_open_a_second_account(client, category):
    person = UserFactory(email="anna@example.org")
    client.post(by_letter(client, category))
    assert (sent().reporter, User.objects.count()) == (person, 1)


def test_a_flood_of_letters_to_one_address_is_stopped(client, category):
    for _time in range(5):
        by_letter(client, category)
    assert Letter.objects.count() == 3


def test_a_letter_without_consent_is_not_sent(client, category):
    client.post(NEW, typed(category))
    assert client.post(CHECK, {"email": "anna@example.org"}).status_code == 400
    assert Letter.objects.count() == 0


def test_a_photo_proposes_the_pin_and_keeps_no_coordinates(client, category):
    client.force_login(UserFactory())
    fields = typed(category, point_latitude="", point_longitude="", photos=[located_photo()])
    page = client.post(NEW, fields, follow=True).content.decode()
    assert "Точка поставлена по фотографии" in page
    draft = Report.objects.get()
    assert (draft.latitude, draft.longitude) == (Decimal("58.600000"), Decimal("49.650000"))
    stored = Attachment.objects.of(draft).get().file
    assert gps_of(upload("kept.jpg", stored.open().read())) is None


def test_an_address_typed_by_hand_outranks_the_photo(client, category):
    client.force_login(UserFactory())
    fields = typed(category, point_latitude="", point_longitude="", address="ул. Ленина, 5")
    client.post(NEW, {**fields, "photos": [located_photo()]})
    assert Report.objects.get().latitude is None


def test_a_point_outside_the_city_is_refused_with_words_and_the_text_stays(client, category):
    answer = client.post(NEW, typed(category, point_latitude="55.75", point_longitude="37.62"))
    page = answer.content.decode()
    assert answer.status_code == 400
    assert "за пределами города" in page
    assert TEXT in page
    assert Report.objects.get().text == TEXT  # and the draft has it


def test_a_photo_survives_a_mistake_elsewhere_in_the_form(client, category):
    client.post(NEW, {**typed(category, text=""), "photos": [photo()]})
    assert Attachment.objects.of(Report.objects.get()).count() == 1
    assert client.post(NEW, typed(category)).url == CHECK


def test_a_category_that_needs_a_photo_asks_for_one(client):
    category = CategoryFactory(code="photo", needs_photo=True)
    answer = client.post(NEW, typed(category))
    assert (answer.status_code, "нужна фотография" in answer.content.decode()) == (400, True)
    assert client.post(NEW, {**typed(category), "photos": [photo()]}).url == CHECK


def test_a_category_out_of_season_says_when_it_is_taken(client):
    category = CategoryFactory(code="never", season_from="02-29", season_to="02-29")
    assert "(принимают с 29 февраля по 29 февраля)" in client.get(NEW).content.decode()
    answer = client.post(NEW, typed(category))
    words = "Эту категорию принимают с 29 февраля по 29 февраля."
    assert (answer.status_code, words in answer.content.decode()) == (400, True)


def test_a_category_closed_while_the_draft_waited_is_told_and_nothing_is_lost(client, category):
    client.force_login(UserFactory())
    client.post(NEW, typed(category))
    Category.objects.update(is_active=False)
    answer = client.post(CHECK, {})
    assert (answer.status_code, "сейчас не принимают" in answer.content.decode()) == (400, True)
    assert Report.objects.get().text == TEXT


def test_a_season_may_lie_across_the_new_year():
    category = CategoryFactory(code="snow", season_from="10-15", season_to="04-15")
    from datetime import date

    days = [date(2026, *day) for day in ((10, 14), (10, 15), (1, 1), (4, 15), (4, 16))]
    assert [category.in_season(day) for day in days] == [False, True, True, True, False]


def test_questions_of_the_category_and_112_are_asked_before_sending(client):
    category = CategoryFactory(code="urgent", is_urgent=True)
    CategoryQuestion.objects.create(
        category=category, code="size", text="Какого размера?", choices="мала\nвелика",
        is_required=True,
    )  # fmt: skip
    client.force_login(UserFactory())
    client.post(NEW, typed(category))
    page = client.get(CHECK).content.decode()
    assert ("Какого размера?" in page, "звоните 112" in page) == (True, True)
    assert client.post(CHECK, {"question_size": ""}).status_code == 400
    assert client.post(CHECK, {"question_size": "иное"}).status_code == 400
    client.post(CHECK, {"question_size": "велика"})
    assert sent().answers == {"size": "велика"}


def test_similar_reports_are_offered_and_joining_drops_the_draft(client, category):
    there = ReportFactory(category=category)
    client.force_login(UserFactory())
    client.post(NEW, typed(category))
    assert there.title in client.get(CHECK).content.decode()
    client.post(reverse("civic:me_too", args=[there.pk]), {"on": "1", "instead": "1"})
    assert client.get(CHECK).url == NEW
    assert Report.objects.get(pk=there.pk).me_too_count == 1


def test_another_browser_does_not_see_the_draft_or_its_photo(client, category):
    client.post(NEW, {**typed(category), "photos": [photo()]})
    url = reverse("civic:draft_photo", args=[Attachment.objects.get().pk])
    assert client.get(url).status_code == 200
    client.cookies.clear()
    assert client.get(url).status_code == 404
    assert client.get(CHECK).url == NEW


def test_a_returned_report_is_taken_back_into_the_form_and_sent_again(client, category):
    person = UserFactory()
    report = ReportFactory(
        state="rejected", reporter=person, category=category, reject_reason=RejectReasonFactory()
    )
    client.force_login(person)
    client.post(reverse("civic:correct", args=[report.pk]))
    assert report.text in client.get(NEW).content.decode()
    client.post(NEW, typed(category, text="Теперь с подробностями: дом 5."))
    client.post(CHECK, {})
    assert (sent().pk, sent().text) == (report.pk, "Теперь с подробностями: дом 5.")


def photos(*colors: str) -> list:
    return [photo(f"{color}.jpg", color=color) for color in colors]


def test_a_photo_sent_again_by_a_bad_connection_is_kept_once(client):
    first, again = (
        client.post(reverse("civic:photo"), {"photos": photos("red", "red")}).json()["photos"]
        for _attempt in range(2)
    )
    assert (first, Attachment.objects.count()) == (again, 1)


def test_no_more_than_five_photos(client, category):
    client.post(NEW, {**typed(category), "photos": photos("red", "green", "blue")})
    answer = client.post(NEW, {**typed(category), "photos": photos("pink", "gold", "gray")})
    assert (answer.status_code, Attachment.objects.count()) == (400, 5)


def test_the_script_of_the_form_sends_a_photo_at_once(client):
    answer = client.post(reverse("civic:photo"), {"photos": [located_photo()]}).json()
    assert answer["point"] == ["58.600000", "49.650000"]
    assert client.get(answer["photos"][0]).headers["Content-Type"] == "image/jpeg"


@pytest.mark.parametrize("body", [b"", b"<svg onload=alert(1)>", b"\xff\xd8\xff"])
def test_what_is_no_photo_is_refused_with_words(client, body):
    answer = client.post(reverse("civic:photo"), {"photos": [upload("a.jpg", body)]})
    assert (answer.status_code, len(answer.json()["errors"])) == (400, 1)


def test_too_many_reports_in_a_day_are_refused_and_kept_as_a_draft(client, category):
    person = UserFactory()
    ReportFactory.create_batch(30, reporter=person, state="moderation")
    Report.objects.update(submitted_at="2099-01-01T00:00Z")
    client.force_login(person)
    client.post(NEW, typed(category))
    assert client.post(CHECK, {}).status_code == 400
    assert Report.objects.get(state="draft").text == TEXT
