"""The end of a vote: the poll is closed, counted, the projects move on and everybody is told."""

from collections.abc import Iterator

from django.db import transaction
from django.urls import reverse
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from budgeting import rules
from budgeting.actions import MOVES
from budgeting.counting import progress
from budgeting.counting.pots import Count, groups_of, pots_of, read_ballots
from budgeting.counting.protocol import protocol_of
from budgeting.models import Project, ProjectState, Round, RoundResult
from budgeting.models.results import digest_of
from portal.accounts.models import User
from portal.cases.actions import record
from portal.cases.clock import require
from portal.cases.models import CaseEvent
from portal.notifications.actions import notify
from portal.polls.actions import close_poll
from portal.polls.models import Poll, PollState


@transaction.atomic
def close_and_count(round_: Round) -> RoundResult:
    """Close the poll, count, move the projects and tell everybody; again it only counts again.

    Raises InvalidTransition before the announced end.
    """
    event = close_poll(round_.poll) if round_.poll.state == PollState.OPEN else None
    result = count_round(round_)
    if event:
        _settle(round_, result)
        _tell_voters(round_, event)
    return result


@transaction.atomic
def recount(round_: Round, *, actor) -> CaseEvent:
    """Count a counted round once more, in public: the event says whether the same bytes came out.

    Raises PermissionDenied with the reason.
    """
    require(rules.may_recount(actor, round_))
    before = RoundResult.objects.select_for_update().get(round=round_).digest
    after = count_round(round_)
    data = {"digest": after.digest, "before": before, "same": after.digest == before}
    return record(round_, "recounted", actor=actor, data=data)


@transaction.atomic
def count_round(round_: Round) -> RoundResult:
    """Count the ballots of a closed poll and store the protocol and every project's votes.

    Raises ValueError while voting goes on: nobody may know a running count.
    """
    poll = Poll.objects.get(pk=round_.poll_id)
    if poll.state != PollState.CLOSED:
        raise ValueError("only a closed poll is counted")
    try:
        data = protocol_of(_count(round_, poll))
    finally:
        progress.done(round_.pk)
    _store_votes(round_, data["projects"])
    stored, _created = RoundResult.objects.update_or_create(
        round=round_,
        defaults={
            "rule": round_.tally_rule,
            "data": data,
            "digest": digest_of(data),
            "ballots": data["ballots"],
            "total_cost": data["total_cost"],
        },
    )
    return stored


def _count(round_: Round, poll: Poll) -> Count:
    options = list(poll.options.order_by("number"))
    pots, groups = pots_of(round_, options), groups_of(round_, options)
    return Count(round_, poll, options, read_ballots(poll, options), pots, groups)


def _store_votes(round_: Round, rows: list[dict]) -> None:
    votes = {row["number"]: row["votes"] for row in rows}
    projects = list(Project.objects.filter(round=round_, number__in=votes).only("id", "number"))
    for project in projects:
        project.votes = votes[project.number]
    Project.objects.bulk_update(projects, ["votes"], batch_size=500)


def _settle(round_: Round, result: RoundResult) -> None:
    """Winners and the reserve, by the same moves and letters as any other step."""
    if hasattr(round_, "commission"):
        return  # the votes are one of its criteria; the commission decides
    winners = set(result.data["winners"])
    for project in _contestants(round_):
        move = MOVES["win" if project.number in winners else "reserve"]
        move(project, actor=None)


def _contestants(round_: Round) -> Iterator[Project]:
    projects = Project.objects.filter(round=round_, state=ProjectState.CONTEST)
    return projects.exclude(number=None).select_related("author", "round").order_by("number")


def _tell_voters(round_: Round, event: CaseEvent) -> None:
    voters = User.objects.filter(ballots__poll=round_.poll_id).order_by("id")
    notify(
        event,
        voters.iterator(chunk_size=1000),
        topic="vote",
        subject=format_lazy("{}: {}", _("Итоги голосования подведены"), round_.title),
        body=format_lazy(
            _("Вы голосовали в раунде «{title}». Посмотрите, какие проекты победили и почему."),
            title=round_.title,
        ),
        url=reverse("budgeting:results", args=[round_.slug]),
    )
