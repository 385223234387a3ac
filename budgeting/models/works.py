"""Carrying a project out: contract, milestones, photos from one viewpoint, acceptance."""

from decimal import Decimal

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from budgeting.models.ledger import Balance
from budgeting.models.projects import Project, ProjectQuerySet
from budgeting.models.states import ProjectState

# From the winner's podium to the published report.
EXECUTION_STATES = (
    ProjectState.WINNER,
    ProjectState.FUNDING,
    ProjectState.CONTRACT,
    ProjectState.WORKS,
    ProjectState.ACCEPTANCE,
    ProjectState.COMPLETED,
    ProjectState.REPORTED,
    ProjectState.CANCELLED,
)


def _sum(name: str) -> Coalesce:
    """The sum of a column of the project's balances, in roubles."""
    rows = Balance.objects.filter(project=models.OuterRef("pk")).order_by().values("project")
    total = rows.annotate(total=models.Sum(name)).values("total")
    return Coalesce(models.Subquery(total), Decimal(0), output_field=models.DecimalField())


def _steps(**wanted) -> models.Subquery:
    """How many steps of the works are like that."""
    rows = Milestone.objects.filter(project=models.OuterRef("pk"), **wanted).order_by()
    count = rows.values("project").annotate(n=models.Count("pk")).values("n")
    return Coalesce(models.Subquery(count), 0)


class ExecutionQuerySet(ProjectQuerySet):
    def of_round(self, round_) -> "ExecutionQuerySet":
        """Everybody's list of a round: what has won and how far it has come."""
        return self.public().filter(round=round_, state__in=EXECUTION_STATES)

    def with_progress(self) -> "ExecutionQuerySet":
        """Money in roubles and steps of the works, counted in the same query."""
        late = {"actual_on": None, "planned_on__lt": timezone.localdate()}
        return self.annotate(
            pledged=_sum("pledged"),
            paid=_sum("paid"),
            used=_sum("used"),
            steps=_steps(),
            steps_done=_steps(actual_on__isnull=False),
            steps_late=_steps(**late),
        )


class Execution(Project):
    """A project in the workplace of the official who carries it out: the same rows."""

    objects = ExecutionQuerySet.as_manager()

    class Meta:
        proxy = True
        verbose_name = _("проект в реализации")
        verbose_name_plural = _("проекты в реализации")


class Contract(models.Model):
    """A municipal contract of the project; one that is terminated stays on the record."""

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="contracts")
    contractor = models.CharField(_("подрядчик"), max_length=200)
    number = models.CharField(_("номер контракта"), max_length=60)
    signed_on = models.DateField(_("дата контракта"))
    amount = models.DecimalField(_("сумма"), max_digits=14, decimal_places=2)
    procurement_url = models.URLField(_("ссылка на закупку"), max_length=500)
    terminated_on = models.DateField(_("расторгнут"), null=True, blank=True, editable=False)
    termination_reason = models.CharField(
        _("почему расторгнут"), max_length=300, blank=True, editable=False
    )
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("контракт")
        verbose_name_plural = _("контракты")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["project", "number"], name="contract_number_once"),
            models.CheckConstraint(condition=Q(amount__gt=0), name="contract_costs_something"),
        ]

    def __str__(self) -> str:
        return f"№ {self.number}"


class MilestoneQuerySet(models.QuerySet):
    def late(self) -> "MilestoneQuerySet":
        """Not done by their date, of projects whose works go on."""
        going = (ProjectState.CONTRACT, ProjectState.WORKS, ProjectState.ACCEPTANCE)
        today = timezone.localdate()
        return self.filter(actual_on=None, planned_on__lt=today, project__state__in=going)


