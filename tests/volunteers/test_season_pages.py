"""A season in numbers, its page for the press, its wall of thanks: named by consent alone."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from portal.accounts.actions import give_consent, withdraw_consent
from tests.factories.files import photo
from tests.factories.miniprojects import (
    DonorsDayFactory,
    MiniProjectFactory,
    PledgeFactory,
    PressKitFactory,
    ReportFactory,
)
from tests.factories.organisations import OrganisationFactory
from tests.factories.people import VerifiedUserFactory
from tests.factories.places import DistrictFactory
from tests.factories.volunteers import FestivalEventFactory, FestivalFactory, attended, leader_of
from volunteers.actions import confirm_hours, forget_person
from volunteers.actions.pledges import show_name
from volunteers.actions.press import add_press_photos
from volunteers.models import PressKit
from volunteers.season_figures import by_district, season

pytestmark = pytest.mark.django_db


@pytest.fixture
def festival():
    return FestivalFactory(slug="marathon")


def given(festival, **fields):
    return PledgeFactory(
        need__project__festival=festival, state="received", shows_name=True, **fields
    )


def page(client, festival, name: str) -> str:
    answer = client.get(reverse(f"volunteers:{name}", args=[festival.slug]))
    return b"".join(answer).decode()


def test_a_donor_stands_on_the_wall_only_while_both_their_wishes_do(client, festival):
    donor = VerifiedUserFactory(last_name="Добролюбова", first_name="Демо")
    row = given(festival, user=donor)

    def is_named():
        text = page(client, festival, "donors")
        # A wall of «жители» without names would be no wall of thanks.
        assert ("Имён на стене пока нет" in text) is ("Добролюбова" not in text)
        return "Добролюбова" in text

    assert not is_named()
    give_consent(donor, "dissemination", actor=donor)
    assert is_named()
    show_name(row, actor=donor, shown=False)
    assert not is_named()
    show_name(row, actor=donor, shown=True)
    withdraw_consent(donor, "dissemination", actor=donor)
    assert not is_named()


@pytest.mark.parametrize("state", ["promised", "withdrawn", "missed", "released"])
def test_what_has_not_come_puts_nobody_on_the_wall(client, festival, state):
    donor = VerifiedUserFactory(last_name="Обещалкина", name_is_public=True)
    PledgeFactory(need__project__festival=festival, state=state, shows_name=True, user=donor)
    assert "Обещалкина" not in page(client, festival, "donors")


def test_the_wall_names_no_erased_account_and_no_donor_of_another_season(client, festival):
    donor = VerifiedUserFactory(last_name="Ушедшая", name_is_public=True)
    given(festival, user=donor)
    given(FestivalFactory(), user__last_name="Чужая", user__name_is_public=True)
    text = page(client, festival, "donors")
    assert ("Ушедшая" in text, "Чужая" in text) == (True, False)
    forget_person(donor)
    assert "Ушедшая" not in page(client, festival, "donors")


def test_an_organisation_is_named_without_its_head(client, festival):
    head = VerifiedUserFactory(last_name="Головина")
    team = OrganisationFactory(head=head, name="ООО «Добро» (демо)")
    given(festival, user=head, organisation=team)
    text = page(client, festival, "donors")
    assert ("ООО «Добро»" in text, "Головина" in text) == (True, False)


def test_those_who_are_not_named_are_counted(client, festival):
    for _time in range(3):
        PledgeFactory(need__project__festival=festival, state="received")
    assert "Всего помогли: 3." in page(client, festival, "donors")


def test_the_day_leads_to_the_nominations_and_shows_its_events(client, festival):
    day = DonorsDayFactory(festival=festival, nominations_url="/grants/awards/")
    at = FestivalEventFactory(festival=festival, title="Бал меценатов").starts_at
    day.day = timezone.localdate(at)
    day.save()
    text = page(client, festival, "donors")
    assert 'href="/grants/awards/"' in text
    assert "Бал меценатов" in text


@pytest.mark.parametrize("url", ["javascript:alert(1)", "//evil.example", "data:text/html,1", "x"])
def test_a_link_a_browser_would_run_is_refused(url):
    day = DonorsDayFactory.build(festival=FestivalFactory(), nominations_url=url)
    with pytest.raises(ValidationError, match="Ссылка начинается"):
        day.full_clean()


def test_the_season_adds_up_and_counts_nothing_twice(festival):
    row = attended()
    confirm_hours(row, actor=leader_of(row.shift.group))
    for guests in (100, 50):
        FestivalEventFactory(festival=festival, shift=row.shift, guests=guests)
    FestivalEventFactory(festival=festival, is_cancelled=True, guests=999)
    done = MiniProjectFactory(festival=festival, state="done")
    ReportFactory(project=done, state="accepted", beneficiaries=40, participants=6)
    ReportFactory(project__festival=festival, beneficiaries=5000)
    MiniProjectFactory(festival=festival, state="submitted")
    donor = VerifiedUserFactory()
    for kind, amount in (("money", 300), ("money", 200), ("people", 2)):
        PledgeFactory(need__project=done, need__kind=kind, need__amount=900, amount=amount,
                      state="received", user=donor)  # fmt: skip
    found = season(festival)
    assert (found.events, found.guests, found.hosts) == (2, 150, 1)
    assert (found.volunteers, found.hours) == (1, 2)
    assert (found.projects, found.done, found.beneficiaries, found.participants) == (2, 1, 40, 6)
    assert (found.donors, found.money) == (1, 500)


def test_by_district_every_number_stands_in_its_line(festival):
    near, far = DistrictFactory(name="Ближний"), DistrictFactory(name="Дальний")
    row = attended(district=near)
    confirm_hours(row, actor=leader_of(row.shift.group))
    FestivalEventFactory(festival=festival, district=near, shift=row.shift, guests=7)
    FestivalEventFactory(festival=festival)
    project = MiniProjectFactory(festival=festival, district=far, state="done")
    ReportFactory(project=project, state="accepted", beneficiaries=40)
    assert [tuple(line) for line in by_district(festival)] == [
        ("Ближний", 1, 7, 1, 2, 0, 0),
        ("Дальний", 0, 0, 0, 0, 1, 40),
        ("", 1, 0, 0, 0, 0, 0),
    ]


def test_the_chart_the_table_and_the_file_say_the_same(client, festival):
    district = DistrictFactory(name="=Ближний")
    FestivalEventFactory(festival=festival, district=district, guests=7)
    text, table = page(client, festival, "season"), page(client, festival, "season_table")
    assert "=Ближний — 1" in text
    assert "'=Ближний;1;7;0;0;0;0" in table


def test_the_press_takes_photos_with_their_source_once_the_festival_is_out(client, official):
    kit = PressKitFactory(festival=FestivalFactory(is_published=False), facts="Раз\n\n<b>Два</b>")
    add_press_photos(kit, [photo()], actor=official, source="Пресс-служба (демо)")
    url = kit.get_absolute_url()
    assert client.get(url).status_code == 404
    kit.festival.is_published = True
    kit.festival.save()
    text = client.get(url).content.decode()
    assert "Пресс-служба (демо)" in text
    assert "&lt;b&gt;Два" in text
    assert text.count("<li>") >= 2


def test_without_a_kit_the_press_still_has_numbers_and_an_address(client, festival):
    assert "privacy@example.org" in page(client, festival, "press")


def test_an_official_adds_photos_only_with_a_source(client, official, festival):
    client.force_login(official)
    url = reverse("admin:volunteers_presskit_add")
    body = {"festival": festival.pk, "facts": "Факт", "contacts": "тел."}
    client.post(url, body | {"photos": photo()})
    assert not PressKit.objects.exists()
    client.post(url, body | {"photos": photo(), "source": "Пресс-служба"})
    assert "Пресс-служба" in page(client, festival, "press")
