"""Cost of counting recorded elections: `make bench-tally`, or with `ARGS=` files of LIMITS.

Both sides run here, one after the other: equal shares by steps of one as this project counts them,
and pabutools (an optional package, see pyproject) on the same file. Times are of the processor;
each measurement has a process of its own, so that its peak memory is its own. Where the oracle
would take minutes only a few of its steps are measured, and its time is extrapolated and marked so.
"""

import csv
import json
import re
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.append(str(ROOT))  # started by path as well as with -m
DATA = ROOT.parent / "shared" / "data" / "pabulib"
# File, the most seconds and megabytes allowed, the least ratio to the oracle (0: not asked).
LIMITS = (
    ("Poland_Warszawa_2026.pb", 6, 200, 50),
    ("Poland_Wieliczka_2023_Green_Budget.pb", 1, 200, 10),
    ("Poland_Warszawa_2026_Mokotow.pb", 1, 200, 10),
    ("France_Toulouse_2024.pb", 15, 200, 0),
)
FEW = 5  # steps of the oracle that are measured


def peak_memory() -> float:
    """Megabytes at most resident since this program started (getrusage would add its parent's)."""
    status = Path("/proc/self/status").read_text()
    return int(re.search(r"VmHWM:\s+(\d+) kB", status)[1]) / 1024


def ours(path: Path, rule: str) -> dict:
    """Read and count a file by this project."""
    from budgeting.tally import tally_file  # noqa: PLC0415 loaded only by the side measured

    started = time.process_time()
    report = tally_file(path, rule)
    seconds = time.process_time() - started
    steps = report.get("steps", 0) + 1
    return {"seconds": seconds, "memory": peak_memory(), "steps": steps}


class Enough(Exception):
    """The oracle made as many steps as are measured."""


def oracle(path: Path, steps: int) -> dict:
    """Let pabutools make a few steps; `seconds` is for all of them, extrapolated from these."""
    from pabutools.election import Cost_Sat, parse_pabulib  # noqa: PLC0415 optional
    from pabutools.rules import method_of_equal_shares  # noqa: PLC0415 optional

    began, ends = time.process_time(), []
    instance, profile = parse_pabulib(str(path))
    feasible = instance.is_feasible  # asked once after every step

    def counted(outcome) -> bool:
        ends.append(time.process_time())
        if len(ends) == FEW:
            raise Enough
        return feasible(outcome)

    instance.is_feasible = counted
    try:
        method_of_equal_shares(instance, profile, sat_class=Cost_Sat, voter_budget_increment=1)
    except Enough:
        each = (ends[-1] - ends[0]) / (FEW - 1)
        return {"seconds": ends[0] - began + each * (steps - 1), "each": each, "guess": True}
    return {"seconds": time.process_time() - began, "guess": False}


def measured(*words: object) -> dict:
    """What a process of its own says of one measurement."""
    command = [sys.executable, "-W", "ignore", "-m", "bench.tally", "--one", *map(str, words)]
    said = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    return json.loads(said.stdout.splitlines()[-1])


def row(name: str, seconds: float, memory: float, ratio: float) -> bool:
    """Measure a file on both sides and print the line; whether all limits are kept."""
    mine = measured("ours", DATA / name, "mes")
    kept = mine["seconds"] <= seconds and mine["memory"] <= memory
    told = (
        f"{name}: {mine['seconds']:.2f} s (limit {seconds}), {mine['memory']:.0f} MB "
        f"(limit {memory}), {mine['steps']} steps"
    )
    if ratio:
        theirs = measured("oracle", DATA / name, mine["steps"])
        times = theirs["seconds"] / mine["seconds"]
        kept = kept and times >= ratio
        how = f"extrapolated from {FEW} steps" if theirs["guess"] else "measured"
        told += f"; pabutools {theirs['seconds']:.1f} s ({how}), {times:.0f} times (limit {ratio})"
    print(f"{told}: {'ok' if kept else 'MISSED'}", flush=True)
    return kept


def greedy(path: Path) -> None:
    """Reading and counting by votes beside a bare pass of csv.reader over the same file."""
    mine = measured("ours", path, "greedy")
    started = time.process_time()
    with path.open(encoding="utf-8", newline="") as stream:
        for _cells in csv.reader(stream, delimiter=";"):
            pass
    bare = time.process_time() - started
    print(
        f"{path.name} by votes: {mine['seconds']:.3f} s, {mine['memory']:.0f} MB; "
        f"bare csv.reader {bare:.3f} s, ratio {mine['seconds'] / bare:.1f}"
    )


def main() -> None:
    """Every file of LIMITS, or only those named; exits with 1 when a limit is missed."""
    if sys.argv[1:2] == ["--one"]:
        side, path, more = sys.argv[2], Path(sys.argv[3]), sys.argv[4]
        said = ours(path, more) if side == "ours" else oracle(path, int(more))
        print(json.dumps(said))
        return
    wanted = {Path(name).name for name in sys.argv[1:]}
    kept = [row(*limits) for limits in LIMITS if not wanted or limits[0] in wanted]
    greedy(DATA / LIMITS[0][0])
    sys.exit(0 if all(kept) else 1)


if __name__ == "__main__":
    main()
