"""What the clock does with accounts."""

from datetime import timedelta

from celery import shared_task
from django.utils import timezone

from portal.accounts.models import Attempt, SmsCode

KEPT_FOR = timedelta(days=30)  # longer than any limit that counts these rows looks back


@shared_task
def forget_tries() -> int:
    """Delete codes by SMS, with their phones, and failed tries older than 30 days."""
    before = timezone.now() - KEPT_FOR
    rows = [model.objects.filter(created_at__lt=before) for model in (SmsCode, Attempt)]
    return sum(found.delete()[0] for found in rows)
