"""The commission of a contest: its meeting, what it decides, and objections to that."""

from decimal import Decimal

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from grants.models.applications import Application
from grants.models.contests import Contest


class CommissionMember(models.Model):
    """A member of the commission; who attended the meeting is noted when it is held."""

    contest = models.ForeignKey(Contest, on_delete=models.PROTECT, related_name="commission")
    name = models.CharField(_("имя"), max_length=150)
    post = models.CharField(_("должность или организация"), max_length=200)
    attended = models.BooleanField(_("был на заседании"), default=False)

    class Meta:
        verbose_name = _("член комиссии")
        verbose_name_plural = _("комиссия")
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.name}, {self.post}"


class Meeting(models.Model):
    """The meeting that decides; more than half of the members make a quorum."""

    contest = models.OneToOneField(Contest, on_delete=models.PROTECT, related_name="meeting")
    held_on = models.DateField(_("день заседания"))
    place = models.CharField(_("место"), max_length=300)
    chair = models.CharField(_("председательствовал"), max_length=200)
    note = models.TextField(_("о заседании"), max_length=3000, blank=True)

    class Meta:
        verbose_name = _("заседание комиссии")
        verbose_name_plural = _("заседания комиссий")

    def __str__(self) -> str:
        return f"{self.contest}: {self.held_on:%d.%m.%Y}"


class Decision(models.Model):
    """What the commission decided about one application; prepared, then published all at once.

    `amount` in roubles. `reason` is needed where the decision departs from the ranking.
    """

    application = models.OneToOneField(
        Application, verbose_name=_("заявка"), on_delete=models.PROTECT, related_name="decision"
    )
    is_awarded = models.BooleanField(_("поддержать"), default=False)
    amount = models.DecimalField(_("сумма"), max_digits=14, decimal_places=2, default=Decimal(0))
    votes_for = models.PositiveSmallIntegerField(_("за"), default=0)
    votes_against = models.PositiveSmallIntegerField(_("против"), default=0)
    abstained = models.PositiveSmallIntegerField(
        _("воздержались"), default=0, help_text=_("И те, у кого конфликт интересов.")
    )
    reason = models.TextField(_("причина"), max_length=3000, blank=True)
    # An upheld appeal changes the decision; what stood before is in the history of the application.
    changed_on = models.DateField(_("изменено по апелляции"), null=True, editable=False)
    prepared_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", editable=False
    )
    prepared_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("решение комиссии")
        verbose_name_plural = _("решения комиссий")
        ordering = ["application"]
        constraints = [
            models.CheckConstraint(
                condition=Q(is_awarded=False, amount=0) | Q(is_awarded=True, amount__gt=0),
                name="awarded_has_amount",
                violation_error_message=_("У поддержанной заявки есть сумма, у других её нет."),
            ),
            models.CheckConstraint(
                condition=Q(is_awarded=False) | Q(votes_for__gt=F("votes_against")),
                name="awarded_by_majority",
                violation_error_message=_("Поддержать можно, если голосов «за» больше."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.application)

    @property
    def votes(self) -> int:
        return self.votes_for + self.votes_against + self.abstained


class Objection(models.Model):
    """An appeal against the result, answered once; both stand in the history."""

    application = models.OneToOneField(
        Application, verbose_name=_("заявка"), on_delete=models.PROTECT, related_name="objection"
    )
    text = models.TextField(_("апелляция"), max_length=5000)
    filed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", editable=False
    )
    filed_at = models.DateTimeField(_("подана"))
    answer = models.TextField(_("ответ"), max_length=5000, blank=True)
    is_upheld = models.BooleanField(_("удовлетворена"), null=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("кто ответил"),
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
        editable=False,
    )
    answered_at = models.DateTimeField(_("ответ дан"), null=True, editable=False)

    class Meta:
        verbose_name = _("апелляция")
        verbose_name_plural = _("апелляции")
        ordering = ["-id"]

    def __str__(self) -> str:
        return str(self.application)
