"""Gives the test run a PostgreSQL and a Valkey of its own, and takes them away again.

Named in pyproject's `addopts`, because pytest-django reads the settings before any conftest.py.
Run pytest as `python -m pytest`, so that this package can be imported that early.
"""

import atexit
import contextlib
import fcntl
import os
import shutil
import signal
import sys
import tempfile
from pathlib import Path

import pytest

from portal.runtime.catalogues import compile_all
from portal.runtime.postgres import Cluster
from portal.runtime.service import open_folder
from portal.runtime.valkey import Valkey

PREFIX = "kirov-test-"


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_load_initial_conftests(early_config):
    """Start the services before pytest-django looks at the settings."""
    os.environ["PORTAL_MODE"] = "test"
    asked = early_config.known_args_namespace
    if not (asked.help or asked.version):
        _start()
    return (yield)


def _start():
    if os.environ.get("PYTEST_XDIST_WORKER"):
        # The cluster is shared, each worker has its own database in it; a cache is cleared whole.
        for name in ("REDIS_URL", "CACHE_URL"):
            os.environ.pop(name, None)
    if os.environ.get("DATABASE_URL") and os.environ.get("REDIS_URL"):
        return
    compile_all()  # plural forms come from the compiled Russian catalogue
    sweep()
    services = Temporary()
    atexit.register(services.stop)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    os.environ.update(services.start())


class Temporary:
    """A PostgreSQL and a Valkey in a temporary folder, gone with this process."""

    def __init__(self):
        self.folder = Path(tempfile.mkdtemp(prefix=PREFIX, dir=open_folder()))
        self.folder.chmod(0o755)
        self._lock = (self.folder / "alive").open("w")
        fcntl.flock(self._lock, fcntl.LOCK_EX)
        self._services = []

    def start(self):
        """Start what the environment does not name; return the variables that name it."""
        found = {}
        if not os.environ.get("DATABASE_URL"):
            found |= self._started(Cluster(self.folder / "pg", private=True)).variables()
        if not os.environ.get("REDIS_URL"):
            found |= self._started(Valkey(self.folder / "vk", private=True)).variables()
        return found

    def _started(self, service):
        self._services.append(service)
        return service.start()

    def stop(self):
        """Stop the services and remove the folder."""
        while self._services:
            self._services.pop().stop()
        self._lock.close()
        shutil.rmtree(self.folder, ignore_errors=True)


def sweep():
    """Remove folders left by test runs that were killed; the kernel already ended their servers."""
    for folder in open_folder().glob(PREFIX + "*"):
        with contextlib.suppress(OSError), (folder / "alive").open("r+") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            shutil.rmtree(folder, ignore_errors=True)
