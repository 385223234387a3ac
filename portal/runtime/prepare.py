"""Makes the demo ready in one process: catalogues, tables, demo city, static files.

One process, because starting Django four times would take most of the second start.
"""

import hashlib
import io
import json
import os
import sys
from pathlib import Path

import django
from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import CommandError, call_command, get_commands

from portal.runtime.catalogues import compile_all
from portal.runtime.console import Steps


def main(done, total, logins):
    """Show the steps from `done` of `total` and write the demo logins to the file `logins`."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
    steps = Steps(total, done)
    with steps.step("Собираю русский и английский переводы"):
        compile_all()
        django.setup()
    with steps.step("Обновляю таблицы базы данных"):
        call_command("migrate", interactive=False, verbosity=0)
    with steps.step("Загружаю демонстрационный город"):
        Path(logins).write_text(json.dumps(load_demo(), ensure_ascii=False))
    with steps.step("Собираю стили и скрипты"):
        collect_static()


def load_demo():
    """Load the demo city (quick the second time) and return its logins."""
    if "load_demo" not in get_commands():
        return []
    call_command("load_demo", stdout=io.StringIO())
    answer = io.StringIO()
    call_command("load_demo", "--logins-json", stdout=answer)
    return json.loads(answer.getvalue())


def collect_static():
    """Collect static files when any of them changed since the last time."""
    stamp, now = Path(settings.STATIC_ROOT) / ".collected", static_fingerprint()
    if stamp.exists() and stamp.read_text() == now:
        return
    call_command("collectstatic", interactive=False, clear=True, verbosity=0)
    stamp.write_text(now)


def static_fingerprint():
    """Return a digest of the names, sizes and times of all static files."""
    digest = hashlib.sha256()
    for finder in get_finders():
        for name, storage in finder.list([]):
            status = Path(storage.path(name)).stat()
            digest.update(f"{name} {status.st_size} {status.st_mtime_ns}\n".encode())
    return digest.hexdigest()


if __name__ == "__main__":
    try:
        main(int(sys.argv[1]), int(sys.argv[2]), sys.argv[3])
    except (CommandError, OSError) as error:
        sys.exit(str(error))
