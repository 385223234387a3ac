#!/usr/bin/env python
"""Command line of the portal.

In a clone, with nothing said of a mode, it works on the demo that `make run` made; the strict
production mode begins with PORTAL_MODE or SECRET_KEY in the environment.
"""

import atexit
import os
import sys


def join_the_demo():
    """Use the demo's services for the time of one command, if there is a demo."""
    from portal.runtime.demo import Demo
    from portal.runtime.faults import Fault

    demo = Demo()
    os.environ["PORTAL_MODE"] = "demo"
    if not (demo.var / "postgres" / "complete").exists():
        return
    try:
        os.environ.update(demo.start().environment())
    except Fault as fault:
        sys.exit(str(fault))
    atexit.register(demo.stop)


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
    if not {"PORTAL_MODE", "SECRET_KEY"} & os.environ.keys():
        join_the_demo()
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)
