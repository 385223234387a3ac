"""«Мои данные»: a person's projects with what only she told, remarks, supports, merge choices."""

from budgeting.models import MergeChoice, Project, Support


def collect(user) -> dict:
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
    }


def _project(project: Project) -> dict:
    members = [{"name": row.name, "contact": row.contact} for row in project.members.all()]
    return {
        "title": project.title,
        "state": project.state,
        "created_at": project.created_at,
        "initiative_group": members,
    }
