"""Departments of the administration, loaded from the departments catalogue."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Department(models.Model):
    """A department; `post` is the post of its head, named wherever an answer is owed."""

    code = models.SlugField(_("код"), unique=True)
    name = models.CharField(_("название"), max_length=200)
    post = models.CharField(_("должность руководителя"), max_length=200, blank=True)
    email = models.EmailField(_("почта"), blank=True)

    class Meta:
        verbose_name = _("подразделение")
        verbose_name_plural = _("подразделения")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name
