"""Every write of notifications: telling people, what they have read, which letters they want."""

from collections.abc import Iterable, Iterator
from itertools import groupby, islice
from operator import attrgetter

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import connection, transaction
from django.utils import timezone, translation

from portal.cases.models import CaseEvent
from portal.notifications.models import (
    Channel,
    DeliveryState,
    Letter,
    Mode,
    Notification,
    Preference,
    default_mode,
)
from portal.notifications.wake import wake

BATCH = 1000
STATE_OF_MODE = {
    Mode.INSTANT: DeliveryState.PENDING,
    Mode.DIGEST: DeliveryState.DIGEST,
    Mode.OFF: DeliveryState.SKIPPED,
}


def notify(
    event: CaseEvent, recipients: Iterable, *, topic: str, subject: str, body: str, url: str = ""
) -> int:
    """Store what the event tells each recipient, in their language; return how many are told.

    `subject` and `body` are plain text, best lazy; `url` a path of this site. Telling the same
    event twice changes nothing. Raises RuntimeError outside a transaction: a message must not
    outlive the change it tells about. Raises ValueError for an unknown topic or a foreign address.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("notify() belongs inside the transaction that changes the case")
    if topic not in settings.NOTIFICATION_TOPICS:
        raise ValueError(f"unknown topic {topic!r}: add it to NOTIFICATION_TOPICS")
    if url and (not url.startswith("/") or url.startswith("//")):
        raise ValueError("url must be a path of this site")
    told = 0
    for people in _batches(recipients):
        modes = _modes(people, topic)
        rows = [
            Notification(event=event, topic=topic, url=url, recipient=person, **text, **delivery)
            for group, text in _in_languages(people, subject, body)
            for person in group
            for delivery in _deliveries(modes.get(person.pk, default_mode(topic)))
        ]
        Notification.objects.bulk_create(rows, ignore_conflicts=True)
        told += len(people)
    if told:
        wake_on_commit()
    return told


def _batches(recipients: Iterable) -> Iterator[list]:
    """Lists of at most BATCH people who can be written to, each once per list."""
    rest = iter(recipients)
    while batch := list(islice(rest, BATCH)):
        yield list({person.pk: person for person in batch if person.is_active}.values())


def _modes(people: list, topic: str) -> dict[int, str]:
    chosen = Preference.objects.filter(topic=topic, user__in=people)
    return dict(chosen.values_list("user_id", "mode"))


def _in_languages(people: list, subject: str, body: str) -> Iterator[tuple[list, dict]]:
    language = attrgetter("language")
    for code, group in groupby(sorted(people, key=language), key=language):
        with translation.override(code):
            text = {"subject": one_line(str(subject)), "body": str(body).replace("\x00", "")}
        yield list(group), text


def _deliveries(mode: str) -> Iterator[dict[str, str]]:
    yield {"channel": Channel.INBOX, "state": DeliveryState.SKIPPED}
    yield {"channel": Channel.EMAIL, "state": STATE_OF_MODE[mode]}


def one_line(text: str, limit: int = 200) -> str:
    """A header that nobody can split into two: no line breaks, no control characters."""
    printable = "".join(char if char.isprintable() else " " for char in text)
    return " ".join(printable.split())[:limit]


def wake_on_commit() -> None:
    """Merely wake the drain: the row is already safe, and the sweep would find it anyway."""
    transaction.on_commit(wake, robust=True)


@transaction.atomic
def store_letter(message: EmailMessage) -> Letter:
    """Put a letter of Django's mail API into the outbox. Raises ValueError for attachments."""
    if message.attachments:
        raise ValueError("the outbox carries no attachments: send a link")
    headers = {name: one_line(str(value), 998) for name, value in message.extra_headers.items()}
    known_id = {"message_id": headers.pop("Message-ID")} if "Message-ID" in headers else {}
    html = [text for text, kind in getattr(message, "alternatives", ()) if kind == "text/html"]
    letter = Letter.objects.create(
        **known_id,
        to=message.to,
        cc=message.cc,
        bcc=message.bcc,
        reply_to=message.reply_to,
        from_email=message.from_email,
        subject=one_line(str(message.subject), 998),
        text=message.body,
        html=next(iter(html), ""),
        headers=headers,
    )
    wake_on_commit()
    return letter


def retry(letters) -> int:
    """Give dead letters another life, with all attempts; `letters` is a queryset of deliveries."""
    revived = letters.filter(state=DeliveryState.DEAD).update(
        state=DeliveryState.PENDING, attempts=0, next_at=timezone.now()
    )
    wake_on_commit()
    return revived


def mark_read(user, pk: int) -> Notification | None:
    """Mark one of the user's notifications read and return it; None if it is not theirs."""
    mine = Notification.objects.inbox(user).filter(pk=pk)
    mine.unread().update(read_at=timezone.now())
    return mine.first()


def mark_all_read(user) -> int:
    return Notification.objects.inbox(user).unread().update(read_at=timezone.now())


@transaction.atomic
def choose_mode(user, topic: str, mode: str) -> None:
    """Set when letters about the topic come, also those that already wait.

    Raises ValueError for an unknown topic or mode.
    """
    if topic not in settings.NOTIFICATION_TOPICS:
        raise ValueError(f"unknown topic {topic!r}")
    state = STATE_OF_MODE[Mode(mode)]
    Preference.objects.update_or_create(user=user, topic=topic, defaults={"mode": mode})
    waiting = (DeliveryState.PENDING, DeliveryState.DIGEST)
    Notification.objects.filter(
        recipient=user, topic=topic, channel=Channel.EMAIL, state__in=waiting
    ).update(state=state)


@transaction.atomic
def choose_modes(user, modes: dict[str, str]) -> None:
    """Set several topics at once: `{"project": "digest"}`."""
    for topic, mode in modes.items():
        choose_mode(user, topic, mode)


@transaction.atomic
def unsubscribe(user, topic: str) -> None:
    """Stop letters about the topic, or about everything when it is empty."""
    choose_modes(user, dict.fromkeys([topic] if topic else settings.NOTIFICATION_TOPICS, Mode.OFF))
