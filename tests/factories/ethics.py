"""The code of ethics and answers about conduct.

CodeFactory()                 published, in force since ten days, with two articles
CodeFactory(state="draft")    being prepared, of tomorrow
"""

from datetime import timedelta

import factory
from django.utils import timezone

from tests.factories.people import StaffFactory, VerifiedUserFactory
from tests.factories.training import department
from training.models import CodeArticle, CodeVersion, ConductFeedback

ETHICS_RIGHTS = (
    "training.manage_ethics",
    *(f"training.{act}_codeversion" for act in ("view", "add", "change")),
    *(f"training.{act}_conductdecision" for act in ("view", "add", "change")),
    *(f"training.{act}_planline" for act in ("view", "add", "change")),
    "training.view_conductfeedback",
)


def keeper(**fields):
    """An official who keeps the code and moderates answers about conduct."""
    return StaffFactory(permissions=ETHICS_RIGHTS, **fields)


def today(days: int = 0):
    return timezone.localdate() + timedelta(days=days)


class CodeFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = CodeVersion

    state = "published"
    number = factory.Sequence(lambda n: n + 1)
    title = "Кодекс этики (демо)"
    preface = "Служащий работает для жителей."
    effective_on = factory.LazyAttribute(
        lambda row: today(1) if row.state == "draft" else today(-10)
    )

    @classmethod
    def _create(cls, model_class, *args, **kwargs):
        """Written as a draft first: the database takes no article of a version in effect."""
        state = kwargs.pop("state")
        row = super()._create(model_class, *args, state="draft", **kwargs)
        for number, title in ((1, "Открытость"), (2, "Вежливость")):
            CodeArticle.objects.create(version=row, number=number, title=title, text="Текст.")
        if state == "published":
            row.state, row.digest = state, row.text_digest()
            row.save(update_fields=["state", "digest"])
        return row


class ConductFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = ConductFeedback

    author = factory.SubFactory(VerifiedUserFactory)
    department = factory.LazyFunction(department)
    contact = "phone"
    contact_on = factory.LazyFunction(lambda: today(-1))
    polite, clear, timely = 5, 4, 3
    text = "Ответили, хотя и не сразу (тайный рассказ)."
