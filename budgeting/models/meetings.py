"""Who stands behind a project: the initiative group and the residents' meeting that chose it."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from budgeting.models.projects import Project

MOST_PEOPLE = 1_000_000


def people_field(name, **kwargs) -> models.PositiveIntegerField:
    return models.PositiveIntegerField(
        name, null=True, blank=True, validators=[MaxValueValidator(MOST_PEOPLE)], **kwargs
    )


class GroupMember(models.Model):
    """A member of the initiative group: for the author and officials only, never published."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="members")
    name = models.CharField(_("фамилия, имя, отчество"), max_length=150)
    contact = models.CharField(_("телефон или почта"), max_length=150, blank=True)

    class Meta:
        verbose_name = _("участник инициативной группы")
        verbose_name_plural = _("инициативная группа")
        ordering = ["id"]

    def __str__(self) -> str:
        return self.name


class ResidentsMeeting(models.Model):
    """A meeting of residents that chose the project (BRIEF §1.2); columns stay empty while drafted.

    Numbers and the minutes are public. The names of chair and secretary, and files marked private
    (the list of those present), are for the author and officials.
    """

    class Form(models.TextChoices):
        IN_PERSON = "in_person", _("очная")
        MIXED = "mixed", _("очно-заочная")

    project = models.OneToOneField(Project, on_delete=models.CASCADE, related_name="meeting")
    form = models.CharField(
        _("форма собрания"), max_length=10, choices=Form.choices, default=Form.IN_PERSON
    )
    held_on = models.DateField(_("дата собрания"), null=True, blank=True)
    place = models.CharField(_("место собрания"), max_length=300, blank=True)
    territory = models.CharField(_("территория"), max_length=300, blank=True)
    residents = people_field(_("жителей 16+ на территории"))
    present = people_field(_("участвовали"))
    votes_for = people_field(_("за"))
    votes_against = people_field(_("против"))
    votes_abstained = people_field(_("воздержались"))
    chair = models.CharField(_("председатель собрания"), max_length=150, blank=True)
    secretary = models.CharField(_("секретарь собрания"), max_length=150, blank=True)
    agenda = models.TextField(_("повестка"), blank=True)
    contribution = models.DecimalField(
        _("решили собрать с жителей"),
        max_digits=14,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
    )
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("собрание жителей")
        verbose_name_plural = _("собрания жителей")
        constraints = [
            models.CheckConstraint(
                condition=Q(present__lte=F("residents")),
                name="meeting_within_territory",
                violation_error_message=_("Участников больше, чем жителей территории."),
            ),
            models.CheckConstraint(
                condition=Q(
                    present__gte=F("votes_for") + F("votes_against") + F("votes_abstained")
                ),
                name="meeting_votes_within_present",
                violation_error_message=_("Голосов больше, чем участников."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name}: {self.project}"

    def get_absolute_url(self) -> str:
        return self.project.get_absolute_url()

    def may_be_seen_by(self, user) -> bool:
        return self.project.may_be_seen_by(user)

    def private_files_may_be_seen_by(self, user) -> bool:
        return self.project.private_files_may_be_seen_by(user)

    def files_may_be_changed_by(self, user) -> bool:
        return self.project.files_may_be_changed_by(user)
