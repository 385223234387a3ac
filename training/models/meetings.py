"""Lessons of a session: when, where, who was there."""

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from training.models.sessions import Session
from training.models.states import EnrolmentState


class MeetingQuerySet(models.QuerySet):
    def clashing(self, session: Session, user) -> "MeetingQuerySet":
        """Lessons elsewhere, where the person has a place or is offered one, that go on while a
        lesson of the session does: told before a place is taken, never a refusal.
        """
        meanwhile = session.meetings.filter(
            starts_at__lt=OuterRef("ends_at"), ends_at__gt=OuterRef("starts_at")
        )
        rows = self.filter(
            Exists(meanwhile),
            session__state__in=("published", "selected"),
            session__enrolments__user=user,
            session__enrolments__state__in=(EnrolmentState.ENROLLED, EnrolmentState.ADMITTED),
        )
        return rows.exclude(session=session).select_related("session__programme")


class Meeting(models.Model):
    """One lesson, for the calendar and for the attendance."""

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="meetings")
    title = models.CharField(_("тема"), max_length=200)
    starts_at = models.DateTimeField(_("начало"))
    ends_at = models.DateTimeField(_("конец"))
    place = models.CharField(_("где"), max_length=300, blank=True)
    present = models.ManyToManyField(
        "training.Enrolment", verbose_name=_("кто был"), blank=True, related_name="attended"
    )

    objects = MeetingQuerySet.as_manager()

    class Meta:
        verbose_name = _("занятие")
        verbose_name_plural = _("занятия")
        ordering = ["starts_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")),
                name="meeting_ends_after_start",
                violation_error_message=_("Занятие кончается позже, чем начинается."),
            )
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def has_begun(self) -> bool:
        return self.starts_at <= timezone.now()
