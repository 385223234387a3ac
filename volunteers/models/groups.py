"""A group of volunteers at a centre or an organisation, what it announces, its invitations."""

import secrets

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.cases.models import Case
from volunteers.models.states import GROUP_LIFECYCLE, GroupState

SHOWN = (GroupState.ACTIVE, GroupState.CLOSED)


class Direction(models.TextChoices):
    OPENNESS = "openness", _("Открытая власть: наблюдение и помощь жителям")
    DIGITAL = "digital", _("Цифровая помощь старшим")
    YARD = "yard", _("Двор и природа")
    CARE = "care", _("Помощь людям")
    CULTURE = "culture", _("Культура и праздники")
    SPORT = "sport", _("Спорт и здоровье")
    OTHER = "other", _("Другое")


class VolunteerGroupQuerySet(models.QuerySet):
    def visible_to(self, user) -> "VolunteerGroupQuerySet":
        """Approved ones for everybody; the rest for who leads them and for the officials."""
        if user.is_authenticated and user.is_staff and user.has_perm("volunteers.manage_groups"):
            return self
        shown = Q(state__in=SHOWN)
        if user.is_authenticated:
            shown |= Q(pk__in=user.volunteer_memberships.running().values("group"))
        return self.filter(shown)

    def run_by(self, user) -> "VolunteerGroupQuerySet":
        return self.filter(pk__in=user.volunteer_memberships.running().values("group"))

    def waiting(self) -> "VolunteerGroupQuerySet":
        return self.filter(state=GroupState.SUBMITTED)


class VolunteerGroup(Case):
    """Its host is a centre or an organisation; an official approves it before anybody sees it."""

    LIFECYCLE = GROUP_LIFECYCLE
    EVENT_LABELS = {
        "created": _("Группа создана"),
        "edited": _("Изменены сведения"),
        "announced": _("Объявление участникам"),
    }
    STATE_TONES = {
        GroupState.SUBMITTED: "warning",
        GroupState.ACTIVE: "good",
        GroupState.REFUSED: "bad",
    }

    state = models.CharField(
        _("состояние"), max_length=9, choices=GroupState.choices, default=GroupState.SUBMITTED
    )
    title = models.CharField(_("название"), max_length=150)
    direction = models.CharField(_("направление"), max_length=8, choices=Direction.choices)
    district = models.ForeignKey(
        "places.District",
        verbose_name=_("район"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    centre = models.ForeignKey(
        "places.Centre",
        verbose_name=_("центр местной активности"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    organisation = models.ForeignKey(
        "organisations.Organisation",
        verbose_name=_("организация"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="volunteer_groups",
    )
    about = models.TextField(_("чем занимается группа"), max_length=4000)
    safety = models.TextField(
        _("правила безопасности"),
        max_length=4000,
        blank=True,
        help_text=_("Что должен знать каждый, прежде чем прийти помогать."),
    )
    contact = models.CharField(
        _("как связаться"), max_length=200, blank=True, help_text=_("Это увидят все.")
    )

    objects = VolunteerGroupQuerySet.as_manager()

    class Meta:
        verbose_name = _("группа добровольцев")
        verbose_name_plural = _("группы добровольцев")
        ordering = ["title", "id"]
        permissions = [("manage_groups", _("Одобрять группы добровольцев и смотреть за ними"))]
        indexes = [models.Index(fields=["state", "title", "id"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(centre=None) | Q(organisation=None),
                name="group_has_one_host",
                violation_error_message=_("Группа — при центре или при организации, не при обоих."),
            )
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("volunteers:group", args=[self.pk])

    @property
    def host(self):
        return self.organisation or self.centre

    def private_files_may_be_seen_by(self, user) -> bool:
        """Documents for the members: briefings, plans, lists."""
        return self.memberships.active().filter(user=user).exists()

    def files_may_be_changed_by(self, user) -> bool:
        return self.memberships.running().filter(user=user).exists()


class Announcement(models.Model):
    """What the coordinators say to the group; members alone read it."""

    group = models.ForeignKey(
        VolunteerGroup, on_delete=models.CASCADE, related_name="announcements"
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("кто написал"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    title = models.CharField(_("заголовок"), max_length=150)
    text = models.TextField(_("текст"), max_length=4000)
    created_at = models.DateTimeField(_("когда"), auto_now_add=True)

    class Meta:
        verbose_name = _("объявление группы")
        verbose_name_plural = _("объявления групп")
        ordering = ["-id"]
        indexes = [models.Index(fields=["group", "-id"])]

    def __str__(self) -> str:
        return self.title


def new_code() -> str:
    """Not to be guessed: whoever has the link is let in by it."""
    return secrets.token_urlsafe(18)


class InvitationQuerySet(models.QuerySet):
    def open(self) -> "InvitationQuerySet":
        return self.filter(closed_at=None, expires_at__gt=timezone.now())


class Invitation(models.Model):
    """A link a coordinator hands round; it ends by itself and can be closed sooner."""

    group = models.ForeignKey(VolunteerGroup, on_delete=models.CASCADE, related_name="invitations")
    code = models.CharField(max_length=32, unique=True, default=new_code, editable=False)
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField(_("действует до"))
    closed_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = _("приглашение в группу")
        verbose_name_plural = _("приглашения в группы")
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["group"], condition=Q(closed_at=None), name="one_open_link_a_group"
            )
        ]

    def __str__(self) -> str:
        return str(self.group)

    def get_absolute_url(self) -> str:
        return reverse("volunteers:invitation", args=[self.code])
