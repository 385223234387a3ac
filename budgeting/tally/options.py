"""The named switches of equal shares: each of them changes winners on real elections."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from fractions import Fraction

from budgeting.tally.contest import UnsupportedRuleError

CHOICES = {"start": ("integral", "exact"), "stop": ("overspend", "exhaustive")}
SWITCHES = ("comparison", "fill")
AMOUNTS = ("increment", "eligibility")


@dataclass(frozen=True, slots=True)
class Options:
    """How equal shares are completed; `of` and `written` are how rules put it on paper.

    `start`: "integral" gives everybody the budget per ballot without the fraction of a currency
    unit, "exact" with it. `increment`: what each further step adds to everybody's endowment, 0 for
    no further step. `stop`: "overspend" keeps the last step before the winners would cost more
    than the budget, "exhaustive" stops earlier, as soon as no further project fits into it.
    `comparison`: greedy's winners instead where strictly more voters approve more of them. `fill`:
    money left is given by votes. `eligibility`: a project needs votes / ballots of at least this
    part of cost / budget.
    """

    start: str = "integral"
    stop: str = "overspend"
    increment: Fraction = Fraction(1)
    comparison: bool = False
    fill: bool = False
    eligibility: Fraction = Fraction(0)

    @classmethod
    def of(cls, written: Mapping[str, object]) -> "Options":
        """Options as they are written. Raises UnsupportedRuleError naming what is wrong."""
        values = dict(written)
        if unknown := values.keys() - {one.name for one in fields(cls)}:
            names = ", ".join(sorted(unknown))
            raise UnsupportedRuleError(f"Неизвестный параметр подсчёта: {names}.")
        for name in AMOUNTS:
            if name in values:
                values[name] = _amount(name, values[name])
        for name, allowed in CHOICES.items():
            if values.get(name, allowed[0]) not in allowed:
                raise _wrong(name, " или ".join(allowed), values[name])
        for name in SWITCHES:
            if not isinstance(values.get(name, False), bool):
                raise _wrong(name, "true или false", values[name])
        return cls(**values)

    def written(self) -> dict[str, str | bool]:
        """As `of` reads them; `eligibility` only where one is asked for."""
        values = {
            "start": self.start,
            "stop": self.stop,
            "increment": str(self.increment),
            "comparison": self.comparison,
            "fill": self.fill,
        }
        return values | ({"eligibility": str(self.eligibility)} if self.eligibility else {})


def _amount(name: str, text: object) -> Fraction:
    try:
        value = Fraction(str(text))
    except (ValueError, ZeroDivisionError):
        value = Fraction(-1)
    if value < 0:
        raise _wrong(name, "число не меньше 0", text)
    return value


def _wrong(name: str, allowed: str, given: object) -> UnsupportedRuleError:
    return UnsupportedRuleError(f"Параметр {name}: ожидалось {allowed}, а не «{given}».")
