"""The vote of a round, opened and counted by the clock alone."""

from datetime import timedelta

from django.db import transaction

from budgeting import rules
from budgeting.actions.letters import tell
from budgeting.models import Project, ProjectState, Round
from portal.accounts.models import Level
from portal.cases.actions import record
from portal.cases.clock import database_now, require
from portal.polls.actions import open_poll
from portal.polls.models import BallotKind, Option, Poll
from portal.polls.rules import ready_to_count


@transaction.atomic
def open_vote(round_: Round) -> bool:
    """By the clock: freeze the rules, number the admitted projects, print the ballot, open it.

    The round's row is locked, so two beats open one vote. False: nothing to do.
    """
    fresh = Round.objects.select_for_update().get(pk=round_.pk)
    if fresh.poll_id or not rules.in_phase(fresh, "vote", now=database_now()):
        return False
    projects = _numbered(fresh)
    if not projects:
        return False
    fresh.rules_hash = fresh.rule_digest()
    fresh.poll = _printed(fresh, projects)
    fresh.save(update_fields=["rules_hash", "poll"])
    open_poll(fresh.poll, actor=None, rules=fresh.rules_hash)
    record(
        fresh,
        "vote_opened",
        actor=None,
        data={"rules": fresh.rule_set(), "rules_hash": fresh.rules_hash, "options": len(projects)},
    )
    for project in projects:
        tell(project, record(project, "ballot", actor=None, data={"number": project.number}))
    return True


def _numbered(round_: Round) -> list[Project]:
    """The admitted projects in the order they were submitted, numbered from 1."""
    Project.objects.filter(round=round_).exclude(number=None).update(number=None)
    projects = list(
        Project.objects.filter(round=round_, state=ProjectState.CONTEST)
        .select_related("author")
        .order_by("submitted_at", "id")
    )
    for number, project in enumerate(projects, start=1):
        project.number = number
    Project.objects.bulk_update(projects, ["number"], batch_size=500)
    return projects


def _printed(round_: Round, projects: list[Project]) -> Poll:
    vote = round_.schedule()["vote"]
    paper = vote.ends_at + timedelta(days=round_.paper_days) if round_.paper_days else None
    poll = Poll.objects.create(
        title=round_.title,
        ballot_kind=_kind(round_),
        max_sum_points=round_.max_sum_points,
        max_points=round_.max_points,
        district_rule=round_.district_rule,
        max_city=round_.max_city,
        max_district=round_.max_district,
        paper_until=paper,
        opens_at=vote.starts_at,
        closes_at=vote.ends_at,
        max_choices=round_.max_choices,
        max_cost=round_.max_ballot_cost,
        min_age=round_.min_voter_age,
        min_level=Level.VERIFIED,
    )
    Option.objects.bulk_create(
        Option(
            poll=poll,
            number=project.number,
            label=project.title,
            cost=project.total_cost,
            district_id=_district(project),
        )
        for project in projects
    )
    return poll


def _kind(round_: Round) -> str:
    one = round_.ballot_kind == BallotKind.APPROVAL and round_.max_choices == 1
    return BallotKind.CHOOSE_ONE if one else round_.ballot_kind


def _district(project: Project) -> int | None:
    """An option of the whole city has no district, though its project stands in one."""
    return None if project.is_citywide else project.district_id


@transaction.atomic
def set_level(project: Project, *, actor, citywide: bool) -> bool:
    """Whether the whole city or a district votes for the project; False when it is so already.

    Raises PermissionDenied with the reason: an official's act, before the ballot is printed.
    """
    require(rules.may_set_level(actor, project))
    changed = Project.objects.filter(pk=project.pk).exclude(is_citywide=citywide)
    if not changed.update(is_citywide=citywide):
        return False
    project.is_citywide = citywide
    record(project, "level", actor=actor, data={"citywide": citywide})
    return True


@transaction.atomic
def close_vote(round_: Round, count) -> bool:
    """By the clock: close the poll and count, once. `count(round)` stores the RoundResult.

    Waits while a box of paper is open: nothing is counted in parts.
    """
    fresh = Round.objects.select_for_update(of=("self",)).select_related("poll").get(pk=round_.pk)
    counted = hasattr(fresh, "result")
    if not fresh.poll_id or counted or database_now() < fresh.poll.closes_at:
        return False
    if not ready_to_count(fresh.poll):
        return False
    result = count(fresh)
    record(fresh, "vote_closed", actor=None, data={"ballots": result.ballots})
    return True
