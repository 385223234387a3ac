"""A portal of tiny processes under the real supervisor: what the supervisor tests start.

Arguments: the folder and optionally `dying`, a worker that never starts; PORT in the environment.
"""

import sys
from pathlib import Path

from portal.runtime.children import Child
from portal.runtime.demo import Demo
from portal.runtime.faults import Fault
from portal.runtime.supervisor import Supervisor

STUBBORN = (
    "import signal, sys, time; signal.signal(15, lambda *_: None); print('упрямый', sys.argv)"
)
ENDLESS = f"{STUBBORN}; [time.sleep(1) for _ in range(999)]"
DYING = "raise SystemExit('нет настроек')"


class SmallPortal(Supervisor):
    """The real supervisor with a folder instead of the site and a process that ignores SIGTERM."""

    worker = ENDLESS

    def prepare(self, done):
        """Write the page the supervisor waits for and one demo login."""
        (self.demo.var / "readyz").write_text("ok")
        (self.demo.var / "logins.json").write_text(
            '[{"role": "житель", "email": "anna@example.org", "password": "demo", "url": "/"}]'
        )

    def children(self):
        """Yield a web server and a worker."""
        environment = self.environment()
        web = ["http.server", str(self.port), "--bind", "127.0.0.1", "--directory"]
        yield Child("web", [*web, str(self.demo.var)], environment)
        worker = Child("worker", [], environment)
        worker.arguments = [sys.executable, "-c", self.worker, str(self.demo.var)]
        yield worker


def main():
    """Run it as `make run` would, with the sentence of a Fault on stderr."""
    if "dying" in sys.argv:
        SmallPortal.worker = DYING
    try:
        SmallPortal(Demo(Path(sys.argv[1]))).run()
    except Fault as fault:
        sys.exit(str(fault))
