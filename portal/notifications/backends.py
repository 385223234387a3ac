"""Django's mail goes into the outbox: a broken mail server never breaks a request."""

from django.core.mail.backends.base import BaseEmailBackend

from portal.notifications.actions import store_letter


class OutboxBackend(BaseEmailBackend):
    """EMAIL_BACKEND of the portal: each message becomes a Letter, the drain sends it."""

    def send_messages(self, email_messages) -> int:
        return len([store_letter(message) for message in email_messages if message.recipients()])
