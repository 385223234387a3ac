"""The rules by name, and the two doors: a contest, or a Pabulib file."""

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from decimal import localcontext
from pathlib import Path

from budgeting.election import EXACT, Election, Number
from budgeting.pabulib import read_pabulib
from budgeting.tally.contest import (
    AS_RECORDED,
    CHEAPEST_FIRST,
    Candidate,
    Contest,
    Outcome,
    Result,
    Tie,
    TieKey,
    UnsupportedRuleError,
)
from budgeting.tally.equal_shares import EqualShares
from budgeting.tally.greedy import Greedy
from budgeting.tally.options import Options
from budgeting.tally.phragmen import phragmen
from budgeting.tally.steps import Progress

Rule = Callable[[Contest], tuple[list[Outcome], list[Tie]]]
RULES: dict[str, Rule | type[EqualShares]] = {
    "greedy": Greedy(),
    "greedy-threshold": Greedy(),
    "greedy-no-skip": Greedy(skips=False),
    "poznan": Greedy(skips=False, share=(4, 5)),
    "greedy-cost": Greedy(by_cost=True),
    "mes": EqualShares,
    "phragmen": phragmen,
}
"""Rules by name. The threshold is a condition of the contest, so every rule honours it."""

OF_BALLOTS = ("mes", "phragmen")
"""Rules that look at single ballots."""

PLAIN = {"start": "exact", "increment": "0"}
NAMED_IN_FILES: dict[str, tuple[str, dict]] = {
    "equalshares": ("mes", PLAIN),
    "equalshares-comparison": ("mes", PLAIN | {"comparison": True}),
    "equalshares/add1": ("mes", {}),
    "equalshares/add1-comparison": ("mes", {"comparison": True}),
}
"""What Pabulib calls the variants of equal shares; the format knows no words for the switches."""


def tally(
    contest: Contest,
    rule: str,
    options: Mapping[str, object] | None = None,
    progress: Progress | None = None,
) -> Result:
    """Count a contest under one of RULES; `options` (see `Options.of`) are for `mes`.

    `progress` is told the number of steps as they are made. Raises UnsupportedRuleError for
    another name or option or for `greedy-threshold` without a threshold, UnresolvedTieError when
    only a drawing of lots can decide, decimal.Inexact rather than round.
    """
    count = RULES[_supported(rule)]
    if rule == "greedy-threshold" and not contest.threshold:
        raise UnsupportedRuleError(f"Правилу «{rule}» нужен порог поддержки, а он не задан.")
    if rule == "mes":
        count = EqualShares(Options.of(options or {}), progress or _silent)
    elif options:
        raise UnsupportedRuleError(f"У правила «{rule}» нет параметров.")
    with localcontext(EXACT):
        outcomes, ties = count(contest)
    facts = count.facts if rule == "mes" else {}
    return Result(rule, contest.budget, contest.threshold, tuple(outcomes), tuple(ties), facts)


def _silent(_steps: int) -> None:
    pass


def _supported(rule: str) -> str:
    if rule not in RULES:
        raise UnsupportedRuleError(f"Правило подсчёта «{rule}» не поддерживается.")
    return rule


def candidates_of(election: Election, lot: Sequence[str] | None = None) -> list[Candidate]:
    """The projects of a file as candidates; the lot falls back on the row order of the file.

    Raises ValueError for an unknown or repeated id in `lot`, which may name only those drawn.
    """
    known = [project.id for project in election.projects]
    drawn = list(lot or ())
    if len(set(drawn)) < len(drawn) or not set(drawn) <= set(known):
        raise ValueError("В жребии неизвестный или повторный номер проекта.")
    order = {name: place for place, name in enumerate(dict.fromkeys([*drawn, *known]))}
    return [
        Candidate(project.id, project.cost, votes, score, order[project.id], project.withdrawn)
        for project, (votes, score) in zip(election.projects, election.count(), strict=True)
    ]


def rule_of(election: Election) -> str:
    """The rule a file names. Raises UnsupportedRuleError, naming it, for one not offered here."""
    name = election.meta.get("rule", "")
    if name == "greedy-custom" and election.meta.get("unit") == "Poznań":
        return "poznan"
    return _supported(NAMED_IN_FILES[name][0] if name in NAMED_IN_FILES else name)


def options_of(election: Election) -> dict[str, object]:
    """The options the name of the rule in a file stands for."""
    _rule, options = NAMED_IN_FILES.get(election.meta.get("rule", ""), ("", {}))
    return dict(options)


def contest_of(
    election: Election,
    rule: str,
    lot: Sequence[str] | None = None,
    threshold: Number | None = None,
) -> Contest:
    """A file as the rule sees it.

    The order among equals is the row order of the file where the city counted by votes: it is the
    decision the city took. Other rules were counted by nobody, so there cost and votes go before
    it. For the same reason a threshold set for votes binds rules of single ballots only where the
    file itself names such a rule, or where it is given as `threshold`.
    """
    foreign = rule in OF_BALLOTS and election.meta.get("rule") not in NAMED_IN_FILES
    if threshold is None:
        threshold = 0 if foreign else election.threshold
    by_votes = rule not in (*OF_BALLOTS, "greedy-cost")
    return Contest(
        candidates_of(election, lot),
        election.budget,
        threshold,
        AS_RECORDED if by_votes else CHEAPEST_FIRST,
        election.ballots,
        election.meta["vote_type"],
    )


def tally_election(
    election: Election,
    rule: str = "auto",
    lot: Sequence[str] | None = None,
    tie_order: Sequence[TieKey] | None = None,
    *,
    options: Mapping[str, object] | None = None,
    threshold: Number | None = None,
) -> Result:
    """Count a file under a rule of RULES or the one it names (`auto`).

    `options` are added to those the file's own rule means. Raises what `tally`, `rule_of` and
    `candidates_of` raise.
    """
    meant = options_of(election) if rule == "auto" else {}
    if rule == "auto":
        rule = rule_of(election)
    contest = contest_of(election, rule, lot, threshold)
    if tie_order is not None:
        contest = replace(contest, tie_order=tie_order)
    return tally(contest, rule, meant | dict(options or {}))


def tally_file(
    path: str | Path,
    rule: str = "auto",
    lot: Sequence[str] | None = None,
    options: Mapping[str, object] | None = None,
    threshold: Number | None = None,
) -> dict:
    """Read and count a .pb file; `seconds` is the processor time both took.

    `total_cost` is an int where it is whole, else a Decimal; what the rule tells beside the winners
    follows. Raises PabulibError, OSError and what `tally_election` raises.
    """
    started = time.process_time()
    election = read_pabulib(path)
    result = tally_election(election, rule, lot, options=options, threshold=threshold)
    return {
        "rule": result.rule,
        "winners": result.winners,
        "total_cost": result.total_cost if result.total_cost % 1 else int(result.total_cost),
        "num_projects": len(election.projects),
        "num_votes": len(election.votes),
        "seconds": round(time.process_time() - started, 3),
    } | result.facts
