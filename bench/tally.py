"""Cost of reading and counting Pabulib files: `python -m bench.tally FILE...`.

Takes the largest file given; prints processor seconds, peak memory of the whole process with its
interpreter, and the ratio to a bare csv.reader pass over the same file in the same run.
"""

import csv
import re
import sys
import time
from collections.abc import Callable
from pathlib import Path

sys.path.append(str(Path(__file__).resolve().parents[1]))  # started by path as well as with -m

from budgeting.tally import tally_file

REPEATS = 5


def seconds(work: Callable[[], object]) -> float:
    """The least processor time of a few runs: the one the neighbours disturbed least."""
    times = []
    for _ in range(REPEATS):
        started = time.process_time()
        work()
        times.append(time.process_time() - started)
    return min(times)


def csv_pass(path: Path) -> None:
    """Split every row of the file into cells and forget them."""
    with path.open(encoding="utf-8", newline="") as stream:
        for _row in csv.reader(stream, delimiter=";"):
            pass


def peak_memory() -> float:
    """Megabytes at most resident since this program started (getrusage would add its parent's)."""
    status = Path("/proc/self/status").read_text()
    return int(re.search(r"VmHWM:\s+(\d+) kB", status)[1]) / 1024


def main() -> None:
    """Measure the largest of the files named on the command line."""
    path = max(map(Path, sys.argv[1:]), key=lambda one: one.stat().st_size)
    started = time.process_time()
    report = tally_file(path, "greedy")
    first = time.process_time() - started
    peak = peak_memory()
    counted, bare = seconds(lambda: tally_file(path, "greedy")), seconds(lambda: csv_pass(path))
    print(f"{path.name}: {report['num_votes']} ballots, {report['num_projects']} projects")
    print(f"read and count: {first:.3f} s first, {counted:.3f} s best of {REPEATS}")
    print(f"with interpreter start: {started + first:.3f} s, peak memory {peak:.0f} MB")
    print(f"bare csv.reader pass: {bare:.3f} s, ratio {counted / bare:.1f}")


if __name__ == "__main__":
    main()
