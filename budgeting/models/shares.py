"""The switches of equal shares as columns of a round, each with what it means for people."""

from decimal import Decimal

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _


class Start(models.TextChoices):
    INTEGRAL = "integral", _("целое число рублей")
    EXACT = "exact", _("ровно бюджет на всех, с дробью")


class Stop(models.TextChoices):
    OVERSPEND = "overspend", _("пока следующий шаг не превысит бюджет")
    EXHAUSTIVE = "exhaustive", _("пока в бюджет помещается хоть один проект")


class SharesRules(models.Model):
    """How equal shares are counted (`budgeting.tally.options`); no effect under other rules."""

    FIELDS = (
        "mes_start",
        "mes_increment",
        "mes_stop",
        "mes_comparison",
        "mes_fill",
        "mes_eligibility",
    )

    mes_start = models.CharField(
        _("равные доли: начальная сумма на голосующего"),
        max_length=10,
        choices=Start.choices,
        default=Start.INTEGRAL,
        help_text=_("Бюджет делят на число бюллетеней: без копеек или ровно."),
    )
    mes_increment = models.DecimalField(
        _("равные доли: шаг, рублей"),
        max_digits=8,
        decimal_places=2,
        default=1,
        validators=[MinValueValidator(Decimal(0)), MaxValueValidator(Decimal(100000))],
        help_text=_("На сколько каждый раз растёт сумма у всех. 0 — без шагов."),
    )
    mes_stop = models.CharField(
        _("равные доли: до каких пор"),
        max_length=10,
        choices=Stop.choices,
        default=Stop.OVERSPEND,
        help_text=_("Сумма растёт по шагам, итог — последний шаг, который уложился в бюджет."),
    )
    mes_comparison = models.BooleanField(
        _("равные доли: сравнить с подсчётом по голосам"),
        default=False,
        help_text=_(
            "Если людей, у которых среди победителей по голосам больше отмеченных ими проектов, "
            "строго больше, побеждают эти проекты."
        ),
    )
    mes_fill = models.BooleanField(
        _("равные доли: раздать остаток по голосам"),
        default=False,
        help_text=_("Оставшиеся деньги получают проекты по числу голосов, кто поместится."),
    )
    mes_eligibility = models.CharField(
        _("равные доли: наименьшая доля голосов"),
        max_length=5,
        choices=[
            ("", _("не требуется")),
            ("1/3", _("треть доли стоимости проекта в бюджете")),
            ("1/2", _("половина доли стоимости проекта в бюджете")),
        ],
        blank=True,
        help_text=_("Проект на десятую часть бюджета должен набрать хотя бы 1/30 голосовавших."),
    )

    class Meta:
        abstract = True

    def shares_options(self) -> dict[str, str | bool]:
        """The switches by the names the rule text, the count and the checker know them by."""
        options = {
            "start": str(self.mes_start),
            "stop": str(self.mes_stop),
            "increment": f"{Decimal(self.mes_increment).normalize():f}",
            "comparison": self.mes_comparison,
            "fill": self.mes_fill,
        }
        return options | ({"eligibility": self.mes_eligibility} if self.mes_eligibility else {})
