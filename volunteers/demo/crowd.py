"""A whole season at once, as a city has it: written in bulk, invented and marked «демо».

Twenty groups, an event with a shift of volunteers for each of EVENTS, PEOPLE who come; what is over
has confirmed hours. Histories stay empty: it is the size that is shown.
"""

from datetime import timedelta
from decimal import Decimal

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils import timezone

from portal.accounts.models import User
from portal.places.models import Centre, District
from portal.portfolio.models import Participation
from volunteers.demo.texts import DEEDS, day_at
from volunteers.models import (
    Direction,
    Festival,
    FestivalEvent,
    HourKind,
    HourRow,
    Membership,
    Role,
    Shift,
    ShiftState,
    Signup,
    SignupState,
    VolunteerGroup,
)

EVENTS, PEOPLE, TEAMS = 227, 2500, 20
DAYS, OVER = 30, 24  # of the season; of them already over
LASTING = timedelta(hours=3)


@transaction.atomic
def load() -> Festival | None:
    """The season «Добрая Вятка»; None where the city has no districts, or it is there already."""
    districts = list(District.objects.order_by("order", "pk"))
    centre = Centre.objects.order_by("pk").first()
    if not districts or centre is None or Festival.objects.filter(slug="season-demo").exists():
        return None
    people = _people()
    groups = _groups(people, districts, centre)
    shifts = _shifts(groups, districts)
    signups = _signups(shifts, people)
    _hours(signups, people)
    return _festival(shifts)


def _people() -> list[User]:
    born, nobody = timezone.localdate().replace(year=1990, day=1), make_password(None)
    rows = [
        User(
            email=f"volunteer{number}@example.org",
            last_name=f"Доброволец-{number}",
            first_name="Демо",
            birth_date=born,
            password=nobody,
        )
        for number in range(1, PEOPLE + 1)
    ]
    return User.objects.bulk_create(rows)


def _groups(people: list[User], districts: list, centre: Centre) -> list[VolunteerGroup]:
    """The first people lead; everybody is in one group."""
    directions = Direction.values
    rows = [
        VolunteerGroup(
            state="active",
            title=f"Отряд {number + 1} (демо)",
            direction=directions[number % len(directions)],
            district=districts[number % len(districts)],
            centre=centre,
            about="Помогаем на праздниках и субботниках сезона. (демо)",
        )
        for number in range(TEAMS)
    ]
    groups = VolunteerGroup.objects.bulk_create(rows)
    Membership.objects.bulk_create(
        Membership(
            group=groups[number % TEAMS],
            user=person,
            state="active",
            role=Role.LEADER if number < TEAMS else Role.MEMBER,
        )
        for number, person in enumerate(people)
    )
    return groups


def _shifts(groups: list[VolunteerGroup], districts: list) -> list[Shift]:
    rows = []
    for number in range(EVENTS):
        start = day_at(number * DAYS // EVENTS - OVER, 9 + 3 * (number % 3))
        district = districts[number % len(districts)]
        rows.append(
            Shift(
                state=ShiftState.PUBLISHED,
                group=groups[number % TEAMS],
                title=f"{DEEDS[number % len(DEEDS)]}: помощники {number + 1} (демо)",
                place=f"двор {number + 1} на Демонстрационной (демо)",
                district=district,
                # Strewn about the middle of the district, the same each time.
                latitude=district.latitude + Decimal((number * 37) % 100 - 50) / 5000,
                longitude=district.longitude + Decimal((number * 53) % 100 - 50) / 2500,
                starts_at=start,
                ends_at=start + LASTING,
                leave_until=start - timedelta(hours=12),
                capacity=12,
            )
        )
    return Shift.objects.bulk_create(rows)


def _signups(shifts: list[Shift], people: list[User]) -> list[Signup]:
    """Eleven or twelve to a shift; nobody signs up for what they lead."""
    now, rows = timezone.now(), []
    for number, person in enumerate(people[TEAMS:]):
        shift = shifts[number % EVENTS]
        over = shift.ends_at < now
        shift.places_taken += 1
        rows.append(
            Signup(
                shift=shift,
                user=person,
                state=SignupState.ATTENDED if over else SignupState.CONFIRMED,
                came_at=shift.starts_at if over else None,
                left_at=shift.ends_at if over else None,
            )
        )
    Shift.objects.bulk_update(shifts, ["places_taken"])
    return Signup.objects.bulk_create(rows)


def _hours(signups: list[Signup], people: list[User]) -> None:
    """Confirmed by the leader of the shift's group, with the line of the portfolio."""
    leaders = dict(
        Membership.objects.filter(user__in=people[:TEAMS]).values_list("group_id", "user_id")
    )
    over = [row for row in signups if row.state == SignupState.ATTENDED]
    hours = Decimal(LASTING // timedelta(hours=1))
    lines = Participation.objects.bulk_create(
        Participation(
            user_id=row.user_id,
            kind=Participation.Kind.VOLUNTEER,
            title=row.shift.title,
            day=timezone.localdate(row.came_at),
            hours=hours,
            confirmed_by_id=leaders[row.shift.group_id],
            case=row,
        )
        for row in over
    )
    HourRow.objects.bulk_create(
        HourRow(
            signup=row,
            user_id=row.user_id,
            kind=HourKind.ACTUAL,
            hours=hours,
            starts_at=row.came_at,
            ends_at=row.left_at,
            author_id=leaders[row.shift.group_id],
            participation=line,
        )
        for row, line in zip(over, lines, strict=True)
    )


def _festival(shifts: list[Shift]) -> Festival:
    today = timezone.localdate()
    season = Festival.objects.create(
        slug="season-demo",
        title="Добрая Вятка: весь сезон (демо)",
        about="Двести с лишним событий по всему городу за тридцать дней. (демо)",
        starts_on=today - timedelta(days=OVER),
        ends_on=today + timedelta(days=DAYS - OVER),
        is_published=True,
    )
    FestivalEvent.objects.bulk_create(
        FestivalEvent(
            festival=season,
            title=f"{DEEDS[number % len(DEEDS)]} {number + 1} (демо)",
            starts_at=shift.starts_at,
            ends_at=shift.ends_at,
            place=shift.place,
            district_id=shift.district_id,
            latitude=shift.latitude,
            longitude=shift.longitude,
            host=f"ТОС «Демо-{number % 40 + 1}»",
            shift=shift,
            guests=40 + number % 90 if shift.ends_at < timezone.now() else None,
        )
        for number, shift in enumerate(shifts)
    )
    return season
