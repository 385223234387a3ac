"""`python -m portal.runtime run|env|stop`.

`run` is `make run`; `env` and `stop` are for work by hand with manage.py on the demo data.
"""

import shlex
import sys

from portal.runtime.demo import Demo
from portal.runtime.faults import Fault
from portal.runtime.postgres import Cluster
from portal.runtime.supervisor import Supervisor
from portal.runtime.valkey import Valkey


def run():
    """Run the whole portal until Ctrl-C or SIGTERM."""
    Supervisor().run()


def env():
    """Start the services, keep them running and print `export` lines for a shell."""
    demo = Demo().start()
    for service in demo.services:
        service.keep()
    print("export " + " ".join(f"{k}={shlex.quote(v)}" for k, v in demo.environment().items()))
    demo.stop()


def stop():
    """Stop the services that `env` left running, unless `make run` still uses them."""
    demo = Demo()
    for service in (Valkey(demo.var / "valkey"), Cluster(demo.var / "postgres")):
        state = "остановлен" if service.release() else "ещё нужен работающему порталу"
        print(f"{service.name}: {state}.", file=sys.stderr)


COMMANDS = {"run": run, "env": env, "stop": stop}


def main():
    """Run the named command; a Fault ends it with its sentence and code 1."""
    command = COMMANDS.get(sys.argv[1] if len(sys.argv) > 1 else "")
    if command is None:
        sys.exit("Команды: " + ", ".join(COMMANDS))
    try:
        command()
    except Fault as fault:
        sys.exit(str(fault))


if __name__ == "__main__":
    main()
