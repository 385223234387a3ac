"""The partner exchange for every test.

CardFactory(side="need", author=user)   an open card; a need is of a TOS its author heads
ReplyFactory(card=…)                    a reply that waits
AgreementFactory(state="signed")        an agreement both sides have agreed to, past the draft
"""

import factory
from django.utils import timezone

from tests.factories.miniprojects import day
from tests.factories.organisations import OrganisationFactory
from tests.factories.people import VerifiedUserFactory
from volunteers.models import PartnerAgreement, PartnerCard, PartnerReply


class CardFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = PartnerCard

    state = "open"
    side = "need"
    category = "materials"
    title = factory.Sequence(lambda n: f"Краска для забора {n} (демо)")
    text = "Двадцать банок."
    author = factory.SubFactory(VerifiedUserFactory)
    until = factory.LazyFunction(lambda: day(30))

    @factory.lazy_attribute
    def organisation(self):
        return OrganisationFactory(head=self.author) if self.side == "need" else None


class ReplyFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = PartnerReply

    card = factory.SubFactory(CardFactory)
    author = factory.SubFactory(VerifiedUserFactory)
    text = "Привезём."
    contact = "тел. 000 (демо)"


class AgreementFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = PartnerAgreement

    reply = factory.SubFactory(ReplyFactory, state="accepted")
    subject = "Забор у школы"
    community_duty = "Покрасим."
    partner_duty = "Привезём краску."
    starts_on = factory.LazyFunction(lambda: day(1))
    ends_on = factory.LazyFunction(lambda: day(9))

    @factory.lazy_attribute
    def community_agreed_at(self):
        return None if self.state == "draft" else timezone.now()

    @factory.lazy_attribute
    def partner_agreed_at(self):
        return None if self.state == "draft" else timezone.now()

    state = "draft"


def sides_of(agreement) -> tuple:
    """The people of the community and of the partner."""
    community, partner = agreement.sides
    return community.author, partner.author
