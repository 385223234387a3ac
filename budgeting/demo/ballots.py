"""A demo round whose ballot gives out points on two levels and takes paper; all of it invented."""

from decimal import Decimal

from django.db import transaction

from budgeting.actions import open_vote
from budgeting.demo.rounds import VOTE_PHASES, new_project, new_round
from budgeting.models import Programme, Project, ProjectState, Round
from budgeting.reference import rows
from portal.accounts.models import User
from portal.cases.actions import record
from portal.places.models import Centre
from portal.polls.actions import open_box
from portal.polls.models import BallotKind, CentreOperator, DistrictRule
from portal.polls.rules import may_receive

POINTS = "desyat-ballov-demo"
CITY = 3  # of the projects stand for the whole city
OPERATORS = ("official@example.org",)


@transaction.atomic
def load() -> None:
    """Load the round unless it is there."""
    if Round.objects.filter(slug=POINTS).exists():
        return
    round_ = new_round(
        Programme.objects.get(slug="city"),
        VOTE_PHASES,
        slug=POINTS,
        title="Десять баллов (демо)",
        summary="У каждого десять баллов: раздайте их проектам всего города и одного района.",
        budget=Decimal(6_000_000),
        ballot_kind=BallotKind.CUMULATIVE,
        max_choices=None,
        max_sum_points=10,
        max_points=5,
        district_rule=DistrictRule.ANY_ONE,
        paper_days=3,
    )
    author = User.objects.filter(email="resident2@example.org").first()
    for place, row in enumerate(rows("demo_more_projects")[8:19]):
        project = new_project(round_, row, author, ProjectState.CONTEST)
        Project.objects.filter(pk=project.pk).update(is_citywide=place < CITY)
        record(project, "publish", actor=None, from_state="submitted", to_state="published")
        record(project, "admit", actor=None, from_state="review", to_state="contest")
    round_.project_count = Project.objects.public().filter(round=round_).count()
    round_.save(update_fields=["project_count"])
    open_vote(round_)
    _paper(round_)


def _paper(round_: Round) -> None:
    """The first centre receives paper."""
    round_.refresh_from_db()
    centre = Centre.objects.first()
    for operator in User.objects.filter(email__in=OPERATORS) if centre else ():
        CentreOperator.objects.get_or_create(user=operator, centre=centre)
        # In a demo older than the right of its officials nobody receives paper.
        if may_receive(operator, centre):
            open_box(round_.poll, actor=operator, centre=centre)
