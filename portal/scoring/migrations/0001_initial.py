import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from portal.cases.append_only import AppendOnly
from portal.cases.first_migration import FirstMigration

FREEZE = """
CREATE FUNCTION scoring_frozen_set() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.frozen_at IS NOT NULL THEN
        RAISE EXCEPTION 'criteria set % is frozen', OLD.id
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER frozen_set BEFORE UPDATE OR DELETE ON scoring_criteriaset
    FOR EACH ROW EXECUTE FUNCTION scoring_frozen_set();
CREATE FUNCTION scoring_frozen_criterion() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    -- The lock makes a change wait for a freeze in another transaction.
    PERFORM 1 FROM scoring_criteriaset
        WHERE id IN (
            CASE WHEN TG_OP <> 'INSERT' THEN OLD.criteria_id END,
            CASE WHEN TG_OP <> 'DELETE' THEN NEW.criteria_id END
        ) FOR SHARE;
    IF EXISTS (
        SELECT 1 FROM scoring_criteriaset
        WHERE frozen_at IS NOT NULL AND id IN (
            CASE WHEN TG_OP <> 'INSERT' THEN OLD.criteria_id END,
            CASE WHEN TG_OP <> 'DELETE' THEN NEW.criteria_id END
        )
    ) THEN
        RAISE EXCEPTION 'the criteria set is frozen'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER frozen_criterion BEFORE INSERT OR UPDATE OR DELETE ON scoring_criterion
    FOR EACH ROW EXECUTE FUNCTION scoring_frozen_criterion();
"""
THAW = """
DROP TRIGGER frozen_criterion ON scoring_criterion;
DROP TRIGGER frozen_set ON scoring_criteriaset;
DROP FUNCTION scoring_frozen_criterion();
DROP FUNCTION scoring_frozen_set();
"""


