"""A fund of target capital (275-ФЗ): only its income is spent; promises, operations, a ledger."""

from decimal import Decimal

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from grants.models.ledger import official
from portal.pages.templatetags.money import roubles

MANAGE = "grants.manage_endowment"
KOPECK = MinValueValidator(Decimal("0.01"))


def money(name, **more) -> models.DecimalField:
    return models.DecimalField(name, max_digits=14, decimal_places=2, **more)


class FundQuerySet(models.QuerySet):
    def visible_to(self, user) -> "FundQuerySet":
        manages = user.is_authenticated and user.is_staff and user.has_perm(MANAGE)
        return self.all() if manages else self.filter(is_published=True)


class EndowmentFund(models.Model):
    """Sums are roubles, kept by approved operations under the lock of this row.

    `pending`: distributions that wait for approval; they are not available any more.
    """

    slug = models.SlugField(_("адрес страницы"), unique=True)
    name = models.CharField(_("название"), max_length=200)
    about = models.TextField(_("на что идёт доход"), max_length=5000)
    owner = models.CharField(_("собственник капитала"), max_length=300)
    manager = models.CharField(_("управляющая компания"), max_length=300, blank=True)
    council = models.TextField(_("совет по использованию капитала"), max_length=2000, blank=True)
    bank_details = models.TextField(_("реквизиты для пожертвований"), max_length=1000, blank=True)
    target = money(_("порог формирования"), default=Decimal(3_000_000), validators=[KOPECK])
    is_published = models.BooleanField(_("показан всем"), default=False)
    takes_pledges = models.BooleanField(_("принимает обещания"), default=True)
    capital = money(_("капитал"), default=0, editable=False)
    income = money(_("доход"), default=0, editable=False)
    distributed = money(_("распределено"), default=0, editable=False)
    pending = money(_("ждёт утверждения"), default=0, editable=False)

    objects = FundQuerySet.as_manager()

    class Meta:
        verbose_name = _("фонд целевого капитала")
        verbose_name_plural = _("фонды целевого капитала")
        ordering = ["name"]
        permissions = [("manage_endowment", _("Вести целевой капитал: операции и обещания"))]
        constraints = [
            models.CheckConstraint(
                condition=Q(capital__gte=0, income__gte=0, distributed__gte=0, pending__gte=0),
                name="endowment_sums_not_negative",
            ),
            models.CheckConstraint(
                condition=Q(income__gte=F("distributed") + F("pending")),
                name="endowment_spends_income_only",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("grants:endowment", args=[self.slug])

    @property
    def available(self) -> Decimal:
        """Income that may still be distributed."""
        return self.income - self.distributed - self.pending


class EntryOf(models.TextChoices):
    CAPITAL = "capital", _("пополнение капитала")
    INCOME = "income", _("доход от капитала")
    GRANT = "grant", _("распределение дохода")


SUMS = {EntryOf.CAPITAL: "capital", EntryOf.INCOME: "income", EntryOf.GRANT: "distributed"}


class Facts(models.Model):
    """What an operation says and its entry repeats."""

    amount = money(_("сумма"), validators=[KOPECK])
    party = models.CharField(
        _("жертвователь или получатель"),
        max_length=300,
        blank=True,
        help_text=_("Для дохода можно не указывать."),
    )
    shows_party = models.BooleanField(
        _("имя можно показать всем"),
        default=False,
        help_text=_("Жертвователь согласился. Получателя распределения показывают всегда."),
    )
    purpose = models.CharField(_("на что"), max_length=500, blank=True)
    document = models.CharField(_("платёжный документ"), max_length=100)
    made_on = models.DateField(_("дата документа"))

    class Meta:
        abstract = True


class EndowmentEntry(Facts):
    """One row of the ledger: written once, corrected only by a row that reverses it whole."""

    amount = money(_("сумма"))
    fund = models.ForeignKey(EndowmentFund, on_delete=models.PROTECT, related_name="entries")
    kind = models.CharField(_("что произошло"), max_length=8, choices=EntryOf.choices)
    reverses = models.OneToOneField(
        "self", null=True, on_delete=models.PROTECT, related_name="reversal"
    )
    prepared_by = official(_("подготовил"))
    approved_by = official(_("утвердил"))
    created_at = models.DateTimeField(_("внесено"), auto_now_add=True)

    class Meta:
        verbose_name = _("запись целевого капитала")
        verbose_name_plural = _("записи целевого капитала")
        ordering = ["made_on", "id"]
        indexes = [models.Index(fields=["fund", "made_on", "id"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(reverses=None, amount__gt=0) | Q(reverses__isnull=False, amount__lt=0),
                name="endowment_entry_adds_or_reverses",
            ),
            models.CheckConstraint(
                condition=~Q(prepared_by=F("approved_by")), name="endowment_entry_by_two"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {roubles(self.amount)}"

    @property
    def public_party(self) -> str:
        """A donor's name by consent only; who received money is always told."""
        if self.kind == EntryOf.GRANT or self.shows_party:
            return self.party
        return str(_("анонимно")) if self.kind == EntryOf.CAPITAL else ""
