"""What the clock does with files."""

from datetime import timedelta

from celery import shared_task
from django.utils import timezone

from portal.files.models import Attachment

KEPT_FOR = timedelta(days=30)


@shared_task
def forget_removed() -> int:
    """Delete the bytes of files removed more than 30 days ago; their rows stay for the history."""
    rows = Attachment.objects.filter(removed_at__lt=timezone.now() - KEPT_FOR).exclude(file="")
    forgotten = 0
    for row in rows[:500]:
        row.file.delete(save=False)
        row.thumb.delete(save=False)
        row.save(update_fields=["file", "thumb"])
        forgotten += 1
    return forgotten
