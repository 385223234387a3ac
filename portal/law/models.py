"""Law as data: terms, days off, references. Nothing about law stands in code."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _


class WorkCalendarDay(models.Model):
    """A day that differs from the ordinary calendar: a transfer by an act of the Government."""

    day = models.DateField(_("день"), unique=True)
    is_working = models.BooleanField(_("рабочий"))
    note = models.CharField(
        _("основание"), max_length=200, blank=True, help_text=_("Номер и дата акта о переносе.")
    )

    class Meta:
        verbose_name = _("особый день календаря")
        verbose_name_plural = _("рабочий календарь: переносы")
        ordering = ["-day"]

    def __str__(self) -> str:
        return f"{self.day:%d.%m.%Y}"


class Unit(models.TextChoices):
    CALENDAR = "calendar", _("календарные дни")
    WORKING = "working", _("рабочие дни")
    HOURS = "hours", _("часы подряд")
    WORKING_HOURS = "working_hours", _("рабочие часы")


class DayOff(models.TextChoices):
    """What a term does that ends on a day off."""

    KEEP = "keep", _("кончается в этот день")
    PREVIOUS = "previous", _("ответить накануне")
    NEXT = "next", _("переходит на следующий рабочий день")


class DeadlineRule(models.Model):
    """A term: so many days or hours from an event (BRIEF §10); `is_before` counts back from it."""

    code = models.SlugField(_("код"), unique=True)
    name = models.CharField(_("что должно произойти"), max_length=200)
    starts_from = models.CharField(_("отсчёт от"), max_length=200)
    length = models.PositiveSmallIntegerField(_("срок"), validators=[MinValueValidator(1)])
    unit = models.CharField(_("единица"), max_length=15, choices=Unit.choices)
    extension = models.PositiveSmallIntegerField(_("продление"), default=0)
    is_before = models.BooleanField(_("до события"), default=False)
    day_off = models.CharField(
        _("если последний день — выходной"),
        max_length=10,
        choices=DayOff.choices,
        default=DayOff.KEEP,
    )
    source = models.CharField(_("основание"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("срок")
        verbose_name_plural = _("сроки")
        ordering = ["code"]

    def __str__(self) -> str:
        return f"{self.code}: {self.length} ({self.get_unit_display()})"


class WorkSchedule(models.Model):
    """Working hours of the administration, for terms in working hours. One row."""

    starts = models.TimeField(_("начало рабочего дня"), default="08:00")
    ends = models.TimeField(_("конец рабочего дня"), default="17:00")

    class Meta:
        verbose_name = _("рабочие часы")
        verbose_name_plural = _("рабочие часы")
        constraints = [
            models.CheckConstraint(condition=models.Q(id=1), name="schedule_is_one_row"),
            models.CheckConstraint(
                condition=models.Q(ends__gt=models.F("starts")),
                name="workday_ends_after_it_starts",
                violation_error_message=_("Рабочий день должен кончаться позже, чем начинается."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.starts:%H:%M}–{self.ends:%H:%M}"


class LegalReferenceQuerySet(models.QuerySet):
    def in_force(self, day) -> "LegalReferenceQuerySet":
        """References valid on the day; without a first or last day they are open on that side."""
        begun = models.Q(valid_from=None) | models.Q(valid_from__lte=day)
        not_ended = models.Q(valid_to=None) | models.Q(valid_to__gte=day)
        return self.filter(begun, not_ended)


class LegalReference(models.Model):
    """An act and an article a page or a programme stands on; law changes, so it has dates."""

    code = models.SlugField(_("код"), unique=True)
    act = models.CharField(_("акт"), max_length=300)
    article = models.CharField(_("статья, пункт"), max_length=100, blank=True)
    title = models.CharField(_("о чём"), max_length=300)
    url = models.URLField(_("адрес текста"), blank=True)
    valid_from = models.DateField(_("действует с"), null=True, blank=True)
    valid_to = models.DateField(_("действует по"), null=True, blank=True)
    note = models.TextField(_("пояснение"), blank=True)
    order = models.PositiveSmallIntegerField(
        _("порядок"), default=0, validators=[MaxValueValidator(999)]
    )

    objects = LegalReferenceQuerySet.as_manager()

    class Meta:
        verbose_name = _("правовая ссылка")
        verbose_name_plural = _("правовые ссылки")
        ordering = ["order", "act"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(valid_to=None)
                | models.Q(valid_from=None)
                | models.Q(valid_to__gte=models.F("valid_from")),
                name="reference_ends_after_it_starts",
                violation_error_message=_("Действие не может кончиться раньше, чем началось."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.act}, {self.article}" if self.article else self.act
