"""Ready rule sets for a new round, read from the fixture round_presets.json.

A round gets a copy of the values, so a later edition of the fixture changes no round. Terms in the
fixture are codes of DeadlineRule: the number of days is the city's own row of that moment.
"""

import json
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path

from budgeting.models import Round
from budgeting.models.rule_set import in_order
from portal.law.deadlines import rule

FIXTURE = Path(__file__).parent / "fixtures" / "round_presets.json"
TERMS = ("remarks", "review", "report")


@dataclass(frozen=True)
class Preset:
    """A named rule set: `values` by fields of the round, `terms` by codes of DeadlineRule."""

    code: str
    name: str
    note: str
    values: dict
    terms: dict[str, str | None]


@cache
def ready() -> dict[str, Preset]:
    """The shipped presets by code, in their order."""
    rows = json.loads(FIXTURE.read_text(), parse_float=Decimal)
    return {row["code"]: Preset(**row) for row in rows}


def apply(preset: Preset, round_: Round) -> None:
    """Copy the preset's values into the unsaved round; an absent project limit is the budget."""
    for name, value in preset.values.items():
        setattr(round_, name, value)
    round_.proposers = in_order(round_.proposers)
    if round_.max_project_cost is None:
        round_.max_project_cost = round_.budget
    for term in TERMS:
        _set_term(round_, term, preset.terms.get(term))


def _set_term(round_: Round, term: str, code: str | None) -> None:
    row = code and rule(code)
    setattr(round_, f"{term}_days", row.length if row else (0 if term == "remarks" else None))
    if row:
        setattr(round_, f"{term}_unit", row.unit)
