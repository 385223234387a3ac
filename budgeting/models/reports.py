"""The final report of a project, and what residents think of the result."""

from decimal import Decimal

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from budgeting.models.projects import Project

SHOWN_FROM = 5  # marks: fewer would tell what a neighbour thinks


class ReportQuerySet(models.QuerySet):
    def awaited(self) -> "ReportQuerySet":
        """Of completed projects, not published yet."""
        return self.filter(published_at=None)

    def overdue(self, today) -> "ReportQuerySet":
        return self.awaited().filter(due_on__lt=today)


class Report(models.Model):
    """Written from the project's completion on, public and frozen once published."""

    project = models.OneToOneField(Project, on_delete=models.PROTECT, related_name="report")
    due_on = models.DateField(_("опубликовать до"))
    works = models.TextField(_("что сделано"), max_length=10_000, blank=True)
    beneficiaries = models.PositiveIntegerField(_("благополучателей"), null=True, blank=True)
    labour_people = models.PositiveIntegerField(_("жителей участвовало трудом"), default=0)
    labour_hours = models.DecimalField(
        _("часов труда жителей"), max_digits=9, decimal_places=1, default=0
    )
    maintainer = models.CharField(_("кто содержит объект"), max_length=200, blank=True)
    warranty_until = models.DateField(_("гарантия до"), null=True, blank=True)
    problems = models.TextField(_("какие были трудности"), max_length=5000, blank=True)
    links = models.TextField(_("публикации о проекте"), max_length=3000, blank=True)
    # Plan and fact by source as they were at publication, text to the kopeck.
    figures = models.JSONField(default=dict, blank=True, editable=False)
    published_at = models.DateTimeField(_("опубликован"), null=True, blank=True, editable=False)
    # Kept counters of marks: only they are shown, never a single one.
    rating_count = models.PositiveIntegerField(_("оценок"), default=0, editable=False)
    rating_sum = models.PositiveIntegerField(_("сумма оценок"), default=0, editable=False)

    objects = ReportQuerySet.as_manager()

    class Meta:
        verbose_name = _("итоговый отчёт")
        verbose_name_plural = _("итоговые отчёты")
        indexes = [
            models.Index(fields=["due_on"], condition=Q(published_at=None), name="report_awaited")
        ]

    def __str__(self) -> str:
        return f"{self.project}"

    def get_absolute_url(self) -> str:
        return reverse("budgeting:report", args=[self.project_id])

    @property
    def rating(self) -> Decimal | None:
        """The mean mark to a tenth, None while fewer than SHOWN_FROM people gave one."""
        if self.rating_count < SHOWN_FROM:
            return None
        return (Decimal(self.rating_sum) / self.rating_count).quantize(Decimal("0.1"))

    @property
    def link_list(self) -> list[str]:
        return self.links.split()


class Rating(models.Model):
    """A resident's mark of the result, 1 to 5: one of a person, whatever the account."""

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="ratings")
    # HMAC of the person's key: whose mark it is can be told by nobody without the secret.
    mark = models.CharField(max_length=64)
    score = models.PositiveSmallIntegerField(_("оценка"))
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("оценка жителя")
        verbose_name_plural = _("оценки жителей")
        constraints = [
            models.UniqueConstraint(fields=["report", "mark"], name="rating_once_per_person"),
            models.CheckConstraint(condition=Q(score__range=(1, 5)), name="rating_one_to_five"),
        ]

    def __str__(self) -> str:
        return f"{self.report_id}: {self.score}"
