"""A commission by lot: applications, the list, the draw, and whoever must not get in."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from budgeting import actions
from budgeting.models import Commission, CommissionApplication, Seat, Servant
from portal.accounts.identity import Person
from portal.cases.models import CaseEvent
from portal.draws.lot import drawn as drawn_by_lot
from portal.notifications.models import Notification
from tests.factories.commission import (
    ApplicationFactory,
    CommissionFactory,
    chair,
    days,
    drawn,
    listed,
)
from tests.factories.people import StaffFactory, SuperuserFactory, UserFactory, VerifiedUserFactory
from tests.factories.places import DistrictFactory

pytestmark = pytest.mark.django_db


def told(person, kind: str) -> list[str]:
    rows = Notification.objects.filter(recipient=person, channel="inbox", event__kind=kind)
    return list(rows.values_list("subject", flat=True))


# --- Applications -------------------------------------------------------------------------------
def test_a_resident_applies_and_gets_a_number():
    commission, resident = CommissionFactory(), VerifiedUserFactory()
    application = actions.apply(commission, actor=resident, is_declared=True)
    assert (application.number, application.state) == (1, "submitted")
    assert application.name_agreed_at is None
    assert "Заявление в комиссию принято" in told(resident, "apply")[0]
    assert not CaseEvent.objects.of(application).public().exists()


def test_the_consent_to_show_the_name_is_separate():
    commission, resident = CommissionFactory(), VerifiedUserFactory()
    application = actions.apply(commission, actor=resident, is_declared=True, show_name=True)
    assert application.name_agreed_at


def refused(commission, person, **fields) -> str:
    with pytest.raises(PermissionDenied) as refusal:
        actions.apply(commission, actor=person, is_declared=True, **fields)
    assert not CommissionApplication.objects.exists()
    return str(refusal.value)


def test_who_is_not_known_well_enough_does_not_apply():
    assert "Подтвердите личность" in refused(CommissionFactory(), UserFactory(level=0))


def test_a_servant_of_the_city_does_not_apply_not_even_a_superuser():
    for servant in (StaffFactory(level=2), SuperuserFactory(level=2)):
        assert "служащие" in refused(CommissionFactory(), servant)


def test_one_must_be_of_age_on_the_last_day_and_not_today():
    last = timezone.localdate(days(1))
    commission = CommissionFactory()
    just = VerifiedUserFactory(birth_date=date(last.year - 18, last.month, last.day))
    actions.apply(commission, actor=just, is_declared=True)
    CommissionApplication.objects.all().delete()
    day_after = timezone.localdate(days(2))
    young = VerifiedUserFactory(
        birth_date=date(day_after.year - 18, day_after.month, day_after.day)
    )
    assert "18 лет" in refused(commission, young)


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"opens_at": 1, "closes_at": 2}, "начнётся"),
        ({"opens_at": -2, "closes_at": -1}, "закончился"),
        ({"state": "draft"}, "не объявлен"),
        ({"state": "listed"}, "закончен"),
    ],
)
def test_outside_the_window_nobody_applies(fields, reason):
    dates = {name: days(value) for name, value in fields.items() if name != "state"}
    assert reason in refused(CommissionFactory(**fields | dates), VerifiedUserFactory())


def test_without_the_declaration_there_is_no_application():
    with pytest.raises(ValidationError, match="Подтвердите"):
        actions.apply(CommissionFactory(), actor=VerifiedUserFactory(), is_declared=False)


def test_a_second_application_names_the_first():
    commission, resident = CommissionFactory(), VerifiedUserFactory()
    actions.apply(commission, actor=resident, is_declared=True)
    with pytest.raises(ValidationError, match="номер — 1"):
        actions.apply(commission, actor=resident, is_declared=True)


def test_the_same_person_with_another_account_does_not_apply_again():
    commission, first, second = CommissionFactory(), VerifiedUserFactory(), UserFactory(level=2)
    actions.apply(commission, actor=first, is_declared=True)
    key = first.person_key
    first.verifications.update(revoked_at=timezone.now(), revoke_reason="Перенос")
    second.verifications.update(person_key=key)
    with pytest.raises(ValidationError, match="уже есть"):
        actions.apply(commission, actor=second, is_declared=True)


def test_one_who_withdrew_may_apply_again():
    commission, resident = CommissionFactory(), VerifiedUserFactory()
    first = actions.apply(commission, actor=resident, is_declared=True)
    actions.withdraw_application(first, actor=resident)
    assert actions.apply(commission, actor=resident, is_declared=True).number == 2


# --- The check by staff -------------------------------------------------------------------------
def test_an_official_admits_and_the_applicant_hears_of_it():
    application = ApplicationFactory(state="submitted")
    actions.admit_application(application, actor=chair())
    assert application.state == "admitted"
    assert told(application.user, "admit")


def test_one_on_the_list_of_servants_is_not_admitted_and_no_name_is_kept():
    application, official = ApplicationFactory(state="submitted"), chair()
    user = application.user
    person = Person(user.last_name, user.first_name, user.patronymic, user.birth_date)
    assert actions.list_servants([(person, "депутат (демо)")], actor=official) == 1
    assert actions.list_servants([(person, "депутат (демо)")], actor=official) == 0
    with pytest.raises(ValidationError, match="списке"):
        actions.admit_application(application, actor=official)
    assert user.last_name not in str(Servant.objects.values().get())


def test_nobody_checks_an_application_of_their_own_or_without_the_right():
    official = chair(level=2)
    own = ApplicationFactory(state="submitted", user=official)
    for actor in (official, StaffFactory(), VerifiedUserFactory()):
        with pytest.raises(PermissionDenied):
            actions.admit_application(own, actor=actor)


def test_after_the_list_is_published_no_application_changes():
    commission = listed()
    application = commission.applications.first()
    with pytest.raises(PermissionDenied, match="уже опубликован"):
        actions.withdraw_application(application, actor=application.user)
    with pytest.raises(PermissionDenied, match="уже опубликован"):
        actions.refuse_application(application, actor=chair(), note="Поздно")


# --- The list -----------------------------------------------------------------------------------
def test_the_list_has_the_admitted_numbers_in_order_and_nobody_else():
    commission = CommissionFactory(places=3)
    for number, state in enumerate(("admitted", "refused", "admitted", "withdrawn", "admitted"), 1):
        ApplicationFactory(commission=commission, number=number, state=state)
    Commission.objects.update(closes_at=days(-0.01))
    actions.list_applications(commission, actor=chair())
    commission.refresh_from_db()
    assert commission.draw.entries == ["1", "3", "5"]
    assert (commission.state, commission.draw.seed) == ("listed", "")
    event = CaseEvent.objects.of(commission).get(kind="list")
    assert commission.draw.list_hash in event.note


def refuses_list(commission, actor, error, match):
    with pytest.raises(error, match=match):
        actions.list_applications(commission, actor=actor)
    commission.refresh_from_db()
    assert (commission.state, commission.draw) == ("accepting", None)


def test_the_list_waits_for_the_end_of_the_window_even_for_a_superuser():
    commission = CommissionFactory()
    refuses_list(commission, SuperuserFactory(), PermissionDenied, "идёт до")


def test_the_list_waits_for_every_check():
    commission = CommissionFactory(closes_at=days(-0.01))
    ApplicationFactory(commission=commission, state="submitted")
    refuses_list(commission, chair(), ValidationError, "Не проверено")


def test_fewer_applications_than_places_are_no_list():
    commission = CommissionFactory(closes_at=days(-0.01))
    ApplicationFactory(commission=commission)
    refuses_list(commission, chair(), ValidationError, "Продлите")


def test_the_window_is_extended_in_public_and_only_forward():
    commission, official = CommissionFactory(closes_at=days(-0.01)), chair()
    applicant = ApplicationFactory(commission=commission).user
    with pytest.raises(ValidationError, match="позже"):
        actions.extend_window(commission, actor=official, until=days(-0.5), reason="Мало")
    with pytest.raises(ValidationError, match="причину"):
        actions.extend_window(commission, actor=official, until=days(5), reason=" ")
    actions.extend_window(commission, actor=official, until=days(5), reason="Мало заявлений.")
    actions.apply(commission, actor=VerifiedUserFactory(), is_declared=True)
    assert "Мало заявлений" in CaseEvent.objects.of(commission).get(kind="extended").note
    assert told(applicant, "extended")


# --- The draw -----------------------------------------------------------------------------------
def test_the_lot_seats_members_and_the_reserve_and_tells_each_what_came_of_it():
    commission = drawn(applicants=8, places=3, reserve_places=2)
    draw = commission.draw
    entries = [str(number) for number in range(1, 9)]
    assert (draw.result, draw.reserve) == drawn_by_lot(entries, draw.seed, 3, 2)
    found = list(commission.seats.values_list("application__number", "status"))
    assert found == [(int(n), "member") for n in draw.result] + [
        (int(n), "reserve") for n in draw.reserve
    ]
    subjects = Notification.objects.filter(channel="inbox", event__kind="draw")
    words = sorted(
        subject.partition(":")[0] for subject in subjects.values_list("subject", flat=True)
    )
    assert words == sorted(
        ["Вы член комиссии"] * 3 + ["Вы в резерве комиссии"] * 2 + ["Жребий выпал другим"] * 3
    )


def test_places_by_district_follow_the_applications():
    commission = CommissionFactory(places=3, reserve_places=3, by_district=True)
    for number, name in enumerate(["Ленинский"] * 4 + ["Октябрьский"] * 2, 1):
        district = DistrictFactory(name=f"{name} район", code=f"d{number}")
        ApplicationFactory(commission=commission, number=number, district=district)
    Commission.objects.update(closes_at=days(-0.01))
    actions.list_applications(commission, actor=chair())
    commission.refresh_from_db()
    assert commission.draw.entries[0] == "1; Ленинский район"
    actions.draw_commission(commission, actor=chair(), seed="лототрон 17")
    chosen = [seat.application.district.name for seat in commission.seats.members()]
    assert sorted(chosen) == ["Ленинский район"] * 2 + ["Октябрьский район"]


def test_a_draw_needs_the_right_to_conduct_draws():
    commission = listed()
    for actor in (chair(rights=["budgeting.run_commission"]), VerifiedUserFactory()):
        with pytest.raises(PermissionDenied):
            actions.draw_commission(commission, actor=actor, seed="12345")
    assert not Seat.objects.exists()


def test_an_unfit_seed_seats_nobody():
    commission = listed()
    with pytest.raises(ValidationError):
        actions.draw_commission(commission, actor=chair(), seed="1")
    commission.refresh_from_db()
    assert (commission.state, Seat.objects.count(), commission.draw.held_at) == ("listed", 0, None)


# --- An appointed commission --------------------------------------------------------------------
def test_an_appointed_commission_is_announced_with_its_members():
    commission = CommissionFactory(state="draft", formed_by="appointed")
    official, people = chair(), [VerifiedUserFactory() for _n in range(3)]
    with pytest.raises(ValidationError, match="три человека"):
        actions.appoint_commission(commission, actor=official)
    for person in people:
        actions.seat_member(commission, actor=official, email=person.email.upper())
    actions.appoint_commission(commission, actor=official)
    assert told(people[0], "appoint")
    commission.refresh_from_db()
    assert commission.state == "formed"


def test_an_unknown_or_a_second_account_is_not_seated():
    commission = CommissionFactory(state="draft", formed_by="appointed")
    official, person = chair(), VerifiedUserFactory()
    actions.seat_member(commission, actor=official, email=person.email)
    for email in (person.email, "nobody@example.org"):
        with pytest.raises(ValidationError):
            actions.seat_member(commission, actor=official, email=email)
    assert commission.seats.count() == 1
