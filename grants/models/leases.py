"""The contract about an object given: at most one in force for an object, whatever the door."""

from decimal import Decimal

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from grants.models.lease_applications import LeaseApplication
from grants.models.property import KOPECK, MANAGE_PROPERTY, MunicipalProperty
from grants.models.support import SupportRecord
from portal.cases.lifecycle import Lifecycle, Transition
from portal.cases.models import Case
from portal.organisations.models import Member


class LeaseContractState(models.TextChoices):
    PREPARED = "prepared", _("Договор готовится")
    SIGNED = "signed", _("Договор действует")
    ENDED = "ended", _("Договор закончился")
    FAILED = "failed", _("Договор не заключён")


C = LeaseContractState
HOLDING = (C.PREPARED, C.SIGNED)


class LeaseQuerySet(models.QuerySet):
    def visible_to(self, user) -> "LeaseQuerySet":
        """A signed one everybody, the rest its two sides."""
        if user.is_staff and user.has_perm(MANAGE_PROPERTY):
            return self
        shown = ~Q(signed_on=None)
        if user.is_authenticated:
            mine = Member.objects.filter(user=user).values("organisation")
            shown |= Q(application__organisation__in=mine)
        return self.filter(shown)

    def holding(self) -> "LeaseQuerySet":
        return self.filter(state__in=HOLDING)


class Lease(Case):
    """Roubles a month. `rent_month` is the market's, `paid_month` what the organisation pays."""

    LIFECYCLE = Lifecycle(
        LeaseContractState,
        C.PREPARED,
        Transition("sign", (C.PREPARED,), C.SIGNED, _("Записать подписание"), "grants.sign_lease"),
        Transition("fail", (C.PREPARED,), C.FAILED, _("Договор не заключён"), "grants.fail_lease",
                   needs_note=True),
        Transition("end", (C.SIGNED,), C.ENDED, _("Договор закончился"), "grants.end_lease",
                   needs_note=True),
    )  # fmt: skip
    STATE_TONES = {C.PREPARED: "info", C.SIGNED: "good", C.FAILED: "bad"}

    asset = models.ForeignKey(
        MunicipalProperty, verbose_name=_("объект"), on_delete=models.PROTECT,
        related_name="leases",
    )  # fmt: skip
    application = models.OneToOneField(
        LeaseApplication, verbose_name=_("заявка"), on_delete=models.PROTECT, related_name="lease"
    )
    support = models.OneToOneField(
        SupportRecord, verbose_name=_("запись реестра"), null=True, blank=True, editable=False,
        on_delete=models.PROTECT, related_name="lease",
    )  # fmt: skip
    state = models.CharField(
        _("состояние"), max_length=8, choices=LeaseContractState.choices, default=C.PREPARED
    )
    months = models.PositiveSmallIntegerField(_("срок, месяцев"))
    rent_month = models.DecimalField(_("рыночная аренда, ₽ в месяц"), max_digits=12,
                                     decimal_places=2)  # fmt: skip
    paid_month = models.DecimalField(_("платит, ₽ в месяц"), max_digits=12, decimal_places=2)
    number = models.CharField(_("номер договора"), max_length=40, blank=True)
    signed_on = models.DateField(_("подписан"), null=True, blank=True, editable=False)
    starts_on = models.DateField(_("с какого дня"), null=True, blank=True, editable=False)
    ends_on = models.DateField(_("до какого дня"), null=True, blank=True, editable=False)
    ended_on = models.DateField(_("закончился"), null=True, blank=True, editable=False)

    objects = LeaseQuerySet.as_manager()

    class Meta:
        verbose_name = _("договор аренды")
        verbose_name_plural = _("договоры аренды")
        ordering = ["-id"]
        indexes = [models.Index(fields=["state", "-id"])]
        constraints = [
            models.UniqueConstraint(
                fields=["asset"], condition=Q(state__in=HOLDING),
                name="property_given_to_one_at_a_time",
                violation_error_message=_("Этот объект уже передан."),
            )
        ]  # fmt: skip

    def __str__(self) -> str:
        return _("Аренда: %(name)s") % {"name": self.asset.name}

    def get_absolute_url(self) -> str:
        return self.asset.get_absolute_url()

    @property
    def benefit_month(self) -> Decimal:
        """What the city forgoes: the support in kind of a month."""
        return (self.rent_month - self.paid_month).quantize(KOPECK)

    def private_files_may_be_seen_by(self, user) -> bool:
        """The signed paper is for its two sides; the register tells everybody the rest."""
        if user.is_staff and user.has_perm(MANAGE_PROPERTY):
            return True
        return LeaseApplication.objects.of(user).filter(pk=self.application_id).exists()
