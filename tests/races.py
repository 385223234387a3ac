"""Real races: every runner has its own thread and connection, and all start at one barrier."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
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
