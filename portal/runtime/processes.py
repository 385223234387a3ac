"""Processes: which user a server runs as, how it is tied to us, whether it is still alive."""

import contextlib
import ctypes
import os
import pwd
import shutil
import signal
import subprocess
import sys
import time
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from portal.runtime.faults import Fault

PR_SET_PDEATHSIG = 1
_libc = ctypes.CDLL(None) if sys.platform == "linux" else None


def die_with_parent(signum=signal.SIGTERM):
    """Return a `preexec_fn` that makes the kernel send `signum` when the parent dies (Linux)."""

    def tie():
        if _libc:
            _libc.prctl(PR_SET_PDEATHSIG, signum)

    return tie


@dataclass(frozen=True)
class Identity:
    """How to start a server that refuses root: a command prefix and `Popen` arguments."""

    prefix: tuple = ()
    popen: dict = field(default_factory=dict)
    uid: int | None = None


def identity_for(home):
    """Choose the one way that fits the owner of `home`; raise Fault when there is none.

    The owner is the memory: files written one way are unreadable the other way.
    """
    owner, me = Path(home).stat().st_uid, os.geteuid()
    if me == 0 and owner != 0:
        return _setuid(owner)
    if owner != me:
        raise Fault(f"Каталог {home} принадлежит другому пользователю: запустите от его имени.")
    if me != 0 and _has_name(me):
        return Identity()
    if namespaces_work():
        return Identity(prefix=_unshare())
    if me != 0:
        return Identity()
    nobody = pwd.getpwnam("nobody").pw_uid
    os.chown(home, nobody, -1)
    return _setuid(nobody)


def _has_name(uid):
    with contextlib.suppress(KeyError):
        return bool(pwd.getpwuid(uid))
    return False


def _unshare():
    # initdb looks its user up by number, so the number must have a name: nobody always has one.
    nobody = pwd.getpwnam("nobody")
    return (
        "unshare",
        "--user",
        f"--map-user={nobody.pw_uid}",
        f"--map-group={nobody.pw_gid}",
        "--",
    )


@cache
def namespaces_work():
    """Tell whether user namespaces are allowed here (many containers forbid them)."""
    if os.environ.get("PORTAL_NO_UNSHARE") or not shutil.which("unshare"):
        return False
    return subprocess.run([*_unshare(), "true"], capture_output=True, check=False).returncode == 0


def _setuid(uid):
    gid = pwd.getpwuid(uid).pw_gid if _has_name(uid) else uid
    return Identity(popen={"user": uid, "group": gid, "extra_groups": []}, uid=uid)


def check_reachable(path, uid):
    """Raise Fault when user `uid` cannot walk down to `path` (None means: we ourselves)."""
    if uid is None:
        return
    for folder in Path(path).resolve().parents:
        status = folder.stat()
        if not status.st_mode & (0o100 if status.st_uid == uid else 0o001):
            raise Fault(
                f"PostgreSQL не работает от root, а каталог {folder} закрыт для других "
                "пользователей: перенесите портал в открытый каталог или запустите без root."
            )


def give(path, identity):
    """Hand a file or folder made by root over to the user the server runs as."""
    if identity.uid is not None:
        os.chown(path, identity.uid, -1)


def clean_environment():
    """Return our environment without PG* variables, which would change what the binaries do."""
    env = {name: value for name, value in os.environ.items() if not name.startswith("PG")}
    return env | {"LC_ALL": "C", "TZ": "UTC"}


def alive(pid):
    """Tell whether a process exists and is not a zombie nobody has collected."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    with contextlib.suppress(OSError):
        return Path(f"/proc/{pid}/stat").read_bytes().rpartition(b")")[2].split()[0] != b"Z"
    return not Path("/proc/self").exists()


def command_line(pid):
    """Return the command line of a process as one string, empty when it cannot be read."""
    if Path("/proc/self").exists():
        with contextlib.suppress(OSError):
            return (
                Path(f"/proc/{pid}/cmdline")
                .read_bytes()
                .replace(b"\0", b" ")
                .decode(errors="replace")
            )
        return ""
    answer = subprocess.run(
        ["ps", "-p", str(pid), "-o", "command="], capture_output=True, text=True, check=False
    )
    return answer.stdout.strip()


def wait_until(condition, seconds, pause=0.02):
    """Poll `condition` for at most `seconds`; return whether it came true."""
    end = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > end:
            return False
        time.sleep(pause)
    return True
