"""manage.py drain_outbox [--loop]: sends the outbox without Redis and without a worker."""

import signal
from threading import Event

from django.core.management.base import BaseCommand

from portal.notifications import digest, outbox

PAUSE = 5  # seconds


class Command(BaseCommand):
    help = "Sends the letters that are due; with --loop until it is stopped"

    def add_arguments(self, parser) -> None:
        parser.add_argument("--loop", action="store_true", help="go on every 5 seconds")

    def handle(self, *args, loop: bool, **options) -> None:
        stop = Event()
        if loop:
            signal.signal(signal.SIGTERM, lambda *_: stop.set())
            signal.signal(signal.SIGINT, lambda *_: stop.set())
        while True:
            digest.send_digests()
            self.stdout.write(f"{outbox.drain()} sent")
            if not loop or stop.wait(PAUSE):
                return
