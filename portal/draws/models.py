"""A public draw: the list first, the seed later, the result for good."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from portal.draws.lot import ALGORITHM


class Draw(models.Model):
    """A draw of `places` entries. A trigger keeps the announced list and the result unchanged."""

    purpose = models.CharField(_("что разыгрывается"), max_length=300)
    entries = models.JSONField(
        _("список"), help_text=_("Номера участников, по одному; имена здесь не публикуются.")
    )
    places = models.PositiveIntegerField(_("сколько выбрать"))
    reserve_places = models.PositiveIntegerField(_("сколько в резерв"), default=0)
    by_stratum = models.BooleanField(
        _("места поровну по районам"),
        default=False,
        help_text=_(
            "Строка списка — «17; Ленинский район»: места делятся между районами по числу строк."
        ),
    )
    list_hash = models.CharField(_("отпечаток списка"), max_length=64)
    seed_source = models.CharField(
        _("откуда возьмётся случайное число"),
        max_length=300,
        help_text=_("Событие в будущем, на которое портал не влияет: тираж, курс валюты."),
    )
    seed = models.CharField(_("случайное число"), max_length=200, blank=True)
    algorithm = models.CharField(_("алгоритм"), max_length=30, default=ALGORITHM)
    result = models.JSONField(_("выбраны"), null=True, blank=True)
    reserve = models.JSONField(_("резерв по порядку"), null=True, blank=True)
    announced_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    announced_at = models.DateTimeField(_("объявлена"), auto_now_add=True)
    held_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    held_at = models.DateTimeField(_("проведена"), null=True, blank=True)

    class Meta:
        verbose_name = _("жеребьёвка")
        verbose_name_plural = _("жеребьёвки")
        ordering = ["-id"]
        permissions = [("conduct", _("Может объявлять и проводить жеребьёвки"))]
        constraints = [
            models.CheckConstraint(condition=Q(places__gte=1), name="draw_has_places"),
            models.CheckConstraint(
                condition=Q(held_at=None, seed="", result=None)
                | (Q(held_at__isnull=False, result__isnull=False) & ~Q(seed="")),
                name="draw_result_has_seed",
            ),
        ]

    def __str__(self) -> str:
        return self.purpose

    def get_absolute_url(self) -> str:
        return reverse("draws:draw", args=[self.pk])
