"""A mail server stub that the outbox really talks to, and something to tell people about."""

import pytest
from django.db import transaction

from portal.cases.actions import record
from portal.notifications.actions import notify
from portal.polls.models import Poll, PollState
from tests.factories.cases import a_case
from tests.notifications.smtp_stub import SmtpStub


@pytest.fixture
def smtp(settings):
    server = SmtpStub()
    settings.MAIL_TRANSPORT = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
    yield server
    server.close()


@pytest.fixture
def tell():
    """Tell people of a new event: `tell(resident, subject="…")`; returns the event."""

    def tell(*people, topic="project", subject="Новость", body="Текст", url="/budget/"):
        with transaction.atomic():
            event = record(a_case(Poll, PollState.DRAFT), "noted", actor=None)
            notify(event, people, topic=topic, subject=subject, body=body, url=url)
        return event

    return tell
