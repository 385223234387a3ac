from datetime import timedelta
from decimal import Decimal

import django.core.validators
import django.db.models.deletion
import django.db.models.expressions
from django.conf import settings
from django.db import migrations, models

import volunteers.models.groups
from portal.cases.append_only import AppendOnly
from portal.cases.first_migration import FirstMigration


class Migration(FirstMigration):
    dependencies = [
        ("accounts", "0001_initial"),
        ("organisations", "0001_initial"),
        ("places", "0001_initial"),
        ("portfolio", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Festival",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("slug", models.SlugField(unique=True, verbose_name="адрес страницы")),
                ("title", models.CharField(max_length=150, verbose_name="название")),
                (
                    "about",
                    models.TextField(blank=True, max_length=6000, verbose_name="о фестивале"),
                ),
                ("starts_on", models.DateField(verbose_name="с")),
                ("ends_on", models.DateField(verbose_name="по")),
                ("is_published", models.BooleanField(default=False, verbose_name="опубликован")),
            ],
            options={
                "verbose_name": "фестиваль",
                "verbose_name_plural": "фестивали",
                "ordering": ["-starts_on", "-id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("ends_on__gte", models.F("starts_on"))),
                        name="festival_dates_in_order",
                        violation_error_message="Фестиваль кончается не раньше, чем начинается.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="DonorsDay",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("day", models.DateField(verbose_name="день")),
                ("place", models.CharField(blank=True, max_length=300, verbose_name="где")),
                ("text", models.TextField(max_length=4000, verbose_name="о дне")),
                (
                    "nominations_url",
                    models.CharField(
                        blank=True,
                        max_length=500,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^(/(?!/)|https?://)\\S*$",
                                "Ссылка начинается с «/» (страница портала) или с «https://».",
                            )
                        ],
                        verbose_name="ссылка на выдвижение на знак «Меценат Вятки»",
                    ),
                ),
                (
                    "festival",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="donors_day",
                        to="volunteers.festival",
                        verbose_name="фестиваль",
                    ),
                ),
            ],
            options={
                "verbose_name": "День благотворителя и мецената",
                "verbose_name_plural": "Дни благотворителя и мецената",
            },
        ),
        migrations.CreateModel(
            name="Membership",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="создано")),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="изменено")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("requested", "Просится в группу"),
                            ("active", "В группе"),
                            ("refused", "Отказано"),
                            ("left", "Вышел из группы"),
                        ],
                        default="requested",
                        max_length=9,
                        verbose_name="состояние",
                    ),
                ),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("leader", "руководитель"),
                            ("coordinator", "координатор"),
                            ("member", "участник"),
                        ],
                        default="member",
                        max_length=11,
                        verbose_name="роль",
                    ),
                ),
                ("text", models.TextField(blank=True, max_length=1000, verbose_name="о себе")),
                (
                    "consent",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("sent", "прислано, ждёт проверки"),
                            ("file", "есть, проверено по файлу"),
                            ("paper", "есть, бумага у координатора"),
                        ],
                        max_length=5,
                        verbose_name="согласие родителя",
                    ),
                ),
                (
                    "consent_at",
                    models.DateTimeField(
                        blank=True, null=True, verbose_name="когда принято согласие"
                    ),
                ),
                (
                    "consent_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="кто принял согласие",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="volunteer_memberships",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="кто",
                    ),
                ),
            ],
            options={
                "verbose_name": "участие в группе",
                "verbose_name_plural": "участие в группах",
                "ordering": ["-id"],
            },
        ),
        migrations.CreateModel(
            name="MiniProject",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="создано")),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="изменено")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("submitted", "На рассмотрении"),
                            ("refused", "Нужны исправления"),
                            ("open", "Собирает помощь"),
                            ("done", "Сделано"),
                            ("cancelled", "Не состоится"),
                            ("withdrawn", "Снят автором"),
                        ],
                        default="submitted",
                        max_length=9,
                        verbose_name="состояние",
                    ),
                ),
                ("title", models.CharField(max_length=120, verbose_name="название")),
                ("about", models.TextField(max_length=4000, verbose_name="что хотите сделать")),
                ("address", models.CharField(max_length=300, verbose_name="где")),
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
                ("pledges_until", models.DateField(verbose_name="помощь принимаем до")),
                ("happens_on", models.DateField(verbose_name="день, когда всё произойдёт")),
                (
                    "contact",
                    models.CharField(
                        blank=True,
                        help_text="Это увидят все.",
                        max_length=200,
                        verbose_name="как связаться",
                    ),
                ),
                (
                    "author",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="mini_projects",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="кто подал",
                    ),
                ),
                (
                    "district",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="places.district",
                        verbose_name="район",
                    ),
                ),
                (
                    "festival",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="mini_projects",
                        to="volunteers.festival",
                        verbose_name="фестиваль",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="mini_projects",
                        to="organisations.organisation",
                        verbose_name="от имени организации",
                    ),
                ),
            ],
            options={
                "verbose_name": "мини-проект",
                "verbose_name_plural": "мини-проекты",
                "ordering": ["happens_on", "id"],
                "permissions": [("moderate_miniprojects", "Публиковать мини-проекты и их отчёты")],
            },
        ),
        migrations.CreateModel(
            name="Need",
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
                        choices=[("people", "люди"), ("things", "вещи"), ("money", "деньги")],
                        max_length=6,
                        verbose_name="что нужно",
                    ),
                ),
                ("title", models.CharField(max_length=150, verbose_name="для чего или что именно")),
                ("unit", models.CharField(blank=True, max_length=20, verbose_name="в чём считаем")),
                (
                    "amount",
                    models.DecimalField(decimal_places=2, max_digits=9, verbose_name="сколько"),
                ),
                ("takes_more", models.BooleanField(default=False, verbose_name="можно и больше")),
                (
                    "promised",
                    models.DecimalField(
                        decimal_places=2,
                        default=Decimal("0"),
                        editable=False,
                        max_digits=11,
                        verbose_name="обещано",
                    ),
                ),
                (
                    "received",
                    models.DecimalField(
                        decimal_places=2,
                        default=Decimal("0"),
                        editable=False,
                        max_digits=11,
                        verbose_name="получено",
                    ),
                ),
                (
                    "project",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="needs",
                        to="volunteers.miniproject",
                    ),
                ),
            ],
            options={
                "verbose_name": "нужда мини-проекта",
                "verbose_name_plural": "нужды мини-проектов",
                "ordering": ["id"],
            },
        ),
        migrations.CreateModel(
            name="PhotoReport",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="создано")),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="изменено")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("submitted", "На проверке"),
                            ("accepted", "Принят"),
                            ("returned", "Возвращён"),
                        ],
                        default="submitted",
                        max_length=9,
                        verbose_name="состояние",
                    ),
                ),
                ("text", models.TextField(max_length=4000, verbose_name="что получилось")),
                (
                    "participants",
                    models.PositiveIntegerField(
                        validators=[
                            django.core.validators.MinValueValidator(0),
                            django.core.validators.MaxValueValidator(1000000),
                        ],
                        verbose_name="сколько людей участвовало",
                    ),
                ),
                (
                    "beneficiaries",
                    models.PositiveIntegerField(
                        validators=[
                            django.core.validators.MinValueValidator(0),
                            django.core.validators.MaxValueValidator(1000000),
                        ],
                        verbose_name="скольким людям помогли",
                    ),
                ),
                (
                    "author",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="кто отчитался",
                    ),
                ),
                (
                    "project",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reports",
                        to="volunteers.miniproject",
                        verbose_name="мини-проект",
                    ),
                ),
            ],
            options={
                "verbose_name": "фотоотчёт мини-проекта",
                "verbose_name_plural": "фотоотчёты мини-проектов",
                "ordering": ["-id"],
            },
        ),
        migrations.CreateModel(
            name="Pledge",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="создано")),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="изменено")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("promised", "Обещано"),
                            ("received", "Получено"),
                            ("withdrawn", "Обещание снято"),
                            ("missed", "Не передано"),
                            ("released", "Больше не нужно"),
                        ],
                        default="promised",
                        max_length=9,
                        verbose_name="состояние",
                    ),
                ),
                (
                    "amount",
                    models.DecimalField(
                        decimal_places=2, max_digits=9, verbose_name="сколько обещано"
                    ),
                ),
                (
                    "received",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=9,
                        null=True,
                        verbose_name="сколько получено",
                    ),
                ),
                (
                    "contact",
                    models.CharField(
                        blank=True,
                        help_text="Телефон или почта. Увидит только организатор.",
                        max_length=150,
                        verbose_name="как с вами связаться",
                    ),
                ),
                (
                    "text",
                    models.CharField(
                        blank=True, max_length=500, verbose_name="что передать организатору"
                    ),
                ),
                (
                    "shows_name",
                    models.BooleanField(
                        default=False, verbose_name="назвать меня на стене благодарности"
                    ),
                ),
                (
                    "need",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="pledges",
                        to="volunteers.need",
                        verbose_name="что нужно",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="pledges",
                        to="organisations.organisation",
                        verbose_name="от имени организации",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="pledges",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="кто обещал",
                    ),
                ),
            ],
            options={
                "verbose_name": "обещание помощи",
                "verbose_name_plural": "обещания помощи",
                "ordering": ["-id"],
            },
        ),
        migrations.CreateModel(
            name="PressKit",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "facts",
                    models.TextField(
                        help_text="По одному в строке: коротко и проверяемо.",
                        max_length=4000,
                        verbose_name="факты",
                    ),
                ),
                ("contacts", models.TextField(max_length=1000, verbose_name="контакты для прессы")),
                (
                    "festival",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="press_kit",
                        to="volunteers.festival",
                        verbose_name="фестиваль",
                    ),
                ),
            ],
            options={
                "verbose_name": "страница для прессы",
                "verbose_name_plural": "страницы для прессы",
                "ordering": ["-id"],
            },
        ),
        migrations.CreateModel(
            name="Skill",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.SlugField(max_length=40, unique=True, verbose_name="код")),
                ("title", models.CharField(max_length=100, verbose_name="умение")),
                (
                    "area",
                    models.CharField(
                        choices=[
                            ("health", "Здоровье и безопасность"),
                            ("driving", "За рулём"),
                            ("languages", "Языки и общение"),
                            ("media", "Снимать и рассказывать"),
                            ("hands", "Руками"),
                            ("events", "Праздники и занятия"),
                            ("digital", "Компьютер и документы"),
                        ],
                        max_length=9,
                        verbose_name="раздел",
                    ),
                ),
                ("is_offered", models.BooleanField(default=True, verbose_name="предлагается")),
            ],
            options={
                "verbose_name": "умение добровольца",
                "verbose_name_plural": "умения добровольцев",
                "ordering": ["area", "title", "id"],
            },
        ),
        migrations.CreateModel(
            name="Shift",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="создано")),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="изменено")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "Готовится"),
                            ("published", "Объявлена"),
                            ("cancelled", "Отменена"),
                        ],
                        default="draft",
                        max_length=9,
                        verbose_name="состояние",
                    ),
                ),
                ("title", models.CharField(max_length=150, verbose_name="что делать")),
                ("text", models.TextField(blank=True, max_length=4000, verbose_name="подробно")),
                (
                    "briefing",
                    models.TextField(
                        blank=True,
                        help_text="Что знать до начала именно этой работы, кроме общих правил группы.",
                        max_length=4000,
                        verbose_name="инструктаж",
                    ),
                ),
                (
                    "needs",
                    models.CharField(
                        blank=True,
                        help_text="Заметка. Умения отметьте ниже: по ним человек находит смену.",
                        max_length=300,
                        verbose_name="что взять с собой",
                    ),
                ),
                (
                    "must_skills",
                    models.ManyToManyField(
                        blank=True,
                        related_name="+",
                        to="volunteers.skill",
                        verbose_name="обязательные умения",
                    ),
                ),
                (
                    "skills",
                    models.ManyToManyField(
                        blank=True,
                        related_name="+",
                        to="volunteers.skill",
                        verbose_name="полезные умения",
                    ),
                ),
                (
                    "training",
                    models.CharField(
                        blank=True,
                        help_text="Название программы, как в свидетельстве. Без него записаться нельзя.",
                        max_length=200,
                        verbose_name="какое обучение нужно пройти",
                    ),
                ),
                ("place", models.CharField(max_length=300, verbose_name="где")),
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
                    "leave_until",
                    models.DateTimeField(
                        help_text="Потом отказ считается поздним. Время города.",
                        verbose_name="отказаться можно до",
                    ),
                ),
                ("starts_at", models.DateTimeField(verbose_name="начало")),
                ("ends_at", models.DateTimeField(verbose_name="конец")),
                (
                    "capacity",
                    models.PositiveSmallIntegerField(
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(5000),
                        ],
                        verbose_name="сколько нужно людей",
                    ),
                ),
                (
                    "min_age",
                    models.PositiveSmallIntegerField(
                        default=14,
                        validators=[
                            django.core.validators.MinValueValidator(14),
                            django.core.validators.MaxValueValidator(99),
                        ],
                        verbose_name="с какого возраста",
                    ),
                ),
                (
                    "offer_hours",
                    models.PositiveSmallIntegerField(
                        default=24,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(240),
                        ],
                        verbose_name="сколько часов ждать ответа на предложенное место",
                    ),
                ),
                (
                    "needs_approval",
                    models.BooleanField(
                        default=False,
                        help_text="Иначе место занимают сразу, пока места есть.",
                        verbose_name="каждого принимает координатор",
                    ),
                ),
                (
                    "members_only",
                    models.BooleanField(default=False, verbose_name="только для участников группы"),
                ),
                (
                    "places_taken",
                    models.PositiveSmallIntegerField(
                        default=0, editable=False, verbose_name="занято мест"
                    ),
                ),
                (
                    "code",
                    models.CharField(
                        default=volunteers.models.groups.new_code,
                        editable=False,
                        max_length=32,
                        unique=True,
                    ),
                ),
                (
                    "district",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="places.district",
                        verbose_name="район",
                    ),
                ),
            ],
            options={
                "verbose_name": "смена добровольцев",
                "verbose_name_plural": "смены добровольцев",
                "ordering": ["starts_at", "id"],
            },
        ),
        migrations.CreateModel(
            name="FestivalEvent",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("title", models.CharField(max_length=150, verbose_name="что будет")),
                ("text", models.TextField(blank=True, max_length=3000, verbose_name="подробно")),
                ("starts_at", models.DateTimeField(verbose_name="начало")),
                ("ends_at", models.DateTimeField(verbose_name="конец")),
                ("place", models.CharField(max_length=300, verbose_name="где")),
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
                ("host", models.CharField(blank=True, max_length=200, verbose_name="кто проводит")),
                (
                    "guests",
                    models.PositiveIntegerField(
                        blank=True,
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(0),
                            django.core.validators.MaxValueValidator(1000000),
                        ],
                        verbose_name="сколько человек пришло",
                    ),
                ),
                ("is_cancelled", models.BooleanField(default=False, verbose_name="отменено")),
                (
                    "district",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="places.district",
                        verbose_name="район",
                    ),
                ),
                (
                    "festival",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="events",
                        to="volunteers.festival",
                        verbose_name="фестиваль",
                    ),
                ),
                (
                    "shift",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="festival_events",
                        to="volunteers.shift",
                        verbose_name="смена добровольцев",
                    ),
                ),
            ],
            options={
                "verbose_name": "событие фестиваля",
                "verbose_name_plural": "события фестивалей",
                "ordering": ["starts_at", "id"],
            },
        ),
        migrations.CreateModel(
            name="Signup",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="создано")),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="изменено")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("requested", "Ждёт ответа координатора"),
                            ("waiting", "В листе ожидания"),
                            ("offered", "Место предложено"),
                            ("confirmed", "Записан, место есть"),
                            ("refused", "Отказано"),
                            ("expired", "Место не подтверждено"),
                            ("withdrawn", "Отказался вовремя"),
                            ("late", "Отказался поздно"),
                            ("cancelled", "Смена отменена"),
                            ("attended", "Пришёл"),
                            ("no_show", "Не пришёл"),
                            ("excused", "Не пришёл по уважительной причине"),
                        ],
                        default="requested",
                        max_length=9,
                        verbose_name="состояние",
                    ),
                ),
                (
                    "text",
                    models.CharField(
                        blank=True, max_length=300, verbose_name="что передать координатору"
                    ),
                ),
                (
                    "queued_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="в очереди с"),
                ),
                (
                    "offered_until",
                    models.DateTimeField(blank=True, null=True, verbose_name="подтвердить до"),
                ),
                (
                    "seeks_cover",
                    models.BooleanField(default=False, editable=False, verbose_name="ищет замену"),
                ),
                ("came_at", models.DateTimeField(blank=True, null=True, verbose_name="пришёл")),
                ("left_at", models.DateTimeField(blank=True, null=True, verbose_name="ушёл")),
                (
                    "shift",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="signups",
                        to="volunteers.shift",
                        verbose_name="смена",
                    ),
                ),
                (
                    "signed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="кто записал",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="volunteer_signups",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="кто",
                    ),
                ),
            ],
            options={
                "verbose_name": "запись на смену",
                "verbose_name_plural": "записи на смены",
                "ordering": ["-id"],
            },
        ),
        migrations.CreateModel(
            name="HourRow",
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
                            ("planned", "запланировано"),
                            ("actual", "подтверждено"),
                            ("adjustment", "исправлено"),
                            ("reversal", "снято"),
                        ],
                        max_length=10,
                        verbose_name="вид",
                    ),
                ),
                (
                    "hours",
                    models.DecimalField(decimal_places=2, max_digits=5, verbose_name="часов"),
                ),
                ("starts_at", models.DateTimeField(blank=True, null=True, verbose_name="с")),
                ("ends_at", models.DateTimeField(blank=True, null=True, verbose_name="до")),
                ("note", models.CharField(blank=True, max_length=500, verbose_name="пояснение")),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="внесено")),
                (
                    "author",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="кто подтвердил",
                    ),
                ),
                (
                    "participation",
                    models.OneToOneField(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="portfolio.participation",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="volunteer_hours",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="кто помогал",
                    ),
                ),
                (
                    "signup",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="hours",
                        to="volunteers.signup",
                        verbose_name="запись на смену",
                    ),
                ),
            ],
            options={
                "verbose_name": "часы добровольца",
                "verbose_name_plural": "часы добровольцев",
                "ordering": ["id"],
            },
        ),
        migrations.CreateModel(
            name="Thanks",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "certificate",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="portfolio.certificate",
                    ),
                ),
                (
                    "membership",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="thanks",
                        to="volunteers.membership",
                    ),
                ),
            ],
            options={
                "verbose_name": "справка о часах добровольца",
                "verbose_name_plural": "справки о часах добровольцев",
                "ordering": ["-id"],
            },
        ),
        migrations.CreateModel(
            name="VolunteerGroup",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="создано")),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="изменено")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("submitted", "На рассмотрении"),
                            ("active", "Действует"),
                            ("refused", "Отказано"),
                            ("closed", "Закрыта"),
                        ],
                        default="submitted",
                        max_length=9,
                        verbose_name="состояние",
                    ),
                ),
                ("title", models.CharField(max_length=150, verbose_name="название")),
                (
                    "direction",
                    models.CharField(
                        choices=[
                            ("openness", "Открытая власть: наблюдение и помощь жителям"),
                            ("digital", "Цифровая помощь старшим"),
                            ("yard", "Двор и природа"),
                            ("care", "Помощь людям"),
                            ("culture", "Культура и праздники"),
                            ("sport", "Спорт и здоровье"),
                            ("other", "Другое"),
                        ],
                        max_length=8,
                        verbose_name="направление",
                    ),
                ),
                ("about", models.TextField(max_length=4000, verbose_name="чем занимается группа")),
                (
                    "safety",
                    models.TextField(
                        blank=True,
                        help_text="Что должен знать каждый, прежде чем прийти помогать.",
                        max_length=4000,
                        verbose_name="правила безопасности",
                    ),
                ),
                (
                    "contact",
                    models.CharField(
                        blank=True,
                        help_text="Это увидят все.",
                        max_length=200,
                        verbose_name="как связаться",
                    ),
                ),
                (
                    "centre",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="places.centre",
                        verbose_name="центр местной активности",
                    ),
                ),
                (
                    "district",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="places.district",
                        verbose_name="район",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="volunteer_groups",
                        to="organisations.organisation",
                        verbose_name="организация",
                    ),
                ),
            ],
            options={
                "verbose_name": "группа добровольцев",
                "verbose_name_plural": "группы добровольцев",
                "ordering": ["title", "id"],
                "permissions": [
                    ("manage_groups", "Одобрять группы добровольцев и смотреть за ними")
                ],
            },
        ),
        migrations.AddField(
            model_name="shift",
            name="group",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="shifts",
                to="volunteers.volunteergroup",
                verbose_name="группа",
            ),
        ),
        migrations.AddField(
            model_name="membership",
            name="group",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="memberships",
                to="volunteers.volunteergroup",
                verbose_name="группа",
            ),
        ),
        migrations.CreateModel(
            name="Invitation",
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
                        default=volunteers.models.groups.new_code,
                        editable=False,
                        max_length=32,
                        unique=True,
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("expires_at", models.DateTimeField(verbose_name="действует до")),
                ("closed_at", models.DateTimeField(blank=True, editable=False, null=True)),
                (
                    "invited_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "group",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="invitations",
                        to="volunteers.volunteergroup",
                    ),
                ),
            ],
            options={
                "verbose_name": "приглашение в группу",
                "verbose_name_plural": "приглашения в группы",
                "ordering": ["-id"],
            },
        ),
        migrations.CreateModel(
            name="Announcement",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("title", models.CharField(max_length=150, verbose_name="заголовок")),
                ("text", models.TextField(max_length=4000, verbose_name="текст")),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="когда")),
                (
                    "author",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="кто написал",
                    ),
                ),
                (
                    "group",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="announcements",
                        to="volunteers.volunteergroup",
                    ),
                ),
            ],
            options={
                "verbose_name": "объявление группы",
                "verbose_name_plural": "объявления групп",
                "ordering": ["-id"],
            },
        ),
        migrations.CreateModel(
            name="WalkIn",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="создано")),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="изменено")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("here", "Пришёл без учётной записи"),
                            ("counted", "Часы подтверждены"),
                            ("merged", "Часы в учётной записи"),
                            ("forgotten", "Данные удалены"),
                        ],
                        default="here",
                        max_length=9,
                        verbose_name="состояние",
                    ),
                ),
                (
                    "name",
                    models.CharField(blank=True, max_length=150, verbose_name="имя и фамилия"),
                ),
                ("email", models.EmailField(blank=True, max_length=254, verbose_name="почта")),
                ("phone", models.CharField(blank=True, max_length=30, verbose_name="телефон")),
                ("came_at", models.DateTimeField(verbose_name="пришёл")),
                ("left_at", models.DateTimeField(blank=True, null=True, verbose_name="ушёл")),
                (
                    "hours",
                    models.DecimalField(
                        blank=True, decimal_places=2, max_digits=4, null=True, verbose_name="часов"
                    ),
                ),
                (
                    "code",
                    models.CharField(
                        default=volunteers.models.groups.new_code,
                        editable=False,
                        max_length=32,
                        unique=True,
                    ),
                ),
                (
                    "added_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="кто записал и взял согласие",
                    ),
                ),
                (
                    "confirmed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="кто подтвердил часы",
                    ),
                ),
                (
                    "consent",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.consenttext",
                        verbose_name="на что дано согласие",
                    ),
                ),
                (
                    "shift",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="walk_ins",
                        to="volunteers.shift",
                        verbose_name="смена",
                    ),
                ),
            ],
            options={
                "verbose_name": "пришедший без учётной записи",
                "verbose_name_plural": "пришедшие без учётной записи",
                "ordering": ["id"],
            },
        ),
        migrations.AddIndex(
            model_name="miniproject",
            index=models.Index(
                fields=["state", "happens_on", "id"], name="volunteers__state_0e986b_idx"
            ),
        ),
        migrations.AddIndex(
            model_name="miniproject",
            index=models.Index(
                fields=["latitude", "longitude"], name="volunteers__latitud_77aeb3_idx"
            ),
        ),
        migrations.AddConstraint(
            model_name="miniproject",
            constraint=models.CheckConstraint(
                condition=models.Q(("happens_on__gte", models.F("pledges_until"))),
                name="miniproject_pledges_before_the_day",
                violation_error_message="Помощь принимают не позже дня, когда всё произойдёт.",
            ),
        ),
        migrations.AddConstraint(
            model_name="miniproject",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("latitude", None), ("longitude", None)),
                    models.Q(("latitude__isnull", False), ("longitude__isnull", False)),
                    _connector="OR",
                ),
                name="miniproject_point_whole",
                violation_error_message="У точки две координаты.",
            ),
        ),
        migrations.AddConstraint(
            model_name="need",
            constraint=models.CheckConstraint(
                condition=models.Q(("amount__gt", 0)),
                name="need_is_something",
                violation_error_message="Укажите, сколько нужно.",
            ),
        ),
        migrations.AddConstraint(
            model_name="need",
            constraint=models.CheckConstraint(
                condition=models.Q(("promised__gte", models.F("received")), ("received__gte", 0)),
                name="need_received_was_promised",
            ),
        ),
        migrations.AddConstraint(
            model_name="need",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("takes_more", True), ("promised__lte", models.F("amount")), _connector="OR"
                ),
                name="need_promised_within_amount",
                violation_error_message="Обещано больше, чем нужно.",
            ),
        ),
        migrations.AddConstraint(
            model_name="photoreport",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state__in", ("submitted", "accepted"))),
                fields=("project",),
                name="one_live_report_of_a_miniproject",
                violation_error_message="Отчёт уже отправлен.",
            ),
        ),
        migrations.AddIndex(
            model_name="pledge",
            index=models.Index(
                fields=["need", "state", "-id"], name="volunteers__need_id_a3457d_idx"
            ),
        ),
        migrations.AddConstraint(
            model_name="pledge",
            constraint=models.CheckConstraint(
                condition=models.Q(("amount__gt", 0)), name="pledge_is_something"
            ),
        ),
        migrations.AddConstraint(
            model_name="pledge",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("received", None),
                    models.Q(("received__gt", 0), ("received__lte", models.F("amount"))),
                    _connector="OR",
                ),
                name="pledge_received_within_promise",
                violation_error_message="Получено не больше обещанного.",
            ),
        ),
        migrations.AddConstraint(
            model_name="pledge",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "received"), _negated=True),
                    ("received__isnull", False),
                    _connector="OR",
                ),
                name="pledge_received_is_counted",
            ),
        ),
        migrations.AddConstraint(
            model_name="pledge",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "promised")),
                fields=("need", "user"),
                name="one_open_pledge_to_a_need",
                violation_error_message="Вы уже обещали это. Снимите обещание и дайте новое.",
            ),
        ),
        migrations.AddIndex(
            model_name="festivalevent",
            index=models.Index(
                fields=["festival", "starts_at", "id"], name="volunteers__festiva_ffa02f_idx"
            ),
        ),
        migrations.AddConstraint(
            model_name="festivalevent",
            constraint=models.CheckConstraint(
                condition=models.Q(("ends_at__gt", models.F("starts_at"))),
                name="festival_event_ends_after_start",
                violation_error_message="Событие кончается позже, чем начинается.",
            ),
        ),
        migrations.AddIndex(
            model_name="signup",
            index=models.Index(fields=["shift", "state"], name="volunteers__shift_i_509555_idx"),
        ),
        migrations.AddIndex(
            model_name="signup",
            index=models.Index(fields=["user", "-id"], name="volunteers__user_id_fe3e22_idx"),
        ),
        migrations.AddIndex(
            model_name="signup",
            index=models.Index(
                condition=models.Q(("state", "offered")),
                fields=["offered_until"],
                name="signup_to_accept",
            ),
        ),
        migrations.AddConstraint(
            model_name="signup",
            constraint=models.UniqueConstraint(
                condition=models.Q(
                    (
                        "state__in",
                        (
                            "offered",
                            "confirmed",
                            "attended",
                            "no_show",
                            "excused",
                            "requested",
                            "waiting",
                        ),
                    )
                ),
                fields=("shift", "user"),
                name="one_live_signup",
                violation_error_message="Человек уже записан на эту смену.",
            ),
        ),
        migrations.AddConstraint(
            model_name="signup",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("left_at", None), ("left_at__gt", models.F("came_at")), _connector="OR"
                ),
                name="signup_left_after_coming",
                violation_error_message="Уход — позже прихода.",
            ),
        ),
        migrations.AddIndex(
            model_name="hourrow",
            index=models.Index(
                fields=["user", "kind", "starts_at"], name="volunteers__user_id_d73a17_idx"
            ),
        ),
        migrations.AddConstraint(
            model_name="hourrow",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("kind", "planned"),
                    models.Q(
                        ("author__isnull", False),
                        models.Q(("author", models.F("user")), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="hours_confirmed_by_another",
                violation_error_message="Свои часы подтверждает другой человек.",
            ),
        ),
        migrations.AddConstraint(
            model_name="hourrow",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind", "actual"), _negated=True),
                    models.Q(
                        ("ends_at__gt", models.F("starts_at")), ("hours__gt", 0), ("hours__lte", 24)
                    ),
                    _connector="OR",
                ),
                name="actual_hours_sane",
                violation_error_message="Часов — больше нуля и не больше суток.",
            ),
        ),
        migrations.AddConstraint(
            model_name="hourrow",
            constraint=models.UniqueConstraint(
                condition=models.Q(("kind", "planned")),
                fields=("signup",),
                name="planned_hours_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="hourrow",
            constraint=models.UniqueConstraint(
                condition=models.Q(("kind", "actual")), fields=("signup",), name="actual_hours_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="hourrow",
            constraint=models.UniqueConstraint(
                condition=models.Q(("kind", "reversal")),
                fields=("signup",),
                name="reversal_hours_once",
            ),
        ),
        migrations.AddIndex(
            model_name="volunteergroup",
            index=models.Index(
                fields=["state", "title", "id"], name="volunteers__state_b13ca4_idx"
            ),
        ),
        migrations.AddConstraint(
            model_name="volunteergroup",
            constraint=models.CheckConstraint(
                condition=models.Q(("centre", None), ("organisation", None), _connector="OR"),
                name="group_has_one_host",
                violation_error_message="Группа — при центре или при организации, не при обоих.",
            ),
        ),
        migrations.AddIndex(
            model_name="shift",
            index=models.Index(
                fields=["state", "starts_at", "id"], name="volunteers__state_23eaab_idx"
            ),
        ),
        migrations.AddIndex(
            model_name="shift",
            index=models.Index(
                fields=["group", "-starts_at", "-id"], name="volunteers__group_i_296592_idx"
            ),
        ),
        migrations.AddIndex(
            model_name="shift",
            index=models.Index(fields=["latitude", "longitude"], name="shift_place"),
        ),
        migrations.AddConstraint(
            model_name="shift",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("ends_at__gt", models.F("starts_at")),
                    (
                        "ends_at__lte",
                        django.db.models.expressions.CombinedExpression(
                            models.F("starts_at"), "+", models.Value(timedelta(days=1))
                        ),
                    ),
                ),
                name="shift_ends_after_start",
                violation_error_message="Конец — позже начала, и не позже чем через сутки.",
            ),
        ),
        migrations.AddConstraint(
            model_name="shift",
            constraint=models.CheckConstraint(
                condition=models.Q(("leave_until__lte", models.F("starts_at"))),
                name="shift_left_before_start",
                violation_error_message="Отказываются до начала смены.",
            ),
        ),
        migrations.AddConstraint(
            model_name="shift",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("capacity__gt", 0), ("places_taken__lte", models.F("capacity"))
                ),
                name="shift_places_within_capacity",
                violation_error_message="Мест меньше, чем уже занято.",
            ),
        ),
        migrations.AddIndex(
            model_name="membership",
            index=models.Index(
                fields=["group", "state", "-id"], name="volunteers__group_i_7d2fc9_idx"
            ),
        ),
        migrations.AddConstraint(
            model_name="membership",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state__in", ("requested", "active"))),
                fields=("group", "user"),
                name="one_live_membership",
                violation_error_message="Человек уже в этой группе или просится в неё.",
            ),
        ),
        migrations.AddConstraint(
            model_name="invitation",
            constraint=models.UniqueConstraint(
                condition=models.Q(("closed_at", None)),
                fields=("group",),
                name="one_open_link_a_group",
            ),
        ),
        migrations.AddIndex(
            model_name="announcement",
            index=models.Index(fields=["group", "-id"], name="volunteers__group_i_de57cc_idx"),
        ),
        migrations.AddIndex(
            model_name="walkin",
            index=models.Index(fields=["shift", "id"], name="volunteers__shift_i_7d4d53_idx"),
        ),
        migrations.AddIndex(
            model_name="walkin",
            index=models.Index(fields=["state", "email"], name="volunteers__state_be68c2_idx"),
        ),
        migrations.AddConstraint(
            model_name="walkin",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("left_at", None), ("left_at__gt", models.F("came_at")), _connector="OR"
                ),
                name="walk_in_left_after_coming",
                violation_error_message="Уход — позже прихода.",
            ),
        ),
        migrations.CreateModel(
            name="PartnerCard",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="создано")),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="изменено")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("submitted", "На рассмотрении"),
                            ("refused", "Нужны исправления"),
                            ("open", "Открыто"),
                            ("closed", "Больше не актуально"),
                            ("expired", "Срок прошёл"),
                            ("withdrawn", "Снято автором"),
                        ],
                        default="submitted",
                        max_length=9,
                        verbose_name="состояние",
                    ),
                ),
                (
                    "side",
                    models.CharField(
                        choices=[("offer", "Предложение помощи"), ("need", "Нужна помощь")],
                        max_length=5,
                        verbose_name="что у вас",
                    ),
                ),
                (
                    "category",
                    models.CharField(
                        choices=[
                            ("materials", "Материалы и вещи"),
                            ("equipment", "Техника и инструмент"),
                            ("transport", "Транспорт"),
                            ("premises", "Помещение"),
                            ("specialist", "Работа специалиста"),
                            ("people", "Люди на день"),
                            ("media", "Реклама и рассказ о деле"),
                            ("money", "Деньги на дело"),
                            ("other", "Другое"),
                        ],
                        max_length=10,
                        verbose_name="вид помощи",
                    ),
                ),
                ("title", models.CharField(max_length=120, verbose_name="коротко")),
                ("text", models.TextField(max_length=3000, verbose_name="подробно")),
                ("until", models.DateField(verbose_name="действует до")),
                (
                    "author",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="partner_cards",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="кто подал",
                    ),
                ),
                (
                    "district",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="places.district",
                        verbose_name="район",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="partner_cards",
                        to="organisations.organisation",
                        verbose_name="от имени организации",
                    ),
                ),
            ],
            options={
                "verbose_name": "карточка биржи партнёрства",
                "verbose_name_plural": "биржа партнёрства",
                "ordering": ["-id"],
                "permissions": [
                    ("moderate_partners", "Вести биржу партнёрства, подписывать соглашения")
                ],
            },
        ),
        migrations.CreateModel(
            name="PartnerReply",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="создано")),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="изменено")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("sent", "Ждёт ответа"),
                            ("accepted", "Договариваемся"),
                            ("declined", "Отказано"),
                            ("withdrawn", "Отклик снят"),
                        ],
                        default="sent",
                        max_length=9,
                        verbose_name="состояние",
                    ),
                ),
                ("text", models.TextField(max_length=2000, verbose_name="что предлагаете")),
                (
                    "contact",
                    models.CharField(
                        help_text="Увидят только вторая сторона и сотрудник.",
                        max_length=150,
                        verbose_name="как с вами связаться",
                    ),
                ),
                (
                    "author",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="partner_replies",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="кто откликнулся",
                    ),
                ),
                (
                    "card",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="replies",
                        to="volunteers.partnercard",
                        verbose_name="карточка",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                        verbose_name="от имени организации",
                    ),
                ),
            ],
            options={
                "verbose_name": "отклик на карточку биржи",
                "verbose_name_plural": "отклики на карточки биржи",
                "ordering": ["-id"],
            },
        ),
        migrations.CreateModel(
            name="PartnerAgreement",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="создано")),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="изменено")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "Стороны согласуют условия"),
                            ("agreed", "Стороны согласны, слово за городом"),
                            ("signed", "Действует"),
                            ("fulfilled", "Исполнено"),
                            ("ended", "Прекращено"),
                        ],
                        default="draft",
                        max_length=9,
                        verbose_name="состояние",
                    ),
                ),
                ("subject", models.CharField(max_length=300, verbose_name="о чём договорились")),
                (
                    "community_duty",
                    models.TextField(
                        blank=True, max_length=2000, verbose_name="что делает ТОС или НКО"
                    ),
                ),
                (
                    "partner_duty",
                    models.TextField(
                        blank=True, max_length=2000, verbose_name="что делает партнёр"
                    ),
                ),
                (
                    "city_duty",
                    models.TextField(blank=True, max_length=2000, verbose_name="что делает город"),
                ),
                ("starts_on", models.DateField(blank=True, null=True, verbose_name="с")),
                ("ends_on", models.DateField(blank=True, null=True, verbose_name="по")),
                (
                    "version",
                    models.PositiveIntegerField(default=1, verbose_name="редакция условий"),
                ),
                (
                    "community_agreed_at",
                    models.DateTimeField(
                        blank=True, null=True, verbose_name="ТОС или НКО согласны"
                    ),
                ),
                (
                    "partner_agreed_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="партнёр согласен"),
                ),
                (
                    "signed_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="подписано городом"),
                ),
                (
                    "signed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="кто подписал от города",
                    ),
                ),
                (
                    "reply",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="agreement",
                        to="volunteers.partnerreply",
                        verbose_name="отклик",
                    ),
                ),
            ],
            options={
                "verbose_name": "трёхстороннее соглашение",
                "verbose_name_plural": "трёхсторонние соглашения",
                "ordering": ["-id"],
            },
        ),
        migrations.AddIndex(
            model_name="partnercard",
            index=models.Index(
                fields=["state", "side", "category", "-id"], name="volunteers__state_a20e91_idx"
            ),
        ),
        migrations.AddConstraint(
            model_name="partnercard",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("side", "offer"), ("organisation__isnull", False), _connector="OR"
                ),
                name="need_is_of_an_organisation",
                violation_error_message="О помощи просит ТОС или НКО: выберите организацию.",
            ),
        ),
        migrations.AddConstraint(
            model_name="partnerreply",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "sent")),
                fields=("card", "author"),
                name="one_open_reply_to_a_card",
                violation_error_message="Вы уже откликнулись. Дождитесь ответа.",
            ),
        ),
        migrations.AddIndex(
            model_name="partneragreement",
            index=models.Index(fields=["state", "-id"], name="volunteers__state_6b450f_idx"),
        ),
        migrations.AddConstraint(
            model_name="partneragreement",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("ends_on", None),
                    ("starts_on", None),
                    ("ends_on__gte", models.F("starts_on")),
                    _connector="OR",
                ),
                name="three_party_dates_in_order",
                violation_error_message="Соглашение кончается не раньше, чем начинается.",
            ),
        ),
        migrations.AddConstraint(
            model_name="partneragreement",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state__in", ("agreed", "signed", "fulfilled")), _negated=True),
                    models.Q(
                        ("community_agreed_at__isnull", False), ("partner_agreed_at__isnull", False)
                    ),
                    _connector="OR",
                ),
                name="three_party_settled_by_both",
            ),
        ),
        migrations.CreateModel(
            name="OwnSkill",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "created_at",
                    models.DateTimeField(auto_now_add=True, verbose_name="когда отмечено"),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="volunteer_skills",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="кто",
                    ),
                ),
                (
                    "skill",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="owned",
                        to="volunteers.skill",
                        verbose_name="умение",
                    ),
                ),
            ],
            options={
                "verbose_name": "умение человека",
                "verbose_name_plural": "умения людей",
                "ordering": ["skill__area", "skill__title", "id"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("user", "skill"),
                        name="one_mark_a_skill",
                        violation_error_message="Это умение уже отмечено.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ShiftTemplate",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("title", models.CharField(max_length=150, verbose_name="что делать")),
                ("text", models.TextField(blank=True, max_length=4000, verbose_name="подробно")),
                (
                    "briefing",
                    models.TextField(
                        blank=True,
                        help_text="Что знать до начала именно этой работы, кроме общих правил группы.",
                        max_length=4000,
                        verbose_name="инструктаж",
                    ),
                ),
                (
                    "needs",
                    models.CharField(
                        blank=True,
                        help_text="Заметка. Умения отметьте ниже: по ним человек находит смену.",
                        max_length=300,
                        verbose_name="что взять с собой",
                    ),
                ),
                (
                    "training",
                    models.CharField(
                        blank=True,
                        help_text="Название программы, как в свидетельстве. Без него записаться нельзя.",
                        max_length=200,
                        verbose_name="какое обучение нужно пройти",
                    ),
                ),
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
                    "capacity",
                    models.PositiveSmallIntegerField(
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(5000),
                        ],
                        verbose_name="сколько нужно людей",
                    ),
                ),
                (
                    "min_age",
                    models.PositiveSmallIntegerField(
                        default=14,
                        validators=[
                            django.core.validators.MinValueValidator(14),
                            django.core.validators.MaxValueValidator(99),
                        ],
                        verbose_name="с какого возраста",
                    ),
                ),
                (
                    "offer_hours",
                    models.PositiveSmallIntegerField(
                        default=24,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(240),
                        ],
                        verbose_name="сколько часов ждать ответа на предложенное место",
                    ),
                ),
                (
                    "needs_approval",
                    models.BooleanField(
                        default=False,
                        help_text="Иначе место занимают сразу, пока места есть.",
                        verbose_name="каждого принимает координатор",
                    ),
                ),
                (
                    "members_only",
                    models.BooleanField(default=False, verbose_name="только для участников группы"),
                ),
                ("name", models.CharField(max_length=100, verbose_name="название шаблона")),
                ("place", models.CharField(blank=True, max_length=300, verbose_name="где")),
                (
                    "hours",
                    models.DecimalField(
                        decimal_places=2,
                        max_digits=4,
                        validators=[
                            django.core.validators.MinValueValidator(Decimal("0.25")),
                            django.core.validators.MaxValueValidator(24),
                        ],
                        verbose_name="сколько часов длится",
                    ),
                ),
                (
                    "leave_hours",
                    models.PositiveSmallIntegerField(
                        default=24,
                        validators=[django.core.validators.MaxValueValidator(720)],
                        verbose_name="за сколько часов до начала можно отказаться",
                    ),
                ),
                (
                    "is_offered",
                    models.BooleanField(default=True, verbose_name="предлагается группам"),
                ),
                (
                    "district",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="places.district",
                        verbose_name="район",
                    ),
                ),
                (
                    "group",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="shift_templates",
                        to="volunteers.volunteergroup",
                        verbose_name="группа",
                    ),
                ),
                (
                    "must_skills",
                    models.ManyToManyField(
                        blank=True,
                        related_name="+",
                        to="volunteers.skill",
                        verbose_name="обязательные умения",
                    ),
                ),
                (
                    "skills",
                    models.ManyToManyField(
                        blank=True,
                        related_name="+",
                        to="volunteers.skill",
                        verbose_name="полезные умения",
                    ),
                ),
            ],
            options={
                "verbose_name": "шаблон смены",
                "verbose_name_plural": "шаблоны смен",
                "ordering": ["name", "id"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("group", "name"),
                        name="one_template_of_a_name",
                        nulls_distinct=False,
                        violation_error_message="Шаблон с таким названием уже есть.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("capacity__gt", 0), ("hours__gt", 0), ("hours__lte", 24)
                        ),
                        name="template_lasts_at_most_a_day",
                        violation_error_message="Смена длится не больше суток.",
                    ),
                ],
            },
        ),
        migrations.AddIndex(
            model_name="walkin",
            index=models.Index(
                condition=models.Q(("phone", ""), _negated=True),
                fields=["state", "phone"],
                name="walk_in_by_phone",
            ),
        ),
        AppendOnly("volunteers_hourrow"),
    ]
