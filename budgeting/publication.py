"""What a round gives to the package of its poll: the rule, what came out, the .pb file, a page.

Named in POLL_COUNTS of settings. `contest` is frozen when voting opens, so the published checker
reads the rule from a text whose digest stands at the beginning of the chain of seals.
"""

from collections.abc import Iterator
from decimal import Decimal

from django.utils import timezone

from budgeting.counting import threshold_of, tie_order_of
from budgeting.election import Election, PbProject, PbVote
from budgeting.models import Round, RoundResult
from budgeting.pabulib import write_pabulib
from portal.places.models import City
from portal.polls.ballots import parse
from portal.polls.models import Poll

# The names Pabulib has for our rules; the rest is «custom» there.
PABULIB_RULES = {
    "greedy": "greedy-threshold",
    "greedy-threshold": "greedy-threshold",
    "greedy-no-skip": "greedy-no-skip",
}


def contest(poll: Poll) -> dict | None:
    """How the poll of a round is counted, as `poll.json` says it; None for a poll of others."""
    round_ = Round.objects.filter(poll=poll).first()
    if round_ is None:
        return None
    return {
        "rule": round_.tally_rule,
        "tie_order": [str(key) for key in tie_order_of(poll)],
        "pots": [
            {
                "name": round_.title,
                "budget": f"{round_.budget:.2f}",
                "threshold": threshold_of(round_, poll),
                "options": list(poll.options.order_by("number").values_list("number", flat=True)),
            }
        ],
    }


def page(poll: Poll) -> str:
    """The address of the round the poll belongs to; empty for a poll of others."""
    round_ = Round.objects.filter(poll=poll, is_published=True).first()
    return round_.get_absolute_url() if round_ else ""


def count(poll: Poll) -> tuple[dict, dict[str, str]] | None:
    """The part of `result.json` that is the stored protocol, and the further files by name.

    None while the round is not counted.
    """
    result = RoundResult.objects.filter(round__poll=poll).select_related("round").first()
    if result is None:
        return None
    rows = sorted(result.data["projects"], key=lambda row: row["number"])
    pot = {
        "name": result.round.title,
        "winners": result.data["winners"],
        "total_cost": f"{result.total_cost:.2f}",
    }
    options = [
        {"number": row["number"], "votes": row["votes"], "score": str(row["score"])} for row in rows
    ]
    return {"options": options, "pots": [pot]}, {"election.pb": _pabulib(poll, result)}


def _pabulib(poll: Poll, result: RoundResult) -> str:
    projects = [_project(row, poll.ballot_kind) for row in result.data["projects"]]
    projects.sort(key=lambda project: int(project.id))
    return write_pabulib(Election(_meta(poll, result), projects, list(_votes(poll))))


def _project(row: dict, kind: str) -> PbProject:
    columns = {"votes": str(row["votes"])}
    if kind not in ("approval", "choose-1"):
        columns["score"] = str(row["score"])
    selected = {"funded": "1", "partial": "2"}.get(row["reason"], "0")
    columns |= {"name": row["title"].strip() or str(row["number"]), "selected": selected}
    return PbProject(str(row["number"]), Decimal(_plain(row["cost"])), columns)


def _votes(poll: Poll) -> Iterator[PbVote]:
    """Voters are known by their receipts, in the order of these."""
    for receipt, text in sorted(poll.ballots.values_list("receipt", "choices")):
        choices = parse(text)
        points = tuple(one.points for one in choices if one.points is not None)
        yield PbVote(receipt, tuple(str(one.number) for one in choices), points)


def _meta(poll: Poll, result: RoundResult) -> dict[str, str]:
    round_, city = result.round, City.objects.first()
    begin, end = (timezone.localtime(moment) for moment in (poll.opens_at, poll.closes_at))
    meta = {
        "description": round_.title,
        "country": "Russian Federation",
        "unit": city.name if city else round_.programme.name,
        "instance": str(begin.year),
        "num_projects": "",  # the writer counts
        "num_votes": "",
        "budget": _plain(result.data["budget"]),
        "vote_type": poll.ballot_kind,
        "rule": PABULIB_RULES.get(result.rule, "greedy-custom"),
        "date_begin": f"{begin:%d.%m.%Y}",
        "date_end": f"{end:%d.%m.%Y}",
        "min_length": str(poll.min_choices),
        "max_length": str(poll.max_choices or len(result.data["projects"])),
        "max_sum_cost": "" if poll.max_cost is None else _plain(poll.max_cost),
        "min_project_score_threshold": str(result.data["threshold"] or ""),
        "language": "ru",
        "currency": round_.currency,
    }
    counted = ("num_projects", "num_votes")
    return {key: value for key, value in meta.items() if value or key in counted}


def _plain(amount) -> str:
    """Money as the format has it: kopecks only where there are any."""
    amount = Decimal(amount)
    return str(int(amount)) if amount == amount.to_integral_value() else f"{amount:.2f}"
