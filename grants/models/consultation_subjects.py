"""The short catalogue of what the city consults about; officials change it."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ConsultationSubject(models.Model):
    name = models.CharField(_("тема"), max_length=200, unique=True)
    order = models.PositiveSmallIntegerField(_("порядок"), default=0)
    is_active = models.BooleanField(_("можно выбрать"), default=True)

    class Meta:
        verbose_name = _("тема консультаций")
        verbose_name_plural = _("темы консультаций")
        ordering = ["order", "name"]

    def __str__(self) -> str:
        return self.name
