"""`make messages`: collects translatable strings into locale/, without system gettext.

Babel reads the Python; Django's own `templatize` turns templates into Python for it. With
`--check` nothing is written and a string missing from a catalogue ends it with code 1.
"""

import io
import re
import sys
from pathlib import Path

import django
from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.utils.translation import templatize

ROOT = Path(__file__).resolve().parents[2]
LOCALES = ("ru", "en")
SKIPPED = {".venv", "var", "tests", "bench", "migrations", "node_modules", ".git"}
KEYWORDS = DEFAULT_KEYWORDS | {
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext_lazy": (1, 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
TEMPLATES = {".html", ".txt"}


def sources(root):
    """Return the project's Python files and templates."""
    for path in sorted(root.rglob("*")):
        inside = path.relative_to(root)
        if SKIPPED.isdisjoint(inside.parts) and (
            path.suffix == ".py" or (path.suffix in TEMPLATES and "templates" in inside.parts)
        ):
            yield path, inside


def template_of_messages(root=ROOT):
    """Return a catalogue of every translatable string of the project."""
    found = Catalog(charset="utf-8")
    for path, inside in sources(root):
        text = path.read_text()
        if path.suffix in TEMPLATES:
            # What is left of the markup is indented at random; no string spans two lines.
            text = re.sub(r"(?m)^[ \t]+", "", templatize(text, origin=str(inside)))
        rows = extract("python", io.BytesIO(text.encode()), KEYWORDS, ("Translators:",))
        for _, message, comments, context in rows:
            place = (inside.as_posix(), None)
            found.add(message, locations=[place], auto_comments=comments, context=context)
    return found


def read(po, locale):
    """Return a catalogue from a file, an empty one when the file does not exist."""
    if not po.exists():
        return Catalog(locale=locale, charset="utf-8")
    with po.open("rb") as file:
        return read_po(file, locale=locale)


def missing(root=ROOT):
    """Return «locale: message» for each string of the project a catalogue does not have."""
    wanted = template_of_messages(root)
    for locale in LOCALES:
        known = read(path_of(root, locale), locale)
        for message in wanted:
            if message.id and known.get(_key(message), message.context) is None:
                yield f"{locale}: {message.id!r}"


def _key(message):
    return message.id[0] if isinstance(message.id, tuple) else message.id


def path_of(root, locale):
    """Return where the catalogue of a locale lies."""
    return root / "locale" / locale / "LC_MESSAGES" / "django.po"


def update(root=ROOT):
    """Bring both catalogues up to date; guesses are not made, lost strings are dropped."""
    wanted = template_of_messages(root)
    for locale in LOCALES:
        po = path_of(root, locale)
        catalogue = read(po, locale)
        catalogue.update(wanted, no_fuzzy_matching=True, update_creation_date=False)
        catalogue.obsolete.clear()
        po.parent.mkdir(parents=True, exist_ok=True)
        with po.open("wb") as file:
            # Line numbers would change every file with every commit.
            write_po(file, catalogue, sort_output=True, include_lineno=False, width=100)


def main():
    """Update the catalogues or, with `--check`, only compare."""
    settings.configure()  # templatize asks for settings; the project's own are not needed
    django.setup()
    if "--check" not in sys.argv:
        update()
        return
    found = list(missing())
    print("\n".join(found))
    if found:
        sys.exit(f"Нет в locale/: {len(found)} строк, выполните make messages.")


if __name__ == "__main__":
    main()
