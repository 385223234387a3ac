"""What art. 26.1 of 131-ФЗ and the rules of the round still ask of a project.

One list for the wizard, for submission, and for the official who publishes.
"""

from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from django.utils import timezone
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from budgeting.models import Project, ProjectState, ProposerKind, ResidentsMeeting
from portal.files.models import Attachment

Lack = tuple[str, bool, str]


class Missing(NamedTuple):
    """What the content still lacks, and the step of the wizard where to add it."""

    step: str
    text: str


def missing(project: Project) -> list[Missing]:
    """Everything that is lacking or against the rules, in the order of the wizard's steps."""
    return [
        Missing(step, text)
        for step, lacks, text in (
            *_texts(project),
            *_place(project),
            *_money(project),
            *_shares(project),
            *_dates(project),
            *_meeting(project),
            *_proposer(project),
        )
        if lacks
    ]


def _texts(project: Project) -> Iterator[Lack]:
    yield "what", not project.title.strip(), _("Название проекта")
    yield "what", project.type_id is None, _("Вид проекта")
    yield "what", not project.problem.strip(), _("Описание проблемы")
    yield "what", not project.solution.strip(), _("Предлагаемое решение")
    yield "what", not project.expected_result.strip(), _("Ожидаемый результат")


def _place(project: Project) -> Iterator[Lack]:
    yield "place", not project.address.strip(), _("Адрес или ориентир")
    yield "place", project.district_id is None, _("Район города")


def _money(project: Project) -> Iterator[Lack]:
    round_, cost = project.round, project.total_cost
    yield "money", cost <= 0, _("Смета: хотя бы одна строка с ценой")
    yield (
        "money",
        cost > round_.max_project_cost,
        _("Смета превышает наибольшую стоимость проекта: %(limit)s ₽")
        % {"limit": _grouped(round_.max_project_cost)},
    )
    yield (
        "money",
        0 < cost < round_.min_project_cost,
        _("Смета меньше наименьшей стоимости проекта: %(limit)s ₽")
        % {"limit": _grouped(round_.min_project_cost)},
    )
    yield "money", not project.participation.all(), _("Участие жителей: деньги, имущество или труд")
    yield (
        "money",
        project.municipal_amount() < 0,
        _("Участие деньгами больше всей сметы: уменьшите его или дополните смету"),
    )


def _shares(project: Project) -> Iterator[Lack]:
    """The least shares of the round; compared in money, so that no rounding decides."""
    round_, cost = project.round, project.total_cost
    asked = (
        (round_.min_city_share, project.municipal_amount(), _("доля города")),
        (round_.min_residents_share, project.money_from(("residents",)), _("деньги жителей")),
        (round_.min_own_share, project.own_amount(), _("собственный вклад")),
    )
    for share, amount, name in asked:
        yield (
            "money",
            cost > 0 and amount * 100 < share * cost,
            _("Не хватает: %(name)s — не меньше %(share)s %% стоимости, сейчас %(now)s ₽")
            % {"name": name, "share": _grouped(share), "now": _grouped(amount)},
        )


def _grouped(amount: Decimal) -> str:
    """«1 000 000»; kopecks only where there are any."""
    places = 0 if amount == int(amount) else 2
    return number_format(amount, places, use_l10n=True, force_grouping=True)


def _dates(project: Project) -> Iterator[Lack]:
    start, end = project.planned_start, project.planned_end
    yield "money", start is None or end is None, _("Планируемые сроки работ")
    yield "money", bool(start and end and end < start), _("Работы не могут кончиться до начала")
    yield (
        "money",
        bool(start and start < timezone.localdate() and project.state == ProjectState.DRAFT),
        _("Начало работ уже прошло: укажите будущую дату"),
    )


def _meeting(project: Project) -> Iterator[Lack]:
    if not project.round.meeting_required:
        return
    meeting = ResidentsMeeting.objects.filter(project=project).first() or ResidentsMeeting(
        project=project
    )
    numbers = (meeting.residents, meeting.present, meeting.votes_for)
    yield "meeting", meeting.held_on is None, _("Дата собрания жителей")
    yield "meeting", not meeting.place.strip(), _("Место собрания")
    yield "meeting", not meeting.territory.strip(), _("Территория, жители которой собирались")
    yield "meeting", None in numbers, _("Сколько жителей, сколько участвовало и сколько «за»")
    yield "meeting", not meeting.agenda.strip(), _("Повестка собрания")
    yield "meeting", not (meeting.chair and meeting.secretary), _("Председатель и секретарь")
    yield "meeting", _lost(meeting), _("Собрание проект не выбрало: «за» меньше, чем «против»")
    yield "meeting", not _has_minutes(meeting), _("Протокол собрания (файл)")
    yield from _chosen_contribution(project, meeting)


def _lost(meeting: ResidentsMeeting) -> bool:
    in_favour = meeting.votes_for
    return in_favour is not None and in_favour <= (meeting.votes_against or 0)


def _has_minutes(meeting: ResidentsMeeting) -> bool:
    if meeting.pk is None:
        return False
    return Attachment.objects.of(meeting).kept().documents().filter(is_private=False).exists()


def _chosen_contribution(project: Project, meeting: ResidentsMeeting) -> Iterator[Lack]:
    chosen = meeting.contribution
    yield "meeting", chosen is None, _("Сколько решили собрать с жителей (можно 0)")
    planned = project.money_from(("residents",))
    yield (
        "money",
        chosen is not None and planned > chosen,
        _("Деньги жителей в проекте больше, чем решило собрание: %(chosen)s ₽")
        % {"chosen": _grouped(chosen or Decimal(0))},
    )


def _proposer(project: Project) -> Iterator[Lack]:
    round_, kind = project.round, project.proposer
    is_group = kind == ProposerKind.GROUP
    yield (
        "group",
        kind not in round_.proposers,
        _("Кто предлагает: в этом раунде %(names)s")
        % {"names": ", ".join(round_.proposer_names())},
    )
    yield (
        "group",
        is_group and project.group_size < round_.min_group_size,
        _("Инициативная группа: не меньше %(needed)d человек") % {"needed": round_.min_group_size},
    )
    listed = project.members.count() if is_group else 0
    yield (
        "group",
        0 < listed < round_.min_group_size,
        _("Список группы: в нём %(now)d, нужно не меньше %(needed)d человек")
        % {"now": listed, "needed": round_.min_group_size},
    )
    yield (
        "group",
        round_.partner_required
        and kind in (ProposerKind.GROUP, ProposerKind.TOS)
        and not project.partner.strip(),
        _("Организация-партнёр"),
    )
    yield "group", project.agreed_at is None, _("Согласие на публикацию проекта")
