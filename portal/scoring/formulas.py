"""Points by the formulas of criteria: exact fractions, no floats, free of Django.

Each criterion is rounded by itself, so that the rows a person sees add up to the total they see.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction

LINEAR, ROUND_MAX, STEPS, BOOL, EXPERT = "linear", "linear_round_max", "steps", "bool", "expert"


@dataclass(frozen=True)
class Rule:
    """One criterion; `low`, `high`: the scale; `steps`: (from this value, share of weight)."""

    code: str
    name: str
    weight: Fraction
    formula: str
    low: Fraction = Fraction(0)
    high: Fraction | None = None
    steps: tuple[tuple[Fraction, Fraction], ...] = ()
    unit: str = ""


@dataclass(frozen=True)
class Row:
    """How one criterion came to its points; `raw` None means that the value is missing."""

    code: str
    name: str
    raw: Fraction | None
    formula: str
    points: Fraction


@dataclass(frozen=True)
class Score:
    """All rows of one application, their sum, and the codes of values nobody gave."""

    rows: tuple[Row, ...]
    missing: tuple[str, ...] = field(default=())

    @property
    def total(self) -> Fraction:
        return sum((row.points for row in self.rows), Fraction(0))


def score(
    rules: Sequence[Rule],
    values: Mapping[str, object],
    tops: Mapping[str, Fraction],
    step: Fraction,
) -> Score:
    """Points of one application.

    `values` by code: a number, a bool, or the experts' marks as a list. `tops`: the greatest value
    in the round by code (see `tops`). `step`: points are rounded up to it; 0 leaves them exact.
    A missing value gives 0 points and is named in `missing`: it must never lower a sum unseen.
    """
    rows, missing = [], []
    for rule in rules:
        raw = read(values.get(rule.code))
        if raw is None:
            missing.append(rule.code)
        exact = Fraction(0) if raw is None else rule.weight * share(rule, raw, tops)
        rows.append(Row(rule.code, rule.name, raw, explain(rule, tops), round_up(exact, step)))
    return Score(tuple(rows), tuple(missing))


def tops(rules: Sequence[Rule], applications: Iterable[Mapping[str, object]]) -> dict:
    """The greatest value of the round for each criterion that is measured against it."""
    rows = list(applications)
    found = {}
    for rule in rules:
        if rule.formula == ROUND_MAX:
            values = [read(row.get(rule.code)) for row in rows]
            found[rule.code] = max((v for v in values if v is not None), default=rule.low)
    return found


def share(rule: Rule, raw: Fraction, tops: Mapping[str, Fraction]) -> Fraction:
    """The share of the weight, from 0 to 1."""
    if rule.formula == STEPS:
        return max((part for start, part in rule.steps if raw >= start), default=Fraction(0))
    if rule.formula == BOOL:
        return Fraction(raw != 0)
    high = tops[rule.code] if rule.formula == ROUND_MAX else rule.high
    if high is None or high <= rule.low:
        return Fraction(0)
    return min(max((raw - rule.low) / (high - rule.low), Fraction(0)), Fraction(1))


def explain(rule: Rule, tops: Mapping[str, Fraction]) -> str:
    """The formula with its numbers, for the protocol."""
    weight, low = shown(rule.weight), shown(rule.low)
    if rule.formula == STEPS:
        return "; ".join(f"≥ {shown(start)}: {shown(rule.weight * s)}" for start, s in rule.steps)
    if rule.formula == BOOL:
        return f"{weight} | 0"
    if rule.formula == EXPERT:
        return f"{weight} × x̄ / {shown(rule.high)}"
    high = shown(tops[rule.code] if rule.formula == ROUND_MAX else rule.high)
    return f"{weight} × (x − {low}) / ({high} − {low})"


def read(value) -> Fraction | None:
    """A number, bool or list of marks (their mean) as a fraction; None when there is nothing.

    Raises TypeError for a float: money and marks come as Decimal, int or Fraction.
    """
    if value is None or value == []:
        return None
    if isinstance(value, list | tuple):
        return sum((read(mark) for mark in value), Fraction(0)) / len(value)
    if isinstance(value, float):
        raise TypeError("exact numbers only")
    return Fraction(value)


def round_up(exact: Fraction, step: Fraction) -> Fraction:
    return math.ceil(exact / step) * step if step else exact


def shown(number: Fraction) -> str:
    """A fraction as people write it, six places at most."""
    text = f"{Decimal(number.numerator) / Decimal(number.denominator):.6f}"
    return text.rstrip("0").rstrip(".")
