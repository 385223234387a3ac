"""`manage.py tally_pabulib FILE`: count a Pabulib file without touching the database."""

import json

from django.core.management.base import BaseCommand, CommandError, CommandParser

from budgeting.tally import RULES, tally_file


class Command(BaseCommand):
    """Prints the winners of a recorded election, for people or (`--json`) for programs."""

    help = "Считает голосование из файла Pabulib; база данных не нужна."
    requires_system_checks = []
    requires_migrations_checks = False

    def add_arguments(self, parser: CommandParser) -> None:
        """FILE, --rule, --lot and --json."""
        parser.add_argument("file", help="файл .pb")
        parser.add_argument(
            "--rule", choices=[*RULES, "auto"], default="auto", help="правило; auto: из файла"
        )
        parser.add_argument(
            "--lot", help="жребий: номера проектов через запятую; без него порядок строк файла"
        )
        parser.add_argument("--json", action="store_true", help="напечатать один объект JSON")

    def handle(self, *args: object, **options: object) -> None:
        """Raises CommandError with file, line, column and reason for a broken file."""
        lot = options["lot"].split(",") if options["lot"] else None
        try:
            report = tally_file(options["file"], options["rule"], lot)
        except (OSError, ValueError) as error:
            raise CommandError(str(error)) from error
        self.stdout.write(_as_json(report) if options["json"] else _as_text(report))


def _as_json(report: dict) -> str:
    # A float is only the way to a JSON number here: it prints the sum exactly to 15 digits.
    return json.dumps(report, ensure_ascii=False, default=float)


def _as_text(report: dict) -> str:
    return "\n".join(
        (
            f"Правило: {report['rule']}",
            f"Проектов: {report['num_projects']}, бюллетеней: {report['num_votes']}",
            f"Победители: {', '.join(report['winners']) or 'нет'}",
            f"Общая стоимость: {report['total_cost']}",
            f"Секунд: {report['seconds']}",
        )
    )
