"""Appeals in any state, their registrars and the officials of a department.

AppealFactory(state="in_review")            numbered, at the department «Дирекция благоустройства»
RegistrarFactory(), DeskFactory()           officials; DeskFactory(desk="roads") of another one
"""

from datetime import timedelta

import factory
from django.contrib.auth.models import Permission
from django.utils import timezone

from civic.models import Appeal, AppealDesk, AppealResult
from tests.factories.ideas import DepartmentFactory
from tests.factories.people import StaffFactory, VerifiedUserFactory

UNNUMBERED = ("draft", "sent")


class AppealResultFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = AppealResult
        django_get_or_create = ("code",)

    code, name = "explained", "Разъяснено"


class AppealFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Appeal

    author = factory.SubFactory(VerifiedUserFactory)
    kind = "statement"
    state = "in_review"
    subject = factory.Sequence(lambda n: f"Секретная тема обращения {n}")
    text = "Секретная суть обращения."
    reply_email = "secret-reply@example.org"
    last_name, first_name, patronymic = "Тайнова", "Мария", "Ивановна"

    @factory.lazy_attribute
    def sent_at(self):
        return None if self.state == "draft" else timezone.now()

    @factory.lazy_attribute
    def register_due(self):
        return self.sent_at and timezone.localdate() + timedelta(days=3)

    @factory.lazy_attribute
    def registered_at(self):
        return None if self.state in UNNUMBERED else timezone.now()

    @factory.lazy_attribute
    def answer_due(self):
        return self.registered_at and timezone.localdate() + timedelta(days=30)

    @factory.lazy_attribute_sequence
    def number(self, n):
        return f"2026-{900000 + n}" if self.registered_at else ""

    @factory.lazy_attribute
    def department(self):
        return DepartmentFactory() if self.registered_at else None

    @factory.lazy_attribute
    def answer(self):
        return "Секретный ответ." if self.state == "answered" else ""

    @factory.lazy_attribute
    def answered_by(self):
        return "Демо, начальник" if self.answer else ""

    @factory.lazy_attribute
    def answered_at(self):
        return timezone.now() if self.answer else None

    @factory.lazy_attribute
    def result(self):
        return AppealResultFactory() if self.answer else None


class OfficialFactory(StaffFactory):
    """May open the registry; what stands in it is decided by the desk."""

    class Meta:
        skip_postgeneration_save = True

    @factory.post_generation
    def permissions(self, create, extracted, **kwargs):
        self.user_permissions.add(
            Permission.objects.get(content_type__app_label="civic", codename="view_appeal")
        )


class RegistrarFactory(OfficialFactory):
    @factory.post_generation
    def desk(self, create, extracted, **kwargs):
        AppealDesk.objects.create(user=self, department=None)


class DeskFactory(OfficialFactory):
    @factory.post_generation
    def desk(self, create, extracted, **kwargs):
        department = DepartmentFactory(code=extracted or "green")
        AppealDesk.objects.create(user=self, department=department)
