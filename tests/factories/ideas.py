"""Challenges at any stage, ideas in any state, officials who lead them.

ChallengeFactory(stage="voting")           dated stages one after another, 10 days each; the named
                                           one began a day ago and the challenge has reached it
ChallengeFactory(stage="decision")         all dated stages are over
IdeaFactory(challenge=…)                   published, by a verified author; free by default
IdeaOfficialFactory()                      checks, answers, assesses, runs challenges
"""

from datetime import timedelta

import factory
from django.contrib.auth.models import Permission
from django.utils import timezone

from civic.models import Challenge, ChallengeStage, Department, Idea, IdeaReview, IdeaVersion
from civic.models.challenge_states import DATED
from tests.factories.people import StaffFactory, VerifiedUserFactory

DAYS = 10
PERMISSIONS = ("moderate_idea", "answer_idea", "assess_idea", "run_challenge", "view_idea")
PRIVATE = ("draft", "moderation")


class DepartmentFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Department
        django_get_or_create = ("code",)

    code = "green"
    name = "Дирекция благоустройства"


class ChallengeFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Challenge
        skip_postgeneration_save = True

    class Params:
        stage = "ideas"

    department = factory.SubFactory(DepartmentFactory)
    slug = factory.Sequence(lambda n: f"challenge-{n}")
    title = factory.Sequence(lambda n: f"Как оживить набережную {n} (демо)")
    context = "Летом на набережной негде сесть."
    promise = "Три идеи сделаем в следующем году."
    state = factory.SelfAttribute("stage")

    @classmethod
    def _create(cls, model_class, *args, stages=None, **kwargs):
        challenge = super()._create(model_class, *args, **kwargs)
        set_stages(challenge, stages)
        return challenge

    @factory.lazy_attribute
    def stages(self):
        return one_after_another(self.stage)


def one_after_another(current: str) -> dict[str, tuple[float, float]]:
    """Offsets in days of the dated stages such that `current` began a day ago."""
    place = DATED.index(current) if current in DATED else len(DATED)
    return {
        kind: ((at - place) * DAYS - 1, (at - place + 1) * DAYS - 1)
        for at, kind in enumerate(DATED)
    }


def set_stages(challenge: Challenge, offsets: dict[str, tuple[float, float]]) -> None:
    now = timezone.now()
    challenge.stages.all().delete()
    ChallengeStage.objects.bulk_create(
        ChallengeStage(
            challenge=challenge,
            kind=kind,
            starts_at=now + timedelta(days=start),
            ends_at=now + timedelta(days=end),
        )
        for kind, (start, end) in offsets.items()
    )


class IdeaFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Idea
        skip_postgeneration_save = True

    author = factory.SubFactory(VerifiedUserFactory)
    state = "published"
    title = factory.Sequence(lambda n: f"Скамейки с навесом у реки {n} (демо)")
    text = "Поставить скамейки с навесом, чтобы можно было переждать дождь."
    submitted_at = factory.LazyFunction(timezone.now)

    @factory.lazy_attribute
    def published_at(self):
        return None if self.state in PRIVATE else timezone.now()

    @factory.post_generation
    def wording(self, create, extracted, **kwargs):
        if create and self.state not in PRIVATE:
            IdeaVersion.objects.create(
                idea=self, number=1, title=self.title, text=self.text, author=self.author
            )


class ReviewFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = IdeaReview

    idea = factory.SubFactory(IdeaFactory)
    expert = factory.SubFactory(StaffFactory)
    post = "инженер"
    benefit, feasibility = 5, 4
    text = "Осуществимо, нужны деньги на содержание."


class IdeaOfficialFactory(StaffFactory):
    first_name = "Ольга"

    @factory.post_generation
    def permissions(self, create, extracted, **kwargs):
        self.user_permissions.set(
            Permission.objects.filter(
                content_type__app_label="civic", codename__in=extracted or PERMISSIONS
            )
        )
