"""One database that grows: the same acts measured with few and with many rows, and their ratio."""

import argparse
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable

from bench.run import ROOT, services

REPEATS = 15
PREPARE = (["migrate", "-v0"], ["collectstatic", "--noinput", "-v0"], ["load_reference"])


def measured(act: Callable[[], object]) -> float:
    """Median milliseconds."""
    act()
    spent = []
    for _time in range(REPEATS):
        started = time.perf_counter()
        act()
        spent.append(time.perf_counter() - started)
    return 1000 * statistics.median(spent)


def compare(about: str, rows: str, few: int, many: int, begin: Callable) -> None:
    """Print the table. `begin()`, called once settings are known, gives two callables: one that
    grows to a number of rows and tells the seconds, one that gives what is asked, by name.
    """
    parser = argparse.ArgumentParser(description=about)
    parser.add_argument("--few", type=int, default=few)
    parser.add_argument("--many", type=int, default=many)
    options = parser.parse_args()
    os.environ |= {"PORTAL_MODE": "demo", "DJANGO_SETTINGS_MODULE": "bench.settings"}
    os.environ |= {"SECRET_KEY": "bench" * 12, "PERSON_KEY_SECRET": "bench" * 12}
    with services():
        for command in PREPARE:
            subprocess.run([sys.executable, "manage.py", *command], cwd=ROOT, check=True)
        import django  # noqa: PLC0415 settings are known only now

        django.setup()
        grow_to, asked = begin()
        found = {}
        for size in (options.few, options.many):
            print(f"{size} {rows} filled in {grow_to(size):.0f} s", flush=True)
            found[size] = {name: measured(act) for name, act in asked().items()}
    print(f"\n{'median ms':40}{options.few:>10}{options.many:>10}{'ratio':>8}")
    for name, least in found[options.few].items():
        most = found[options.many][name]
        print(f"{name:40}{least:10.1f}{most:10.1f}{most / least:8.1f}")
