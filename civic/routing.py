"""Whom a report goes to and by when it must be mended, out of the tables officials keep."""

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from django.db.models import Q

from civic.models import Category, Department, EscalationPost, Report, Route
from portal.law.deadlines import due_at, moment_after


class Destination(NamedTuple):
    """The department and, where the route names one, the person."""

    department: Department
    person: object | None = None


def destination(category: Category, district_id: int | None) -> Destination:
    """The most exact route: category in the district, category, district, the category's own."""
    rows = Route.objects.select_related("department", "person")
    found = {
        (row.category_id, row.district_id): row
        for row in rows.filter(Q(category=category) | Q(category=None))
    }
    for key in ((category.pk, district_id), (category.pk, None), (None, district_id)):
        if key != (None, None) and key in found:
            return Destination(found[key].department, found[key].person)
    return Destination(category.department)


class Terms(NamedTuple):
    """Until when to react and until when to answer with a result."""

    react: datetime
    fix: datetime


def terms(category: Category, start: datetime) -> Terms:
    """The terms of the category from the moment, never beyond the cap (`issue_cap`)."""
    cap = due_at("issue_cap", start)
    fix = min(moment_after(category.fix, start), cap)
    return Terms(min(moment_after(category.reaction, start), fix), fix)


def second_look(category: Category, start: datetime) -> datetime:
    """Until when a disputed report is answered again: half of the term of the category."""
    return min(moment_after(category.half_fix, start), due_at("issue_cap", start))


def next_post(report: Report) -> EscalationPost | None:
    """The post above the one the report stands at: the department's own, else the city's.

    At the first step the head of the department answers, where its post is named.
    """
    level = report.escalation + 1
    return _post_at(_posts({level}), report, level)


def posts_of(reports: Iterable[Report]) -> dict[int, str]:
    """The name of the post each escalated report stands at now, by its key; one query."""
    silent = [report for report in reports if report.escalation]
    posts = _posts({report.escalation for report in silent})
    found = {report.pk: _post_at(posts, report, report.escalation) for report in silent}
    return {pk: post.post for pk, post in found.items() if post}


def _posts(levels: set[int]) -> dict[tuple, EscalationPost]:
    rows = EscalationPost.objects.filter(level__in=levels).select_related("person")
    return {(row.department_id, row.level): row for row in rows}


def _post_at(posts: dict, report: Report, level: int) -> EscalationPost | None:
    if own := posts.get((report.department_id, level)):
        return own
    if level == 1 and report.department_id and report.department.post:
        return EscalationPost(level=1, post=report.department.post)
    return posts.get((None, level))
