import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from portal.cases.first_migration import FirstMigration

KEEP = """
CREATE FUNCTION draws_keep() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' OR OLD.held_at IS NOT NULL
        OR (NEW.purpose, NEW.entries, NEW.places, NEW.reserve_places, NEW.by_stratum,
            NEW.list_hash, NEW.seed_source, NEW.algorithm)
            IS DISTINCT FROM
           (OLD.purpose, OLD.entries, OLD.places, OLD.reserve_places, OLD.by_stratum,
            OLD.list_hash, OLD.seed_source, OLD.algorithm)
    THEN
        RAISE EXCEPTION 'an announced draw keeps its list, a held one its result'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER keep_draw BEFORE UPDATE OR DELETE ON draws_draw
    FOR EACH ROW EXECUTE FUNCTION draws_keep();
"""
RELEASE = """
DROP TRIGGER keep_draw ON draws_draw;
DROP FUNCTION draws_keep();
"""


class Migration(FirstMigration):
    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Draw",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("purpose", models.CharField(max_length=300, verbose_name="что разыгрывается")),
                (
                    "entries",
                    models.JSONField(
                        help_text="Номера участников, по одному; имена здесь не публикуются.",
                        verbose_name="список",
                    ),
                ),
                ("places", models.PositiveIntegerField(verbose_name="сколько выбрать")),
                (
                    "reserve_places",
                    models.PositiveIntegerField(default=0, verbose_name="сколько в резерв"),
                ),
                (
                    "by_stratum",
                    models.BooleanField(
                        default=False,
                        help_text="Строка списка — «17; Ленинский район»: места делятся между районами по числу строк.",
                        verbose_name="места поровну по районам",
                    ),
                ),
                ("list_hash", models.CharField(max_length=64, verbose_name="отпечаток списка")),
                (
                    "seed_source",
                    models.CharField(
                        help_text="Событие в будущем, на которое портал не влияет: тираж, курс валюты.",
                        max_length=300,
                        verbose_name="откуда возьмётся случайное число",
                    ),
                ),
                (
                    "seed",
                    models.CharField(blank=True, max_length=200, verbose_name="случайное число"),
                ),
                (
                    "algorithm",
                    models.CharField(
                        default="portal-lot-1", max_length=30, verbose_name="алгоритм"
                    ),
                ),
                ("result", models.JSONField(blank=True, null=True, verbose_name="выбраны")),
                (
                    "reserve",
                    models.JSONField(blank=True, null=True, verbose_name="резерв по порядку"),
                ),
                ("announced_at", models.DateTimeField(auto_now_add=True, verbose_name="объявлена")),
                ("held_at", models.DateTimeField(blank=True, null=True, verbose_name="проведена")),
                (
                    "announced_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "held_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "жеребьёвка",
                "verbose_name_plural": "жеребьёвки",
                "ordering": ["-id"],
                "permissions": [("conduct", "Может объявлять и проводить жеребьёвки")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("places__gte", 1)), name="draw_has_places"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("held_at", None), ("result", None), ("seed", "")),
                            models.Q(
                                ("held_at__isnull", False),
                                ("result__isnull", False),
                                models.Q(("seed", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="draw_result_has_seed",
                    ),
                ],
            },
        ),
        migrations.RunSQL(KEEP, RELEASE),
    ]
