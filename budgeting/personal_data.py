"""Part of «my data»: projects one has put forward and marks one gave to results."""

from budgeting.actions import rating_of
from budgeting.models import Project, Report


def collect(user) -> dict:
    """The marks are found by the person, for no account is written beside them."""
    mine = Project.objects.filter(author=user).order_by("id")
    rated = Report.objects.filter(rating_count__gt=0).select_related("project").order_by("id")
    marks = ((report, rating_of(report, user)) for report in rated)
    return {
        "projects": [*mine.values("id", "title", "state", "created_at")],
        "ratings": [
            {"project": report.project.title, "score": mark.score, "given_at": mark.created_at}
            for report, mark in marks
            if mark
        ],
    }
