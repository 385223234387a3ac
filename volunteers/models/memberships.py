"""Somebody's place in a group, with the consent of a parent where the person is a minor."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from portal.cases.models import Case
from volunteers.models.groups import VolunteerGroup
from volunteers.models.states import LIVE, MEMBERSHIP_LIFECYCLE, MembershipState


class Role(models.TextChoices):
    LEADER = "leader", _("руководитель")
    COORDINATOR = "coordinator", _("координатор")
    MEMBER = "member", _("участник")


RUNNING = (Role.LEADER, Role.COORDINATOR)


class Consent(models.TextChoices):
    """How the consent of a parent came; `SENT` is not one yet."""

    SENT = "sent", _("прислано, ждёт проверки")
    FILE = "file", _("есть, проверено по файлу")
    PAPER = "paper", _("есть, бумага у координатора")


GIVEN = (Consent.FILE, Consent.PAPER)


class MembershipQuerySet(models.QuerySet):
    def visible_to(self, user) -> "MembershipQuerySet":
        """The person, who runs the group, and the officials who look after groups."""
        if not user.is_authenticated:
            return self.none()
        if user.is_staff and user.has_perm("volunteers.manage_groups"):
            return self
        run = Membership.objects.running().filter(user=user).values("group")
        return self.filter(Q(user=user) | Q(group__in=run))

    def live(self) -> "MembershipQuerySet":
        return self.filter(state__in=LIVE)

    def active(self) -> "MembershipQuerySet":
        return self.filter(state=MembershipState.ACTIVE)

    def running(self) -> "MembershipQuerySet":
        """Of leaders and coordinators."""
        return self.active().filter(role__in=RUNNING)

    def leading(self) -> "MembershipQuerySet":
        return self.active().filter(role=Role.LEADER)


class Membership(Case):
    LIFECYCLE = MEMBERSHIP_LIFECYCLE
    EVENT_LABELS = {
        "asked": _("Просьба о вступлении"),
        "joined": _("Вступление по приглашению"),
        "role": _("Изменилась роль"),
        "consent_sent": _("Прислано согласие родителя"),
        "consent_given": _("Согласие родителя принято"),
        "consent_taken": _("Согласие родителя снято"),
        "thanked": _("Выдана справка о часах"),
        "unthanked": _("Справка о часах отозвана"),
    }
    STATE_TONES = {
        MembershipState.REQUESTED: "warning",
        MembershipState.ACTIVE: "good",
        MembershipState.REFUSED: "bad",
    }

    state = models.CharField(
        _("состояние"),
        max_length=9,
        choices=MembershipState.choices,
        default=MembershipState.REQUESTED,
    )
    group = models.ForeignKey(
        VolunteerGroup,
        verbose_name=_("группа"),
        on_delete=models.PROTECT,
        related_name="memberships",
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("кто"),
        on_delete=models.PROTECT,
        related_name="volunteer_memberships",
    )
    role = models.CharField(_("роль"), max_length=11, choices=Role.choices, default=Role.MEMBER)
    text = models.TextField(_("о себе"), max_length=1000, blank=True)
    consent = models.CharField(
        _("согласие родителя"), max_length=5, choices=Consent.choices, blank=True
    )
    consent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("кто принял согласие"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    consent_at = models.DateTimeField(_("когда принято согласие"), null=True, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = _("участие в группе")
        verbose_name_plural = _("участие в группах")
        ordering = ["-id"]
        indexes = [models.Index(fields=["group", "state", "-id"])]
        constraints = [
            models.UniqueConstraint(
                fields=["group", "user"],
                condition=Q(state__in=LIVE),
                name="one_live_membership",
                violation_error_message=_("Человек уже в этой группе или просится в неё."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.user} — {self.group}"

    def get_absolute_url(self) -> str:
        return reverse("volunteers:membership", args=[self.pk])

    @property
    def has_consent(self) -> bool:
        return self.consent in GIVEN

    def private_files_may_be_seen_by(self, user) -> bool:
        """The paper of a parent: the person and who runs the group."""
        return type(self).objects.running().filter(group=self.group_id, user=user).exists()
