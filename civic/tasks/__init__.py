"""What time does by itself; Celery finds the tasks of all topics here."""

from civic.tasks.appeals import resume_appeals
from civic.tasks.ideas import move_challenges
from civic.tasks.opinions import move_opinions
from civic.tasks.reports import deliver_reports, forget_report_drafts, run_report_clock

__all__ = [
    "deliver_reports",
    "forget_report_drafts",
    "move_challenges",
    "move_opinions",
    "resume_appeals",
    "run_report_clock",
]
