"""First start: a virtual environment with the locked, hashed packages. Standard library only.

Run by path (`python3 portal/runtime/bootstrap.py [runtime|dev]`) with whatever Python the machine
has, so it must stay readable for old ones: their user deserves a sentence, not a SyntaxError.
"""

import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
LOCKS = {"runtime": "requirements.lock", "dev": "requirements-dev.lock"}
OLDEST = (3, 11)
NEEDED_MB = 1200
NO_SPACE = ("No space left", "ENOSPC", "os error 28", "Disk quota exceeded")
NO_INDEX = (
    "error sending request",
    "dns error",
    "Failed to fetch",
    "Could not connect",
    "Connection refused",
    "Max retries exceeded",
    "NewConnectionError",
    "No matching distribution",
    "Network is unreachable",
    "timed out",
)


class Stop(Exception):
    """The environment cannot be made; the message is one sentence in Russian."""


def main(arguments):
    """Make the environment ready; end with code 1 and a sentence when it cannot be."""
    kind = arguments[0] if arguments else "runtime"
    try:
        prepare(ROOT, kind)
    except Stop as stop:
        sys.exit(f"Не получилось подготовить окружение. {stop}")
    except OSError as error:
        sys.exit(f"Не получилось подготовить окружение. {sentence_for(str(error))}")
    except KeyboardInterrupt:
        sys.exit("\nОстановлено; повторный запуск продолжит с этого места.")


def prepare(root, kind):
    """Create `root`/.venv and install the lock of `kind` unless the stamp says it is done."""
    check_python(sys.version_info)
    venv = root / ".venv"
    if stamp(venv) in accepted(root, kind):
        return
    check_space(root)
    if not python_of(venv):
        step("Создаю окружение Python в .venv", lambda: create(venv))
    step(f"Устанавливаю пакеты из {LOCKS[kind]}", lambda: install(venv, root / LOCKS[kind]))
    (venv / "lock.sha256").write_text(digest(root, kind))


def step(title, action):
    """Run `action`, showing what happens and how long it took."""
    print(f"{title} … ", end="", flush=True)
    begin = time.monotonic()
    try:
        action()
    except BaseException:
        print("не вышло")
        raise
    print(f"{time.monotonic() - begin:.0f} с", flush=True)


def digest(root, kind):
    """Return the fingerprint of a lock and of the Python it is installed for."""
    content = (root / LOCKS[kind]).read_bytes()
    return hashlib.sha256(content + python_of(root / ".venv").encode()).hexdigest()


def accepted(root, kind):
    """Return the stamps that will do: the development lock contains the runtime one."""
    return {digest(root, name) for name in {kind, "dev"}}


def stamp(venv):
    """Return what was installed last."""
    try:
        return (venv / "lock.sha256").read_text()
    except OSError:
        return ""


def python_of(venv):
    """Return the version of the environment's own Python, nothing when it does not work.

    Not of the Python that runs this file: another one on the same machine must leave a working
    environment alone, since one created over the other mixes their libraries.
    """
    code = "import sys, importlib.util as u; print(sys.version if u.find_spec('pip') else '')"
    try:
        answer = subprocess.run(
            [str(venv / "bin" / "python"), "-c", code],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            check=False,
        )
    except OSError:
        return ""
    return answer.stdout.decode().strip() if answer.returncode == 0 else ""


def check_python(version):
    """Refuse a Python that is too old."""
    if tuple(version[:2]) < OLDEST:
        raise Stop(
            f"Нужен Python 3.11 или новее, а это {version[0]}.{version[1]}: "
            "укажите другой, например make run PYTHON=python3.12."
        )


def check_space(root):
    """Refuse to begin what the disk cannot hold."""
    free = shutil.disk_usage(str(root)).free // 2**20
    if free < NEEDED_MB:
        raise Stop(f"На диске мало места: нужно {NEEDED_MB} МБ, свободно {free} МБ.")


def create(venv):
    """Create the environment; what was begun or lost its Python goes first."""
    missing = [name for name in ("venv", "ensurepip") if importlib.util.find_spec(name) is None]
    if missing:
        raise Stop(
            f"В этом Python нет модуля {missing[0]}: установите пакет python3-venv "
            "(apt install python3-venv) и повторите."
        )
    run([sys.executable, "-m", "venv", "--clear", str(venv)])


def install(venv, lock):
    """Install the lock with hashes checked: with uv in seconds, with pip when uv is no use."""
    python = str(venv / "bin" / "python")
    pip = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    pip += ["--require-hashes", "--no-deps", "-r"]
    environment = dict(os.environ, PIP_ROOT_USER_ACTION="ignore", **without_home())
    try:
        run([*pip, str(Path(__file__).with_name("uv.txt"))], environment)
        uv = [str(venv / "bin" / "uv"), "pip", "install", "--system-certs", "--python", python]
        run(
            [*uv, "--quiet", "--no-deps", "--require-hashes", "-r", str(lock)],
            with_index(pip, environment),
        )
    except Stop:
        # A mirror or a proxy that only pip is configured for still gets its chance.
        run([*pip, str(lock)], environment)


def without_home():
    """Return variables that switch caches off when there is no home to write to."""
    if os.access(str(Path("~").expanduser()), os.W_OK) or "UV_CACHE_DIR" in os.environ:
        return {}
    return {"UV_NO_CACHE": "1", "PIP_NO_CACHE_DIR": "1"}


def with_index(pip, environment):
    """Tell uv the package index pip is configured for: uv does not read pip's settings."""
    names = {"global.index-url": "UV_DEFAULT_INDEX", "global.cert": "SSL_CERT_FILE"}
    found = {}
    for option, variable in names.items():
        answer = subprocess.run(
            [*pip[:3], "config", "get", option],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            check=False,
        )
        if answer.returncode == 0:
            found[variable] = answer.stdout.decode().strip()
    if "PIP_INDEX_URL" in environment:
        found["UV_DEFAULT_INDEX"] = environment["PIP_INDEX_URL"]
    return dict(found, **environment)


def run(command, environment=None):
    """Run a command quietly; raise Stop with a sentence when it fails."""
    with tempfile.TemporaryFile() as output:
        code = subprocess.run(
            command,
            stdout=output,
            stderr=subprocess.STDOUT,
            stdin=subprocess.DEVNULL,
            env=environment,
            check=False,
        ).returncode
        if code:
            output.seek(0)
            raise Stop(sentence_for(output.read().decode(errors="replace")))


def sentence_for(output):
    """Turn what a tool printed into the one sentence a person can act on."""
    if any(mark in output for mark in NO_SPACE):
        return f"На диске кончилось место: освободите {NEEDED_MB} МБ и повторите."
    if "ensurepip" in output:
        return "Модуль venv неполон: установите пакет python3-venv и повторите."
    if "hash" in output.lower() and "match" in output.lower():
        return "Скачанный пакет не совпал с контрольной суммой: попробуйте ещё раз или другую сеть."
    if any(mark in output for mark in NO_INDEX):
        return "Нет связи с каталогом пакетов Python: проверьте сеть, прокси и PIP_INDEX_URL."
    return output.strip()[-600:]


if __name__ == "__main__":
    main(sys.argv[1:])
