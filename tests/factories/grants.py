"""Contests and applications.

ContestFactory()                         takes applications: opened 10 days ago, closes in 10
ContestFactory(state="draft")            being prepared
ApplicationFactory(state="submitted")    complete, of an organisation with a verified head
ApplicationFactory(head=user)            the head of its organisation
"""

from datetime import date, timedelta
from decimal import Decimal

import factory
from django.utils import timezone

from grants.actions import rules_text
from grants.models import (
    Activity,
    Application,
    BudgetLine,
    Contest,
    Direction,
    Question,
    RequiredDocument,
    TeamMember,
    Tier,
)
from portal.scoring.models import CriteriaSet, Criterion
from tests.factories.organisations import OrganisationFactory
from tests.factories.people import StaffFactory, VerifiedUserFactory

DAY = timedelta(days=1)
PERMISSIONS = (
    *("grants.run_contest", "grants.process_application", "grants.view_application"),
    *("grants.view_contest", "grants.add_contest", "grants.change_contest"),
)


def officer(**fields):
    """An official who runs contests and checks applications."""
    return StaffFactory(permissions=PERMISSIONS, **fields)


class CriteriaSetFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = CriteriaSet
        skip_postgeneration_save = True

    code = factory.Sequence(lambda n: f"criteria-{n}")
    name = "Критерии (демо)"
    tie_break = ["submitted_at"]

    @factory.post_generation
    def criteria(self, create, extracted, **kwargs):
        for order, (code, weight) in enumerate((("relevance", 60), ("budget", 40))):
            Criterion.objects.create(
                criteria=self, code=code, name=f"Критерий {code}", weight=weight,
                formula="expert", high=10, order=order,
            )  # fmt: skip


class DirectionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Direction
        django_get_or_create = ("name",)

    name = "Образование и просвещение"


class ContestFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Contest
        skip_postgeneration_save = True

    state = "published"
    slug = factory.Sequence(lambda n: f"contest-{n}")
    title = factory.Sequence(lambda n: f"Добрые соседи {n} (демо)")
    opens_at = factory.LazyFunction(lambda: timezone.now() - 10 * DAY)
    closes_at = factory.LazyFunction(lambda: timezone.now() + 10 * DAY)
    check_until = factory.LazyFunction(lambda: timezone.now() + 20 * DAY)
    fund = Decimal(1_000_000)
    applicant_kinds = ["nko", "tos"]
    criteria = factory.SubFactory(CriteriaSetFactory)

    @factory.post_generation
    def parts(self, create, extracted, **kwargs):
        """One tier, one question, one document asked of a TOS; `parts=False`: none."""
        if not create or extracted is False:
            return
        Tier.objects.create(
            contest=self, name="Событие", max_amount=Decimal(300_000), own_share=Decimal(10)
        )
        Question.objects.create(contest=self, label="Какую проблему решает проект")
        RequiredDocument.objects.create(
            contest=self, name="Письмо партнёра", applicant_kinds=["tos"]
        )
        if self.state != "draft":
            self.rules_text = rules_text(self)
            self.save(update_fields=["rules_text"])


class ApplicationFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Application
        skip_postgeneration_save = True

    class Params:
        head = factory.SubFactory(VerifiedUserFactory)

    contest = factory.SubFactory(ContestFactory)
    state = "draft"
    author = factory.SelfAttribute("head")
    organisation = factory.LazyAttribute(lambda row: OrganisationFactory(head=row.head))
    title = factory.Sequence(lambda n: f"Праздник двора {n} (демо)")
    tier = factory.LazyAttribute(lambda row: row.contest.tiers.first())
    summary = "Соседи вместе украсят двор."
    beneficiaries = 120
    starts_on, ends_on = date(2030, 5, 1), date(2030, 8, 1)
    requested, own = Decimal("100000.00"), Decimal("10000.00")

    @factory.lazy_attribute
    def answers(self):
        return {str(question.pk): "Ответ" for question in self.contest.questions.all()}

    @factory.lazy_attribute
    def submitted_at(self):
        return None if self.state == "draft" else timezone.now()

    @factory.lazy_attribute
    def number(self):
        if self.state == "draft":
            return None
        return Application.objects.filter(contest=self.contest).count() + 1

    @factory.post_generation
    def tables(self, create, extracted, **kwargs):
        """A plan, a budget that makes the sums, a team; `tables=False`: none."""
        if not create or extracted is False:
            return
        Activity.objects.create(
            application=self, number=1, title="Праздник", starts_on=self.starts_on,
            ends_on=self.ends_on,
        )  # fmt: skip
        BudgetLine.objects.create(
            application=self, section="events", name="Сцена", activity=1, quantity=1,
            price=self.requested + self.own, own=self.own, requested=self.requested,
            evidence="Прайс-лист",
        )  # fmt: skip
        TeamMember.objects.create(application=self, name="Демо Мария", role="Руководитель")
