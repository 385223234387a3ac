"""The demo on this machine: where its data lies and what its processes find in the environment."""

import os
import secrets
from pathlib import Path

from portal.runtime.postgres import Cluster
from portal.runtime.valkey import Valkey

ROOT = Path(__file__).resolve().parents[2]
PREPARATION = 4  # steps portal.runtime.prepare shows


class Demo:
    """Services and environment of the demo whose data lies in `root`/var."""

    def __init__(self, root=ROOT):
        self.root = Path(root)
        self.var = self.root / "var"
        self.services = []

    def start(self):
        """Start the services the environment does not name. Raises Fault."""
        if not os.environ.get("DATABASE_URL"):
            self.services.append(Cluster(self.var / "postgres").start())
        if not os.environ.get("REDIS_URL"):
            self.services.append(Valkey(self.var / "valkey").start())
        return self

    def stop(self):
        """Leave the services; they stop unless somebody else uses them."""
        while self.services:
            self.services.pop().stop()

    def environment(self):
        """Return the variables every process of the demo needs, secrets included."""
        found = {
            "PORTAL_MODE": "demo",
            "SECRET_KEY": self.secret("secret-key"),
            "PERSON_KEY_SECRET": self.secret("person-key"),
        }
        for service in self.services:
            found |= service.variables()
        return found

    def secret(self, name):
        """Return a secret that is made once and kept in var/, readable by its owner only."""
        path = self.var / name
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT, 0o600), "w") as file:
                file.write(secrets.token_urlsafe(48))
        return path.read_text()
