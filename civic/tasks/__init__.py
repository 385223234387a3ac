"""What the calendar does by itself; Celery finds tasks here."""

from civic.tasks.appeals import resume_appeals
from civic.tasks.ideas import move_challenges
from civic.tasks.opinions import move_opinions

__all__ = ["move_challenges", "move_opinions", "resume_appeals"]
