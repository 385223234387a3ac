"""Observers: asking for the heads by letter, confirming the address, leaving with one click."""

from django.core import signing
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.mail import EmailMessage
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.notifications.actions import store_letter
from portal.notifications.letters import absolute
from portal.polls.models import Observer, Poll, PollState

SALT = "portal.polls.observer"
AGAIN_HOURS = 24


def token_of(observer: Observer) -> str:
    return signing.dumps([observer.pk, observer.key], salt=SALT)


def observer_of(token: str) -> Observer | None:
    """Whose token it is; None for a token that is not ours or whose observer has left."""
    try:
        pk, key = signing.loads(token, salt=SALT)
    except signing.BadSignature:
        return None
    return Observer.objects.filter(pk=pk, key=key).select_related("poll").first()


def leave_url(observer: Observer) -> str:
    return absolute(reverse("polls:leave", args=[token_of(observer)]))


@transaction.atomic
def ask_to_observe(poll: Poll, *, actor, email: str) -> None:
    """Send the address a letter with a link that confirms it; at most one letter a day.

    The answer is the same for an address that is known already. `actor` may be a stranger.
    Raises ValidationError when the poll has ended.
    """
    if poll.state != PollState.OPEN:
        raise ValidationError(_("Голосование не идёт: новых отпечатков не будет."))
    observer, fresh = Observer.objects.select_for_update().get_or_create(poll=poll, email=email)
    waited = (timezone.now() - observer.asked_at).total_seconds() / 3600
    if observer.confirmed_at or (not fresh and waited < AGAIN_HOURS):
        return
    Observer.objects.filter(pk=observer.pk).update(asked_at=timezone.now())
    url = absolute(reverse("polls:confirm_observer", args=[token_of(observer)]))
    text = _(
        "Кто-то, наверное вы, попросил присылать на этот адрес отпечатки журнала голосования "
        "«%(title)s».\n\nПодтвердить: %(url)s\n\nЕсли это не вы, ничего не делайте: писем не будет."
    ) % {"title": poll.title, "url": url}
    store_letter(EmailMessage(_("Подтвердите адрес наблюдателя"), text, to=[email]))


@transaction.atomic
def confirm_observer(observer: Observer, *, actor) -> None:
    """From now on every head goes to the address; the link is the proof, `actor` may be nobody."""
    unproved = Observer.objects.filter(pk=observer.pk, confirmed_at=None)
    unproved.update(confirmed_at=timezone.now())


@transaction.atomic
def add_observer(email: str, *, actor, poll: Poll | None = None) -> Observer:
    """An official enters an observer whose address is known. Raises PermissionDenied."""
    if not (actor.is_staff and actor.has_perm("polls.add_observer")):
        raise PermissionDenied(_("Наблюдателей вносит сотрудник с этим правом."))
    return Observer.objects.create(email=email, poll=poll, confirmed_at=timezone.now())


@transaction.atomic
def leave(observer: Observer, *, actor) -> None:
    """Forget the address; its letters stop at once."""
    Observer.objects.filter(pk=observer.pk).delete()
