"""`make bench`: every page beside a bare view of the same server, with few and with many projects.

Prints, per page and signed-in state: requests/s, p50/p99 ms, CPU ms per request (application and
database), queries, bytes, and the cost in hello views (requests/s of the bare view ÷ requests/s
of the page), then the ratio of the cost with many projects to the cost with few.
"""

import argparse
import os
import signal
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path

import psutil

from bench.client import Connection, Measured, Request, measure
from portal.runtime.postgres import Cluster
from portal.runtime.service import open_folder
from portal.runtime.valkey import Valkey

ROOT = Path(__file__).resolve().parent.parent
PORT = int(os.environ.get("PORT", "8911"))
SECRET = "a" * 32  # an unmasked CSRF secret is a valid cookie and a valid token
CHOICES = (1, 2, 3)


@contextmanager
def services():
    with tempfile.TemporaryDirectory(prefix="kirov-bench-", dir=open_folder()) as folder:
        Path(folder).chmod(0o755)
        running = [Cluster(Path(folder) / "pg").start(), Valkey(Path(folder) / "vk").start()]
        for service in running:
            os.environ.update(service.variables())
        os.environ["STATIC_ROOT"] = f"{folder}/static"
        try:
            yield
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


def cpu(process: subprocess.Popen) -> float:
    """Seconds of CPU of the web server and of every PostgreSQL process under this script."""
    ours = [process.pid, *(child.pid for child in psutil.Process(process.pid).children())]
    database = [p.pid for p in psutil.process_iter(["name"]) if p.info["name"] == "postgres"]
    return sum(map(spent, {*ours, *database}))


def spent(pid: int) -> float:
    try:
        times = psutil.Process(pid).cpu_times()
    except psutil.NoSuchProcess:
        return 0.0
    return times.user + times.system


def timed(process, requests: list[Request]) -> tuple[Measured, float]:
    """Warm up, then measure; returns also CPU milliseconds per request."""
    if requests[0].method == "GET":
        measure(PORT, requests[:20])
    before = cpu(process)
    result = measure(PORT, requests)
    return result, 1000 * (cpu(process) - before) / len(requests)


def pages(data: dict) -> dict[str, str]:
    box = "bbox=49.4,58.46,49.86,58.72"
    listing = "/budget/bench/projects/"
    return {
        "home": "/",
        "list, first page": listing,
        "list, 50th page": data["deep"],
        "list, filtered by type and sorted by support": f"{listing}?district=1&sort=support",
        "project page": f"/budget/projects/{data['project']}/",
        "map data, whole city": f"/budget/bench/map.json?{box}&zoom=11",
        "results": "/budget/bench-closed/results/",
    }


def plan(data: dict, count: int) -> dict[str, list[Request]]:
    """What is asked, by name; the bare view first and last, against drift of the machine."""
    session = f"sessionid={data['sessions'][0]}"
    asked = {"hello": [Request("/hello/")] * count * 3}
    for name, path in pages(data).items():
        asked[name] = [Request(path)] * count
        asked[f"{name} (signed in)"] = [Request(path, cookies=session)] * count
    asked["casting a ballot"] = [ballot(data, key) for key in data["voters"]]
    asked["hello again"] = [Request("/hello/")] * count * 3
    return asked


def ballot(data: dict, session: str) -> Request:
    numbers = "&".join(f"choices={number}" for number in CHOICES)
    return Request(
        data["cast"],
        "POST",
        cookies=f"sessionid={session}; csrftoken={SECRET}",
        body=f"{numbers}&confirm=1&csrfmiddlewaretoken={SECRET}",
    )


def table(process, asked: dict[str, list[Request]]) -> dict[str, float]:
    """Measure and print; returns the cost of each page in hello views."""
    found = {name: timed(process, requests) for name, requests in asked.items()}
    bare = (found["hello"][0].rate + found["hello again"][0].rate) / 2
    bare_cpu = (found["hello"][1] + found["hello again"][1]) / 2
    print(f"{'':46}{'req/s':>8}{'p50':>8}{'p99':>8}{'CPU ms':>8}{'queries':>8}{'bytes':>9}"
          f"{'cost':>7}{'CPU cost':>9}  status")  # fmt: skip
    for name, (result, each) in found.items():
        print(
            f"{name:46}{result.rate:8.0f}{result.percentile(0.5):8.1f}"
            f"{result.percentile(0.99):8.1f}{each:8.2f}{result.queries:8}{result.size:9}"
            f"{bare / result.rate:7.1f}{each / bare_cpu:9.1f}  {sorted(result.statuses)}"
        )
    return {name: bare / result.rate for name, (result, _each) in found.items()}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--few", type=int, default=1_000)
    parser.add_argument("--many", type=int, default=100_000)
    parser.add_argument("--requests", type=int, default=300)
    options = parser.parse_args()
    os.environ |= {"PORTAL_MODE": "demo", "DJANGO_SETTINGS_MODULE": "bench.settings"}
    os.environ |= {"SECRET_KEY": "bench" * 12, "PERSON_KEY_SECRET": "bench" * 12}
    with services():
        for command in (["migrate", "-v0"], ["collectstatic", "--noinput", "-v0"],
                        ["load_reference"]):  # fmt: skip
            subprocess.run([sys.executable, "manage.py", *command], cwd=ROOT, check=True)
        run(options)


def run(options: argparse.Namespace) -> None:
    from bench.seed import Seed  # settings are known only now

    seed, costs = Seed(), {}
    for size in (options.few, options.many):
        data = seed.grow_to(size)
        print(f"\n{size} projects")
        with web() as process:
            costs[size] = table(process, plan(data, options.requests))
    print(f"\ncost with {options.many} projects ÷ cost with {options.few}")
    for name, cost in costs[options.many].items():
        print(f"{name:46}{cost / costs[options.few][name]:7.2f}")


if __name__ == "__main__":
    main()
