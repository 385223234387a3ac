"""Folders a server may enter and a look at what processes are left."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
# A helper process needs portal.runtime only; importing Celery with the package takes a second.
LIGHT = """
import sys, types
sys.modules["portal"] = types.ModuleType("portal")
sys.modules["portal"].__path__ = ["portal"]
"""
OURS = {"DATABASE_URL", "REDIS_URL", "CACHE_URL", "PORTAL_MODE"}


@pytest.fixture(autouse=True, scope="session")
def _strict_templates():
    """Nothing here renders a template."""


@pytest.fixture(autouse=True)
def _clean_slate():
    """Nothing here uses the cache."""


@pytest.fixture
def folder():
    """A temporary folder every user can walk down to; pytest's own are closed to others."""
    path = Path(tempfile.mkdtemp(prefix="kirov-runtime-"))
    path.chmod(0o755)
    yield path
    for pid in processes_in(path):
        os.kill(pid, signal.SIGKILL)
    shutil.rmtree(path, ignore_errors=True)


def processes_in(path):
    """Return the processes, zombies aside, whose command line names `path`."""
    found = []
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            command = (entry / "cmdline").read_bytes()
        except OSError:
            continue
        if str(path).encode() in command and int(entry.name) != os.getpid():
            found.append(int(entry.name))
    return found


def wait_for(condition, seconds=20):
    """Poll until `condition` holds; fail the test when it does not come true in time."""
    end = time.monotonic() + seconds
    while not (answer := condition()):
        if time.monotonic() > end:
            pytest.fail(f"not true after {seconds} s")
        time.sleep(0.05)
    return answer


def clean_environment():
    """Return our environment without the services of this test run."""
    return {k: v for k, v in os.environ.items() if k not in OURS and not k.startswith("PG")}


def python(code, *arguments, prefix=(), **options):
    """Start a Python of this environment on `code`, in the project's folder, output in a pipe."""
    return subprocess.Popen(
        [*prefix, sys.executable, "-c", LIGHT + code, *map(str, arguments)],
        cwd=ROOT,
        text=True,
        stdout=subprocess.PIPE,
        **{"env": clean_environment(), **options},
    )


def kill(process):
    """Kill a process as the kernel does when memory runs out, and collect it."""
    process.kill()
    process.communicate()
