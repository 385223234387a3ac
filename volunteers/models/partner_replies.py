"""A reply to a card of the exchange: the two sides of it."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from portal.cases.models import Case
from volunteers.models.miniprojects import spoken_for
from volunteers.models.partner_cards import PartnerCard
from volunteers.models.partner_states import REPLY_LIFECYCLE, ReplyState


class PartnerReplyQuerySet(models.QuerySet):
    def of_party(self, user) -> "PartnerReplyQuerySet":
        """Where the person, or an organisation they speak for, is one of the two sides."""
        own, cards = spoken_for(user), PartnerCard.objects.led_by(user).values("pk")
        return self.filter(Q(author=user) | Q(organisation__in=own) | Q(card__in=cards))

    def visible_to(self, user) -> "PartnerReplyQuerySet":
        if not user.is_authenticated:
            return self.none()
        if user.is_staff and user.has_perm("volunteers.moderate_partners"):
            return self
        return self.of_party(user)


class PartnerReply(Case):
    LIFECYCLE = REPLY_LIFECYCLE
    EVENT_LABELS = {"created": _("Отклик отправлен")}
    STATE_TONES = {
        ReplyState.SENT: "warning",
        ReplyState.ACCEPTED: "good",
        ReplyState.DECLINED: "bad",
    }

    state = models.CharField(
        _("состояние"), max_length=9, choices=ReplyState.choices, default=ReplyState.SENT
    )
    card = models.ForeignKey(
        PartnerCard, verbose_name=_("карточка"), on_delete=models.PROTECT, related_name="replies"
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("кто откликнулся"),
        on_delete=models.PROTECT,
        related_name="partner_replies",
    )
    organisation = models.ForeignKey(
        "organisations.Organisation",
        verbose_name=_("от имени организации"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    text = models.TextField(_("что предлагаете"), max_length=2000)
    contact = models.CharField(
        _("как с вами связаться"),
        max_length=150,
        help_text=_("Увидят только вторая сторона и сотрудник."),
    )

    objects = PartnerReplyQuerySet.as_manager()

    class Meta:
        verbose_name = _("отклик на карточку биржи")
        verbose_name_plural = _("отклики на карточки биржи")
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["card", "author"],
                condition=Q(state=ReplyState.SENT),
                name="one_open_reply_to_a_card",
                violation_error_message=_("Вы уже откликнулись. Дождитесь ответа."),
            )
        ]

    def __str__(self) -> str:
        return str(self.card)

    def get_absolute_url(self) -> str:
        return reverse("volunteers:partner_reply", args=[self.pk])

    @property
    def host(self) -> str:
        return str(self.organisation) if self.organisation else self.author.public_name
