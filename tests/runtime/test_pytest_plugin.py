"""A test run brings its own services and leaves nothing, however it ends."""

import os
import signal
import subprocess
import sys

import pytest

from portal.runtime.pytest_plugin import PREFIX
from tests.runtime.conftest import LIGHT, ROOT, clean_environment, processes_in, wait_for

SLEEPER = """
import os, time, pathlib
def test_sleeps():
    pathlib.Path(os.environ["TMPDIR"], "begun").write_text(os.environ["DATABASE_URL"])
    time.sleep(60)
"""

INNER = (
    LIGHT
    + """
import pytest
options = ["-p", "portal.runtime.pytest_plugin", "-c", "/dev/null", "--rootdir", sys.argv[1]]
sys.exit(pytest.main([*options, "-p", "no:cacheprovider", sys.argv[1] + "/test_it.py"]))
"""
)


@pytest.fixture
def run(folder):
    """A pytest run in the middle of a test; its services lie in `folder`."""
    (folder / "test_it.py").write_text(SLEEPER)
    environment = clean_environment() | {"TMPDIR": str(folder)}
    # Only our plugin: the others take longer to import than the whole test.
    environment |= {"PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
    command = [sys.executable, "-c", INNER, str(folder)]
    with subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL) as run:
        wait_for((folder / "begun").exists, 60)
        yield run
        run.kill()


def test_this_run_has_services_of_its_own():
    assert PREFIX in os.environ["DATABASE_URL"]
    assert os.environ["PORTAL_MODE"] == "test"


@pytest.mark.parametrize("signum", [signal.SIGINT, signal.SIGTERM])
def test_an_interrupted_run_leaves_nothing(run, folder, signum):
    run.send_signal(signum)
    run.wait(60)
    wait_for(lambda: not processes_in(folder))
    assert list(folder.glob(PREFIX + "*")) == []


def test_a_killed_run_leaves_no_process(run, folder):
    run.kill()
    wait_for(lambda: not processes_in(folder))
