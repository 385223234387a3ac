import django.core.validators
import django.db.models.deletion
from django.db import migrations, models

from portal.cases.first_migration import FirstMigration


class Migration(FirstMigration):
    dependencies = []

    operations = [
        migrations.CreateModel(
            name="District",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.SlugField(unique=True, verbose_name="код")),
                ("name", models.CharField(max_length=100, verbose_name="название")),
                (
                    "name_genitive",
                    models.CharField(
                        blank=True, max_length=100, verbose_name="название в родительном падеже"
                    ),
                ),
                (
                    "population",
                    models.PositiveIntegerField(blank=True, null=True, verbose_name="жителей"),
                ),
                (
                    "latitude",
                    models.DecimalField(
                        decimal_places=6,
                        max_digits=9,
                        validators=[
                            django.core.validators.MinValueValidator(-90),
                            django.core.validators.MaxValueValidator(90),
                        ],
                        verbose_name="широта",
                    ),
                ),
                (
                    "longitude",
                    models.DecimalField(
                        decimal_places=6,
                        max_digits=9,
                        validators=[
                            django.core.validators.MinValueValidator(-180),
                            django.core.validators.MaxValueValidator(180),
                        ],
                        verbose_name="долгота",
                    ),
                ),
                (
                    "outline",
                    models.JSONField(blank=True, null=True, verbose_name="граница (GeoJSON)"),
                ),
                (
                    "outline_note",
                    models.CharField(
                        blank=True, max_length=200, verbose_name="пояснение к границе"
                    ),
                ),
                ("order", models.PositiveSmallIntegerField(default=0, verbose_name="порядок")),
                ("updated_at", models.DateTimeField(auto_now=True)),
            ],
            options={
                "verbose_name": "район",
                "verbose_name_plural": "районы",
                "ordering": ["order", "name"],
            },
        ),
        migrations.CreateModel(
            name="City",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=100, verbose_name="название")),
                (
                    "name_genitive",
                    models.CharField(
                        blank=True, max_length=100, verbose_name="название в родительном падеже"
                    ),
                ),
                (
                    "population",
                    models.PositiveIntegerField(blank=True, null=True, verbose_name="жителей"),
                ),
                (
                    "okrugs",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="избирательных округов"
                    ),
                ),
                (
                    "latitude",
                    models.DecimalField(
                        decimal_places=6,
                        max_digits=9,
                        validators=[
                            django.core.validators.MinValueValidator(-90),
                            django.core.validators.MaxValueValidator(90),
                        ],
                        verbose_name="широта центра",
                    ),
                ),
                (
                    "longitude",
                    models.DecimalField(
                        decimal_places=6,
                        max_digits=9,
                        validators=[
                            django.core.validators.MinValueValidator(-180),
                            django.core.validators.MaxValueValidator(180),
                        ],
                        verbose_name="долгота центра",
                    ),
                ),
                (
                    "south",
                    models.DecimalField(
                        decimal_places=6,
                        max_digits=9,
                        validators=[
                            django.core.validators.MinValueValidator(-90),
                            django.core.validators.MaxValueValidator(90),
                        ],
                        verbose_name="южный край карты",
                    ),
                ),
                (
                    "north",
                    models.DecimalField(
                        decimal_places=6,
                        max_digits=9,
                        validators=[
                            django.core.validators.MinValueValidator(-90),
                            django.core.validators.MaxValueValidator(90),
                        ],
                        verbose_name="северный край карты",
                    ),
                ),
                (
                    "west",
                    models.DecimalField(
                        decimal_places=6,
                        max_digits=9,
                        validators=[
                            django.core.validators.MinValueValidator(-180),
                            django.core.validators.MaxValueValidator(180),
                        ],
                        verbose_name="западный край карты",
                    ),
                ),
                (
                    "east",
                    models.DecimalField(
                        decimal_places=6,
                        max_digits=9,
                        validators=[
                            django.core.validators.MinValueValidator(-180),
                            django.core.validators.MaxValueValidator(180),
                        ],
                        verbose_name="восточный край карты",
                    ),
                ),
                ("updated_at", models.DateTimeField(auto_now=True)),
            ],
            options={
                "verbose_name": "профиль города",
                "verbose_name_plural": "профиль города",
                "ordering": ["id"],
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("id", 1)), name="city_is_one_row"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("south__lt", models.F("north")), ("west__lt", models.F("east"))
                        ),
                        name="city_edges_in_order",
                        violation_error_message="Южный край должен быть южнее северного, западный — западнее восточного.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Centre",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=150, verbose_name="название")),
                ("address", models.CharField(max_length=300, verbose_name="адрес")),
                ("phone", models.CharField(blank=True, max_length=50, verbose_name="телефон")),
                (
                    "latitude",
                    models.DecimalField(
                        blank=True,
                        decimal_places=6,
                        max_digits=9,
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(-90),
                            django.core.validators.MaxValueValidator(90),
                        ],
                        verbose_name="широта",
                    ),
                ),
                (
                    "longitude",
                    models.DecimalField(
                        blank=True,
                        decimal_places=6,
                        max_digits=9,
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(-180),
                            django.core.validators.MaxValueValidator(180),
                        ],
                        verbose_name="долгота",
                    ),
                ),
                (
                    "is_demo",
                    models.BooleanField(default=False, verbose_name="демонстрационные данные"),
                ),
                ("note", models.CharField(blank=True, max_length=300, verbose_name="пояснение")),
                (
                    "district",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="centres",
                        to="places.district",
                        verbose_name="район",
                    ),
                ),
            ],
            options={
                "verbose_name": "центр местной активности",
                "verbose_name_plural": "центры местной активности",
                "ordering": ["district__order", "name"],
                "constraints": [
                    models.UniqueConstraint(fields=("name", "address"), name="centre_once")
                ],
            },
        ),
    ]
