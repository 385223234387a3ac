"""The project and the core every app stands on. Importing it sets the current Celery app."""

from portal.celery import app as celery_app

__all__ = ["celery_app"]
