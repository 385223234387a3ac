"""An application for an object. Until the opening it is sealed: read by its organisation alone."""

import secrets

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from grants.models.lease_offers import LeaseOffer
from grants.models.property import MANAGE_PROPERTY
from portal.cases.lifecycle import Lifecycle, Transition
from portal.cases.models import Case
from portal.organisations.models import Member, Organisation


class LeaseState(models.TextChoices):
    SEALED = "sealed", _("Подана, запечатана")
    OPENED = "opened", _("Вскрыта, рассматривается")
    WON = "won", _("Объект передают вам")
    REFUSED = "refused", _("Отказано")
    WITHDRAWN = "withdrawn", _("Отозвана")
    LAPSED = "lapsed", _("Предложение отменено")


L = LeaseState


def unguessable() -> int:
    """A running number would tell an applicant how many have applied before."""
    return secrets.randbelow(2**53 - 1) + 1


class LeaseApplicationQuerySet(models.QuerySet):
    def of(self, user) -> "LeaseApplicationQuerySet":
        if not user.is_authenticated:
            return self.none()
        return self.filter(organisation__in=Member.objects.filter(user=user).values("organisation"))

    def standing(self) -> "LeaseApplicationQuerySet":
        """While one stands, its organisation cannot send another."""
        return self.exclude(state=L.WITHDRAWN)

    def unsealed(self) -> "LeaseApplicationQuerySet":
        """What the opening has opened; a withdrawn one stays as sealed as it was."""
        return self.exclude(offer__opened_at=None).exclude(state__in=(L.SEALED, L.WITHDRAWN))

    def visible_to(self, user) -> "LeaseApplicationQuerySet":
        """The one predicate of page, admin, export, moves and files; superusers are no exception.

        Before the opening the organisation alone; after it also officials who keep property.
        """
        mine = Q(pk__in=self.of(user).values("pk"))
        if user.is_staff and user.has_perm(MANAGE_PROPERTY):
            mine |= Q(pk__in=self.unsealed().values("pk"))
        return self.filter(mine)


class LeaseApplication(Case):
    CONFIDENTIAL = True  # the names of its files stand in no list of files
    LIFECYCLE = Lifecycle(
        LeaseState,
        L.SEALED,
        Transition("open", (L.SEALED,), L.OPENED, _("Вскрыта"), public=False),
        Transition("withdraw", (L.SEALED,), L.WITHDRAWN, _("Отозвать заявку"),
                   "grants.withdraw_lease", public=False),
        Transition("lapse", (L.SEALED, L.OPENED), L.LAPSED, _("Предложение отменено"),
                   public=False),
        Transition("win", (L.OPENED,), L.WON, _("Передать объект"), "grants.win_lease",
                   needs_note=True, public=False),
        Transition("refuse", (L.OPENED,), L.REFUSED, _("Отказать"), "grants.refuse_lease",
                   needs_note=True, public=False),
    )  # fmt: skip
    STATE_TONES = {L.SEALED: "info", L.OPENED: "info", L.WON: "good", L.REFUSED: "bad"}
    EVENT_LABELS = {"submitted": _("Подана"), "checked": _("Записана проверка")}

    id = models.BigIntegerField(primary_key=True, default=unguessable, editable=False)
    offer = models.ForeignKey(
        LeaseOffer, verbose_name=_("предложение"), on_delete=models.PROTECT,
        related_name="applications",
    )  # fmt: skip
    state = models.CharField(
        _("состояние"), max_length=9, choices=LeaseState.choices, default=L.SEALED
    )
    organisation = models.ForeignKey(
        Organisation, verbose_name=_("заявитель"), on_delete=models.PROTECT, related_name="+"
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("кто подал"), on_delete=models.PROTECT,
        related_name="+",
    )  # fmt: skip
    purpose = models.TextField(_("для чего нужен объект"), max_length=3000)
    months = models.PositiveSmallIntegerField(_("на сколько месяцев"))
    people = models.PositiveIntegerField(_("сколько человек получат пользу"))
    shares = models.BooleanField(_("готовы делить с другими организациями"), default=False)
    digest = models.CharField(_("отпечаток"), max_length=64, blank=True, editable=False)
    submitted_at = models.DateTimeField(_("подана"))
    ground = models.TextField(_("основание решения"), blank=True, editable=False)
    decided_at = models.DateTimeField(_("решено"), null=True, blank=True, editable=False)

    objects = LeaseApplicationQuerySet.as_manager()

    class Meta:
        verbose_name = _("заявка на аренду")
        verbose_name_plural = _("заявки на аренду")
        ordering = ["-submitted_at", "-id"]
        indexes = [models.Index(fields=["offer", "state"])]
        constraints = [
            models.UniqueConstraint(
                fields=["offer", "organisation"], condition=~Q(state=L.WITHDRAWN),
                name="one_lease_application_per_organisation",
            ),
            models.UniqueConstraint(
                fields=["offer"], condition=Q(state=L.WON), name="one_lease_winner_per_offer"
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        """No applicant: whoever sees the words has not necessarily the right to read it."""
        return _("Заявка: %(name)s") % {"name": self.offer.asset.name}

    def get_absolute_url(self) -> str:
        return reverse("grants:lease_application", args=[self.pk])

    def private_files_may_be_seen_by(self, user) -> bool:
        return self.may_be_seen_by(user)
