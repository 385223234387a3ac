"""`python -m bench.killed`: ballots through HTTP while a web worker is killed every second.

Every voter repeats the request until the answer is the receipt, as people do; parallel clients,
gunicorn on loopback, a real PostgreSQL of its own. Asserts at the end: as many ballots as voters,
marks, receipts, living commitments and letters, nothing double, and the published package agrees.
"""

import argparse
import os
import random
import signal
import subprocess
import sys
import tempfile
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psutil

from bench.client import Connection
from bench.run import PORT, ROOT, ballot, services, wait_until_ready

TRIES = 200
RECEIPT = 302  # the answer to a ballot that was taken


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--voters", type=int, default=2_000)
    parser.add_argument("--clients", type=int, default=8)
    options = parser.parse_args()
    os.environ |= {"PORTAL_MODE": "demo", "DJANGO_SETTINGS_MODULE": "bench.settings"}
    os.environ |= {"SECRET_KEY": "bench" * 12, "PERSON_KEY_SECRET": "bench" * 12}
    with services():
        for command in (["migrate", "-v0"], ["collectstatic", "--noinput", "-v0"],
                        ["load_reference"]):  # fmt: skip
            subprocess.run([sys.executable, "manage.py", *command], cwd=ROOT, check=True)
        vote(options)


def vote(options: argparse.Namespace) -> None:
    from bench.seed import Seed  # noqa: PLC0415 settings are known only now

    seed = Seed(options.voters)
    sessions = seed.grow_to(1_200)["voters"]
    over = threading.Event()
    with web() as server:
        killer = threading.Thread(target=kill_workers, args=(server.pid, over))
        killer.start()
        started = time.monotonic()
        with ThreadPoolExecutor(options.clients) as pool:
            tries = list(pool.map(cast, sessions))
        seconds = time.monotonic() - started
        over.set()
        killer.join()
    print(
        f"{len(sessions)} voters in {seconds:.0f} s, {sum(tries) - len(tries)} requests repeated, "
        f"{kill_workers.killed} workers killed"
    )
    seed.round.refresh_from_db()  # its vote was opened in a row of its own
    check(seed.round, len(sessions))


class web:  # noqa: N801 reads as a verb
    """Gunicorn with workers that die at once when killed."""

    def __enter__(self) -> subprocess.Popen:
        command = [sys.executable, "-m", "gunicorn", "bench.wsgi", "-b", f"127.0.0.1:{PORT}"]
        # Preloaded, so that a new worker is there in a moment and not only to be killed again.
        options = ["--workers=4", "--threads=2", "--preload", "--log-level=critical"]
        self.process = subprocess.Popen([*command, *options], cwd=ROOT)
        try:
            patiently()
        except BaseException:
            self.__exit__()
            raise
        return self.process

    def __exit__(self, *_error) -> None:
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(30)


def patiently() -> None:
    """A busy machine needs minutes to import everything."""
    for _try in range(5):
        try:
            return wait_until_ready()
        except SystemExit:
            time.sleep(1)
    return wait_until_ready()


def kill_workers(master: int, over: threading.Event) -> None:
    """SIGKILL one of the master's own workers every second: no time to finish anything."""
    while not over.wait(1):
        workers = psutil.Process(master).children()
        if workers:
            random.choice(workers).kill()
            kill_workers.killed += 1


kill_workers.killed = 0


def cast(session: str) -> int:
    """Post until the receipt is there; returns how many times it took."""
    request = ballot(session).encoded()
    for attempt in range(1, TRIES + 1):
        connection = Connection(PORT)
        try:
            status = connection.fetch(request)[0]
        except (OSError, ValueError, IndexError):
            time.sleep(0.1)
            continue
        finally:
            connection.close()
        if status == RECEIPT:
            return attempt
        raise AssertionError(f"answer {status} to a good ballot")
    raise AssertionError("a voter gave up")


def check(round_, voters: int) -> None:
    """What must hold whatever was killed."""
    from django.db.models import Count  # noqa: PLC0415 settings are known only now

    from portal.notifications.models import Notification  # noqa: PLC0415
    from portal.polls.models import Ballot, BallotEvent  # noqa: PLC0415

    ballots = Ballot.objects.filter(poll=round_.poll_id)
    facts = ballots.aggregate(
        ballots=Count("id"),
        voters=Count("voter", distinct=True),
        marks=Count("voter_mark", distinct=True),
        receipts=Count("receipt", distinct=True),
    )
    journal = BallotEvent.objects.filter(poll=round_.poll_id)
    facts |= {
        "cast": journal.filter(kind="cast").count(),
        "entries": journal.count(),
        "letters": Notification.objects.filter(topic="vote", channel="email").count(),
    }
    print(facts)
    assert set(facts.values()) == {voters}, facts
    agree(round_)


def agree(round_) -> None:
    from django.utils import timezone  # noqa: PLC0415 settings are known only now

    from budgeting.actions import close_vote  # noqa: PLC0415
    from budgeting.counting import close_and_count  # noqa: PLC0415
    from budgeting.models import Round  # noqa: PLC0415
    from portal.polls.actions import package_of  # noqa: PLC0415
    from portal.polls.models import Poll  # noqa: PLC0415

    Poll.objects.filter(pk=round_.poll_id).update(closes_at=timezone.now())
    close_vote(Round.objects.get(pk=round_.pk), close_and_count)
    with tempfile.TemporaryDirectory() as folder:
        for name, data in package_of(Poll.objects.get(pk=round_.poll_id)).items():
            (Path(folder) / name).write_bytes(data)
        subprocess.run([sys.executable, "verify.py"], cwd=folder, check=True)


if __name__ == "__main__":
    main()
