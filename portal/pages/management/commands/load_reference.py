"""Load the catalogues of every app: districts, deadlines, statuses, criteria."""

from django.core.management.base import BaseCommand

from portal.pages.registry import registered_or_told


class Command(BaseCommand):
    help = "Загружает справочники всех приложений; повторный запуск ничего не удваивает."

    def handle(self, *args, **options):
        tell = self.stderr.write if options["verbosity"] else lambda line: None
        for load in registered_or_told("REFERENCE_LOADERS", tell):
            load()
