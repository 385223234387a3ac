"""The city: its profile, districts and local activity centres."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class District(models.Model):
    """A district of the city; `outline` is a GeoJSON geometry (EPSG:4326) or empty."""

    code = models.SlugField(_("код"), unique=True)
    name = models.CharField(_("название"), max_length=100)
    # «Октябрьского района»: Russian sentences need the genitive.
    name_genitive = models.CharField(_("название в родительном падеже"), max_length=100, blank=True)
    population = models.PositiveIntegerField(_("жителей"), null=True, blank=True)
    latitude = models.DecimalField(_("широта"), max_digits=9, decimal_places=6)
    longitude = models.DecimalField(_("долгота"), max_digits=9, decimal_places=6)
    outline = models.JSONField(_("граница (GeoJSON)"), null=True, blank=True)
    order = models.PositiveSmallIntegerField(_("порядок"), default=0)

    class Meta:
        verbose_name = _("район")
        verbose_name_plural = _("районы")
        ordering = ["order", "name"]

    def __str__(self) -> str:
        return self.name
