import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import portal.files.models
from portal.cases.first_migration import FirstMigration


class Migration(FirstMigration):
    dependencies = [
        ("contenttypes", "0002_remove_content_type_name"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Attachment",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("object_id", models.BigIntegerField()),
                (
                    "kind",
                    models.CharField(
                        choices=[("image", "фото"), ("document", "документ")],
                        max_length=10,
                        verbose_name="вид",
                    ),
                ),
                (
                    "is_private",
                    models.BooleanField(
                        default=False,
                        help_text="Видят тот, кто загрузил, и сотрудники, которым это нужно для дела.",
                        verbose_name="не для всех",
                    ),
                ),
                ("original_name", models.CharField(max_length=100, verbose_name="имя файла")),
                ("caption", models.CharField(blank=True, max_length=200, verbose_name="подпись")),
                (
                    "alt",
                    models.CharField(
                        blank=True,
                        help_text="Одной фразой для тех, кто не видит изображения.",
                        max_length=200,
                        verbose_name="что на фото",
                    ),
                ),
                (
                    "file",
                    models.FileField(upload_to=portal.files.models.place, verbose_name="файл"),
                ),
                (
                    "thumb",
                    models.FileField(
                        blank=True,
                        upload_to=portal.files.models.place,
                        verbose_name="уменьшенное фото",
                    ),
                ),
                ("media_type", models.CharField(max_length=100)),
                ("size", models.PositiveIntegerField(verbose_name="размер, байт")),
                ("sha256", models.CharField(max_length=64)),
                (
                    "width",
                    models.PositiveIntegerField(blank=True, null=True, verbose_name="ширина, px"),
                ),
                (
                    "height",
                    models.PositiveIntegerField(blank=True, null=True, verbose_name="высота, px"),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="загружен")),
                (
                    "removed_at",
                    models.DateTimeField(
                        blank=True, editable=False, null=True, verbose_name="удалён"
                    ),
                ),
                (
                    "content_type",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, to="contenttypes.contenttype"
                    ),
                ),
                (
                    "uploaded_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="кто загрузил",
                    ),
                ),
            ],
            options={
                "verbose_name": "файл",
                "verbose_name_plural": "файлы",
                "ordering": ["created_at", "id"],
                "permissions": [
                    ("view_private", "Может видеть файлы не для всех"),
                    ("moderate", "Может удалять файлы с указанием причины"),
                ],
                "indexes": [
                    models.Index(
                        condition=models.Q(("removed_at", None)),
                        fields=["content_type", "object_id", "created_at"],
                        name="file_of_case",
                    ),
                    models.Index(
                        fields=["uploaded_by", "created_at"], name="files_attac_uploade_170288_idx"
                    ),
                    models.Index(
                        condition=models.Q(("removed_at__isnull", False)),
                        fields=["removed_at"],
                        name="file_removed",
                    ),
                ],
            },
        ),
    ]
