"""«Биржа партнёрства»: what TOS and NKO need, what business and people offer."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.cases.models import Case
from volunteers.models.miniprojects import spoken_for
from volunteers.models.partner_states import CARD_LIFECYCLE, CARD_SHOWN, CardState


class Side(models.TextChoices):
    OFFER = "offer", _("Предложение помощи")
    NEED = "need", _("Нужна помощь")


class Category(models.TextChoices):
    MATERIALS = "materials", _("Материалы и вещи")
    EQUIPMENT = "equipment", _("Техника и инструмент")
    TRANSPORT = "transport", _("Транспорт")
    PREMISES = "premises", _("Помещение")
    SPECIALIST = "specialist", _("Работа специалиста")
    PEOPLE = "people", _("Люди на день")
    MEDIA = "media", _("Реклама и рассказ о деле")
    MONEY = "money", _("Деньги на дело")
    OTHER = "other", _("Другое")


class PartnerCardQuerySet(models.QuerySet):
    def open(self) -> "PartnerCardQuerySet":
        return self.filter(state=CardState.OPEN, until__gte=timezone.localdate())

    def led_by(self, user) -> "PartnerCardQuerySet":
        return self.filter(Q(author=user) | Q(organisation__in=spoken_for(user)))

    def visible_to(self, user) -> "PartnerCardQuerySet":
        shown = Q(state__in=CARD_SHOWN)
        if not user.is_authenticated:
            return self.filter(shown)
        if user.is_staff and user.has_perm("volunteers.moderate_partners"):
            return self
        return self.filter(shown | Q(author=user) | Q(organisation__in=spoken_for(user)))

    def waiting(self) -> "PartnerCardQuerySet":
        return self.filter(state=CardState.SUBMITTED)

    def past(self) -> "PartnerCardQuerySet":
        return self.filter(state=CardState.OPEN, until__lt=timezone.localdate())

    def matching(self, card) -> "PartnerCardQuerySet":
        """Open cards of the other side: of the same category, of its district or of the city."""
        rows = self.open().exclude(side=card.side).filter(category=card.category)
        if card.district_id:
            rows = rows.filter(Q(district=card.district_id) | Q(district=None))
        return rows.exclude(author=card.author_id)


class PartnerCard(Case):
    LIFECYCLE = CARD_LIFECYCLE
    EVENT_LABELS = {"created": _("Карточка подана"), "edited": _("Изменены сведения")}
    STATE_TONES = {
        CardState.SUBMITTED: "warning",
        CardState.REFUSED: "bad",
        CardState.OPEN: "good",
    }

    state = models.CharField(
        _("состояние"), max_length=9, choices=CardState.choices, default=CardState.SUBMITTED
    )
    side = models.CharField(_("что у вас"), max_length=5, choices=Side.choices)
    category = models.CharField(_("вид помощи"), max_length=10, choices=Category.choices)
    title = models.CharField(_("коротко"), max_length=120)
    text = models.TextField(_("подробно"), max_length=3000)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("кто подал"),
        on_delete=models.PROTECT,
        related_name="partner_cards",
    )
    organisation = models.ForeignKey(
        "organisations.Organisation",
        verbose_name=_("от имени организации"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="partner_cards",
    )
    district = models.ForeignKey(
        "places.District",
        verbose_name=_("район"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    until = models.DateField(_("действует до"))

    objects = PartnerCardQuerySet.as_manager()

    class Meta:
        verbose_name = _("карточка биржи партнёрства")
        verbose_name_plural = _("биржа партнёрства")
        ordering = ["-id"]
        permissions = [("moderate_partners", _("Вести биржу партнёрства, подписывать соглашения"))]
        indexes = [models.Index(fields=["state", "side", "category", "-id"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(side=Side.OFFER) | Q(organisation__isnull=False),
                name="need_is_of_an_organisation",
                violation_error_message=_("О помощи просит ТОС или НКО: выберите организацию."),
            )
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("volunteers:partner_card", args=[self.pk])

    @property
    def host(self) -> str:
        return str(self.organisation) if self.organisation else self.author.public_name
