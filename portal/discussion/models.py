"""Comments under a case, complaints about them, and who follows a case."""

from django.apps import apps
from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from portal.cases.lifecycle import Lifecycle, Transition
from portal.cases.models import Case

MAX_LENGTH = 5000


def discussed_models() -> list[type[Case]]:
    """The models whose cases may be discussed, named in DISCUSSED_MODELS."""
    return [apps.get_model(label) for label in settings.DISCUSSED_MODELS]


def is_of(case: models.Model) -> dict:
    """The lookup of rows that belong to the case."""
    return {"content_type": ContentType.objects.get_for_model(case), "object_id": case.pk}


class CommentState(models.TextChoices):
    PENDING = "pending", _("На проверке")
    PUBLISHED = "published", _("Опубликован")
    HIDDEN = "hidden", _("Скрыт модератором")
    REMOVED = "removed", _("Удалён автором")


class HideReason(models.TextChoices):
    """Why a moderator hides a comment; the author and the readers see it."""

    INSULT = "insult", _("оскорбления или нецензурная лексика")
    PERSONAL = "personal", _("персональные данные других людей")
    ADVERT = "advert", _("реклама")
    OFF_TOPIC = "off_topic", _("не относится к теме")
    UNLAWFUL = "unlawful", _("нарушает закон")
    FLOOD = "flood", _("повторяющиеся сообщения")
    OTHER = "other", _("другая причина")


S = CommentState
# What a page of a discussion prints; an outline of a district is a long text.
SHOWN = (
    *("content_type", "object_id", "parent", "state", "text", "hide_reason"),
    *("created_at", "published_at", "appealed_at"),
    *("author__first_name", "author__last_name", "author__name_is_public", "author__erased_at"),
    *("author__is_staff", "author__district__name", "author__district__name_genitive"),
)


class CommentQuerySet(models.QuerySet):
    def of(self, case: models.Model) -> "CommentQuerySet":
        return self.filter(**is_of(case))

    def visible_to(self, user) -> "CommentQuerySet":
        """Shown ones under cases the user may see: the door of every page about one comment."""
        under = models.Q(pk__in=[])
        for model in discussed_models():
            seen = model.objects.visible_to(user).values("pk")
            kind = ContentType.objects.get_for_model(model)
            under |= models.Q(content_type=kind, object_id__in=seen)
        return self.filter(under).shown_to(user)

    def shown_to(self, user) -> "CommentQuerySet":
        """Those that were ever public (their text may be hidden now), and one's own."""
        if user.is_staff and user.has_perm("discussion.change_comment"):
            return self
        own = models.Q(author=user) if user.is_authenticated else models.Q(pk__in=[])
        return self.filter(models.Q(published_at__isnull=False) | own)

    def threaded(self) -> "CommentQuerySet":
        """Newest threads first, replies in their order, everything a page of them needs."""
        return (
            self.annotate(thread=Coalesce("parent_id", "id"))
            .order_by("-thread", "id")
            .select_related("author__district")
            .only(*SHOWN)
        )

    def after(self, thread: int, pk: int) -> "CommentQuerySet":
        """The rest of `threaded()` behind the comment `pk` of the thread."""
        return self.filter(models.Q(thread__lt=thread) | models.Q(thread=thread, id__gt=pk))

    def waiting(self) -> "CommentQuerySet":
        return self.filter(state=S.PENDING).order_by("updated_at")


