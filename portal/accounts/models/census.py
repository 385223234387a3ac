"""The list of residents the city gives: keys only, never the names."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class CensusImport(models.Model):
    """One file an official loaded; `digest` is the SHA-256 of its bytes."""

    file_name = models.CharField(_("файл"), max_length=200)
    digest = models.CharField(_("отпечаток файла"), max_length=64)
    rows = models.PositiveIntegerField(_("строк"))
    added = models.PositiveIntegerField(_("добавлено людей"))
    created_at = models.DateTimeField(_("когда"), auto_now_add=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("кто загрузил"),
        on_delete=models.PROTECT,
        related_name="+",
    )

    class Meta:
        verbose_name = _("загрузка списка жителей")
        verbose_name_plural = _("загрузки списка жителей")
        ordering = ["-id"]
        permissions = [("import_census", _("Может загружать список жителей"))]

    def __str__(self) -> str:
        return self.file_name


class CensusEntry(models.Model):
    person_key = models.CharField(max_length=64, unique=True)
    district = models.ForeignKey(
        "places.District", null=True, on_delete=models.PROTECT, related_name="+"
    )
    source = models.ForeignKey(CensusImport, on_delete=models.PROTECT, related_name="entries")

    class Meta:
        verbose_name = _("житель из списка")
        verbose_name_plural = _("список жителей")

    def __str__(self) -> str:
        return self.person_key[:12]
