"""`manage.py anonymise_poll UUID`: forget who cast which ballot, once disputes are over."""

from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser

from portal.polls.actions import anonymise_poll
from portal.polls.models import Poll


class Command(BaseCommand):
    """Beat does the same every day; the command is for those who do not want to wait for it."""

    help = "Обезличивает голосование по его открытому номеру; раньше срока отказывает."

    def add_arguments(self, parser: CommandParser) -> None:
        """UUID of the poll."""
        parser.add_argument("uuid", type=UUID, help="открытый номер голосования")

    def handle(self, *args: object, **options: object) -> None:
        """Raises CommandError with the reason: unknown, not published, too early, done already."""
        poll = Poll.objects.filter(uuid=options["uuid"]).first()
        if poll is None:
            raise CommandError("Голосования с таким номером нет.")
        try:
            anonymise_poll(poll)
        except ValidationError as error:
            raise CommandError(error.messages[0]) from error
        self.stdout.write("Голосование обезличено.")
