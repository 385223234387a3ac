import django.core.validators
from django.db import migrations, models

from portal.cases.first_migration import FirstMigration


class Migration(FirstMigration):
    dependencies = []

    operations = [
        migrations.CreateModel(
            name="DeadlineRule",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.SlugField(unique=True, verbose_name="код")),
                ("name", models.CharField(max_length=200, verbose_name="что должно произойти")),
                ("starts_from", models.CharField(max_length=200, verbose_name="отсчёт от")),
                (
                    "length",
                    models.PositiveSmallIntegerField(
                        validators=[django.core.validators.MinValueValidator(1)],
                        verbose_name="срок",
                    ),
                ),
                (
                    "unit",
                    models.CharField(
                        choices=[
                            ("calendar", "календарные дни"),
                            ("working", "рабочие дни"),
                            ("hours", "часы подряд"),
                            ("working_hours", "рабочие часы"),
                        ],
                        max_length=15,
                        verbose_name="единица",
                    ),
                ),
                (
                    "extension",
                    models.PositiveSmallIntegerField(default=0, verbose_name="продление"),
                ),
                ("is_before", models.BooleanField(default=False, verbose_name="до события")),
                (
                    "day_off",
                    models.CharField(
                        choices=[
                            ("keep", "кончается в этот день"),
                            ("previous", "ответить накануне"),
                            ("next", "переходит на следующий рабочий день"),
                        ],
                        default="keep",
                        max_length=10,
                        verbose_name="если последний день — выходной",
                    ),
                ),
                ("source", models.CharField(blank=True, max_length=200, verbose_name="основание")),
            ],
            options={
                "verbose_name": "срок",
                "verbose_name_plural": "сроки",
                "ordering": ["code"],
            },
        ),
        migrations.CreateModel(
            name="WorkCalendarDay",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("day", models.DateField(unique=True, verbose_name="день")),
                ("is_working", models.BooleanField(verbose_name="рабочий")),
                (
                    "note",
                    models.CharField(
                        blank=True,
                        help_text="Номер и дата акта о переносе.",
                        max_length=200,
                        verbose_name="основание",
                    ),
                ),
            ],
            options={
                "verbose_name": "особый день календаря",
                "verbose_name_plural": "рабочий календарь: переносы",
                "ordering": ["-day"],
            },
        ),
        migrations.CreateModel(
            name="LegalReference",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.SlugField(unique=True, verbose_name="код")),
                ("act", models.CharField(max_length=300, verbose_name="акт")),
                (
                    "article",
                    models.CharField(blank=True, max_length=100, verbose_name="статья, пункт"),
                ),
                ("title", models.CharField(max_length=300, verbose_name="о чём")),
                ("url", models.URLField(blank=True, verbose_name="адрес текста")),
                ("valid_from", models.DateField(blank=True, null=True, verbose_name="действует с")),
                ("valid_to", models.DateField(blank=True, null=True, verbose_name="действует по")),
                ("note", models.TextField(blank=True, verbose_name="пояснение")),
                (
                    "order",
                    models.PositiveSmallIntegerField(
                        default=0,
                        validators=[django.core.validators.MaxValueValidator(999)],
                        verbose_name="порядок",
                    ),
                ),
            ],
            options={
                "verbose_name": "правовая ссылка",
                "verbose_name_plural": "правовые ссылки",
                "ordering": ["order", "act"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_to", None),
                            ("valid_from", None),
                            ("valid_to__gte", models.F("valid_from")),
                            _connector="OR",
                        ),
                        name="reference_ends_after_it_starts",
                        violation_error_message="Действие не может кончиться раньше, чем началось.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="WorkSchedule",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("starts", models.TimeField(default="08:00", verbose_name="начало рабочего дня")),
                ("ends", models.TimeField(default="17:00", verbose_name="конец рабочего дня")),
            ],
            options={
                "verbose_name": "рабочие часы",
                "verbose_name_plural": "рабочие часы",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("id", 1)), name="schedule_is_one_row"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("ends__gt", models.F("starts"))),
                        name="workday_ends_after_it_starts",
                        violation_error_message="Рабочий день должен кончаться позже, чем начинается.",
                    ),
                ],
            },
        ),
    ]
