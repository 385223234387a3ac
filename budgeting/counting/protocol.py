"""The protocol of a count as plain data: the rule in force, and beside it what others would give.

Everything in it follows from the ballots and the frozen rules: no clock, no random order.
"""

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction

from budgeting.counting import progress
from budgeting.counting.pots import Count, Pot, threshold_of, tie_order_of
from budgeting.counting.turnout import turnout_of
from budgeting.models import TallyRule
from budgeting.tally import Outcome, Result, Tie, tally

COMPARED = ("greedy", "greedy-cost", "mes", "phragmen", "greedy-no-skip", "poznan")
"""The rules told beside the one in force, under the threshold of the round."""


def protocol_of(count: Count) -> dict:
    """What `RoundResult.data` holds; see `budgeting.counting`."""
    round_, poll = count.round, count.poll
    rule, options = str(round_.tally_rule), {}
    if rule == TallyRule.MES:
        options = round_.shares_options()
    others = [other for other in COMPARED if other != rule and not _same(other, rule)]
    counted = _counted(count, rule, options, (1, len(others) + 1))
    ballots = count.ballots.items()
    return {
        **counted,
        "vote_type": poll.ballot_kind,
        "budget": _money(sum((pot.budget for pot in count.pots), Decimal(0))),
        "threshold": threshold_of(round_, poll),
        "tie_order": [str(key) for key in tie_order_of(poll)],
        "lot_seed": poll.lot_seed,
        "ballots": sum(count.ballots.values()),
        "empty": sum(times for (chosen, _), times in ballots if not chosen),
        "repeated": sum(times for (chosen, _), times in ballots if _repeats(chosen)),
        "incompatible": [list(group) for group in count.groups],
        "others": [
            _counted(count, other, _usual(count, other), (place, len(others) + 1), brief=True)
            for place, other in enumerate(others, start=2)
        ],
        "turnout": turnout_of(poll),
    }


def _same(other: str, rule: str) -> bool:
    """The threshold binds every rule, so these two are one."""
    return {other, rule} == {"greedy", "greedy-threshold"}


def _usual(count: Count, rule: str) -> dict:
    """Equal shares beside another rule: steps of a unit, larger ones where a unit is nothing."""
    if rule != TallyRule.MES:
        return {}
    voters = max(1, sum(count.ballots.values()))
    share, step = int(max(pot.budget for pot in count.pots) / voters), 1
    while step * 1000 <= share:
        step *= 10
    return {"increment": str(step)}


def _repeats(chosen: tuple[int, ...]) -> bool:
    return len(set(chosen)) < len(chosen)


def _counted(
    count: Count, rule: str, options: dict, place: tuple[int, int], *, brief: bool = False
) -> dict:
    """All pots under a rule; `place` says the how manieth of how many rules it is."""
    results = [_tallied(count, pot, rule, options, place) for pot in count.pots]
    by_number = {option.number: option for option in count.options}
    projects, ties = [], []
    for pot, (result, _voters) in enumerate(results):
        for outcome in result.outcomes:
            option = by_number[int(outcome.candidate.id)]
            row = {} if brief else _about(outcome, option)
            projects.append({"number": option.number, **row, **_fate(outcome), "pot": pot})
        ties += [{**_tie(tie), "pot": pot} for tie in result.ties]
    return {
        "rule": rule,
        "options": options,
        "winners": [int(name) for result, _voters in results for name in result.winners],
        "total_cost": _money(sum((Decimal(one.total_cost) for one, _ in results), Decimal(0))),
        "reserve": _money(sum((Decimal(one.reserve) for one, _ in results), Decimal(0))),
        "projects": projects,
        "ties": ties,
        "pots": [_pot(pot, *one) for pot, one in zip(count.pots, results, strict=True)],
    }


def _tallied(
    count: Count, pot: Pot, rule: str, options: dict, place: tuple[int, int]
) -> tuple[Result, int]:
    def tell(steps: int) -> None:
        if steps % progress.EVERY == 0:
            progress.note(count.round.pk, rule=rule, place=place[0], of=place[1], steps=steps)

    tell(0)
    contest = count.contest(pot)
    # A threshold of nothing is no threshold, and the tally insists on a real one.
    plain = rule == "greedy-threshold" and not contest.threshold
    result = tally(contest, "greedy" if plain else rule, options, tell)
    return result, sum(contest.ballots.values())


def _pot(pot: Pot, result: Result, voters: int) -> dict:
    return {
        "name": pot.name,
        "district": pot.district,
        "budget": _money(pot.budget),
        "voters": voters,
        "winners": [int(winner) for winner in result.winners],
        "total_cost": _money(result.total_cost),
        "reserve": _money(result.reserve),
        "facts": _facts(result.facts),
    }


def _facts(facts: Mapping[str, object]) -> dict:
    kept = {name: value for name, value in facts.items() if name != "options"}
    if "endowment" in kept:
        kept["endowment"] = str(kept["endowment"])
    return kept


def _about(outcome: Outcome, option) -> dict:
    return {
        "code": option.code,
        "title": option.label,
        "cost": _money(option.cost),
        "votes": outcome.candidate.votes,
        "score": _score(outcome.candidate.score),
    }


def _fate(outcome: Outcome) -> dict:
    fate = {"reason": str(outcome.reason), "left": _money(outcome.money_left)}
    if outcome.share is not None:
        fate["share"] = _money(outcome.share)
    if outcome.payers is not None:
        fate["payers"] = outcome.payers
    return fate


def _tie(tie: Tie) -> dict:
    return {
        "numbers": [int(number) for number in tie.ids],
        "score": _score(tie.score),
        "decided_by": str(tie.decided_by),
        "left": _money(tie.money_left),
    }


def _money(amount: int | Decimal | Fraction) -> str:
    """To the kopeck; a share that is no whole number of kopecks is rounded only for reading."""
    if isinstance(amount, Fraction):
        amount = Decimal(round(amount * 100)) / 100
    return f"{Decimal(amount):.2f}"


def _score(score: int | Decimal | Fraction) -> int | str:
    if score == int(score):
        return int(score)
    return str(score) if isinstance(score, Fraction) else format(score, "f")
