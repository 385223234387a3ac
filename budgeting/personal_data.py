"""«Мои данные»: a person's projects with what only she told, remarks, supports, choices, marks."""

from budgeting.actions import rating_of
from budgeting.models import MergeChoice, Project, Report, Support


def collect(user) -> dict:
    """Marks are found by the person, for no account is written beside them."""
    projects = Project.objects.filter(author=user).prefetch_related("members")
    supports = Support.objects.filter(user=user).select_related("project")
    choices = MergeChoice.objects.filter(user=user).select_related(
        "offer__project", "offer__target"
    )
    return {
        "projects": [_project(row) for row in projects.order_by("id")],
        "remarks": [*user.remarks.values("project", "text", "created_at", "verdict", "answer")],
        "supported_projects": [
            {"project": row.project.title, "at": row.created_at} for row in supports
        ],
        "merge_choices": [
            {"merge": str(row.offer), "answer": row.answer, "at": row.answered_at}
            for row in choices
        ],
        "ratings": [*_ratings(user)],
    }


def _project(project: Project) -> dict:
    members = [{"name": row.name, "contact": row.contact} for row in project.members.all()]
    return {
        "title": project.title,
        "state": project.state,
        "created_at": project.created_at,
        "initiative_group": members,
    }


def _ratings(user):
    rated = Report.objects.filter(rating_count__gt=0).select_related("project").order_by("id")
    for report in rated:
        if mark := rating_of(report, user):
            title = report.project.title
            yield {"project": title, "score": mark.score, "given_at": mark.created_at}
