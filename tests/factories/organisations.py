"""Organisations for every test: OrganisationFactory(head=user) is confirmed and has a head."""

import factory

from portal.organisations.models import Kind, Member, Organisation, Role, Status
from tests.factories.people import VerifiedUserFactory


class OrganisationFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Organisation
        skip_postgeneration_save = True

    kind = Kind.TOS
    name = factory.Sequence(lambda n: f"ТОС «Дворик {n:04}» (демо)")
    status = Status.CONFIRMED

    @factory.post_generation
    def head(self, create, extracted, **kwargs):
        if create and extracted:
            MemberFactory(organisation=self, user=extracted, role=Role.HEAD)


class MemberFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Member

    organisation = factory.SubFactory(OrganisationFactory)
    user = factory.SubFactory(VerifiedUserFactory)
    role = Role.MEMBER
