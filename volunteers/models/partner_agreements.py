"""A three-party agreement: a TOS or NKO, a partner, the city."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from portal.cases.models import Case
from volunteers.models.agreement_states import (
    AGREEMENT_LIFECYCLE,
    AGREEMENT_SHOWN,
    SETTLED,
    AgreementState,
)
from volunteers.models.partner_cards import Side
from volunteers.models.partner_replies import PartnerReply


class PartnerAgreementQuerySet(models.QuerySet):
    def shown(self) -> "PartnerAgreementQuerySet":
        """The public register: what the city has signed."""
        return self.filter(state__in=AGREEMENT_SHOWN)

    def visible_to(self, user) -> "PartnerAgreementQuerySet":
        if not user.is_authenticated:
            return self.shown()
        if user.is_staff and user.has_perm("volunteers.moderate_partners"):
            return self
        replies = PartnerReply.objects.of_party(user).values("pk")
        return self.filter(Q(state__in=AGREEMENT_SHOWN) | Q(reply__in=replies))

    def waiting(self) -> "PartnerAgreementQuerySet":
        return self.filter(state=AgreementState.AGREED)

    def with_parties(self) -> "PartnerAgreementQuerySet":
        return self.select_related(
            *("reply__card__organisation", "reply__card__author__district"),
            *("reply__organisation", "reply__author__district"),
        )


class PartnerAgreement(Case):
    """`version` grows with every change of the terms: one agrees to what one has read."""

    LIFECYCLE = AGREEMENT_LIFECYCLE
    EVENT_LABELS = {
        "created": _("Начато соглашение"),
        "edited": _("Условия изменены"),
        "confirmed": _("Сторона согласилась с условиями"),
    }
    STATE_TONES = {
        AgreementState.DRAFT: "warning",
        AgreementState.AGREED: "info",
        AgreementState.SIGNED: "good",
        AgreementState.FULFILLED: "good",
        AgreementState.ENDED: "bad",
    }

    state = models.CharField(
        _("состояние"), max_length=9, choices=AgreementState.choices, default=AgreementState.DRAFT
    )
    reply = models.OneToOneField(
        PartnerReply, verbose_name=_("отклик"), on_delete=models.PROTECT, related_name="agreement"
    )
    subject = models.CharField(_("о чём договорились"), max_length=300)
    community_duty = models.TextField(_("что делает ТОС или НКО"), max_length=2000, blank=True)
    partner_duty = models.TextField(_("что делает партнёр"), max_length=2000, blank=True)
    city_duty = models.TextField(_("что делает город"), max_length=2000, blank=True)
    starts_on = models.DateField(_("с"), null=True, blank=True)
    ends_on = models.DateField(_("по"), null=True, blank=True)
    version = models.PositiveIntegerField(_("редакция условий"), default=1)
    community_agreed_at = models.DateTimeField(_("ТОС или НКО согласны"), null=True, blank=True)
    partner_agreed_at = models.DateTimeField(_("партнёр согласен"), null=True, blank=True)
    signed_at = models.DateTimeField(_("подписано городом"), null=True, blank=True)
    signed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("кто подписал от города"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )

    objects = PartnerAgreementQuerySet.as_manager()

    class Meta:
        verbose_name = _("трёхстороннее соглашение")
        verbose_name_plural = _("трёхсторонние соглашения")
        ordering = ["-id"]
        indexes = [models.Index(fields=["state", "-id"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(starts_on=None) | Q(ends_on__gte=F("starts_on")),
                name="three_party_dates_in_order",
                violation_error_message=_("Соглашение кончается не раньше, чем начинается."),
            ),
            models.CheckConstraint(
                condition=~Q(state__in=SETTLED)
                | Q(community_agreed_at__isnull=False, partner_agreed_at__isnull=False),
                name="three_party_settled_by_both",
            ),
        ]

    def __str__(self) -> str:
        return self.subject

    def get_absolute_url(self) -> str:
        return reverse("volunteers:partner_agreement", args=[self.pk])

    @property
    def sides(self) -> tuple:
        """The TOS or NKO, then the partner: the card and the reply, whichever is which."""
        card, reply = self.reply.card, self.reply
        return (card, reply) if card.side == Side.NEED else (reply, card)
