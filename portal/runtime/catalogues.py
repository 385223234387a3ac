"""Compiles locale/*/LC_MESSAGES/*.po to .mo without gettext, and says what is not translated."""

import os
import sys
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

ROOT = Path(__file__).resolve().parents[2]
SOURCE = "ru"  # messages in the code are Russian: an empty ru entry shows the message itself


def catalogues(root=ROOT):
    """Return every message catalogue of the project."""
    return sorted(Path(root).glob("locale/*/LC_MESSAGES/*.po"))


def compile_all(root=ROOT):
    """Write the .mo of every .po that is newer; return how many were written."""
    stale = [po for po in catalogues(root) if not _fresh(po)]
    for po in stale:
        _compile(po)
    return len(stale)


def _fresh(po):
    mo = po.with_suffix(".mo")
    return mo.exists() and mo.stat().st_mtime_ns >= po.stat().st_mtime_ns


def _compile(po):
    # Written aside and renamed: a running portal never sees half a catalogue.
    aside = po.with_suffix(f".{os.getpid()}.tmp")
    with po.open("rb") as source, aside.open("wb") as target:
        write_mo(target, read_po(source, locale=po.parent.parent.name))
    aside.replace(po.with_suffix(".mo"))


def gaps(root=ROOT):
    """Return «file:line: message» for every untranslated or fuzzy message."""
    return [gap for po in catalogues(root) for gap in _gaps_of(po)]


def _gaps_of(po):
    locale = po.parent.parent.name
    with po.open("rb") as source:
        for message in read_po(source, locale=locale):
            if message.id and (message.fuzzy or _missing(message, locale)):
                yield f"{po}:{message.lineno or 0}: {message.id!r}"


def _missing(message, locale):
    forms = message.string if isinstance(message.string, tuple) else (message.string,)
    if isinstance(message.id, tuple):
        return not all(forms)
    return locale != SOURCE and not all(forms)


def main():
    """Compile, or with `--check` end with code 1 when something is not translated."""
    if "--check" in sys.argv:
        found = gaps()
        print("\n".join(found))
        sys.exit(f"Не переведено: {len(found)}." if found else 0)
    print(f"Собрано каталогов: {compile_all()}.")


if __name__ == "__main__":
    main()
