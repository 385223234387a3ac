"""manage.py import_pabulib FILE [--round SLUG]: a recorded election as a closed round."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.urls import reverse

from budgeting.importing import ImportRefusedError, import_file
from budgeting.pabulib import PabulibError

WIDTH = 30


class Command(BaseCommand):
    help = "Загрузить выборы в формате Pabulib (.pb) как завершённый раунд."

    def add_arguments(self, parser) -> None:
        parser.add_argument("file", type=Path, help="файл .pb")
        parser.add_argument("--round", default="", metavar="SLUG", help="адрес нового раунда")

    def handle(self, *args, **options) -> None:
        path = options["file"]
        try:
            done = import_file(path, slug=options["round"], progress=self._bar)
        except PabulibError as error:
            raise CommandError(f"{error} Ничего не записано.") from error
        except ImportRefusedError as error:
            raise CommandError(f"{path.name}: {error} Ничего не записано.") from error
        except OSError as error:
            raise CommandError(f"{path}: не открывается ({error.strerror}).") from error
        self._report(done)

    def _bar(self, done: int, total: int) -> None:
        part = done / total if total else 1
        bar = "#" * int(part * WIDTH)
        end = "\n" if done >= total else "\r"
        self.stderr.write(
            f"[{bar:<{WIDTH}}] {part:4.0%}  бюллетеней: {done} из {total}", ending=end
        )
        self.stderr.flush()

    def _report(self, done) -> None:
        address = reverse("budgeting:results", args=[done.round.slug])
        if not done.created:
            self.stdout.write(f"Этот файл уже загружен, ничего не изменено: {address}")
            return
        self.stdout.write(
            f"Загружено: проектов {done.round.project_count}, бюллетеней {done.result.ballots}, "
            f"победителей {len(done.result.data['winners'])}. Итоги: {address}"
        )
        if done.repeated:
            self.stdout.write(
                f"Бюллетеней, где проект назван не один раз: {done.repeated}; "
                "каждое упоминание посчитано, как в самом файле."
            )
        if done.foreign_rule:
            self.stdout.write(
                f"В файле названо правило «{done.foreign_rule}»; подсчёт сделан по числу голосов."
            )
