"""Cutting the link between people and ballots for good, once disputes are over."""

from datetime import datetime

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import CharField, F, QuerySet, Value
from django.db.models.functions import Cast, Concat
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from portal.cases.actions import record
from portal.cases.models import CaseEvent
from portal.law.deadlines import due_at
from portal.notifications.models import Notification
from portal.polls.actions.locks import lock_for_moving
from portal.polls.models import Ballot, PhoneAudit, Poll, Publication

DISPUTE = "poll_dispute"


def dispute_ends(publication: Publication) -> datetime:
    """The last moment at which a count may be disputed, by the rule of terms."""
    return due_at(DISPUTE, publication.published_at)


def anonymisation_due() -> list[Publication]:
    waiting = Publication.objects.filter(anonymised_at=None).select_related("poll")
    return [one for one in waiting if dispute_ends(one) < timezone.now()]


@transaction.atomic
def anonymise_poll(poll: Poll, *, actor=None) -> None:
    """Forget who cast which ballot: accounts, marks, ages, districts, moments, letters.

    What is published stays checkable. The mark becomes the receipt, which is public already, so one
    row a ballot stays unique. Raises ValidationError before the end of the dispute window, and for
    a poll that is not published or is anonymised already.
    """
    now = lock_for_moving(poll)
    publication = Publication.objects.select_for_update().filter(poll=poll).first()
    _check(publication, now.clock)
    ballots = Ballot.objects.filter(poll=poll)
    _forget_letters(ballots)
    ballots.update(
        voter=None,
        voter_mark=F("receipt"),
        age=None,
        district_code="",
        cast_at=now.closed_at,
        changes=0,
    )
    # Who voted on paper has a row too; what makes it unique must not be the person any more.
    marks = Ballot.register.filter(poll=poll, receipt="")
    marks.update(
        voter=None,
        voter_mark=Concat(Value("paper-"), Cast("id", CharField())),
        age=None,
        district_code="",
        cast_at=now.closed_at,
    )
    PhoneAudit.objects.filter(poll=poll).update(marks=[])
    Publication.objects.filter(pk=publication.pk).update(anonymised_at=now.clock)
    record(poll, "anonymised", actor=actor)


def _check(publication: Publication | None, moment: datetime) -> None:
    if publication is None:
        raise ValidationError(_("Голосование ещё не опубликовано: обезличивать рано."))
    if publication.anonymised_at:
        raise ValidationError(_("Голосование уже обезличено."))
    until = dispute_ends(publication)
    if moment <= until:
        when = date_format(timezone.localtime(until), "j E Y")
        raise ValidationError(
            _("До %(when)s итоги можно оспорить: обезличивать рано.") % {"when": when}
        )


def _forget_letters(ballots: QuerySet[Ballot]) -> None:
    """The letters «Ваш голос учтён» name the person and the receipt in one row."""
    kind = ContentType.objects.get_for_model(Ballot)
    told = CaseEvent.objects.filter(content_type=kind, object_id__in=ballots.values("id"))
    Notification.objects.filter(event__in=told).delete()
