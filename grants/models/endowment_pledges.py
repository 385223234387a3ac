"""Promises to give: no money moves on the portal, and a name shows by consent only."""

from django.conf import settings
from django.db import models
from django.db.models import Q, Sum
from django.utils.translation import gettext_lazy as _

from grants.models.endowment import KOPECK, EndowmentFund, money
from portal.pages.templatetags.money import roubles


class PledgeQuerySet(models.QuerySet):
    def standing(self) -> "PledgeQuerySet":
        return self.filter(withdrawn_at=None, kept_at=None)

    def total(self):
        return self.aggregate(sum=Sum("amount"))["sum"] or 0


class EndowmentPledge(models.Model):
    """One promise of a person; an official marks it kept when the bank has the money."""

    fund = models.ForeignKey(
        EndowmentFund, verbose_name=_("фонд"), on_delete=models.PROTECT, related_name="pledges"
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("кто обещал"),
        on_delete=models.PROTECT,
        related_name="endowment_pledges",
    )
    amount = money(_("сколько обещаете, ₽"), validators=[KOPECK])
    public_name = models.CharField(_("имя, которое увидят все"), max_length=200, blank=True)
    promised_at = models.DateTimeField(_("обещано"), auto_now_add=True)
    withdrawn_at = models.DateTimeField(_("отозвано"), null=True, blank=True, editable=False)
    kept_at = models.DateTimeField(_("исполнено"), null=True, blank=True, editable=False)

    objects = PledgeQuerySet.as_manager()

    class Meta:
        verbose_name = _("обещание пожертвования")
        verbose_name_plural = _("обещания пожертвований")
        ordering = ["-id"]
        indexes = [models.Index(fields=["fund", "-id"]), models.Index(fields=["user", "-id"])]
        constraints = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="pledge_positive"),
            models.UniqueConstraint(
                fields=["fund", "user"],
                condition=Q(withdrawn_at=None, kept_at=None),
                name="one_standing_pledge",
            ),
        ]

    def __str__(self) -> str:
        return roubles(self.amount)
