import uuid
from decimal import Decimal

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.core.validators
import django.db.models.deletion
import django.db.models.expressions
from django.conf import settings
from django.contrib.postgres.operations import TrigramExtension
from django.db import migrations, models

import budgeting.models.rounds
import budgeting.models.rule_set
from portal.cases.append_only import AppendOnly
from portal.cases.first_migration import FirstMigration

# The search vector is kept by the database, so an import in bulk fills it as well.
SEARCH = """
CREATE FUNCTION budgeting_project_search() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.search := setweight(to_tsvector('russian', NEW.title), 'A')
        || setweight(to_tsvector('russian', NEW.address), 'B')
        || setweight(to_tsvector('russian', concat_ws(' ', NEW.problem, NEW.solution,
            NEW.expected_result)), 'C');
    RETURN NEW;
END $$;
CREATE TRIGGER keep_search
    BEFORE INSERT OR UPDATE OF title, address, problem, solution, expected_result
    ON budgeting_project FOR EACH ROW EXECUTE FUNCTION budgeting_project_search();
"""
NO_SEARCH = """
DROP TRIGGER keep_search ON budgeting_project;
DROP FUNCTION budgeting_project_search();
"""


class Migration(FirstMigration):
    dependencies = [
        ("draws", "0001_initial"),
        ("files", "0001_initial"),
        ("organisations", "0001_initial"),
        ("places", "0001_initial"),
        ("polls", "0001_initial"),
        ("scoring", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        TrigramExtension(),
        migrations.CreateModel(
            name="MergeOffer",
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
                            ("offered", "Ждёт ответа"),
                            ("accepted", "Объединены, сторонники решают"),
                            ("declined", "Отклонено"),
                            ("cancelled", "Отозвано"),
                            ("settled", "Завершено"),
                        ],
                        default="offered",
                        editable=False,
                        max_length=10,
                        verbose_name="состояние",
                    ),
                ),
                (
                    "note",
                    models.TextField(
                        blank=True, max_length=2000, verbose_name="почему стоит объединить"
                    ),
                ),
                (
                    "choose_until",
                    models.DateField(blank=True, null=True, verbose_name="сторонники выбирают до"),
                ),
            ],
            options={
                "verbose_name": "объединение проектов",
                "verbose_name_plural": "объединения проектов",
                "ordering": ["-id"],
            },
        ),
        migrations.CreateModel(
            name="Programme",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("slug", models.SlugField(unique=True, verbose_name="адрес")),
                ("name", models.CharField(max_length=200, verbose_name="название")),
                ("summary", models.TextField(blank=True, verbose_name="коротко")),
            ],
            options={
                "verbose_name": "программа",
                "verbose_name_plural": "программы",
            },
        ),
        migrations.CreateModel(
            name="ProjectType",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.SlugField(unique=True, verbose_name="код")),
                ("name", models.CharField(max_length=150, verbose_name="название")),
                ("icon", models.CharField(blank=True, max_length=30)),
                ("order", models.PositiveSmallIntegerField(default=0)),
            ],
            options={
                "verbose_name": "вид проекта",
                "verbose_name_plural": "виды проектов",
                "ordering": ["order"],
            },
        ),
        migrations.CreateModel(
            name="RefusalGround",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.SlugField(unique=True, verbose_name="код")),
                ("name", models.CharField(max_length=300, verbose_name="основание")),
                (
                    "must_offer_rework",
                    models.BooleanField(
                        default=False, verbose_name="обязательна совместная доработка"
                    ),
                ),
            ],
            options={
                "verbose_name": "основание отказа",
                "verbose_name_plural": "основания отказа",
            },
        ),
        migrations.CreateModel(
            name="Commission",
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
                            ("accepting", "Приём заявлений"),
                            ("listed", "Список опубликован, впереди жеребьёвка"),
                            ("formed", "Состав определён"),
                            ("assessing", "Комиссия оценивает проекты"),
                            ("ranked", "Рейтинг опубликован"),
                            ("decided", "Решение принято"),
                        ],
                        default="draft",
                        editable=False,
                        max_length=10,
                        verbose_name="состояние",
                    ),
                ),
                (
                    "formed_by",
                    models.CharField(
                        choices=[
                            ("lot", "жребием среди подавших заявление"),
                            ("appointed", "назначена"),
                        ],
                        default="lot",
                        max_length=10,
                        verbose_name="как образуется",
                    ),
                ),
                (
                    "places",
                    models.PositiveSmallIntegerField(
                        default=15,
                        validators=[
                            django.core.validators.MinValueValidator(3),
                            django.core.validators.MaxValueValidator(101),
                        ],
                        verbose_name="членов",
                    ),
                ),
                (
                    "reserve_places",
                    models.PositiveSmallIntegerField(
                        default=15,
                        validators=[django.core.validators.MaxValueValidator(101)],
                        verbose_name="в резерве",
                    ),
                ),
                (
                    "by_district",
                    models.BooleanField(default=False, verbose_name="места делятся между районами"),
                ),
                (
                    "min_age",
                    models.PositiveSmallIntegerField(default=18, verbose_name="с какого возраста"),
                ),
                (
                    "opens_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="приём заявлений с"),
                ),
                (
                    "closes_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="приём заявлений до"),
                ),
                (
                    "seed_source",
                    models.CharField(
                        blank=True,
                        help_text="Событие после закрытия списка, на которое портал не влияет: тираж, лототрон.",
                        max_length=300,
                        verbose_name="откуда возьмётся случайное число",
                    ),
                ),
                (
                    "max_initiatives",
                    models.PositiveSmallIntegerField(
                        default=2,
                        help_text="Не больше двух (312-П).",
                        verbose_name="инициатив у члена комиссии",
                    ),
                ),
                (
                    "members_propose",
                    models.BooleanField(
                        default=False, verbose_name="проекты выдвигают только члены комиссии"
                    ),
                ),
                (
                    "meetings_planned",
                    models.PositiveSmallIntegerField(default=4, verbose_name="заседаний намечено"),
                ),
                (
                    "method",
                    models.CharField(
                        choices=[
                            ("rating", "рейтинговое голосование членов комиссии"),
                            ("criteria", "баллы по критериям"),
                        ],
                        default="rating",
                        max_length=10,
                        verbose_name="как отбираются проекты",
                    ),
                ),
                (
                    "ballot",
                    models.CharField(
                        choices=[
                            ("scores", "оценка каждому проекту от 1 до 5"),
                            ("votes", "несколько голосов за разные проекты"),
                        ],
                        default="scores",
                        max_length=6,
                        verbose_name="бюллетень комиссии",
                    ),
                ),
                (
                    "votes_each",
                    models.PositiveSmallIntegerField(
                        default=3,
                        validators=[django.core.validators.MinValueValidator(1)],
                        verbose_name="голосов у члена комиссии",
                    ),
                ),
                (
                    "is_secret",
                    models.BooleanField(default=False, verbose_name="голосование тайное"),
                ),
                (
                    "min_experts",
                    models.PositiveSmallIntegerField(
                        default=2,
                        validators=[django.core.validators.MinValueValidator(1)],
                        verbose_name="оценок на проект не меньше",
                    ),
                ),
                (
                    "pass_points",
                    models.DecimalField(
                        decimal_places=3, default=0, max_digits=7, verbose_name="проходной балл"
                    ),
                ),
                (
                    "assess_until",
                    models.DateTimeField(
                        blank=True, editable=False, null=True, verbose_name="оценки до"
                    ),
                ),
                ("contest", models.JSONField(blank=True, default=list, editable=False)),
                (
                    "lot_seed",
                    models.CharField(
                        blank=True, editable=False, max_length=32, verbose_name="жребий"
                    ),
                ),
                (
                    "criteria",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="scoring.criteriaset",
                        verbose_name="набор критериев",
                    ),
                ),
                (
                    "draw",
                    models.OneToOneField(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="draws.draw",
                        verbose_name="жеребьёвка",
                    ),
                ),
                (
                    "ranking",
                    models.OneToOneField(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="scoring.ranking",
                        verbose_name="рейтинг",
                    ),
                ),
            ],
            options={
                "verbose_name": "комиссия раунда",
                "verbose_name_plural": "комиссии раундов",
                "ordering": ["-id"],
                "permissions": [("run_commission", "Вести работу комиссии раунда")],
            },
        ),
        migrations.CreateModel(
            name="CommissionApplication",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="создано")),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="изменено")),
                ("number", models.PositiveIntegerField(verbose_name="номер")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("submitted", "Подано"),
                            ("admitted", "Допущено к жеребьёвке"),
                            ("refused", "Не допущено"),
                            ("withdrawn", "Отозвано"),
                        ],
                        default="submitted",
                        editable=False,
                        max_length=10,
                        verbose_name="состояние",
                    ),
                ),
                ("person_key", models.CharField(editable=False, max_length=64)),
                (
                    "declared_at",
                    models.DateTimeField(
                        editable=False,
                        verbose_name="заявил, что живёт здесь и не служащий и не депутат",
                    ),
                ),
                (
                    "name_agreed_at",
                    models.DateTimeField(
                        blank=True, editable=False, null=True, verbose_name="согласие показать имя"
                    ),
                ),
                (
                    "commission",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="applications",
                        to="budgeting.commission",
                        verbose_name="комиссия",
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
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="commission_applications",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="заявитель",
                    ),
                ),
            ],
            options={
                "verbose_name": "заявление в комиссию",
                "verbose_name_plural": "заявления в комиссию",
                "ordering": ["-id"],
            },
        ),
        migrations.CreateModel(
            name="CommissionMeeting",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField(verbose_name="номер")),
                ("starts_at", models.DateTimeField(verbose_name="начало")),
                ("place", models.CharField(max_length=300, verbose_name="где")),
                ("agenda", models.TextField(verbose_name="повестка")),
                ("minutes", models.TextField(blank=True, verbose_name="протокол")),
                (
                    "members",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="членов в комиссии"
                    ),
                ),
                (
                    "present",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="присутствовали"
                    ),
                ),
                (
                    "held_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="протокол внесён"),
                ),
                (
                    "cancelled_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="отменено"),
                ),
                (
                    "commission",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="meetings",
                        to="budgeting.commission",
                    ),
                ),
            ],
            options={
                "verbose_name": "заседание комиссии",
                "verbose_name_plural": "заседания комиссии",
                "ordering": ["number"],
            },
        ),
        migrations.CreateModel(
            name="LedgerEntry",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "source",
                    models.CharField(
                        choices=[
                            ("region", "областной бюджет"),
                            ("city", "городской бюджет"),
                            ("residents", "жители"),
                            ("sponsors", "организации и предприниматели"),
                        ],
                        max_length=10,
                        verbose_name="источник",
                    ),
                ),
                (
                    "amount",
                    models.DecimalField(decimal_places=2, max_digits=14, verbose_name="сумма"),
                ),
                (
                    "payer",
                    models.CharField(
                        blank=True, max_length=200, verbose_name="плательщик или получатель"
                    ),
                ),
                (
                    "payer_kind",
                    models.CharField(
                        choices=[
                            ("person", "гражданин"),
                            ("organisation", "организация или предприниматель"),
                            ("budget", "бюджет"),
                        ],
                        default="budget",
                        max_length=12,
                        verbose_name="кто платит",
                    ),
                ),
                (
                    "payer_agrees",
                    models.BooleanField(
                        default=False, verbose_name="организация согласна, чтобы её назвали"
                    ),
                ),
                (
                    "document_number",
                    models.CharField(blank=True, max_length=60, verbose_name="номер документа"),
                ),
                (
                    "document_date",
                    models.DateField(blank=True, null=True, verbose_name="дата документа"),
                ),
                (
                    "purpose",
                    models.CharField(blank=True, max_length=300, verbose_name="назначение"),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("pledged", "Заявлено"),
                            ("agreed", "Закреплено соглашением"),
                            ("paid", "Поступило"),
                            ("used", "Использовано"),
                            ("refunded", "Возвращено"),
                        ],
                        max_length=10,
                        verbose_name="что произошло",
                    ),
                ),
                (
                    "reason",
                    models.CharField(
                        blank=True, max_length=300, verbose_name="причина исправления"
                    ),
                ),
                ("key", models.CharField(editable=False, max_length=100, unique=True)),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="внесено")),
                (
                    "approved_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="утвердил",
                    ),
                ),
                (
                    "prepared_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="внёс",
                    ),
                ),
                (
                    "refund_of",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="refunds",
                        to="budgeting.ledgerentry",
                        verbose_name="возврат поступления",
                    ),
                ),
                (
                    "reverses",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reversal",
                        to="budgeting.ledgerentry",
                        verbose_name="сторнирует запись",
                    ),
                ),
            ],
            options={
                "verbose_name": "запись о деньгах",
                "verbose_name_plural": "записи о деньгах",
                "ordering": ["-id"],
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
                    "answer",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("move", "поддержать объединённый проект"),
                            ("stay", "оставить подпись под прежним проектом"),
                            ("leave", "снять свою поддержку"),
                        ],
                        max_length=5,
                    ),
                ),
                ("answered_at", models.DateTimeField(blank=True, null=True)),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "offer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="choices",
                        to="budgeting.mergeoffer",
                    ),
                ),
            ],
            options={
                "verbose_name": "выбор сторонника",
                "verbose_name_plural": "выбор сторонников",
            },
        ),
        migrations.CreateModel(
            name="Project",
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
                    models.PositiveIntegerField(blank=True, null=True, verbose_name="номер"),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "Черновик"),
                            ("submitted", "Внесён"),
                            ("returned", "Возвращён на доработку"),
                            ("published", "Опубликован, идёт сбор замечаний"),
                            ("review", "На рассмотрении администрации"),
                            ("rework", "Совместная доработка"),
                            ("contest", "Участвует в конкурсном отборе"),
                            ("reserve", "В резерве"),
                            ("supported", "Поддержан"),
                            ("winner", "Победитель"),
                            ("funding", "Сбор софинансирования и заключение соглашения"),
                            ("contract", "Закупка, заключение контракта"),
                            ("works", "Ведутся работы"),
                            ("acceptance", "Приёмка с участием жителей"),
                            ("completed", "Завершён, готовится отчёт"),
                            ("reported", "Отчёт опубликован"),
                            ("refused", "Отказано в поддержке"),
                            ("cancelled", "Не реализован, возврат инициативных платежей"),
                            ("withdrawn", "Отозван инициатором"),
                        ],
                        default="draft",
                        editable=False,
                        max_length=12,
                        verbose_name="состояние",
                    ),
                ),
                (
                    "group_size",
                    models.PositiveSmallIntegerField(
                        default=1, verbose_name="человек в инициативной группе"
                    ),
                ),
                (
                    "proposer",
                    models.CharField(
                        choices=[
                            ("group", "инициативная группа жителей"),
                            ("tos", "ТОС"),
                            ("nko", "некоммерческая организация"),
                            ("business", "организация или предприниматель"),
                            ("commission", "член бюджетной комиссии"),
                        ],
                        default="group",
                        max_length=10,
                        verbose_name="кто предлагает",
                    ),
                ),
                (
                    "partner",
                    models.CharField(
                        blank=True, max_length=200, verbose_name="организация-партнёр"
                    ),
                ),
                ("title", models.CharField(max_length=200, verbose_name="название")),
                ("problem", models.TextField(blank=True, verbose_name="проблема")),
                ("solution", models.TextField(blank=True, verbose_name="предлагаемое решение")),
                (
                    "expected_result",
                    models.TextField(blank=True, verbose_name="ожидаемый результат"),
                ),
                (
                    "planned_start",
                    models.DateField(blank=True, null=True, verbose_name="начало работ"),
                ),
                (
                    "planned_end",
                    models.DateField(blank=True, null=True, verbose_name="окончание работ"),
                ),
                (
                    "beneficiaries",
                    models.PositiveIntegerField(
                        blank=True, null=True, verbose_name="благополучателей"
                    ),
                ),
                (
                    "is_citywide",
                    models.BooleanField(
                        db_default=False,
                        default=False,
                        editable=False,
                        verbose_name="общегородской уровень",
                    ),
                ),
                (
                    "address",
                    models.CharField(blank=True, max_length=300, verbose_name="адрес или ориентир"),
                ),
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
                    "agreed_at",
                    models.DateTimeField(
                        blank=True, editable=False, null=True, verbose_name="согласие на публикацию"
                    ),
                ),
                ("typed", models.JSONField(blank=True, default=dict, editable=False)),
                (
                    "total_cost",
                    models.DecimalField(
                        decimal_places=2, default=0, max_digits=14, verbose_name="стоимость"
                    ),
                ),
                ("supporters", models.PositiveIntegerField(default=0, verbose_name="поддержали")),
                (
                    "comment_count",
                    models.PositiveIntegerField(default=0, verbose_name="комментариев"),
                ),
                (
                    "votes",
                    models.PositiveIntegerField(
                        blank=True, null=True, verbose_name="голосов по итогам"
                    ),
                ),
                (
                    "submitted_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="внесён"),
                ),
                (
                    "published_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="опубликован"),
                ),
                (
                    "remarks_until",
                    models.DateField(blank=True, null=True, verbose_name="замечания до"),
                ),
                (
                    "publish_due",
                    models.DateField(blank=True, null=True, verbose_name="опубликовать до"),
                ),
                (
                    "review_due",
                    models.DateField(blank=True, null=True, verbose_name="рассмотреть до"),
                ),
                (
                    "rework_due",
                    models.DateField(
                        blank=True, null=True, verbose_name="ответ автора о доработке до"
                    ),
                ),
                ("remark_count", models.PositiveIntegerField(default=0, verbose_name="замечаний")),
                (
                    "remarks_open",
                    models.PositiveIntegerField(default=0, verbose_name="замечаний без ответа"),
                ),
                (
                    "search",
                    django.contrib.postgres.search.SearchVectorField(editable=False, null=True),
                ),
                (
                    "author",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="projects",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="представитель инициаторов",
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
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="merged_from",
                        to="budgeting.project",
                        verbose_name="объединён с проектом",
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
                        verbose_name="организация",
                    ),
                ),
                (
                    "type",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="budgeting.projecttype",
                        verbose_name="вид",
                    ),
                ),
                (
                    "refusal_ground",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="budgeting.refusalground",
                        verbose_name="основание отказа",
                    ),
                ),
            ],
            options={
                "verbose_name": "инициативный проект",
                "verbose_name_plural": "инициативные проекты",
                "ordering": ["-id"],
                "permissions": [
                    ("moderate_project", "Проверять, публиковать и рассматривать проекты"),
                    ("execute_project", "Вести реализацию проектов"),
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
                    "source",
                    models.CharField(
                        choices=[
                            ("region", "областной бюджет"),
                            ("city", "городской бюджет"),
                            ("residents", "жители"),
                            ("sponsors", "организации и предприниматели"),
                        ],
                        max_length=10,
                        verbose_name="источник",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("money", "деньги"),
                            ("property", "имущество"),
                            ("labour", "труд"),
                        ],
                        default="money",
                        max_length=10,
                        verbose_name="вид",
                    ),
                ),
                (
                    "amount",
                    models.DecimalField(
                        decimal_places=2, default=0, max_digits=14, verbose_name="сумма"
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=300, verbose_name="пояснение")),
                (
                    "project",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="participation",
                        to="budgeting.project",
                    ),
                ),
            ],
            options={
                "verbose_name": "участие",
                "verbose_name_plural": "участие",
                "ordering": ["id"],
            },
        ),
        migrations.CreateModel(
            name="Operation",
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
                    "source",
                    models.CharField(
                        choices=[
                            ("region", "областной бюджет"),
                            ("city", "городской бюджет"),
                            ("residents", "жители"),
                            ("sponsors", "организации и предприниматели"),
                        ],
                        max_length=10,
                        verbose_name="источник",
                    ),
                ),
                (
                    "amount",
                    models.DecimalField(decimal_places=2, max_digits=14, verbose_name="сумма"),
                ),
                (
                    "payer",
                    models.CharField(
                        blank=True, max_length=200, verbose_name="плательщик или получатель"
                    ),
                ),
                (
                    "payer_kind",
                    models.CharField(
                        choices=[
                            ("person", "гражданин"),
                            ("organisation", "организация или предприниматель"),
                            ("budget", "бюджет"),
                        ],
                        default="budget",
                        max_length=12,
                        verbose_name="кто платит",
                    ),
                ),
                (
                    "payer_agrees",
                    models.BooleanField(
                        default=False, verbose_name="организация согласна, чтобы её назвали"
                    ),
                ),
                (
                    "document_number",
                    models.CharField(blank=True, max_length=60, verbose_name="номер документа"),
                ),
                (
                    "document_date",
                    models.DateField(blank=True, null=True, verbose_name="дата документа"),
                ),
                (
                    "purpose",
                    models.CharField(blank=True, max_length=300, verbose_name="назначение"),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("used", "оплата подрядчику"),
                            ("refunded", "возврат плательщику"),
                            ("reversal", "исправление (сторно)"),
                        ],
                        max_length=10,
                        verbose_name="операция",
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
                        max_length=10,
                        verbose_name="состояние",
                    ),
                ),
                ("reason", models.CharField(blank=True, max_length=300, verbose_name="причина")),
                ("key", models.CharField(editable=False, max_length=100, unique=True)),
                (
                    "entry",
                    models.OneToOneField(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="operation",
                        to="budgeting.ledgerentry",
                        verbose_name="запись",
                    ),
                ),
                (
                    "prepared_by",
                    models.ForeignKey(
                        null=True,
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
                        to="budgeting.ledgerentry",
                        verbose_name="к какой записи",
                    ),
                ),
                (
                    "project",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="operations",
                        to="budgeting.project",
                        verbose_name="проект",
                    ),
                ),
            ],
            options={
                "verbose_name": "операция на утверждение",
                "verbose_name_plural": "операции на утверждение",
                "ordering": ["-id"],
            },
        ),
        migrations.CreateModel(
            name="Milestone",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("title", models.CharField(max_length=200, verbose_name="что делаем")),
                ("planned_on", models.DateField(verbose_name="срок")),
                ("first_planned_on", models.DateField(editable=False, verbose_name="первый срок")),
                ("actual_on", models.DateField(blank=True, null=True, verbose_name="сделано")),
                (
                    "progress",
                    models.PositiveSmallIntegerField(default=0, verbose_name="готовность, %"),
                ),
                (
                    "project",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="milestones",
                        to="budgeting.project",
                    ),
                ),
            ],
            options={
                "verbose_name": "этап работ",
                "verbose_name_plural": "этапы работ",
                "ordering": ["planned_on", "id"],
            },
        ),
        migrations.AddField(
            model_name="mergeoffer",
            name="project",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="merges_out",
                to="budgeting.project",
                verbose_name="проект",
            ),
        ),
        migrations.AddField(
            model_name="mergeoffer",
            name="target",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="merges_in",
                to="budgeting.project",
                verbose_name="в какой проект",
            ),
        ),
        migrations.AddField(
            model_name="ledgerentry",
            name="project",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="ledger",
                to="budgeting.project",
                verbose_name="проект",
            ),
        ),
        migrations.CreateModel(
            name="GroupMember",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=150, verbose_name="фамилия, имя, отчество")),
                (
                    "contact",
                    models.CharField(blank=True, max_length=150, verbose_name="телефон или почта"),
                ),
                (
                    "project",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="members",
                        to="budgeting.project",
                    ),
                ),
            ],
            options={
                "verbose_name": "участник инициативной группы",
                "verbose_name_plural": "инициативная группа",
                "ordering": ["id"],
            },
        ),
        migrations.CreateModel(
            name="Exclusion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("ground", models.SlugField(verbose_name="основание")),
                ("reason", models.TextField(max_length=2000, verbose_name="причина")),
                (
                    "commission",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="exclusions",
                        to="budgeting.commission",
                    ),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "project",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="exclusion",
                        to="budgeting.project",
                    ),
                ),
            ],
            options={
                "verbose_name": "исключение из отбора",
                "verbose_name_plural": "исключения из отбора",
            },
        ),
        migrations.CreateModel(
            name="Departure",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "outcome",
                    models.CharField(
                        choices=[("win", "победитель"), ("reserve", "резерв"), ("refuse", "отказ")],
                        max_length=7,
                        verbose_name="решение",
                    ),
                ),
                ("reason", models.TextField(max_length=2000, verbose_name="причина")),
                (
                    "commission",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="departures",
                        to="budgeting.commission",
                    ),
                ),
                (
                    "project",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="departure",
                        to="budgeting.project",
                    ),
                ),
            ],
            options={
                "verbose_name": "отступление от рейтинга",
                "verbose_name_plural": "отступления от рейтинга",
            },
        ),
        migrations.CreateModel(
            name="CostItem",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=200, verbose_name="наименование")),
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
                    "project",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="cost_items",
                        to="budgeting.project",
                    ),
                ),
            ],
            options={
                "verbose_name": "строка сметы",
                "verbose_name_plural": "смета",
                "ordering": ["id"],
            },
        ),
        migrations.CreateModel(
            name="Contract",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("contractor", models.CharField(max_length=200, verbose_name="подрядчик")),
                ("number", models.CharField(max_length=60, verbose_name="номер контракта")),
                ("signed_on", models.DateField(verbose_name="дата контракта")),
                (
                    "amount",
                    models.DecimalField(decimal_places=2, max_digits=14, verbose_name="сумма"),
                ),
                (
                    "procurement_url",
                    models.URLField(max_length=500, verbose_name="ссылка на закупку"),
                ),
                (
                    "terminated_on",
                    models.DateField(
                        blank=True, editable=False, null=True, verbose_name="расторгнут"
                    ),
                ),
                (
                    "termination_reason",
                    models.CharField(
                        blank=True, editable=False, max_length=300, verbose_name="почему расторгнут"
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                (
                    "project",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="contracts",
                        to="budgeting.project",
                    ),
                ),
            ],
            options={
                "verbose_name": "контракт",
                "verbose_name_plural": "контракты",
                "ordering": ["id"],
            },
        ),
        migrations.CreateModel(
            name="Balance",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "source",
                    models.CharField(
                        choices=[
                            ("region", "областной бюджет"),
                            ("city", "городской бюджет"),
                            ("residents", "жители"),
                            ("sponsors", "организации и предприниматели"),
                        ],
                        max_length=10,
                        verbose_name="источник",
                    ),
                ),
                (
                    "pledged",
                    models.DecimalField(
                        decimal_places=2, default=0, max_digits=14, verbose_name="заявлено"
                    ),
                ),
                (
                    "agreed",
                    models.DecimalField(
                        decimal_places=2, default=0, max_digits=14, verbose_name="закреплено"
                    ),
                ),
                (
                    "paid",
                    models.DecimalField(
                        decimal_places=2, default=0, max_digits=14, verbose_name="поступило"
                    ),
                ),
                (
                    "used",
                    models.DecimalField(
                        decimal_places=2, default=0, max_digits=14, verbose_name="использовано"
                    ),
                ),
                (
                    "refunded",
                    models.DecimalField(
                        decimal_places=2, default=0, max_digits=14, verbose_name="возвращено"
                    ),
                ),
                (
                    "project",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="balances",
                        to="budgeting.project",
                    ),
                ),
            ],
            options={
                "verbose_name": "остаток по источнику",
                "verbose_name_plural": "остатки по источникам",
            },
        ),
        migrations.CreateModel(
            name="Acceptance",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("held_on", models.DateField(verbose_name="дата приёмки")),
                ("invited", models.PositiveIntegerField(verbose_name="приглашено жителей")),
                ("attended", models.PositiveIntegerField(verbose_name="пришло жителей")),
                (
                    "names",
                    models.TextField(
                        blank=True, max_length=2000, verbose_name="жители, согласные на показ имени"
                    ),
                ),
                ("act_number", models.CharField(max_length=60, verbose_name="номер акта")),
                (
                    "outcome",
                    models.CharField(
                        choices=[("accepted", "принято"), ("defects", "есть недостатки")],
                        max_length=10,
                        verbose_name="итог",
                    ),
                ),
                (
                    "defects",
                    models.TextField(blank=True, max_length=4000, verbose_name="недостатки"),
                ),
                ("fix_by", models.DateField(blank=True, null=True, verbose_name="исправить до")),
                ("is_past", models.BooleanField(default=False, editable=False)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                (
                    "recorded_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="внёс",
                    ),
                ),
                (
                    "project",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="acceptances",
                        to="budgeting.project",
                    ),
                ),
            ],
            options={
                "verbose_name": "приёмка",
                "verbose_name_plural": "приёмки",
                "ordering": ["id"],
            },
        ),
        migrations.CreateModel(
            name="Execution",
            fields=[],
            options={
                "verbose_name": "проект в реализации",
                "verbose_name_plural": "проекты в реализации",
                "proxy": True,
                "indexes": [],
                "constraints": [],
            },
            bases=("budgeting.project",),
        ),
        migrations.CreateModel(
            name="ProjectFact",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "territory_residents",
                    models.PositiveIntegerField(
                        blank=True, null=True, verbose_name="жителей на территории проекта"
                    ),
                ),
                (
                    "meeting_present",
                    models.PositiveIntegerField(
                        blank=True, null=True, verbose_name="участвовали в собрании и опросах"
                    ),
                ),
                (
                    "meeting_residents",
                    models.PositiveIntegerField(
                        blank=True, null=True, verbose_name="жителей 16+ на территории"
                    ),
                ),
                (
                    "is_accessible",
                    models.BooleanField(
                        blank=True, null=True, verbose_name="приспособлен для маломобильных людей"
                    ),
                ),
                (
                    "publications",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        null=True,
                        validators=[django.core.validators.MaxValueValidator(1000)],
                        verbose_name="публикаций в СМИ и сетях",
                    ),
                ),
                (
                    "by_tos",
                    models.BooleanField(
                        blank=True, null=True, verbose_name="выдвинут ТОС или при его участии"
                    ),
                ),
                ("source", models.TextField(max_length=2000, verbose_name="откуда известно")),
                ("updated_at", models.DateTimeField(auto_now=True)),
                (
                    "entered_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "project",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="facts",
                        to="budgeting.project",
                    ),
                ),
            ],
            options={
                "verbose_name": "сведения для оценки",
                "verbose_name_plural": "сведения для оценки",
            },
        ),
        migrations.CreateModel(
            name="RatingResult",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("data", models.JSONField()),
                ("digest", models.CharField(max_length=64, verbose_name="отпечаток")),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                (
                    "commission",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="rating",
                        to="budgeting.commission",
                    ),
                ),
            ],
            options={
                "verbose_name": "итог голосования комиссии",
                "verbose_name_plural": "итоги голосования комиссии",
            },
        ),
        migrations.CreateModel(
            name="RefundLine",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "amount",
                    models.DecimalField(decimal_places=2, max_digits=14, verbose_name="вернуть"),
                ),
                (
                    "paid_back",
                    models.DecimalField(
                        decimal_places=2, default=0, max_digits=14, verbose_name="возвращено"
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                (
                    "entry",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="refund_line",
                        to="budgeting.ledgerentry",
                    ),
                ),
                (
                    "project",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="refund_lines",
                        to="budgeting.project",
                    ),
                ),
            ],
            options={
                "verbose_name": "строка списка возврата",
                "verbose_name_plural": "список возврата",
                "ordering": ["id"],
            },
        ),
        migrations.CreateModel(
            name="Remark",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "text",
                    models.TextField(max_length=3000, verbose_name="замечание или предложение"),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="поступило")),
                (
                    "verdict",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("taken", "учтено"),
                            ("partly", "учтено частично"),
                            ("not_taken", "не учтено"),
                        ],
                        max_length=10,
                        verbose_name="решение",
                    ),
                ),
                (
                    "answer",
                    models.TextField(
                        blank=True, max_length=3000, verbose_name="ответ администрации"
                    ),
                ),
                (
                    "answered_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="когда ответили"),
                ),
                (
                    "answered_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="кто ответил",
                    ),
                ),
                (
                    "author",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="remarks",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="автор",
                    ),
                ),
                (
                    "project",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="remarks",
                        to="budgeting.project",
                        verbose_name="проект",
                    ),
                ),
            ],
            options={
                "verbose_name": "замечание к проекту",
                "verbose_name_plural": "замечания к проектам",
                "ordering": ["id"],
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
                ("due_on", models.DateField(verbose_name="опубликовать до")),
                (
                    "works",
                    models.TextField(blank=True, max_length=10000, verbose_name="что сделано"),
                ),
                (
                    "beneficiaries",
                    models.PositiveIntegerField(
                        blank=True, null=True, verbose_name="благополучателей"
                    ),
                ),
                (
                    "labour_people",
                    models.PositiveIntegerField(
                        default=0, verbose_name="жителей участвовало трудом"
                    ),
                ),
                (
                    "labour_hours",
                    models.DecimalField(
                        decimal_places=1,
                        default=0,
                        max_digits=9,
                        verbose_name="часов труда жителей",
                    ),
                ),
                (
                    "maintainer",
                    models.CharField(
                        blank=True, max_length=200, verbose_name="кто содержит объект"
                    ),
                ),
                (
                    "warranty_until",
                    models.DateField(blank=True, null=True, verbose_name="гарантия до"),
                ),
                (
                    "problems",
                    models.TextField(
                        blank=True, max_length=5000, verbose_name="какие были трудности"
                    ),
                ),
                (
                    "links",
                    models.TextField(
                        blank=True, max_length=3000, verbose_name="публикации о проекте"
                    ),
                ),
                ("figures", models.JSONField(blank=True, default=dict, editable=False)),
                (
                    "published_at",
                    models.DateTimeField(
                        blank=True, editable=False, null=True, verbose_name="опубликован"
                    ),
                ),
                (
                    "rating_count",
                    models.PositiveIntegerField(default=0, editable=False, verbose_name="оценок"),
                ),
                (
                    "rating_sum",
                    models.PositiveIntegerField(
                        default=0, editable=False, verbose_name="сумма оценок"
                    ),
                ),
                (
                    "project",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="report",
                        to="budgeting.project",
                    ),
                ),
            ],
            options={
                "verbose_name": "итоговый отчёт",
                "verbose_name_plural": "итоговые отчёты",
            },
        ),
        migrations.CreateModel(
            name="Rating",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("mark", models.CharField(max_length=64)),
                ("score", models.PositiveSmallIntegerField(verbose_name="оценка")),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                (
                    "report",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="ratings",
                        to="budgeting.report",
                    ),
                ),
            ],
            options={
                "verbose_name": "оценка жителя",
                "verbose_name_plural": "оценки жителей",
            },
        ),
        migrations.CreateModel(
            name="ResidentsMeeting",
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
                        choices=[("in_person", "очная"), ("mixed", "очно-заочная")],
                        default="in_person",
                        max_length=10,
                        verbose_name="форма собрания",
                    ),
                ),
                ("held_on", models.DateField(blank=True, null=True, verbose_name="дата собрания")),
                (
                    "place",
                    models.CharField(blank=True, max_length=300, verbose_name="место собрания"),
                ),
                (
                    "territory",
                    models.CharField(blank=True, max_length=300, verbose_name="территория"),
                ),
                (
                    "residents",
                    models.PositiveIntegerField(
                        blank=True,
                        null=True,
                        validators=[django.core.validators.MaxValueValidator(1000000)],
                        verbose_name="жителей 16+ на территории",
                    ),
                ),
                (
                    "present",
                    models.PositiveIntegerField(
                        blank=True,
                        null=True,
                        validators=[django.core.validators.MaxValueValidator(1000000)],
                        verbose_name="участвовали",
                    ),
                ),
                (
                    "votes_for",
                    models.PositiveIntegerField(
                        blank=True,
                        null=True,
                        validators=[django.core.validators.MaxValueValidator(1000000)],
                        verbose_name="за",
                    ),
                ),
                (
                    "votes_against",
                    models.PositiveIntegerField(
                        blank=True,
                        null=True,
                        validators=[django.core.validators.MaxValueValidator(1000000)],
                        verbose_name="против",
                    ),
                ),
                (
                    "votes_abstained",
                    models.PositiveIntegerField(
                        blank=True,
                        null=True,
                        validators=[django.core.validators.MaxValueValidator(1000000)],
                        verbose_name="воздержались",
                    ),
                ),
                (
                    "chair",
                    models.CharField(
                        blank=True, max_length=150, verbose_name="председатель собрания"
                    ),
                ),
                (
                    "secretary",
                    models.CharField(blank=True, max_length=150, verbose_name="секретарь собрания"),
                ),
                ("agenda", models.TextField(blank=True, verbose_name="повестка")),
                (
                    "contribution",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=14,
                        null=True,
                        validators=[django.core.validators.MinValueValidator(0)],
                        verbose_name="решили собрать с жителей",
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                (
                    "project",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="meeting",
                        to="budgeting.project",
                    ),
                ),
            ],
            options={
                "verbose_name": "собрание жителей",
                "verbose_name_plural": "собрания жителей",
            },
        ),
        migrations.CreateModel(
            name="Round",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "proposers",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("group", "инициативная группа жителей"),
                                ("tos", "ТОС"),
                                ("nko", "некоммерческая организация"),
                                ("business", "организация или предприниматель"),
                                ("commission", "член бюджетной комиссии"),
                            ],
                            max_length=10,
                        ),
                        default=budgeting.models.rule_set.usual_proposers,
                        size=None,
                        verbose_name="кто предлагает",
                    ),
                ),
                (
                    "min_proposer_age",
                    models.PositiveSmallIntegerField(
                        default=16,
                        help_text="Полных лет представителю. По закону об инициативных проектах — с 16.",
                        validators=[
                            django.core.validators.MinValueValidator(14),
                            django.core.validators.MaxValueValidator(99),
                        ],
                        verbose_name="возраст инициатора",
                    ),
                ),
                (
                    "min_group_size",
                    models.PositiveSmallIntegerField(
                        default=10,
                        help_text="Человек, не меньше. По закону — 10; меньше может решить городская Дума.",
                        verbose_name="в инициативной группе",
                    ),
                ),
                (
                    "max_own_projects",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        help_text="Пусто — сколько угодно. В «Народном бюджете» — не больше двух.",
                        null=True,
                        verbose_name="проектов от одного человека",
                    ),
                ),
                (
                    "partner_required",
                    models.BooleanField(
                        default=False,
                        help_text="Организация или предприниматель, которые получат деньги и отчитаются.",
                        verbose_name="группе и ТОС нужен партнёр",
                    ),
                ),
                (
                    "meeting_required",
                    models.BooleanField(
                        default=False,
                        help_text="Без сведений о собрании и протокола заявку внести нельзя.",
                        verbose_name="нужно собрание жителей",
                    ),
                ),
                (
                    "min_project_cost",
                    models.DecimalField(
                        decimal_places=2,
                        default=0,
                        max_digits=14,
                        verbose_name="наименьшая стоимость проекта",
                    ),
                ),
                (
                    "max_project_cost",
                    models.DecimalField(
                        decimal_places=2,
                        default=3000000,
                        max_digits=14,
                        verbose_name="наибольшая стоимость проекта",
                    ),
                ),
                (
                    "min_city_share",
                    models.DecimalField(
                        decimal_places=2,
                        default=0,
                        help_text="От стоимости проекта. Доля города — то, что остаётся за вычетом остальных.",
                        max_digits=5,
                        validators=[
                            django.core.validators.MinValueValidator(Decimal(0)),
                            django.core.validators.MaxValueValidator(Decimal(100)),
                        ],
                        verbose_name="доля города, не меньше, %",
                    ),
                ),
                (
                    "min_residents_share",
                    models.DecimalField(
                        decimal_places=2,
                        default=0,
                        help_text="От стоимости проекта, только деньгами.",
                        max_digits=5,
                        validators=[
                            django.core.validators.MinValueValidator(Decimal(0)),
                            django.core.validators.MaxValueValidator(Decimal(100)),
                        ],
                        verbose_name="деньги жителей, не меньше, %",
                    ),
                ),
                (
                    "min_own_share",
                    models.DecimalField(
                        decimal_places=2,
                        default=0,
                        help_text="От стоимости: деньги, имущество и труд жителей и организаций вместе.",
                        max_digits=5,
                        validators=[
                            django.core.validators.MinValueValidator(Decimal(0)),
                            django.core.validators.MaxValueValidator(Decimal(100)),
                        ],
                        verbose_name="собственный вклад, не меньше, %",
                    ),
                ),
                (
                    "selection",
                    models.CharField(
                        choices=[
                            ("vote", "рейтинговое голосование жителей"),
                            ("criteria", "оценка комиссии по критериям"),
                            (
                                "criteria-vote",
                                "оценка по критериям и рейтинговое голосование жителей",
                            ),
                            ("commission", "рейтинговый бюллетень бюджетной комиссии"),
                            ("experts", "оценки экспертов"),
                        ],
                        default="vote",
                        max_length=15,
                        verbose_name="как выбирают победителей",
                    ),
                ),
                (
                    "reserve_may_win",
                    models.BooleanField(
                        default=True,
                        help_text="Если деньги освободились, сотрудник решает об этом с открытой причиной.",
                        verbose_name="резерв может победить",
                    ),
                ),
                (
                    "remarks_days",
                    models.PositiveSmallIntegerField(
                        default=5,
                        help_text="От публикации проекта. 0 — замечания в этом раунде не собирают.",
                        validators=[django.core.validators.MaxValueValidator(1000)],
                        verbose_name="срок замечаний",
                    ),
                ),
                (
                    "remarks_unit",
                    models.CharField(
                        choices=[("working", "рабочие дни"), ("calendar", "календарные дни")],
                        default="working",
                        max_length=15,
                        verbose_name="в каких днях",
                    ),
                ),
                (
                    "review_days",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        default=30,
                        help_text="От внесения проекта. Пусто — до конца этапа «Проверка».",
                        null=True,
                        validators=[django.core.validators.MaxValueValidator(1000)],
                        verbose_name="срок рассмотрения",
                    ),
                ),
                (
                    "review_unit",
                    models.CharField(
                        choices=[("working", "рабочие дни"), ("calendar", "календарные дни")],
                        default="calendar",
                        max_length=15,
                        verbose_name="в каких днях",
                    ),
                ),
                (
                    "report_days",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        default=30,
                        help_text="От завершения работ. Пусто — по соглашению с победителем.",
                        null=True,
                        validators=[django.core.validators.MaxValueValidator(1000)],
                        verbose_name="срок отчёта",
                    ),
                ),
                (
                    "report_unit",
                    models.CharField(
                        choices=[("working", "рабочие дни"), ("calendar", "календарные дни")],
                        default="calendar",
                        max_length=15,
                        verbose_name="в каких днях",
                    ),
                ),
                (
                    "mes_start",
                    models.CharField(
                        choices=[
                            ("integral", "целое число рублей"),
                            ("exact", "ровно бюджет на всех, с дробью"),
                        ],
                        default="integral",
                        help_text="Бюджет делят на число бюллетеней: без копеек или ровно.",
                        max_length=10,
                        verbose_name="равные доли: начальная сумма на голосующего",
                    ),
                ),
                (
                    "mes_increment",
                    models.DecimalField(
                        decimal_places=2,
                        default=1,
                        help_text="На сколько каждый раз растёт сумма у всех. 0 — без шагов.",
                        max_digits=8,
                        validators=[
                            django.core.validators.MinValueValidator(Decimal(0)),
                            django.core.validators.MaxValueValidator(Decimal(100000)),
                        ],
                        verbose_name="равные доли: шаг, рублей",
                    ),
                ),
                (
                    "mes_stop",
                    models.CharField(
                        choices=[
                            ("overspend", "пока следующий шаг не превысит бюджет"),
                            ("exhaustive", "пока в бюджет помещается хоть один проект"),
                        ],
                        default="overspend",
                        help_text="Сумма растёт по шагам, итог — последний шаг, который уложился в бюджет.",
                        max_length=10,
                        verbose_name="равные доли: до каких пор",
                    ),
                ),
                (
                    "mes_comparison",
                    models.BooleanField(
                        default=False,
                        help_text="Если людей, у которых среди победителей по голосам больше отмеченных ими проектов, строго больше, побеждают эти проекты.",
                        verbose_name="равные доли: сравнить с подсчётом по голосам",
                    ),
                ),
                (
                    "mes_fill",
                    models.BooleanField(
                        default=False,
                        help_text="Оставшиеся деньги получают проекты по числу голосов, кто поместится.",
                        verbose_name="равные доли: раздать остаток по голосам",
                    ),
                ),
                (
                    "mes_eligibility",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("", "не требуется"),
                            ("1/3", "треть доли стоимости проекта в бюджете"),
                            ("1/2", "половина доли стоимости проекта в бюджете"),
                        ],
                        help_text="Проект на десятую часть бюджета должен набрать хотя бы 1/30 голосовавших.",
                        max_length=5,
                        verbose_name="равные доли: наименьшая доля голосов",
                    ),
                ),
                (
                    "slug",
                    models.SlugField(
                        max_length=80,
                        unique=True,
                        validators=[budgeting.models.rounds.validate_round_slug],
                        verbose_name="адрес",
                    ),
                ),
                ("title", models.CharField(max_length=200, verbose_name="название")),
                ("summary", models.TextField(blank=True, verbose_name="коротко")),
                (
                    "budget",
                    models.DecimalField(decimal_places=2, max_digits=14, verbose_name="бюджет"),
                ),
                (
                    "min_voter_age",
                    models.PositiveSmallIntegerField(
                        default=14, verbose_name="возраст голосующего"
                    ),
                ),
                (
                    "max_choices",
                    models.PositiveSmallIntegerField(
                        blank=True, default=5, null=True, verbose_name="голосов у жителя"
                    ),
                ),
                (
                    "max_ballot_cost",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=14,
                        null=True,
                        verbose_name="предел суммы бюллетеня",
                    ),
                ),
                (
                    "ballot_kind",
                    models.CharField(
                        choices=[
                            ("approval", "Одобрение: отметьте проекты, которые поддерживаете"),
                            ("choose-1", "Один проект"),
                            ("cumulative", "Распределение баллов"),
                            ("scoring", "Оценки"),
                            ("ordinal", "Расстановка по местам"),
                        ],
                        default="approval",
                        help_text="«Рюкзак» — это одобрение с пределом суммы бюллетеня.",
                        max_length=12,
                        verbose_name="вид бюллетеня",
                    ),
                ),
                (
                    "max_sum_points",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        help_text="Для распределения баллов.",
                        null=True,
                        verbose_name="всего баллов",
                    ),
                ),
                (
                    "max_points",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        help_text="Для распределения баллов и для оценок: не больше.",
                        null=True,
                        verbose_name="баллов одному проекту",
                    ),
                ),
                (
                    "district_rule",
                    models.CharField(
                        choices=[
                            ("none", "Без районного уровня: все выбирают из общего списка"),
                            ("residence", "Общегородские проекты и проекты своего района"),
                            ("any-one", "Общегородские проекты и проекты одного района по выбору"),
                        ],
                        default="none",
                        max_length=10,
                        verbose_name="районный уровень",
                    ),
                ),
                (
                    "max_city",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        help_text="Не больше.",
                        null=True,
                        verbose_name="общегородских проектов",
                    ),
                ),
                (
                    "max_district",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        help_text="Не больше.",
                        null=True,
                        verbose_name="проектов района",
                    ),
                ),
                (
                    "paper_days",
                    models.PositiveSmallIntegerField(
                        default=0,
                        help_text="0 — голосуют только на портале. Итоги ждут, пока закроют все ящики.",
                        verbose_name="дней на ввод бумажных бюллетеней",
                    ),
                ),
                (
                    "tally_rule",
                    models.CharField(
                        choices=[
                            ("greedy", "По числу голосов, пока хватает денег"),
                            ("greedy-threshold", "По числу голосов с порогом поддержки"),
                            ("greedy-no-skip", "По числу голосов до первого, на кого не хватило"),
                            ("poznan", "До первого, на кого не хватило; он — при остатке от 80 %"),
                            ("greedy-cost", "По числу голосов на рубль стоимости"),
                            ("mes", "Метод равных долей"),
                            ("phragmen", "Последовательное правило Фрагмена"),
                        ],
                        default="greedy",
                        max_length=20,
                        verbose_name="правило подсчёта",
                    ),
                ),
                (
                    "min_support",
                    models.PositiveIntegerField(default=0, verbose_name="порог поддержки, голосов"),
                ),
                ("currency", models.CharField(default="RUB", max_length=3, verbose_name="валюта")),
                (
                    "is_published",
                    models.BooleanField(default=False, editable=False, verbose_name="опубликован"),
                ),
                (
                    "rules_hash",
                    models.CharField(
                        blank=True, editable=False, max_length=64, verbose_name="отпечаток правил"
                    ),
                ),
                (
                    "project_count",
                    models.PositiveIntegerField(default=0, editable=False, verbose_name="проектов"),
                ),
                (
                    "source_digest",
                    models.CharField(blank=True, db_index=True, editable=False, max_length=64),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                (
                    "poll",
                    models.OneToOneField(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="polls.poll",
                    ),
                ),
                (
                    "programme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="rounds",
                        to="budgeting.programme",
                        verbose_name="программа",
                    ),
                ),
            ],
            options={
                "verbose_name": "раунд",
                "verbose_name_plural": "раунды",
                "ordering": ["-id"],
                "permissions": [
                    ("publish_round", "Публиковать раунды и менять их правила и сроки")
                ],
            },
        ),
        migrations.AddField(
            model_name="project",
            name="round",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="projects",
                to="budgeting.round",
                verbose_name="раунд",
            ),
        ),
        migrations.CreateModel(
            name="Incompatibility",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=200, verbose_name="почему несовместимы")),
                (
                    "projects",
                    models.ManyToManyField(
                        related_name="+", to="budgeting.project", verbose_name="проекты"
                    ),
                ),
                (
                    "round",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="incompatible",
                        to="budgeting.round",
                    ),
                ),
            ],
            options={
                "verbose_name": "группа несовместимых проектов",
                "verbose_name_plural": "несовместимые проекты",
                "ordering": ["id"],
            },
        ),
        migrations.AddField(
            model_name="commission",
            name="round",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="commission",
                to="budgeting.round",
                verbose_name="раунд",
            ),
        ),
        migrations.CreateModel(
            name="RoundPhase",
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
                            ("announce", "Объявление"),
                            ("submission", "Приём заявок"),
                            ("check", "Проверка"),
                            ("remarks", "Замечания и предложения"),
                            ("vote", "Рейтинговое голосование"),
                            ("commission", "Оценка комиссии"),
                            ("results", "Итоги"),
                            ("implementation", "Реализация"),
                            ("report", "Отчёты"),
                            ("archive", "Архив"),
                        ],
                        max_length=20,
                        verbose_name="этап",
                    ),
                ),
                ("starts_at", models.DateTimeField(verbose_name="начало")),
                ("ends_at", models.DateTimeField(verbose_name="окончание")),
                (
                    "round",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="phases",
                        to="budgeting.round",
                    ),
                ),
            ],
            options={
                "verbose_name": "этап раунда",
                "verbose_name_plural": "этапы раунда",
                "ordering": ["starts_at", "id"],
            },
        ),
        migrations.CreateModel(
            name="RoundPot",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "budget",
                    models.DecimalField(
                        decimal_places=2,
                        max_digits=14,
                        validators=[django.core.validators.MinValueValidator(Decimal("0.01"))],
                        verbose_name="сумма",
                    ),
                ),
                (
                    "district",
                    models.ForeignKey(
                        blank=True,
                        help_text="Пусто — общегородской бюджет.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="places.district",
                        verbose_name="район",
                    ),
                ),
                (
                    "round",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="pots",
                        to="budgeting.round",
                    ),
                ),
            ],
            options={
                "verbose_name": "часть бюджета раунда",
                "verbose_name_plural": "бюджет города и районов",
                "ordering": ["id"],
            },
        ),
        migrations.CreateModel(
            name="RoundResult",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "rule",
                    models.CharField(
                        choices=[
                            ("greedy", "По числу голосов, пока хватает денег"),
                            ("greedy-threshold", "По числу голосов с порогом поддержки"),
                            ("greedy-no-skip", "По числу голосов до первого, на кого не хватило"),
                            ("poznan", "До первого, на кого не хватило; он — при остатке от 80 %"),
                            ("greedy-cost", "По числу голосов на рубль стоимости"),
                            ("mes", "Метод равных долей"),
                            ("phragmen", "Последовательное правило Фрагмена"),
                        ],
                        max_length=20,
                    ),
                ),
                ("data", models.JSONField()),
                (
                    "digest",
                    models.CharField(
                        blank=True,
                        editable=False,
                        max_length=64,
                        verbose_name="отпечаток протокола",
                    ),
                ),
                ("ballots", models.PositiveIntegerField(default=0)),
                ("total_cost", models.DecimalField(decimal_places=2, default=0, max_digits=14)),
                ("counted_at", models.DateTimeField(auto_now_add=True)),
                (
                    "round",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="result",
                        to="budgeting.round",
                    ),
                ),
            ],
            options={
                "verbose_name": "итог раунда",
                "verbose_name_plural": "итоги раундов",
            },
        ),
        migrations.CreateModel(
            name="RoundRevision",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField(verbose_name="редакция")),
                ("text", models.TextField(verbose_name="текст правил")),
                ("digest", models.CharField(max_length=64, verbose_name="отпечаток")),
                ("reason", models.TextField(blank=True, verbose_name="причина")),
                (
                    "changes",
                    models.JSONField(blank=True, default=dict, verbose_name="что изменилось"),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="когда")),
                (
                    "round",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="revisions",
                        to="budgeting.round",
                    ),
                ),
            ],
            options={
                "verbose_name": "редакция правил",
                "verbose_name_plural": "редакции правил",
                "ordering": ["-number"],
            },
        ),
        migrations.CreateModel(
            name="Seat",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("place", models.PositiveSmallIntegerField(verbose_name="место по жребию")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("member", "член комиссии"),
                            ("reserve", "резерв"),
                            ("left", "выбыл"),
                        ],
                        max_length=7,
                        verbose_name="статус",
                    ),
                ),
                (
                    "name_agreed_at",
                    models.DateTimeField(
                        blank=True, null=True, verbose_name="согласие показать имя"
                    ),
                ),
                (
                    "since",
                    models.DateTimeField(blank=True, null=True, verbose_name="с какого времени"),
                ),
                ("left_at", models.DateTimeField(blank=True, null=True, verbose_name="выбыл")),
                (
                    "application",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="seat",
                        to="budgeting.commissionapplication",
                    ),
                ),
                (
                    "commission",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="seats",
                        to="budgeting.commission",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="seats",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="человек",
                    ),
                ),
            ],
            options={
                "verbose_name": "место в комиссии",
                "verbose_name_plural": "состав комиссии",
                "ordering": ["place"],
            },
        ),
        migrations.CreateModel(
            name="RatingVoter",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "commission",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="voters",
                        to="budgeting.commission",
                    ),
                ),
                (
                    "seat",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="voted",
                        to="budgeting.seat",
                    ),
                ),
            ],
            options={
                "verbose_name": "отметка о голосовании",
                "verbose_name_plural": "отметки о голосовании",
            },
        ),
        migrations.CreateModel(
            name="RatingBallot",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("points", models.JSONField()),
                (
                    "commission",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="ballots",
                        to="budgeting.commission",
                    ),
                ),
                (
                    "seat",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="budgeting.seat",
                    ),
                ),
            ],
            options={
                "verbose_name": "бюллетень комиссии",
                "verbose_name_plural": "бюллетени комиссии",
            },
        ),
        migrations.CreateModel(
            name="ExpertSheet",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "final_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="окончательно"),
                ),
                ("is_recused", models.BooleanField(default=False, verbose_name="самоотвод")),
                ("note", models.TextField(blank=True, verbose_name="обоснование")),
                ("exclusion", models.SlugField(blank=True, verbose_name="основание исключить")),
                (
                    "commission",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sheets",
                        to="budgeting.commission",
                    ),
                ),
                (
                    "project",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sheets",
                        to="budgeting.project",
                    ),
                ),
                (
                    "seat",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sheets",
                        to="budgeting.seat",
                    ),
                ),
            ],
            options={
                "verbose_name": "лист эксперта",
                "verbose_name_plural": "листы экспертов",
            },
        ),
        migrations.CreateModel(
            name="Attendance",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("is_present", models.BooleanField(verbose_name="присутствовал")),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="attendance",
                        to="budgeting.commissionmeeting",
                    ),
                ),
                (
                    "seat",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="attendance",
                        to="budgeting.seat",
                    ),
                ),
            ],
            options={
                "verbose_name": "явка",
                "verbose_name_plural": "явка",
            },
        ),
        migrations.CreateModel(
            name="Servant",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "person_key",
                    models.CharField(
                        editable=False, max_length=64, unique=True, verbose_name="ключ личности"
                    ),
                ),
                ("post", models.CharField(blank=True, max_length=200, verbose_name="кто это")),
                ("added_at", models.DateTimeField(auto_now_add=True, verbose_name="внесён")),
                (
                    "added_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "служащий или депутат",
                "verbose_name_plural": "служащие и депутаты",
                "ordering": ["-id"],
            },
        ),
        migrations.CreateModel(
            name="Support",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                (
                    "project",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="supports",
                        to="budgeting.project",
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
                "verbose_name": "поддержка проекта",
                "verbose_name_plural": "поддержка проектов",
            },
        ),
        migrations.CreateModel(
            name="Viewpoint",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("title", models.CharField(max_length=120, verbose_name="откуда снято")),
                (
                    "project",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="viewpoints",
                        to="budgeting.project",
                    ),
                ),
            ],
            options={
                "verbose_name": "точка съёмки",
                "verbose_name_plural": "точки съёмки",
                "ordering": ["id"],
            },
        ),
        migrations.CreateModel(
            name="StagePhoto",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "stage",
                    models.CharField(
                        choices=[
                            ("before", "до работ"),
                            ("during", "во время работ"),
                            ("after", "после работ"),
                        ],
                        max_length=6,
                        verbose_name="когда",
                    ),
                ),
                ("taken_on", models.DateField(verbose_name="дата съёмки")),
                (
                    "attachment",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="files.attachment",
                    ),
                ),
                (
                    "viewpoint",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="photos",
                        to="budgeting.viewpoint",
                    ),
                ),
            ],
            options={
                "verbose_name": "фото этапа",
                "verbose_name_plural": "фото этапов",
                "ordering": ["id"],
            },
        ),
        migrations.AddIndex(
            model_name="commissionapplication",
            index=models.Index(
                fields=["commission", "state"], name="budgeting_c_commiss_8503b6_idx"
            ),
        ),
        migrations.AddConstraint(
            model_name="commissionapplication",
            constraint=models.UniqueConstraint(
                fields=("commission", "number"), name="application_number"
            ),
        ),
        migrations.AddConstraint(
            model_name="commissionapplication",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "withdrawn"), _negated=True),
                fields=("commission", "person_key"),
                name="application_once_per_person",
            ),
        ),
        migrations.AddConstraint(
            model_name="commissionmeeting",
            constraint=models.UniqueConstraint(
                fields=("commission", "number"), name="commission_meeting_number_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="commissionmeeting",
            constraint=models.CheckConstraint(
                condition=models.Q(("held_at", None), ("cancelled_at", None), _connector="OR"),
                name="commission_meeting_held_or_cancelled",
            ),
        ),
        migrations.AddConstraint(
            model_name="mergechoice",
            constraint=models.UniqueConstraint(fields=("offer", "user"), name="merge_choice_once"),
        ),
        migrations.AddIndex(
            model_name="operation",
            index=models.Index(fields=["state", "-id"], name="budgeting_o_state_b75ac8_idx"),
        ),
        migrations.AddConstraint(
            model_name="operation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("kind", "used"),
                    ("target__isnull", False),
                    models.Q(
                        models.Q(("source__in", ["residents", "sponsors"]), _negated=True),
                        models.Q(("kind", "reversal"), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="operation_names_its_entry",
            ),
        ),
        migrations.AddIndex(
            model_name="milestone",
            index=models.Index(
                condition=models.Q(("actual_on", None)),
                fields=["planned_on"],
                name="milestone_waiting",
            ),
        ),
        migrations.AddConstraint(
            model_name="milestone",
            constraint=models.CheckConstraint(
                condition=models.Q(("progress__lte", 100)), name="progress_to_hundred"
            ),
        ),
        migrations.AddConstraint(
            model_name="milestone",
            constraint=models.CheckConstraint(
                condition=models.Q(("actual_on", None), ("progress", 100), _connector="OR"),
                name="done_is_hundred",
            ),
        ),
        migrations.AddIndex(
            model_name="mergeoffer",
            index=models.Index(
                fields=["state", "choose_until"], name="budgeting_m_state_4bd9f6_idx"
            ),
        ),
        migrations.AddConstraint(
            model_name="mergeoffer",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state__in", ("offered", "accepted", "settled"))),
                fields=("project",),
                name="one_merge_of_a_project",
                violation_error_message="Предложение об объединении уже есть.",
            ),
        ),
        migrations.AddConstraint(
            model_name="mergeoffer",
            constraint=models.CheckConstraint(
                condition=models.Q(("project", models.F("target")), _negated=True),
                name="merge_of_two_projects",
            ),
        ),
        migrations.AddIndex(
            model_name="ledgerentry",
            index=models.Index(
                fields=["project", "kind", "id"], name="budgeting_l_project_a631aa_idx"
            ),
        ),
        migrations.AddConstraint(
            model_name="ledgerentry",
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
                name="entry_adds_or_reverses_with_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="contract",
            constraint=models.UniqueConstraint(
                fields=("project", "number"), name="contract_number_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="contract",
            constraint=models.CheckConstraint(
                condition=models.Q(("amount__gt", 0)), name="contract_costs_something"
            ),
        ),
        migrations.AddConstraint(
            model_name="balance",
            constraint=models.UniqueConstraint(fields=("project", "source"), name="balance_once"),
        ),
        migrations.AddConstraint(
            model_name="balance",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("agreed__gte", 0),
                    ("paid__gte", 0),
                    ("pledged__gte", 0),
                    ("used__gte", 0),
                    ("refunded__gte", 0),
                ),
                name="balance_not_negative",
            ),
        ),
        migrations.AddConstraint(
            model_name="balance",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "paid__gte",
                        django.db.models.expressions.CombinedExpression(
                            models.F("used"), "+", models.F("refunded")
                        ),
                    )
                ),
                name="balance_spends_what_was_paid",
            ),
        ),
        migrations.AddConstraint(
            model_name="acceptance",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("outcome", "accepted"),
                    models.Q(("defects", ""), _negated=True),
                    _connector="OR",
                ),
                name="defects_are_named",
            ),
        ),
        migrations.AddConstraint(
            model_name="refundline",
            constraint=models.CheckConstraint(
                condition=models.Q(("amount__gt", 0)), name="refund_line_positive"
            ),
        ),
        migrations.AddIndex(
            model_name="remark",
            index=models.Index(fields=["project", "id"], name="budgeting_r_project_a843b8_idx"),
        ),
        migrations.AddIndex(
            model_name="remark",
            index=models.Index(
                fields=["author", "created_at"], name="budgeting_r_author__bd18fc_idx"
            ),
        ),
        migrations.AddIndex(
            model_name="remark",
            index=models.Index(
                condition=models.Q(("verdict", "")),
                fields=["project", "created_at"],
                name="remark_unanswered",
            ),
        ),
        migrations.AddConstraint(
            model_name="remark",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("answer", ""), ("verdict", "")),
                    models.Q(
                        models.Q(("verdict", ""), _negated=True),
                        models.Q(("answer", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="remark_answer_has_a_reason",
            ),
        ),
        migrations.AddIndex(
            model_name="report",
            index=models.Index(
                condition=models.Q(("published_at", None)), fields=["due_on"], name="report_awaited"
            ),
        ),
        migrations.AddConstraint(
            model_name="rating",
            constraint=models.UniqueConstraint(
                fields=("report", "mark"), name="rating_once_per_person"
            ),
        ),
        migrations.AddConstraint(
            model_name="rating",
            constraint=models.CheckConstraint(
                condition=models.Q(("score__range", (1, 5))), name="rating_one_to_five"
            ),
        ),
        migrations.AddConstraint(
            model_name="residentsmeeting",
            constraint=models.CheckConstraint(
                condition=models.Q(("present__lte", models.F("residents"))),
                name="meeting_within_territory",
                violation_error_message="Участников больше, чем жителей территории.",
            ),
        ),
        migrations.AddConstraint(
            model_name="residentsmeeting",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "present__gte",
                        django.db.models.expressions.CombinedExpression(
                            django.db.models.expressions.CombinedExpression(
                                models.F("votes_for"), "+", models.F("votes_against")
                            ),
                            "+",
                            models.F("votes_abstained"),
                        ),
                    )
                ),
                name="meeting_votes_within_present",
                violation_error_message="Голосов больше, чем участников.",
            ),
        ),
        migrations.AddIndex(
            model_name="project",
            index=models.Index(fields=["round", "-id"], name="budgeting_p_round_i_ccdbf3_idx"),
        ),
        migrations.AddIndex(
            model_name="project",
            index=models.Index(
                fields=["round", "-supporters", "-id"], name="budgeting_p_round_i_ba232e_idx"
            ),
        ),
        migrations.AddIndex(
            model_name="project",
            index=models.Index(
                fields=["round", "total_cost", "id"], name="budgeting_p_round_i_562b67_idx"
            ),
        ),
        migrations.AddIndex(
            model_name="project",
            index=models.Index(
                fields=["round", "state", "-id"], name="budgeting_p_round_i_2404e9_idx"
            ),
        ),
        migrations.AddIndex(
            model_name="project",
            index=models.Index(
                fields=["round", "-published_at"], name="budgeting_p_round_i_6f0add_idx"
            ),
        ),
        migrations.AddIndex(
            model_name="project",
            index=models.Index(fields=["state", "review_due"], name="budgeting_p_state_9da2ab_idx"),
        ),
        migrations.AddIndex(
            model_name="project",
            index=models.Index(
                fields=["state", "publish_due"], name="budgeting_p_state_2c24f4_idx"
            ),
        ),
        migrations.AddIndex(
            model_name="project",
            index=models.Index(
                fields=["round", "latitude", "longitude"], name="budgeting_p_round_i_7a948d_idx"
            ),
        ),
        migrations.AddIndex(
            model_name="project",
            index=models.Index(fields=["state", "-id"], name="budgeting_p_state_9c0f3c_idx"),
        ),
        migrations.AddIndex(
            model_name="project",
            index=django.contrib.postgres.indexes.GinIndex(
                fields=["search"], name="project_search"
            ),
        ),
        migrations.AddIndex(
            model_name="project",
            index=django.contrib.postgres.indexes.GinIndex(
                fields=["title"], name="project_title_trgm", opclasses=["gin_trgm_ops"]
            ),
        ),
        migrations.AddConstraint(
            model_name="project",
            constraint=models.UniqueConstraint(
                fields=("round", "number"), name="project_number_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="commission",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("closes_at__gt", models.F("opens_at")),
                    ("opens_at", None),
                    ("closes_at", None),
                    _connector="OR",
                ),
                name="commission_closes_after_it_opens",
                violation_error_message="Приём должен заканчиваться позже, чем начинается.",
            ),
        ),
        migrations.AddConstraint(
            model_name="roundphase",
            constraint=models.UniqueConstraint(
                fields=("round", "kind"), name="phase_once_in_round"
            ),
        ),
        migrations.AddConstraint(
            model_name="roundphase",
            constraint=models.CheckConstraint(
                condition=models.Q(("ends_at__gt", models.F("starts_at"))),
                name="phase_ends_after_it_starts",
                violation_error_message="Окончание должно быть позже начала.",
            ),
        ),
        migrations.AddConstraint(
            model_name="roundpot",
            constraint=models.UniqueConstraint(
                fields=("round", "district"),
                name="pot_once_in_round",
                nulls_distinct=False,
                violation_error_message="У этого района (или города) часть бюджета уже есть.",
            ),
        ),
        migrations.AddConstraint(
            model_name="roundrevision",
            constraint=models.UniqueConstraint(
                fields=("round", "number"), name="revision_number_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="seat",
            constraint=models.UniqueConstraint(
                fields=("commission", "place"), name="seat_place_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="seat",
            constraint=models.UniqueConstraint(
                fields=("commission", "user"), name="seat_person_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="expertsheet",
            constraint=models.UniqueConstraint(fields=("seat", "project"), name="sheet_once"),
        ),
        migrations.AddConstraint(
            model_name="expertsheet",
            constraint=models.CheckConstraint(
                condition=models.Q(("is_recused", False), ("exclusion", ""), _connector="OR"),
                name="sheet_recused_or_judges",
            ),
        ),
        migrations.AddConstraint(
            model_name="attendance",
            constraint=models.UniqueConstraint(fields=("meeting", "seat"), name="attendance_once"),
        ),
        migrations.AddConstraint(
            model_name="support",
            constraint=models.UniqueConstraint(fields=("project", "user"), name="support_once"),
        ),
        migrations.AddConstraint(
            model_name="viewpoint",
            constraint=models.UniqueConstraint(fields=("project", "title"), name="viewpoint_once"),
        ),
        migrations.RunSQL(SEARCH, NO_SEARCH),
        AppendOnly("budgeting_ratingvoter"),
        AppendOnly("budgeting_ratingballot"),
        AppendOnly("budgeting_ratingresult"),
        AppendOnly("budgeting_ledgerentry"),
        AppendOnly("budgeting_roundrevision"),
    ]