class Comment(Case):
    """A remark of a person, plain text. `parent` is the first comment of the thread, if any."""

    LIFECYCLE = Lifecycle(
        CommentState,
        S.PENDING,
        Transition(
            "publish", (S.PENDING, S.HIDDEN), S.PUBLISHED, _("Опубликовать"), "discussion.moderate"
        ),
        Transition(
            "hide",
            (S.PENDING, S.PUBLISHED),
            S.HIDDEN,
            _("Скрыть"),
            "discussion.moderate",
            needs_note=True,
        ),
        # Several readers complained: the clock takes the comment down until somebody looks at it.
        Transition("question", (S.PUBLISHED,), S.PENDING, _("Вернуть на проверку"), public=False),
        Transition("appeal", (S.HIDDEN,), S.PENDING, _("Не согласен"), "discussion.appeal"),
        Transition(
            "remove",
            (S.PENDING, S.PUBLISHED, S.HIDDEN),
            S.REMOVED,
            _("Удалить"),
            "discussion.remove",
        ),
    )
    EVENT_LABELS = {"posted": _("Написан")}
    STATE_TONES = {S.PENDING: "warning", S.HIDDEN: "bad", S.PUBLISHED: "good"}

    content_type = models.ForeignKey(ContentType, on_delete=models.PROTECT, related_name="+")
    object_id = models.BigIntegerField()
    case = GenericForeignKey("content_type", "object_id")
    parent = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="replies"
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("автор"),
        on_delete=models.PROTECT,
        related_name="comments",
    )
    state = models.CharField(
        _("состояние"), max_length=10, choices=S.choices, default=S.PENDING, editable=False
    )
    text = models.TextField(_("комментарий"), max_length=MAX_LENGTH)
    hide_reason = models.CharField(
        _("почему скрыт"), max_length=10, choices=HideReason.choices, blank=True, editable=False
    )
    flag_count = models.PositiveIntegerField(_("жалоб"), default=0, editable=False)
    published_at = models.DateTimeField(_("опубликован"), null=True, blank=True, editable=False)
    appealed_at = models.DateTimeField(_("обжалован"), null=True, blank=True, editable=False)

    objects = CommentQuerySet.as_manager()

    class Meta:
        verbose_name = _("комментарий")
        verbose_name_plural = _("комментарии")
        indexes = [
            models.Index(
                models.F("content_type"),
                models.F("object_id"),
                Coalesce("parent_id", "id").desc(),
                models.F("id"),
                name="comment_thread",
            ),
            models.Index(
                fields=["updated_at"],
                condition=models.Q(state=CommentState.PENDING),
                name="comment_waiting",
            ),
            models.Index(fields=["author", "-created_at"], name="comment_of_author"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(text=""),
                name="comment_says_something",
                violation_error_message=_("Напишите комментарий."),
            )
        ]

    def __str__(self) -> str:
        return self.text[:80]

    def get_absolute_url(self) -> str:
        return reverse("discussion:comment", args=[self.pk])

    def may_be_read_by(self, user) -> bool:
        """Whether the text itself is shown, not only the note that there was a comment."""
        if self.state == S.PUBLISHED:
            return True
        return self.state != S.REMOVED and (
            user.pk == self.author_id
            or (user.is_staff and user.has_perm("discussion.change_comment"))
        )


class FlagReason(models.TextChoices):
    INSULT = "insult", _("оскорбляет людей")
    PERSONAL = "personal", _("раскрывает чужие личные данные")
    ADVERT = "advert", _("реклама или спам")
    UNLAWFUL = "unlawful", _("призывает нарушать закон")
    OTHER = "other", _("другое")


class Flag(models.Model):
    """A complaint of a reader; several of different people take the comment down for a check."""

    comment = models.ForeignKey(Comment, on_delete=models.CASCADE, related_name="flags")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    reason = models.CharField(_("причина"), max_length=10, choices=FlagReason.choices)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("жалоба")
        verbose_name_plural = _("жалобы")
        constraints = [
            models.UniqueConstraint(fields=["comment", "user"], name="flag_once_per_person")
        ]
        indexes = [models.Index(fields=["user", "-created_at"], name="flag_of_user")]

    def __str__(self) -> str:
        return f"{self.comment_id}: {self.get_reason_display()}"


class FollowQuerySet(models.QuerySet):
    def by(self, user, model: type[models.Model], pk) -> "FollowQuerySet":
        """The person's own of a case."""
        kind = ContentType.objects.get_for_model(model)
        return self.filter(user=user, content_type=kind, object_id=pk)


class Follow(models.Model):
    """A person who asked to be told what happens to a case."""

    content_type = models.ForeignKey(ContentType, on_delete=models.PROTECT, related_name="+")
    object_id = models.BigIntegerField()
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="follows"
    )
    created_at = models.DateTimeField(auto_now_add=True)

    objects = FollowQuerySet.as_manager()

    class Meta:
        verbose_name = _("подписка на дело")
        verbose_name_plural = _("подписки на дела")
        constraints = [
            models.UniqueConstraint(
                fields=["content_type", "object_id", "user"], name="follow_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.user_id} → {self.object_id}"
