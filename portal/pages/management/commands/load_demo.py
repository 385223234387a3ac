"""Load the demo city: catalogues first, then people, places and a round in full swing."""

import contextlib
import json
import sys

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.utils.module_loading import import_string

from portal.pages.registry import registered


class Command(BaseCommand):
    help = "Загружает демонстрационный город; повторный запуск ничего не удваивает."

    def add_arguments(self, parser):
        parser.add_argument(
            "--logins-json",
            action="store_true",
            help="вывести учётные записи демонстрации в JSON; больше в stdout ничего не будет",
        )

    def handle(self, *args, logins_json=False, **options):
        # Whatever a loader prints must not get between the lines of the JSON.
        with contextlib.redirect_stdout(sys.stderr):
            call_command("load_reference", stderr=self.stderr)
            for load in registered("DEMO_LOADERS"):
                load()
        if logins_json:
            self.stdout.write(
                json.dumps(import_string(settings.DEMO_LOGINS), ensure_ascii=False, default=str)
            )
        else:
            self.stdout.write("Демонстрационный город загружен.")
