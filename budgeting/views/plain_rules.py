"""The rules of a round in plain sentences, as residents read them."""

from collections.abc import Iterator

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from budgeting.models import Round
from budgeting.templatetags.budgeting import roubles
from portal.law.wording import length_of


def sentences(round_: Round) -> list[str]:
    """Who proposes, what it may cost, who adds how much, in what time."""
    return [*_proposers(round_), *_costs(round_), *_terms(round_)]


def _proposers(round_: Round) -> Iterator[str]:
    yield _("Предлагают: %(names)s.") % {"names": ", ".join(round_.proposer_names())}
    values = {"age": round_.min_proposer_age, "size": round_.min_group_size}
    yield _("Представителю не меньше %(age)d лет, его личность подтверждена.") % values
    if "group" in round_.proposers:
        yield (
            ngettext(
                "В инициативной группе не меньше %(size)d человека.",
                "В инициативной группе не меньше %(size)d человек.",
                round_.min_group_size,
            )
            % values
        )
    if round_.max_own_projects is not None:
        yield _("От одного человека — проектов не больше %(most)d.") % {
            "most": round_.max_own_projects
        }
    if round_.partner_required:
        yield _("Группе жителей и ТОС нужен партнёр — организация или предприниматель.")
    if round_.meeting_required:
        yield _("Проект сначала выбирает собрание жителей, его протокол прикладывают к заявке.")


def _costs(round_: Round) -> Iterator[str]:
    if round_.min_project_cost:
        yield _("Проект стоит не меньше %(cost)s.") % {"cost": roubles(round_.min_project_cost)}
    yield _("Проект стоит не больше %(cost)s.") % {"cost": roubles(round_.max_project_cost)}
    shares = (
        (round_.min_city_share, _("Городской бюджет вносит не меньше %(share)s %% стоимости.")),
        (round_.min_residents_share, _("Жители собирают не меньше %(share)s %% стоимости.")),
        (round_.min_own_share, _("Собственный вклад — не меньше %(share)s %% стоимости.")),
    )
    for share, sentence in shares:
        if share:
            yield sentence % {"share": number_format(share.normalize(), use_l10n=True)}


def _terms(round_: Round) -> Iterator[str]:
    terms = (
        (round_.remarks_days, round_.remarks_unit, _("Замечания принимают")),
        (round_.review_days, round_.review_unit, _("Администрация рассматривает")),
        (round_.report_days, round_.report_unit, _("Отчёт после завершения")),
    )
    for days, unit, what in terms:
        if days:
            yield f"{what}: {length_of(days, unit)}."
    yield _("Как выбирают: %(how)s.") % {"how": round_.get_selection_display()}
    if round_.reserve_may_win:
        yield _("Если деньги освободятся, победителем может стать проект из резерва.")