class Migration(FirstMigration):
    dependencies = [
        ("contenttypes", "0002_remove_content_type_name"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="CriteriaSet",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.SlugField(unique=True, verbose_name="код")),
                ("name", models.CharField(max_length=200, verbose_name="название")),
                (
                    "total",
                    models.DecimalField(
                        decimal_places=3, default=100, max_digits=7, verbose_name="баллов всего"
                    ),
                ),
                (
                    "step",
                    models.DecimalField(
                        decimal_places=3,
                        default=0,
                        help_text="Например, 0,001. Ноль — не округлять.",
                        max_digits=6,
                        validators=[django.core.validators.MinValueValidator(0)],
                        verbose_name="округлять вверх до",
                    ),
                ),
                (
                    "exclusions",
                    models.JSONField(blank=True, default=list, verbose_name="исключающие критерии"),
                ),
                (
                    "tie_break",
                    models.JSONField(blank=True, default=list, verbose_name="при равенстве баллов"),
                ),
                (
                    "rules",
                    models.JSONField(blank=True, default=dict, verbose_name="порядок экспертизы"),
                ),
                (
                    "frozen_at",
                    models.DateTimeField(
                        blank=True, editable=False, null=True, verbose_name="зафиксирован"
                    ),
                ),
                (
                    "digest",
                    models.CharField(
                        blank=True, editable=False, max_length=64, verbose_name="отпечаток"
                    ),
                ),
            ],
            options={
                "verbose_name": "набор критериев",
                "verbose_name_plural": "наборы критериев",
                "ordering": ["name"],
            },
        ),
        migrations.CreateModel(
            name="Criterion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.SlugField(verbose_name="код")),
                ("name", models.CharField(max_length=200, verbose_name="название")),
                (
                    "weight",
                    models.DecimalField(
                        decimal_places=3,
                        max_digits=7,
                        validators=[django.core.validators.MinValueValidator(0)],
                        verbose_name="вес",
                    ),
                ),
                (
                    "formula",
                    models.CharField(
                        choices=[
                            ("linear", "по шкале от и до"),
                            ("linear_round_max", "по шкале до лучшего в отборе"),
                            ("steps", "по ступеням"),
                            ("bool", "да или нет"),
                            ("expert", "средняя оценка экспертов"),
                        ],
                        max_length=20,
                        verbose_name="формула",
                    ),
                ),
                (
                    "low",
                    models.DecimalField(
                        decimal_places=3, default=0, max_digits=12, verbose_name="от"
                    ),
                ),
                (
                    "high",
                    models.DecimalField(
                        blank=True, decimal_places=3, max_digits=12, null=True, verbose_name="до"
                    ),
                ),
                ("steps", models.JSONField(blank=True, default=list, verbose_name="ступени")),
                ("unit", models.CharField(blank=True, max_length=50, verbose_name="единица")),
                ("is_auto", models.BooleanField(default=False, verbose_name="считает портал")),
                ("order", models.PositiveSmallIntegerField(default=0, verbose_name="порядок")),
                (
                    "criteria",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="criteria",
                        to="scoring.criteriaset",
                    ),
                ),
            ],
            options={
                "verbose_name": "критерий",
                "verbose_name_plural": "критерии",
                "ordering": ["order", "id"],
            },
        ),
        migrations.CreateModel(
            name="Mark",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("object_id", models.BigIntegerField()),
                (
                    "value",
                    models.DecimalField(decimal_places=3, max_digits=7, verbose_name="оценка"),
                ),
                ("note", models.TextField(blank=True, verbose_name="обоснование")),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="изменена")),
                (
                    "content_type",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, to="contenttypes.contenttype"
                    ),
                ),
                (
                    "criterion",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="marks",
                        to="scoring.criterion",
                    ),
                ),
                (
                    "expert",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="эксперт",
                    ),
                ),
            ],
            options={
                "verbose_name": "оценка эксперта",
                "verbose_name_plural": "оценки экспертов",
            },
        ),
        migrations.CreateModel(
            name="Ranking",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("title", models.CharField(max_length=200, verbose_name="название")),
                ("data", models.JSONField(verbose_name="протокол")),
                ("digest", models.CharField(max_length=64, verbose_name="отпечаток")),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="когда")),
                (
                    "created_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "criteria",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="rankings",
                        to="scoring.criteriaset",
                    ),
                ),
            ],
            options={
                "verbose_name": "рейтинг",
                "verbose_name_plural": "рейтинги",
                "ordering": ["-id"],
            },
        ),
        migrations.AddConstraint(
            model_name="criterion",
            constraint=models.UniqueConstraint(
                fields=("criteria", "code"), name="criterion_once_in_set"
            ),
        ),
        migrations.AddConstraint(
            model_name="criterion",
            constraint=models.CheckConstraint(
                condition=models.Q(("high", None), ("high__gt", models.F("low")), _connector="OR"),
                name="criterion_scale_in_order",
                violation_error_message="«До» должно быть больше, чем «от».",
            ),
        ),
        migrations.AddConstraint(
            model_name="criterion",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("formula__in", ["linear", "expert"]), _negated=True),
                    ("high__isnull", False),
                    _connector="OR",
                ),
                name="criterion_scale_has_end",
                violation_error_message="Для этой формулы укажите «до».",
            ),
        ),
        migrations.AddIndex(
            model_name="mark",
            index=models.Index(
                fields=["content_type", "object_id", "criterion"],
                name="scoring_mar_content_1a1795_idx",
            ),
        ),
        migrations.AddConstraint(
            model_name="mark",
            constraint=models.UniqueConstraint(
                fields=("criterion", "content_type", "object_id", "expert"),
                name="mark_once_per_expert",
            ),
        ),
        migrations.AddConstraint(
            model_name="mark",
            constraint=models.CheckConstraint(
                condition=models.Q(("value__gte", 0)), name="mark_not_negative"
            ),
        ),
        AppendOnly("scoring_ranking"),
        migrations.RunSQL(FREEZE, THAW),
    ]
