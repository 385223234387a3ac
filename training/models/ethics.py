"""The code of ethics: versions, who acknowledged which text, residents' answers about conduct,
decisions of the conduct commission.
"""

import hashlib
import json
from datetime import date
from pathlib import Path

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.cases.lifecycle import Lifecycle, Transition
from portal.cases.models import Case

PRINCIPLES = Path(__file__).parent.parent / "fixtures" / "openness_principles.json"


def openness_principles() -> list[str]:
    """The principles of openness a new version begins with."""
    return json.loads(PRINCIPLES.read_text("utf-8"))


class CodeState(models.TextChoices):
    DRAFT = "draft", _("Готовится")
    PUBLISHED = "published", _("Опубликована")


class CodeVersionQuerySet(models.QuerySet):
    def visible_to(self, user) -> "CodeVersionQuerySet":
        if user.is_authenticated and user.is_staff and user.has_perm("training.manage_ethics"):
            return self
        return self.filter(state=CodeState.PUBLISHED)

    def in_force(self, day: date | None = None) -> "CodeVersionQuerySet":
        """Published and effective, the newest first: the first row is the code of today."""
        day = day or timezone.localdate()
        rows = self.filter(state=CodeState.PUBLISHED, effective_on__lte=day)
        return rows.order_by("-effective_on", "-id")

    def to_acknowledge(self) -> "CodeVersionQuerySet":
        """What servants are asked to read: the newest published one, in force or about to be."""
        rows = self.filter(state=CodeState.PUBLISHED)
        return rows.order_by("-effective_on", "-id")[:1]


class CodeVersion(Case):
    """`digest` is the SHA-256 of `canonical()`; the text stays as it is once it takes effect."""

    LIFECYCLE = Lifecycle(
        CodeState,
        CodeState.DRAFT,
        Transition(
            "publish",
            (CodeState.DRAFT,),
            CodeState.PUBLISHED,
            _("Опубликовать"),
            "training.publish_code",
        ),
    )
    STATE_TONES = {CodeState.PUBLISHED: "good"}
    EVENT_LABELS = {"edited": _("Текст изменён до вступления в силу")}

    state = models.CharField(
        _("состояние"), max_length=9, choices=CodeState.choices, default=CodeState.DRAFT
    )
    number = models.PositiveSmallIntegerField(_("номер редакции"), unique=True)
    title = models.CharField(_("название"), max_length=200)
    preface = models.TextField(_("вступление"), max_length=5000, blank=True)
    principles = models.JSONField(_("принципы открытости"), default=openness_principles)
    effective_on = models.DateField(_("вступает в силу"))
    digest = models.CharField(_("отпечаток текста"), max_length=64, blank=True, editable=False)

    objects = CodeVersionQuerySet.as_manager()

    class Meta:
        verbose_name = _("редакция кодекса этики")
        verbose_name_plural = _("редакции кодекса этики")
        ordering = ["-number"]
        permissions = [("manage_ethics", _("Вести кодекс этики и отзывы о поведении"))]

    def __str__(self) -> str:
        return f"{self.title}, № {self.number}"

    def get_absolute_url(self) -> str:
        return reverse("training:code", args=[self.number])

    @property
    def is_in_effect(self) -> bool:
        return self.state == CodeState.PUBLISHED and self.effective_on <= timezone.localdate()

    def is_editable_on(self, day: date) -> bool:
        return self.state == CodeState.DRAFT or day < self.effective_on

    def canonical(self) -> str:
        """Every word a servant acknowledges, as the same bytes each time."""
        whole = {
            "number": self.number,
            "title": self.title,
            "preface": self.preface,
            "principles": self.principles,
            "effective_on": f"{self.effective_on:%Y-%m-%d}",
            "articles": [*self.articles.values_list("number", "title", "text", "tag")],
        }
        return json.dumps(whole, ensure_ascii=False, sort_keys=True, separators=(",", ":"))

    def text_digest(self) -> str:
        return hashlib.sha256(self.canonical().encode()).hexdigest()


