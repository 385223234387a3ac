import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import portal.polls.models.seals
from portal.cases.append_only import AppendOnly
from portal.cases.first_migration import FirstMigration


class Migration(FirstMigration):
    dependencies = [
        ("places", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Ballot",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("voter_mark", models.CharField(max_length=64)),
                ("choices", models.TextField(verbose_name="выбор")),
                ("nonce", models.CharField(max_length=32)),
                (
                    "receipt",
                    models.CharField(db_index=True, max_length=64, verbose_name="квитанция"),
                ),
                ("district_code", models.CharField(blank=True, max_length=50)),
                ("age", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("cast_at", models.DateTimeField(verbose_name="подан")),
                ("changes", models.PositiveSmallIntegerField(default=0)),
                (
                    "method",
                    models.CharField(
                        choices=[("internet", "на портале"), ("paper", "на бумаге")],
                        db_default="internet",
                        default="internet",
                        max_length=8,
                        verbose_name="способ",
                    ),
                ),
                (
                    "chosen_district",
                    models.CharField(blank=True, db_default="", default="", max_length=50),
                ),
                (
                    "voter",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="ballots",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "бюллетень",
                "verbose_name_plural": "бюллетени",
            },
        ),
        migrations.CreateModel(
            name="PaperBox",
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
                        choices=[("open", "Открыт"), ("closed", "Сверен и закрыт")],
                        default="open",
                        editable=False,
                        max_length=6,
                        verbose_name="состояние",
                    ),
                ),
                (
                    "marks",
                    models.PositiveIntegerField(
                        default=0, editable=False, verbose_name="отметок в списке"
                    ),
                ),
                (
                    "sheets",
                    models.PositiveIntegerField(
                        default=0, editable=False, verbose_name="бюллетеней в ящике"
                    ),
                ),
                (
                    "spoiled",
                    models.PositiveIntegerField(
                        default=0, editable=False, verbose_name="из них испорчено"
                    ),
                ),
                (
                    "difference_reason",
                    models.TextField(
                        blank=True, editable=False, verbose_name="причина расхождения"
                    ),
                ),
                (
                    "centre",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="places.centre",
                        verbose_name="центр",
                    ),
                ),
            ],
            options={
                "verbose_name": "ящик для бумажных бюллетеней",
                "verbose_name_plural": "ящики для бумажных бюллетеней",
                "ordering": ["-id"],
                "permissions": [("receive_paper", "Принимать и вводить бумажные бюллетени")],
            },
        ),
        migrations.CreateModel(
            name="PaperMark",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("marked_at", models.DateTimeField()),
                (
                    "box",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="people",
                        to="polls.paperbox",
                    ),
                ),
                (
                    "operator",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "row",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="paper_mark",
                        to="polls.ballot",
                    ),
                ),
            ],
            options={
                "verbose_name": "отметка о голосовании на бумаге",
                "verbose_name_plural": "отметки о голосовании на бумаге",
            },
        ),
        migrations.CreateModel(
            name="Poll",
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
                    "uuid",
                    models.UUIDField(
                        default=uuid.uuid4,
                        editable=False,
                        unique=True,
                        verbose_name="открытый номер",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "Готовится"),
                            ("open", "Идёт голосование"),
                            ("closed", "Голосование завершено"),
                            ("cancelled", "Отменено"),
                        ],
                        default="draft",
                        max_length=12,
                        verbose_name="состояние",
                    ),
                ),
                ("title", models.CharField(max_length=300, verbose_name="название")),
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
                        max_length=12,
                        verbose_name="вид бюллетеня",
                    ),
                ),
                ("opens_at", models.DateTimeField(verbose_name="начало")),
                ("closes_at", models.DateTimeField(verbose_name="окончание")),
                (
                    "min_choices",
                    models.PositiveSmallIntegerField(default=1, verbose_name="не меньше"),
                ),
                (
                    "max_choices",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="не больше"
                    ),
                ),
                (
                    "max_cost",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=14,
                        null=True,
                        verbose_name="предел суммы",
                    ),
                ),
                (
                    "max_sum_points",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="всего баллов"
                    ),
                ),
                (
                    "max_points",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="баллов одному"
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
                        db_default="none",
                        default="none",
                        max_length=10,
                        verbose_name="районный уровень",
                    ),
                ),
                (
                    "max_city",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="общегородских"
                    ),
                ),
                (
                    "max_district",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="районных"
                    ),
                ),
                (
                    "paper_until",
                    models.DateTimeField(
                        blank=True, null=True, verbose_name="ввод бумажных бюллетеней до"
                    ),
                ),
                (
                    "min_age",
                    models.PositiveSmallIntegerField(default=16, verbose_name="с какого возраста"),
                ),
                (
                    "min_level",
                    models.PositiveSmallIntegerField(
                        choices=[
                            (0, "подтверждена почта"),
                            (1, "подтверждён телефон, адрес заявлен"),
                            (2, "личность подтверждена"),
                        ],
                        default=2,
                        verbose_name="уровень подтверждения",
                    ),
                ),
                (
                    "rule_hash",
                    models.CharField(
                        blank=True, editable=False, max_length=64, verbose_name="отпечаток правил"
                    ),
                ),
                (
                    "lot_seed",
                    models.CharField(
                        blank=True, editable=False, max_length=32, verbose_name="жребий"
                    ),
                ),
                (
                    "closed_at",
                    models.DateTimeField(
                        blank=True, editable=False, null=True, verbose_name="завершено"
                    ),
                ),
                (
                    "ballot_count",
                    models.PositiveIntegerField(
                        default=0, editable=False, verbose_name="бюллетеней"
                    ),
                ),
                (
                    "districts",
                    models.ManyToManyField(blank=True, to="places.district", verbose_name="районы"),
                ),
            ],
            options={
                "verbose_name": "голосование",
                "verbose_name_plural": "голосования",
            },
        ),
        migrations.CreateModel(
            name="PhoneAudit",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("size", models.PositiveIntegerField(verbose_name="сколько человек опросить")),
                (
                    "seed_source",
                    models.CharField(
                        help_text="Событие в будущем, на которое портал не влияет: тираж, курс валюты.",
                        max_length=300,
                        verbose_name="откуда возьмётся случайное число",
                    ),
                ),
                (
                    "list_digest",
                    models.CharField(
                        editable=False, max_length=64, verbose_name="отпечаток списка"
                    ),
                ),
                (
                    "seed",
                    models.CharField(blank=True, max_length=200, verbose_name="случайное число"),
                ),
                ("marks", models.JSONField(default=list, editable=False)),
                ("announced_at", models.DateTimeField(auto_now_add=True, verbose_name="объявлена")),
                (
                    "held_at",
                    models.DateTimeField(editable=False, null=True, verbose_name="проведена"),
                ),
                (
                    "announced_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "poll",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="audits",
                        to="polls.poll",
                        verbose_name="голосование",
                    ),
                ),
            ],
            options={
                "verbose_name": "телефонная проверка",
                "verbose_name_plural": "телефонные проверки",
                "ordering": ["-id"],
                "permissions": [("audit_voters", "Проводить телефонную проверку голосовавших")],
            },
        ),
        migrations.AddField(
            model_name="paperbox",
            name="poll",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="boxes",
                to="polls.poll",
                verbose_name="голосование",
            ),
        ),
        migrations.CreateModel(
            name="Option",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveIntegerField(verbose_name="номер")),
                (
                    "code",
                    models.CharField(blank=True, max_length=100, verbose_name="номер в источнике"),
                ),
                ("label", models.CharField(max_length=300, verbose_name="название")),
                (
                    "cost",
                    models.DecimalField(
                        decimal_places=2, default=0, max_digits=14, verbose_name="стоимость"
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
                    ),
                ),
                (
                    "poll",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="options",
                        to="polls.poll",
                    ),
                ),
            ],
            options={
                "verbose_name": "вариант",
                "verbose_name_plural": "варианты",
                "ordering": ["number"],
            },
        ),
        migrations.CreateModel(
            name="Observer",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("email", models.EmailField(max_length=254, verbose_name="эл. почта")),
                (
                    "key",
                    models.CharField(
                        default=portal.polls.models.seals.new_key, editable=False, max_length=32
                    ),
                ),
                ("asked_at", models.DateTimeField(auto_now_add=True, verbose_name="запрошено")),
                (
                    "confirmed_at",
                    models.DateTimeField(
                        blank=True, editable=False, null=True, verbose_name="подтверждено"
                    ),
                ),
                (
                    "poll",
                    models.ForeignKey(
                        blank=True,
                        help_text="Пусто: все голосования.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="observers",
                        to="polls.poll",
                        verbose_name="голосование",
                    ),
                ),
            ],
            options={
                "verbose_name": "наблюдатель",
                "verbose_name_plural": "наблюдатели",
                "ordering": ["-id"],
            },
        ),
        migrations.CreateModel(
            name="BallotEvent",
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
                        choices=[("cast", "подан"), ("change", "изменён"), ("void", "аннулирован")],
                        max_length=6,
                    ),
                ),
                ("commitment", models.CharField(max_length=64)),
                ("replaces", models.CharField(blank=True, max_length=64)),
                ("created_at", models.DateTimeField()),
                (
                    "poll",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="journal",
                        to="polls.poll",
                    ),
                ),
            ],
            options={
                "verbose_name": "запись журнала бюллетеней",
                "verbose_name_plural": "журнал бюллетеней",
            },
        ),
        migrations.AddField(
            model_name="ballot",
            name="poll",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="ballots", to="polls.poll"
            ),
        ),
        migrations.CreateModel(
            name="Publication",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("published_at", models.DateTimeField(verbose_name="опубликовано")),
                (
                    "anonymised_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="обезличено"),
                ),
                (
                    "poll",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="publication",
                        to="polls.poll",
                    ),
                ),
            ],
            options={
                "verbose_name": "публикация голосования",
                "verbose_name_plural": "публикации голосований",
            },
        ),
        migrations.CreateModel(
            name="PublishedFile",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=80, verbose_name="файл")),
                ("sha256", models.CharField(max_length=64)),
                ("size", models.PositiveBigIntegerField(verbose_name="байт")),
                (
                    "publication",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="files",
                        to="polls.publication",
                    ),
                ),
            ],
            options={
                "verbose_name": "опубликованный файл",
                "verbose_name_plural": "опубликованные файлы",
                "ordering": ["id"],
            },
        ),
        migrations.CreateModel(
            name="Seal",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveIntegerField(verbose_name="номер пачки")),
                ("size", models.PositiveIntegerField()),
                ("last_event", models.BigIntegerField()),
                ("body_digest", models.CharField(max_length=64)),
                ("head", models.CharField(max_length=64, verbose_name="отпечаток")),
                ("sealed_at", models.DateTimeField(verbose_name="запечатана")),
                (
                    "poll",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="seals",
                        to="polls.poll",
                    ),
                ),
            ],
            options={
                "verbose_name": "печать журнала",
                "verbose_name_plural": "печати журнала",
                "ordering": ["number"],
            },
        ),
        migrations.CreateModel(
            name="Terms",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("text", models.TextField()),
                (
                    "poll",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="terms",
                        to="polls.poll",
                    ),
                ),
            ],
            options={
                "verbose_name": "условия голосования",
                "verbose_name_plural": "условия голосований",
            },
        ),
        migrations.CreateModel(
            name="Voiding",
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
                            ("proposed", "Предложено, ждёт второго сотрудника"),
                            ("confirmed", "Бюллетень аннулирован"),
                            ("rejected", "Отклонено"),
                        ],
                        default="proposed",
                        max_length=10,
                        verbose_name="состояние",
                    ),
                ),
                ("receipt", models.CharField(max_length=64, verbose_name="квитанция")),
                (
                    "reason",
                    models.CharField(
                        choices=[
                            ("not_entitled", "у голосовавшего не было права голоса"),
                            ("false_identity", "личность подтверждена по чужим данным"),
                            ("not_by_voter", "голосовал не владелец учётной записи"),
                            ("court", "решение суда"),
                        ],
                        max_length=20,
                        verbose_name="основание",
                    ),
                ),
                (
                    "ballot",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="polls.ballot",
                    ),
                ),
                (
                    "poll",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="voidings",
                        to="polls.poll",
                        verbose_name="голосование",
                    ),
                ),
                (
                    "proposed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="предложил",
                    ),
                ),
            ],
            options={
                "verbose_name": "аннулирование бюллетеня",
                "verbose_name_plural": "аннулирование бюллетеней",
                "ordering": ["-id"],
                "permissions": [
                    ("void_ballot", "Предлагать и подтверждать аннулирование бюллетеней")
                ],
            },
        ),
        migrations.CreateModel(
            name="CentreOperator",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "centre",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="paper_operators",
                        to="places.centre",
                        verbose_name="центр",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        limit_choices_to={"is_staff": True},
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="paper_centres",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="сотрудник",
                    ),
                ),
            ],
            options={
                "verbose_name": "оператор бумажного голосования",
                "verbose_name_plural": "операторы бумажного голосования",
                "ordering": ["centre__name", "id"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("user", "centre"),
                        name="centre_operator_once",
                        violation_error_message="Этот сотрудник уже работает в этом центре.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="PaperEntry",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("serial", models.PositiveIntegerField(verbose_name="номер бюллетеня")),
                ("turn", models.PositiveSmallIntegerField(verbose_name="какой раз")),
                ("choices", models.TextField(blank=True, verbose_name="отмечено")),
                ("is_spoiled", models.BooleanField(default=False, verbose_name="испорчен")),
                ("entered_at", models.DateTimeField()),
                (
                    "box",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="entries",
                        to="polls.paperbox",
                    ),
                ),
                (
                    "entered_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "ввод бумажного бюллетеня",
                "verbose_name_plural": "ввод бумажных бюллетеней",
                "ordering": ["serial", "turn"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("box", "serial", "turn"), name="sheet_turn_once"
                    ),
                    models.UniqueConstraint(
                        fields=("box", "serial", "entered_by"), name="two_people_read_a_sheet"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("turn__in", (1, 2))), name="two_turns_of_a_sheet"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PaperRuling",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("serial", models.PositiveIntegerField(verbose_name="номер бюллетеня")),
                ("choices", models.TextField(blank=True, verbose_name="отмечено")),
                ("is_spoiled", models.BooleanField(default=False, verbose_name="испорчен")),
                ("reason", models.TextField(verbose_name="причина")),
                ("ruled_at", models.DateTimeField()),
                (
                    "box",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="rulings",
                        to="polls.paperbox",
                    ),
                ),
                (
                    "ruled_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "разбор расхождения",
                "verbose_name_plural": "разбор расхождений",
                "constraints": [
                    models.UniqueConstraint(fields=("box", "serial"), name="one_ruling_of_a_sheet")
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="poll",
            constraint=models.CheckConstraint(
                condition=models.Q(("closes_at__gt", models.F("opens_at"))),
                name="poll_closes_after_it_opens",
                violation_error_message="Окончание должно быть позже начала.",
            ),
        ),
        migrations.AddConstraint(
            model_name="poll",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("max_choices", None),
                    ("max_choices__gte", models.F("min_choices")),
                    _connector="OR",
                ),
                name="poll_max_not_below_min",
                violation_error_message="«Не больше» не может быть меньше, чем «не меньше».",
            ),
        ),
        migrations.AddConstraint(
            model_name="poll",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("paper_until", None),
                    ("paper_until__gte", models.F("closes_at")),
                    _connector="OR",
                ),
                name="poll_paper_after_the_close",
                violation_error_message="Бумажные бюллетени вводят после окончания.",
            ),
        ),
        migrations.AddConstraint(
            model_name="paperbox",
            constraint=models.UniqueConstraint(
                fields=("poll", "centre"),
                name="one_box_of_a_centre_in_a_poll",
                violation_error_message="Ящик этого центра уже открыт.",
            ),
        ),
        migrations.AddConstraint(
            model_name="option",
            constraint=models.UniqueConstraint(
                fields=("poll", "number"), name="option_number_once_in_poll"
            ),
        ),
        migrations.AddConstraint(
            model_name="observer",
            constraint=models.UniqueConstraint(
                fields=("email", "poll"),
                name="observer_once",
                nulls_distinct=False,
                violation_error_message="Этот адрес уже получает письма.",
            ),
        ),
        migrations.AddIndex(
            model_name="ballotevent",
            index=models.Index(fields=["poll", "id"], name="polls_ballo_poll_id_29da6d_idx"),
        ),
        migrations.AddIndex(
            model_name="ballotevent",
            index=models.Index(
                fields=["poll", "commitment"],
                name="polls_journal_by_receipt",
                opclasses=["int8_ops", "varchar_pattern_ops"],
            ),
        ),
        migrations.AddConstraint(
            model_name="ballot",
            constraint=models.UniqueConstraint(
                fields=("poll", "voter_mark"), name="one_ballot_per_person"
            ),
        ),
        migrations.AddConstraint(
            model_name="ballot",
            constraint=models.UniqueConstraint(
                fields=("poll", "voter"), name="one_ballot_per_account"
            ),
        ),
        migrations.AddConstraint(
            model_name="ballot",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("receipt", ""), _negated=True),
                    models.Q(("choices", ""), ("method", "paper"), ("nonce", ""), ("voter", None)),
                    _connector="OR",
                ),
                name="ballot_without_receipt_is_a_mark",
            ),
        ),
        migrations.AddConstraint(
            model_name="publishedfile",
            constraint=models.UniqueConstraint(
                fields=("publication", "name"), name="published_file_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="seal",
            constraint=models.UniqueConstraint(fields=("poll", "number"), name="seal_once_in_poll"),
        ),
        migrations.AddConstraint(
            model_name="voiding",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "proposed")),
                fields=("ballot",),
                name="voiding_proposed_once",
            ),
        ),
        AppendOnly("polls_ballotevent"),
        AppendOnly("polls_papermark"),
        AppendOnly("polls_paperentry"),
        AppendOnly("polls_paperruling"),
        AppendOnly("polls_terms"),
        AppendOnly("polls_seal"),
        AppendOnly("polls_publishedfile"),
    ]
