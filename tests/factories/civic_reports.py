"""Reports in any state, categories, departments, the officials who handle them.

ReportFactory(state="in_progress")       public, placed in a district, with its clock running
ReportFactory(state="answered", answered_at=…)
ModeratorFactory(), ExecutorFactory(department=…)
"""

from datetime import timedelta
from decimal import Decimal

import factory
from django.contrib.auth.models import Permission
from django.utils import timezone

from civic.models import Category, Department, EscalationPost, RejectReason, Report
from civic.models.reports_states import PRIVATE_STATES, RUNNING_STATES
from tests.factories.people import StaffFactory, VerifiedUserFactory
from tests.factories.places import DistrictFactory

MODERATOR = (
    "civic.moderate_report",
    "civic.handle_report",
    "civic.view_report",
    "civic.change_report",
    "civic.add_report",
    "files.moderate",
)
EXECUTOR = ("civic.handle_report", "civic.view_report", "civic.change_report")
DAY = timedelta(days=1)


class DepartmentFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Department
        django_get_or_create = ("code",)

    code = "roads"
    name = "Дирекция дорожного хозяйства"


class CategoryFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Category
        django_get_or_create = ("code",)

    code = "road_pothole"
    group = "Дороги"
    name = "Яма, выбоина на проезжей части"
    department = factory.SubFactory(DepartmentFactory)
    react_length, react_unit = 2, "working"
    fix_length, fix_unit = 10, "working"


class RejectReasonFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = RejectReason
        django_get_or_create = ("text",)

    text = "Нет описания места или проблемы"


class EscalationPostFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = EscalationPost
        django_get_or_create = ("department", "level")

    department = None
    level = 1
    post = "Руководитель подразделения"


def is_accepted(report) -> bool:
    return report.state not in PRIVATE_STATES


class ReportFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Report

    state = "assigned"
    category = factory.SubFactory(CategoryFactory)
    title = factory.Sequence(lambda n: f"Яма, выбоина: ул. Демонстрационная, {n}")
    text = "Глубокая яма у остановки, машины объезжают по тротуару."
    address = factory.Sequence(lambda n: f"ул. Демонстрационная, {n}")
    latitude, longitude = Decimal("58.600000"), Decimal("49.650000")
    district = factory.SubFactory(DistrictFactory)
    reporter = factory.SubFactory(VerifiedUserFactory)

    @factory.lazy_attribute
    def submitted_at(self):
        return None if self.state == "draft" else timezone.now() - 2 * DAY

    @factory.lazy_attribute
    def published_at(self):
        return timezone.now() - DAY if is_accepted(self) else None

    @factory.lazy_attribute
    def department(self):
        return self.category.department if is_accepted(self) else None

    @factory.lazy_attribute
    def fix_due(self):
        return timezone.now() + 9 * DAY if is_accepted(self) else None

    @factory.lazy_attribute
    def due_at(self):
        clock = self.state in (*RUNNING_STATES, "moderation")
        return timezone.now() + DAY if clock else None

    @factory.lazy_attribute
    def answered_at(self):
        answered = ("answered", "disputed", "solved", "closed_no")
        return timezone.now() if self.state in answered else None

    @factory.lazy_attribute
    def judge_until(self):
        return timezone.now() + 15 * DAY if self.state == "answered" else None


class ModeratorFactory(StaffFactory):
    @factory.post_generation
    def permissions(self, create, extracted, **kwargs):
        grant(self, extracted or MODERATOR)


class ExecutorFactory(StaffFactory):
    """An official of `department`, when it is given."""

    @factory.post_generation
    def permissions(self, create, extracted, **kwargs):
        grant(self, extracted or EXECUTOR)

    @factory.post_generation
    def department(self, create, extracted, **kwargs):
        if extracted:
            extracted.officials.add(self)


def grant(user, names) -> None:
    for name in names:
        app, codename = name.split(".")
        user.user_permissions.add(
            Permission.objects.get(content_type__app_label=app, codename=codename)
        )
