from decimal import Decimal

import django.core.validators
import django.db.models.deletion
import django.db.models.expressions
import django.db.models.functions.text
from django.conf import settings
from django.db import migrations, models

import grants.models.lease_applications
from portal.cases.append_only import AppendOnly
from portal.cases.first_migration import FirstMigration


class Migration(FirstMigration):
    dependencies = [
        ("files", "0001_initial"),
        ("organisations", "0001_initial"),
        ("places", "0001_initial"),
        ("polls", "0001_initial"),
        ("scoring", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Direction",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=200, unique=True, verbose_name="название")),
                ("order", models.PositiveSmallIntegerField(default=0, verbose_name="порядок")),
            ],
            options={
                "verbose_name": "направление",
                "verbose_name_plural": "направления",
                "ordering": ["order", "name"],
            },
        ),
        migrations.CreateModel(
            name="Application",
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
                            ("submitted", "Подана"),
                            ("check", "Проверка соответствия"),
                            ("returned", "Возвращена на доработку"),
                            ("not_admitted", "Не допущена"),
                            ("expertise", "Экспертиза"),
                            ("rating", "В рейтинге"),
                            ("winner", "Победитель"),
                            ("rejected", "Не поддержана"),
                            ("agreement", "Заключено соглашение"),
                            ("running", "Реализуется"),
                            ("report", "Отчёт на проверке"),
                            ("accepted", "Отчёт принят"),
                            ("return_funds", "Возврат средств"),
                            ("terminated", "Соглашение расторгнуто"),
                            ("withdrawn", "Отозвана заявителем"),
                        ],
                        default="draft",
                        max_length=12,
                        verbose_name="состояние",
                    ),
                ),
                (
                    "number",
                    models.PositiveIntegerField(
                        blank=True, editable=False, null=True, verbose_name="номер"
                    ),
                ),
                ("title", models.CharField(max_length=200, verbose_name="название проекта")),
                (
                    "summary",
                    models.TextField(blank=True, max_length=3000, verbose_name="коротко о проекте"),
                ),
                (
                    "beneficiaries",
                    models.PositiveIntegerField(
                        blank=True, null=True, verbose_name="благополучателей"
                    ),
                ),
                (
                    "starts_on",
                    models.DateField(blank=True, null=True, verbose_name="начало проекта"),
                ),
                (
                    "ends_on",
                    models.DateField(blank=True, null=True, verbose_name="окончание проекта"),
                ),
                ("answers", models.JSONField(blank=True, default=dict, verbose_name="ответы")),
                ("typed", models.JSONField(blank=True, default=dict, editable=False)),
                (
                    "requested",
                    models.DecimalField(
                        decimal_places=2,
                        default=0,
                        editable=False,
                        max_digits=14,
                        verbose_name="запрошено",
                    ),
                ),
                (
                    "own",
                    models.DecimalField(
                        decimal_places=2,
                        default=0,
                        editable=False,
                        max_digits=14,
                        verbose_name="свой вклад",
                    ),
                ),
                (
                    "submitted_at",
                    models.DateTimeField(
                        blank=True, editable=False, null=True, verbose_name="подана"
                    ),
                ),
                (
                    "check_due",
                    models.DateField(
                        blank=True, editable=False, null=True, verbose_name="проверить до"
                    ),
                ),
                (
                    "return_until",
                    models.DateTimeField(
                        blank=True, editable=False, null=True, verbose_name="исправить до"
                    ),
                ),
                (
                    "author",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="кто составил",
                    ),
                ),
                (
                    "handler",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="кто ведёт",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="applications",
                        to="organisations.organisation",
                        verbose_name="заявитель",
                    ),
                ),
                (
                    "partner",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="partnered",
                        to="organisations.organisation",
                        verbose_name="организация-партнёр",
                    ),
                ),
            ],
            options={
                "verbose_name": "заявка",
                "verbose_name_plural": "заявки",
                "ordering": ["-id"],
            },
        ),
        migrations.CreateModel(
            name="BudgetLine",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "section",
                    models.CharField(
                        choices=[
                            ("labour", "Оплата труда"),
                            ("trips", "Поездки"),
                            ("office", "Офисные расходы"),
                            ("equipment", "Оборудование"),
                            ("it", "Программы и связь"),
                            ("services", "Юридические, информационные и иные услуги"),
                            ("events", "Мероприятия"),
                            ("publishing", "Издательские расходы"),
                            ("other", "Прочее"),
                        ],
                        max_length=10,
                        verbose_name="раздел",
                    ),
                ),
                ("name", models.CharField(max_length=200, verbose_name="статья расходов")),
                ("activity", models.PositiveSmallIntegerField(verbose_name="№ мероприятия")),
                ("unit", models.CharField(default="шт.", max_length=30, verbose_name="ед. изм.")),
                (
                    "quantity",
                    models.DecimalField(decimal_places=3, max_digits=10, verbose_name="количество"),
                ),
                (
                    "price",
                    models.DecimalField(decimal_places=2, max_digits=12, verbose_name="цена"),
                ),
                (
                    "own",
                    models.DecimalField(
                        decimal_places=2, default=0, max_digits=14, verbose_name="свои средства"
                    ),
                ),
                (
                    "requested",
                    models.DecimalField(
                        decimal_places=2, default=0, max_digits=14, verbose_name="из гранта"
                    ),
                ),
                (
                    "agreed",
                    models.DecimalField(
                        decimal_places=2,
                        editable=False,
                        max_digits=14,
                        null=True,
                        verbose_name="по дополнительному соглашению",
                    ),
                ),
                (
                    "evidence",
                    models.CharField(
                        blank=True,
                        help_text="Например, ссылка на прайс-лист или номер приложенного предложения.",
                        max_length=300,
                        verbose_name="чем подтверждена цена",
                    ),
                ),
                (
                    "application",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="lines",
                        to="grants.application",
                    ),
                ),
            ],
            options={
                "verbose_name": "строка бюджета",
                "verbose_name_plural": "бюджет",
                "ordering": ["section", "id"],
            },
        ),
        migrations.CreateModel(
            name="Contest",
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
                            ("published", "Объявлен"),
                            ("expertise", "Экспертиза заявок"),
                            ("rated", "Рейтинг опубликован"),
                            ("decided", "Итоги подведены"),
                            ("finished", "Завершён"),
                            ("cancelled", "Отменён"),
                        ],
                        default="draft",
                        max_length=10,
                        verbose_name="состояние",
                    ),
                ),
                ("slug", models.SlugField(unique=True, verbose_name="адрес страницы")),
                ("title", models.CharField(max_length=200, verbose_name="название")),
                (
                    "summary",
                    models.TextField(blank=True, max_length=3000, verbose_name="о конкурсе"),
                ),
                ("terms", models.TextField(blank=True, max_length=20000, verbose_name="условия")),
                ("opens_at", models.DateTimeField(verbose_name="начало приёма")),
                (
                    "closes_at",
                    models.DateTimeField(
                        help_text="Заявка, поданная в эту секунду, уже опоздала. Время города.",
                        verbose_name="окончание приёма",
                    ),
                ),
                (
                    "check_until",
                    models.DateTimeField(
                        help_text="После этого начинается экспертиза.",
                        verbose_name="проверка заявок до",
                    ),
                ),
                (
                    "results_on",
                    models.DateField(blank=True, null=True, verbose_name="итоги не позднее"),
                ),
                (
                    "project_from",
                    models.DateField(blank=True, null=True, verbose_name="проекты идут с"),
                ),
                (
                    "project_until",
                    models.DateField(blank=True, null=True, verbose_name="проекты идут до"),
                ),
                (
                    "fund",
                    models.DecimalField(
                        decimal_places=2, max_digits=14, verbose_name="фонд конкурса"
                    ),
                ),
                (
                    "applicant_kinds",
                    models.JSONField(
                        default=list, help_text="Виды организаций.", verbose_name="кто может подать"
                    ),
                ),
                (
                    "partner_rule",
                    models.CharField(
                        choices=[
                            ("never", "Без партнёров: заявку подаёт сам получатель"),
                            ("tos", "ТОС подаёт заявку через организацию-партнёра"),
                        ],
                        default="tos",
                        max_length=5,
                        verbose_name="партнёры",
                    ),
                ),
                (
                    "max_applications",
                    models.PositiveSmallIntegerField(
                        default=2, verbose_name="заявок от одного заявителя"
                    ),
                ),
                (
                    "experts_per_application",
                    models.PositiveSmallIntegerField(default=2, verbose_name="экспертов на заявку"),
                ),
                (
                    "divergence",
                    models.PositiveSmallIntegerField(
                        default=50,
                        help_text="Если оценки двух экспертов по критерию расходятся больше, нужен третий.",
                        verbose_name="расхождение, % шкалы",
                    ),
                ),
                (
                    "appeal_days",
                    models.PositiveSmallIntegerField(default=5, verbose_name="дней на апелляцию"),
                ),
                (
                    "decided_at",
                    models.DateTimeField(
                        blank=True, editable=False, null=True, verbose_name="итоги"
                    ),
                ),
                ("rules_text", models.TextField(blank=True, editable=False)),
                (
                    "rules_hash",
                    models.CharField(
                        blank=True, editable=False, max_length=64, verbose_name="отпечаток правил"
                    ),
                ),
                (
                    "published_at",
                    models.DateTimeField(
                        blank=True, editable=False, null=True, verbose_name="объявлен"
                    ),
                ),
                (
                    "application_count",
                    models.PositiveIntegerField(default=0, editable=False, verbose_name="заявок"),
                ),
                (
                    "committed",
                    models.DecimalField(
                        decimal_places=2,
                        default=0,
                        editable=False,
                        max_digits=14,
                        verbose_name="обещано соглашениями",
                    ),
                ),
                (
                    "criteria",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="scoring.criteriaset",
                        verbose_name="критерии",
                    ),
                ),
                (
                    "ranking",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="scoring.ranking",
                    ),
                ),
                (
                    "directions",
                    models.ManyToManyField(
                        blank=True, to="grants.direction", verbose_name="направления"
                    ),
                ),
            ],
            options={
                "verbose_name": "конкурс",
                "verbose_name_plural": "конкурсы",
                "ordering": ["-opens_at", "-id"],
                "permissions": [
                    ("run_contest", "Объявлять конкурсы, подводить итоги"),
                    ("process_application", "Проверять заявки конкурсов"),
                ],
            },
        ),
        migrations.CreateModel(
            name="CommissionMember",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=150, verbose_name="имя")),
                (
                    "post",
                    models.CharField(max_length=200, verbose_name="должность или организация"),
                ),
                ("attended", models.BooleanField(default=False, verbose_name="был на заседании")),
                (
                    "contest",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="commission",
                        to="grants.contest",
                    ),
                ),
            ],
            options={
                "verbose_name": "член комиссии",
                "verbose_name_plural": "комиссия",
                "ordering": ["id"],
            },
        ),
        migrations.CreateModel(
            name="Clarification",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("text", models.TextField(max_length=2000, verbose_name="вопрос")),
                ("answer", models.TextField(blank=True, max_length=4000, verbose_name="ответ")),
                ("asked_at", models.DateTimeField(auto_now_add=True, verbose_name="задан")),
                (
                    "answered_at",
                    models.DateTimeField(editable=False, null=True, verbose_name="дан ответ"),
                ),
                (
                    "answered_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="кто ответил",
                    ),
                ),
                (
                    "asked_by",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "contest",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="clarifications",
                        to="grants.contest",
                    ),
                ),
            ],
            options={
                "verbose_name": "вопрос о конкурсе",
                "verbose_name_plural": "вопросы о конкурсах",
                "ordering": ["-id"],
            },
        ),
        migrations.AddField(
            model_name="application",
            name="contest",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="applications",
                to="grants.contest",
                verbose_name="конкурс",
            ),
        ),
        migrations.CreateModel(
            name="Agreement",
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
                            ("signed", "Подписано"),
                            ("active", "Действует"),
                            ("fulfilled", "Исполнено"),
                            ("terminated", "Расторгнуто"),
                        ],
                        default="draft",
                        max_length=10,
                        verbose_name="состояние",
                    ),
                ),
                ("number", models.CharField(max_length=40, verbose_name="номер соглашения")),
                (
                    "amount",
                    models.DecimalField(decimal_places=2, max_digits=14, verbose_name="сумма"),
                ),
                ("starts_on", models.DateField(verbose_name="деньги можно тратить с")),
                ("ends_on", models.DateField(verbose_name="деньги можно тратить до")),
                (
                    "signed_on",
                    models.DateField(
                        blank=True, editable=False, null=True, verbose_name="подписано"
                    ),
                ),
                (
                    "ended_on",
                    models.DateField(
                        blank=True, editable=False, null=True, verbose_name="закончилось"
                    ),
                ),
                (
                    "paid",
                    models.DecimalField(
                        decimal_places=2,
                        default=0,
                        editable=False,
                        max_digits=14,
                        verbose_name="перечислено",
                    ),
                ),
                (
                    "pending",
                    models.DecimalField(
                        decimal_places=2,
                        default=0,
                        editable=False,
                        max_digits=14,
                        verbose_name="ждёт утверждения",
                    ),
                ),
                (
                    "returned",
                    models.DecimalField(
                        decimal_places=2,
                        default=0,
                        editable=False,
                        max_digits=14,
                        verbose_name="возвращено",
                    ),
                ),
                (
                    "spent",
                    models.DecimalField(
                        decimal_places=2,
                        default=0,
                        editable=False,
                        max_digits=14,
                        verbose_name="принято расходов",
                    ),
                ),
                (
                    "prepared_by",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="кто подготовил",
                    ),
                ),
                (
                    "application",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="agreement",
                        to="grants.application",
                        verbose_name="заявка",
                    ),
                ),
                (
                    "contest",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="agreements",
                        to="grants.contest",
                        verbose_name="конкурс",
                    ),
                ),
            ],
            options={
                "verbose_name": "соглашение о гранте",
                "verbose_name_plural": "соглашения о грантах",
                "ordering": ["-id"],
                "permissions": [("manage_agreement", "Вести соглашения, выплаты и отчёты")],
            },
        ),
        migrations.CreateModel(
            name="Decision",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("is_awarded", models.BooleanField(default=False, verbose_name="поддержать")),
                (
                    "amount",
                    models.DecimalField(
                        decimal_places=2, default=Decimal("0"), max_digits=14, verbose_name="сумма"
                    ),
                ),
                ("votes_for", models.PositiveSmallIntegerField(default=0, verbose_name="за")),
                (
                    "votes_against",
                    models.PositiveSmallIntegerField(default=0, verbose_name="против"),
                ),
                (
                    "abstained",
                    models.PositiveSmallIntegerField(
                        default=0,
                        help_text="И те, у кого конфликт интересов.",
                        verbose_name="воздержались",
                    ),
                ),
                ("reason", models.TextField(blank=True, max_length=3000, verbose_name="причина")),
                (
                    "changed_on",
                    models.DateField(
                        editable=False, null=True, verbose_name="изменено по апелляции"
                    ),
                ),
                ("prepared_at", models.DateTimeField(auto_now=True)),
                (
                    "application",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="decision",
                        to="grants.application",
                        verbose_name="заявка",
                    ),
                ),
                (
                    "prepared_by",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "решение комиссии",
                "verbose_name_plural": "решения комиссий",
                "ordering": ["application"],
            },
        ),
        migrations.CreateModel(
            name="Demand",
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
                            ("unspent", "неизрасходованный остаток"),
                            ("misuse", "потрачено не по назначению"),
                            ("termination", "соглашение расторгнуто"),
                        ],
                        max_length=11,
                        verbose_name="основание",
                    ),
                ),
                (
                    "amount",
                    models.DecimalField(decimal_places=2, max_digits=14, verbose_name="вернуть"),
                ),
                ("due", models.DateField(verbose_name="вернуть до")),
                ("note", models.TextField(blank=True, max_length=2000, verbose_name="пояснение")),
                (
                    "paid_back",
                    models.DecimalField(
                        decimal_places=2,
                        default=0,
                        editable=False,
                        max_digits=14,
                        verbose_name="возвращено",
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="когда")),
                (
                    "withdrawn_at",
                    models.DateTimeField(editable=False, null=True, verbose_name="отозвано"),
                ),
                ("warned_on", models.DateField(editable=False, null=True)),
                (
                    "agreement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="demands",
                        to="grants.agreement",
                        verbose_name="соглашение",
                    ),
                ),
                (
                    "created_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="кто потребовал",
                    ),
                ),
            ],
            options={
                "verbose_name": "требование о возврате",
                "verbose_name_plural": "требования о возврате",
                "ordering": ["id"],
            },
        ),
        migrations.AddField(
            model_name="application",
            name="direction",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                to="grants.direction",
                verbose_name="направление",
            ),
        ),
        migrations.CreateModel(
            name="Expert",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "employer",
                    models.CharField(
                        blank=True,
                        help_text="Заявки этой организации эксперт не получит.",
                        max_length=200,
                        verbose_name="место работы",
                    ),
                ),
                (
                    "most",
                    models.PositiveSmallIntegerField(default=20, verbose_name="заявок не больше"),
                ),
                ("is_active", models.BooleanField(default=True, verbose_name="участвует")),
                (
                    "contest",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="experts",
                        to="grants.contest",
                        verbose_name="конкурс",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="grant_expert_seats",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="учётная запись",
                    ),
                ),
            ],
            options={
                "verbose_name": "эксперт конкурса",
                "verbose_name_plural": "эксперты конкурсов",
                "ordering": ["id"],
            },
        ),
        migrations.CreateModel(
            name="Instalment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField(default=1, verbose_name="№")),
                (
                    "amount",
                    models.DecimalField(decimal_places=2, max_digits=14, verbose_name="сумма"),
                ),
                ("planned_on", models.DateField(verbose_name="перечислить до")),
                ("condition", models.CharField(blank=True, max_length=500, verbose_name="условие")),
                (
                    "after_reports",
                    models.PositiveSmallIntegerField(
                        default=0,
                        help_text="Сколько отчётов нужно принять до этой выплаты.",
                        verbose_name="принято отчётов",
                    ),
                ),
                (
                    "agreement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="instalments",
                        to="grants.agreement",
                    ),
                ),
            ],
            options={
                "verbose_name": "часть выплаты",
                "verbose_name_plural": "части выплаты",
                "ordering": ["number", "id"],
            },
        ),
        migrations.CreateModel(
            name="Entry",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "document_number",
                    models.CharField(max_length=60, verbose_name="номер платёжного документа"),
                ),
                ("document_date", models.DateField(verbose_name="дата документа")),
                (
                    "reason",
                    models.CharField(
                        blank=True, max_length=300, verbose_name="причина исправления"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[("payment", "Перечислено"), ("return", "Возвращено")],
                        max_length=7,
                        verbose_name="что произошло",
                    ),
                ),
                (
                    "amount",
                    models.DecimalField(decimal_places=2, max_digits=14, verbose_name="сумма"),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="внесено")),
                (
                    "agreement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="entries",
                        to="grants.agreement",
                        verbose_name="соглашение",
                    ),
                ),
                (
                    "approved_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="утвердил",
                    ),
                ),
                (
                    "demand",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="grants.demand",
                        verbose_name="по какому требованию возврат",
                    ),
                ),
                (
                    "prepared_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="подготовил",
                    ),
                ),
                (
                    "reverses",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reversal",
                        to="grants.entry",
                        verbose_name="исправляет запись",
                    ),
                ),
                (
                    "instalment",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="entries",
                        to="grants.instalment",
                        verbose_name="часть выплаты",
                    ),
                ),
            ],
            options={
                "verbose_name": "запись о деньгах гранта",
                "verbose_name_plural": "записи о деньгах гранта",
                "ordering": ["id"],
            },
        ),
        migrations.CreateModel(
            name="Meeting",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("held_on", models.DateField(verbose_name="день заседания")),
                ("place", models.CharField(max_length=300, verbose_name="место")),
                ("chair", models.CharField(max_length=200, verbose_name="председательствовал")),
                ("note", models.TextField(blank=True, max_length=3000, verbose_name="о заседании")),
                (
                    "contest",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="meeting",
                        to="grants.contest",
                    ),
                ),
            ],
            options={
                "verbose_name": "заседание комиссии",
                "verbose_name_plural": "заседания комиссий",
            },
        ),
        migrations.CreateModel(
            name="Objection",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("text", models.TextField(max_length=5000, verbose_name="апелляция")),
                ("filed_at", models.DateTimeField(verbose_name="подана")),
                ("answer", models.TextField(blank=True, max_length=5000, verbose_name="ответ")),
                ("is_upheld", models.BooleanField(null=True, verbose_name="удовлетворена")),
                (
                    "answered_at",
                    models.DateTimeField(editable=False, null=True, verbose_name="ответ дан"),
                ),
                (
                    "answered_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="кто ответил",
                    ),
                ),
                (
                    "application",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="objection",
                        to="grants.application",
                        verbose_name="заявка",
                    ),
                ),
                (
                    "filed_by",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "апелляция",
                "verbose_name_plural": "апелляции",
                "ordering": ["-id"],
            },
        ),
        migrations.CreateModel(
            name="Payment",
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
                    "document_number",
                    models.CharField(max_length=60, verbose_name="номер платёжного документа"),
                ),
                ("document_date", models.DateField(verbose_name="дата документа")),
                (
                    "reason",
                    models.CharField(
                        blank=True, max_length=300, verbose_name="причина исправления"
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("prepared", "Ждёт утверждения"),
                            ("approved", "Утверждена"),
                            ("declined", "Отклонена"),
                        ],
                        default="prepared",
                        editable=False,
                        max_length=8,
                        verbose_name="состояние",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("payment", "перечислить получателю"),
                            ("return", "записать возврат от получателя"),
                            ("reversal", "исправить ошибочную запись (сторно)"),
                        ],
                        max_length=8,
                        verbose_name="операция",
                    ),
                ),
                (
                    "amount",
                    models.DecimalField(decimal_places=2, max_digits=14, verbose_name="сумма"),
                ),
                ("key", models.CharField(editable=False, max_length=60, unique=True)),
                (
                    "agreement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="payments",
                        to="grants.agreement",
                        verbose_name="соглашение",
                    ),
                ),
                (
                    "demand",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="grants.demand",
                        verbose_name="по какому требованию возврат",
                    ),
                ),
                (
                    "entry",
                    models.OneToOneField(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="payment",
                        to="grants.entry",
                        verbose_name="запись",
                    ),
                ),
                (
                    "instalment",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="payments",
                        to="grants.instalment",
                        verbose_name="часть выплаты",
                    ),
                ),
                (
                    "prepared_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="подготовил",
                    ),
                ),
                (
                    "target",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="grants.entry",
                        verbose_name="какая запись исправляется",
                    ),
                ),
            ],
            options={
                "verbose_name": "операция по гранту",
                "verbose_name_plural": "операции по грантам",
                "ordering": ["-id"],
            },
        ),
        migrations.CreateModel(
            name="Question",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("label", models.CharField(max_length=300, verbose_name="вопрос")),
                ("hint", models.CharField(blank=True, max_length=500, verbose_name="пояснение")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("line", "строка"),
                            ("text", "текст"),
                            ("number", "целое число"),
                            ("choice", "выбор из списка"),
                            ("yes_no", "да или нет"),
                            ("date", "дата"),
                        ],
                        default="text",
                        max_length=6,
                        verbose_name="вид ответа",
                    ),
                ),
                ("choices", models.JSONField(blank=True, default=list, verbose_name="варианты")),
                (
                    "max_length",
                    models.PositiveSmallIntegerField(default=3000, verbose_name="знаков не больше"),
                ),
                ("is_required", models.BooleanField(default=True, verbose_name="обязательный")),
                (
                    "names_applicant",
                    models.BooleanField(
                        default=False,
                        help_text="Ответ не увидят эксперты: заявки оценивают вслепую.",
                        verbose_name="раскрывает заявителя",
                    ),
                ),
                ("order", models.PositiveSmallIntegerField(default=0, verbose_name="порядок")),
                (
                    "contest",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="questions",
                        to="grants.contest",
                    ),
                ),
            ],
            options={
                "verbose_name": "вопрос заявки",
                "verbose_name_plural": "вопросы заявки",
                "ordering": ["order", "id"],
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
                ("number", models.PositiveSmallIntegerField(default=1, verbose_name="№")),
                (
                    "kind",
                    models.CharField(
                        choices=[("interim", "промежуточный"), ("final", "итоговый")],
                        default="final",
                        max_length=7,
                        verbose_name="вид",
                    ),
                ),
                ("due", models.DateField(verbose_name="сдать до")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("planned", "Ожидается"),
                            ("sent", "На проверке"),
                            ("returned", "Возвращён"),
                            ("accepted", "Принят"),
                        ],
                        default="planned",
                        max_length=8,
                        verbose_name="состояние",
                    ),
                ),
                (
                    "narrative",
                    models.TextField(blank=True, max_length=10000, verbose_name="что сделано"),
                ),
                (
                    "results",
                    models.TextField(blank=True, max_length=5000, verbose_name="что изменилось"),
                ),
                (
                    "beneficiaries",
                    models.PositiveIntegerField(
                        blank=True, null=True, verbose_name="получили пользу, человек"
                    ),
                ),
                (
                    "sent_at",
                    models.DateTimeField(
                        blank=True, editable=False, null=True, verbose_name="отправлен"
                    ),
                ),
                (
                    "return_until",
                    models.DateField(
                        blank=True, editable=False, null=True, verbose_name="исправить до"
                    ),
                ),
                ("warned_on", models.DateField(blank=True, editable=False, null=True)),
                (
                    "agreement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="reports",
                        to="grants.agreement",
                        verbose_name="соглашение",
                    ),
                ),
            ],
            options={
                "verbose_name": "отчёт о гранте",
                "verbose_name_plural": "отчёты о грантах",
                "ordering": ["due", "id"],
            },
        ),
        migrations.CreateModel(
            name="Expense",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("paid_on", models.DateField(verbose_name="когда оплачено")),
                (
                    "amount",
                    models.DecimalField(decimal_places=2, max_digits=14, verbose_name="сумма"),
                ),
                ("what", models.CharField(max_length=300, verbose_name="за что")),
                ("payee", models.CharField(max_length=200, verbose_name="кому")),
                (
                    "refusal",
                    models.CharField(
                        blank=True, editable=False, max_length=500, verbose_name="почему не принят"
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("removed_at", models.DateTimeField(editable=False, null=True)),
                (
                    "line",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="expenses",
                        to="grants.budgetline",
                        verbose_name="строка бюджета",
                    ),
                ),
                (
                    "report",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="expenses",
                        to="grants.report",
                        verbose_name="отчёт",
                    ),
                ),
            ],
            options={
                "verbose_name": "расход",
                "verbose_name_plural": "расходы",
                "ordering": ["line", "paid_on", "id"],
            },
        ),
        migrations.CreateModel(
            name="RequiredDocument",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=200, verbose_name="документ")),
                (
                    "applicant_kinds",
                    models.JSONField(blank=True, default=list, verbose_name="для кого"),
                ),
                ("is_required", models.BooleanField(default=True, verbose_name="обязательный")),
                (
                    "shown_to_experts",
                    models.BooleanField(
                        default=False,
                        help_text="Копию без имён, которую проверил сотрудник.",
                        verbose_name="видят эксперты",
                    ),
                ),
                (
                    "contest",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="documents",
                        to="grants.contest",
                    ),
                ),
            ],
            options={
                "verbose_name": "документ заявки",
                "verbose_name_plural": "документы заявки",
                "ordering": ["id"],
            },
        ),
        migrations.CreateModel(
            name="ApplicationDocument",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "application",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="documents",
                        to="grants.application",
                    ),
                ),
                (
                    "attachment",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="grant_document",
                        to="files.attachment",
                    ),
                ),
                (
                    "requirement",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="grants.requireddocument",
                    ),
                ),
            ],
            options={
                "verbose_name": "документ заявки",
                "verbose_name_plural": "документы заявки",
                "ordering": ["id"],
            },
        ),
        migrations.CreateModel(
            name="Review",
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
                            ("assigned", "Назначена"),
                            ("open", "Оценивается"),
                            ("final", "Оценка окончательная"),
                            ("recused", "Самоотвод"),
                            ("removed", "Снята с эксперта"),
                        ],
                        default="assigned",
                        max_length=8,
                        verbose_name="состояние",
                    ),
                ),
                (
                    "is_extra",
                    models.BooleanField(default=False, verbose_name="из-за расхождения оценок"),
                ),
                ("due", models.DateField(blank=True, null=True, verbose_name="оценить до")),
                (
                    "comment",
                    models.TextField(blank=True, max_length=5000, verbose_name="заключение"),
                ),
                (
                    "total",
                    models.DecimalField(
                        blank=True,
                        decimal_places=3,
                        editable=False,
                        max_digits=7,
                        null=True,
                        verbose_name="баллов",
                    ),
                ),
                (
                    "final_at",
                    models.DateTimeField(
                        blank=True, editable=False, null=True, verbose_name="окончена"
                    ),
                ),
                (
                    "application",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reviews",
                        to="grants.application",
                        verbose_name="заявка",
                    ),
                ),
                (
                    "expert",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reviews",
                        to="grants.expert",
                        verbose_name="эксперт",
                    ),
                ),
            ],
            options={
                "verbose_name": "экспертиза заявки",
                "verbose_name_plural": "экспертизы заявок",
                "ordering": ["id"],
            },
        ),
        migrations.CreateModel(
            name="TeamMember",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=150, verbose_name="имя")),
                ("role", models.CharField(max_length=150, verbose_name="роль в проекте")),
                ("experience", models.CharField(blank=True, max_length=500, verbose_name="опыт")),
                (
                    "application",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="team",
                        to="grants.application",
                    ),
                ),
            ],
            options={
                "verbose_name": "участник команды",
                "verbose_name_plural": "команда",
                "ordering": ["id"],
            },
        ),
        migrations.CreateModel(
            name="Tier",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=200, verbose_name="название")),
                (
                    "max_amount",
                    models.DecimalField(
                        decimal_places=2, max_digits=14, verbose_name="наибольшая сумма"
                    ),
                ),
                (
                    "own_share",
                    models.DecimalField(
                        decimal_places=2,
                        default=0,
                        max_digits=5,
                        verbose_name="свой вклад, % от запрошенного",
                    ),
                ),
                (
                    "pass_score",
                    models.DecimalField(
                        decimal_places=3, default=60, max_digits=6, verbose_name="проходной балл"
                    ),
                ),
                (
                    "fund",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=14,
                        null=True,
                        verbose_name="фонд категории",
                    ),
                ),
                (
                    "committed",
                    models.DecimalField(
                        decimal_places=2,
                        default=0,
                        editable=False,
                        max_digits=14,
                        verbose_name="обещано соглашениями",
                    ),
                ),
                (
                    "contest",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="tiers",
                        to="grants.contest",
                    ),
                ),
            ],
            options={
                "verbose_name": "категория",
                "verbose_name_plural": "категории",
                "ordering": ["id"],
            },
        ),
        migrations.AddField(
            model_name="application",
            name="tier",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                to="grants.tier",
                verbose_name="категория",
            ),
        ),
        migrations.CreateModel(
            name="Version",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField(verbose_name="№")),
                ("data", models.JSONField(verbose_name="содержание")),
                ("digest", models.CharField(max_length=64, verbose_name="отпечаток")),
                ("created_at", models.DateTimeField(verbose_name="когда")),
                (
                    "application",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="versions",
                        to="grants.application",
                    ),
                ),
                (
                    "created_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "версия заявки",
                "verbose_name_plural": "версии заявки",
                "ordering": ["number"],
            },
        ),
        migrations.CreateModel(
            name="Activity",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField(verbose_name="№")),
                ("title", models.CharField(max_length=300, verbose_name="мероприятие")),
                ("starts_on", models.DateField(verbose_name="начало")),
                ("ends_on", models.DateField(verbose_name="окончание")),
                ("result", models.CharField(blank=True, max_length=500, verbose_name="результат")),
                (
                    "application",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="activities",
                        to="grants.application",
                    ),
                ),
            ],
            options={
                "verbose_name": "мероприятие",
                "verbose_name_plural": "календарный план",
                "ordering": ["number"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("application", "number"), name="activity_number_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("ends_on__gte", models.F("starts_on"))),
                        name="activity_ends_after_it_starts",
                        violation_error_message="Мероприятие не может кончиться до начала.",
                    ),
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="budgetline",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("own__gte", 0), ("price__gte", 0), ("quantity__gt", 0), ("requested__gte", 0)
                ),
                name="budget_line_not_negative",
            ),
        ),
        migrations.AddIndex(
            model_name="clarification",
            index=models.Index(
                fields=["contest", "answered_at"], name="grants_clar_contest_0f4c29_idx"
            ),
        ),
        migrations.AddIndex(
            model_name="agreement",
            index=models.Index(
                fields=["contest", "state", "-id"], name="grants_agre_contest_722ee2_idx"
            ),
        ),
        migrations.AddIndex(
            model_name="agreement",
            index=models.Index(fields=["-signed_on", "-id"], name="grants_agre_signed__e81923_idx"),
        ),
        migrations.AddConstraint(
            model_name="agreement",
            constraint=models.UniqueConstraint(
                fields=("contest", "number"),
                name="agreement_number_once_in_contest",
                violation_error_message="Соглашение с таким номером в этом конкурсе уже есть.",
            ),
        ),
        migrations.AddConstraint(
            model_name="agreement",
            constraint=models.CheckConstraint(
                condition=models.Q(("amount__gt", 0)),
                name="agreement_amount_positive",
                violation_error_message="Сумма должна быть больше нуля.",
            ),
        ),
        migrations.AddConstraint(
            model_name="agreement",
            constraint=models.CheckConstraint(
                condition=models.Q(("ends_on__gte", models.F("starts_on"))),
                name="agreement_dates_in_order",
                violation_error_message="Соглашение не может кончиться до начала.",
            ),
        ),
        migrations.AddConstraint(
            model_name="agreement",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("paid__gte", 0),
                    ("pending__gte", 0),
                    ("returned__gte", 0),
                    ("spent__gte", 0),
                    (
                        "amount__gte",
                        django.db.models.expressions.CombinedExpression(
                            models.F("paid"), "+", models.F("pending")
                        ),
                    ),
                ),
                name="agreement_pays_within_amount",
            ),
        ),
        migrations.AddConstraint(
            model_name="agreement",
            constraint=models.CheckConstraint(
                condition=models.Q(("returned__lte", models.F("paid"))),
                name="agreement_returns_what_was_paid",
            ),
        ),
        migrations.AddConstraint(
            model_name="decision",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("amount", 0), ("is_awarded", False)),
                    models.Q(("amount__gt", 0), ("is_awarded", True)),
                    _connector="OR",
                ),
                name="awarded_has_amount",
                violation_error_message="У поддержанной заявки есть сумма, у других её нет.",
            ),
        ),
        migrations.AddConstraint(
            model_name="decision",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("is_awarded", False),
                    ("votes_for__gt", models.F("votes_against")),
                    _connector="OR",
                ),
                name="awarded_by_majority",
                violation_error_message="Поддержать можно, если голосов «за» больше.",
            ),
        ),
        migrations.AddIndex(
            model_name="demand",
            index=models.Index(
                condition=models.Q(("withdrawn_at", None)), fields=["due"], name="demand_due"
            ),
        ),
        migrations.AddConstraint(
            model_name="demand",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("amount__gt", 0), ("paid_back__gte", 0), ("paid_back__lte", models.F("amount"))
                ),
                name="demand_paid_back_within_amount",
                violation_error_message="Сумма должна быть больше нуля.",
            ),
        ),
        migrations.AddIndex(
            model_name="contest",
            index=models.Index(fields=["state", "closes_at"], name="grants_cont_state_d7f50f_idx"),
        ),
        migrations.AddConstraint(
            model_name="contest",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("closes_at__gt", models.F("opens_at")),
                    ("check_until__gte", models.F("closes_at")),
                ),
                name="contest_dates_in_order",
                violation_error_message="Приём кончается позже, чем начинается, а проверка — не раньше приёма.",
            ),
        ),
        migrations.AddConstraint(
            model_name="contest",
            constraint=models.CheckConstraint(
                condition=models.Q(("fund__gt", 0)),
                name="contest_fund_positive",
                violation_error_message="Фонд должен быть больше нуля.",
            ),
        ),
        migrations.AddConstraint(
            model_name="contest",
            constraint=models.CheckConstraint(
                condition=models.Q(("committed__gte", 0), ("committed__lte", models.F("fund"))),
                name="contest_commits_within_fund",
                violation_error_message="Соглашения не могут обещать больше фонда.",
            ),
        ),
        migrations.AddConstraint(
            model_name="expert",
            constraint=models.UniqueConstraint(
                fields=("contest", "user"),
                name="expert_once_in_contest",
                violation_error_message="Этот человек уже эксперт этого конкурса.",
            ),
        ),
        migrations.AddConstraint(
            model_name="instalment",
            constraint=models.UniqueConstraint(
                fields=("agreement", "number"),
                name="instalment_number_once",
                violation_error_message="Часть с таким номером уже есть.",
            ),
        ),
        migrations.AddConstraint(
            model_name="instalment",
            constraint=models.CheckConstraint(
                condition=models.Q(("amount__gt", 0)),
                name="instalment_positive",
                violation_error_message="Сумма должна быть больше нуля.",
            ),
        ),
        migrations.AddConstraint(
            model_name="entry",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("amount__gt", 0), ("reverses", None)),
                    models.Q(
                        ("amount__lt", 0),
                        ("reverses__isnull", False),
                        models.Q(("reason", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="grant_entry_adds_or_reverses_with_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="entry",
            constraint=models.CheckConstraint(
                condition=models.Q(("prepared_by", models.F("approved_by")), _negated=True),
                name="grant_entry_by_two_officials",
            ),
        ),
        migrations.AddIndex(
            model_name="payment",
            index=models.Index(fields=["state", "-id"], name="grants_paym_state_d36b11_idx"),
        ),
        migrations.AddConstraint(
            model_name="payment",
            constraint=models.CheckConstraint(
                condition=models.Q(("amount__gt", 0)), name="grant_payment_positive"
            ),
        ),
        migrations.AddIndex(
            model_name="report",
            index=models.Index(fields=["state", "due"], name="grants_repo_state_def83a_idx"),
        ),
        migrations.AddConstraint(
            model_name="report",
            constraint=models.UniqueConstraint(
                fields=("agreement", "number"),
                name="report_number_once",
                violation_error_message="Отчёт с таким номером уже есть.",
            ),
        ),
        migrations.AddConstraint(
            model_name="report",
            constraint=models.UniqueConstraint(
                condition=models.Q(("kind", "final")),
                fields=("agreement",),
                name="final_report_once",
                violation_error_message="Итоговый отчёт может быть только один.",
            ),
        ),
        migrations.AddConstraint(
            model_name="expense",
            constraint=models.CheckConstraint(
                condition=models.Q(("amount__gt", 0)),
                name="expense_positive",
                violation_error_message="Сумма должна быть больше нуля.",
            ),
        ),
        migrations.AddIndex(
            model_name="review",
            index=models.Index(fields=["state", "due"], name="grants_revi_state_584f92_idx"),
        ),
        migrations.AddConstraint(
            model_name="review",
            constraint=models.UniqueConstraint(
                fields=("application", "expert"), name="review_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="review",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "final"), _negated=True),
                    models.Q(("final_at__isnull", False), ("total__isnull", False)),
                    _connector="OR",
                ),
                name="final_review_has_points",
            ),
        ),
        migrations.AddConstraint(
            model_name="tier",
            constraint=models.CheckConstraint(
                condition=models.Q(("max_amount__gt", 0), ("own_share__gte", 0)),
                name="tier_amounts_sane",
                violation_error_message="Сумма больше нуля, доля не меньше нуля.",
            ),
        ),
        migrations.AddConstraint(
            model_name="tier",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("committed__gte", 0),
                    models.Q(("fund", None), ("committed__lte", models.F("fund")), _connector="OR"),
                ),
                name="tier_commits_within_fund",
                violation_error_message="Соглашения не могут обещать больше фонда категории.",
            ),
        ),
        migrations.AddIndex(
            model_name="application",
            index=models.Index(
                fields=["contest", "state", "-id"], name="grants_appl_contest_633750_idx"
            ),
        ),
        migrations.AddIndex(
            model_name="application",
            index=models.Index(
                fields=["organisation", "-id"], name="grants_appl_organis_39c7a1_idx"
            ),
        ),
        migrations.AddIndex(
            model_name="application",
            index=models.Index(fields=["state", "check_due"], name="grants_appl_state_63c741_idx"),
        ),
        migrations.AddIndex(
            model_name="application",
            index=models.Index(
                fields=["state", "return_until"], name="grants_appl_state_299841_idx"
            ),
        ),
        migrations.AddConstraint(
            model_name="application",
            constraint=models.UniqueConstraint(
                fields=("contest", "number"), name="application_number_once_in_contest"
            ),
        ),
        migrations.AddConstraint(
            model_name="version",
            constraint=models.UniqueConstraint(
                fields=("application", "number"), name="version_number_once"
            ),
        ),
        migrations.CreateModel(
            name="CoEditor",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("email", models.EmailField(max_length=254, verbose_name="почта")),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("editor", "Редактор: читает и пишет"),
                            ("reader", "Читатель: только читает"),
                        ],
                        default="editor",
                        max_length=6,
                        verbose_name="роль",
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="приглашён")),
                (
                    "accepted_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="согласился"),
                ),
                (
                    "application",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="coeditors",
                        to="grants.application",
                    ),
                ),
                (
                    "invited_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
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
            ],
            options={
                "verbose_name": "соредактор заявки",
                "verbose_name_plural": "соредакторы заявок",
                "ordering": ["id"],
                "indexes": [
                    models.Index(
                        fields=["user", "application"], name="grants_coed_user_id_c57cf8_idx"
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        models.F("application"),
                        django.db.models.functions.text.Lower("email"),
                        name="coeditor_invited_once",
                    ),
                    models.UniqueConstraint(fields=("application", "user"), name="coeditor_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("accepted_at", None), ("user__isnull", False), _connector="OR"
                        ),
                        name="coeditor_is_somebody",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="StepEdit",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("step", models.CharField(max_length=20, verbose_name="шаг")),
                ("number", models.PositiveIntegerField(verbose_name="№")),
                ("data", models.JSONField(verbose_name="текст")),
                ("is_aside", models.BooleanField(default=False, verbose_name="не вошло")),
                ("saved_at", models.DateTimeField(verbose_name="когда")),
                (
                    "application",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="edits",
                        to="grants.application",
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
                "verbose_name": "правка заявки",
                "verbose_name_plural": "правки заявок",
                "ordering": ["-id"],
                "indexes": [
                    models.Index(
                        fields=["application", "step", "-number"],
                        name="grants_step_applica_1aa60f_idx",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="BlindCopy",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("made_at", models.DateTimeField(auto_now_add=True, verbose_name="сделана")),
                (
                    "is_brought",
                    models.BooleanField(
                        default=False, editable=False, verbose_name="из файла сотрудника"
                    ),
                ),
                ("checked_at", models.DateTimeField(null=True, verbose_name="проверена, без имён")),
                (
                    "checked_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "document",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="blind_copy",
                        to="grants.applicationdocument",
                    ),
                ),
            ],
            options={
                "verbose_name": "копия документа для экспертов",
                "verbose_name_plural": "копии документов для экспертов",
                "ordering": ["id"],
            },
        ),
        migrations.CreateModel(
            name="BlindPage",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField(verbose_name="страница")),
                (
                    "attachment",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="blind_page",
                        to="files.attachment",
                    ),
                ),
                (
                    "copy",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="pages",
                        to="grants.blindcopy",
                    ),
                ),
            ],
            options={
                "verbose_name": "страница копии",
                "verbose_name_plural": "страницы копии",
                "ordering": ["number"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("copy", "number"), name="blind_page_number_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Award",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.SlugField(unique=True, verbose_name="код")),
                ("name", models.CharField(max_length=200, verbose_name="название")),
                ("about", models.TextField(blank=True, max_length=3000, verbose_name="о награде")),
                (
                    "categories",
                    models.JSONField(blank=True, default=list, verbose_name="номинации"),
                ),
            ],
            options={
                "verbose_name": "награда",
                "verbose_name_plural": "награды",
                "ordering": ["name"],
            },
        ),
        migrations.CreateModel(
            name="AwardSeason",
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
                    "year",
                    models.PositiveSmallIntegerField(
                        validators=[
                            django.core.validators.MinValueValidator(2000),
                            django.core.validators.MaxValueValidator(2100),
                        ],
                        verbose_name="год",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "Готовится"),
                            ("collecting", "Приём выдвижений"),
                            ("check", "Проверка"),
                            ("judging", "Оценка"),
                            ("rated", "Рейтинг опубликован"),
                            ("decided", "Лауреаты названы"),
                            ("cancelled", "Отменён"),
                        ],
                        default="draft",
                        max_length=10,
                        verbose_name="этап",
                    ),
                ),
                ("terms", models.TextField(max_length=20000, verbose_name="положение о награде")),
                ("opens_at", models.DateTimeField(verbose_name="приём выдвижений с")),
                ("closes_at", models.DateTimeField(verbose_name="приём выдвижений до")),
                (
                    "check_until",
                    models.DateTimeField(
                        help_text="После этого начинается оценка.",
                        verbose_name="согласия и проверка до",
                    ),
                ),
                ("judge_until", models.DateTimeField(verbose_name="оценка и голосование до")),
                (
                    "results_on",
                    models.DateField(blank=True, null=True, verbose_name="итоги не позднее"),
                ),
                (
                    "vote_points",
                    models.PositiveSmallIntegerField(
                        default=0,
                        help_text="Столько получит первый по голосам, остальные — пропорционально. 0 — без него.",
                        validators=[django.core.validators.MaxValueValidator(1000)],
                        verbose_name="баллов за голосование жителей",
                    ),
                ),
                (
                    "min_voter_age",
                    models.PositiveSmallIntegerField(
                        default=16, verbose_name="голосуют с возраста"
                    ),
                ),
                (
                    "quota",
                    models.PositiveSmallIntegerField(
                        validators=[django.core.validators.MinValueValidator(1)],
                        verbose_name="лауреатов в год, не больше",
                    ),
                ),
                (
                    "awarded",
                    models.PositiveSmallIntegerField(
                        default=0, editable=False, verbose_name="решено наградить"
                    ),
                ),
                ("rules_text", models.TextField(blank=True, editable=False)),
                (
                    "rules_hash",
                    models.CharField(
                        blank=True, editable=False, max_length=64, verbose_name="отпечаток правил"
                    ),
                ),
                (
                    "decided_at",
                    models.DateTimeField(
                        blank=True, editable=False, null=True, verbose_name="итоги"
                    ),
                ),
                (
                    "award",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="seasons",
                        to="grants.award",
                        verbose_name="награда",
                    ),
                ),
                (
                    "criteria",
                    models.ForeignKey(
                        blank=True,
                        help_text="Пусто — жюри нет, решает голосование.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="scoring.criteriaset",
                        verbose_name="критерии жюри",
                    ),
                ),
                (
                    "scale",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="scoring.criteriaset",
                    ),
                ),
            ],
            options={
                "verbose_name": "сезон награды",
                "verbose_name_plural": "сезоны наград",
                "ordering": ["-year", "-id"],
                "permissions": [
                    ("run_award", "Вести сезоны наград: объявлять, подводить итоги"),
                    ("process_nomination", "Проверять выдвижения на награды"),
                ],
            },
        ),
        migrations.CreateModel(
            name="AwardCategory",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=200, verbose_name="номинация")),
                (
                    "quota",
                    models.PositiveSmallIntegerField(
                        default=1,
                        validators=[django.core.validators.MinValueValidator(1)],
                        verbose_name="лауреатов, не больше",
                    ),
                ),
                ("awarded", models.PositiveSmallIntegerField(default=0, editable=False)),
                ("order", models.PositiveSmallIntegerField(default=0, verbose_name="порядок")),
                (
                    "poll",
                    models.OneToOneField(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="polls.poll",
                    ),
                ),
                (
                    "ranking",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="scoring.ranking",
                    ),
                ),
                (
                    "season",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="categories",
                        to="grants.awardseason",
                    ),
                ),
            ],
            options={
                "verbose_name": "номинация",
                "verbose_name_plural": "номинации",
                "ordering": ["order", "id"],
            },
        ),
        migrations.CreateModel(
            name="Juror",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=200, verbose_name="имя для состава жюри")),
                ("post", models.CharField(max_length=200, verbose_name="кто это")),
                (
                    "employer",
                    models.CharField(
                        blank=True,
                        help_text="Номинанта с этим названием член жюри не оценивает.",
                        max_length=200,
                        verbose_name="место работы",
                    ),
                ),
                (
                    "season",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="jurors",
                        to="grants.awardseason",
                        verbose_name="сезон",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="award_jury_seats",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="учётная запись",
                    ),
                ),
            ],
            options={
                "verbose_name": "член жюри",
                "verbose_name_plural": "жюри",
                "ordering": ["id"],
            },
        ),
        migrations.CreateModel(
            name="Nomination",
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
                    "number",
                    models.PositiveIntegerField(
                        blank=True, editable=False, null=True, verbose_name="№"
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "Черновик"),
                            ("consent", "Ждёт согласия номинанта"),
                            ("check", "Проверка"),
                            ("returned", "Возвращено на доработку"),
                            ("not_admitted", "Не допущено"),
                            ("admitted", "Участвует"),
                            ("laureate", "Лауреат"),
                            ("not_awarded", "Участвовал в конкурсе"),
                            ("declined", "Номинант отказался"),
                            ("expired", "Срок истёк"),
                            ("withdrawn", "Отозвано"),
                        ],
                        default="draft",
                        max_length=12,
                        verbose_name="состояние",
                    ),
                ),
                (
                    "nominee_kind",
                    models.CharField(
                        choices=[("person", "человек"), ("organisation", "организация")],
                        default="person",
                        max_length=12,
                        verbose_name="кого вы выдвигаете",
                    ),
                ),
                (
                    "nominee_name",
                    models.CharField(
                        blank=True,
                        max_length=200,
                        verbose_name="имя человека или название организации",
                    ),
                ),
                (
                    "nominee_email",
                    models.EmailField(blank=True, max_length=254, verbose_name="почта номинанта"),
                ),
                ("nominee_key", models.CharField(blank=True, editable=False, max_length=64)),
                ("text", models.TextField(blank=True, max_length=5000, verbose_name="за что")),
                (
                    "sent_at",
                    models.DateTimeField(
                        editable=False, null=True, verbose_name="отправлено номинанту"
                    ),
                ),
                (
                    "consented_at",
                    models.DateTimeField(
                        editable=False, null=True, verbose_name="согласие получено"
                    ),
                ),
                (
                    "votes",
                    models.PositiveIntegerField(editable=False, null=True, verbose_name="голосов"),
                ),
                (
                    "category",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="nominations",
                        to="grants.awardcategory",
                        verbose_name="номинация",
                    ),
                ),
                (
                    "nominator",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="award_nominations",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="кто выдвинул",
                    ),
                ),
                (
                    "nominee_user",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="award_honours",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="номинант на портале",
                    ),
                ),
                (
                    "season",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="nominations",
                        to="grants.awardseason",
                        verbose_name="сезон",
                    ),
                ),
            ],
            options={
                "verbose_name": "выдвижение на награду",
                "verbose_name_plural": "выдвижения на награды",
                "ordering": ["-id"],
            },
        ),
        migrations.CreateModel(
            name="JuryReview",
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
                            ("assigned", "Ждёт оценки"),
                            ("open", "Оценивается"),
                            ("final", "Оценка окончательная"),
                            ("recused", "Самоотвод"),
                        ],
                        default="assigned",
                        max_length=8,
                        verbose_name="состояние",
                    ),
                ),
                (
                    "total",
                    models.DecimalField(
                        decimal_places=3,
                        editable=False,
                        max_digits=7,
                        null=True,
                        verbose_name="баллов",
                    ),
                ),
                (
                    "juror",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reviews",
                        to="grants.juror",
                    ),
                ),
                (
                    "nomination",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="jury_reviews",
                        to="grants.nomination",
                    ),
                ),
            ],
            options={
                "verbose_name": "оценка жюри",
                "verbose_name_plural": "оценки жюри",
                "ordering": ["id"],
            },
        ),
        migrations.CreateModel(
            name="AwardDecision",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("is_laureate", models.BooleanField(verbose_name="лауреат")),
                ("reason", models.TextField(max_length=3000, verbose_name="причины решения")),
                (
                    "signed",
                    models.CharField(editable=False, max_length=400, verbose_name="кто решил"),
                ),
                ("decided_on", models.DateTimeField(editable=False, verbose_name="когда")),
                (
                    "decided_by",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "nomination",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="award_decision",
                        to="grants.nomination",
                    ),
                ),
            ],
            options={
                "verbose_name": "решение о награде",
                "verbose_name_plural": "решения о наградах",
            },
        ),
        migrations.AddIndex(
            model_name="awardseason",
            index=models.Index(fields=["state", "closes_at"], name="grants_awar_state_69b622_idx"),
        ),
        migrations.AddConstraint(
            model_name="awardseason",
            constraint=models.UniqueConstraint(
                fields=("award", "year"),
                name="season_once_a_year",
                violation_error_message="Сезон этого года уже есть.",
            ),
        ),
        migrations.AddConstraint(
            model_name="awardseason",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("closes_at__gt", models.F("opens_at")),
                    ("check_until__gte", models.F("closes_at")),
                    ("judge_until__gt", models.F("check_until")),
                ),
                name="season_dates_in_order",
                violation_error_message="Сроки идут по порядку: приём, проверка, оценка.",
            ),
        ),
        migrations.AddConstraint(
            model_name="awardseason",
            constraint=models.CheckConstraint(
                condition=models.Q(("awarded__lte", models.F("quota"))),
                name="season_awards_within_quota",
            ),
        ),
        migrations.AddConstraint(
            model_name="awardcategory",
            constraint=models.UniqueConstraint(
                fields=("season", "name"), name="category_once_in_season"
            ),
        ),
        migrations.AddConstraint(
            model_name="awardcategory",
            constraint=models.CheckConstraint(
                condition=models.Q(("awarded__lte", models.F("quota"))),
                name="category_awards_within_quota",
            ),
        ),
        migrations.AddConstraint(
            model_name="juror",
            constraint=models.UniqueConstraint(
                fields=("season", "user"),
                name="juror_once_in_season",
                violation_error_message="Этот человек уже в жюри сезона.",
            ),
        ),
        migrations.AddIndex(
            model_name="nomination",
            index=models.Index(
                fields=["season", "state", "-id"], name="grants_nomi_season__6a1e9c_idx"
            ),
        ),
        migrations.AddIndex(
            model_name="nomination",
            index=models.Index(
                fields=["category", "state", "number"], name="grants_nomi_categor_8a785c_idx"
            ),
        ),
        migrations.AddIndex(
            model_name="nomination",
            index=models.Index(fields=["nominator", "-id"], name="grants_nomi_nominat_cb1fb3_idx"),
        ),
        migrations.AddIndex(
            model_name="nomination",
            index=models.Index(
                fields=["nominee_user", "-id"], name="grants_nomi_nominee_1dcd3c_idx"
            ),
        ),
        migrations.AddIndex(
            model_name="nomination",
            index=models.Index(fields=["state", "-id"], name="grants_nomi_state_20302d_idx"),
        ),
        migrations.AddConstraint(
            model_name="nomination",
            constraint=models.UniqueConstraint(
                fields=("season", "number"), name="nomination_number_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="nomination",
            constraint=models.UniqueConstraint(
                condition=models.Q(
                    models.Q(("nominee_key", ""), _negated=True),
                    models.Q(("state__in", ["expired", "withdrawn"]), _negated=True),
                ),
                fields=("category", "nominee_key"),
                name="nominee_once_in_category",
            ),
        ),
        migrations.AddConstraint(
            model_name="nomination",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state__in", ("admitted", "laureate", "not_awarded")), _negated=True),
                    models.Q(("consented_at__isnull", False), ("number__gte", 1)),
                    _connector="OR",
                ),
                name="nomination_public_after_consent",
            ),
        ),
        migrations.AddConstraint(
            model_name="nomination",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state__in", ("declined", "expired", "withdrawn")), _negated=True),
                    models.Q(("nominee_email", ""), ("nominee_name", ""), ("text", "")),
                    _connector="OR",
                ),
                name="refused_nomination_keeps_nothing",
            ),
        ),
        migrations.AddConstraint(
            model_name="juryreview",
            constraint=models.UniqueConstraint(
                fields=("nomination", "juror"), name="jury_review_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="juryreview",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "final"), _negated=True),
                    ("total__isnull", False),
                    _connector="OR",
                ),
                name="final_jury_review_has_points",
            ),
        ),
        migrations.AddConstraint(
            model_name="awarddecision",
            constraint=models.CheckConstraint(
                condition=models.Q(("reason", ""), _negated=True), name="award_decision_has_reasons"
            ),
        ),
        migrations.CreateModel(
            name="EndowmentFund",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("slug", models.SlugField(unique=True, verbose_name="адрес страницы")),
                ("name", models.CharField(max_length=200, verbose_name="название")),
                ("about", models.TextField(max_length=5000, verbose_name="на что идёт доход")),
                ("owner", models.CharField(max_length=300, verbose_name="собственник капитала")),
                (
                    "manager",
                    models.CharField(
                        blank=True, max_length=300, verbose_name="управляющая компания"
                    ),
                ),
                (
                    "council",
                    models.TextField(
                        blank=True, max_length=2000, verbose_name="совет по использованию капитала"
                    ),
                ),
                (
                    "bank_details",
                    models.TextField(
                        blank=True, max_length=1000, verbose_name="реквизиты для пожертвований"
                    ),
                ),
                (
                    "target",
                    models.DecimalField(
                        decimal_places=2,
                        default=Decimal("3000000"),
                        max_digits=14,
                        validators=[django.core.validators.MinValueValidator(Decimal("0.01"))],
                        verbose_name="порог формирования",
                    ),
                ),
                ("is_published", models.BooleanField(default=False, verbose_name="показан всем")),
                (
                    "takes_pledges",
                    models.BooleanField(default=True, verbose_name="принимает обещания"),
                ),
                (
                    "capital",
                    models.DecimalField(
                        decimal_places=2,
                        default=0,
                        editable=False,
                        max_digits=14,
                        verbose_name="капитал",
                    ),
                ),
                (
                    "income",
                    models.DecimalField(
                        decimal_places=2,
                        default=0,
                        editable=False,
                        max_digits=14,
                        verbose_name="доход",
                    ),
                ),
                (
                    "distributed",
                    models.DecimalField(
                        decimal_places=2,
                        default=0,
                        editable=False,
                        max_digits=14,
                        verbose_name="распределено",
                    ),
                ),
                (
                    "pending",
                    models.DecimalField(
                        decimal_places=2,
                        default=0,
                        editable=False,
                        max_digits=14,
                        verbose_name="ждёт утверждения",
                    ),
                ),
            ],
            options={
                "verbose_name": "фонд целевого капитала",
                "verbose_name_plural": "фонды целевого капитала",
                "ordering": ["name"],
                "permissions": [("manage_endowment", "Вести целевой капитал: операции и обещания")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("capital__gte", 0),
                            ("distributed__gte", 0),
                            ("income__gte", 0),
                            ("pending__gte", 0),
                        ),
                        name="endowment_sums_not_negative",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "income__gte",
                                django.db.models.expressions.CombinedExpression(
                                    models.F("distributed"), "+", models.F("pending")
                                ),
                            )
                        ),
                        name="endowment_spends_income_only",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="EndowmentEntry",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "party",
                    models.CharField(
                        blank=True,
                        help_text="Для дохода можно не указывать.",
                        max_length=300,
                        verbose_name="жертвователь или получатель",
                    ),
                ),
                (
                    "shows_party",
                    models.BooleanField(
                        default=False,
                        help_text="Жертвователь согласился. Получателя распределения показывают всегда.",
                        verbose_name="имя можно показать всем",
                    ),
                ),
                ("purpose", models.CharField(blank=True, max_length=500, verbose_name="на что")),
                ("document", models.CharField(max_length=100, verbose_name="платёжный документ")),
                ("made_on", models.DateField(verbose_name="дата документа")),
                (
                    "amount",
                    models.DecimalField(decimal_places=2, max_digits=14, verbose_name="сумма"),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("capital", "пополнение капитала"),
                            ("income", "доход от капитала"),
                            ("grant", "распределение дохода"),
                        ],
                        max_length=8,
                        verbose_name="что произошло",
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="внесено")),
                (
                    "approved_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="утвердил",
                    ),
                ),
                (
                    "prepared_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="подготовил",
                    ),
                ),
                (
                    "reverses",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reversal",
                        to="grants.endowmententry",
                    ),
                ),
                (
                    "fund",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="entries",
                        to="grants.endowmentfund",
                    ),
                ),
            ],
            options={
                "verbose_name": "запись целевого капитала",
                "verbose_name_plural": "записи целевого капитала",
                "ordering": ["made_on", "id"],
            },
        ),
        migrations.CreateModel(
            name="EndowmentOperation",
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
                    "amount",
                    models.DecimalField(
                        decimal_places=2,
                        max_digits=14,
                        validators=[django.core.validators.MinValueValidator(Decimal("0.01"))],
                        verbose_name="сумма",
                    ),
                ),
                (
                    "party",
                    models.CharField(
                        blank=True,
                        help_text="Для дохода можно не указывать.",
                        max_length=300,
                        verbose_name="жертвователь или получатель",
                    ),
                ),
                (
                    "shows_party",
                    models.BooleanField(
                        default=False,
                        help_text="Жертвователь согласился. Получателя распределения показывают всегда.",
                        verbose_name="имя можно показать всем",
                    ),
                ),
                ("purpose", models.CharField(blank=True, max_length=500, verbose_name="на что")),
                ("document", models.CharField(max_length=100, verbose_name="платёжный документ")),
                ("made_on", models.DateField(verbose_name="дата документа")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("prepared", "Ждёт утверждения"),
                            ("approved", "Утверждена"),
                            ("declined", "Отклонена"),
                        ],
                        default="prepared",
                        editable=False,
                        max_length=8,
                        verbose_name="состояние",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("capital", "пополнение капитала"),
                            ("income", "доход от капитала"),
                            ("grant", "распределение дохода"),
                            ("reversal", "исправить ошибочную запись (сторно)"),
                        ],
                        max_length=8,
                        verbose_name="операция",
                    ),
                ),
                ("key", models.CharField(editable=False, max_length=60, unique=True)),
                (
                    "fund",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="operations",
                        to="grants.endowmentfund",
                        verbose_name="фонд",
                    ),
                ),
                (
                    "prepared_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="подготовил",
                    ),
                ),
                (
                    "target",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="grants.endowmententry",
                        verbose_name="какая запись исправляется",
                    ),
                ),
            ],
            options={
                "verbose_name": "операция целевого капитала",
                "verbose_name_plural": "операции целевого капитала",
                "ordering": ["-id"],
            },
        ),
        migrations.CreateModel(
            name="EndowmentPledge",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "amount",
                    models.DecimalField(
                        decimal_places=2,
                        max_digits=14,
                        validators=[django.core.validators.MinValueValidator(Decimal("0.01"))],
                        verbose_name="сколько обещаете, ₽",
                    ),
                ),
                (
                    "public_name",
                    models.CharField(
                        blank=True, max_length=200, verbose_name="имя, которое увидят все"
                    ),
                ),
                ("promised_at", models.DateTimeField(auto_now_add=True, verbose_name="обещано")),
                (
                    "withdrawn_at",
                    models.DateTimeField(
                        blank=True, editable=False, null=True, verbose_name="отозвано"
                    ),
                ),
                (
                    "kept_at",
                    models.DateTimeField(
                        blank=True, editable=False, null=True, verbose_name="исполнено"
                    ),
                ),
                (
                    "fund",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="pledges",
                        to="grants.endowmentfund",
                        verbose_name="фонд",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="endowment_pledges",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="кто обещал",
                    ),
                ),
            ],
            options={
                "verbose_name": "обещание пожертвования",
                "verbose_name_plural": "обещания пожертвований",
                "ordering": ["-id"],
            },
        ),
        migrations.AddIndex(
            model_name="endowmententry",
            index=models.Index(
                fields=["fund", "made_on", "id"], name="grants_endo_fund_id_75da6b_idx"
            ),
        ),
        migrations.AddConstraint(
            model_name="endowmententry",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("amount__gt", 0), ("reverses", None)),
                    models.Q(("amount__lt", 0), ("reverses__isnull", False)),
                    _connector="OR",
                ),
                name="endowment_entry_adds_or_reverses",
            ),
        ),
        migrations.AddConstraint(
            model_name="endowmententry",
            constraint=models.CheckConstraint(
                condition=models.Q(("prepared_by", models.F("approved_by")), _negated=True),
                name="endowment_entry_by_two",
            ),
        ),
        migrations.AddIndex(
            model_name="endowmentoperation",
            index=models.Index(fields=["state", "-id"], name="grants_endo_state_347667_idx"),
        ),
        migrations.AddConstraint(
            model_name="endowmentoperation",
            constraint=models.CheckConstraint(
                condition=models.Q(("amount__gt", 0)), name="endowment_operation_positive"
            ),
        ),
        migrations.AddIndex(
            model_name="endowmentpledge",
            index=models.Index(fields=["fund", "-id"], name="grants_endo_fund_id_bf2686_idx"),
        ),
        migrations.AddIndex(
            model_name="endowmentpledge",
            index=models.Index(fields=["user", "-id"], name="grants_endo_user_id_5fb319_idx"),
        ),
        migrations.AddConstraint(
            model_name="endowmentpledge",
            constraint=models.CheckConstraint(
                condition=models.Q(("amount__gt", 0)), name="pledge_positive"
            ),
        ),
        migrations.AddConstraint(
            model_name="endowmentpledge",
            constraint=models.UniqueConstraint(
                condition=models.Q(("kept_at", None), ("withdrawn_at", None)),
                fields=("fund", "user"),
                name="one_standing_pledge",
            ),
        ),
        migrations.CreateModel(
            name="Amendment",
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
                            ("prepared", "Ждёт утверждения"),
                            ("approved", "Действует"),
                            ("declined", "Отклонено"),
                        ],
                        default="prepared",
                        editable=False,
                        max_length=8,
                        verbose_name="состояние",
                    ),
                ),
                ("number", models.CharField(max_length=40, verbose_name="номер")),
                ("signed_on", models.DateField(verbose_name="подписано")),
                ("reason", models.CharField(max_length=1000, verbose_name="причина")),
                ("before", models.JSONField(editable=False, verbose_name="было")),
                ("terms", models.JSONField(editable=False, verbose_name="стало")),
                (
                    "agreement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="amendments",
                        to="grants.agreement",
                        verbose_name="соглашение",
                    ),
                ),
                (
                    "prepared_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="подготовил",
                    ),
                ),
            ],
            options={
                "verbose_name": "дополнительное соглашение",
                "verbose_name_plural": "дополнительные соглашения",
                "ordering": ["-id"],
                "indexes": [
                    models.Index(fields=["state", "-id"], name="grants_amen_state_36a82e_idx")
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("agreement", "number"), name="amendment_number_once"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state", "prepared")),
                        fields=("agreement",),
                        name="one_amendment_waits",
                    ),
                ],
            },
        ),
        AppendOnly("grants_version"),
        AppendOnly("grants_entry"),
        AppendOnly("grants_endowmententry"),
        migrations.CreateModel(
            name="LeaseOffer",
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
                            ("published", "Объявлено"),
                            ("opened", "Заявки вскрыты"),
                            ("given", "Решено: передать"),
                            ("not_given", "Решено: не передавать"),
                            ("cancelled", "Отменено"),
                        ],
                        default="draft",
                        max_length=10,
                        verbose_name="состояние",
                    ),
                ),
                ("accepts_from", models.DateTimeField(verbose_name="заявки принимают с")),
                ("accepts_until", models.DateTimeField(verbose_name="заявки принимают до")),
                ("opens_at", models.DateTimeField(verbose_name="вскрытие заявок")),
                ("decide_by", models.DateField(verbose_name="решение до")),
                (
                    "max_months",
                    models.PositiveSmallIntegerField(
                        default=60, verbose_name="срок аренды, не больше месяцев"
                    ),
                ),
                ("terms", models.TextField(blank=True, max_length=5000, verbose_name="условия")),
                (
                    "rent_month",
                    models.DecimalField(
                        decimal_places=2,
                        default=0,
                        editable=False,
                        max_digits=12,
                        verbose_name="рыночная аренда, ₽ в месяц",
                    ),
                ),
                (
                    "rate",
                    models.DecimalField(
                        decimal_places=2,
                        default=0,
                        editable=False,
                        max_digits=5,
                        verbose_name="льготная ставка, %",
                    ),
                ),
                (
                    "published_at",
                    models.DateTimeField(
                        blank=True, editable=False, null=True, verbose_name="объявлено"
                    ),
                ),
                (
                    "opened_at",
                    models.DateTimeField(
                        blank=True, editable=False, null=True, verbose_name="вскрыто"
                    ),
                ),
                (
                    "decided_at",
                    models.DateTimeField(
                        blank=True, editable=False, null=True, verbose_name="решено"
                    ),
                ),
                (
                    "ground",
                    models.TextField(blank=True, editable=False, verbose_name="основание решения"),
                ),
                (
                    "protocol",
                    models.JSONField(
                        blank=True, default=dict, editable=False, verbose_name="протокол вскрытия"
                    ),
                ),
            ],
            options={
                "verbose_name": "предложение в аренду",
                "verbose_name_plural": "предложения в аренду",
                "ordering": ["-id"],
            },
        ),
        migrations.CreateModel(
            name="LeaseApplication",
            fields=[
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="создано")),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="изменено")),
                (
                    "id",
                    models.BigIntegerField(
                        default=grants.models.lease_applications.unguessable,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("sealed", "Подана, запечатана"),
                            ("opened", "Вскрыта, рассматривается"),
                            ("won", "Объект передают вам"),
                            ("refused", "Отказано"),
                            ("withdrawn", "Отозвана"),
                            ("lapsed", "Предложение отменено"),
                        ],
                        default="sealed",
                        max_length=9,
                        verbose_name="состояние",
                    ),
                ),
                (
                    "purpose",
                    models.TextField(max_length=3000, verbose_name="для чего нужен объект"),
                ),
                ("months", models.PositiveSmallIntegerField(verbose_name="на сколько месяцев")),
                (
                    "people",
                    models.PositiveIntegerField(verbose_name="сколько человек получат пользу"),
                ),
                (
                    "shares",
                    models.BooleanField(
                        default=False, verbose_name="готовы делить с другими организациями"
                    ),
                ),
                (
                    "digest",
                    models.CharField(
                        blank=True, editable=False, max_length=64, verbose_name="отпечаток"
                    ),
                ),
                ("submitted_at", models.DateTimeField(verbose_name="подана")),
                (
                    "ground",
                    models.TextField(blank=True, editable=False, verbose_name="основание решения"),
                ),
                (
                    "decided_at",
                    models.DateTimeField(
                        blank=True, editable=False, null=True, verbose_name="решено"
                    ),
                ),
                (
                    "author",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="кто подал",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                        verbose_name="заявитель",
                    ),
                ),
                (
                    "offer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="applications",
                        to="grants.leaseoffer",
                        verbose_name="предложение",
                    ),
                ),
            ],
            options={
                "verbose_name": "заявка на аренду",
                "verbose_name_plural": "заявки на аренду",
                "ordering": ["-submitted_at", "-id"],
            },
        ),
        migrations.CreateModel(
            name="LeaseCheck",
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
                            ("register", "Сведения ЕГРЮЛ: действует, не ликвидируется"),
                            ("tax", "Нет долгов по налогам и сборам"),
                            ("support", "Нет нарушений при прежней поддержке"),
                        ],
                        max_length=10,
                        verbose_name="что проверено",
                    ),
                ),
                ("is_passed", models.BooleanField(verbose_name="нарушений нет")),
                ("source", models.CharField(max_length=300, verbose_name="документ или выписка")),
                ("checked_on", models.DateField(verbose_name="дата сведений")),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="записано")),
                (
                    "application",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="checks",
                        to="grants.leaseapplication",
                    ),
                ),
                (
                    "checked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="кто проверил",
                    ),
                ),
            ],
            options={
                "verbose_name": "проверка заявителя",
                "verbose_name_plural": "проверки заявителя",
                "ordering": ["id"],
            },
        ),
        migrations.CreateModel(
            name="MunicipalProperty",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=200, verbose_name="название")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("room", "Помещение"),
                            ("building", "Здание"),
                            ("land", "Земельный участок"),
                        ],
                        max_length=10,
                        verbose_name="вид",
                    ),
                ),
                ("address", models.CharField(max_length=300, verbose_name="адрес")),
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
                    "cadastral_number",
                    models.CharField(blank=True, max_length=40, verbose_name="кадастровый номер"),
                ),
                (
                    "area",
                    models.DecimalField(
                        decimal_places=1, max_digits=10, verbose_name="площадь, м²"
                    ),
                ),
                (
                    "condition",
                    models.TextField(
                        blank=True, max_length=2000, verbose_name="состояние и удобства"
                    ),
                ),
                (
                    "encumbrances",
                    models.CharField(blank=True, max_length=500, verbose_name="обременения"),
                ),
                (
                    "rent_month",
                    models.DecimalField(
                        decimal_places=2, max_digits=12, verbose_name="рыночная аренда, ₽ в месяц"
                    ),
                ),
                (
                    "rate",
                    models.DecimalField(
                        decimal_places=2,
                        default=50,
                        help_text="Какую часть рыночной аренды платит НКО или ТОС.",
                        max_digits=5,
                        verbose_name="льготная ставка, %",
                    ),
                ),
                (
                    "buyout_option",
                    models.CharField(
                        choices=[
                            ("none", "Выкуп не предусмотрен"),
                            ("requested", "Выкуп запрошен"),
                            ("legal_review", "На юридической проверке"),
                            ("granted", "Выкуп разрешён"),
                            ("refused", "В выкупе отказано"),
                        ],
                        default="none",
                        help_text="По 7-ФЗ (статья 31.1) имущество из перечня для НКО не продают. Менять можно только с заключением юристов.",
                        max_length=12,
                        verbose_name="преимущественный выкуп",
                    ),
                ),
                (
                    "buyout_note",
                    models.TextField(
                        blank=True, max_length=2000, verbose_name="заключение юристов"
                    ),
                ),
                (
                    "is_listed",
                    models.BooleanField(default=True, verbose_name="в перечне, видят все"),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="создано")),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="изменено")),
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
                "verbose_name": "объект имущества",
                "verbose_name_plural": "имущество для НКО и ТОС",
                "ordering": ["-id"],
                "permissions": [("manage_property", "Вести имущественную поддержку")],
            },
        ),
        migrations.AddField(
            model_name="leaseoffer",
            name="asset",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="offers",
                to="grants.municipalproperty",
                verbose_name="объект",
            ),
        ),
        migrations.CreateModel(
            name="SupportRecord",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "form",
                    models.CharField(
                        choices=[
                            ("property", "имущественная"),
                            ("order", "социальный заказ"),
                            ("consultation", "консультационная"),
                        ],
                        max_length=12,
                        verbose_name="форма поддержки",
                    ),
                ),
                ("given_on", models.DateField(verbose_name="дата")),
                (
                    "number",
                    models.CharField(blank=True, max_length=40, verbose_name="номер договора"),
                ),
                ("what", models.CharField(max_length=500, verbose_name="что дано")),
                (
                    "value",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=14,
                        null=True,
                        verbose_name="размер, ₽",
                    ),
                ),
                ("starts_on", models.DateField(blank=True, null=True, verbose_name="срок с")),
                ("ends_on", models.DateField(blank=True, null=True, verbose_name="срок до")),
                ("ended_on", models.DateField(blank=True, null=True, verbose_name="закончилась")),
                ("url", models.CharField(blank=True, editable=False, max_length=200)),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                        verbose_name="получатель",
                    ),
                ),
            ],
            options={
                "verbose_name": "поддержка не деньгами",
                "verbose_name_plural": "поддержка не деньгами",
                "ordering": ["-given_on", "-id"],
            },
        ),
        migrations.CreateModel(
            name="Lease",
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
                            ("prepared", "Договор готовится"),
                            ("signed", "Договор действует"),
                            ("ended", "Договор закончился"),
                            ("failed", "Договор не заключён"),
                        ],
                        default="prepared",
                        max_length=8,
                        verbose_name="состояние",
                    ),
                ),
                ("months", models.PositiveSmallIntegerField(verbose_name="срок, месяцев")),
                (
                    "rent_month",
                    models.DecimalField(
                        decimal_places=2, max_digits=12, verbose_name="рыночная аренда, ₽ в месяц"
                    ),
                ),
                (
                    "paid_month",
                    models.DecimalField(
                        decimal_places=2, max_digits=12, verbose_name="платит, ₽ в месяц"
                    ),
                ),
                (
                    "number",
                    models.CharField(blank=True, max_length=40, verbose_name="номер договора"),
                ),
                (
                    "signed_on",
                    models.DateField(
                        blank=True, editable=False, null=True, verbose_name="подписан"
                    ),
                ),
                (
                    "starts_on",
                    models.DateField(
                        blank=True, editable=False, null=True, verbose_name="с какого дня"
                    ),
                ),
                (
                    "ends_on",
                    models.DateField(
                        blank=True, editable=False, null=True, verbose_name="до какого дня"
                    ),
                ),
                (
                    "ended_on",
                    models.DateField(
                        blank=True, editable=False, null=True, verbose_name="закончился"
                    ),
                ),
                (
                    "application",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="lease",
                        to="grants.leaseapplication",
                        verbose_name="заявка",
                    ),
                ),
                (
                    "asset",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="leases",
                        to="grants.municipalproperty",
                        verbose_name="объект",
                    ),
                ),
                (
                    "support",
                    models.OneToOneField(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="lease",
                        to="grants.supportrecord",
                        verbose_name="запись реестра",
                    ),
                ),
            ],
            options={
                "verbose_name": "договор аренды",
                "verbose_name_plural": "договоры аренды",
                "ordering": ["-id"],
            },
        ),
        migrations.AddIndex(
            model_name="leaseapplication",
            index=models.Index(fields=["offer", "state"], name="grants_leas_offer_i_0879f4_idx"),
        ),
        migrations.AddConstraint(
            model_name="leaseapplication",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "withdrawn"), _negated=True),
                fields=("offer", "organisation"),
                name="one_lease_application_per_organisation",
            ),
        ),
        migrations.AddConstraint(
            model_name="leaseapplication",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "won")),
                fields=("offer",),
                name="one_lease_winner_per_offer",
            ),
        ),
        migrations.AddIndex(
            model_name="municipalproperty",
            index=models.Index(fields=["is_listed", "-id"], name="grants_muni_is_list_185bf2_idx"),
        ),
        migrations.AddIndex(
            model_name="municipalproperty",
            index=models.Index(fields=["latitude", "longitude"], name="property_point"),
        ),
        migrations.AddConstraint(
            model_name="municipalproperty",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("area__gt", 0), ("rate__gte", 0), ("rate__lte", 100), ("rent_month__gte", 0)
                ),
                name="property_numbers_sane",
                violation_error_message="Площадь больше нуля, ставка от 0 до 100 %.",
            ),
        ),
        migrations.AddConstraint(
            model_name="municipalproperty",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("buyout_option", "none"),
                    models.Q(("buyout_note", ""), _negated=True),
                    _connector="OR",
                ),
                name="property_buyout_explained",
                violation_error_message="Объясните решение о выкупе: нужно заключение юристов.",
            ),
        ),
        migrations.AddIndex(
            model_name="leaseoffer",
            index=models.Index(fields=["state", "opens_at"], name="grants_leas_state_691c1b_idx"),
        ),
        migrations.AddConstraint(
            model_name="leaseoffer",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state__in", ("draft", "published", "opened"))),
                fields=("asset",),
                name="one_live_offer_per_property",
                violation_error_message="Этот объект уже предлагают.",
            ),
        ),
        migrations.AddConstraint(
            model_name="leaseoffer",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("accepts_until__gt", models.F("accepts_from")),
                    ("opens_at__gte", models.F("accepts_until")),
                ),
                name="offer_dates_in_order",
                violation_error_message="Сначала приём заявок, затем вскрытие.",
            ),
        ),
        migrations.AddConstraint(
            model_name="leaseoffer",
            constraint=models.CheckConstraint(
                condition=models.Q(("max_months__gte", 1), ("max_months__lte", 600)),
                name="offer_term_sane",
                violation_error_message="Срок — от 1 до 600 месяцев.",
            ),
        ),
        migrations.AddIndex(
            model_name="supportrecord",
            index=models.Index(fields=["-given_on", "-id"], name="grants_supp_given_o_08a888_idx"),
        ),
        migrations.AddIndex(
            model_name="supportrecord",
            index=models.Index(
                fields=["organisation", "form", "-given_on"], name="grants_supp_organis_7d0d42_idx"
            ),
        ),
        migrations.AddConstraint(
            model_name="supportrecord",
            constraint=models.CheckConstraint(
                condition=models.Q(("value", None), ("value__gte", 0), _connector="OR"),
                name="support_value_sane",
            ),
        ),
        migrations.AddIndex(
            model_name="lease",
            index=models.Index(fields=["state", "-id"], name="grants_leas_state_2b7834_idx"),
        ),
        migrations.AddConstraint(
            model_name="lease",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state__in", ("prepared", "signed"))),
                fields=("asset",),
                name="property_given_to_one_at_a_time",
                violation_error_message="Этот объект уже передан.",
            ),
        ),
        migrations.CreateModel(
            name="PartnerConsent",
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
                            ("asked", "Партнёр ещё не ответил"),
                            ("confirmed", "Партнёр подтвердил"),
                            ("declined", "Партнёр отказался"),
                        ],
                        default="asked",
                        max_length=9,
                        verbose_name="состояние",
                    ),
                ),
                (
                    "amount",
                    models.DecimalField(
                        decimal_places=2,
                        editable=False,
                        max_digits=14,
                        null=True,
                        verbose_name="подтверждённая сумма, ₽",
                    ),
                ),
                (
                    "application",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="partner_consents",
                        to="grants.application",
                        verbose_name="заявка",
                    ),
                ),
                (
                    "partner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                        verbose_name="партнёр",
                    ),
                ),
            ],
            options={
                "verbose_name": "согласие партнёра",
                "verbose_name_plural": "согласия партнёров",
                "ordering": ["-id"],
                "indexes": [
                    models.Index(fields=["partner", "state"], name="grants_part_partner_097082_idx")
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("application", "partner"), name="partner_asked_once_of_application"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "confirmed"), _negated=True),
                            ("amount__isnull", False),
                            _connector="OR",
                        ),
                        name="confirmed_partner_knows_the_sum",
                    ),
                ],
            },
        ),
        AppendOnly("grants_leasecheck"),
        migrations.CreateModel(
            name="SocialOrder",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "year",
                    models.PositiveSmallIntegerField(
                        validators=[
                            django.core.validators.MinValueValidator(2000),
                            django.core.validators.MaxValueValidator(2100),
                        ],
                        verbose_name="год",
                    ),
                ),
                (
                    "authority",
                    models.CharField(max_length=300, verbose_name="уполномоченный орган"),
                ),
                ("service", models.CharField(max_length=300, verbose_name="услуга")),
                (
                    "direction",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="grants.direction",
                        verbose_name="направление",
                    ),
                ),
                ("recipients", models.CharField(max_length=300, verbose_name="для кого")),
                ("unit", models.CharField(max_length=60, verbose_name="единица объёма")),
                (
                    "planned_volume",
                    models.DecimalField(
                        decimal_places=2,
                        max_digits=12,
                        validators=[django.core.validators.MinValueValidator(Decimal("0.01"))],
                        verbose_name="объём по плану",
                    ),
                ),
                (
                    "planned_sum",
                    models.DecimalField(
                        decimal_places=2,
                        max_digits=14,
                        validators=[django.core.validators.MinValueValidator(Decimal("0.01"))],
                        verbose_name="сумма по плану, ₽",
                    ),
                ),
                (
                    "nko_quota_percent",
                    models.DecimalField(
                        decimal_places=2,
                        default=10,
                        help_text="Какую часть суммы по плану должны получить НКО и ТОС, не меньше.",
                        max_digits=5,
                        validators=[
                            django.core.validators.MinValueValidator(0),
                            django.core.validators.MaxValueValidator(100),
                        ],
                        verbose_name="доля для НКО, %",
                    ),
                ),
                ("is_published", models.BooleanField(default=False, verbose_name="показан всем")),
                (
                    "agreed_volume",
                    models.DecimalField(
                        decimal_places=2,
                        default=0,
                        editable=False,
                        max_digits=12,
                        verbose_name="объём по соглашениям",
                    ),
                ),
                (
                    "agreed_sum",
                    models.DecimalField(
                        decimal_places=2,
                        default=0,
                        editable=False,
                        max_digits=14,
                        verbose_name="сумма соглашений, ₽",
                    ),
                ),
                (
                    "done_volume",
                    models.DecimalField(
                        decimal_places=2,
                        default=0,
                        editable=False,
                        max_digits=12,
                        verbose_name="оказано",
                    ),
                ),
                (
                    "done_sum",
                    models.DecimalField(
                        decimal_places=2,
                        default=0,
                        editable=False,
                        max_digits=14,
                        verbose_name="оплачено, ₽",
                    ),
                ),
            ],
            options={
                "verbose_name": "услуга социального заказа",
                "verbose_name_plural": "социальный заказ",
                "ordering": ["-year", "service", "id"],
                "permissions": [("manage_social_order", "Вести социальный заказ: план и факт")],
                "indexes": [
                    models.Index(
                        fields=["is_published", "year", "service", "id"],
                        name="grants_soci_is_publ_414f5c_idx",
                    ),
                    models.Index(
                        fields=["is_published", "service", "id"], name="social_order_by_service"
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("agreed_sum__gte", 0),
                            ("agreed_volume__gte", 0),
                            ("done_sum__gte", 0),
                            ("done_volume__gte", 0),
                            ("nko_quota_percent__range", (0, 100)),
                        ),
                        name="social_order_numbers_sane",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("agreed_sum__lte", models.F("planned_sum")),
                            ("agreed_volume__lte", models.F("planned_volume")),
                        ),
                        name="social_order_within_plan",
                        violation_error_message="Соглашений уже больше, чем по такому плану.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SocialExecutor",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "order",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="executors",
                        to="grants.socialorder",
                        verbose_name="услуга",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="social_orders",
                        to="organisations.organisation",
                        verbose_name="исполнитель",
                    ),
                ),
                (
                    "way",
                    models.CharField(
                        choices=[
                            ("contest", "конкурс"),
                            ("certificate", "социальный сертификат"),
                            ("assignment", "муниципальное задание"),
                        ],
                        max_length=11,
                        verbose_name="способ отбора",
                    ),
                ),
                (
                    "agreed_volume",
                    models.DecimalField(
                        decimal_places=2,
                        default=0,
                        editable=False,
                        max_digits=12,
                        verbose_name="объём по соглашениям",
                    ),
                ),
                (
                    "agreed_sum",
                    models.DecimalField(
                        decimal_places=2,
                        default=0,
                        editable=False,
                        max_digits=14,
                        verbose_name="сумма соглашений, ₽",
                    ),
                ),
                (
                    "done_volume",
                    models.DecimalField(
                        decimal_places=2,
                        default=0,
                        editable=False,
                        max_digits=12,
                        verbose_name="оказано",
                    ),
                ),
                (
                    "done_sum",
                    models.DecimalField(
                        decimal_places=2,
                        default=0,
                        editable=False,
                        max_digits=14,
                        verbose_name="оплачено, ₽",
                    ),
                ),
            ],
            options={
                "verbose_name": "исполнитель социального заказа",
                "verbose_name_plural": "исполнители социального заказа",
                "ordering": ["id"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("order", "organisation"),
                        name="social_executor_once",
                        violation_error_message="Этот исполнитель уже есть.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("done_sum__gte", 0),
                            ("done_sum__lte", models.F("agreed_sum")),
                            ("done_volume__gte", 0),
                            ("done_volume__lte", models.F("agreed_volume")),
                        ),
                        name="social_executor_within_agreements",
                    ),
                ],
                "indexes": [],
            },
        ),
        migrations.CreateModel(
            name="SocialEntry",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "document",
                    models.CharField(max_length=40, verbose_name="номер соглашения или акта"),
                ),
                ("made_on", models.DateField(verbose_name="дата документа")),
                ("starts_on", models.DateField(blank=True, null=True, verbose_name="срок с")),
                ("ends_on", models.DateField(blank=True, null=True, verbose_name="срок до")),
                (
                    "volume",
                    models.DecimalField(decimal_places=2, max_digits=12, verbose_name="объём"),
                ),
                (
                    "amount",
                    models.DecimalField(decimal_places=2, max_digits=14, verbose_name="сумма, ₽"),
                ),
                (
                    "order",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="entries",
                        to="grants.socialorder",
                    ),
                ),
                (
                    "executor",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="entries",
                        to="grants.socialexecutor",
                        verbose_name="исполнитель",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("agreement", "соглашение заключено"),
                            ("portion", "услуга оказана и оплачена"),
                        ],
                        max_length=9,
                        verbose_name="что произошло",
                    ),
                ),
                (
                    "reverses",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reversal",
                        to="grants.socialentry",
                    ),
                ),
                (
                    "support",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="grants.supportrecord",
                        verbose_name="запись реестра",
                    ),
                ),
                (
                    "prepared_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="внёс",
                    ),
                ),
                (
                    "approved_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="подтвердил",
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="записано")),
            ],
            options={
                "verbose_name": "факт социального заказа",
                "verbose_name_plural": "факты социального заказа",
                "ordering": ["-made_on", "-id"],
                "indexes": [
                    models.Index(
                        fields=["order", "-made_on", "-id"], name="grants_soci_order_i_fc1e5f_idx"
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("amount__gt", 0), ("reverses", None), ("volume__gt", 0)),
                            models.Q(
                                ("amount__lt", 0), ("reverses__isnull", False), ("volume__lt", 0)
                            ),
                            _connector="OR",
                        ),
                        name="social_entry_adds_or_reverses",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("prepared_by", models.F("approved_by")), _negated=True),
                        name="social_entry_by_two",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SocialFact",
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
                    "volume",
                    models.DecimalField(
                        decimal_places=2,
                        max_digits=12,
                        validators=[django.core.validators.MinValueValidator(Decimal("0.01"))],
                        verbose_name="объём",
                    ),
                ),
                (
                    "amount",
                    models.DecimalField(
                        decimal_places=2,
                        max_digits=14,
                        validators=[django.core.validators.MinValueValidator(Decimal("0.01"))],
                        verbose_name="сумма, ₽",
                    ),
                ),
                (
                    "document",
                    models.CharField(max_length=40, verbose_name="номер соглашения или акта"),
                ),
                ("made_on", models.DateField(verbose_name="дата документа")),
                ("starts_on", models.DateField(blank=True, null=True, verbose_name="срок с")),
                ("ends_on", models.DateField(blank=True, null=True, verbose_name="срок до")),
                (
                    "order",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="facts",
                        to="grants.socialorder",
                        verbose_name="услуга",
                    ),
                ),
                (
                    "executor",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="facts",
                        to="grants.socialexecutor",
                        verbose_name="исполнитель",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("prepared", "Ждёт утверждения"),
                            ("approved", "Утверждена"),
                            ("declined", "Отклонена"),
                        ],
                        default="prepared",
                        editable=False,
                        max_length=8,
                        verbose_name="состояние",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("agreement", "соглашение заключено"),
                            ("portion", "услуга оказана и оплачена"),
                            ("reversal", "исправить ошибочную запись (сторно)"),
                        ],
                        max_length=9,
                        verbose_name="что произошло",
                    ),
                ),
                (
                    "target",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="grants.socialentry",
                        verbose_name="какая запись исправляется",
                    ),
                ),
                ("key", models.CharField(editable=False, max_length=60, unique=True)),
                (
                    "prepared_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="внёс",
                    ),
                ),
            ],
            options={
                "verbose_name": "факт на подтверждение",
                "verbose_name_plural": "социальный заказ: факты на подтверждение",
                "ordering": ["-id"],
                "indexes": [
                    models.Index(fields=["state", "-id"], name="grants_soci_state_56bc2f_idx")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("amount__gt", 0), ("volume__gt", 0)),
                        name="social_fact_positive",
                    )
                ],
            },
        ),
        AppendOnly("grants_socialentry"),
        migrations.CreateModel(
            name="ConsultationSubject",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=200, unique=True, verbose_name="тема")),
                ("order", models.PositiveSmallIntegerField(default=0, verbose_name="порядок")),
                ("is_active", models.BooleanField(default=True, verbose_name="можно выбрать")),
            ],
            options={
                "verbose_name": "тема консультаций",
                "verbose_name_plural": "темы консультаций",
                "ordering": ["order", "name"],
                "indexes": [],
                "constraints": [],
            },
        ),
        migrations.CreateModel(
            name="Consultation",
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
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                        verbose_name="организация",
                    ),
                ),
                (
                    "author",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="кто попросил",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("requested", "Ждёт назначения"),
                            ("appointed", "Назначена"),
                            ("held", "Состоялась"),
                            ("not_held", "Не состоялась"),
                            ("withdrawn", "Отозвана"),
                        ],
                        default="requested",
                        max_length=9,
                        verbose_name="состояние",
                    ),
                ),
                (
                    "subject",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="grants.consultationsubject",
                        verbose_name="тема",
                    ),
                ),
                ("question", models.TextField(max_length=5000, verbose_name="вопрос")),
                (
                    "wished_way",
                    models.CharField(
                        choices=[
                            ("in_person", "лично"),
                            ("phone", "по телефону"),
                            ("video", "по видеосвязи"),
                        ],
                        max_length=9,
                        verbose_name="как удобнее",
                    ),
                ),
                ("wished_on", models.DateField(verbose_name="удобный день")),
                (
                    "wished_times",
                    models.CharField(blank=True, max_length=300, verbose_name="другие дни и часы"),
                ),
                ("appoint_by", models.DateField(editable=False, verbose_name="назначить до")),
                (
                    "official",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="кто консультирует",
                    ),
                ),
                ("starts_at", models.DateTimeField(blank=True, null=True, verbose_name="начало")),
                ("ends_at", models.DateTimeField(blank=True, null=True, verbose_name="конец")),
                (
                    "way",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("in_person", "лично"),
                            ("phone", "по телефону"),
                            ("video", "по видеосвязи"),
                        ],
                        max_length=9,
                        verbose_name="как пройдёт",
                    ),
                ),
                (
                    "place",
                    models.CharField(
                        blank=True, max_length=300, verbose_name="адрес, телефон или ссылка"
                    ),
                ),
                (
                    "advice",
                    models.TextField(blank=True, max_length=5000, verbose_name="что посоветовали"),
                ),
                (
                    "private_note",
                    models.TextField(
                        blank=True, max_length=5000, verbose_name="заметка для сотрудников"
                    ),
                ),
                ("helped", models.BooleanField(blank=True, null=True, verbose_name="помогла")),
                ("reminded_at", models.DateTimeField(editable=False, null=True)),
                ("outcome_asked_at", models.DateTimeField(editable=False, null=True)),
                (
                    "support",
                    models.OneToOneField(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="consultation",
                        to="grants.supportrecord",
                        verbose_name="запись реестра",
                    ),
                ),
            ],
            options={
                "verbose_name": "консультация",
                "verbose_name_plural": "консультации",
                "ordering": ["-id"],
                "permissions": [("manage_consultation", "Вести консультации для НКО и ТОС")],
                "indexes": [
                    models.Index(fields=["state", "-id"], name="grants_cons_state_7eee93_idx"),
                    models.Index(
                        fields=["organisation", "-id"], name="grants_cons_organis_a66e72_idx"
                    ),
                    models.Index(
                        fields=["official", "starts_at"], name="grants_cons_officia_28b2bc_idx"
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state__in", ("requested", "appointed"))),
                        fields=("organisation", "subject"),
                        name="one_open_consultation_per_subject",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state__in", ("appointed", "held")), _negated=True),
                            models.Q(
                                ("ends_at__gt", models.F("starts_at")), ("starts_at__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="consultation_has_its_time",
                    ),
                ],
            },
        ),
    ]
