"""What time does by itself; Celery finds the tasks of all topics here."""

from civic.tasks.reports import deliver_reports, forget_report_drafts, run_report_clock

__all__ = ["deliver_reports", "forget_report_drafts", "run_report_clock"]
