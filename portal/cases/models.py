"""What every case has: a state, an append-only history, links to other cases."""

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.cases.lifecycle import Lifecycle, Transition

# Events of any case that are no moves of its own (portal.files records this one).
COMMON_LABELS = {"file_removed": _("Файл убран")}


class Case(models.Model):
    """Base of everything with a lifecycle. A subclass sets LIFECYCLE and its own `state` choices.

    `audience()` is the one answer to «who may see it», shared by page, file, feed, export, search.
    """

    LIFECYCLE: Lifecycle

    created_at = models.DateTimeField(_("создано"), auto_now_add=True)
    updated_at = models.DateTimeField(_("изменено"), auto_now=True)

    class Meta:
        abstract = True

    def may_be_seen_by(self, user) -> bool:
        """Whether the page, and every other door to the case, opens for the user."""
        return type(self).objects.visible_to(user).filter(pk=self.pk).exists()

    def may_be_moved_by(self, user, transition: Transition) -> bool:
        """Whether the move's predicate lets the user; a move without one belongs to the clock."""
        return bool(transition.permission) and user.has_perm(transition.permission, self)

    def moves_for(self, user) -> list[Transition]:
        """The moves whose buttons this user sees now; posting any other move is refused."""
        return [
            transition
            for transition in self.LIFECYCLE.moves_from(self.state)
            if self.may_be_moved_by(user, transition)
        ]


class CaseEventQuerySet(models.QuerySet):
    def of(self, case: models.Model) -> "CaseEventQuerySet":
        return self.filter(content_type=ContentType.objects.get_for_model(case), object_id=case.pk)

    def public(self) -> "CaseEventQuerySet":
        return self.filter(is_public=True)


class CaseEvent(models.Model):
    """One act upon a case: timeline, audit log and message source; append-only by trigger."""

    content_type = models.ForeignKey(ContentType, on_delete=models.PROTECT)
    object_id = models.BigIntegerField()
    case = GenericForeignKey("content_type", "object_id")
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("кто"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    kind = models.CharField(_("событие"), max_length=50)
    from_state = models.CharField(_("из состояния"), max_length=30, blank=True)
    to_state = models.CharField(_("в состояние"), max_length=30, blank=True)
    note = models.TextField(_("пояснение"), blank=True)
    is_public = models.BooleanField(_("видно всем"), default=True)
    data = models.JSONField(_("подробности"), default=dict, blank=True)
    created_at = models.DateTimeField(_("когда"), auto_now_add=True)

    objects = CaseEventQuerySet.as_manager()

    class Meta:
        verbose_name = _("событие дела")
        verbose_name_plural = _("история дел")
        ordering = ["id"]
        indexes = [models.Index(fields=["content_type", "object_id", "id"])]

    def __str__(self) -> str:
        return f"{self.kind} {self.created_at:%d.%m.%Y %H:%M}"

    @property
    def label(self) -> str:
        """What happened, in words: the move's label, or the kind for an event that is no move."""
        model = self.content_type.model_class()
        lifecycle = getattr(model, "LIFECYCLE", None)
        moves = {transition.name: transition.label for transition in lifecycle or ()}
        own = COMMON_LABELS | getattr(model, "EVENT_LABELS", {})
        return moves.get(self.kind) or own.get(self.kind, self.kind)


class CaseLinkQuerySet(models.QuerySet):
    def to(self, case: models.Model, kind: str) -> "CaseLinkQuerySet":
        """Links of the kind that lead to the case."""
        kind_of_case = ContentType.objects.get_for_model(case)
        return self.filter(target_type=kind_of_case, target_id=case.pk, kind=kind)

    def sources_for(self, user) -> list[Case]:
        """The cases the links come from, as far as the user may see them; one query a model."""
        found: list[Case] = []
        by_type: dict = {}
        for row in self.select_related("source_type").order_by("id"):
            by_type.setdefault(row.source_type, []).append(row.source_id)
        for source_type, keys in by_type.items():
            model = source_type.model_class()
            if model is not None and issubclass(model, Case):
                found += model.objects.visible_to(user).filter(pk__in=keys).order_by("pk")
        return found


class CaseLink(models.Model):
    """A link between cases, also of two apps that must not import each other."""

    source_type = models.ForeignKey(ContentType, on_delete=models.PROTECT, related_name="+")
    source_id = models.BigIntegerField()
    source = GenericForeignKey("source_type", "source_id")
    target_type = models.ForeignKey(ContentType, on_delete=models.PROTECT, related_name="+")
    target_id = models.BigIntegerField()
    target = GenericForeignKey("target_type", "target_id")
    kind = models.CharField(_("вид связи"), max_length=30)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = CaseLinkQuerySet.as_manager()

    class Meta:
        verbose_name = _("связь дел")
        verbose_name_plural = _("связи дел")
        constraints = [
            models.UniqueConstraint(
                fields=["source_type", "source_id", "target_type", "target_id", "kind"],
                name="case_link_once",
            )
        ]
        indexes = [models.Index(fields=["target_type", "target_id"])]

    def __str__(self) -> str:
        return f"{self.kind}: {self.source_id} → {self.target_id}"
