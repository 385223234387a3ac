"""Ideas of residents, free or within a challenge, and all that gathers around one."""

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from civic.models import idea_states as states
from civic.models.challenges import Challenge
from civic.models.departments import Department
from civic.models.idea_states import OPEN_STATES, PRIVATE_STATES, DeclineGround, IdeaState
from portal.cases.models import Case

PERSON = settings.AUTH_USER_MODEL


class IdeaQuerySet(models.QuerySet):
    def public(self) -> "IdeaQuerySet":
        """Whatever was published once; a challenge being prepared has no ideas."""
        return self.exclude(state__in=PRIVATE_STATES).exclude(published_at=None)

    def visible_to(self, user) -> "IdeaQuerySet":
        """Public ones, one's own and those one writes together with others; officials who check
        ideas see what was sent to them. The one answer for page, list, feed, export and search.
        """
        if not user.is_authenticated:
            return self.public()
        seen = ~models.Q(state__in=PRIVATE_STATES) & models.Q(published_at__isnull=False)
        written = CoAuthor.objects.filter(user=user, accepted_at__isnull=False).values("idea")
        seen |= models.Q(author=user) | models.Q(pk__in=written)
        if user.is_staff and user.has_perm("civic.moderate_idea"):
            seen |= models.Q(state=IdeaState.MODERATION)
        return self.filter(seen)

    def written_by(self, user) -> "IdeaQuerySet":
        mine = CoAuthor.objects.filter(user=user, accepted_at__isnull=False).values("idea")
        return self.filter(models.Q(author=user) | models.Q(pk__in=mine))

    def waiting(self) -> "IdeaQuerySet":
        """Those an official owes a check or an answer."""
        owed = models.Q(answer_due__isnull=False, answered_at=None)
        return self.filter(models.Q(state=IdeaState.MODERATION) | owed)

    def owed(self) -> "IdeaQuerySet":
        """Those that passed the threshold and have no official answer yet."""
        return self.filter(answer_due__isnull=False, answered_at=None)

    def overdue(self, today) -> "IdeaQuerySet":
        return self.owed().filter(answer_due__lt=today)

    def handled_by(self, user) -> "IdeaQuerySet":
        return self.filter(handler=user)


