"""What a shift and a template of shifts say alike: what is done, where, whom it needs."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.places.models import LATITUDE, LONGITUDE
from volunteers.models.skills import Skill

# Copied from a template to a shift and from a shift to the next; the place stands beside them.
WORK = (
    *("title", "text", "briefing", "needs", "training", "district", "latitude", "longitude"),
    *("capacity", "min_age", "offer_hours", "needs_approval", "members_only"),
)
SKILLS = ("must_skills", "skills")


class Work(models.Model):
    title = models.CharField(_("что делать"), max_length=150)
    text = models.TextField(_("подробно"), max_length=4000, blank=True)
    briefing = models.TextField(
        _("инструктаж"),
        max_length=4000,
        blank=True,
        help_text=_("Что знать до начала именно этой работы, кроме общих правил группы."),
    )
    needs = models.CharField(
        _("что взять с собой"),
        max_length=300,
        blank=True,
        help_text=_("Заметка. Умения отметьте ниже: по ним человек находит смену."),
    )
    must_skills = models.ManyToManyField(
        Skill, verbose_name=_("обязательные умения"), blank=True, related_name="+"
    )
    skills = models.ManyToManyField(
        Skill, verbose_name=_("полезные умения"), blank=True, related_name="+"
    )
    training = models.CharField(
        _("какое обучение нужно пройти"),
        max_length=200,
        blank=True,
        help_text=_("Название программы, как в свидетельстве. Без него записаться нельзя."),
    )
    district = models.ForeignKey(
        "places.District",
        verbose_name=_("район"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    latitude = models.DecimalField(
        _("широта"), max_digits=9, decimal_places=6, null=True, blank=True, validators=LATITUDE
    )
    longitude = models.DecimalField(
        _("долгота"), max_digits=9, decimal_places=6, null=True, blank=True, validators=LONGITUDE
    )
    capacity = models.PositiveSmallIntegerField(
        _("сколько нужно людей"), validators=[MinValueValidator(1), MaxValueValidator(5000)]
    )
    min_age = models.PositiveSmallIntegerField(
        _("с какого возраста"),
        default=14,
        validators=[MinValueValidator(14), MaxValueValidator(99)],
    )
    offer_hours = models.PositiveSmallIntegerField(
        _("сколько часов ждать ответа на предложенное место"),
        default=24,
        validators=[MinValueValidator(1), MaxValueValidator(240)],
    )
    needs_approval = models.BooleanField(
        _("каждого принимает координатор"),
        default=False,
        help_text=_("Иначе место занимают сразу, пока места есть."),
    )
    members_only = models.BooleanField(_("только для участников группы"), default=False)

    class Meta:
        abstract = True
