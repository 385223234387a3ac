"""Volunteers in the demo city; all of it invented and marked «демо»."""

from datetime import datetime, timedelta

from django.contrib.auth.models import Group
from django.db import transaction

from portal.accounts.actions.consents import current_text
from portal.accounts.models import ConsentKind, User
from portal.places.models import Centre, District
from volunteers.actions import (
    announce,
    approve_group,
    ask_to_join,
    confirm_hours,
    create_group,
    create_shift,
    keep_shift_as_template,
    mark_skills,
    publish_shift,
    sign_up,
)
from volunteers.demo import festival, miniprojects, partners, seasons
from volunteers.demo.texts import GROUPS, OWN, PAST, SHIFTS, Work, day_at
from volunteers.models import (
    Membership,
    Shift,
    Signup,
    SignupState,
    Skill,
    VolunteerGroup,
    WalkIn,
)
from volunteers.reference import GROUP

HOUR = timedelta(hours=1)
VISIBLE = 4  # groups that an official has approved; one more waits


@transaction.atomic
def load() -> None:
    """Groups, shifts past and to come, a festival; loading again changes nothing."""
    official = User.objects.filter(email="official@example.org").first()
    leader = User.objects.filter(email="resident2@example.org").first()
    centre = Centre.objects.order_by("pk").first()
    if not (official and leader and centre) or VolunteerGroup.objects.exists():
        return
    official.groups.add(*Group.objects.filter(name=GROUP))
    people = list(User.objects.filter(email__startswith="servant").order_by("pk"))
    groups = [_group(official, leader, centre, row) for row in GROUPS[:VISIBLE]]
    for group in groups:
        _join(group, leader, people)
    for person in [*people, leader]:
        mark_skills(actor=person, skills=Skill.objects.filter(code__in=OWN))
    for number, work in enumerate(SHIFTS):
        _coming(groups[number % len(groups)], leader, people, number, work)
    for number, work in enumerate(PAST):
        _past(groups[number % len(groups)], leader, people, number, work)
    festival.load()
    miniprojects.load(official, leader, people)
    seasons.load(official, people)
    partners.load(official, people)
    first = groups[0].shifts.order_by("pk").first()
    keep_shift_as_template(first, actor=leader, name="Посадка сирени (демо)")
    announce(groups[0], actor=leader, title="Сбор у пруда (демо)", text="В субботу в десять утра.")
    _group(None, leader, centre, GROUPS[VISIBLE])


def _group(official, leader: User, centre: Centre, row: tuple) -> VolunteerGroup:
    title, direction, about = row
    group = create_group(
        actor=leader,
        title=title,
        direction=direction,
        about=about,
        district=centre.district,
        centre=centre,
        organisation=None,
        safety="Перчатки и вода — наши. Инструмент берут только у координатора. (демо)",
        contact="через объявления группы (демо)",
    )
    if official:
        approve_group(group, actor=official)
    return group


def _join(group: VolunteerGroup, leader: User, people: list[User]) -> None:
    for person in people[:6]:
        Membership.objects.create(group=group, user=person, state="active")
    resident = User.objects.filter(email="resident@example.org").first()
    if resident:
        ask_to_join(group, actor=resident, text="Хочу помогать по выходным (демо)")


def _fields(work: Work, start: datetime, number: int) -> dict:
    districts = list(District.objects.order_by("order", "pk"))
    district = districts[number % len(districts)] if districts else None
    return {
        "title": work.title,
        "text": work.text,
        "needs": "Удобная обувь, бутылка воды (демо)",
        "briefing": "Начинаем с короткого рассказа о безопасности. (демо)",
        "skills": Skill.objects.filter(code__in=work.skills),
        "must_skills": Skill.objects.filter(code__in=work.must),
        "place": work.place,
        "district": district,
        "latitude": district and district.latitude,
        "longitude": district and district.longitude,
        "starts_at": start,
        "ends_at": start + work.hours * HOUR,
        "leave_until": start - 12 * HOUR,
        "capacity": work.capacity,
        "needs_approval": work.needs_approval,
    }


def _coming(group: VolunteerGroup, leader: User, people: list[User], number: int, work) -> None:
    """Announced, with people who have signed up; a full one has a waiting list."""
    start = day_at(3 + number, 10)
    shift = create_shift(group, actor=leader, **_fields(work, start, number))
    publish_shift(shift, actor=leader)
    for person in people[: number % 4]:
        sign_up(shift, actor=person)


def _past(group: VolunteerGroup, leader: User, people: list[User], number: int, work) -> None:
    """Held, attended, with hours the leader has confirmed."""
    start = day_at(-7 * (number + 1), 11)
    shift = create_shift(group, actor=leader, **_fields(work, start, number))
    Shift.objects.filter(pk=shift.pk).update(state="published")
    shift.state = "published"
    for person in people[: 2 + number % 3]:
        row = Signup.objects.create(
            shift=shift,
            user=person,
            state=SignupState.ATTENDED,
            came_at=shift.starts_at,
            left_at=shift.ends_at,
        )
        confirm_hours(row, actor=leader)
    if number == 0:
        _guest(shift, leader)
    Shift.objects.filter(pk=shift.pk).update(places_taken=shift.signups.count() + (number == 0))


def _guest(shift: Shift, leader: User) -> None:
    """Somebody who came without an account."""
    WalkIn.objects.create(
        shift=shift,
        name="Гость Демо",
        phone="+79000000000",
        consent=current_text(ConsentKind.PROCESSING),
        added_by=leader,
        came_at=shift.starts_at,
        left_at=shift.ends_at,
    )
