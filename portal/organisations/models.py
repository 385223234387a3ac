"""Organisations that act on the portal, and the people who act for them."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    NKO = "nko", _("Некоммерческая организация")
    TOS = "tos", _("Территориальное общественное самоуправление (ТОС)")
    BUSINESS = "business", _("Бизнес")
    DEPARTMENT = "department", _("Подразделение администрации")
    INITIATIVE = "initiative", _("Инициативная группа жителей")
    VETERANS = "veterans", _("Совет ветеранов")
    YOUTH = "youth", _("Молодёжный совет")
    WOMEN = "women", _("Женсовет")
    COUNCIL = "council", _("Общественный совет центра")


class Status(models.TextChoices):
    DRAFT = "draft", _("На проверке")
    CONFIRMED = "confirmed", _("Подтверждена")
    REFUSED = "refused", _("Отказано")


class Role(models.TextChoices):
    HEAD = "head", _("Руководитель")
    EDITOR = "editor", _("Редактор")
    MEMBER = "member", _("Участник")


EDITING = (Role.HEAD, Role.EDITOR)
# Kinds that are legal persons and therefore have numbers in the state register.
REGISTERED = (Kind.NKO, Kind.BUSINESS)
# People who act together and are no legal person: never in the state register.
GROUPS = (Kind.INITIATIVE, Kind.VETERANS, Kind.YOUTH, Kind.WOMEN, Kind.COUNCIL)


class OrganisationQuerySet(models.QuerySet):
    def confirmed(self) -> "OrganisationQuerySet":
        return self.filter(status=Status.CONFIRMED)

    def visible_to(self, user) -> "OrganisationQuerySet":
        """Confirmed ones for everybody; the rest for their members and the officials in charge."""
        if user.is_authenticated and user.has_perm("organisations.view_organisation"):
            return self
        shown = Q(status=Status.CONFIRMED)
        if user.is_authenticated:
            shown |= Q(pk__in=Member.objects.filter(user=user).values("organisation"))
        return self.filter(shown)

    def of(self, user) -> "OrganisationQuerySet":
        return self.filter(members__user=user)


class Organisation(models.Model):
    """An official confirms that it exists and that the head speaks for it."""

    kind = models.CharField(_("вид"), max_length=10, choices=Kind.choices)
    name = models.CharField(_("название"), max_length=200)
    inn = models.CharField(_("ИНН"), max_length=12, blank=True)
    ogrn = models.CharField(_("ОГРН"), max_length=15, blank=True)
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
        verbose_name=_("при каком центре"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="councils",
    )
    description = models.TextField(_("чем занимается"), max_length=3000, blank=True)
    contact_email = models.EmailField(_("электронная почта"), blank=True)
    contact_phone = models.CharField(_("телефон"), max_length=50, blank=True)
    site = models.URLField(_("сайт"), blank=True)
    status = models.CharField(
        _("состояние"),
        max_length=10,
        choices=Status.choices,
        default=Status.DRAFT,
        editable=False,
    )
    decided_at = models.DateTimeField(_("решение принято"), null=True, editable=False)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("кто решил"),
        null=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="+",
    )
    decision_note = models.CharField(_("причина"), max_length=500, blank=True, editable=False)
    created_at = models.DateTimeField(_("подана"), auto_now_add=True)

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        verbose_name = _("организация")
        verbose_name_plural = _("организации")
        ordering = ["name", "id"]
        indexes = [models.Index(fields=["status", "name", "id"])]
        constraints = [
            models.UniqueConstraint(
                fields=["inn"],
                condition=~Q(inn="") & ~Q(status=Status.REFUSED),
                name="one_organisation_per_inn",
                violation_error_message=_("Организация с таким ИНН уже есть на портале."),
            ),
            models.CheckConstraint(
                condition=~Q(kind__in=GROUPS) | Q(inn="", ogrn=""),
                name="group_has_no_numbers",
                violation_error_message=_("У группы и совета нет ИНН и ОГРН."),
            ),
            models.CheckConstraint(
                condition=Q(kind=Kind.COUNCIL, centre__isnull=False)
                | (~Q(kind=Kind.COUNCIL) & Q(centre=None)),
                name="council_of_a_centre",
                violation_error_message=_("Центр указывают у общественного совета центра."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("organisations:detail", args=[self.pk])


class Member(models.Model):
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="members")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("человек"),
        on_delete=models.PROTECT,
        related_name="memberships",
    )
    role = models.CharField(_("роль"), max_length=6, choices=Role.choices, default=Role.MEMBER)
    joined_at = models.DateTimeField(_("с какого дня"), auto_now_add=True)

    class Meta:
        verbose_name = _("участник организации")
        verbose_name_plural = _("участники организации")
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["organisation", "user"], name="member_once")]

    def __str__(self) -> str:
        return f"{self.get_role_display()}: {self.user}"


class Invitation(models.Model):
    """By e-mail; the link is signed, expires, works once and for that address only."""

    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="invitations"
    )
    email = models.EmailField(_("электронная почта"))
    role = models.CharField(_("роль"), max_length=6, choices=Role.choices, default=Role.MEMBER)
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)
    closed_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        verbose_name = _("приглашение")
        verbose_name_plural = _("приглашения")
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                "organisation",
                Lower("email"),
                condition=Q(closed_at=None),
                name="one_open_invitation_per_address",
            )
        ]

    def __str__(self) -> str:
        return self.email


class CentreHeadQuerySet(models.QuerySet):
    def on(self, day) -> "CentreHeadQuerySet":
        """Those who head a centre on the day."""
        return self.filter(Q(until=None) | Q(until__gte=day), since__lte=day)


class CentreHead(models.Model):
    """Who heads a local activity centre: an official's entry, kept when the head changes.

    `since` and `until` are the first and the last day.
    """

    centre = models.ForeignKey(
        "places.Centre", verbose_name=_("центр"), on_delete=models.PROTECT, related_name="heads"
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("руководитель"),
        on_delete=models.PROTECT,
        related_name="headed_centres",
    )
    since = models.DateField(_("с какого дня"))
    until = models.DateField(_("по какой день"), null=True, blank=True)
    assigned_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("кто внёс"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    created_at = models.DateTimeField(_("внесено"), auto_now_add=True)

    objects = CentreHeadQuerySet.as_manager()

    class Meta:
        verbose_name = _("руководитель центра")
        verbose_name_plural = _("руководители центров")
        ordering = ["-since", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["centre"], condition=Q(until=None), name="one_head_of_a_centre"
            ),
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=models.F("since")),
                name="head_leaves_after_coming",
                violation_error_message=_("Последний день не раньше первого."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.centre}: {self.user}"
