"""A photo or a document of a case; the bytes leave their private storage by our view only."""

import uuid
from pathlib import PurePosixPath

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _


def place(row: "Attachment", name: str) -> str:
    """Where the bytes lie: nothing a person typed is part of it."""
    key = row.pk.hex
    path = PurePosixPath(name)
    return f"attachments/{key[:2]}/{key}-{path.stem}{path.suffix}"


class AttachmentQuerySet(models.QuerySet):
    def of(self, case: models.Model) -> "AttachmentQuerySet":
        return self.filter(content_type=ContentType.objects.get_for_model(case), object_id=case.pk)

    def kept(self) -> "AttachmentQuerySet":
        return self.filter(removed_at=None)

    def images(self) -> "AttachmentQuerySet":
        return self.filter(kind=Attachment.Kind.IMAGE)

    def documents(self) -> "AttachmentQuerySet":
        return self.filter(kind=Attachment.Kind.DOCUMENT)


class Attachment(models.Model):
    """A file of a case; `case.may_be_seen_by` is its predicate, `is_private` narrows it further."""

    class Kind(models.TextChoices):
        IMAGE = "image", _("фото")
        DOCUMENT = "document", _("документ")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    content_type = models.ForeignKey(ContentType, on_delete=models.PROTECT)
    object_id = models.BigIntegerField()
    case = GenericForeignKey("content_type", "object_id")
    kind = models.CharField(_("вид"), max_length=10, choices=Kind.choices)
    is_private = models.BooleanField(
        _("не для всех"),
        default=False,
        help_text=_("Видят тот, кто загрузил, и сотрудники, которым это нужно для дела."),
    )
    original_name = models.CharField(_("имя файла"), max_length=100)
    caption = models.CharField(_("подпись"), max_length=200, blank=True)
    alt = models.CharField(
        _("что на фото"),
        max_length=200,
        blank=True,
        help_text=_("Одной фразой для тех, кто не видит изображения."),
    )
    file = models.FileField(_("файл"), upload_to=place)
    thumb = models.FileField(_("уменьшенное фото"), upload_to=place, blank=True)
    media_type = models.CharField(max_length=100)
    size = models.PositiveIntegerField(_("размер, байт"))
    sha256 = models.CharField(max_length=64)
    width = models.PositiveIntegerField(_("ширина, px"), null=True, blank=True)
    height = models.PositiveIntegerField(_("высота, px"), null=True, blank=True)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("кто загрузил"),
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    created_at = models.DateTimeField(_("загружен"), auto_now_add=True)
    removed_at = models.DateTimeField(_("удалён"), null=True, blank=True, editable=False)

    objects = AttachmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("файл")
        verbose_name_plural = _("файлы")
        ordering = ["created_at", "id"]
        permissions = [
            ("view_private", _("Может видеть файлы не для всех")),
            ("moderate", _("Может удалять файлы с указанием причины")),
        ]
        indexes = [
            models.Index(
                fields=["content_type", "object_id", "created_at"],
                condition=models.Q(removed_at=None),
                name="file_of_case",
            ),
            models.Index(fields=["uploaded_by", "created_at"]),
            models.Index(
                fields=["removed_at"],
                condition=models.Q(removed_at__isnull=False),
                name="file_removed",
            ),
        ]

    def __str__(self) -> str:
        return self.original_name

    @property
    def is_image(self) -> bool:
        return self.kind == self.Kind.IMAGE

    def get_absolute_url(self) -> str:
        return reverse("files:file", args=[self.pk])

    def get_thumb_url(self) -> str:
        return reverse("files:thumb", args=[self.pk])