class CodeArticle(models.Model):
    class Tag(models.TextChoices):
        GENERAL = "general", _("общее")
        OPENNESS = "openness", _("открытость")
        SPEECH = "speech", _("коммуникативная культура")

    version = models.ForeignKey(CodeVersion, on_delete=models.CASCADE, related_name="articles")
    number = models.PositiveSmallIntegerField(_("статья"))
    title = models.CharField(_("название"), max_length=200)
    text = models.TextField(_("текст"), max_length=10_000)
    tag = models.CharField(_("о чём"), max_length=8, choices=Tag.choices, default=Tag.GENERAL)

    class Meta:
        verbose_name = _("статья кодекса")
        verbose_name_plural = _("статьи кодекса")
        ordering = ["number", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["version", "number"],
                name="article_number_once",
                violation_error_message=_("Статья с этим номером уже есть."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.title}"


class Acknowledgement(models.Model):
    """A person read exactly the text of this digest; append-only."""

    version = models.ForeignKey(
        CodeVersion, on_delete=models.PROTECT, related_name="acknowledgements"
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="acknowledgements"
    )
    digest = models.CharField(_("отпечаток"), max_length=64)
    created_at = models.DateTimeField(_("когда"), auto_now_add=True)

    class Meta:
        verbose_name = _("ознакомление с кодексом")
        verbose_name_plural = _("ознакомления с кодексом")
        constraints = [
            models.UniqueConstraint(fields=["version", "user", "digest"], name="acknowledged_once")
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.digest[:8]}"


class CodeReminder(models.Model):
    """When a person was last reminded of a version."""

    version = models.ForeignKey(CodeVersion, on_delete=models.CASCADE, related_name="+")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    sent_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["version", "user"], name="one_code_reminder")
        ]

    def __str__(self) -> str:
        return f"{self.user_id}: {self.sent_at:%d.%m.%Y}"


class ConductState(models.TextChoices):
    NEW = "new", _("На проверке")
    ACCEPTED = "accepted", _("Учтён")
    REJECTED = "rejected", _("Не учтён")


class ConductQuerySet(models.QuerySet):
    def visible_to(self, user) -> "ConductQuerySet":
        """The author and who moderates; the department reads nothing of it."""
        if not user.is_authenticated:
            return self.none()
        if user.is_staff and user.has_perm("training.manage_ethics"):
            return self
        return self.filter(author=user)

    def waiting(self) -> "ConductQuerySet":
        return self.filter(state=ConductState.NEW)

    def counted(self) -> "ConductQuerySet":
        return self.filter(state=ConductState.ACCEPTED)


class ConductFeedback(Case):
    """What a resident says of one contact with a department; private, moderated, one a contact."""

    class Contact(models.TextChoices):
        RECEPTION = "reception", _("личный приём")
        PHONE = "phone", _("разговор по телефону")
        LETTER = "letter", _("письменный ответ")
        MEETING = "meeting", _("встреча с жителями")

    LIFECYCLE = Lifecycle(
        ConductState,
        ConductState.NEW,
        Transition(
            "accept",
            (ConductState.NEW,),
            ConductState.ACCEPTED,
            _("Учесть"),
            "training.moderate_conduct",
            public=False,
        ),
        Transition(
            "reject",
            (ConductState.NEW,),
            ConductState.REJECTED,
            _("Не учитывать"),
            "training.moderate_conduct",
            needs_note=True,
            public=False,
        ),
    )
    STATE_TONES = {ConductState.ACCEPTED: "good", ConductState.REJECTED: "bad"}

    state = models.CharField(
        _("состояние"), max_length=8, choices=ConductState.choices, default=ConductState.NEW
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("автор"),
        on_delete=models.PROTECT,
        related_name="conduct_feedback",
    )
    department = models.ForeignKey(
        "organisations.Organisation",
        verbose_name=_("подразделение"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    contact = models.CharField(_("как вы обращались"), max_length=9, choices=Contact.choices)
    contact_on = models.DateField(_("какого числа"))
    polite = models.PositiveSmallIntegerField(_("вежливо"))
    clear = models.PositiveSmallIntegerField(_("понятно"))
    timely = models.PositiveSmallIntegerField(_("вовремя"))
    text = models.TextField(_("что произошло"), max_length=3000, blank=True)

    objects = ConductQuerySet.as_manager()

    class Meta:
        verbose_name = _("отзыв о поведении служащих")
        verbose_name_plural = _("отзывы о поведении служащих")
        ordering = ["-id"]
        indexes = [models.Index(fields=["department", "state"])]
        constraints = [
            models.UniqueConstraint(
                fields=["author", "department", "contact", "contact_on"],
                name="one_feedback_a_contact",
                violation_error_message=_("Об этом обращении вы уже рассказали."),
            ),
            models.CheckConstraint(
                condition=Q(polite__range=(1, 5), clear__range=(1, 5), timely__range=(1, 5)),
                name="conduct_marks_sane",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.department}, {self.contact_on:%d.%m.%Y}"

    def get_absolute_url(self) -> str:
        return reverse("training:my_conduct")


class ConductDecision(models.Model):
    """A decision of the conduct commission as everybody reads it: without names."""

    number = models.CharField(_("номер"), max_length=50, unique=True)
    decided_on = models.DateField(_("дата"))
    question = models.CharField(_("вопрос"), max_length=300)
    decision = models.TextField(_("решение"), max_length=5000)
    measure = models.CharField(_("мера"), max_length=300, blank=True)
    is_published = models.BooleanField(
        _("показать всем"), default=False, help_text=_("Проверьте, что имён и примет людей нет.")
    )

    class Meta:
        verbose_name = _("решение комиссии по поведению")
        verbose_name_plural = _("реестр комиссии по поведению")
        ordering = ["-decided_on", "-id"]

    def __str__(self) -> str:
        return self.number
