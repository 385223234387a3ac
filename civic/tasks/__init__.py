"""What the calendar does by itself; Celery finds tasks here."""

from civic.tasks.ideas import move_challenges

__all__ = ["move_challenges"]
