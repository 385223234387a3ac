"""Seasons of awards in every stage.

SeasonFactory()                         one category and laureate, a vote, no jury
SeasonFactory(jury=2)                   with jurors and frozen criteria besides
NominationFactory(state="consent")      sent to an address without an account
admitted(season)                        agreed to and admitted, its page is public
judged(season)                          the check is over, the jury has its reviews
"""

from datetime import timedelta

import factory
from django.utils import timezone

from grants import actions
from grants.actions.awards_nominating import key_of
from grants.models import Award, AwardCategory, AwardSeason, Juror, JuryReview, Nomination
from portal.scoring.models import CriteriaSet, Criterion
from tests.factories.grants import CriteriaSetFactory
from tests.factories.people import StaffFactory, UserFactory, VerifiedUserFactory

DAY = timedelta(days=1)
PERMISSIONS = (
    *("grants.run_award", "grants.process_nomination", "grants.view_nomination"),
    *("grants.view_awardseason", "grants.add_awardseason", "grants.change_awardseason"),
    *("grants.view_award", "grants.change_award"),
)


def steward(**fields):
    """An official who runs awards and checks nominations."""
    return StaffFactory(permissions=PERMISSIONS, **fields)


class AwardFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Award

    code = factory.Sequence(lambda n: f"award-{n}")
    name = factory.Sequence(lambda n: f"Награда {n} (демо)")


class SeasonFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = AwardSeason
        skip_postgeneration_save = True

    award = factory.SubFactory(AwardFactory)
    year = 2026
    state = "collecting"
    terms = "Награждают за добрые дела. (демо)"
    opens_at = factory.LazyFunction(lambda: timezone.now() - 10 * DAY)
    closes_at = factory.LazyFunction(lambda: timezone.now() + 10 * DAY)
    check_until = factory.LazyFunction(lambda: timezone.now() + 20 * DAY)
    judge_until = factory.LazyFunction(lambda: timezone.now() + 30 * DAY)
    quota = 1
    vote_points = 30

    @factory.post_generation
    def jury(self, create, extracted, **kwargs):
        """Categories, and of a number of jurors criteria with their frozen copy."""
        AwardCategory.objects.create(season=self, name="Меценат года")
        self.scale = CriteriaSet.objects.create(
            code=f"scale-{self.pk}", name="Шкала (демо)", tie_break=["submitted_at"]
        )
        if extracted:
            self.criteria = CriteriaSetFactory()
            for row in self.criteria.criteria.all():
                row.pk, row.criteria = None, self.scale
                row.save()
            for number in range(extracted):
                Juror.objects.create(season=self, user=VerifiedUserFactory(),
                                     name=f"Демо Судья {number}", post="эксперт")  # fmt: skip
        if self.vote_points:
            Criterion.objects.create(
                criteria=self.scale, code="public_vote", name="Голосование",
                weight=self.vote_points, formula="linear_round_max",
            )  # fmt: skip
        self.scale.frozen_at = timezone.now()
        self.scale.save()
        self.save()


class NominationFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Nomination

    season = factory.SubFactory(SeasonFactory)
    category = factory.LazyAttribute(lambda row: row.season.categories.first())
    nominator = factory.SubFactory(UserFactory)
    nominee_name = factory.Sequence(lambda n: f"Номинантова Демо-{n}")
    nominee_email = factory.Sequence(lambda n: f"nominee{n}@example.org")
    text = "Десять лет чинит качели во дворе. (демо)"

    @factory.lazy_attribute
    def number(self):
        if self.state == "draft":
            return None
        return 1 + self.season.nominations.filter(number__isnull=False).count()

    state = "draft"
    nominee_key = factory.LazyAttribute(
        lambda row: "" if row.state == "draft" else key_of(row.nominee_email)
    )
    sent_at = factory.LazyAttribute(
        lambda row: None if row.state == "draft" else timezone.now() - DAY
    )
    consented_at = factory.LazyAttribute(
        lambda row: None if row.state in ("draft", "consent") else timezone.now()
    )


def admitted(season: AwardSeason | None = None, **fields) -> Nomination:
    given = {"season": season} if season else {}
    return NominationFactory(state="admitted", **given, **fields)


def past(season: AwardSeason, **moved) -> AwardSeason:
    """The calendar moved by hand, as time would: `closes_at=-1` is yesterday."""
    now = timezone.now()
    AwardSeason.objects.filter(pk=season.pk).update(
        **{name: now + days * DAY for name, days in moved.items()}
    )
    season.refresh_from_db()
    return season


def judged(season: AwardSeason) -> AwardSeason:
    """The clock has closed reception and check: the jury judges."""
    past(season, opens_at=-30, closes_at=-20, check_until=-10, judge_until=1)
    actions.move_season(season)
    actions.move_season(season)
    season.refresh_from_db()
    return season


def marked(review: JuryReview, value) -> JuryReview:
    """The juror's final review, one mark by every criterion."""
    if review.state == "assigned":
        actions.declare_no_interest(review, actor=review.juror.user)
        review.refresh_from_db()
    codes = [row.code for row in actions.jury_criteria(review.nomination.season)]
    return actions.save_marks(
        review, actor=review.juror.user, marks=dict.fromkeys(codes, value),
        notes=dict.fromkeys(codes, "Обосновано."), is_final=True,
    )  # fmt: skip


def rated(*values: int, quota: int = 1) -> AwardSeason:
    """A season whose ranking is published: a nomination for each value of both jurors."""
    season = SeasonFactory(jury=2, quota=quota, vote_points=0)
    season.categories.update(quota=quota)
    for _value in values:
        admitted(season)
    judged(season)
    for row, value in zip(season.nominations.order_by("number"), values, strict=True):
        for review in row.jury_reviews.all():
            marked(review, value)
    past(season, judge_until=-1)
    actions.rate_season(season, actor=steward())
    season.refresh_from_db()
    return season


def decided(*values: int) -> AwardSeason:
    """The same with the first named laureate and all published."""
    season, official = rated(*values), steward()
    for row in season.nominations.order_by("number"):
        actions.decide_nomination(
            row, actor=official, is_laureate=row.number == 1, reason="Так решено.", post="глава"
        )
    actions.publish_laureates(season, actor=official)
    season.refresh_from_db()
    return season
