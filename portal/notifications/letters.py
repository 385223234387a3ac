"""What a stored row looks like as a letter: headers, plain text, HTML, the way to unsubscribe."""

from functools import singledispatch

from django.conf import settings
from django.core import signing
from django.core.mail import EmailMultiAlternatives, get_connection
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from portal.accounts.models import User
from portal.notifications.models import Letter, Notification

SALT = "portal.notifications.unsubscribe"


def absolute(path: str) -> str:
    """The address in SITE_URL: never made from a Host header, which a stranger chooses."""
    return settings.SITE_URL.rstrip("/") + path


def unsubscribe_url(user: User, topic: str) -> str:
    """Where one click, without signing in, stops letters about the topic ("" is all topics)."""
    token = signing.dumps([user.pk, topic], salt=SALT)
    return absolute(reverse("notifications:unsubscribe", args=[token]))


def read_token(token: str) -> tuple[int, str]:
    """The user's pk and the topic; raises signing.BadSignature for a token that is not ours."""
    user, topic = signing.loads(token, salt=SALT)
    return user, topic


def unsubscribe_headers(url: str) -> dict[str, str]:
    """RFC 8058: mail programs show their own button and POST to the address."""
    return {
        "List-Unsubscribe": f"<{url}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        "Auto-Submitted": "auto-generated",
    }


def transport():
    """A connection, not yet open, to what really sends; drops letters on no error silently."""
    return get_connection(settings.MAIL_TRANSPORT)


@singledispatch
def as_message(row) -> EmailMultiAlternatives:
    """The letter of a stored row, the same at every attempt."""
    raise TypeError(row)


@as_message.register
def _(letter: Letter) -> EmailMultiAlternatives:
    message = EmailMultiAlternatives(
        letter.subject,
        letter.text,
        letter.from_email,
        letter.to,
        cc=letter.cc,
        bcc=letter.bcc,
        reply_to=letter.reply_to,
        headers={**letter.headers, "Message-ID": letter.message_id},
    )
    if letter.html:
        message.attach_alternative(letter.html, "text/html")
    return message


@as_message.register
def _(notification: Notification) -> EmailMultiAlternatives:
    person = notification.recipient
    leave = unsubscribe_url(person, notification.topic)
    context = {
        "subject": notification.subject,
        "body": notification.body,
        "link": absolute(notification.url) if notification.url else "",
        "unsubscribe": leave,
        "settings_link": absolute(reverse("notifications:settings")),
        "topic": settings.NOTIFICATION_TOPICS.get(notification.topic, ""),
    }
    with translation.override(person.language):
        text, html = render_pair("notifications/letter", context)
    message = EmailMultiAlternatives(
        notification.subject,
        text,
        settings.DEFAULT_FROM_EMAIL,
        [person.email],
        headers={**unsubscribe_headers(leave), "Message-ID": notification.message_id},
    )
    message.attach_alternative(html, "text/html")
    return message


def render_pair(template: str, context: dict) -> tuple[str, str]:
    """The plain text and the HTML of a letter, from `<template>.txt` and `<template>.html`."""
    return (
        render_to_string(f"{template}.txt", context).strip() + "\n",
        render_to_string(f"{template}.html", context),
    )
