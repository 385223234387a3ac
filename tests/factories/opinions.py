"""Open polls with two questions, open opinion boards with statements."""

from datetime import timedelta

import factory
from django.contrib.auth.models import Permission
from django.utils import timezone

from civic.models import OpinionBoard, Statement, Survey, SurveyQuestion
from tests.factories.people import StaffFactory, VerifiedUserFactory

PERMISSIONS = ("run_opinion", "moderate_statement")


class SurveyFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Survey
        skip_postgeneration_save = True

    title = factory.Sequence(lambda n: f"Как вы ездите {n} (демо)")
    intro = "Чтобы поправить маршруты."
    method = "Отвечает любой житель с учётной записью."
    state = "open"
    ends_at = factory.LazyFunction(lambda: timezone.now() + timedelta(days=5))

    @factory.post_generation
    def questions(self, create, extracted, **kwargs):
        if create and extracted is not False:
            options = "Автобус\nТроллейбус\nПешком"
            SurveyQuestion.objects.create(survey=self, text="На чём?", options=options)
            SurveyQuestion.objects.create(
                survey=self, order=1, text="Когда?", options="Утром\nВечером", is_multiple=True
            )


class BoardFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = OpinionBoard

    title = factory.Sequence(lambda n: f"Каким быть парку {n} (демо)")
    intro = "Скажите, с чем вы согласны."
    state = "open"
    ends_at = factory.LazyFunction(lambda: timezone.now() + timedelta(days=5))


class StatementFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Statement

    board = factory.SubFactory(BoardFactory)
    author = factory.SubFactory(VerifiedUserFactory)
    state = "shown"
    text = factory.Sequence(lambda n: f"В парке нужен свет на дорожке {n}")


class OpinionOfficialFactory(StaffFactory):
    @factory.post_generation
    def permissions(self, create, extracted, **kwargs):
        self.user_permissions.set(
            Permission.objects.filter(
                content_type__app_label="civic", codename__in=extracted or PERMISSIONS
            )
        )
