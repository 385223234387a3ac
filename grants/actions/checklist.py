"""What an application still lacks: the list on its pages is the list submission goes by."""

from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from grants.models import Application, Question


class Missing(NamedTuple):
    """What is lacking, and the step of the wizard where to add it."""

    step: str
    text: str


def missing(application: Application) -> list[Missing]:
    """Everything the contest's rules still ask, in the order of steps; reads the tables once."""
    lines, plan = list(application.lines.all()), list(application.activities.all())
    return [
        Missing(step, text)
        for found in (
            _about(application),
            _answers(application),
            _plan(application, plan),
            _budget(application, lines, {row.number for row in plan}),
            _team(application),
            _documents(application),
            _partner(application),
            _typed(application),
        )
        for step, lacks, text in found
        if lacks
    ]


def _about(application: Application) -> Iterator[tuple]:
    yield "about", not application.title.strip(), _("Название проекта")
    yield "about", application.tier_id is None, _("Категория")
    yield "about", not application.summary.strip(), _("Коротко о проекте")
    if application.contest.directions.exists():
        yield "about", application.direction_id is None, _("Направление")
    yield "about", not application.beneficiaries, _("Сколько людей получат пользу")
    needs_partner = (
        application.contest.partner_rule == "tos" and application.organisation.kind == "tos"
    )
    yield (
        "about",
        needs_partner and application.partner_id is None,
        _("Организация-партнёр: ТОС не получает деньги сам"),
    )
    own = application.partner_id == application.organisation_id
    yield "about", own, _("Организация-партнёр: другая, не вы сами")
    yield from _dates(application)


def _partner(application: Application) -> Iterator[tuple]:
    """Whoever is named as the partner gets the money: its own word is needed."""
    if application.partner_id is None:
        return
    row = application.partner_consents.filter(partner=application.partner_id).first()
    told = {
        None: _("Партнёр ещё не спрошен: попросите его подтвердить участие"),
        "asked": _("Партнёр ещё не подтвердил участие"),
        "declined": _("Партнёр отказался: выберите другого или спросите снова"),
        "confirmed": _("Партнёр подтвердил меньшую сумму: спросите снова"),
    }
    yield "check", not (row and row.covers(application)), told[row and row.state]


def _dates(application: Application) -> Iterator[tuple]:
    start, end, contest = application.starts_on, application.ends_on, application.contest
    yield "about", not (start and end), _("Сроки проекта")
    if not (start and end):
        return
    yield "about", end < start, _("Проект не может кончиться до начала")
    first, last = contest.project_from, contest.project_until
    outside = bool((first and start < first) or (last and end > last))
    yield "about", outside, _("Сроки проекта выходят за сроки конкурса")


def _answers(application: Application) -> Iterator[tuple]:
    for question in application.contest.questions.all():
        answer = application.answers.get(str(question.pk))
        empty = answer in (None, "", [])
        if question.kind == Question.Kind.YES_NO:
            empty = answer is None
        yield "answers", question.is_required and empty, question.label


def _plan(application: Application, plan: list) -> Iterator[tuple]:
    yield "plan", not plan, _("Хотя бы одно мероприятие")
    start, end = application.starts_on, application.ends_on
    if start and end:
        outside = any(row.starts_on < start or row.ends_on > end for row in plan)
        yield "plan", outside, _("Мероприятия плана выходят за сроки проекта")


def _budget(application: Application, lines: list, numbers: set[int]) -> Iterator[tuple]:
    yield "budget", not lines, _("Хотя бы одна строка с ценой")
    for line in lines:
        yield (
            "budget",
            not line.is_balanced,
            _("«%(line)s»: свои средства и грант вместе должны дать %(amount)s ₽")
            % {"line": line.name, "amount": _grouped(line.amount)},
        )
        lost = line.activity not in numbers
        yield (
            "budget",
            lost,
            _("«%(line)s»: мероприятия № %(number)s в плане нет")
            % {"line": line.name, "number": line.activity},
        )
        unproved = line.requested > 0 and not line.evidence.strip()
        yield "budget", unproved, _("«%(line)s»: чем подтверждена цена") % {"line": line.name}
    yield from _limits(application)


def _limits(application: Application) -> Iterator[tuple]:
    tier = application.tier
    yield "budget", application.requested <= 0, _("Сумма, которую вы просите")
    if tier is None:
        return
    yield (
        "budget",
        application.requested > tier.max_amount,
        _("Запрошено больше, чем даёт категория: %(most)s ₽") % {"most": _grouped(tier.max_amount)},
    )
    needed = (application.requested * tier.own_share / 100).quantize(Decimal("0.01"))
    yield (
        "budget",
        application.own < needed,
        _("Свой вклад — не меньше %(needed)s ₽ (%(share)s %% от запрошенного)")
        % {"needed": _grouped(needed), "share": f"{tier.own_share:g}"},
    )


def _team(application: Application) -> Iterator[tuple]:
    yield "team", not application.team.all(), _("Хотя бы один человек в команде")


def _documents(application: Application) -> Iterator[tuple]:
    given = {row.requirement_id for row in application.documents.all()}
    for row in application.contest.documents.all():
        concerned = row.is_required and row.concerns(application.organisation.kind)
        yield "documents", concerned and row.pk not in given, row.name


def _typed(application: Application) -> Iterator[tuple]:
    """What is typed but not valid is kept, and must be put right before it counts."""
    for step in application.typed:
        yield step, True, _("На этом шаге есть ошибки: исправьте отмеченное")


def _grouped(amount: Decimal) -> str:
    places = 0 if amount == int(amount) else 2
    return number_format(amount, places, use_l10n=True, force_grouping=True)
