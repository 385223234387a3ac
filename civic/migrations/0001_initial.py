import uuid

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

from portal.cases.append_only import AppendOnly
from portal.cases.first_migration import FirstMigration

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


class Migration(FirstMigration):
    dependencies = [
        ("places", "0001_initial"),
        ("polls", "0001_initial"),
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
            name="AppealNumber",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("year", models.PositiveSmallIntegerField(unique=True)),
                ("last", models.PositiveIntegerField(default=0)),
            ],
            options={
                "verbose_name": "номер обращения",
                "verbose_name_plural": "номера обращений",
            },
        ),
        migrations.CreateModel(
            name="AppealResult",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.SlugField(unique=True, verbose_name="код")),
                ("name", models.CharField(max_length=150, verbose_name="результат")),
            ],
            options={
                "verbose_name": "результат рассмотрения",
                "verbose_name_plural": "результаты рассмотрения",
                "ordering": ["id"],
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
                    "post",
                    models.CharField(
                        blank=True, max_length=200, verbose_name="должность руководителя"
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
                        default="none",
                        max_length=8,
                        verbose_name="доставка",
                    ),
                ),
                ("email", models.EmailField(blank=True, max_length=254, verbose_name="почта")),
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
                "verbose_name": "подразделение",
                "verbose_name_plural": "подразделения",
                "ordering": ["order", "name"],
            },
        ),
        migrations.CreateModel(
            name="Challenge",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="создано")),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="изменено")),
                ("slug", models.SlugField(unique=True, verbose_name="адрес")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "Готовится"),
                            ("announced", "Объявление вызова и вопросов"),
                            ("ideas", "Сбор идей"),
                            ("discussion", "Обсуждение и доработка"),
                            ("merging", "Объединение похожих идей"),
                            ("selection", "Экспертный отбор"),
                            ("voting", "Голосование жителей"),
                            ("decision", "Решение администрации с обоснованием"),
                            ("roadmap", "Дорожная карта"),
                            ("reported", "Отчёт о реализации"),
                            ("cancelled", "Отменён"),
                        ],
                        default="draft",
                        editable=False,
                        max_length=12,
                        verbose_name="этап",
                    ),
                ),
                ("title", models.CharField(max_length=200, verbose_name="вопрос жителям")),
                (
                    "context",
                    models.TextField(verbose_name="о чём речь: что известно, что уже пробовали"),
                ),
                (
                    "promise",
                    models.TextField(
                        help_text="Кто и когда решает, сколько идей и за какие деньги можно сделать.",
                        verbose_name="что будет с результатом",
                    ),
                ),
                (
                    "vote_kind",
                    models.CharField(
                        choices=[
                            ("ballot", "тайное голосование жителей с подтверждённой личностью"),
                            (
                                "support",
                                "поддержка: решает число поддержавших с подтверждённой личностью к концу голосования",
                            ),
                        ],
                        default="ballot",
                        max_length=8,
                        verbose_name="как выбирают жители",
                    ),
                ),
                (
                    "max_choices",
                    models.PositiveSmallIntegerField(
                        default=3,
                        validators=[django.core.validators.MinValueValidator(1)],
                        verbose_name="идей в бюллетене, не больше",
                    ),
                ),
                (
                    "min_voter_age",
                    models.PositiveSmallIntegerField(
                        default=16, verbose_name="голосуют с возраста"
                    ),
                ),
                (
                    "support_threshold",
                    models.PositiveIntegerField(
                        blank=True,
                        help_text="Пусто — общий порог портала.",
                        null=True,
                        validators=[django.core.validators.MinValueValidator(1)],
                        verbose_name="порог поддержки для официального ответа",
                    ),
                ),
                (
                    "decision_due",
                    models.DateField(
                        blank=True, editable=False, null=True, verbose_name="решить до"
                    ),
                ),
                (
                    "decision",
                    models.TextField(
                        blank=True, editable=False, verbose_name="решение с обоснованием"
                    ),
                ),
                (
                    "decided_by",
                    models.CharField(
                        blank=True, editable=False, max_length=400, verbose_name="кто решил"
                    ),
                ),
                (
                    "decided_at",
                    models.DateTimeField(
                        blank=True, editable=False, null=True, verbose_name="решено"
                    ),
                ),
                ("report", models.TextField(blank=True, editable=False, verbose_name="отчёт")),
                (
                    "idea_count",
                    models.PositiveIntegerField(default=0, editable=False, verbose_name="идей"),
                ),
                (
                    "poll",
                    models.OneToOneField(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="polls.poll",
                        verbose_name="голосование",
                    ),
                ),
                (
                    "department",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="civic.department",
                        verbose_name="подразделение",
                    ),
                ),
            ],
            options={
                "verbose_name": "вызов",
                "verbose_name_plural": "вызовы",
                "ordering": ["-id"],
                "permissions": [("run_challenge", "Вести вызовы: объявлять, решать, отчитываться")],
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
            name="AppealDesk",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="appeal_desks",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="сотрудник",
                    ),
                ),
                (
                    "department",
                    models.ForeignKey(
                        blank=True,
                        help_text="Пусто — регистратор: видит все направленные обращения.",
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="appeal_desks",
                        to="civic.department",
                        verbose_name="подразделение",
                    ),
                ),
            ],
            options={
                "verbose_name": "допуск к обращениям",
                "verbose_name_plural": "допуск к обращениям",
            },
        ),
        migrations.CreateModel(
            name="Appeal",
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
                            ("sent", "Направлено"),
                            ("registered", "Зарегистрировано"),
                            ("forwarded", "Перенаправлено по компетенции"),
                            ("in_review", "На рассмотрении"),
                            ("extended", "Срок рассмотрения продлён"),
                            ("clarify", "Запрошены уточнения"),
                            ("answered", "Дан ответ"),
                            ("left", "Оставлено без ответа по существу"),
                            ("withdrawn", "Отозвано заявителем"),
                            ("closed", "Закрыто"),
                        ],
                        default="draft",
                        editable=False,
                        max_length=12,
                        verbose_name="состояние",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("proposal", "предложение"),
                            ("statement", "заявление"),
                            ("complaint", "жалоба"),
                        ],
                        max_length=10,
                        verbose_name="вид",
                    ),
                ),
                ("last_name", models.CharField(blank=True, max_length=100, verbose_name="фамилия")),
                ("first_name", models.CharField(blank=True, max_length=100, verbose_name="имя")),
                (
                    "patronymic",
                    models.CharField(blank=True, max_length=100, verbose_name="отчество"),
                ),
                (
                    "reply_email",
                    models.EmailField(blank=True, max_length=254, verbose_name="почта для ответа"),
                ),
                (
                    "reply_address",
                    models.CharField(
                        blank=True, max_length=300, verbose_name="почтовый адрес для ответа"
                    ),
                ),
                ("subject", models.CharField(max_length=200, verbose_name="тема")),
                ("text", models.TextField(verbose_name="суть обращения")),
                ("is_collective", models.BooleanField(default=False, verbose_name="коллективное")),
                ("co_applicants", models.TextField(blank=True, verbose_name="остальные заявители")),
                (
                    "allows_publication",
                    models.BooleanField(
                        default=False,
                        verbose_name="заявитель разрешает опубликовать ответ без личных данных",
                    ),
                ),
                (
                    "number",
                    models.CharField(
                        blank=True, editable=False, max_length=20, verbose_name="номер"
                    ),
                ),
                ("sent_at", models.DateTimeField(blank=True, null=True, verbose_name="направлено")),
                (
                    "register_due",
                    models.DateField(blank=True, null=True, verbose_name="зарегистрировать до"),
                ),
                (
                    "registered_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="зарегистрировано"),
                ),
                (
                    "forward_due",
                    models.DateField(blank=True, null=True, verbose_name="перенаправить до"),
                ),
                (
                    "forwarded_to",
                    models.CharField(blank=True, max_length=300, verbose_name="куда направлено"),
                ),
                ("answer_due", models.DateField(blank=True, null=True, verbose_name="ответить до")),
                (
                    "extended_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="срок продлён"),
                ),
                (
                    "escalated_at",
                    models.DateTimeField(
                        blank=True,
                        editable=False,
                        null=True,
                        verbose_name="о нарушении срока сообщено",
                    ),
                ),
                (
                    "clarify_due",
                    models.DateField(blank=True, null=True, verbose_name="уточнить до"),
                ),
                ("answer", models.TextField(blank=True, verbose_name="ответ")),
                (
                    "answered_by",
                    models.CharField(blank=True, max_length=400, verbose_name="кто ответил"),
                ),
                (
                    "answered_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="ответ дан"),
                ),
                (
                    "author",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="appeals",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="заявитель",
                    ),
                ),
                (
                    "executor",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="исполнитель",
                    ),
                ),
                (
                    "result",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="civic.appealresult",
                        verbose_name="результат",
                    ),
                ),
                (
                    "addressee",
                    models.ForeignKey(
                        blank=True,
                        help_text="Не знаете — оставьте пустым: определит служба регистрации.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="civic.department",
                        verbose_name="кому",
                    ),
                ),
                (
                    "complained_about",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="civic.department",
                        verbose_name="на чьи действия жалоба",
                    ),
                ),
                (
                    "department",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="civic.department",
                        verbose_name="рассматривает",
                    ),
                ),
            ],
            options={
                "verbose_name": "обращение",
                "verbose_name_plural": "обращения (59-ФЗ)",
                "ordering": ["-id"],
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
            name="Idea",
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
                            ("published", "Обсуждается"),
                            ("merged", "Объединена с похожей"),
                            ("expertise", "Экспертиза"),
                            ("shortlist", "Отобрана экспертами"),
                            ("voting", "Голосование"),
                            ("accepted", "Принята к реализации"),
                            ("implementing", "Реализуется"),
                            ("done", "Реализована"),
                            ("declined", "Отклонена с обоснованием"),
                            ("archived", "Архив"),
                        ],
                        default="draft",
                        editable=False,
                        max_length=12,
                        verbose_name="состояние",
                    ),
                ),
                ("title", models.CharField(max_length=150, verbose_name="название")),
                ("text", models.TextField(verbose_name="суть идеи")),
                (
                    "version",
                    models.PositiveSmallIntegerField(
                        default=1, editable=False, verbose_name="редакция"
                    ),
                ),
                (
                    "address",
                    models.CharField(blank=True, max_length=300, verbose_name="место или ориентир"),
                ),
                (
                    "number",
                    models.PositiveIntegerField(
                        blank=True, null=True, verbose_name="номер в бюллетене"
                    ),
                ),
                (
                    "supporters",
                    models.PositiveIntegerField(
                        default=0, editable=False, verbose_name="поддержали"
                    ),
                ),
                (
                    "comment_count",
                    models.PositiveIntegerField(
                        default=0, editable=False, verbose_name="комментариев"
                    ),
                ),
                (
                    "votes",
                    models.PositiveIntegerField(
                        blank=True, null=True, verbose_name="голосов по итогам"
                    ),
                ),
                (
                    "submitted_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="отправлена"),
                ),
                (
                    "published_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="опубликована"),
                ),
                ("check_due", models.DateField(blank=True, null=True, verbose_name="проверить до")),
                (
                    "threshold_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="порог пройден"),
                ),
                ("answer_due", models.DateField(blank=True, null=True, verbose_name="ответить до")),
                ("answer", models.TextField(blank=True, verbose_name="официальный ответ")),
                (
                    "answered_by",
                    models.CharField(blank=True, max_length=400, verbose_name="кто ответил"),
                ),
                (
                    "answered_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="ответ дан"),
                ),
                (
                    "decline_ground",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("powers", "Вопрос не относится к полномочиям города"),
                            ("money", "Нет средств в бюджете"),
                            ("law", "Противоречит закону или правам других людей"),
                            ("done", "Уже сделано или делается"),
                            ("unfeasible", "Неосуществимо технически"),
                            ("priority", "Жители и эксперты предпочли другие идеи"),
                        ],
                        max_length=12,
                        verbose_name="основание отказа",
                    ),
                ),
                ("report", models.TextField(blank=True, verbose_name="отчёт о реализации")),
                (
                    "search",
                    models.GeneratedField(
                        db_persist=True,
                        expression=django.contrib.postgres.search.CombinedSearchVector(
                            django.contrib.postgres.search.SearchVector(
                                "title", config="russian", weight="A"
                            ),
                            "||",
                            django.contrib.postgres.search.SearchVector(
                                "text", config="russian", weight="C"
                            ),
                            django.contrib.postgres.search.SearchConfig("russian"),
                        ),
                        output_field=django.contrib.postgres.search.SearchVectorField(),
                    ),
                ),
                (
                    "author",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="ideas",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="автор",
                    ),
                ),
                (
                    "challenge",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="ideas",
                        to="civic.challenge",
                        verbose_name="вызов",
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
                        related_name="absorbed",
                        to="civic.idea",
                        verbose_name="объединена с",
                    ),
                ),
            ],
            options={
                "verbose_name": "идея",
                "verbose_name_plural": "идеи",
                "ordering": ["-id"],
                "permissions": [
                    ("moderate_idea", "Проверять и публиковать идеи, вести отбор"),
                    ("answer_idea", "Давать официальный ответ на идею"),
                    ("assess_idea", "Давать заключение эксперта"),
                ],
            },
        ),
        migrations.CreateModel(
            name="CoAuthor",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("email", models.EmailField(max_length=254, verbose_name="почта")),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="приглашён")),
                (
                    "accepted_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="согласился"),
                ),
                (
                    "declined_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="отказался"),
                ),
                (
                    "user",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "idea",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="coauthors",
                        to="civic.idea",
                    ),
                ),
            ],
            options={
                "verbose_name": "соавтор",
                "verbose_name_plural": "соавторы",
                "ordering": ["id"],
            },
        ),
        migrations.CreateModel(
            name="IdeaMerge",
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
                            ("proposed", "Ждёт согласия авторов"),
                            ("choosing", "Поддержавшие выбирают"),
                            ("done", "Объединено"),
                            ("refused", "Не состоялось"),
                        ],
                        default="proposed",
                        editable=False,
                        max_length=10,
                        verbose_name="состояние",
                    ),
                ),
                ("reason", models.CharField(max_length=1000, verbose_name="почему они похожи")),
                (
                    "source_agreed_at",
                    models.DateTimeField(
                        blank=True, null=True, verbose_name="согласен автор первой"
                    ),
                ),
                (
                    "target_agreed_at",
                    models.DateTimeField(
                        blank=True, null=True, verbose_name="согласен автор второй"
                    ),
                ),
                (
                    "choose_until",
                    models.DateTimeField(blank=True, null=True, verbose_name="выбрать до"),
                ),
                (
                    "proposed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="merges_away",
                        to="civic.idea",
                        verbose_name="присоединяется",
                    ),
                ),
                (
                    "target",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="merges_in",
                        to="civic.idea",
                        verbose_name="остаётся",
                    ),
                ),
            ],
            options={
                "verbose_name": "объединение идей",
                "verbose_name_plural": "объединения идей",
                "ordering": ["-id"],
            },
        ),
        migrations.CreateModel(
            name="IdeaReview",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "post",
                    models.CharField(max_length=200, verbose_name="должность или специальность"),
                ),
                (
                    "benefit",
                    models.PositiveSmallIntegerField(
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(5),
                        ],
                        verbose_name="польза, 1–5",
                    ),
                ),
                (
                    "feasibility",
                    models.PositiveSmallIntegerField(
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(5),
                        ],
                        verbose_name="осуществимость, 1–5",
                    ),
                ),
                (
                    "cost",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=14,
                        null=True,
                        validators=[django.core.validators.MinValueValidator(0)],
                        verbose_name="оценка стоимости, ₽",
                    ),
                ),
                ("text", models.TextField(max_length=5000, verbose_name="заключение")),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="когда")),
                (
                    "expert",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "idea",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reviews",
                        to="civic.idea",
                    ),
                ),
            ],
            options={
                "verbose_name": "заключение эксперта",
                "verbose_name_plural": "заключения экспертов",
                "ordering": ["id"],
            },
        ),
        migrations.CreateModel(
            name="IdeaStep",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("title", models.CharField(max_length=300, verbose_name="что делаем")),
                ("due", models.DateField(verbose_name="до")),
                ("done_at", models.DateField(blank=True, null=True, verbose_name="сделано")),
                (
                    "department",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="civic.department",
                        verbose_name="кто",
                    ),
                ),
                (
                    "idea",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="steps",
                        to="civic.idea",
                    ),
                ),
            ],
            options={
                "verbose_name": "шаг дорожной карты",
                "verbose_name_plural": "дорожная карта",
                "ordering": ["due", "id"],
            },
        ),
        migrations.CreateModel(
            name="IdeaSupport",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                (
                    "idea",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="supports",
                        to="civic.idea",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "поддержка идеи",
                "verbose_name_plural": "поддержка идей",
            },
        ),
        migrations.CreateModel(
            name="IdeaVersion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField(verbose_name="редакция")),
                ("title", models.CharField(max_length=150, verbose_name="название")),
                ("text", models.TextField(verbose_name="суть идеи")),
                (
                    "reason",
                    models.CharField(
                        blank=True, max_length=300, verbose_name="что изменено и почему"
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="когда")),
                (
                    "author",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "idea",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="versions",
                        to="civic.idea",
                    ),
                ),
            ],
            options={
                "verbose_name": "редакция идеи",
                "verbose_name_plural": "редакции идей",
                "ordering": ["number"],
            },
        ),
        migrations.CreateModel(
            name="MergeChoice",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "choice",
                    models.CharField(
                        choices=[
                            ("move", "Перенести мою поддержку на общую идею"),
                            ("stay", "Оставить у этой идеи"),
                            ("leave", "Снять мою поддержку"),
                        ],
                        max_length=5,
                        verbose_name="выбор",
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now=True)),
                (
                    "merge",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="choices",
                        to="civic.ideamerge",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "выбор поддержавшего",
                "verbose_name_plural": "выборы поддержавших",
            },
        ),
        migrations.CreateModel(
            name="OpinionBoard",
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
                        choices=[("draft", "Готовится"), ("open", "Идёт"), ("closed", "Завершён")],
                        default="draft",
                        editable=False,
                        max_length=6,
                        verbose_name="состояние",
                    ),
                ),
                ("title", models.CharField(max_length=200, verbose_name="вопрос")),
                ("intro", models.TextField(verbose_name="о чём речь")),
                ("ends_at", models.DateTimeField(verbose_name="окончание")),
                (
                    "min_participants",
                    models.PositiveIntegerField(
                        default=30,
                        validators=[django.core.validators.MinValueValidator(10)],
                        verbose_name="показывать группы с числа участников",
                    ),
                ),
                (
                    "min_group",
                    models.PositiveIntegerField(
                        default=5,
                        validators=[django.core.validators.MinValueValidator(5)],
                        verbose_name="наименьшая группа",
                    ),
                ),
                (
                    "participants",
                    models.PositiveIntegerField(
                        default=0, editable=False, verbose_name="участников"
                    ),
                ),
                ("groups", models.JSONField(default=dict, editable=False, verbose_name="группы")),
                (
                    "grouped_at",
                    models.DateTimeField(
                        editable=False, null=True, verbose_name="группы посчитаны"
                    ),
                ),
                (
                    "voted_at",
                    models.DateTimeField(editable=False, null=True, verbose_name="последний ответ"),
                ),
            ],
            options={
                "verbose_name": "доска мнений",
                "verbose_name_plural": "доски мнений",
                "ordering": ["-id"],
                "indexes": [
                    models.Index(fields=["state", "-id"], name="civic_opini_state_6f3016_idx")
                ],
            },
        ),
        migrations.CreateModel(
            name="PublishedAnswer",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("subject", models.CharField(max_length=200, verbose_name="тема")),
                ("question", models.TextField(verbose_name="вопрос")),
                ("answer", models.TextField(verbose_name="ответ")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("proposal", "предложение"),
                            ("statement", "заявление"),
                            ("complaint", "жалоба"),
                        ],
                        max_length=10,
                        verbose_name="вид",
                    ),
                ),
                (
                    "published_at",
                    models.DateTimeField(auto_now_add=True, verbose_name="опубликован"),
                ),
                (
                    "appeal",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="published",
                        to="civic.appeal",
                    ),
                ),
                (
                    "department",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="civic.department",
                        verbose_name="подразделение",
                    ),
                ),
            ],
            options={
                "verbose_name": "опубликованный ответ",
                "verbose_name_plural": "опубликованные ответы",
                "ordering": ["-id"],
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
                    "rating",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="оценка ответа"
                    ),
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
            name="Statement",
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
                            ("pending", "На модерации"),
                            ("shown", "На доске"),
                            ("declined", "Не принято"),
                        ],
                        default="pending",
                        editable=False,
                        max_length=8,
                        verbose_name="состояние",
                    ),
                ),
                ("text", models.CharField(max_length=200, verbose_name="утверждение")),
                (
                    "agreed",
                    models.PositiveIntegerField(default=0, editable=False, verbose_name="согласны"),
                ),
                (
                    "disagreed",
                    models.PositiveIntegerField(
                        default=0, editable=False, verbose_name="не согласны"
                    ),
                ),
                (
                    "passed",
                    models.PositiveIntegerField(
                        default=0, editable=False, verbose_name="пропустили"
                    ),
                ),
                (
                    "author",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="автор",
                    ),
                ),
                (
                    "board",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="statements",
                        to="civic.opinionboard",
                        verbose_name="доска",
                    ),
                ),
            ],
            options={
                "verbose_name": "утверждение",
                "verbose_name_plural": "утверждения",
                "ordering": ["id"],
                "permissions": [("moderate_statement", "Проверять утверждения жителей")],
            },
        ),
        migrations.CreateModel(
            name="StatementVote",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "value",
                    models.SmallIntegerField(
                        choices=[(1, "согласен"), (-1, "не согласен"), (0, "пропустить")]
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now=True)),
                (
                    "statement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="votes",
                        to="civic.statement",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "мнение",
                "verbose_name_plural": "мнения",
            },
        ),
        migrations.CreateModel(
            name="Survey",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="создано")),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="изменено")),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "state",
                    models.CharField(
                        choices=[("draft", "Готовится"), ("open", "Идёт"), ("closed", "Завершён")],
                        default="draft",
                        editable=False,
                        max_length=6,
                        verbose_name="состояние",
                    ),
                ),
                ("title", models.CharField(max_length=200, verbose_name="название")),
                ("intro", models.TextField(verbose_name="зачем этот опрос")),
                (
                    "method",
                    models.TextField(
                        help_text="Кого спрашивают, как узнают об опросе, чего он не покажет.",
                        verbose_name="метод",
                    ),
                ),
                (
                    "min_level",
                    models.PositiveSmallIntegerField(
                        choices=[
                            (0, "подтверждена почта"),
                            (1, "подтверждён телефон, адрес заявлен"),
                            (2, "личность подтверждена"),
                        ],
                        default=0,
                        verbose_name="кто может ответить",
                    ),
                ),
                (
                    "min_age",
                    models.PositiveSmallIntegerField(default=14, verbose_name="с какого возраста"),
                ),
                ("ends_at", models.DateTimeField(verbose_name="окончание")),
                (
                    "results_from",
                    models.PositiveIntegerField(
                        blank=True,
                        help_text="Пусто — только после завершения.",
                        null=True,
                        validators=[django.core.validators.MinValueValidator(10)],
                        verbose_name="показывать итоги с числа ответов",
                    ),
                ),
                (
                    "answer_count",
                    models.PositiveIntegerField(default=0, editable=False, verbose_name="ответов"),
                ),
            ],
            options={
                "verbose_name": "опрос",
                "verbose_name_plural": "опросы",
                "ordering": ["-id"],
                "permissions": [("run_opinion", "Готовить опросы и доски мнений")],
                "indexes": [
                    models.Index(fields=["state", "-id"], name="civic_surve_state_daea04_idx")
                ],
            },
        ),
        migrations.CreateModel(
            name="SurveyAnswer",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("person_mark", models.CharField(max_length=64)),
                ("choices", models.JSONField(default=dict)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                (
                    "survey",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="answers",
                        to="civic.survey",
                    ),
                ),
            ],
            options={
                "verbose_name": "ответ на опрос",
                "verbose_name_plural": "ответы на опросы",
            },
        ),
        migrations.CreateModel(
            name="SurveyQuestion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("order", models.PositiveSmallIntegerField(default=0, verbose_name="порядок")),
                ("text", models.CharField(max_length=300, verbose_name="вопрос")),
                (
                    "is_multiple",
                    models.BooleanField(default=False, verbose_name="можно несколько ответов"),
                ),
                (
                    "options",
                    models.TextField(help_text="Каждый с новой строки.", verbose_name="варианты"),
                ),
                (
                    "survey",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="questions",
                        to="civic.survey",
                    ),
                ),
            ],
            options={
                "verbose_name": "вопрос",
                "verbose_name_plural": "вопросы",
                "ordering": ["order", "id"],
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
        migrations.CreateModel(
            name="ChallengeStage",
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
                            ("announced", "Объявление вызова и вопросов"),
                            ("ideas", "Сбор идей"),
                            ("discussion", "Обсуждение и доработка"),
                            ("merging", "Объединение похожих идей"),
                            ("selection", "Экспертный отбор"),
                            ("voting", "Голосование жителей"),
                        ],
                        max_length=12,
                        verbose_name="этап",
                    ),
                ),
                (
                    "starts_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="начало"),
                ),
                ("ends_at", models.DateTimeField(verbose_name="окончание")),
                (
                    "challenge",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="stages",
                        to="civic.challenge",
                    ),
                ),
            ],
            options={
                "verbose_name": "этап вызова",
                "verbose_name_plural": "этапы вызова",
                "ordering": ["starts_at", "id"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("challenge", "kind"), name="stage_once_in_challenge"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("ends_at__gt", models.F("starts_at"))),
                        name="stage_ends_after_it_starts",
                        violation_error_message="Окончание должно быть позже начала.",
                    ),
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
        migrations.AddIndex(
            model_name="challenge",
            index=models.Index(fields=["state", "-id"], name="civic_chall_state_4ea682_idx"),
        ),
        migrations.AddConstraint(
            model_name="appealdesk",
            constraint=models.UniqueConstraint(
                fields=("user", "department"), name="appeal_desk_once", nulls_distinct=False
            ),
        ),
        migrations.AddIndex(
            model_name="appeal",
            index=models.Index(fields=["author", "-id"], name="civic_appea_author__ca84d2_idx"),
        ),
        migrations.AddIndex(
            model_name="appeal",
            index=models.Index(fields=["state", "answer_due"], name="civic_appea_state_eaa2a4_idx"),
        ),
        migrations.AddIndex(
            model_name="appeal",
            index=models.Index(
                fields=["state", "register_due"], name="civic_appea_state_d2a217_idx"
            ),
        ),
        migrations.AddIndex(
            model_name="appeal",
            index=models.Index(
                fields=["department", "state", "-id"], name="civic_appea_departm_2f24e5_idx"
            ),
        ),
        migrations.AddConstraint(
            model_name="appeal",
            constraint=models.UniqueConstraint(
                condition=models.Q(("number", ""), _negated=True),
                fields=("number",),
                name="appeal_number_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="escalationpost",
            constraint=models.UniqueConstraint(
                fields=("department", "level"), name="one_post_per_level", nulls_distinct=False
            ),
        ),
        migrations.AddIndex(
            model_name="idea",
            index=models.Index(
                fields=["challenge", "state", "-id"], name="civic_idea_challen_6b5d75_idx"
            ),
        ),
        migrations.AddIndex(
            model_name="idea",
            index=models.Index(fields=["-supporters", "-id"], name="civic_idea_support_8ccbc9_idx"),
        ),
        migrations.AddIndex(
            model_name="idea",
            index=models.Index(
                fields=["-comment_count", "-id"], name="civic_idea_comment_8f37cc_idx"
            ),
        ),
        migrations.AddIndex(
            model_name="idea",
            index=models.Index(fields=["state", "-id"], name="civic_idea_state_8a2b8a_idx"),
        ),
        migrations.AddIndex(
            model_name="idea",
            index=models.Index(fields=["district", "-id"], name="civic_idea_distric_d07c06_idx"),
        ),
        migrations.AddIndex(
            model_name="idea",
            index=models.Index(fields=["-published_at"], name="civic_idea_publish_b989a0_idx"),
        ),
        migrations.AddIndex(
            model_name="idea",
            index=models.Index(
                condition=models.Q(("answer_due__isnull", False), ("answered_at", None)),
                fields=["answer_due"],
                name="idea_answer_owed",
            ),
        ),
        migrations.AddIndex(
            model_name="idea",
            index=django.contrib.postgres.indexes.GinIndex(fields=["search"], name="idea_search"),
        ),
        migrations.AddIndex(
            model_name="idea",
            index=django.contrib.postgres.indexes.GinIndex(
                fields=["title"], name="idea_title_trgm", opclasses=["gin_trgm_ops"]
            ),
        ),
        migrations.AddConstraint(
            model_name="idea",
            constraint=models.UniqueConstraint(
                fields=("challenge", "number"), name="idea_number_once"
            ),
        ),
        migrations.AddIndex(
            model_name="coauthor",
            index=models.Index(fields=["email"], name="civic_coaut_email_d6c494_idx"),
        ),
        migrations.AddConstraint(
            model_name="coauthor",
            constraint=models.UniqueConstraint(
                fields=("idea", "email"), name="coauthor_invited_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="coauthor",
            constraint=models.UniqueConstraint(fields=("idea", "user"), name="coauthor_once"),
        ),
        migrations.AddConstraint(
            model_name="ideamerge",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state__in", ["proposed", "choosing"])),
                fields=("source",),
                name="one_open_merge_per_idea",
            ),
        ),
        migrations.AddConstraint(
            model_name="ideamerge",
            constraint=models.CheckConstraint(
                condition=models.Q(("source", models.F("target")), _negated=True),
                name="merge_of_two_ideas",
            ),
        ),
        migrations.AddConstraint(
            model_name="ideareview",
            constraint=models.UniqueConstraint(
                fields=("idea", "expert"), name="one_review_per_expert"
            ),
        ),
        migrations.AddConstraint(
            model_name="ideareview",
            constraint=models.CheckConstraint(
                condition=models.Q(("benefit__range", (1, 5)), ("feasibility__range", (1, 5))),
                name="review_marks_from_one_to_five",
            ),
        ),
        migrations.AddConstraint(
            model_name="ideasupport",
            constraint=models.UniqueConstraint(fields=("idea", "user"), name="idea_support_once"),
        ),
        migrations.AddConstraint(
            model_name="ideaversion",
            constraint=models.UniqueConstraint(fields=("idea", "number"), name="idea_version_once"),
        ),
        migrations.AddConstraint(
            model_name="mergechoice",
            constraint=models.UniqueConstraint(
                fields=("merge", "user"), name="one_choice_per_merge"
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
                include=("id",),
                name="report_open_cell",
            ),
        ),
        migrations.AddIndex(
            model_name="report",
            index=models.Index(
                condition=models.Q(("shown", True)),
                fields=["cell", "category", "published_at"],
                include=("id", "merged_into", "latitude", "longitude"),
                name="report_shown_cell",
            ),
        ),
        migrations.AddIndex(
            model_name="report",
            index=models.Index(
                condition=models.Q(("shown", True)),
                fields=["latitude", "longitude"],
                include=("id",),
                name="report_place",
            ),
        ),
        migrations.AddIndex(
            model_name="report",
            index=models.Index(
                condition=models.Q(("unsettled", True)),
                fields=["latitude", "longitude"],
                include=("id",),
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
            model_name="report",
            constraint=models.CheckConstraint(
                condition=models.Q(("rating", None), ("rating__range", (1, 5)), _connector="OR"),
                name="report_rated_from_1_to_5",
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
        migrations.AddIndex(
            model_name="statement",
            index=models.Index(
                fields=["board", "state", "id"], name="civic_state_board_i_8565e5_idx"
            ),
        ),
        migrations.AddConstraint(
            model_name="statementvote",
            constraint=models.UniqueConstraint(
                fields=("statement", "user"), name="one_vote_per_statement"
            ),
        ),
        migrations.AddConstraint(
            model_name="statementvote",
            constraint=models.CheckConstraint(
                condition=models.Q(("value__in", [-1, 0, 1])), name="statement_vote_of_three"
            ),
        ),
        migrations.AddConstraint(
            model_name="surveyanswer",
            constraint=models.UniqueConstraint(
                fields=("survey", "person_mark"), name="one_survey_answer_per_person"
            ),
        ),
        migrations.RunSQL(SEARCH, NO_SEARCH),
        AppendOnly("civic_ideaversion"),
    ]
