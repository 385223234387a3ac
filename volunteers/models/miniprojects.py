"""A mini-project of «Добрый Киров»: a small good deed that asks for people, things or money."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from portal.cases.models import Case
from portal.organisations.models import EDITING, Member
from portal.places.models import LATITUDE, LONGITUDE
from volunteers.models.festivals import Festival
from volunteers.models.miniproject_states import MINIPROJECT_LIFECYCLE, SHOWN, MiniProjectState


def spoken_for(user):
    """Numbers of the organisations this person speaks for."""
    return Member.objects.filter(
        user=user, role__in=EDITING, organisation__status="confirmed"
    ).values("organisation")


class MiniProjectQuerySet(models.QuerySet):
    def shown(self) -> "MiniProjectQuerySet":
        """What an official has let out."""
        return self.filter(state__in=SHOWN)

    def led_by(self, user) -> "MiniProjectQuerySet":
        return self.filter(Q(author=user) | Q(organisation__in=spoken_for(user)))

    def visible_to(self, user) -> "MiniProjectQuerySet":
        """Published ones for everybody; the rest for who files them and for the officials."""
        if not user.is_authenticated:
            return self.shown()
        if user.is_staff and user.has_perm("volunteers.moderate_miniprojects"):
            return self
        return self.filter(
            Q(state__in=SHOWN) | Q(author=user) | Q(organisation__in=spoken_for(user))
        )

    def waiting(self) -> "MiniProjectQuerySet":
        return self.filter(state=MiniProjectState.SUBMITTED)


class MiniProject(Case):
    LIFECYCLE = MINIPROJECT_LIFECYCLE
    EVENT_LABELS = {"created": _("Мини-проект подан"), "edited": _("Изменены сведения")}
    STATE_TONES = {
        MiniProjectState.SUBMITTED: "warning",
        MiniProjectState.REFUSED: "bad",
        MiniProjectState.OPEN: "info",
        MiniProjectState.DONE: "good",
        MiniProjectState.CANCELLED: "bad",
    }

    state = models.CharField(
        _("состояние"),
        max_length=9,
        choices=MiniProjectState.choices,
        default=MiniProjectState.SUBMITTED,
    )
    title = models.CharField(_("название"), max_length=120)
    about = models.TextField(_("что хотите сделать"), max_length=4000)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("кто подал"),
        on_delete=models.PROTECT,
        related_name="mini_projects",
    )
    organisation = models.ForeignKey(
        "organisations.Organisation",
        verbose_name=_("от имени организации"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="mini_projects",
    )
    festival = models.ForeignKey(
        Festival,
        verbose_name=_("фестиваль"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="mini_projects",
    )
    district = models.ForeignKey(
        "places.District",
        verbose_name=_("район"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    address = models.CharField(_("где"), max_length=300)
    latitude = models.DecimalField(
        _("широта"), max_digits=9, decimal_places=6, null=True, blank=True, validators=LATITUDE
    )
    longitude = models.DecimalField(
        _("долгота"), max_digits=9, decimal_places=6, null=True, blank=True, validators=LONGITUDE
    )
    pledges_until = models.DateField(_("помощь принимаем до"))
    happens_on = models.DateField(_("день, когда всё произойдёт"))
    contact = models.CharField(
        _("как связаться"), max_length=200, blank=True, help_text=_("Это увидят все.")
    )

    objects = MiniProjectQuerySet.as_manager()

    class Meta:
        verbose_name = _("мини-проект")
        verbose_name_plural = _("мини-проекты")
        ordering = ["happens_on", "id"]
        permissions = [("moderate_miniprojects", _("Публиковать мини-проекты и их отчёты"))]
        indexes = [
            models.Index(fields=["state", "happens_on", "id"]),
            models.Index(fields=["latitude", "longitude"]),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(happens_on__gte=F("pledges_until")),
                name="miniproject_pledges_before_the_day",
                violation_error_message=_("Помощь принимают не позже дня, когда всё произойдёт."),
            ),
            models.CheckConstraint(
                condition=Q(latitude=None, longitude=None)
                | Q(latitude__isnull=False, longitude__isnull=False),
                name="miniproject_point_whole",
                violation_error_message=_("У точки две координаты."),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("volunteers:mini_project", args=[self.pk])

    @property
    def host(self) -> str:
        """Who does it, in public: the organisation, or the author by the name they let be seen."""
        return str(self.organisation) if self.organisation else self.author.public_name

    def files_may_be_changed_by(self, user) -> bool:
        return self.author_id == user.pk and self.state not in (
            MiniProjectState.DONE,
            MiniProjectState.CANCELLED,
        )
