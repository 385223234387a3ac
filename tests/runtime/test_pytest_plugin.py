"""A test run brings its own services and leaves nothing, however it ends."""

import os
import signal
import subprocess
import sys

import pytest

from portal.runtime.pytest_plugin import PREFIX
from tests.runtime.conftest import ROOT, clean_environment, processes_in, wait_for

SLEEPER = """
import os, time, pathlib
def test_sleeps():
    pathlib.Path(os.environ["TMPDIR"], "begun").write_text(os.environ["DATABASE_URL"])
    time.sleep(60)
"""


@pytest.fixture
def run(folder):
    """A pytest run in the middle of a test; its services lie in `folder`."""
    (folder / "test_it.py").write_text(SLEEPER)
    (folder / "pytest.ini").write_text("[pytest]\naddopts = -p portal.runtime.pytest_plugin\n")
    environment = clean_environment() | {"TMPDIR": str(folder), "PYTHONPATH": str(ROOT)}
    environment |= {"DJANGO_SETTINGS_MODULE": "portal.settings"}
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "test_it.py"]
    with subprocess.Popen(command, cwd=folder, env=environment, stdout=subprocess.DEVNULL) as run:
        wait_for((folder / "begun").exists, 60)
        yield run
        run.kill()


def test_this_run_has_services_of_its_own():
    assert PREFIX in os.environ["DATABASE_URL"] or "GIVEN_DATABASE" in os.environ
    assert os.environ["PORTAL_MODE"] == "test"


@pytest.mark.parametrize("signum", [signal.SIGINT, signal.SIGTERM])
def test_an_interrupted_run_leaves_nothing(run, folder, signum):
    run.send_signal(signum)
    run.wait(20)
    wait_for(lambda: not processes_in(folder))
    assert list(folder.glob(PREFIX + "*")) == []


def test_a_killed_run_leaves_no_process(run, folder):
    run.kill()
    wait_for(lambda: not processes_in(folder))
