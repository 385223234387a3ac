"""Departments of the administration and how reports reach them."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Channel(models.TextChoices):
    """How a department gets its reports, beside the workplace in admin."""

    NONE = "none", _("только рабочее место")
    EMAIL = "email", _("электронная почта")
    WEBHOOK = "webhook", _("запрос на адрес (webhook)")
    OPEN311 = "open311", _("сервер Open311 исполнителя")


class Department(models.Model):
    """A department; `post` is the post of its head, `officials` work on its reports."""

    code = models.SlugField(_("код"), unique=True)
    name = models.CharField(_("название"), max_length=200)
    post = models.CharField(_("должность руководителя"), max_length=200, blank=True)
    officials = models.ManyToManyField(
        settings.AUTH_USER_MODEL, verbose_name=_("сотрудники"), blank=True, related_name="+"
    )
    channel = models.CharField(
        _("доставка"), max_length=8, choices=Channel.choices, default=Channel.NONE
    )
    email = models.EmailField(_("почта"), blank=True)
    endpoint = models.URLField(
        _("адрес для запросов"),
        blank=True,
        help_text=_("Только https и только внешний адрес; внутренние узлы разрешает оператор."),
    )
    secret = models.CharField(_("ключ подписи или api_key"), max_length=200, blank=True)
    order = models.PositiveSmallIntegerField(_("порядок"), default=0)

    class Meta:
        verbose_name = _("подразделение")
        verbose_name_plural = _("подразделения")
        ordering = ["order", "name"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(channel="email", email=""),
                name="department_mail_needs_an_address",
                violation_error_message=_("Для доставки письмом укажите адрес."),
            ),
            models.CheckConstraint(
                condition=~models.Q(channel__in=("webhook", "open311"), endpoint=""),
                name="department_hook_needs_an_endpoint",
                violation_error_message=_("Для доставки запросом укажите адрес."),
            ),
        ]

    def __str__(self) -> str:
        return self.name
