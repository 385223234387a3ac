"""Volunteers for every test.

GroupFactory(leader=user)               an approved group at a centre, with its leader
MembershipFactory(group=…, role="…")    somebody in it
minor(**fields)                         somebody of sixteen
"""

import factory
from django.utils import timezone

from tests.factories.people import StaffFactory, UserFactory, VerifiedUserFactory
from tests.factories.places import CentreFactory
from volunteers.models import Membership, VolunteerGroup

PERMISSIONS = tuple(
    f"volunteers.{name}"
    for name in ("manage_groups", "view_volunteergroup", "change_volunteergroup")
)


def caretaker(**fields):
    """Staff that looks after groups."""
    return StaffFactory(permissions=PERMISSIONS, **fields)


def minor(years: int = 16, **fields):
    today = timezone.localdate()
    return UserFactory(birth_date=today.replace(year=today.year - years, day=1), **fields)


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
