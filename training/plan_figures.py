"""Plan and fact of a year of training, by department and programme; mandatory programmes."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from django.db.models import Count, Q
from django.utils.translation import gettext as _

from portal.organisations.models import Kind, Member, Status
from training.models import Enrolment, PlanLine, Programme, Session
from training.models.states import HOLDING


@dataclass
class Line:
    """One row of the plan with what came of it; money in roubles."""

    department: str
    programme: str
    planned: int = 0
    done: int = 0
    planned_cost: Decimal = Decimal(0)
    spent: Decimal = Decimal(0)

    @property
    def per_cent(self) -> int | None:
        return self.done * 100 // self.planned if self.planned else None


def lines_of(year: int) -> list[Line]:
    """Everything planned or done in the year, by department and then programme."""
    lines: dict[tuple, Line] = {}
    planned = PlanLine.objects.filter(year=year).select_related("department", "programme")
    for row in planned:
        line = _line(lines, row.department_id, row.programme_id, row.department, row.programme)
        line.planned, line.planned_cost = row.people, row.cost
    for row in _facts(year):
        line = _line(
            lines,
            row["department"],
            row["session__programme"],
            row["department__name"],
            row["session__programme__title"],
        )
        line.done += row["done"]
        line.spent += _share(row)
    return sorted(lines.values(), key=lambda line: (line.department, line.programme))


def _line(lines, department_pk, programme_pk, department, programme) -> Line:
    key = (department_pk, programme_pk)
    if key not in lines:
        lines[key] = Line(str(department or _("Без подразделения")), str(programme))
    return lines[key]


def _facts(year: int) -> Iterable[dict]:
    """Per session and department: who took a place, who ended; of sessions that end in the year."""
    rows = Enrolment.objects.filter(
        session__ends_at__year=year,
        session__state__in=("published", "selected"),
        state__in=HOLDING,
    )
    grouped = list(
        rows.values(
            "session",
            "department",
            "department__name",
            "session__programme",
            "session__programme__title",
            "session__cost",
        )
        .annotate(held=Count("pk"), done=Count("pk", filter=Q(state="completed")))
        .order_by("session", "department")
    )
    all_held: dict[int, int] = {}
    for row in grouped:
        all_held[row["session"]] = all_held.get(row["session"], 0) + row["held"]
    for row in grouped:
        row["all_held"] = all_held[row["session"]]
    return grouped


def _share(row: dict) -> Decimal:
    """The session's cost goes to departments by the places they took."""
    exact = row["session__cost"] * row["held"] / row["all_held"]
    return exact.quantize(Decimal("0.01"), ROUND_HALF_UP)


def years() -> list[int]:
    """Years with a plan or with sessions, the latest first."""
    planned = set(PlanLine.objects.values_list("year", flat=True).distinct())
    held = {moment.year for moment in Session.objects.announced().datetimes("ends_at", "year")}
    return sorted(planned | held, reverse=True)


@dataclass(frozen=True)
class Mandatory:
    """How far the servants of a department are with a mandatory programme."""

    department: str
    programme: str
    people: int
    done: int

    @property
    def per_cent(self) -> int:
        return self.done * 100 // self.people if self.people else 0


def mandatory() -> list[Mandatory]:
    """Each department × mandatory programme: how many serve, how many have ended it ever."""
    programmes = list(Programme.objects.filter(is_mandatory=True, is_published=True))
    servants: dict[tuple, set] = {}
    rows = Member.objects.filter(
        organisation__kind=Kind.DEPARTMENT, organisation__status=Status.CONFIRMED
    ).values_list("organisation", "organisation__name", "user")
    for pk, name, user in rows:
        servants.setdefault((name, pk), set()).add(user)
    ended: dict[int, set] = {}
    done = Enrolment.objects.filter(state="completed", session__programme__in=programmes)
    for programme, user in done.values_list("session__programme", "user"):
        ended.setdefault(programme, set()).add(user)
    return [
        Mandatory(name, row.title, len(people), len(people & ended.get(row.pk, set())))
        for (name, _pk), people in sorted(servants.items())
        for row in programmes
    ]
