"""`manage.py tally_pabulib FILE`: count a Pabulib file without touching the database."""

import json
from decimal import Decimal
from fractions import Fraction

from django.core.management.base import BaseCommand, CommandError, CommandParser

from budgeting.election import number
from budgeting.tally import RULES, tally_file

SWITCHES = {
    "start": "mes: начальная сумма на голосующего без дробной части рубля или ровно бюджет на всех",
    "stop": "mes: до перерасхода или уже когда больше ничего не помещается в бюджет",
    "increment": "mes: на сколько растёт сумма на голосующего за шаг; 0 — без шагов",
    "eligibility": "mes: доля голосов не меньше этой части доли стоимости в бюджете, например 1/3",
}
CHOICES = {"start": ("integral", "exact"), "stop": ("overspend", "exhaustive")}
FLAGS = {
    "comparison": "mes: сравнить с подсчётом по голосам, победит то, что нравится большему числу",
    "fill": "mes: остаток раздать по числу голосов",
}


class Command(BaseCommand):
    """Prints the winners of a recorded election, for people or (`--json`) for programs."""

    help = "Считает голосование из файла Pabulib; база данных не нужна."
    requires_system_checks = []
    requires_migrations_checks = False

    def add_arguments(self, parser: CommandParser) -> None:
        """FILE, --rule, --lot, --threshold, the switches of equal shares and --json."""
        parser.add_argument("file", help="файл .pb")
        parser.add_argument(
            "--rule", choices=[*RULES, "auto"], default="auto", help="правило; auto: из файла"
        )
        parser.add_argument(
            "--lot", help="жребий: номера проектов через запятую; без него порядок строк файла"
        )
        parser.add_argument(
            "--threshold",
            help="порог поддержки; без него — из файла, а для mes и phragmen — если файл сам "
            "назначает равные доли",
        )
        for name, words in SWITCHES.items():
            parser.add_argument(f"--{name}", choices=CHOICES.get(name), help=words)
        for name, words in FLAGS.items():
            parser.add_argument(f"--{name}", action="store_true", default=None, help=words)
        parser.add_argument("--json", action="store_true", help="напечатать один объект JSON")

    def handle(self, *args: object, **options: object) -> None:
        """Raises CommandError with file, line, column and reason for a broken file."""
        lot = options["lot"].split(",") if options["lot"] else None
        given = {name: options[name] for name in (*SWITCHES, *FLAGS) if options[name] is not None}
        try:
            threshold = None if options["threshold"] is None else _number(options["threshold"])
            report = tally_file(options["file"], options["rule"], lot, given, threshold)
        except (OSError, ValueError) as error:
            raise CommandError(str(error)) from error
        self.stdout.write(_as_json(report) if options["json"] else _as_text(report))


def _number(text: str) -> int | Decimal:
    try:
        return number(text)
    except ValueError:
        raise ValueError(f"--threshold: ожидалось число, а не «{text}».") from None


def _as_json(report: dict) -> str:
    return json.dumps(report, ensure_ascii=False, default=_plain)


def _plain(value: Decimal | Fraction) -> int | float:
    # A float is only the way to a JSON number here: it prints a sum exactly to 15 digits.
    return int(value) if value == int(value) else float(value)


def _as_text(report: dict) -> str:
    lines = [
        f"Правило: {report['rule']}",
        f"Проектов: {report['num_projects']}, бюллетеней: {report['num_votes']}",
        f"Победители: {', '.join(report['winners']) or 'нет'}",
        f"Общая стоимость: {report['total_cost']}",
    ]
    if "endowment" in report:
        endowment = _plain(report["endowment"])
        lines.append(f"На каждого голосующего: {endowment}, шагов: {report['steps']}")
    if "comparison" in report:
        prefer = report["comparison"]
        lines.append(
            f"Больше нравятся равные доли: {prefer['mes']}, подсчёт по голосам: {prefer['greedy']}"
        )
    return "\n".join([*lines, f"Секунд: {report['seconds']}"])
