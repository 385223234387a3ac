"""A right is answered with *(allowed, reason)*: the page shows the reason, the POST enforces it."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import NamedTuple

import rules


class Verdict(NamedTuple):
    """The answer of a right; truthy when allowed. `reason` is a sentence for the person refused."""

    allowed: bool
    reason: str = ""

    def __bool__(self) -> bool:
        return self.allowed


ALLOWED = Verdict(True)


def refuse(reason: str) -> Verdict:
    return Verdict(False, reason)


def first_refusal(*verdicts: Verdict) -> Verdict:
    """The first refusal, or ALLOWED: rights are asked in the order a person would understand."""
    return next((verdict for verdict in verdicts if not verdict), ALLOWED)


def register(rights: Mapping[str, Callable]) -> None:
    """Make verdicts, by the name «app.codename» a move asks for, permissions of single objects.

    Without an object nobody has one. Raises KeyError when a name is registered twice.
    """
    for name, right in rights.items():
        rules.add_perm(name, _predicate(right))


def _predicate(right: Callable):
    @rules.predicate
    def holds(user, case) -> bool:
        return case is not None and bool(right(user, case))

    return holds


def age_on(birth_date: date, day: date) -> int:
    """Full years on the day, counting the birthday itself; 29 February counts from 1 March."""
    before_birthday = (day.month, day.day) < (birth_date.month, birth_date.day)
    return day.year - birth_date.year - before_birthday
