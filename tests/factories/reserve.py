"""Campaigns of the reserve and applications.

CampaignFactory()                                 takes applications now; three commissioners
CampaignFactory(closed=True)                      applications are over
ReserveApplicationFactory(state="interview")      complete, numbered, with every document
"""

from datetime import timedelta

import factory
from django.utils import timezone

from portal.scoring.actions import give_mark
from portal.scoring.models import CriteriaSet, Criterion
from tests.factories.files import pdf
from tests.factories.people import StaffFactory, VerifiedUserFactory
from training.actions import attach
from training.models import Campaign, ReserveApplication, ReserveDocumentKind

DAY = timedelta(days=1)
RESERVE_RIGHTS = (
    "training.manage_reserve",
    *(f"training.{act}_campaign" for act in ("view", "add", "change")),
)


def cadre(**fields):
    """An official of the cadre office: announces campaigns, reads no applications."""
    return StaffFactory(permissions=RESERVE_RIGHTS, **fields)


class ReserveCriteriaFactory(factory.django.DjangoModelFactory):
    """Test 40, interview 40, volunteer hours 20 (all of it at a hundred hours)."""

    class Meta:
        model = CriteriaSet
        skip_postgeneration_save = True

    code = factory.Sequence(lambda n: f"reserve-criteria-{n}")
    name = "Критерии резерва (демо)"
    tie_break = ["submitted_at"]

    @factory.post_generation
    def criteria(self, create, extracted, **kwargs):
        rows = (
            ("test", 40, "expert", 100, False),
            ("interview", 40, "expert", 10, False),
            ("volunteer_hours", 20, "linear", 100, True),
        )
        for order, (code, weight, formula, high, is_auto) in enumerate(rows):
            Criterion.objects.create(
                criteria=self, code=code, name=f"Критерий {code}", weight=weight,
                formula=formula, high=high, is_auto=is_auto, order=order,
            )  # fmt: skip


class CampaignFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Campaign
        skip_postgeneration_save = True

    class Params:
        closed = factory.Trait(closes_at=factory.LazyFunction(lambda: timezone.now() - DAY))

    state = "published"
    slug = factory.Sequence(lambda n: f"reserve-{n}")
    title = factory.Sequence(lambda n: f"Отбор активистов {n} (демо)")
    track = "citizens"
    opens_at = factory.LazyFunction(lambda: timezone.now() - 20 * DAY)
    closes_at = factory.LazyFunction(lambda: timezone.now() + 10 * DAY)
    places = 2
    criteria = factory.SubFactory(ReserveCriteriaFactory)

    @factory.post_generation
    def parts(self, create, extracted, **kwargs):
        """Commission with a chair, a required document; frozen criteria once announced."""
        people = extracted or VerifiedUserFactory.create_batch(3)
        self.commission.set(people)
        self.chair = people[0]
        self.save(update_fields=["chair"])
        ReserveDocumentKind.objects.create(campaign=self, name="Анкета")
        if self.state != "draft":
            self.criteria.frozen_at = timezone.now()
            self.criteria.save()


class ReserveApplicationFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = ReserveApplication
        skip_postgeneration_save = True

    campaign = factory.SubFactory(CampaignFactory)
    user = factory.SubFactory(VerifiedUserFactory)
    state = "applied"
    education = "Высшее, тайное образование"
    experience = "Десять лет в ТОС"
    motivation = "Хочу менять двор и город"

    @factory.lazy_attribute
    def number(self):
        return None if self.state == "draft" else self.campaign.applications.count() + 1

    @factory.lazy_attribute
    def return_until(self):
        return timezone.now() + 5 * DAY if self.state == "returned" else None

    @factory.lazy_attribute
    def term_until(self):
        in_force = self.state in ("included", "training")
        return timezone.localdate() + 300 * DAY if in_force else None

    @factory.post_generation
    def counted(self, create, extracted, **kwargs):
        Campaign.objects.filter(pk=self.campaign_id).update(application_count=self.number or 0)
        self.campaign.refresh_from_db()


def judged(application, test, interview) -> None:
    """The chair's marks of both kinds."""
    for code, value in (("test", test), ("interview", interview)):
        criterion = application.campaign.criteria.criteria.get(code=code)
        give_mark(criterion, application, actor=application.campaign.chair, value=value)


def paper(application, kind="first"):
    """A document of the applicant: of the first kind asked for, or of `kind`."""
    kind = application.campaign.document_kinds.first() if kind == "first" else kind
    return attach(application, pdf(), actor=application.user, kind=kind)
