"""Sealing the journal: hourly while many vote, and what is left at the close."""

from datetime import timedelta

from django.core.mail import EmailMessage
from django.db import transaction
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from portal.notifications.actions import store_letter
from portal.notifications.letters import absolute, unsubscribe_headers
from portal.polls import chain
from portal.polls.actions.locks import lock_for_moving
from portal.polls.actions.observing import leave_url
from portal.polls.models import Observer, Poll, PollState, Seal

# A batch smaller than this would let whoever watches the heads guess at single voters.
LEAST = 20
# A little less than an hour: beat is not a precise clock.
INTERVAL = timedelta(minutes=55)


@transaction.atomic
def seal_poll(poll: Poll) -> Seal | None:
    """By the clock: seal what an open poll has gathered; None when it is too early or too little.

    The exclusive lock waits for every ballot under way, so no entry with a smaller number can
    appear behind the seal; a second run at the same moment finds nothing new.
    """
    now = lock_for_moving(poll)
    last = now.seals.last()
    since = last.sealed_at if last else now.opens_at
    if now.state != PollState.OPEN or now.clock - since < INTERVAL:
        return None
    return seal_rest(now, least=LEAST)


def seal_rest(poll: Poll, *, least: int = 1) -> Seal | None:
    """Seal all that is not sealed yet, if it is at least so many entries; holds the lock already.

    `poll` is what `lock_for_moving` gave. Observers get the head by letter in the same transaction.
    """
    last = poll.seals.last()
    fresh = poll.journal.filter(id__gt=last.last_event if last else 0).order_by("id")
    rows = list(fresh.values_list("id", "kind", "commitment", "replaces"))
    if len(rows) < least or not rows:
        return None
    number, size = (last.number if last else 0) + 1, len(rows)
    digest = chain.digest(chain.body(chain.line(*row[1:]) for row in rows))
    before = last.head if last else poll.rule_hash
    seal = Seal.objects.create(
        poll=poll,
        number=number,
        size=size,
        last_event=rows[-1][0],
        body_digest=digest,
        head=chain.head(before, number, size, digest),
        sealed_at=poll.clock,
    )
    _write_to_observers(poll, seal)
    return seal


def _write_to_observers(poll: Poll, seal: Seal) -> None:
    with translation.override("ru"):
        subject = _("Отпечаток № %(number)d: %(title)s") % {
            "number": seal.number,
            "title": poll.title,
        }
        text = _letter(poll, seal)
        for observer in Observer.of(poll):
            leave = leave_url(observer)
            body = f"{text}\n\n{_('Больше не присылать:')} {leave}"
            headers = unsubscribe_headers(leave)
            store_letter(EmailMessage(subject, body, to=[observer.email], headers=headers))


def _letter(poll: Poll, seal: Seal) -> str:
    return _(
        "Голосование «%(title)s».\nПачка журнала № %(number)d запечатана %(when)s.\n\n"
        "Отпечаток:\n%(head)s\n\n"
        "Сохраните это письмо. После завершения проверьте опубликованные файлы:\n"
        "python3 verify.py папка %(head)s\n"
        "Если журнал или условия переписали после этого письма, отпечаток не сойдётся.\n\n"
        "%(page)s"
    ) % {
        "title": poll.title,
        "number": seal.number,
        "when": date_format(timezone.localtime(seal.sealed_at), "j E Y, H:i"),
        "head": seal.head,
        "page": absolute(reverse("polls:audit", args=[poll.uuid])),
    }
