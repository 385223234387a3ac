"""What a commission makes of the projects: ratings, marks by criteria, exclusions, the decision.

A small model of its own and not a poll of portal.polls: fifteen named people, an open or a secret
ballot as the round says, a quorum, marks for every project. A poll is for a crowd of strangers.
"""

import uuid

from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from budgeting.models.commission import Commission
from budgeting.models.projects import Project
from budgeting.models.seats import Seat


class RatingVoter(models.Model):
    """That the member has voted; of a secret ballot nothing else is known. Append-only."""

    commission = models.ForeignKey(Commission, on_delete=models.PROTECT, related_name="voters")
    seat = models.OneToOneField(Seat, on_delete=models.PROTECT, related_name="voted")

    class Meta:
        verbose_name = _("отметка о голосовании")
        verbose_name_plural = _("отметки о голосовании")

    def __str__(self) -> str:
        return f"{self.commission_id}: {self.seat_id}"


class RatingBallot(models.Model):
    """Points by number of project; `seat` is empty in a secret ballot. Append-only.

    The key is random and no time is kept, so that the order of ballots says nothing of who cast it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    commission = models.ForeignKey(Commission, on_delete=models.PROTECT, related_name="ballots")
    seat = models.ForeignKey(Seat, null=True, on_delete=models.PROTECT, related_name="+")
    points = models.JSONField()

    class Meta:
        verbose_name = _("бюллетень комиссии")
        verbose_name_plural = _("бюллетени комиссии")

    def __str__(self) -> str:
        return str(self.id)


class RatingResult(models.Model):
    """What the ballots of the commission came to, with the hash of the data. Append-only."""

    commission = models.OneToOneField(Commission, on_delete=models.PROTECT, related_name="rating")
    data = models.JSONField()
    digest = models.CharField(_("отпечаток"), max_length=64)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("итог голосования комиссии")
        verbose_name_plural = _("итоги голосования комиссии")

    def __str__(self) -> str:
        return self.digest[:12]


class ProjectFact(models.Model):
    """What the automatic criteria need and the project's text does not hold; an official enters it.

    None means that nobody knows: the criterion gives 0 points and says so.
    """

    project = models.OneToOneField(Project, on_delete=models.PROTECT, related_name="facts")
    territory_residents = models.PositiveIntegerField(
        _("жителей на территории проекта"), null=True, blank=True
    )
    meeting_present = models.PositiveIntegerField(
        _("участвовали в собрании и опросах"), null=True, blank=True
    )
    meeting_residents = models.PositiveIntegerField(
        _("жителей 16+ на территории"), null=True, blank=True
    )
    is_accessible = models.BooleanField(
        _("приспособлен для маломобильных людей"), null=True, blank=True
    )
    publications = models.PositiveSmallIntegerField(
        _("публикаций в СМИ и сетях"), null=True, blank=True, validators=[MaxValueValidator(1000)]
    )
    by_tos = models.BooleanField(_("выдвинут ТОС или при его участии"), null=True, blank=True)
    source = models.TextField(_("откуда известно"), max_length=2000)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("сведения для оценки")
        verbose_name_plural = _("сведения для оценки")

    def __str__(self) -> str:
        return str(self.project_id)


class ExpertSheet(models.Model):
    """One member's marks of one project; the marks themselves are rows of portal.scoring.

    Until it is final nobody else reads it, and its author reads nobody else's.
    """

    commission = models.ForeignKey(Commission, on_delete=models.PROTECT, related_name="sheets")
    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="sheets")
    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="sheets")
    final_at = models.DateTimeField(_("окончательно"), null=True, blank=True)
    is_recused = models.BooleanField(_("самоотвод"), default=False)
    note = models.TextField(_("обоснование"), blank=True)
    exclusion = models.SlugField(_("основание исключить"), blank=True)

    class Meta:
        verbose_name = _("лист эксперта")
        verbose_name_plural = _("листы экспертов")
        constraints = [
            models.UniqueConstraint(fields=["seat", "project"], name="sheet_once"),
            models.CheckConstraint(
                condition=models.Q(is_recused=False) | models.Q(exclusion=""),
                name="sheet_recused_or_judges",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.seat_id}: {self.project_id}"


class Exclusion(models.Model):
    """A project an official took out of the contest on one of the grounds of the criteria set."""

    commission = models.ForeignKey(Commission, on_delete=models.PROTECT, related_name="exclusions")
    project = models.OneToOneField(Project, on_delete=models.PROTECT, related_name="exclusion")
    ground = models.SlugField(_("основание"))
    reason = models.TextField(_("причина"), max_length=2000)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name = _("исключение из отбора")
        verbose_name_plural = _("исключения из отбора")

    def __str__(self) -> str:
        return f"{self.project_id}: {self.ground}"


class Departure(models.Model):
    """Where the commission's decision departs from the ranking, with the reason everybody reads."""

    class Outcome(models.TextChoices):
        WIN = "win", _("победитель")
        RESERVE = "reserve", _("резерв")
        REFUSE = "refuse", _("отказ")

    commission = models.ForeignKey(Commission, on_delete=models.PROTECT, related_name="departures")
    project = models.OneToOneField(Project, on_delete=models.PROTECT, related_name="departure")
    outcome = models.CharField(_("решение"), max_length=7, choices=Outcome.choices)
    reason = models.TextField(_("причина"), max_length=2000)

    class Meta:
        verbose_name = _("отступление от рейтинга")
        verbose_name_plural = _("отступления от рейтинга")

    def __str__(self) -> str:
        return f"{self.project_id}: {self.outcome}"
