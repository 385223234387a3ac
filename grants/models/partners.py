"""The partner's own word: a TOS applies through an organisation that gets and answers for money."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from grants.models.applications import Application
from grants.models.states import EDITABLE_STATES
from portal.cases.lifecycle import Lifecycle, Transition
from portal.cases.models import Case
from portal.organisations.models import EDITING, Member, Organisation, Role


class PartnerState(models.TextChoices):
    ASKED = "asked", _("Партнёр ещё не ответил")
    CONFIRMED = "confirmed", _("Партнёр подтвердил")
    DECLINED = "declined", _("Партнёр отказался")


P = PartnerState
ANSWER = "grants.answer_partnership"


class PartnerConsentQuerySet(models.QuerySet):
    def visible_to(self, user) -> "PartnerConsentQuerySet":
        """Both sides and the officials who check applications; the text of a draft is not here."""
        if not user.is_authenticated:
            return self.none()
        if user.is_staff and user.has_perm("grants.process_application"):
            return self
        mine = Member.objects.filter(user=user, role__in=EDITING).values("organisation")
        own = Application.objects.of(user).values("pk")
        return self.filter(Q(partner__in=mine) | Q(application__in=own))

    def to_answer(self, user) -> "PartnerConsentQuerySet":
        """Questions to organisations the user is the head of, while an answer still counts."""
        headed = Member.objects.filter(user=user, role=Role.HEAD).values("organisation")
        return self.filter(
            partner__in=headed, state=P.ASKED, application__partner=F("partner"),
            application__state__in=EDITABLE_STATES,
        )  # fmt: skip


class PartnerConsent(Case):
    """One question to one partner. `amount`: roubles of the grant that were confirmed."""

    LIFECYCLE = Lifecycle(
        PartnerState,
        P.ASKED,
        Transition("confirm", (P.ASKED, P.DECLINED), P.CONFIRMED, _("Подтвердить партнёрство"),
                   ANSWER, public=False),
        Transition("decline", (P.ASKED, P.CONFIRMED), P.DECLINED, _("Отказаться от партнёрства"),
                   ANSWER, public=False),
        Transition("record_letter", (P.ASKED,), P.CONFIRMED,
                   _("Записать письмо партнёра на бумаге"), "grants.confirm_on_paper",
                   needs_note=True, public=False),
        # The applicant asks again, from the application.
        Transition("ask", (P.CONFIRMED, P.DECLINED), P.ASKED, _("Спросить снова"), public=False),
    )  # fmt: skip
    STATE_TONES = {P.ASKED: "warning", P.CONFIRMED: "good", P.DECLINED: "bad"}
    EVENT_LABELS = {"asked": _("Заявитель просит подтвердить")}

    application = models.ForeignKey(
        Application, verbose_name=_("заявка"), on_delete=models.CASCADE,
        related_name="partner_consents",
    )  # fmt: skip
    partner = models.ForeignKey(
        Organisation, verbose_name=_("партнёр"), on_delete=models.PROTECT, related_name="+"
    )
    state = models.CharField(_("состояние"), max_length=9, choices=P.choices, default=P.ASKED)
    amount = models.DecimalField(
        _("подтверждённая сумма, ₽"), max_digits=14, decimal_places=2, null=True, editable=False
    )

    objects = PartnerConsentQuerySet.as_manager()

    class Meta:
        verbose_name = _("согласие партнёра")
        verbose_name_plural = _("согласия партнёров")
        ordering = ["-id"]
        indexes = [models.Index(fields=["partner", "state"])]
        constraints = [
            models.UniqueConstraint(
                fields=["application", "partner"], name="partner_asked_once_of_application"
            ),
            models.CheckConstraint(
                condition=~Q(state="confirmed") | Q(amount__isnull=False),
                name="confirmed_partner_knows_the_sum",
            ),
        ]

    def __str__(self) -> str:
        return _("Партнёрство: %(title)s") % {"title": self.application.title}

    def get_absolute_url(self) -> str:
        return reverse("grants:partnership", args=[self.pk])

    def covers(self, application: Application) -> bool:
        """Whether what is asked now is no more than the partner agreed to."""
        return self.state == P.CONFIRMED and application.requested <= self.amount
