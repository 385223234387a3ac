import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import portal.portfolio.models
from portal.cases.first_migration import FirstMigration

KEEP = """
CREATE FUNCTION portfolio_keep() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' OR OLD.revoked_at IS NOT NULL
        OR (NEW.code, NEW.user_id, NEW.title, NEW.context, NEW.issued_at, NEW.replaces_id)
            IS DISTINCT FROM (
                OLD.code, OLD.user_id, OLD.title, OLD.context, OLD.issued_at, OLD.replaces_id
            )
    THEN
        RAISE EXCEPTION 'a certificate can only be revoked, once'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER keep_certificate BEFORE UPDATE OR DELETE ON portfolio_certificate
    FOR EACH ROW EXECUTE FUNCTION portfolio_keep();
"""
RELEASE = """
DROP TRIGGER keep_certificate ON portfolio_certificate;
DROP FUNCTION portfolio_keep();
"""


class Migration(FirstMigration):
    dependencies = [
        ("contenttypes", "0002_remove_content_type_name"),
        ("organisations", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Book",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "code",
                    models.CharField(
                        default=portal.portfolio.models.new_code, max_length=12, unique=True
                    ),
                ),
                ("opened_at", models.DateTimeField(auto_now_add=True, verbose_name="открыта")),
                (
                    "user",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="book",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "открытая книжка участия",
                "verbose_name_plural": "открытые книжки участия",
            },
        ),
        migrations.CreateModel(
            name="Certificate",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "code",
                    models.CharField(
                        default=portal.portfolio.models.new_code,
                        editable=False,
                        max_length=12,
                        unique=True,
                        verbose_name="код",
                    ),
                ),
                ("title", models.CharField(max_length=200, verbose_name="название")),
                ("context", models.JSONField(default=dict, verbose_name="содержание")),
                ("issued_at", models.DateTimeField(auto_now_add=True, verbose_name="выдано")),
                (
                    "revoked_at",
                    models.DateTimeField(
                        blank=True, editable=False, null=True, verbose_name="отозвано"
                    ),
                ),
                (
                    "revoke_reason",
                    models.CharField(blank=True, max_length=300, verbose_name="почему отозвано"),
                ),
                (
                    "issued_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="кто выдал",
                    ),
                ),
                (
                    "replaces",
                    models.OneToOneField(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="replaced_by",
                        to="portfolio.certificate",
                        verbose_name="взамен",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="certificates",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="кому",
                    ),
                ),
            ],
            options={
                "verbose_name": "свидетельство",
                "verbose_name_plural": "свидетельства",
                "ordering": ["-id"],
                "permissions": [("issue", "Может подтверждать участие и выдавать свидетельства")],
                "indexes": [
                    models.Index(fields=["user", "-id"], name="portfolio_c_user_id_886753_idx")
                ],
            },
        ),
        migrations.CreateModel(
            name="Participation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("project", "инициативный проект"),
                            ("volunteer", "волонтёрство"),
                            ("hearing", "слушания и встречи"),
                            ("training", "обучение"),
                            ("expert", "экспертиза"),
                            ("other", "другое"),
                        ],
                        max_length=15,
                        verbose_name="вид",
                    ),
                ),
                ("title", models.CharField(max_length=200, verbose_name="что сделано")),
                (
                    "hours",
                    models.DecimalField(
                        blank=True, decimal_places=2, max_digits=6, null=True, verbose_name="часов"
                    ),
                ),
                ("day", models.DateField(verbose_name="когда")),
                ("object_id", models.BigIntegerField(blank=True, null=True)),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="внесено")),
                (
                    "revoked_at",
                    models.DateTimeField(
                        blank=True, editable=False, null=True, verbose_name="отозвано"
                    ),
                ),
                (
                    "revoke_reason",
                    models.CharField(blank=True, max_length=300, verbose_name="почему отозвано"),
                ),
                (
                    "confirmed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="кто подтвердил",
                    ),
                ),
                (
                    "content_type",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="contenttypes.contenttype",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="participation",
                        to="organisations.organisation",
                        verbose_name="для организации",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="participation",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="кто",
                    ),
                ),
            ],
            options={
                "verbose_name": "подтверждённое участие",
                "verbose_name_plural": "подтверждённое участие",
                "ordering": ["-day", "-id"],
                "indexes": [
                    models.Index(
                        fields=["user", "-day", "-id"], name="portfolio_p_user_id_9c3287_idx"
                    ),
                    models.Index(
                        fields=["organisation", "kind"], name="portfolio_p_organis_6d9a51_idx"
                    ),
                    models.Index(
                        fields=["content_type", "object_id"], name="portfolio_p_content_7b1347_idx"
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("user", models.F("confirmed_by")), _negated=True),
                        name="participation_confirmed_by_another",
                        violation_error_message="Своё участие подтверждает другой человек.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("hours", None),
                            models.Q(("hours__gt", 0), ("hours__lte", 1000)),
                            _connector="OR",
                        ),
                        name="participation_hours_sane",
                        violation_error_message="Часов — больше нуля и не больше тысячи.",
                    ),
                ],
            },
        ),
        migrations.RunSQL(KEEP, RELEASE),
    ]
