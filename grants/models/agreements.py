"""The agreement about a grant: its sum, its dates, its instalments, what was paid of it."""

from decimal import Decimal

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from grants.models.applications import Application
from grants.models.contests import Contest
from portal.cases.lifecycle import Lifecycle, Transition
from portal.cases.models import Case
from portal.organisations.models import Member, Organisation

MANAGE = "grants.manage_agreement"


class AgreementState(models.TextChoices):
    DRAFT = "draft", _("Готовится")
    SIGNED = "signed", _("Подписано")
    ACTIVE = "active", _("Действует")
    FULFILLED = "fulfilled", _("Исполнено")
    TERMINATED = "terminated", _("Расторгнуто")


A = AgreementState
# Nothing more is paid under it, and what it did not pay belongs to the fund again.
ENDED = (A.FULFILLED, A.TERMINATED)


def kept_sum(name) -> models.DecimalField:
    """Written with F() in the transaction of what it counts."""
    return models.DecimalField(name, max_digits=14, decimal_places=2, default=0, editable=False)


class AgreementQuerySet(models.QuerySet):
    def visible_to(self, user) -> "AgreementQuerySet":
        """Those who receive the money and those who pay it; everybody reads the register."""
        if not user.is_authenticated:
            return self.none()
        if user.is_staff and user.has_perm(MANAGE):
            return self
        mine = Member.objects.filter(user=user).values("organisation")
        return self.filter(Q(application__organisation__in=mine) | Q(application__partner__in=mine))

    def registered(self) -> "AgreementQuerySet":
        """What the public register shows: money that is given, not what is being prepared."""
        return self.exclude(signed_on=None)


