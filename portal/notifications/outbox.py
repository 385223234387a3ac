"""The drain: claims rows, hands them to the mail server, writes down what became of them.

Any number of drains may run at once. A claimed row is leased through `next_at`; when its sender is
killed the lease runs out and another sends the letter again, with the same Message-ID. Nothing is
locked while the mail server is being waited for.
"""

import logging
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from smtplib import SMTPException, SMTPRecipientsRefused, SMTPResponseException, SMTPSenderRefused

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from portal.notifications.letters import as_message, transport
from portal.notifications.models import Delivery, DeliveryState, Letter, Notification

logger = logging.getLogger(__name__)

BATCH = 50
LEASE = timedelta(minutes=5)
# Almost three days of trying, as mail servers do: 30 s, 1, 2 … 64 minutes, then every two hours.
MAX_ATTEMPTS = 40
FIRST_PAUSE = timedelta(seconds=30)
LONGEST_PAUSE = timedelta(hours=2)
# After the mail server could not be reached at all; does not count as an attempt of any letter.
SERVER_PAUSE = timedelta(seconds=60)


# What one letter may need; a sender with less time left on its lease gives the rest back.
TIME_FOR_ONE = timedelta(seconds=60)


class ServerUnreachableError(Exception):
    """The mail server did not open a session: no letter is to blame."""


@dataclass(frozen=True)
class Refusal:
    """Why a letter was not taken; `final` when trying again is of no use."""

    final: bool
    reason: str


def drain() -> int:
    """Send everything that is due over one connection; return how many letters were taken."""
    sent = 0
    mail = transport()
    try:
        for rows in _claims():
            sent += _send(mail, rows)
    except ServerUnreachableError as error:
        logger.warning("outbox: the mail server is out of reach: %s", error)
    finally:
        _hang_up(mail)
    return sent


def _claims() -> Iterator[list[Delivery]]:
    for model in (Letter, Notification):  # somebody waits for the letter with a confirmation
        while rows := claim(model):
            yield rows


@transaction.atomic
def claim(model: type[Delivery], limit: int = BATCH) -> list[Delivery]:
    """Lease the oldest due rows that nobody else holds; each claim counts as an attempt."""
    now = timezone.now()
    due = model.objects.due(now).order_by("next_at").select_for_update(skip_locked=True)
    keys = list(due.values_list("pk", flat=True)[:limit])
    claimed = model.objects.filter(pk__in=keys)
    claimed.update(next_at=now + LEASE, attempts=F("attempts") + 1)
    return list(claimed.for_sending().order_by("pk"))


def _send(mail, rows: list[Delivery]) -> int:
    taken = 0
    for number, row in enumerate(rows):
        if row.next_at - timezone.now() < TIME_FOR_ONE:
            _give_back(rows[number:], timedelta())
            break
        try:
            mail.open()
        except (OSError, SMTPException) as error:
            _give_back(rows[number:], SERVER_PAUSE)
            raise ServerUnreachableError(error) from error
        taken += _deliver(mail, row)
    return taken


def _give_back(rows: list[Delivery], pause: timedelta) -> None:
    """Return leased rows untried: their attempt is not counted."""
    for row in rows:
        _finish(row, next_at=timezone.now() + pause, attempts=row.attempts - 1)


def _deliver(mail, row: Delivery) -> bool:
    if not row.is_wanted():
        _finish(row, state=DeliveryState.SKIPPED)
        return False
    refusal = _attempt(mail, row)
    if refusal is None:
        _finish(row, state=DeliveryState.SENT, sent_at=timezone.now(), last_error="", **row.WIPED)
        return True
    _hang_up(mail)
    dead = refusal.final or row.attempts >= MAX_ATTEMPTS
    _finish(
        row,
        state=DeliveryState.DEAD if dead else DeliveryState.PENDING,
        next_at=timezone.now() + pause_after(row.attempts),
        last_error=refusal.reason[:300].replace("\x00", ""),
    )
    return False


def _attempt(mail, row: Delivery) -> Refusal | None:
    """Hand the letter over; None when the server took it."""
    try:
        taken = mail.send_messages([as_message(row)])
    except Exception as error:  # noqa: BLE001 one broken letter must not stop the others
        return judge(error)
    return None if taken else Refusal(True, "no recipients")


def judge(error: Exception) -> Refusal:
    """What a failure means: the server said «later» or «never», the line broke, or our own fault.

    A refused sender is a fault of the settings, so the letter waits for them to be mended.
    """
    reason = f"{type(error).__name__}: {error}"
    if isinstance(error, SMTPSenderRefused):
        return Refusal(False, reason)
    if isinstance(error, SMTPRecipientsRefused):
        return Refusal(all(code >= 500 for code, _text in error.recipients.values()), reason)
    if isinstance(error, SMTPResponseException):
        return Refusal(error.smtp_code >= 500, reason)
    return Refusal(not isinstance(error, OSError), reason)


def pause_after(attempts: int) -> timedelta:
    return min(FIRST_PAUSE * 2 ** min(attempts - 1, 20), LONGEST_PAUSE)


def _finish(row: Delivery, **changes) -> None:
    """Write the outcome, unless the lease ran out and the row is somebody else's by now."""
    type(row).objects.filter(pk=row.pk, state=DeliveryState.PENDING, next_at=row.next_at).update(
        **changes
    )


def _hang_up(mail) -> None:
    with suppress(OSError, SMTPException):  # the line is already dead
        mail.close()
