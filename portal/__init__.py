"""The project and the core every app stands on. Importing it makes the Celery app the current one."""

from portal.celery import app as celery_app

__all__ = ["celery_app"]
