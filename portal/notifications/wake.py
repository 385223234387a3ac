"""Waking the worker without waiting for the broker."""

import logging
import time
from threading import Lock, Thread

from portal.celery import app

logger = logging.getLogger(__name__)
# Held while a thread talks to the broker. A hung broker thus costs one thread, not one per
# request; a wake that is left out is made good by the sweep.
_talking = Lock()
TOGETHER = 0.1  # seconds: the letters of this time are one wake


def wake() -> None:
    """Ask a worker to drain the outbox, from a thread of its own: never raises, never waits.

    (A publish takes 6 s to give up on a closed port or on a broker that accepts and is silent.)
    """
    if _talking.acquire(blocking=False):
        Thread(target=_publish, name="wake-outbox", daemon=True).start()


def _publish() -> None:
    time.sleep(TOGETHER)
    try:
        # A wake older than the sweep's period is of no use: it must not pile up in the queue.
        app.send_task(
            "portal.notifications.tasks.drain", retry=False, ignore_result=True, expires=30
        )
    except Exception as error:  # noqa: BLE001 whatever is wrong with the broker, the rows are safe
        logger.warning("outbox: the broker does not answer (%s), the sweep will send", error)
    finally:
        _talking.release()
