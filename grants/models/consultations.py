"""Consultations of NKO and TOS: private to editors of the organisation and to officials.

The public register names the organisation, the day and the subject; question and advice stay here.
"""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from grants.models.consultation_subjects import ConsultationSubject
from grants.models.support import SupportRecord
from portal.cases.lifecycle import Lifecycle, Transition
from portal.cases.models import Case
from portal.organisations.models import EDITING, Member, Organisation

MANAGE_CONSULTATIONS = "grants.manage_consultation"


class MeetingWay(models.TextChoices):
    IN_PERSON = "in_person", _("лично")
    PHONE = "phone", _("по телефону")
    VIDEO = "video", _("по видеосвязи")


class ConsultationState(models.TextChoices):
    REQUESTED = "requested", _("Ждёт назначения")
    APPOINTED = "appointed", _("Назначена")
    HELD = "held", _("Состоялась")
    NOT_HELD = "not_held", _("Не состоялась")
    WITHDRAWN = "withdrawn", _("Отозвана")


S = ConsultationState
OPEN = (S.REQUESTED, S.APPOINTED)


class ConsultationQuerySet(models.QuerySet):
    def of(self, user) -> "ConsultationQuerySet":
        """Of the organisations the user writes for."""
        if not user.is_authenticated:
            return self.none()
        mine = Member.objects.filter(user=user, role__in=EDITING)
        return self.filter(organisation__in=mine.values("organisation"))

    def visible_to(self, user) -> "ConsultationQuerySet":
        """The one predicate of page, admin, export and moves."""
        manages = user.is_authenticated and user.is_staff and user.has_perm(MANAGE_CONSULTATIONS)
        return self if manages else self.of(user)

    def waiting(self) -> "ConsultationQuerySet":
        return self.filter(state=S.REQUESTED)

    def overdue(self, today) -> "ConsultationQuerySet":
        return self.waiting().filter(appoint_by__lt=today)

    def handled_by(self, user) -> "ConsultationQuerySet":
        return self.filter(official=user)

    def coming(self, since, until) -> "ConsultationQuerySet":
        return self.filter(state=S.APPOINTED, starts_at__gt=since, starts_at__lte=until)

    def to_record(self, now) -> "ConsultationQuerySet":
        """Past its end, and nobody has written whether it was held."""
        return self.filter(state=S.APPOINTED, ends_at__lte=now)


class Consultation(Case):
    CONFIDENTIAL = True
    LIFECYCLE = Lifecycle(
        ConsultationState,
        S.REQUESTED,
        Transition("appoint", OPEN, S.APPOINTED, _("Назначить время"),
                   "grants.appoint_consultation", public=False),
        Transition("hold", (S.APPOINTED,), S.HELD, _("Состоялась"), "grants.hold_consultation",
                   needs_note=True, public=False),
        Transition("not_hold", OPEN, S.NOT_HELD, _("Не состоялась"),
                   "grants.close_consultation", needs_note=True, public=False),
        Transition("withdraw", OPEN, S.WITHDRAWN, _("Отозвать"), "grants.withdraw_consultation",
                   public=False),
    )  # fmt: skip
    STATE_TONES = {S.REQUESTED: "warning", S.APPOINTED: "info", S.HELD: "good"}
    EVENT_LABELS = {
        "requested": _("Отправлена"), "reminded": _("Напоминание"), "helped": _("Помогла"),
        "not_helped": _("Не помогла"), "outcome_asked": _("Напоминание записать итог"),
    }  # fmt: skip

    organisation = models.ForeignKey(
        Organisation, verbose_name=_("организация"), on_delete=models.PROTECT, related_name="+"
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("кто попросил"), on_delete=models.PROTECT,
        related_name="+",
    )  # fmt: skip
    state = models.CharField(
        _("состояние"), max_length=9, choices=ConsultationState.choices, default=S.REQUESTED
    )
    subject = models.ForeignKey(
        ConsultationSubject, verbose_name=_("тема"), on_delete=models.PROTECT, related_name="+"
    )
    question = models.TextField(_("вопрос"), max_length=5000)
    wished_way = models.CharField(_("как удобнее"), max_length=9, choices=MeetingWay.choices)
    wished_on = models.DateField(_("удобный день"))
    wished_times = models.CharField(_("другие дни и часы"), max_length=300, blank=True)
    appoint_by = models.DateField(_("назначить до"), editable=False)
    official = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("кто консультирует"), null=True, blank=True,
        on_delete=models.PROTECT, related_name="+",
    )  # fmt: skip
    starts_at = models.DateTimeField(_("начало"), null=True, blank=True)
    ends_at = models.DateTimeField(_("конец"), null=True, blank=True)
    way = models.CharField(_("как пройдёт"), max_length=9, choices=MeetingWay.choices, blank=True)
    place = models.CharField(_("адрес, телефон или ссылка"), max_length=300, blank=True)
    advice = models.TextField(_("что посоветовали"), max_length=5000, blank=True)
    private_note = models.TextField(_("заметка для сотрудников"), max_length=5000, blank=True)
    helped = models.BooleanField(_("помогла"), null=True, blank=True)
    reminded_at = models.DateTimeField(null=True, editable=False)
    outcome_asked_at = models.DateTimeField(null=True, editable=False)
    support = models.OneToOneField(
        SupportRecord, verbose_name=_("запись реестра"), null=True, editable=False,
        on_delete=models.PROTECT, related_name="consultation",
    )  # fmt: skip

    objects = ConsultationQuerySet.as_manager()

    class Meta:
        verbose_name = _("консультация")
        verbose_name_plural = _("консультации")
        ordering = ["-id"]
        permissions = [("manage_consultation", _("Вести консультации для НКО и ТОС"))]
        indexes = [
            models.Index(fields=["state", "-id"]),
            models.Index(fields=["organisation", "-id"]),
            models.Index(fields=["official", "starts_at"]),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "subject"], condition=Q(state__in=OPEN),
                name="one_open_consultation_per_subject",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=(S.APPOINTED, S.HELD))
                | Q(starts_at__isnull=False, ends_at__gt=models.F("starts_at")),
                name="consultation_has_its_time",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return _("Консультация № %(pk)s") % {"pk": self.pk}

    def get_absolute_url(self) -> str:
        return reverse("grants:consultation", args=[self.pk])
