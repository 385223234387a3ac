"""The city: its profile, districts and local activity centres."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

LATITUDE = [MinValueValidator(-90), MaxValueValidator(90)]
LONGITUDE = [MinValueValidator(-180), MaxValueValidator(180)]


class CityQuerySet(models.QuerySet):
    def profile(self) -> "City | None":
        """The one city this portal serves, or None before the reference data are loaded."""
        return self.first()


class City(models.Model):
    """The city profile: one row of data, so that any municipality can take the portal."""

    name = models.CharField(_("название"), max_length=100)
    name_genitive = models.CharField(_("название в родительном падеже"), max_length=100, blank=True)
    population = models.PositiveIntegerField(_("жителей"), null=True, blank=True)
    okrugs = models.PositiveSmallIntegerField(_("избирательных округов"), null=True, blank=True)
    latitude = models.DecimalField(
        _("широта центра"), max_digits=9, decimal_places=6, validators=LATITUDE
    )
    longitude = models.DecimalField(
        _("долгота центра"), max_digits=9, decimal_places=6, validators=LONGITUDE
    )
    south = models.DecimalField(
        _("южный край карты"), max_digits=9, decimal_places=6, validators=LATITUDE
    )
    north = models.DecimalField(
        _("северный край карты"), max_digits=9, decimal_places=6, validators=LATITUDE
    )
    west = models.DecimalField(
        _("западный край карты"), max_digits=9, decimal_places=6, validators=LONGITUDE
    )
    east = models.DecimalField(
        _("восточный край карты"), max_digits=9, decimal_places=6, validators=LONGITUDE
    )
    updated_at = models.DateTimeField(auto_now=True)

    objects = CityQuerySet.as_manager()

    class Meta:
        verbose_name = _("профиль города")
        verbose_name_plural = _("профиль города")
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(condition=models.Q(id=1), name="city_is_one_row"),
            models.CheckConstraint(
                condition=models.Q(south__lt=models.F("north"), west__lt=models.F("east")),
                name="city_edges_in_order",
                violation_error_message=_(
                    "Южный край должен быть южнее северного, западный — западнее восточного."
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class District(models.Model):
    """A district of the city; `outline` is a GeoJSON geometry (EPSG:4326) or empty."""

    code = models.SlugField(_("код"), unique=True)
    name = models.CharField(_("название"), max_length=100)
    # «Октябрьского района»: Russian sentences need the genitive.
    name_genitive = models.CharField(_("название в родительном падеже"), max_length=100, blank=True)
    population = models.PositiveIntegerField(_("жителей"), null=True, blank=True)
    latitude = models.DecimalField(_("широта"), max_digits=9, decimal_places=6, validators=LATITUDE)
    longitude = models.DecimalField(
        _("долгота"), max_digits=9, decimal_places=6, validators=LONGITUDE
    )
    outline = models.JSONField(_("граница (GeoJSON)"), null=True, blank=True)
    outline_note = models.CharField(_("пояснение к границе"), max_length=200, blank=True)
    order = models.PositiveSmallIntegerField(_("порядок"), default=0)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("район")
        verbose_name_plural = _("районы")
        ordering = ["order", "name"]

    def __str__(self) -> str:
        return self.name


class Centre(models.Model):
    """A local activity centre (ЦМА); a district keeps no more than some dozens of them."""

    name = models.CharField(_("название"), max_length=150)
    address = models.CharField(_("адрес"), max_length=300)
    district = models.ForeignKey(
        District, verbose_name=_("район"), on_delete=models.PROTECT, related_name="centres"
    )
    phone = models.CharField(_("телефон"), max_length=50, blank=True)
    latitude = models.DecimalField(
        _("широта"), max_digits=9, decimal_places=6, null=True, blank=True, validators=LATITUDE
    )
    longitude = models.DecimalField(
        _("долгота"), max_digits=9, decimal_places=6, null=True, blank=True, validators=LONGITUDE
    )
    is_demo = models.BooleanField(_("демонстрационные данные"), default=False)
    note = models.CharField(_("пояснение"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("центр местной активности")
        verbose_name_plural = _("центры местной активности")
        ordering = ["district__order", "name"]
        constraints = [
            models.UniqueConstraint(fields=["name", "address"], name="centre_once"),
        ]

    def __str__(self) -> str:
        return self.name
