"""Remarks and proposals of residents on a published project: a formal list, each answered."""

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from budgeting.models.projects import Project

ONE_PAGE = 3000  # characters


class RemarkQuerySet(models.QuerySet):
    def unanswered(self) -> "RemarkQuerySet":
        return self.filter(verdict="")


class Remark(models.Model):
    """What a resident remarks (131-ФЗ, art. 26.1), and the administration's answer with reason.

    Published as it stands, under the name the author shows to everybody; it cannot be changed.
    """

    class Verdict(models.TextChoices):
        TAKEN = "taken", _("учтено")
        PARTLY = "partly", _("учтено частично")
        NOT_TAKEN = "not_taken", _("не учтено")

    project = models.ForeignKey(
        Project, verbose_name=_("проект"), on_delete=models.PROTECT, related_name="remarks"
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("автор"),
        on_delete=models.PROTECT,
        related_name="remarks",
    )
    text = models.TextField(_("замечание или предложение"), max_length=ONE_PAGE)
    created_at = models.DateTimeField(_("поступило"), auto_now_add=True)
    verdict = models.CharField(_("решение"), max_length=10, choices=Verdict.choices, blank=True)
    answer = models.TextField(_("ответ администрации"), max_length=ONE_PAGE, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("кто ответил"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    answered_at = models.DateTimeField(_("когда ответили"), null=True, blank=True)

    objects = RemarkQuerySet.as_manager()

    class Meta:
        verbose_name = _("замечание к проекту")
        verbose_name_plural = _("замечания к проектам")
        ordering = ["id"]
        indexes = [
            models.Index(fields=["project", "id"]),
            models.Index(fields=["author", "created_at"]),
            models.Index(
                fields=["project", "created_at"],
                condition=models.Q(verdict=""),
                name="remark_unanswered",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(verdict="", answer="")
                | (~models.Q(verdict="") & ~models.Q(answer="")),
                name="remark_answer_has_a_reason",
            )
        ]

    def __str__(self) -> str:
        return f"№ {self.pk}"

    @property
    def tone(self) -> str:
        return {"taken": "good", "partly": "info"}.get(self.verdict, "plain")

    def get_absolute_url(self) -> str:
        return f"{reverse('budgeting:remarks', args=[self.project_id])}#remark-{self.pk}"
