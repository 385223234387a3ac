"""Voting on paper: operators of a centre, a box while people vote and after it.

operator_of(centre)       staff with the right, named as an operator of the centre
paper_poll()              open, takes paper as well
box_of(poll)              the box of a centre, open
over(poll)                the voting has ended, boxes are being entered
"""

from datetime import date, timedelta

from django.utils import timezone

from portal.accounts.identity import Person
from portal.accounts.models import User
from portal.polls.models import CentreOperator, PaperBox, Poll
from tests.factories.people import StaffFactory
from tests.factories.places import CentreFactory
from tests.factories.polls import PollFactory

RIGHTS = ["polls.receive_paper", "polls.view_paperbox"]
ANNA = Person("Демьянова", "Анна", "Петровна", date(1950, 3, 1))


def operator_of(centre, **fields) -> User:
    user = StaffFactory(permissions=RIGHTS, **fields)
    CentreOperator.objects.create(user=user, centre=centre)
    return user


def paper_poll(**fields) -> Poll:
    return PollFactory(**{"paper_until": timezone.now() + timedelta(days=4), **fields})


def box_of(poll: Poll, centre=None) -> PaperBox:
    return PaperBox.objects.create(poll=poll, centre=centre or CentreFactory())


def over(poll: Poll) -> None:
    """Voting ended a moment ago."""
    Poll.objects.filter(pk=poll.pk).update(closes_at=timezone.now() - timedelta(seconds=1))
    poll.refresh_from_db()
