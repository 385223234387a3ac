"""Real races: every runner has its own thread and connection, and all start at one barrier."""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import wait as until_done
from threading import Barrier

from django.db import connection


def race(runners: int, act: Callable[[int], object]) -> list[object]:
    """Run `act(number)` in parallel; the results in order, an exception standing for a failure.

    Needs `@pytest.mark.django_db(transaction=True)`: other connections see only what is committed.
    """
    barrier = Barrier(runners, timeout=60)

    def run(number: int) -> object:
        try:
            connection.ensure_connection()
            barrier.wait()
            return act(number)
        except Exception as error:  # noqa: BLE001 what the race is about is often the exception
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(runners) as pool:
        return list(pool.map(run, range(runners)))


def waiting(act: Callable[[], object]) -> Future:
    """Begin `act()` on a connection of its own; come back when it waits for a lock, or is done.

    Its result is that of `race(1, act)`. Needs a transaction of the caller's that
    holds the lock; end it before asking for the result.
    """
    pool = ThreadPoolExecutor(1)
    running = pool.submit(race, 1, lambda _number: act())
    pool.shutdown(wait=False)
    while not running.done() and not _somebody_waits():
        until_done([running], timeout=0.02)
    return running


def _somebody_waits() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_locks WHERE NOT granted")
        return cursor.fetchone()[0] > 0
