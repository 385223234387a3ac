"""manage.py import_reports FILE [--mapping ours=Theirs …]: a table of requests as reports."""

from itertools import islice
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from civic.actions.reports_import import BATCH, Catalogue, store
from civic.importing import MappingError, read_rows

WIDTH = 30


class Command(BaseCommand):
    help = "Загрузить сообщения из таблицы CSV; прерванную загрузку продолжает та же команда."

    def add_arguments(self, parser) -> None:
        parser.add_argument("file", type=Path, help="файл .csv в UTF-8")
        parser.add_argument(
            "--mapping",
            nargs="*",
            default=[],
            metavar="наше=Столбец",
            help="external_id, category, text, address, latitude, longitude, status, "
            "submitted_at, closed_at; обычные названия узнаются сами",
        )

    def handle(self, *args, **options) -> None:
        path = options["file"]
        try:
            added, seen, faults = self._load(path, options["mapping"], lines_of(path))
        except MappingError as error:
            raise CommandError(f"{path.name}: {error} Ничего не записано.") from error
        except UnicodeDecodeError as error:
            raise CommandError(f"{path.name}: файл не в UTF-8.") from error
        except OSError as error:
            raise CommandError(f"{path}: не открывается ({error.strerror}).") from error
        self.stdout.write(
            f"Строк: {seen}, новых сообщений: {added}, пропущено без номера: {faults}."
        )

    def _load(self, path: Path, pairs: list[str], total: int) -> tuple[int, int, int]:
        added = seen = faults = 0
        rows, catalogue = read_rows(path, pairs), Catalogue()
        while batch := list(islice(rows, BATCH)):
            good = [row for row in batch if not row.fault]
            added += store(good, catalogue)
            seen, faults = seen + len(batch), faults + len(batch) - len(good)
            self._bar(min(seen / total, 1), seen)
        return added, seen, faults

    def _bar(self, part: float, seen: int) -> None:
        bar = "#" * int(part * WIDTH)
        self.stderr.write(f"[{bar:<{WIDTH}}] {part:4.0%}  строк: {seen}", ending="\r")
        self.stderr.flush()


def lines_of(path: Path) -> int:
    """Lines of the file: as many rows or fewer, for a text may hold several."""
    with path.open("rb") as stream:
        return max(1, sum(1 for _line in stream) - 1)
