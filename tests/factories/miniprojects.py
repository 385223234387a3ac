"""Mini-projects for every test.

MiniProjectFactory(author=user, state="submitted")   gathers help for a week unless told otherwise
NeedFactory(project=…, kind="money", amount=1000)    ten people unless told otherwise
PledgeFactory(need=…, user=…, amount=2)              a promise, counted
ReportFactory(project=…)                             a report that waits
"""

from datetime import timedelta

import factory
from django.utils import timezone

from tests.factories.people import VerifiedUserFactory
from tests.factories.volunteers import FestivalFactory
from volunteers.models import DonorsDay, MiniProject, Need, PhotoReport, Pledge, PressKit

DAY = timedelta(days=1)


def day(number: int):
    return timezone.localdate() + number * DAY


class MiniProjectFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = MiniProject

    state = "open"
    title = factory.Sequence(lambda n: f"Скамейки у школы {n} (демо)")
    about = "Починим скамейки и покрасим их."
    address = "двор школы (демо)"
    author = factory.SubFactory(VerifiedUserFactory)
    pledges_until = factory.LazyFunction(lambda: day(7))
    happens_on = factory.LazyAttribute(lambda row: row.pledges_until + DAY)


class NeedFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Need

    project = factory.SubFactory(MiniProjectFactory)
    kind = "people"
    title = "красить"
    amount = 10


class PledgeFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Pledge
        skip_postgeneration_save = True

    need = factory.SubFactory(NeedFactory)
    user = factory.SubFactory(VerifiedUserFactory)
    amount = 1
    contact = "тел. 000 (демо)"
    received = factory.LazyAttribute(lambda row: row.amount if row.state == "received" else None)
    state = "promised"

    @factory.post_generation
    def counted(self, create, extracted, **kwargs):
        need, come = self.need, self.received or 0
        if self.state in ("promised", "received"):
            held = need.promised + (come or self.amount)
            amount = max(need.amount, held)
            Need.objects.filter(pk=need.pk).update(
                promised=held, received=need.received + come, amount=amount
            )
            need.refresh_from_db()


class ReportFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = PhotoReport

    project = factory.SubFactory(MiniProjectFactory)
    author = factory.LazyAttribute(lambda row: row.project.author)
    text = "Всё получилось."
    participants = 12
    beneficiaries = 300


class DonorsDayFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = DonorsDay

    festival = factory.SubFactory(FestivalFactory)
    day = factory.LazyFunction(lambda: day(3))
    text = "Благодарим тех, кто помогает."


class PressKitFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = PressKit

    festival = factory.SubFactory(FestivalFactory)
    facts = "Первый факт"
    contacts = "press@example.org"
