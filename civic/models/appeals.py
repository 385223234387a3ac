"""Appeals of citizens (обращения, 59-ФЗ): never mixed with reports or ideas, private by default."""

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from civic.models import appeal_states as states
from civic.models.appeal_states import AppealState
from civic.models.departments import Department
from portal.cases.models import Case

PERSON = settings.AUTH_USER_MODEL


class AppealDesk(models.Model):
    """Who works with appeals: of one department, or as a registrar with all of them.

    The only way to read an appeal of somebody else: being a superuser opens none.
    """

    user = models.ForeignKey(
        PERSON, verbose_name=_("сотрудник"), on_delete=models.CASCADE, related_name="appeal_desks"
    )
    department = models.ForeignKey(
        Department,
        verbose_name=_("подразделение"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="appeal_desks",
        help_text=_("Пусто — регистратор: видит все направленные обращения."),
    )

    class Meta:
        verbose_name = _("допуск к обращениям")
        verbose_name_plural = _("допуск к обращениям")
        constraints = [
            models.UniqueConstraint(
                fields=["user", "department"], name="appeal_desk_once", nulls_distinct=False
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id}: {self.department_id or _('регистратор')}"


class AppealResult(models.Model):
    """Results of consideration, loaded from the appeal_results catalogue."""

    code = models.SlugField(_("код"), unique=True)
    name = models.CharField(_("результат"), max_length=150)

    class Meta:
        verbose_name = _("результат рассмотрения")
        verbose_name_plural = _("результаты рассмотрения")
        ordering = ["id"]

    def __str__(self) -> str:
        return self.name


class AppealNumber(models.Model):
    """The last registration number of a year; the row is locked while the next one is taken."""

    year = models.PositiveSmallIntegerField(unique=True)
    last = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("номер обращения")
        verbose_name_plural = _("номера обращений")

    def __str__(self) -> str:
        return f"{self.year}: {self.last}"


class AppealQuerySet(models.QuerySet):
    def visible_to(self, user) -> "AppealQuerySet":
        """One's own; for officials what is on their desk. Drafts are the author's alone.

        The one answer for page, file, export, search, queue and workplace.
        """
        if not user.is_authenticated or not user.is_active:
            return self.none()
        own = models.Q(author=user)
        if not user.is_staff:
            return self.filter(own)
        desks = AppealDesk.objects.filter(user=user)
        registrar = models.Exists(desks.filter(department=None))
        mine = models.Q(department__in=desks.exclude(department=None).values("department"))
        on_desk = (models.Q(registrar) | mine) & ~models.Q(state=AppealState.DRAFT)
        # Withdrawn before it was sent: nobody's business either.
        return self.filter(own | (on_desk & models.Q(sent_at__isnull=False)))

    def waiting(self) -> "AppealQuerySet":
        return self.filter(state__in=states.OWED)

    def overdue(self, today) -> "AppealQuerySet":
        unregistered = models.Q(state=AppealState.SENT, register_due__lt=today)
        unanswered = models.Q(state__in=states.UNDER_WAY, answer_due__lt=today)
        return self.filter(unregistered | unanswered)

    def to_escalate(self, today) -> "AppealQuerySet":
        """Overdue ones of which nobody above has been told."""
        return self.overdue(today).filter(escalated_at=None)

    def handled_by(self, user) -> "AppealQuerySet":
        return self.filter(executor=user)

    def resumable(self, today) -> "AppealQuerySet":
        return self.filter(state=AppealState.CLARIFY, clarify_due__lt=today)


class Appeal(Case):
    """An appeal with what 59-ФЗ asks of it; the name is the one that was verified."""

    class Kind(models.TextChoices):
        PROPOSAL = "proposal", _("предложение")
        STATEMENT = "statement", _("заявление")
        COMPLAINT = "complaint", _("жалоба")

    CONFIDENTIAL = True
    LIFECYCLE = states.LIFECYCLE
    STATE_TONES = states.TONES
    EVENT_LABELS = {
        "assigned": _("Поручено исполнителю"),
        "consent": _("Решение о публикации ответа"),
        "published": _("Ответ опубликован без личных данных"),
        "unpublished": _("Ответ снят с публикации"),
        "escalated": _("Срок нарушен, сообщено вышестоящей должности"),
    }

    author = models.ForeignKey(
        PERSON, verbose_name=_("заявитель"), on_delete=models.PROTECT, related_name="appeals"
    )
    state = models.CharField(
        _("состояние"),
        max_length=12,
        choices=AppealState.choices,
        default=AppealState.DRAFT,
        editable=False,
    )
    kind = models.CharField(_("вид"), max_length=10, choices=Kind.choices)
    # As verified on the day of sending.
    last_name = models.CharField(_("фамилия"), max_length=100, blank=True)
    first_name = models.CharField(_("имя"), max_length=100, blank=True)
    patronymic = models.CharField(_("отчество"), max_length=100, blank=True)
    reply_email = models.EmailField(_("почта для ответа"), blank=True)
    reply_address = models.CharField(_("почтовый адрес для ответа"), max_length=300, blank=True)
    addressee = models.ForeignKey(
        Department,
        verbose_name=_("кому"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text=_("Не знаете — оставьте пустым: определит служба регистрации."),
    )
    complained_about = models.ForeignKey(
        Department,
        verbose_name=_("на чьи действия жалоба"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    subject = models.CharField(_("тема"), max_length=200)
    text = models.TextField(_("суть обращения"))
    is_collective = models.BooleanField(_("коллективное"), default=False)
    co_applicants = models.TextField(_("остальные заявители"), blank=True)
    allows_publication = models.BooleanField(
        _("заявитель разрешает опубликовать ответ без личных данных"), default=False
    )
    number = models.CharField(_("номер"), max_length=20, blank=True, editable=False)
    sent_at = models.DateTimeField(_("направлено"), null=True, blank=True)
    register_due = models.DateField(_("зарегистрировать до"), null=True, blank=True)
    registered_at = models.DateTimeField(_("зарегистрировано"), null=True, blank=True)
    forward_due = models.DateField(_("перенаправить до"), null=True, blank=True)
    forwarded_to = models.CharField(_("куда направлено"), max_length=300, blank=True)
    answer_due = models.DateField(_("ответить до"), null=True, blank=True)
    extended_at = models.DateTimeField(_("срок продлён"), null=True, blank=True)
    escalated_at = models.DateTimeField(
        _("о нарушении срока сообщено"), null=True, blank=True, editable=False
    )
    clarify_due = models.DateField(_("уточнить до"), null=True, blank=True)
    department = models.ForeignKey(
        Department,
        verbose_name=_("рассматривает"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    executor = models.ForeignKey(
        PERSON,
        verbose_name=_("исполнитель"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    result = models.ForeignKey(
        AppealResult,
        verbose_name=_("результат"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    answer = models.TextField(_("ответ"), blank=True)
    answered_by = models.CharField(_("кто ответил"), max_length=400, blank=True)
    answered_at = models.DateTimeField(_("ответ дан"), null=True, blank=True)

    objects = AppealQuerySet.as_manager()

    class Meta:
        verbose_name = _("обращение")
        verbose_name_plural = _("обращения (59-ФЗ)")
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["author", "-id"]),
            models.Index(fields=["state", "answer_due"]),
            models.Index(fields=["state", "register_due"]),
            models.Index(fields=["department", "state", "-id"]),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["number"], condition=~models.Q(number=""), name="appeal_number_once"
            ),
        ]

    def __str__(self) -> str:
        return f"№ {self.number}" if self.number else str(_("Обращение без номера"))

    def get_absolute_url(self) -> str:
        return reverse("civic:appeal", args=[self.pk])

    def applicant(self) -> str:
        return " ".join(filter(None, [self.last_name, self.first_name, self.patronymic]))

    def is_registered_by(self, user) -> bool:
        """Whether the official is a registrar."""
        return user.is_authenticated and user.appeal_desks.filter(department=None).exists()

    def is_handled_by(self, user) -> bool:
        """Whether the official works with appeals of the department that has it."""
        if not user.is_authenticated or self.department_id is None:
            return False
        return user.appeal_desks.filter(department=self.department_id).exists()

    def private_files_may_be_seen_by(self, user) -> bool:
        """Whoever sees the appeal sees its files."""
        return self.may_be_seen_by(user)

    def files_may_be_changed_by(self, user) -> bool:
        return user.pk == self.author_id and self.state in (AppealState.DRAFT, AppealState.CLARIFY)


class PublishedAnswer(models.Model):
    """An answer both sides allowed to publish, rewritten without personal data.

    A row of its own: the public pages never read the appeal.
    """

    appeal = models.OneToOneField(Appeal, on_delete=models.PROTECT, related_name="published")
    subject = models.CharField(_("тема"), max_length=200)
    question = models.TextField(_("вопрос"))
    answer = models.TextField(_("ответ"))
    kind = models.CharField(_("вид"), max_length=10, choices=Appeal.Kind.choices)
    department = models.ForeignKey(
        Department,
        verbose_name=_("подразделение"),
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    published_at = models.DateTimeField(_("опубликован"), auto_now_add=True)

    class Meta:
        verbose_name = _("опубликованный ответ")
        verbose_name_plural = _("опубликованные ответы")
        ordering = ["-id"]

    def __str__(self) -> str:
        return self.subject

    def get_absolute_url(self) -> str:
        return reverse("civic:published_answer", args=[self.pk])