class Idea(Case):
    """An idea. Its text lives in versions; the row repeats the last one for lists and search."""

    LIFECYCLE = states.LIFECYCLE
    STATE_TONES = states.TONES
    EVENT_LABELS = {
        "revised": _("Новая редакция"),
        "threshold": _("Порог поддержки пройден: ожидается официальный ответ"),
        "answered": _("Официальный ответ"),
        "assessed": _("Заключение эксперта"),
        "coauthor": _("Появился соавтор"),
        "step": _("Изменена дорожная карта"),
        "absorbed": _("Присоединена похожая идея"),
        "not_selected": _("Не вошла в отбор"),
    }

    challenge = models.ForeignKey(
        Challenge,
        verbose_name=_("вызов"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="ideas",
    )
    state = models.CharField(
        _("состояние"),
        max_length=12,
        choices=IdeaState.choices,
        default=IdeaState.DRAFT,
        editable=False,
    )
    author = models.ForeignKey(
        PERSON, verbose_name=_("автор"), null=True, on_delete=models.PROTECT, related_name="ideas"
    )
    handler = models.ForeignKey(
        PERSON,
        verbose_name=_("ведёт сотрудник"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    title = models.CharField(_("название"), max_length=150)
    text = models.TextField(_("суть идеи"))
    version = models.PositiveSmallIntegerField(_("редакция"), default=1, editable=False)
    district = models.ForeignKey(
        "places.District",
        verbose_name=_("район"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    address = models.CharField(_("место или ориентир"), max_length=300, blank=True)
    number = models.PositiveIntegerField(_("номер в бюллетене"), null=True, blank=True)
    # Kept counters: written in the transaction that changes what they count, with F().
    supporters = models.PositiveIntegerField(_("поддержали"), default=0, editable=False)
    comment_count = models.PositiveIntegerField(_("комментариев"), default=0, editable=False)
    votes = models.PositiveIntegerField(_("голосов по итогам"), null=True, blank=True)
    submitted_at = models.DateTimeField(_("отправлена"), null=True, blank=True)
    published_at = models.DateTimeField(_("опубликована"), null=True, blank=True)
    check_due = models.DateField(_("проверить до"), null=True, blank=True)
    threshold_at = models.DateTimeField(_("порог пройден"), null=True, blank=True)
    answer_due = models.DateField(_("ответить до"), null=True, blank=True)
    answer = models.TextField(_("официальный ответ"), blank=True)
    answered_by = models.CharField(_("кто ответил"), max_length=400, blank=True)
    answered_at = models.DateTimeField(_("ответ дан"), null=True, blank=True)
    decline_ground = models.CharField(
        _("основание отказа"), max_length=12, choices=DeclineGround.choices, blank=True
    )
    report = models.TextField(_("отчёт о реализации"), blank=True)
    merged_into = models.ForeignKey(
        "self",
        verbose_name=_("объединена с"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="absorbed",
    )
    search = models.GeneratedField(
        expression=SearchVector("title", config="russian", weight="A")
        + SearchVector("text", config="russian", weight="C"),
        output_field=SearchVectorField(),
        db_persist=True,
    )

    objects = IdeaQuerySet.as_manager()

    class Meta:
        verbose_name = _("идея")
        verbose_name_plural = _("идеи")
        ordering = ["-id"]
        permissions = [
            ("moderate_idea", _("Проверять и публиковать идеи, вести отбор")),
            ("answer_idea", _("Давать официальный ответ на идею")),
            ("assess_idea", _("Давать заключение эксперта")),
        ]
        indexes = [
            models.Index(fields=["challenge", "state", "-id"]),
            models.Index(fields=["-supporters", "-id"]),
            models.Index(fields=["-comment_count", "-id"]),
            models.Index(fields=["state", "-id"]),
            models.Index(fields=["district", "-id"]),
            models.Index(fields=["-published_at"]),
            models.Index(
                fields=["answer_due"],
                name="idea_answer_owed",
                condition=models.Q(answer_due__isnull=False, answered_at=None),
            ),
            GinIndex(fields=["search"], name="idea_search"),
            GinIndex(fields=["title"], opclasses=["gin_trgm_ops"], name="idea_title_trgm"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["challenge", "number"], name="idea_number_once"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("civic:idea", args=[self.pk])

    @property
    def is_open(self) -> bool:
        """Whether a decision is still to come."""
        return self.state in OPEN_STATES

    @property
    def is_public(self) -> bool:
        return self.state not in PRIVATE_STATES and self.published_at is not None

    @property
    def threshold(self) -> int:
        """Supporters after which an official answer is owed."""
        return self.challenge.threshold if self.challenge_id else settings.IDEA_SUPPORT_THRESHOLD

    def is_written_by(self, user) -> bool:
        """Whether the user is the author or a co-author who accepted."""
        if not user.is_authenticated:
            return False
        return user.pk == self.author_id or any(
            row.user_id == user.pk and row.accepted_at for row in self.coauthors.all()
        )


class IdeaVersion(models.Model):
    """A wording of an idea; append-only by trigger, so that supporters see what they supported."""

    idea = models.ForeignKey(Idea, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField(_("редакция"))
    title = models.CharField(_("название"), max_length=150)
    text = models.TextField(_("суть идеи"))
    reason = models.CharField(_("что изменено и почему"), max_length=300, blank=True)
    author = models.ForeignKey(PERSON, null=True, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(_("когда"), auto_now_add=True)

    class Meta:
        verbose_name = _("редакция идеи")
        verbose_name_plural = _("редакции идей")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["idea", "number"], name="idea_version_once"),
        ]

    def __str__(self) -> str:
        return f"{self.idea_id}: {self.number}"


class IdeaSupport(models.Model):
    """«Поддерживаю»: one signal per account."""

    idea = models.ForeignKey(Idea, on_delete=models.CASCADE, related_name="supports")
    user = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("поддержка идеи")
        verbose_name_plural = _("поддержка идей")
        constraints = [
            models.UniqueConstraint(fields=["idea", "user"], name="idea_support_once"),
        ]

    def __str__(self) -> str:
        return f"{self.idea_id}: {self.user_id}"


class CoAuthor(models.Model):
    """An invitation to write an idea together; `user` is who accepted it."""

    idea = models.ForeignKey(Idea, on_delete=models.CASCADE, related_name="coauthors")
    email = models.EmailField(_("почта"))
    user = models.ForeignKey(
        PERSON, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    created_at = models.DateTimeField(_("приглашён"), auto_now_add=True)
    accepted_at = models.DateTimeField(_("согласился"), null=True, blank=True)
    declined_at = models.DateTimeField(_("отказался"), null=True, blank=True)

    class Meta:
        verbose_name = _("соавтор")
        verbose_name_plural = _("соавторы")
        ordering = ["id"]
        indexes = [models.Index(fields=["email"])]
        constraints = [
            models.UniqueConstraint(fields=["idea", "email"], name="coauthor_invited_once"),
            models.UniqueConstraint(fields=["idea", "user"], name="coauthor_once"),
        ]

    def __str__(self) -> str:
        return f"{self.idea_id}: {self.email}"


MARK = [MinValueValidator(1), MaxValueValidator(5)]


class IdeaReview(models.Model):
    """The assessment of one expert, published whole."""

    idea = models.ForeignKey(Idea, on_delete=models.PROTECT, related_name="reviews")
    expert = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    post = models.CharField(_("должность или специальность"), max_length=200)
    benefit = models.PositiveSmallIntegerField(_("польза, 1–5"), validators=MARK)
    feasibility = models.PositiveSmallIntegerField(_("осуществимость, 1–5"), validators=MARK)
    cost = models.DecimalField(
        _("оценка стоимости, ₽"),
        max_digits=14,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
    )
    text = models.TextField(_("заключение"), max_length=5000)
    created_at = models.DateTimeField(_("когда"), auto_now_add=True)

    class Meta:
        verbose_name = _("заключение эксперта")
        verbose_name_plural = _("заключения экспертов")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["idea", "expert"], name="one_review_per_expert"),
            models.CheckConstraint(
                condition=models.Q(benefit__range=(1, 5), feasibility__range=(1, 5)),
                name="review_marks_from_one_to_five",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.idea_id}: {self.expert_id}"


class IdeaStep(models.Model):
    """A step of the road map: what, by when, by whom, and when it was done."""

    idea = models.ForeignKey(Idea, on_delete=models.CASCADE, related_name="steps")
    title = models.CharField(_("что делаем"), max_length=300)
    due = models.DateField(_("до"))
    department = models.ForeignKey(
        Department,
        verbose_name=_("кто"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    done_at = models.DateField(_("сделано"), null=True, blank=True)

    class Meta:
        verbose_name = _("шаг дорожной карты")
        verbose_name_plural = _("дорожная карта")
        ordering = ["due", "id"]

    def __str__(self) -> str:
        return self.title

    @property
    def is_late(self) -> bool:
        return self.done_at is None and self.due < timezone.localdate()
