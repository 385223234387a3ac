"""Rounds in any phase, projects in any state.

RoundFactory(phase="vote")                     the phases follow one another, 10 days each;
                                               the named one began a day ago
RoundFactory(phases={"vote": (-1, 6)})         only these, in days from now
ProjectFactory(state="published", round=…)     complete content, a verified author
OfficialFactory()                              may moderate, implement and publish rounds
"""

from datetime import date, timedelta
from decimal import Decimal

import factory
from django.contrib.auth.models import Permission
from django.utils import timezone

from budgeting.models import (
    CostItem,
    Participation,
    PhaseKind,
    Programme,
    Project,
    ProjectType,
    RefusalGround,
    Round,
    RoundPhase,
)
from tests.factories.people import StaffFactory, VerifiedUserFactory
from tests.factories.places import DistrictFactory

DAYS = 10
PERMISSIONS = ("moderate_project", "execute_project", "publish_round", "view_project")


class ProgrammeFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Programme
        django_get_or_create = ("slug",)

    slug = "city"
    name = "Инициативные проекты (демо)"


def one_after_another(current: str) -> dict[str, tuple[float, float]]:
    """Offsets in days of all phases such that `current` began a day ago."""
    kinds = PhaseKind.values
    now = kinds.index(current)
    return {
        kind: ((place - now) * DAYS - 1, (place - now + 1) * DAYS - 1)
        for place, kind in enumerate(kinds)
    }


class RoundFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Round
        skip_postgeneration_save = True

    class Params:
        phase = None

    programme = factory.SubFactory(ProgrammeFactory)
    slug = factory.Sequence(lambda n: f"round-{n}")
    title = factory.Sequence(lambda n: f"Проекты жителей {n} (демо)")
    budget = Decimal(10_000_000)
    is_published = True

    @classmethod
    def _create(cls, model_class, *args, phases=None, **kwargs):
        round_ = super()._create(model_class, *args, **kwargs)
        set_phases(round_, phases or {})
        return round_

    @factory.lazy_attribute
    def phases(self):
        return one_after_another(self.phase) if self.phase else {}


def set_phases(round_: Round, offsets: dict[str, tuple[float, float]]) -> None:
    """Give the round exactly these phases, in days from now."""
    now = timezone.now()
    round_.phases.all().delete()
    RoundPhase.objects.bulk_create(
        RoundPhase(
            round=round_,
            kind=kind,
            starts_at=now + timedelta(days=start),
            ends_at=now + timedelta(days=end),
        )
        for kind, (start, end) in offsets.items()
    )
    round_.refresh_from_db()


class ProjectTypeFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = ProjectType
        django_get_or_create = ("code",)

    code = "yard"
    name = "Благоустройство дворовой территории"


class RefusalGroundFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = RefusalGround
        django_get_or_create = ("code",)

    code = "no_powers"
    name = "Нет необходимых полномочий"


class ProjectFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Project
        skip_postgeneration_save = True

    round = factory.SubFactory(RoundFactory, phase="submission")
    author = factory.SubFactory(VerifiedUserFactory)
    state = "published"
    group_size = 12
    title = factory.Sequence(lambda n: f"Ремонт двора {n} (демо)")
    type = factory.SubFactory(ProjectTypeFactory)
    problem = "Во дворе нет освещения и скамеек."
    solution = "Поставить фонари и скамейки."
    expected_result = "Во дворе светло, есть где посидеть."
    planned_start = date(2030, 5, 1)
    planned_end = date(2030, 9, 1)
    beneficiaries = 300
    district = factory.SubFactory(DistrictFactory)
    address = "ул. Демонстрационная, 1"
    latitude, longitude = Decimal("58.600000"), Decimal("49.650000")
    total_cost = Decimal("500000.00")
    submitted_at = published_at = agreed_at = factory.LazyFunction(timezone.now)

    @factory.post_generation
    def estimate(self, create, extracted, **kwargs):
        """One line that makes the total, and a share of the residents; `estimate=False`: none."""
        if create and extracted is not False:
            CostItem.objects.create(
                project=self, name="Работы", unit="компл.", quantity=1, price=self.total_cost
            )
            Participation.objects.create(
                project=self, source="residents", amount=self.total_cost / 10
            )


class OfficialFactory(StaffFactory):
    @factory.post_generation
    def permissions(self, create, extracted, **kwargs):
        self.user_permissions.set(
            Permission.objects.filter(
                content_type__app_label="budgeting", codename__in=extracted or PERMISSIONS
            )
        )
