"""`make bench`: every page beside a bare view of the same server, with few and with many projects.

Prints, per page and signed-in state: requests/s, p50/p99 ms, CPU ms per request (application and
database), queries, bytes, and the cost in hello views (requests/s of the bare view ÷ requests/s
of the page), then the ratio of the cost with many projects to the cost with few. The pages are
asked in turns, the bare view in each; a cost is the median of the turns, so that a machine busy for
a while with something else spoils a turn and not a page.
"""

import argparse
import os
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlencode

import psutil

from bench.client import Connection, Measured, Request, measure
from portal.runtime.postgres import Cluster
from portal.runtime.service import open_folder
from portal.runtime.valkey import Valkey

ROOT = Path(__file__).resolve().parent.parent
PORT = int(os.environ.get("PORT", "8911"))
SECRET = "a" * 32  # an unmasked CSRF secret is a valid cookie and a valid token
CHOICES = (1, 2, 3)
HELLO = "hello"
TURNS = 5


@contextmanager
def services():
    """PostgreSQL and Valkey of this run alone; SIGTERM ends them as Ctrl-C does."""
    signal.signal(signal.SIGTERM, lambda number, _frame: sys.exit(128 + number))
    with tempfile.TemporaryDirectory(prefix="kirov-bench-", dir=open_folder()) as folder:
        Path(folder).chmod(0o755)
        running = [Cluster(Path(folder) / "pg").start(), Valkey(Path(folder) / "vk").start()]
        for service in running:
            os.environ.update(service.variables())
        os.environ["STATIC_ROOT"] = f"{folder}/static"
        try:
            yield running[0]
        finally:
            for service in reversed(running):
                service.stop()


@contextmanager
def web():
    """One gunicorn worker: the client has the other core."""
    command = [sys.executable, "-m", "gunicorn", "portal.wsgi", "-b", f"127.0.0.1:{PORT}"]
    options = ["--workers=1", "--threads=4", "--log-level=error", "--keep-alive=30"]
    process = subprocess.Popen([*command, *options], cwd=ROOT)
    try:
        wait_until_ready()
        yield process
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(20)


def wait_until_ready() -> None:
    for _attempt in range(100):
        try:
            if Connection(PORT).fetch(Request("/readyz").encoded())[0] == 200:
                return
        except OSError:
            time.sleep(0.2)
    raise SystemExit("the web server did not start")


def cpu(*roots: int) -> float:
    """Seconds of CPU so far of the web server, of PostgreSQL and of what they started."""
    found = {
        process.pid for root in roots for process in psutil.Process(root).children(recursive=True)
    }
    return sum(map(spent, found | set(roots)))


def spent(pid: int) -> float:
    try:
        times = psutil.Process(pid).cpu_times()
    except psutil.NoSuchProcess:
        return 0.0
    return times.user + times.system


def timed(roots, requests: list[Request]) -> tuple[Measured, float]:
    """Warm up, then measure; returns also CPU milliseconds per request."""
    if requests[0].method == "GET":
        measure(PORT, requests[:20])
    before = cpu(*roots)
    result = measure(PORT, requests)
    return result, 1000 * (cpu(*roots) - before) / len(requests)


def pages(data: dict) -> dict[str, str]:
    area = "bbox=49.38,58.46,49.86,58.72"
    listing = "/budget/bench/projects/"
    return {
        "home": "/",
        "list, first page": listing,
        "list, 50th page": f"{listing}?{urlencode({'after': data['after']})}",
        "list, filtered and by support": f"{listing}?district={data['district']}&sort=support",
        "project page": f"/budget/projects/{data['project']}/",
        "map data, whole city": f"/budget/bench/map.json?{area}&zoom=11",
        "results": "/budget/bench-counted/results/",
    }


def plan(data: dict, count: int) -> dict[str, list[Request]]:
    """What is asked, by name; the bare view first."""
    session = f"sessionid={data['session']}"
    asked = {HELLO: [Request("/hello/")] * count * 3}
    for name, path in pages(data).items():
        asked[name] = [Request(path)] * count
        asked[f"{name}, signed in"] = [Request(path, cookies=session)] * count
    asked["casting a ballot"] = [ballot(key) for key in data["voters"]]
    return asked


def ballot(session: str) -> Request:
    numbers = "&".join(f"choices={number}" for number in CHOICES)
    return Request(
        "/budget/bench/vote/confirm/",
        "POST",
        cookies=f"sessionid={session}; csrftoken={SECRET}",
        body=f"{numbers}&confirm=1&csrfmiddlewaretoken={SECRET}",
    )


def table(roots, asked: dict[str, list[Request]]) -> dict[str, float]:
    """Measure and print; returns the cost of each page in hello views."""
    turns = [
        {name: timed(roots, requests[turn::TURNS]) for name, requests in asked.items()}
        for turn in range(TURNS)
    ]
    print(f"{'':46}{'req/s':>8}{'p50':>8}{'p99':>8}{'CPU ms':>8}{'queries':>8}{'bytes':>9}"
          f"{'cost':>7}{'CPU cost':>9}  status")  # fmt: skip
    return {name: row(name, turns) for name in asked}


def row(name: str, turns: list[dict[str, tuple[Measured, float]]]) -> float:
    """Print what one page took; returns its cost."""
    whole = Measured.joined([turn[name][0] for turn in turns])
    each = statistics.median(turn[name][1] for turn in turns)
    cost = statistics.median(turn[HELLO][0].rate / turn[name][0].rate for turn in turns)
    cpu_cost = statistics.median(turn[name][1] / turn[HELLO][1] for turn in turns)
    print(
        f"{name:46}{whole.rate:8.0f}{whole.percentile(0.5):8.1f}{whole.percentile(0.99):8.1f}"
        f"{each:8.2f}{whole.queries:8}{whole.size:9}{cost:7.1f}{cpu_cost:9.1f}"
        f"  {sorted(whole.statuses)}"
    )
    return cost


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--few", type=int, default=1_000)
    parser.add_argument("--many", type=int, default=100_000)
    parser.add_argument("--requests", type=int, default=300)
    options = parser.parse_args()
    os.environ |= {"PORTAL_MODE": "demo", "DJANGO_SETTINGS_MODULE": "bench.settings"}
    os.environ |= {"SECRET_KEY": "bench" * 12, "PERSON_KEY_SECRET": "bench" * 12}
    with services() as database:
        for command in (["migrate", "-v0"], ["collectstatic", "--noinput", "-v0"],
                        ["load_reference"]):  # fmt: skip
            subprocess.run([sys.executable, "manage.py", *command], cwd=ROOT, check=True)
        run(options, database)


def run(options: argparse.Namespace, database: Cluster) -> None:
    from bench.seed import Seed  # noqa: PLC0415 settings are known only now

    seed, costs = Seed(options.requests), {}
    for size in (options.few, options.many):
        data = seed.grow_to(size)
        print(f"\n{size} projects")
        with web() as process:
            costs[size] = table((process.pid, database.pid()), plan(data, options.requests))
    print(f"\ncost with {options.many} projects ÷ cost with {options.few}")
    for name, cost in costs[options.many].items():
        print(f"{name:46}{cost / costs[options.few][name]:7.2f}")


if __name__ == "__main__":
    main()