class Milestone(models.Model):
    """A step of the works. `first_planned_on` keeps what was promised when the date moves."""

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="milestones")
    title = models.CharField(_("что делаем"), max_length=200)
    planned_on = models.DateField(_("срок"))
    first_planned_on = models.DateField(_("первый срок"), editable=False)
    actual_on = models.DateField(_("сделано"), null=True, blank=True)
    progress = models.PositiveSmallIntegerField(_("готовность, %"), default=0)

    objects = MilestoneQuerySet.as_manager()

    class Meta:
        verbose_name = _("этап работ")
        verbose_name_plural = _("этапы работ")
        ordering = ["planned_on", "id"]
        indexes = [
            models.Index(
                fields=["planned_on"], condition=Q(actual_on=None), name="milestone_waiting"
            )
        ]
        constraints = [
            models.CheckConstraint(condition=Q(progress__lte=100), name="progress_to_hundred"),
            models.CheckConstraint(
                condition=Q(actual_on=None) | Q(progress=100), name="done_is_hundred"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_done(self) -> bool:
        return self.actual_on is not None

    @property
    def days_late(self) -> int:
        """Days behind what was first promised, up to today for what is not done; 0 in time."""
        until = self.actual_on or max(timezone.localdate(), self.planned_on)
        return max(0, (until - self.first_planned_on).days)


class Stage(models.TextChoices):
    BEFORE = "before", _("до работ")
    DURING = "during", _("во время работ")
    AFTER = "after", _("после работ")


class Viewpoint(models.Model):
    """A place photos are taken from before, during and after, so that they can be compared."""

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="viewpoints")
    title = models.CharField(_("откуда снято"), max_length=120)

    class Meta:
        verbose_name = _("точка съёмки")
        verbose_name_plural = _("точки съёмки")
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["project", "title"], name="viewpoint_once")]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("budgeting:progress", args=[self.project_id])

    def may_be_seen_by(self, user) -> bool:
        """A photo opens where the project does."""
        return self.project.may_be_seen_by(user)


class StagePhoto(models.Model):
    """A photo from the viewpoint at a stage; the newest of a stage is the one shown."""

    viewpoint = models.ForeignKey(Viewpoint, on_delete=models.PROTECT, related_name="photos")
    stage = models.CharField(_("когда"), max_length=6, choices=Stage.choices)
    attachment = models.OneToOneField(
        "files.Attachment", on_delete=models.PROTECT, related_name="+"
    )
    taken_on = models.DateField(_("дата съёмки"))

    class Meta:
        verbose_name = _("фото этапа")
        verbose_name_plural = _("фото этапов")
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.get_stage_display()}: {self.taken_on:%d.%m.%Y}"


class Outcome(models.TextChoices):
    ACCEPTED = "accepted", _("принято")
    DEFECTS = "defects", _("есть недостатки")


class Acceptance(models.Model):
    """One acceptance of the works together with residents.

    Names stand here only of those who gave a written consent; everybody else is a number.
    """

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="acceptances")
    held_on = models.DateField(_("дата приёмки"))
    invited = models.PositiveIntegerField(_("приглашено жителей"))
    attended = models.PositiveIntegerField(_("пришло жителей"))
    names = models.TextField(_("жители, согласные на показ имени"), max_length=2000, blank=True)
    act_number = models.CharField(_("номер акта"), max_length=60)
    outcome = models.CharField(_("итог"), max_length=10, choices=Outcome.choices)
    defects = models.TextField(_("недостатки"), max_length=4000, blank=True)
    fix_by = models.DateField(_("исправить до"), null=True, blank=True)
    # Set when the works are returned: the next acceptance is another one.
    is_past = models.BooleanField(default=False, editable=False)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("внёс"),
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("приёмка")
        verbose_name_plural = _("приёмки")
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(outcome=Outcome.ACCEPTED) | ~Q(defects=""),
                name="defects_are_named",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_outcome_display()}, {self.held_on:%d.%m.%Y}"

    def get_absolute_url(self) -> str:
        return reverse("budgeting:progress", args=[self.project_id])

    def may_be_seen_by(self, user) -> bool:
        return self.project.may_be_seen_by(user)

    def private_files_may_be_seen_by(self, user) -> bool:
        """The act bears signatures: for officials who carry projects out."""
        return user.is_staff and user.has_perm("budgeting.execute_project")