class Agreement(Case):
    """Roubles to the kopeck. `paid`, `pending` and `returned` are sums of the ledger, kept, and
    `spent` is the sum of the expenses of accepted reports.

    The constraints are the last guard: whatever the door, no more is paid than was agreed and no
    more comes back than was paid.
    """

    LIFECYCLE = Lifecycle(
        AgreementState,
        A.DRAFT,
        Transition("sign", (A.DRAFT,), A.SIGNED, _("Записать подписание"),
                   "grants.sign_agreement"),
        Transition("enact", (A.SIGNED,), A.ACTIVE, _("Ввести в действие"),
                   "grants.enact_agreement"),
        Transition("fulfil", (A.ACTIVE,), A.FULFILLED, _("Признать исполненным"),
                   "grants.fulfil_agreement"),
        Transition("terminate", (A.DRAFT, A.SIGNED, A.ACTIVE), A.TERMINATED, _("Расторгнуть"),
                   "grants.terminate_agreement", needs_note=True),
    )  # fmt: skip
    STATE_TONES = {A.SIGNED: "info", A.ACTIVE: "info", A.FULFILLED: "good", A.TERMINATED: "bad"}
    EVENT_LABELS = {
        "drafted": _("Соглашение готовится"),
        "revised": _("Изменены условия"),
        "amended": _("Условия изменены дополнительным соглашением"),
        "paid": _("Деньги перечислены"),
        "returned": _("Деньги возвращены"),
        "corrected": _("Исправлена запись о деньгах"),
        "demanded": _("Потребован возврат"),
        "withdrawn": _("Требование отозвано"),
        "demand_overdue": _("Напомнили о возврате: срок прошёл"),
    }

    application = models.OneToOneField(
        Application, verbose_name=_("заявка"), on_delete=models.PROTECT, related_name="agreement"
    )
    contest = models.ForeignKey(
        Contest, verbose_name=_("конкурс"), on_delete=models.PROTECT, related_name="agreements"
    )
    state = models.CharField(
        _("состояние"), max_length=10, choices=AgreementState.choices, default=A.DRAFT
    )
    number = models.CharField(_("номер соглашения"), max_length=40)
    amount = models.DecimalField(_("сумма"), max_digits=14, decimal_places=2)
    starts_on = models.DateField(_("деньги можно тратить с"))
    ends_on = models.DateField(_("деньги можно тратить до"))
    signed_on = models.DateField(_("подписано"), null=True, blank=True, editable=False)
    ended_on = models.DateField(_("закончилось"), null=True, blank=True, editable=False)
    paid = kept_sum(_("перечислено"))
    pending = kept_sum(_("ждёт утверждения"))
    returned = kept_sum(_("возвращено"))
    spent = kept_sum(_("принято расходов"))
    prepared_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("кто подготовил"),
        on_delete=models.PROTECT,
        related_name="+",
        editable=False,
    )

    objects = AgreementQuerySet.as_manager()

    class Meta:
        verbose_name = _("соглашение о гранте")
        verbose_name_plural = _("соглашения о грантах")
        ordering = ["-id"]
        permissions = [("manage_agreement", _("Вести соглашения, выплаты и отчёты"))]
        indexes = [
            models.Index(fields=["contest", "state", "-id"]),
            models.Index(fields=["-signed_on", "-id"]),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["contest", "number"],
                name="agreement_number_once_in_contest",
                violation_error_message=_("Соглашение с таким номером в этом конкурсе уже есть."),
            ),
            models.CheckConstraint(
                condition=Q(amount__gt=0),
                name="agreement_amount_positive",
                violation_error_message=_("Сумма должна быть больше нуля."),
            ),
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")),
                name="agreement_dates_in_order",
                violation_error_message=_("Соглашение не может кончиться до начала."),
            ),
            models.CheckConstraint(
                condition=Q(paid__gte=0, pending__gte=0, returned__gte=0, spent__gte=0)
                & Q(amount__gte=F("paid") + F("pending")),
                name="agreement_pays_within_amount",
            ),
            models.CheckConstraint(
                condition=Q(returned__lte=F("paid")), name="agreement_returns_what_was_paid"
            ),
        ]

    def __str__(self) -> str:
        return _("Соглашение № %(number)s") % {"number": self.number}

    def get_absolute_url(self) -> str:
        return reverse("grants:agreement", args=[self.pk])

    @property
    def recipient(self) -> Organisation:
        """Who gets the money: a TOS is no legal person and applies through its partner."""
        return self.application.partner or self.application.organisation

    @property
    def received(self) -> Decimal:
        """What the recipient holds or has spent."""
        return self.paid - self.returned

    @property
    def unaccounted(self) -> Decimal:
        """What of it no accepted expense explains: to be reported yet, or to be returned."""
        return max(self.received - self.spent, Decimal(0))

    @property
    def committed(self) -> Decimal:
        """What of the fund it takes: all of it while it lives, what was paid once it has ended."""
        return self.paid if self.state in ENDED else self.amount

    def private_files_may_be_seen_by(self, user) -> bool:
        """The signed paper opens for whom the page of the agreement does."""
        return self.may_be_seen_by(user)


class Instalment(models.Model):
    """A part of the sum: when, and on what condition; changed only while it is being prepared."""

    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="instalments")
    number = models.PositiveSmallIntegerField(_("№"), default=1)
    amount = models.DecimalField(_("сумма"), max_digits=14, decimal_places=2)
    planned_on = models.DateField(_("перечислить до"))
    condition = models.CharField(_("условие"), max_length=500, blank=True)
    after_reports = models.PositiveSmallIntegerField(
        _("принято отчётов"),
        default=0,
        help_text=_("Сколько отчётов нужно принять до этой выплаты."),
    )

    class Meta:
        verbose_name = _("часть выплаты")
        verbose_name_plural = _("части выплаты")
        ordering = ["number", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["agreement", "number"],
                name="instalment_number_once",
                violation_error_message=_("Часть с таким номером уже есть."),
            ),
            models.CheckConstraint(
                condition=Q(amount__gt=0),
                name="instalment_positive",
                violation_error_message=_("Сумма должна быть больше нуля."),
            ),
        ]

    def __str__(self) -> str:
        return _("часть %(number)s до %(day)s: %(amount)s ₽") % {
            "number": self.number,
            "day": f"{self.planned_on:%d.%m.%Y}",
            "amount": self.amount,
        }
