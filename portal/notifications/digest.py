"""The daily digest: one letter per person with all that waited, and none when nothing did."""

from datetime import datetime, time, timedelta

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from portal.accounts.models import User
from portal.notifications.actions import store_letter
from portal.notifications.letters import (
    absolute,
    render_pair,
    unsubscribe_headers,
    unsubscribe_url,
)
from portal.notifications.models import Channel, DeliveryState, Letter, Notification

DIGEST_TIME = time(8)
MOST_ITEMS = 50
KEEP_LETTERS = timedelta(days=30)
KEEP_MAILED = timedelta(days=90)


def last_digest_moment(now: datetime) -> datetime:
    """The latest 8:00 of the city that has passed: what waited then belongs into a digest."""
    local = timezone.localtime(now)
    moment = datetime.combine(local.date(), DIGEST_TIME, local.tzinfo)
    return moment if moment <= local else moment - timedelta(days=1)


def send_digests() -> int:
    """Write the letters that are due; return how many. Calling it again writes nothing twice."""
    waiting = Notification.objects.filter(
        state=DeliveryState.DIGEST, created_at__lt=last_digest_moment(timezone.now())
    )
    people = waiting.order_by("recipient").values_list("recipient", flat=True).distinct()
    return sum(_write_digest(pk, waiting) for pk in list(people))


@transaction.atomic
def _write_digest(pk: int, waiting) -> bool:
    """One person's digest. The lock on the person keeps a second beat from writing another."""
    person = User.objects.select_for_update(skip_locked=True, no_key=True).filter(pk=pk).first()
    rows = waiting.filter(recipient=pk).order_by("-id") if person else waiting.none()
    # Locked: somebody who wants these letters at once, this very moment, gets each of them once.
    items = list(rows.select_for_update(of=("self",)))
    wanted = bool(items) and person.is_active
    if wanted:
        store_letter(_digest(person, items))
    state = DeliveryState.SENT if wanted else DeliveryState.SKIPPED
    Notification.objects.filter(pk__in=[item.pk for item in items]).update(
        state=state, sent_at=timezone.now()
    )
    return wanted


def _digest(person: User, items: list[Notification]) -> EmailMultiAlternatives:
    leave = unsubscribe_url(person, "")
    with translation.override(person.language):
        count = len(items)
        subject = _("Новости за день: %(count)d") % {"count": count}
        context = {
            "subject": subject,
            "items": [
                {"title": item.subject, "link": absolute(item.url) if item.url else ""}
                for item in items[:MOST_ITEMS]
            ],
            "more": max(count - MOST_ITEMS, 0),
            "inbox": absolute(reverse("notifications:inbox")),
            "unsubscribe": leave,
            "settings_link": absolute(reverse("notifications:settings")),
        }
        text, html = render_pair("notifications/digest", context)
    message = EmailMultiAlternatives(
        subject,
        text,
        settings.DEFAULT_FROM_EMAIL,
        [person.email],
        headers=unsubscribe_headers(leave),
    )
    message.attach_alternative(html, "text/html")
    return message


def forget_old() -> None:
    """Drop what was mailed long ago; the inbox and what could not be delivered later stay."""
    now = timezone.now()
    done = (DeliveryState.SENT, DeliveryState.DEAD, DeliveryState.SKIPPED)
    Letter.objects.filter(state__in=done, created_at__lt=now - KEEP_LETTERS).delete()
    Notification.objects.filter(
        channel=Channel.EMAIL, state__in=done, created_at__lt=now - KEEP_MAILED
    ).delete()
