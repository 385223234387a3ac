"""A supplementary agreement: other dates, parts or budget lines within the same sum."""

from datetime import date
from decimal import Decimal

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from grants.models.agreements import Agreement
from grants.models.ledger import official
from portal.cases.lifecycle import Lifecycle, Transition
from portal.cases.models import Case
from portal.pages.templatetags.money import roubles


class AmendmentState(models.TextChoices):
    PREPARED = "prepared", _("Ждёт утверждения")
    APPROVED = "approved", _("Действует")
    DECLINED = "declined", _("Отклонено")


A = AmendmentState


class AmendmentQuerySet(models.QuerySet):
    def visible_to(self, user) -> "AmendmentQuerySet":
        """For whom the agreement is."""
        return self.filter(agreement__in=Agreement.objects.visible_to(user).values("pk"))

    def waiting(self) -> "AmendmentQuerySet":
        return self.filter(state=A.PREPARED)

    def approved(self) -> "AmendmentQuerySet":
        return self.filter(state=A.APPROVED)


class Amendment(Case):
    """One official prepares it, another approves it: only then the terms change.

    `before` and `terms` are whole sets of terms as plain data (actions/amendments.py), so that what
    was agreed before stays readable.
    """

    LIFECYCLE = Lifecycle(
        AmendmentState,
        A.PREPARED,
        Transition("approve", (A.PREPARED,), A.APPROVED, _("Утвердить"),
                   "grants.approve_amendment"),
        Transition("decline", (A.PREPARED,), A.DECLINED, _("Отклонить"),
                   "grants.decline_amendment", needs_note=True, public=False),
    )  # fmt: skip
    STATE_TONES = {"prepared": "warning", "approved": "good", "declined": "bad"}
    EVENT_LABELS = {"prepared": _("Подготовлено")}

    agreement = models.ForeignKey(
        Agreement, verbose_name=_("соглашение"), on_delete=models.PROTECT, related_name="amendments"
    )
    state = models.CharField(
        _("состояние"), max_length=8, choices=AmendmentState.choices, default=A.PREPARED,
        editable=False,
    )  # fmt: skip
    number = models.CharField(_("номер"), max_length=40)
    signed_on = models.DateField(_("подписано"))
    reason = models.CharField(_("причина"), max_length=1000)
    before = models.JSONField(_("было"), editable=False)
    terms = models.JSONField(_("стало"), editable=False)
    prepared_by = official(_("подготовил"))

    objects = AmendmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("дополнительное соглашение")
        verbose_name_plural = _("дополнительные соглашения")
        ordering = ["-id"]
        indexes = [models.Index(fields=["state", "-id"])]
        constraints = [
            models.UniqueConstraint(fields=["agreement", "number"], name="amendment_number_once"),
            models.UniqueConstraint(
                fields=["agreement"], condition=Q(state=A.PREPARED), name="one_amendment_waits"
            ),
        ]

    def __str__(self) -> str:
        return _("Дополнительное соглашение № %(number)s") % {"number": self.number}

    def get_absolute_url(self) -> str:
        return reverse("grants:agreement", args=[self.agreement_id])

    def changes(self) -> list[tuple[str, str, str]]:
        """What changes, from what, to what, as people read it."""
        names = {str(row.pk): row.name for row in self.agreement.application.lines.all()}
        before, after = _told(self.before, names), _told(self.terms, names)
        return [
            (what, before.get(what, "—"), text)
            for what, text in after.items()
            if before.get(what) != text
        ]


def _told(terms: dict, names: dict) -> dict[str, str]:
    told = {gettext("Деньги можно тратить до"): _day(terms["ends_on"])}
    for number, amount, day, *_rest in terms["parts"]:
        what = gettext("Часть %(number)s") % {"number": number}
        told[what] = gettext("%(amount)s до %(day)s") % {
            "amount": roubles(Decimal(amount)),
            "day": _day(day),
        }
    for pk, amount in terms["lines"].items():
        told[gettext("Строка «%(line)s»") % {"line": names.get(pk, "")}] = roubles(Decimal(amount))
    return told


def _day(text: str) -> str:
    return f"{date.fromisoformat(text):%d.%m.%Y}"
