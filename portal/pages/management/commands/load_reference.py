"""Load the catalogues of every app: districts, deadlines, statuses, criteria."""

from django.core.management.base import BaseCommand

from portal.pages.registry import registered


class Command(BaseCommand):
    help = "Загружает справочники всех приложений; повторный запуск ничего не удваивает."

    def handle(self, *args, **options):
        for load in registered("REFERENCE_LOADERS"):
            load()
