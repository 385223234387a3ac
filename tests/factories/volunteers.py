"""Volunteers for every test.

GroupFactory(leader=user)               an approved group at a centre, with its leader
MembershipFactory(group=…, role="…")    somebody in it
ShiftFactory(group=…, capacity=…)       an announced shift in three days
SignupFactory(shift=…, state="…")       a place as it stands, counted
attended(user, since=3, lasting=2)      somebody who came and left, hours not yet confirmed
minor(**fields)                         somebody of sixteen
daytime(days=3, hour=11)                a moment when minors may help too
WalkInFactory(shift=…)                  somebody without an account who has come
SkillFactory(title=…)                   a line of the catalogue of skills
TemplateFactory(group=…)                a template of shifts; group=None: of the city
trained(person, title)                  a training confirmed in the portfolio
"""

from datetime import timedelta

import factory
from django.utils import timezone

from portal.accounts.actions.consents import current_text
from portal.portfolio.models import Participation
from tests.factories.people import StaffFactory, UserFactory, VerifiedUserFactory
from tests.factories.places import CentreFactory
from volunteers.models import (
    Festival,
    FestivalEvent,
    Membership,
    Shift,
    ShiftTemplate,
    Signup,
    Skill,
    VolunteerGroup,
    WalkIn,
)

KINDNESS = ("miniproject", "photoreport", "partnercard", "partneragreement")
PERMISSIONS = (
    "volunteers.moderate_miniprojects",
    "volunteers.moderate_partners",
    *(f"volunteers.{act}_{name}" for act in ("view", "change") for name in KINDNESS),
    "volunteers.manage_groups",
    "volunteers.view_volunteergroup",
    "volunteers.change_volunteergroup",
    "volunteers.view_shift",
    "volunteers.change_shift",
    "volunteers.view_hourrow",
    *(f"volunteers.{act}_skill" for act in ("view", "add", "change")),
    *(f"volunteers.{act}_shifttemplate" for act in ("view", "add", "change")),
    *(f"volunteers.{act}_festival" for act in ("view", "add", "change")),
    *(f"volunteers.{act}_festivalevent" for act in ("view", "add", "change")),
    *(f"volunteers.{act}_donorsday" for act in ("view", "add", "change")),
    *(f"volunteers.{act}_presskit" for act in ("view", "add", "change")),
)


def caretaker(**fields):
    """Staff that looks after groups."""
    return StaffFactory(permissions=PERMISSIONS, **fields)


def minor(years: int = 16, **fields):
    today = timezone.localdate()
    return UserFactory(birth_date=today.replace(year=today.year - years, day=1), **fields)


def trained(person, title: str):
    given = {"day": timezone.localdate(), "confirmed_by": VerifiedUserFactory()}
    return Participation.objects.create(user=person, kind="training", title=title, **given)


class SkillFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Skill

    code = factory.Sequence(lambda n: f"skill-{n}")
    title = factory.Sequence(lambda n: f"Умение {n} (демо)")
    area = "hands"


class GroupFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = VolunteerGroup
        skip_postgeneration_save = True

    state = "active"
    title = factory.Sequence(lambda n: f"Добрые соседи {n} (демо)")
    direction = "yard"
    about = "Убираем дворы и сажаем деревья."
    centre = factory.SubFactory(CentreFactory)

    @factory.post_generation
    def leader(self, create, extracted, **kwargs):
        if create and extracted is not False:
            person = extracted or VerifiedUserFactory()
            MembershipFactory(group=self, user=person, role="leader")


class MembershipFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Membership

    group = factory.SubFactory(GroupFactory)
    user = factory.SubFactory(VerifiedUserFactory)
    state = "active"


def leader_of(group):
    return group.memberships.leading().select_related("user").first().user


HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def hours(number: float):
    return timezone.now() + number * HOUR


def daytime(days: int = 3, hour: int = 11):
    """That hour of the city's day: minors do not come at night, whenever the tests run."""
    moment = timezone.localtime(hours(24 * days))
    return moment.replace(hour=hour, minute=0, second=0, microsecond=0)


