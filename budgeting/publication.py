"""What a round gives to the package of its poll: the rule, what came out, the .pb file, a page.

Named in POLL_COUNTS of settings. `contest` is frozen when voting opens, so the published checker
reads the rule from a text whose digest stands at the beginning of the chain of seals.
"""

from collections.abc import Iterator
from decimal import Decimal

from django.utils import timezone

from budgeting.counting import terms_of
from budgeting.election import Election, PbProject, PbVote
from budgeting.models import Round, RoundResult
from budgeting.pabulib import write_pabulib
from budgeting.tally.contest import WON
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
    return round_ and terms_of(round_, poll)


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
    pots = [
        {
            "name": pot["name"] or result.round.title,
            "winners": pot["winners"],
            "total_cost": pot["total_cost"],
        }
        for pot in result.data["pots"]
    ]
    rows = sorted(result.data["projects"], key=lambda row: row["number"])
    options = [
        {"number": row["number"], "votes": row["votes"], "score": str(row["score"])} for row in rows
    ]
    return {"options": options, "pots": pots}, _pabulib(poll, result)


def _pabulib(poll: Poll, result: RoundResult) -> dict[str, str]:
    """A file for each part of the budget: the format knows one budget an election."""
    found = {}
    for place, pot in enumerate(result.data["pots"]):
        rows = [row for row in result.data["projects"] if row["pot"] == place]
        whole = len(result.data["pots"]) == 1
        if not rows:
            continue
        projects = [_project(row, poll.ballot_kind) for row in rows]
        projects.sort(key=lambda project: int(project.id))
        votes = _votes(poll, None if whole else {project.id for project in projects})
        name = "election.pb" if whole else f"election-{place + 1}.pb"
        meta = _meta(poll, result, pot, len(rows))
        found[name] = write_pabulib(Election(meta, projects, list(votes)))
    return found


def _project(row: dict, kind: str) -> PbProject:
    columns = {"votes": str(row["votes"])}
    if kind not in ("approval", "choose-1"):
        columns["score"] = str(row["score"])
    selected = "2" if row["reason"] == "partial" else str(int(row["reason"] in WON))
    columns |= {"name": row["title"].strip() or str(row["number"]), "selected": selected}
    return PbProject(str(row["number"]), Decimal(_plain(row["cost"])), columns)


def _votes(poll: Poll, wanted: set[str] | None) -> Iterator[PbVote]:
    """Voters are known by their receipts, in the order of these; of `wanted` projects, or of all.

    A ballot that marks none of the wanted ones belongs to another part of the budget.
    """
    for receipt, text in sorted(poll.ballots.values_list("receipt", "choices")):
        choices = [one for one in parse(text) if wanted is None or str(one.number) in wanted]
        if wanted is None or choices:
            points = tuple(one.points for one in choices if one.points is not None)
            yield PbVote(receipt, tuple(str(one.number) for one in choices), points)


def _meta(poll: Poll, result: RoundResult, pot: dict, size: int) -> dict[str, str]:
    round_, city = result.round, City.objects.first()
    begin, end = (timezone.localtime(moment) for moment in (poll.opens_at, poll.closes_at))
    meta = {
        "description": " — ".join(filter(None, (round_.title, pot["name"]))),
        "country": "Russian Federation",
        "unit": city.name if city else round_.programme.name,
        "instance": str(begin.year),
        "num_projects": "",  # the writer counts
        "num_votes": "",
        "budget": _plain(pot["budget"]),
        "vote_type": poll.ballot_kind,
        "rule": PABULIB_RULES.get(result.rule, "greedy-custom"),
        "date_begin": f"{begin:%d.%m.%Y}",
        "date_end": f"{end:%d.%m.%Y}",
        "min_length": str(poll.min_choices),
        "max_length": str(min(poll.max_choices or size, size)),
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
