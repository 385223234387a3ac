"""A programme: what is taught, to whom, what it ends with; its materials and lecturers."""

from django.core.validators import MaxValueValidator, MinValueValidator, URLValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

HTTPS = URLValidator(["https"], message=_("Нужна ссылка, которая начинается с https://"))


class Form(models.TextChoices):
    CORPORATE = "corporate", _("корпоративное")
    DISTANCE = "distance", _("дистанционное")
    ONSITE = "onsite", _("выездное")


class Level(models.TextChoices):
    BASIC = "basic", _("базовый")
    ADVANCED = "advanced", _("продвинутый")
    EXPERT = "expert", _("эксперт")


class Audience(models.TextChoices):
    SERVANTS = "servants", _("муниципальные служащие")
    RESERVE = "reserve", _("кадровый резерв")
    LEADERS = "leaders", _("руководители ТОС и центров местной активности")
    GROUPS = "groups", _("инициативные группы: ветераны, молодёжь, женсоветы")
    EVERYBODY = "everybody", _("все жители")


class ProgrammeQuerySet(models.QuerySet):
    def visible_to(self, user) -> "ProgrammeQuerySet":
        """One in preparation is the business of the staff that runs the training."""
        if user.is_authenticated and user.is_staff and user.has_perm("training.run_session"):
            return self
        return self.filter(is_published=True)


class Programme(models.Model):
    """`min_attendance` is the share of meetings, in per cent, that completion asks for."""

    slug = models.SlugField(_("адрес страницы"), unique=True)
    title = models.CharField(_("название"), max_length=200)
    form = models.CharField(_("форма"), max_length=9, choices=Form.choices)
    level = models.CharField(_("уровень"), max_length=8, choices=Level.choices, default=Level.BASIC)
    hours = models.PositiveSmallIntegerField(
        _("часов"), validators=[MinValueValidator(1), MaxValueValidator(1000)]
    )
    audience = models.JSONField(_("для кого"), default=list)
    is_mandatory = models.BooleanField(
        _("обязательная для служащих"),
        default=False,
        help_text=_("По ней считается статистика подразделений."),
    )
    summary = models.TextField(_("о программе"), max_length=3000, blank=True)
    content = models.TextField(_("чему учат"), max_length=20_000, blank=True)
    min_attendance = models.PositiveSmallIntegerField(
        _("посетить занятий не меньше, %"), default=0, validators=[MaxValueValidator(100)]
    )
    is_published = models.BooleanField(_("показывается всем"), default=False)

    objects = ProgrammeQuerySet.as_manager()

    class Meta:
        verbose_name = _("программа обучения")
        verbose_name_plural = _("программы обучения")
        ordering = ["title", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(hours__gt=0, hours__lte=1000),
                name="programme_hours_sane",
                violation_error_message=_("Часов — от 1 до 1000."),
            ),
            models.CheckConstraint(
                condition=Q(min_attendance__lte=100),
                name="programme_attendance_per_cent",
                violation_error_message=_("Посещаемость — от 0 до 100 %."),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("training:programme", args=[self.slug])

    def audience_names(self) -> list[str]:
        names = dict(Audience.choices)
        return [str(names[code]) for code in self.audience if code in names]


class Lecturer(models.Model):
    name = models.CharField(_("имя"), max_length=200)
    about = models.CharField(_("кто это"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("преподаватель")
        verbose_name_plural = _("преподаватели")
        ordering = ["name", "id"]

    def __str__(self) -> str:
        return self.name


class MaterialQuerySet(models.QuerySet):
    def of_session(self, session) -> "MaterialQuerySet":
        """Those of its programme and its own."""
        return self.filter(Q(session=None) | Q(session=session), programme=session.programme_id)

    def visible_to(self, user) -> "MaterialQuerySet":
        """Materials of a programme that is shown; those for participants to who learns or teaches
        it, those of one session to the people of that session.
        """
        if user.is_authenticated and user.is_staff and user.has_perm("training.run_session"):
            return self
        shown = self.filter(programme__is_published=True)
        opened = Q(is_open=True) & (Q(session=None) | ~Q(session__state="draft"))
        if not user.is_authenticated:
            return shown.filter(opened)
        near = _sessions_near(user, "session")
        whole = Q(session=None) & _sessions_near(user, "programme__sessions")
        return shown.filter(opened | near | whole).distinct()


def _sessions_near(user, path: str) -> Q:
    """That the session at the path is one the user studies in, runs or mentors."""
    studied = user.enrolments.filter(state__in=("enrolled", "completed", "failed"))
    return (
        Q(**{f"{path}__in": studied.values("session")})
        | Q(**{f"{path}__organiser": user})
        | Q(**{f"{path}__in": user.mentored_sessions.values("pk")})
    )


class Material(models.Model):
    """A text, a link to a video or a page, or files; the files stand as attachments of it."""

    programme = models.ForeignKey(
        Programme,
        verbose_name=_("программа"),
        on_delete=models.CASCADE,
        related_name="materials",
    )
    session = models.ForeignKey(
        "training.Session",
        verbose_name=_("только для одного набора"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="materials",
    )
    title = models.CharField(_("название"), max_length=200)
    text = models.TextField(_("текст"), max_length=20_000, blank=True)
    link = models.CharField(
        _("ссылка на видео или страницу"),
        max_length=500,
        blank=True,
        validators=[HTTPS],
        help_text=_("Начинается с https://"),
    )
    is_open = models.BooleanField(
        _("видно всем"), default=False, help_text=_("Иначе — только тем, кто учится.")
    )
    order = models.PositiveSmallIntegerField(_("порядок"), default=0)

    objects = MaterialQuerySet.as_manager()

    class Meta:
        verbose_name = _("материал")
        verbose_name_plural = _("материалы")
        ordering = ["order", "id"]

    def __str__(self) -> str:
        return self.title

    def may_be_seen_by(self, user) -> bool:
        """The predicate of its files."""
        return type(self).objects.visible_to(user).filter(pk=self.pk).exists()

    def get_absolute_url(self) -> str:
        return reverse("training:material", args=[self.pk])