class ShiftFactory(factory.django.DjangoModelFactory):
    """A shift in three days, of two hours, left until two days from now."""

    class Meta:
        model = Shift

    class Params:
        late = factory.Trait(leave_until=factory.LazyFunction(lambda: hours(-1)))
        begun = factory.Trait(starts_at=factory.LazyFunction(lambda: hours(-1)))
        over = factory.Trait(starts_at=factory.LazyFunction(lambda: hours(-3)))

    state = "published"
    group = factory.SubFactory(GroupFactory)
    title = factory.Sequence(lambda n: f"Посадка деревьев {n} (демо)")
    place = "Парк у реки"
    starts_at = factory.LazyFunction(lambda: hours(72))
    ends_at = factory.LazyAttribute(lambda row: row.starts_at + 2 * HOUR)
    leave_until = factory.LazyAttribute(lambda row: row.starts_at - DAY)
    capacity = 2


class TemplateFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = ShiftTemplate

    group = factory.SubFactory(GroupFactory)
    name = factory.Sequence(lambda n: f"Шаблон {n} (демо)")
    title = "Уборка двора (демо)"
    hours = 2
    capacity = 5


def count_places(shift) -> None:
    taken = shift.signups.holding().count() + shift.walk_ins.open().count()
    capacity = max(shift.capacity, taken)
    Shift.objects.filter(pk=shift.pk).update(places_taken=taken, capacity=capacity)
    shift.refresh_from_db()


class SignupFactory(factory.django.DjangoModelFactory):
    """A place as it stands, counted."""

    class Meta:
        model = Signup
        skip_postgeneration_save = True

    shift = factory.SubFactory(ShiftFactory)
    user = factory.SubFactory(VerifiedUserFactory)
    state = "confirmed"

    @factory.lazy_attribute
    def queued_at(self):
        return timezone.now() if self.state == "waiting" else None

    @factory.lazy_attribute
    def offered_until(self):
        return hours(24) if self.state == "offered" else None

    @factory.post_generation
    def counted(self, create, extracted, **kwargs):
        count_places(self.shift)


class FestivalFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Festival

    slug = factory.Sequence(lambda n: f"festival-{n}")
    title = factory.Sequence(lambda n: f"Марафон добра {n} (демо)")
    starts_on = factory.LazyFunction(timezone.localdate)
    ends_on = factory.LazyAttribute(lambda row: row.starts_on + 20 * DAY)
    is_published = True


class FestivalEventFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = FestivalEvent

    festival = factory.SubFactory(FestivalFactory)
    title = factory.Sequence(lambda n: f"Праздник двора {n} (демо)")
    place = "Парк у реки"
    host = "ТОС «Дворик» (демо)"
    starts_at = factory.LazyFunction(lambda: hours(48))
    ends_at = factory.LazyAttribute(lambda row: row.starts_at + 2 * HOUR)


def attended(user=None, *, since: float = 3, lasting: float = 2, shift=None, **fields):
    """Somebody who came to a shift `since` hours ago and left after `lasting` hours."""
    start = hours(-since)
    shift = shift or ShiftFactory(starts_at=start, ends_at=start + lasting * HOUR, **fields)
    times = {"came_at": start, "left_at": start + lasting * HOUR}
    person = {"user": user} if user else {}
    return SignupFactory(shift=shift, state="attended", **times, **person)


class WalkInFactory(factory.django.DjangoModelFactory):
    """Somebody without an account who came an hour ago and is there still."""

    class Meta:
        model = WalkIn
        skip_postgeneration_save = True

    shift = factory.SubFactory(ShiftFactory, begun=True)
    name = factory.Sequence(lambda n: f"Прохожий Демо-{n}")
    email = factory.Sequence(lambda n: f"walk-in-{n}@example.org")
    consent = factory.LazyFunction(lambda: current_text("processing"))
    added_by = factory.LazyAttribute(lambda row: leader_of(row.shift.group))
    came_at = factory.LazyAttribute(lambda row: row.shift.starts_at)

    @factory.post_generation
    def counted(self, create, extracted, **kwargs):
        count_places(self.shift)
