"""How long one may help without a rest; stricter for minors. The hours are rows of portal.law."""

from datetime import datetime, timedelta
from typing import NamedTuple

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portal.accounts.rights import ALLOWED, Verdict, age_on, first_refusal, refuse
from portal.accounts.rules import PARENTAL_AGE
from portal.law import deadlines

NEAR = timedelta(days=3)
# The term of hours a day by the first age it is for; those below 14 do not help at all.
BY_AGE = ((16, "volunteer_day_16"), (15, "volunteer_day_15"), (0, "volunteer_day_14"))


class Duty(NamedTuple):
    """A shift the person has asked for or has a place in."""

    shift: int
    title: str
    start: datetime
    end: datetime


def duties_near(person, shift) -> list[Duty]:
    """What the person has promised about that time, the shift itself too; one query."""
    near = person.volunteer_signups.engaged().filter(
        shift__starts_at__range=(shift.starts_at - NEAR, shift.ends_at + NEAR)
    )
    columns = ("shift", "shift__title", "shift__starts_at", "shift__ends_at")
    return [Duty(*row) for row in near.values_list(*columns)]


def is_rested(shift, duties: list[Duty], born) -> Verdict:
    """Whether the shift leaves somebody of that birth date the rest the law's table asks for."""
    others = [(duty.start, duty.end) for duty in duties if duty.shift != shift.pk]
    return first_refusal(has_rest(shift, others), is_for_minor(shift, others, born))


def hours(code: str) -> timedelta:
    return timedelta(hours=deadlines.rule(code).length)


def length(spans) -> timedelta:
    return sum((end - start for start, end in spans), timedelta())


def has_rest(shift, others: list[tuple]) -> Verdict:
    """No run of shifts, with no rest between them, is longer than a day's help."""
    if not others:
        return ALLOWED
    rest, most = hours("volunteer_rest"), hours("volunteer_stretch")
    run, left = [(shift.starts_at, shift.ends_at)], list(others)
    while near := [span for span in left if touches(span, run, rest)]:
        run += near
        left = [span for span in left if span not in near]
    if len(run) == 1 or length(run) <= most:
        return ALLOWED
    return refuse(
        _("С другими вашими сменами выходит больше %(most)d часов помощи подряд. "
          "Между ними нужен отдых: %(rest)d часов.")
        % {"most": most // timedelta(hours=1), "rest": rest // timedelta(hours=1)}
    )  # fmt: skip


def touches(span: tuple, run: list[tuple], rest: timedelta) -> bool:
    first, last = min(start for start, _end in run), max(end for _start, end in run)
    return span[0] < last + rest and span[1] > first - rest


def is_for_minor(shift, others: list[tuple], born) -> Verdict:
    """By day and for so many hours, as the Labour Code has it for their age."""
    start, end = timezone.localtime(shift.starts_at), timezone.localtime(shift.ends_at)
    if born is None or (age := age_on(born, start.date())) >= PARENTAL_AGE:
        return ALLOWED
    night = deadlines.rule("volunteer_night")
    midnight = start.replace(hour=0, minute=0, second=0, microsecond=0)
    evening = midnight + timedelta(hours=night.length)
    if start < midnight + hours("volunteer_morning") or end > evening:
        return refuse(_("Ночью до 18 лет не помогают: %(law)s.") % {"law": night.source})
    same = [span for span in others if timezone.localdate(span[0]) == start.date()]
    term = deadlines.rule(next(code for since, code in BY_AGE if age >= since))
    if length([*same, (start, end)]) <= timedelta(hours=term.length):
        return ALLOWED
    most = ngettext("не больше %(n)d часа", "не больше %(n)d часов", term.length)
    return refuse(
        _("В этом возрасте помогают %(most)s в день: %(law)s.")
        % {"most": most % {"n": term.length}, "law": term.source}
    )
