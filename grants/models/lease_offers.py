"""An offer of an object: from when to when applications are taken, and when they are opened."""

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from grants.models.property import MANAGE_PROPERTY, MunicipalProperty
from portal.cases.lifecycle import Lifecycle, Transition
from portal.cases.models import Case


class OfferState(models.TextChoices):
    DRAFT = "draft", _("Готовится")
    PUBLISHED = "published", _("Объявлено")
    OPENED = "opened", _("Заявки вскрыты")
    GIVEN = "given", _("Решено: передать")
    NOT_GIVEN = "not_given", _("Решено: не передавать")
    CANCELLED = "cancelled", _("Отменено")


O = OfferState  # noqa: E741
OFFERED = (O.PUBLISHED, O.OPENED)
LIVE_OFFERS = (O.DRAFT, *OFFERED)


class OfferQuerySet(models.QuerySet):
    def visible_to(self, user) -> "OfferQuerySet":
        if user.is_staff and user.has_perm(MANAGE_PROPERTY):
            return self
        return self.announced()

    def announced(self) -> "OfferQuerySet":
        return self.exclude(published_at=None).filter(asset__is_listed=True)

    def accepting(self, now=None) -> "OfferQuerySet":
        now = now or timezone.now()
        return self.filter(state=O.PUBLISHED, accepts_from__lte=now, accepts_until__gt=now)

    def to_open(self, now=None) -> "OfferQuerySet":
        """Sealed applications whose hour has come."""
        return self.filter(state=O.PUBLISHED, opens_at__lte=now or timezone.now())

    def to_decide(self) -> "OfferQuerySet":
        return self.filter(state=O.OPENED)


class LeaseOffer(Case):
    """Rent and rate are copied at the announcement: later changes of the object do not touch it.

    `protocol` is what the opening found, written once: moment, who opened, the applicants.
    """

    LIFECYCLE = Lifecycle(
        OfferState,
        O.DRAFT,
        Transition("announce", (O.DRAFT,), O.PUBLISHED, _("Объявить"), "grants.announce_offer"),
        Transition("open", (O.PUBLISHED,), O.OPENED, _("Вскрыть заявки"), "grants.open_offer"),
        # The decision about the winning application makes this move.
        Transition("give", (O.OPENED,), O.GIVEN, _("Решено передать")),
        Transition("not_give", (O.OPENED,), O.NOT_GIVEN, _("Никому не передавать"),
                   "grants.not_give_offer", needs_note=True),
        Transition("cancel", LIVE_OFFERS, O.CANCELLED, _("Отменить"), "grants.cancel_offer",
                   needs_note=True),
    )  # fmt: skip
    STATE_TONES = {O.PUBLISHED: "info", O.OPENED: "warning", O.GIVEN: "good"}

    asset = models.ForeignKey(
        MunicipalProperty, verbose_name=_("объект"), on_delete=models.PROTECT,
        related_name="offers",
    )  # fmt: skip
    state = models.CharField(
        _("состояние"), max_length=10, choices=OfferState.choices, default=O.DRAFT
    )
    accepts_from = models.DateTimeField(_("заявки принимают с"))
    accepts_until = models.DateTimeField(_("заявки принимают до"))
    opens_at = models.DateTimeField(_("вскрытие заявок"))
    decide_by = models.DateField(_("решение до"))
    max_months = models.PositiveSmallIntegerField(_("срок аренды, не больше месяцев"), default=60)
    terms = models.TextField(_("условия"), max_length=5000, blank=True)
    rent_month = models.DecimalField(_("рыночная аренда, ₽ в месяц"), max_digits=12,
                                     decimal_places=2, default=0, editable=False)  # fmt: skip
    rate = models.DecimalField(_("льготная ставка, %"), max_digits=5, decimal_places=2, default=0,
                               editable=False)  # fmt: skip
    published_at = models.DateTimeField(_("объявлено"), null=True, blank=True, editable=False)
    opened_at = models.DateTimeField(_("вскрыто"), null=True, blank=True, editable=False)
    decided_at = models.DateTimeField(_("решено"), null=True, blank=True, editable=False)
    ground = models.TextField(_("основание решения"), blank=True, editable=False)
    protocol = models.JSONField(_("протокол вскрытия"), default=dict, blank=True, editable=False)

    objects = OfferQuerySet.as_manager()

    class Meta:
        verbose_name = _("предложение в аренду")
        verbose_name_plural = _("предложения в аренду")
        ordering = ["-id"]
        indexes = [models.Index(fields=["state", "opens_at"])]
        constraints = [
            models.UniqueConstraint(
                fields=["asset"], condition=Q(state__in=LIVE_OFFERS),
                name="one_live_offer_per_property",
                violation_error_message=_("Этот объект уже предлагают."),
            ),
            models.CheckConstraint(
                condition=Q(accepts_until__gt=F("accepts_from"))
                & Q(opens_at__gte=F("accepts_until")),
                name="offer_dates_in_order",
                violation_error_message=_("Сначала приём заявок, затем вскрытие."),
            ),
            models.CheckConstraint(
                condition=Q(max_months__gte=1, max_months__lte=600),
                name="offer_term_sane",
                violation_error_message=_("Срок — от 1 до 600 месяцев."),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return _("%(name)s, приём до %(day)s") % {
            "name": self.asset.name,
            "day": f"{timezone.localtime(self.accepts_until):%d.%m.%Y}",
        }

    def get_absolute_url(self) -> str:
        return self.asset.get_absolute_url()
