"""Who writes an application beside its organisation, and who typed what into which step."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

PERSON = settings.AUTH_USER_MODEL


class CoEditorQuerySet(models.QuerySet):
    def joined(self) -> "CoEditorQuerySet":
        return self.filter(accepted_at__isnull=False)

    def waiting_for(self, user) -> "CoEditorQuerySet":
        """Invitations the person has not answered: the address is the account's."""
        return self.filter(email__iexact=user.email, accepted_at=None)


class CoEditor(models.Model):
    """A person invited by address to one application; `user` is who accepted it."""

    class Role(models.TextChoices):
        EDITOR = "editor", _("Редактор: читает и пишет")
        READER = "reader", _("Читатель: только читает")

    application = models.ForeignKey(
        "grants.Application", on_delete=models.CASCADE, related_name="coeditors"
    )
    email = models.EmailField(_("почта"))
    role = models.CharField(_("роль"), max_length=6, choices=Role.choices, default=Role.EDITOR)
    user = models.ForeignKey(
        PERSON, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    invited_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(_("приглашён"), auto_now_add=True)
    accepted_at = models.DateTimeField(_("согласился"), null=True, blank=True)

    objects = CoEditorQuerySet.as_manager()

    class Meta:
        verbose_name = _("соредактор заявки")
        verbose_name_plural = _("соредакторы заявок")
        ordering = ["id"]
        indexes = [models.Index(fields=["user", "application"])]
        constraints = [
            models.UniqueConstraint("application", Lower("email"), name="coeditor_invited_once"),
            models.UniqueConstraint(fields=["application", "user"], name="coeditor_once"),
            models.CheckConstraint(
                condition=Q(accepted_at=None) | Q(user__isnull=False), name="coeditor_is_somebody"
            ),
        ]

    def __str__(self) -> str:
        return self.email


class StepEdit(models.Model):
    """What one person typed into one step in one sitting, verbatim, so that nothing is lost.

    `number` rises within the application with each saving; `is_aside` is what came too late to be
    saved, because somebody else had changed the step meanwhile.
    """

    application = models.ForeignKey(
        "grants.Application", on_delete=models.CASCADE, related_name="edits"
    )
    step = models.CharField(_("шаг"), max_length=20)
    number = models.PositiveIntegerField(_("№"))
    data = models.JSONField(_("текст"))
    is_aside = models.BooleanField(_("не вошло"), default=False)
    user = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    saved_at = models.DateTimeField(_("когда"))

    class Meta:
        verbose_name = _("правка заявки")
        verbose_name_plural = _("правки заявок")
        ordering = ["-id"]
        indexes = [models.Index(fields=["application", "step", "-number"])]

    def __str__(self) -> str:
        return f"{self.application_id}: {self.step} {self.number}"
