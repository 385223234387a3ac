import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.core.validators
import django.db.models.deletion
import django.db.models.expressions
import django.db.models.functions.comparison
import django.db.models.functions.math
import django.utils.timezone
from django.conf import settings
from django.contrib.postgres.operations import TrigramExtension
from django.db import migrations, models

# The search vector is kept by the database, so an import in bulk fills it as well.
SEARCH = """
CREATE FUNCTION civic_report_search() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.search := setweight(to_tsvector('russian', NEW.title), 'A')
        || setweight(to_tsvector('russian', NEW.address), 'B')
        || setweight(to_tsvector('russian', NEW.text), 'C');
    RETURN NEW;
END $$;
CREATE TRIGGER keep_search
    BEFORE INSERT OR UPDATE OF title, address, text
    ON civic_report FOR EACH ROW EXECUTE FUNCTION civic_report_search();
"""
NO_SEARCH = """
DROP TRIGGER keep_search ON civic_report;
DROP FUNCTION civic_report_search();
"""


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("places", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        TrigramExtension(),
        migrations.CreateModel(
            name="ApiKey",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=150, verbose_name="чья система")),
                ("digest", models.CharField(editable=False, max_length=64, unique=True)),
                ("is_active", models.BooleanField(default=True, verbose_name="действует")),
                (
                    "daily_limit",
                    models.PositiveIntegerField(default=500, verbose_name="сообщений в сутки"),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="выдан")),
                (
                    "last_used_at",
                    models.DateTimeField(
                        blank=True, editable=False, null=True, verbose_name="использован"
                    ),
                ),
            ],
            options={
                "verbose_name": "ключ Open311",
                "verbose_name_plural": "ключи Open311",
            },
        ),
        migrations.CreateModel(
            name="RejectReason",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("text", models.CharField(max_length=200, unique=True, verbose_name="причина")),
                ("order", models.PositiveSmallIntegerField(default=0, verbose_name="порядок")),
                ("is_active", models.BooleanField(default=True, verbose_name="действует")),
            ],
            options={
                "verbose_name": "причина отказа в публикации",
                "verbose_name_plural": "причины отказа в публикации",
                "ordering": ["order", "id"],
            },
        ),
        migrations.CreateModel(
            name="Department",
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
                    "channel",
                    models.CharField(
                        choices=[
                            ("none", "только рабочее место"),
                            ("email", "электронная почта"),
                            ("webhook", "запрос на адрес (webhook)"),
                            ("open311", "сервер Open311 исполнителя"),
                        ],
                        default="none",
                        max_length=8,
                        verbose_name="доставка",
                    ),
                ),
                (
                    "email",
                    models.EmailField(
                        blank=True, max_length=254, verbose_name="адрес для сообщений"
                    ),
                ),
                (
                    "endpoint",
                    models.URLField(
                        blank=True,
                        help_text="Только https и только внешний адрес; внутренние узлы разрешает оператор.",
                        verbose_name="адрес для запросов",
                    ),
                ),
                (
                    "secret",
                    models.CharField(
                        blank=True, max_length=200, verbose_name="ключ подписи или api_key"
                    ),
                ),
                ("order", models.PositiveSmallIntegerField(default=0, verbose_name="порядок")),
                (
                    "officials",
                    models.ManyToManyField(
                        blank=True,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="сотрудники",
                    ),
                ),
            ],
            options={
                "verbose_name": "исполнитель",
                "verbose_name_plural": "исполнители",
                "ordering": ["order", "name"],
            },
        ),
        migrations.CreateModel(
            name="Category",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.SlugField(unique=True, verbose_name="код")),
                ("group", models.CharField(max_length=100, verbose_name="раздел")),
                ("name", models.CharField(max_length=150, verbose_name="название")),
                (
                    "react_length",
                    models.PositiveSmallIntegerField(
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(365),
                        ],
                        verbose_name="отреагировать за",
                    ),
                ),
                (
                    "react_unit",
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
                    "fix_length",
                    models.PositiveSmallIntegerField(
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(365),
                        ],
                        verbose_name="решить за",
                    ),
                ),
                (
                    "fix_unit",
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
                    "needs_photo",
                    models.BooleanField(default=False, verbose_name="нужна фотография"),
                ),
                (
                    "is_urgent",
                    models.BooleanField(
                        default=False,
                        help_text="В форме покажем: «Если есть угроза жизни — звоните 112».",
                        verbose_name="может угрожать жизни",
                    ),
                ),
                (
                    "season_from",
                    models.CharField(
                        blank=True,
                        help_text="10-15",
                        max_length=5,
                        validators=[
                            django.core.validators.RegexValidator(
                                "\\A(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])\\Z",
                                "День сезона — месяц и число: 04-15.",
                            )
                        ],
                        verbose_name="сезон с",
                    ),
                ),
                (
                    "season_to",
                    models.CharField(
                        blank=True,
                        max_length=5,
                        validators=[
                            django.core.validators.RegexValidator(
                                "\\A(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])\\Z",
                                "День сезона — месяц и число: 04-15.",
                            )
                        ],
                        verbose_name="сезон по",
                    ),
                ),
                ("is_active", models.BooleanField(default=True, verbose_name="принимается")),
                ("order", models.PositiveSmallIntegerField(default=0, verbose_name="порядок")),
                (
                    "department",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="civic.department",
                        verbose_name="исполнитель",
                    ),
                ),
            ],
            options={
                "verbose_name": "категория проблем",
                "verbose_name_plural": "категории проблем",
                "ordering": ["order", "id"],
            },
        ),
        migrations.CreateModel(
            name="EscalationPost",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "level",
                    models.PositiveSmallIntegerField(
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(5),
                        ],
                        verbose_name="ступень",
                    ),
                ),
                ("post", models.CharField(max_length=200, verbose_name="должность")),
                (
                    "department",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        to="civic.department",
                        verbose_name="исполнитель",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="кому сообщить",
                    ),
                ),
            ],
            options={
                "verbose_name": "ступень ответственности",
                "verbose_name_plural": "ступени ответственности",
                "ordering": ["department", "level"],
            },
        ),
        migrations.CreateModel(
            name="ReplyTemplate",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("title", models.CharField(max_length=150, verbose_name="название")),
                ("text", models.TextField(max_length=4000, verbose_name="текст")),
                ("order", models.PositiveSmallIntegerField(default=0, verbose_name="порядок")),
                (
                    "category",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="civic.category",
                        verbose_name="только для категории",
                    ),
                ),
            ],
            options={
                "verbose_name": "шаблон ответа",
                "verbose_name_plural": "шаблоны ответов",
                "ordering": ["order", "title"],
            },
        ),
        migrations.CreateModel(
            name="Report",
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
                            ("draft", "Черновик"),
                            ("moderation", "На модерации"),
                            ("rejected", "Отклонено модератором"),
                            ("duplicate", "Присоединено к похожему"),
                            ("assigned", "Направлено исполнителю"),
                            ("redirect", "Перенаправлено"),
                            ("in_progress", "В работе"),
                            ("postponed", "Запланировано, срок перенесён"),
                            ("answered", "Дан ответ, ожидает оценки заявителя"),
                            ("solved", "Решено"),
                            ("disputed", "Заявитель не согласен, повторная проверка"),
                            ("closed_no", "Закрыто: не подтверждено или вне полномочий"),
                        ],
                        default="draft",
                        editable=False,
                        max_length=12,
                        verbose_name="состояние",
                    ),
                ),
                ("title", models.CharField(blank=True, max_length=200, verbose_name="название")),
                (
                    "text",
                    models.TextField(blank=True, max_length=3000, verbose_name="что случилось"),
                ),
                (
                    "address",
                    models.CharField(blank=True, max_length=300, verbose_name="адрес или ориентир"),
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
                    "answers",
                    models.JSONField(blank=True, default=dict, verbose_name="ответы на вопросы"),
                ),
                (
                    "is_private",
                    models.BooleanField(
                        default=False,
                        help_text="Увидят только автор и сотрудники, которые этим занимаются.",
                        verbose_name="не публиковать",
                    ),
                ),
                (
                    "source",
                    models.CharField(
                        choices=[
                            ("site", "портал"),
                            ("official", "сотрудник со слов жителя"),
                            ("open311", "Open311"),
                            ("import", "загружено из файла"),
                        ],
                        default="site",
                        editable=False,
                        max_length=8,
                        verbose_name="откуда",
                    ),
                ),
                (
                    "contact",
                    models.CharField(blank=True, max_length=200, verbose_name="контакт жителя"),
                ),
                (
                    "external_id",
                    models.CharField(blank=True, max_length=100, verbose_name="номер в источнике"),
                ),
                ("draft_key", models.UUIDField(blank=True, editable=False, null=True, unique=True)),
                ("confirm_email", models.EmailField(blank=True, editable=False, max_length=254)),
                ("confirm_count", models.PositiveSmallIntegerField(default=0, editable=False)),
                (
                    "decision_note",
                    models.TextField(blank=True, verbose_name="пояснение модератора"),
                ),
                (
                    "submitted_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="отправлено"),
                ),
                (
                    "published_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="принято"),
                ),
                (
                    "reacted_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="взято в работу"),
                ),
                (
                    "answered_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="дан ответ"),
                ),
                ("closed_at", models.DateTimeField(blank=True, null=True, verbose_name="закрыто")),
                (
                    "react_due",
                    models.DateTimeField(blank=True, null=True, verbose_name="отреагировать до"),
                ),
                ("fix_due", models.DateTimeField(blank=True, null=True, verbose_name="решить до")),
                ("due_at", models.DateTimeField(blank=True, null=True, verbose_name="срок")),
                (
                    "judge_until",
                    models.DateTimeField(blank=True, null=True, verbose_name="ждём оценку до"),
                ),
                (
                    "postponed_until",
                    models.DateField(blank=True, null=True, verbose_name="срок перенесён на"),
                ),
                (
                    "ask_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="спросить автора"),
                ),
                (
                    "escalation",
                    models.PositiveSmallIntegerField(
                        default=0, verbose_name="ступень ответственности"
                    ),
                ),
                (
                    "escalated_at",
                    models.DateTimeField(
                        blank=True, null=True, verbose_name="передано руководителю"
                    ),
                ),
                ("answer_text", models.TextField(blank=True, verbose_name="ответ")),
                (
                    "has_result_photo",
                    models.BooleanField(default=False, verbose_name="есть фото результата"),
                ),
                (
                    "proof",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("reporter", "автор"),
                            ("neighbours", "соседи"),
                            ("quiet", "фото результата и отсутствие возражений"),
                        ],
                        max_length=10,
                        verbose_name="решение подтвердили",
                    ),
                ),
                (
                    "dispute_count",
                    models.PositiveSmallIntegerField(default=0, verbose_name="возражений"),
                ),
                (
                    "me_too_count",
                    models.PositiveIntegerField(default=0, verbose_name="у меня тоже"),
                ),
                (
                    "comment_count",
                    models.PositiveIntegerField(default=0, verbose_name="комментариев"),
                ),
                (
                    "shown",
                    models.GeneratedField(
                        db_persist=True,
                        expression=models.Q(
                            ("is_private", False),
                            (
                                "state__in",
                                (
                                    "duplicate",
                                    "assigned",
                                    "redirect",
                                    "in_progress",
                                    "postponed",
                                    "answered",
                                    "solved",
                                    "disputed",
                                    "closed_no",
                                ),
                            ),
                        ),
                        output_field=models.BooleanField(),
                    ),
                ),
                (
                    "unsettled",
                    models.GeneratedField(
                        db_persist=True,
                        expression=models.Q(
                            ("is_private", False),
                            (
                                "state__in",
                                (
                                    "assigned",
                                    "redirect",
                                    "in_progress",
                                    "postponed",
                                    "disputed",
                                    "answered",
                                ),
                            ),
                        ),
                        output_field=models.BooleanField(),
                    ),
                ),
                (
                    "cell",
                    models.GeneratedField(
                        db_persist=True,
                        expression=django.db.models.functions.comparison.Cast(
                            django.db.models.expressions.CombinedExpression(
                                django.db.models.expressions.CombinedExpression(
                                    django.db.models.functions.math.Floor(
                                        django.db.models.expressions.CombinedExpression(
                                            models.F("latitude"), "*", models.Value(400)
                                        )
                                    ),
                                    "*",
                                    models.Value(100000),
                                ),
                                "+",
                                django.db.models.functions.math.Floor(
                                    django.db.models.expressions.CombinedExpression(
                                        models.F("longitude"), "*", models.Value(200)
                                    )
                                ),
                            ),
                            models.BigIntegerField(),
                        ),
                        output_field=models.BigIntegerField(null=True),
                    ),
                ),
                (
                    "search",
                    django.contrib.postgres.search.SearchVectorField(editable=False, null=True),
                ),
                (
                    "api_key",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="civic.apikey",
                        verbose_name="чья система",
                    ),
                ),
                (
                    "category",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="civic.category",
                        verbose_name="категория",
                    ),
                ),
                (
                    "department",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="civic.department",
                        verbose_name="исполнитель",
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
                    "entered_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="внёс сотрудник",
                    ),
                ),
                (
                    "handler",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="ведёт сотрудник",
                    ),
                ),
                (
                    "merged_into",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="duplicates",
                        to="civic.report",
                        verbose_name="присоединено к",
                    ),
                ),
                (
                    "reject_reason",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="civic.rejectreason",
                        verbose_name="причина отказа",
                    ),
                ),
                (
                    "reporter",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reports",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="автор",
                    ),
                ),
            ],
            options={
                "verbose_name": "сообщение о проблеме",
                "verbose_name_plural": "сообщения о проблемах",
                "ordering": ["-id"],
                "permissions": [
                    ("moderate_report", "Проверять и направлять сообщения"),
                    ("handle_report", "Отвечать на сообщения своего подразделения"),
                    ("approve_delay", "Утверждать перенос срока"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Postponement",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("until", models.DateField(verbose_name="на какой день")),
                ("reason", models.TextField(max_length=2000, verbose_name="причина")),
                ("asked_at", models.DateTimeField(auto_now_add=True, verbose_name="когда")),
                ("decided_at", models.DateTimeField(blank=True, null=True, verbose_name="решено")),
                (
                    "is_approved",
                    models.BooleanField(blank=True, null=True, verbose_name="утверждено"),
                ),
                (
                    "asked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="просит",
                    ),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="решил",
                    ),
                ),
                (
                    "report",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="postponements",
                        to="civic.report",
                    ),
                ),
            ],
            options={
                "verbose_name": "перенос срока",
                "verbose_name_plural": "переносы срока",
                "ordering": ["-id"],
            },
        ),
        migrations.CreateModel(
            name="MeToo",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "report",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="me_toos",
                        to="civic.report",
                    ),
                ),
            ],
            options={
                "verbose_name": "«у меня тоже»",
                "verbose_name_plural": "«у меня тоже»",
            },
        ),
        migrations.CreateModel(
            name="Handover",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "channel",
                    models.CharField(
                        choices=[
                            ("none", "только рабочее место"),
                            ("email", "электронная почта"),
                            ("webhook", "запрос на адрес (webhook)"),
                            ("open311", "сервер Open311 исполнителя"),
                        ],
                        max_length=8,
                        verbose_name="способ",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "ждёт отправки"),
                            ("sent", "передано"),
                            ("acknowledged", "исполнитель подтвердил"),
                            ("failed", "не доставлено"),
                        ],
                        default="waiting",
                        editable=False,
                        max_length=12,
                        verbose_name="состояние",
                    ),
                ),
                (
                    "next_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, editable=False, verbose_name="не раньше"
                    ),
                ),
                (
                    "attempts",
                    models.PositiveSmallIntegerField(
                        default=0, editable=False, verbose_name="попыток"
                    ),
                ),
                (
                    "last_error",
                    models.CharField(
                        blank=True, editable=False, max_length=300, verbose_name="последняя ошибка"
                    ),
                ),
                (
                    "external_id",
                    models.CharField(
                        blank=True, max_length=100, verbose_name="номер у исполнителя"
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="создано")),
                (
                    "sent_at",
                    models.DateTimeField(
                        blank=True, editable=False, null=True, verbose_name="передано"
                    ),
                ),
                (
                    "department",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="civic.department",
                        verbose_name="исполнитель",
                    ),
                ),
                (
                    "report",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="handovers",
                        to="civic.report",
                        verbose_name="сообщение",
                    ),
                ),
            ],
            options={
                "verbose_name": "передача исполнителю",
                "verbose_name_plural": "передачи исполнителям",
                "ordering": ["-id"],
            },
        ),
        migrations.CreateModel(
            name="FixVote",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("is_fixed", models.BooleanField(verbose_name="исправлено")),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "report",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="fix_votes",
                        to="civic.report",
                    ),
                ),
            ],
            options={
                "verbose_name": "подтверждение соседа",
                "verbose_name_plural": "подтверждения соседей",
            },
        ),
        migrations.CreateModel(
            name="Route",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "category",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        to="civic.category",
                        verbose_name="категория",
                    ),
                ),
                (
                    "department",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        to="civic.department",
                        verbose_name="исполнитель",
                    ),
                ),
                (
                    "district",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        to="places.district",
                        verbose_name="район",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="ответственный",
                    ),
                ),
            ],
            options={
                "verbose_name": "маршрут",
                "verbose_name_plural": "маршруты",
                "ordering": ["id"],
            },
        ),
        migrations.CreateModel(
            name="SavedSearch",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=100, verbose_name="название")),
                (
                    "latitude",
                    models.DecimalField(
                        blank=True, decimal_places=6, max_digits=9, null=True, verbose_name="широта"
                    ),
                ),
                (
                    "longitude",
                    models.DecimalField(
                        blank=True,
                        decimal_places=6,
                        max_digits=9,
                        null=True,
                        verbose_name="долгота",
                    ),
                ),
                (
                    "radius",
                    models.PositiveIntegerField(blank=True, null=True, verbose_name="радиус, м"),
                ),
                ("area", models.JSONField(blank=True, null=True, verbose_name="область")),
                ("south", models.FloatField(default=-90)),
                ("north", models.FloatField(default=90)),
                ("west", models.FloatField(default=-180)),
                ("east", models.FloatField(default=180)),
                (
                    "mode",
                    models.CharField(
                        choices=[("instant", "сразу"), ("digest", "раз в день, одним письмом")],
                        default="instant",
                        max_length=7,
                        verbose_name="когда сообщать",
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                (
                    "category",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        to="civic.category",
                        verbose_name="категория",
                    ),
                ),
                (
                    "district",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        to="places.district",
                        verbose_name="район",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="report_searches",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "сохранённый поиск",
                "verbose_name_plural": "сохранённые поиски",
                "ordering": ["-id"],
            },
        ),
        migrations.CreateModel(
            name="CategoryQuestion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.SlugField(max_length=30, verbose_name="код")),
                ("text", models.CharField(max_length=200, verbose_name="вопрос")),
                (
                    "choices",
                    models.TextField(blank=True, verbose_name="варианты, по одному в строке"),
                ),
                ("is_required", models.BooleanField(default=False, verbose_name="обязателен")),
                ("order", models.PositiveSmallIntegerField(default=0, verbose_name="порядок")),
                (
                    "category",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="questions",
                        to="civic.category",
                    ),
                ),
            ],
            options={
                "verbose_name": "вопрос категории",
                "verbose_name_plural": "вопросы категории",
                "ordering": ["order", "id"],
                "constraints": [
                    models.UniqueConstraint(fields=("category", "code"), name="question_code_once")
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="department",
            constraint=models.CheckConstraint(
                condition=models.Q(("channel", "email"), ("email", ""), _negated=True),
                name="department_mail_needs_an_address",
                violation_error_message="Для доставки письмом укажите адрес.",
            ),
        ),
        migrations.AddConstraint(
            model_name="department",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("channel__in", ("webhook", "open311")), ("endpoint", ""), _negated=True
                ),
                name="department_hook_needs_an_endpoint",
                violation_error_message="Для доставки запросом укажите адрес.",
            ),
        ),
        migrations.AddConstraint(
            model_name="escalationpost",
            constraint=models.UniqueConstraint(
                fields=("department", "level"), name="one_post_per_level", nulls_distinct=False
            ),
        ),
        migrations.AddIndex(
            model_name="report",
            index=models.Index(
                condition=models.Q(("shown", True)), fields=["-id"], name="report_shown"
            ),
        ),
        migrations.AddIndex(
            model_name="report",
            index=models.Index(
                condition=models.Q(("shown", True)),
                fields=["category", "-id"],
                name="report_category",
            ),
        ),
        migrations.AddIndex(
            model_name="report",
            index=models.Index(
                condition=models.Q(("shown", True)),
                fields=["district", "-id"],
                name="report_district",
            ),
        ),
        migrations.AddIndex(
            model_name="report",
            index=models.Index(
                condition=models.Q(("shown", True)),
                fields=["department", "-id"],
                name="report_department",
            ),
        ),
        migrations.AddIndex(
            model_name="report",
            index=models.Index(
                condition=models.Q(("shown", True)),
                fields=["published_at"],
                name="report_published",
            ),
        ),
        migrations.AddIndex(
            model_name="report",
            index=models.Index(fields=["updated_at", "id"], name="report_updated"),
        ),
        migrations.AddIndex(
            model_name="report",
            index=models.Index(
                condition=models.Q(("unsettled", True)), fields=["-id"], name="report_open"
            ),
        ),
        migrations.AddIndex(
            model_name="report",
            index=models.Index(
                condition=models.Q(("unsettled", True)),
                fields=["cell", "category"],
                name="report_open_cell",
            ),
        ),
        migrations.AddIndex(
            model_name="report",
            index=models.Index(
                condition=models.Q(("shown", True)),
                fields=["cell", "published_at"],
                name="report_shown_cell",
            ),
        ),
        migrations.AddIndex(
            model_name="report",
            index=models.Index(
                condition=models.Q(("shown", True)),
                fields=["latitude", "longitude"],
                name="report_place",
            ),
        ),
        migrations.AddIndex(
            model_name="report",
            index=models.Index(
                condition=models.Q(("unsettled", True)),
                fields=["latitude", "longitude"],
                name="report_open_place",
            ),
        ),
        migrations.AddIndex(
            model_name="report",
            index=models.Index(
                condition=models.Q(("due_at__isnull", False)),
                fields=["due_at", "id"],
                name="report_due",
            ),
        ),
        migrations.AddIndex(
            model_name="report",
            index=models.Index(
                condition=models.Q(("state", "answered")),
                fields=["judge_until"],
                name="report_judged",
            ),
        ),
        migrations.AddIndex(
            model_name="report",
            index=models.Index(
                condition=models.Q(("ask_at__isnull", False)), fields=["ask_at"], name="report_ask"
            ),
        ),
        migrations.AddIndex(
            model_name="report",
            index=models.Index(fields=["state", "-id"], name="report_state"),
        ),
        migrations.AddIndex(
            model_name="report",
            index=models.Index(fields=["reporter", "-id"], name="report_of_person"),
        ),
        migrations.AddIndex(
            model_name="report",
            index=django.contrib.postgres.indexes.GinIndex(fields=["search"], name="report_search"),
        ),
        migrations.AddConstraint(
            model_name="report",
            constraint=models.UniqueConstraint(
                condition=models.Q(("external_id", ""), _negated=True),
                fields=("source", "external_id"),
                name="report_imported_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="report",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("latitude", None), ("longitude", None)),
                    models.Q(("latitude__isnull", False), ("longitude__isnull", False)),
                    _connector="OR",
                ),
                name="report_point_is_whole",
            ),
        ),
        migrations.AddConstraint(
            model_name="report",
            constraint=models.CheckConstraint(
                condition=models.Q(("dispute_count__lte", 2)), name="report_disputed_at_most_twice"
            ),
        ),
        migrations.AddConstraint(
            model_name="postponement",
            constraint=models.UniqueConstraint(
                condition=models.Q(("decided_at", None)),
                fields=("report",),
                name="one_open_postponement",
                violation_error_message="Просьба о переносе уже ждёт решения.",
            ),
        ),
        migrations.AddConstraint(
            model_name="metoo",
            constraint=models.UniqueConstraint(fields=("report", "user"), name="me_too_once"),
        ),
        migrations.AddIndex(
            model_name="handover",
            index=models.Index(
                condition=models.Q(("state", "waiting")), fields=["next_at"], name="handover_due"
            ),
        ),
        migrations.AddIndex(
            model_name="handover",
            index=models.Index(
                condition=models.Q(("state", "failed")), fields=["-id"], name="handover_failed"
            ),
        ),
        migrations.AddConstraint(
            model_name="fixvote",
            constraint=models.UniqueConstraint(fields=("report", "user"), name="fix_vote_once"),
        ),
        migrations.AddConstraint(
            model_name="route",
            constraint=models.UniqueConstraint(
                fields=("category", "district"),
                name="route_once",
                nulls_distinct=False,
                violation_error_message="Такой маршрут уже есть.",
            ),
        ),
        migrations.AddConstraint(
            model_name="route",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("category__isnull", False), ("district__isnull", False), _connector="OR"
                ),
                name="route_says_when",
                violation_error_message="Укажите категорию или район.",
            ),
        ),
        migrations.AddIndex(
            model_name="savedsearch",
            index=models.Index(fields=["south", "north"], name="search_box"),
        ),
        migrations.RunSQL(SEARCH, NO_SEARCH),
    ]
