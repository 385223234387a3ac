"""Whom a report goes to and by when: departments, categories, routes, posts that answer for delay.

Loaded from the catalogues, then edited by officials in admin: nothing of it stands in code.
"""

from datetime import date

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from civic.models.departments import Department
from portal.law.models import DeadlineRule, Unit

LENGTH = [MinValueValidator(1), MaxValueValidator(365)]
SEASON_DAY = RegexValidator(
    r"\A(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])\Z", _("День сезона — месяц и число: 04-15.")
)


class CategoryQuerySet(models.QuerySet):
    def offered(self) -> "CategoryQuerySet":
        return self.filter(is_active=True)


class Category(models.Model):
    """A kind of trouble; season_from…season_to (MM-DD) may lie across the New Year."""

    code = models.SlugField(_("код"), unique=True)
    group = models.CharField(_("раздел"), max_length=100)
    name = models.CharField(_("название"), max_length=150)
    department = models.ForeignKey(
        Department, verbose_name=_("исполнитель"), on_delete=models.PROTECT, related_name="+"
    )
    react_length = models.PositiveSmallIntegerField(_("отреагировать за"), validators=LENGTH)
    react_unit = models.CharField(_("единица"), max_length=15, choices=Unit.choices)
    fix_length = models.PositiveSmallIntegerField(_("решить за"), validators=LENGTH)
    fix_unit = models.CharField(_("единица"), max_length=15, choices=Unit.choices)
    needs_photo = models.BooleanField(_("нужна фотография"), default=False)
    is_urgent = models.BooleanField(
        _("может угрожать жизни"),
        default=False,
        help_text=_("В форме покажем: «Если есть угроза жизни — звоните 112»."),
    )
    season_from = models.CharField(
        _("сезон с"), max_length=5, blank=True, validators=[SEASON_DAY], help_text="10-15"
    )
    season_to = models.CharField(_("сезон по"), max_length=5, blank=True, validators=[SEASON_DAY])
    is_active = models.BooleanField(_("принимается"), default=True)
    order = models.PositiveSmallIntegerField(_("порядок"), default=0)

    objects = CategoryQuerySet.as_manager()

    class Meta:
        verbose_name = _("категория проблем")
        verbose_name_plural = _("категории проблем")
        ordering = ["order", "id"]

    def __str__(self) -> str:
        return self.name

    @property
    def reaction(self) -> DeadlineRule:
        """The term of the first reaction, for portal.law.deadlines.moment_after."""
        return DeadlineRule(code=self.code, length=self.react_length, unit=self.react_unit)

    @property
    def fix(self) -> DeadlineRule:
        """The term of the answer with a result."""
        return DeadlineRule(code=self.code, length=self.fix_length, unit=self.fix_unit)

    @property
    def half_fix(self) -> DeadlineRule:
        """The term of a second look after a dispute: half, never less than one unit."""
        return DeadlineRule(code=self.code, length=(self.fix_length + 1) // 2, unit=self.fix_unit)

    @property
    def season(self) -> str:
        """«с 15 мая по 1 октября»; empty when reports are taken all the year round."""
        if not (self.season_from and self.season_to):
            return ""
        days = {"start": _in_words(self.season_from), "end": _in_words(self.season_to)}
        return _("с %(start)s по %(end)s") % days

    def in_season(self, day) -> bool:
        """Whether reports of the category are accepted on the day; both ends count."""
        if not (self.season_from and self.season_to):
            return True
        today = f"{day:%m-%d}"
        if self.season_from <= self.season_to:
            return self.season_from <= today <= self.season_to
        return today >= self.season_from or today <= self.season_to


def _in_words(day: str) -> str:
    """«10-15» as «15 октября»; what is no day of a year stays as it was typed."""
    month, _dash, number = day.partition("-")
    try:
        return date_format(date(2000, int(month), int(number)), "j E")
    except ValueError:
        return day


class CategoryQuestion(models.Model):
    """What the executor must know beside the text; `choices` one a line, empty for free text."""

    category = models.ForeignKey(Category, on_delete=models.CASCADE, related_name="questions")
    code = models.SlugField(_("код"), max_length=30)
    text = models.CharField(_("вопрос"), max_length=200)
    choices = models.TextField(_("варианты, по одному в строке"), blank=True)
    is_required = models.BooleanField(_("обязателен"), default=False)
    order = models.PositiveSmallIntegerField(_("порядок"), default=0)

    class Meta:
        verbose_name = _("вопрос категории")
        verbose_name_plural = _("вопросы категории")
        ordering = ["order", "id"]
        constraints = [
            models.UniqueConstraint(fields=["category", "code"], name="question_code_once")
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def options(self) -> list[str]:
        return [line.strip() for line in self.choices.splitlines() if line.strip()]


class Route(models.Model):
    """An exception from the category's own department: for a district, with a person."""

    category = models.ForeignKey(
        Category, verbose_name=_("категория"), null=True, blank=True, on_delete=models.CASCADE
    )
    district = models.ForeignKey(
        "places.District", verbose_name=_("район"), null=True, blank=True, on_delete=models.CASCADE
    )
    department = models.ForeignKey(
        Department, verbose_name=_("исполнитель"), on_delete=models.PROTECT
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("ответственный"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    class Meta:
        verbose_name = _("маршрут")
        verbose_name_plural = _("маршруты")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["category", "district"],
                name="route_once",
                nulls_distinct=False,
                violation_error_message=_("Такой маршрут уже есть."),
            ),
            models.CheckConstraint(
                condition=models.Q(category__isnull=False) | models.Q(district__isnull=False),
                name="route_says_when",
                violation_error_message=_("Укажите категорию или район."),
            ),
        ]

    def __str__(self) -> str:
        parts = (self.category, self.district)
        return f"{' × '.join(str(part) for part in parts if part)} → {self.department}"


class EscalationPost(models.Model):
    """A post that is told when the term has passed; without a department, for all of them."""

    department = models.ForeignKey(
        Department, verbose_name=_("исполнитель"), null=True, blank=True, on_delete=models.CASCADE
    )
    level = models.PositiveSmallIntegerField(
        _("ступень"), validators=[MinValueValidator(1), MaxValueValidator(5)]
    )
    post = models.CharField(_("должность"), max_length=200)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("кому сообщить"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    class Meta:
        verbose_name = _("ступень ответственности")
        verbose_name_plural = _("ступени ответственности")
        ordering = ["department", "level"]
        constraints = [
            models.UniqueConstraint(
                fields=["department", "level"], name="one_post_per_level", nulls_distinct=False
            )
        ]

    def __str__(self) -> str:
        return f"{self.level}: {self.post}"


class RejectReason(models.Model):
    """The closed list a moderator refuses by."""

    text = models.CharField(_("причина"), max_length=200, unique=True)
    order = models.PositiveSmallIntegerField(_("порядок"), default=0)
    is_active = models.BooleanField(_("действует"), default=True)

    class Meta:
        verbose_name = _("причина отказа в публикации")
        verbose_name_plural = _("причины отказа в публикации")
        ordering = ["order", "id"]

    def __str__(self) -> str:
        return self.text


class ReplyTemplate(models.Model):
    """A ready text of an answer: {номер}, {адрес}, {категория} and {срок} are filled in."""

    title = models.CharField(_("название"), max_length=150)
    text = models.TextField(_("текст"), max_length=4000)
    category = models.ForeignKey(
        Category,
        verbose_name=_("только для категории"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="+",
    )
    order = models.PositiveSmallIntegerField(_("порядок"), default=0)

    class Meta:
        verbose_name = _("шаблон ответа")
        verbose_name_plural = _("шаблоны ответов")
        ordering = ["order", "title"]

    def __str__(self) -> str:
        return self.title
