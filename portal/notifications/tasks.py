"""Work by the clock: the drain, its safety net, the daily digest."""

from celery import shared_task

from portal.notifications import digest, outbox


@shared_task
def drain() -> int:
    """Woken by a commit that stored something to send."""
    return outbox.drain()


@shared_task
def sweep() -> int:
    """Sends whatever no wake reached: broker down, worker killed, back-off over."""
    return outbox.drain()


@shared_task
def send_digests() -> int:
    """Hourly; writes something only after the digest's hour."""
    digest.forget_old()
    return digest.send_digests()
