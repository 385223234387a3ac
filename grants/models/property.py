"""Rooms, buildings and land the city offers to NKO and TOS at a reduced rent: the public register.

Money in roubles a month; `rate` is the share of the market rent that is paid, in per cent.
"""

from decimal import Decimal

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from portal.places.models import LATITUDE, LONGITUDE, District

MANAGE_PROPERTY = "grants.manage_property"
KOPECK = Decimal("0.01")


class PropertyKind(models.TextChoices):
    ROOM = "room", _("Помещение")
    BUILDING = "building", _("Здание")
    LAND = "land", _("Земельный участок")


class Buyout(models.TextChoices):
    """Whether whoever rents may buy: by 7-ФЗ art. 31.1 property of the list may not be sold."""

    NONE = "none", _("Выкуп не предусмотрен")
    REQUESTED = "requested", _("Выкуп запрошен")
    REVIEW = "legal_review", _("На юридической проверке")
    GRANTED = "granted", _("Выкуп разрешён")
    REFUSED = "refused", _("В выкупе отказано")


def keeps_property(user) -> bool:
    return user.is_staff and user.has_perm(MANAGE_PROPERTY)


class PropertyQuerySet(models.QuerySet):
    def listed(self) -> "PropertyQuerySet":
        """What everybody sees: page, map, table and search alike."""
        return self.filter(is_listed=True)

    def visible_to(self, user) -> "PropertyQuerySet":
        return self if keeps_property(user) else self.listed()


class MunicipalProperty(models.Model):
    EVENT_LABELS = {"entered": _("Объект внесён"), "changed": _("Сведения изменены")}

    name = models.CharField(_("название"), max_length=200)
    kind = models.CharField(_("вид"), max_length=10, choices=PropertyKind.choices)
    address = models.CharField(_("адрес"), max_length=300)
    district = models.ForeignKey(
        District, verbose_name=_("район"), null=True, blank=True, on_delete=models.PROTECT,
        related_name="+",
    )  # fmt: skip
    latitude = models.DecimalField(
        _("широта"), max_digits=9, decimal_places=6, null=True, blank=True, validators=LATITUDE
    )
    longitude = models.DecimalField(
        _("долгота"), max_digits=9, decimal_places=6, null=True, blank=True, validators=LONGITUDE
    )
    cadastral_number = models.CharField(_("кадастровый номер"), max_length=40, blank=True)
    area = models.DecimalField(_("площадь, м²"), max_digits=10, decimal_places=1)
    condition = models.TextField(_("состояние и удобства"), max_length=2000, blank=True)
    encumbrances = models.CharField(_("обременения"), max_length=500, blank=True)
    rent_month = models.DecimalField(_("рыночная аренда, ₽ в месяц"), max_digits=12,
                                     decimal_places=2)  # fmt: skip
    rate = models.DecimalField(
        _("льготная ставка, %"), max_digits=5, decimal_places=2, default=50,
        help_text=_("Какую часть рыночной аренды платит НКО или ТОС."),
    )  # fmt: skip
    buyout_option = models.CharField(
        _("преимущественный выкуп"), max_length=12, choices=Buyout.choices, default=Buyout.NONE,
        help_text=_("По 7-ФЗ (статья 31.1) имущество из перечня для НКО не продают. Менять можно "
                    "только с заключением юристов."),
    )  # fmt: skip
    buyout_note = models.TextField(_("заключение юристов"), max_length=2000, blank=True)
    is_listed = models.BooleanField(_("в перечне, видят все"), default=True)
    created_at = models.DateTimeField(_("создано"), auto_now_add=True)
    updated_at = models.DateTimeField(_("изменено"), auto_now=True)

    objects = PropertyQuerySet.as_manager()

    class Meta:
        verbose_name = _("объект имущества")
        verbose_name_plural = _("имущество для НКО и ТОС")
        ordering = ["-id"]
        permissions = [("manage_property", _("Вести имущественную поддержку"))]
        indexes = [
            models.Index(fields=["is_listed", "-id"]),
            models.Index(fields=["latitude", "longitude"], name="property_point"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(area__gt=0, rent_month__gte=0, rate__gte=0, rate__lte=100),
                name="property_numbers_sane",
                violation_error_message=_("Площадь больше нуля, ставка от 0 до 100 %."),
            ),
            models.CheckConstraint(
                condition=Q(buyout_option=Buyout.NONE) | ~Q(buyout_note=""),
                name="property_buyout_explained",
                violation_error_message=_("Объясните решение о выкупе: нужно заключение юристов."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def title(self) -> str:
        """Name and address, as letters and the register call it."""
        return f"{self.name}, {self.address}"

    def get_absolute_url(self) -> str:
        return reverse("grants:property", args=[self.pk])

    def may_be_seen_by(self, user) -> bool:
        return MunicipalProperty.objects.visible_to(user).filter(pk=self.pk).exists()

    def files_are_kept_by(self, user) -> bool:
        return keeps_property(user)

    @property
    def reduced_rent(self) -> Decimal:
        """Roubles a month an NKO pays."""
        return (self.rent_month * self.rate / 100).quantize(KOPECK)
