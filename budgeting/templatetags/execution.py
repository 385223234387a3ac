"""Links from the pages of a project and of a round to how it is carried out."""

from django import template
from django.utils import timezone

from budgeting.models import EXECUTION_STATES

register = template.Library()
SHOWN_IN = ("results", "implementation", "report", "archive")


@register.inclusion_tag("budgeting/execution_links.html")
def execution_links(project):
    """«Как идут дела», money and report of a project that has won; nothing before that."""
    return {"project": project, "is_shown": project.state in EXECUTION_STATES}


@register.inclusion_tag("budgeting/summary_link.html")
def summary_link(round_):
    """What came of the round, once its results are there."""
    now = timezone.now()
    phases = [phase for kind, phase in round_.schedule().items() if kind in SHOWN_IN]
    return {"round": round_, "is_shown": any(phase.starts_at <= now for phase in phases)}
