"""The automatic criteria of ППМИ out of a project's data (BRIEF §1.9): pure, exact, explained.

Each value comes with the sentence that says where it is from. What nobody knows is None: the
criterion then gives 0 points, and the table says «нет данных».
"""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from django.utils.translation import gettext as _


@dataclass(frozen=True)
class ProjectData:
    """Money in roubles, people in persons; None where there are no data.

    `labour`: kinds of the residents' contribution that is not money. `adults`: residents of 16 and
    over of the territory, `present`: those of them who took part in the meeting and the polls.
    """

    total: Decimal
    city: Decimal
    residents: Decimal
    sponsors: Decimal
    labour: int
    beneficiaries: int | None = None
    territory: int | None = None
    present: int | None = None
    adults: int | None = None
    votes: int | None = None
    accessible: bool | None = None
    publications: int | None = None
    tos: bool | None = None


class Value(NamedTuple):
    """What a formula takes, and where it came from in words."""

    raw: Fraction | None
    source: str


def automatic(data: ProjectData) -> dict[str, Value]:
    """The value of every criterion the portal counts, by its code in scoring_default."""
    return {
        "mun_share": _money(data.city, data.total, _("городской бюджет")),
        "residents_share": _money(data.residents, data.total, _("деньги жителей")),
        "business_share": _money(data.sponsors, data.total, _("деньги организаций")),
        "labour": Value(Fraction(data.labour), _("виды неденежного участия жителей в проекте")),
        "beneficiaries": _people(
            data.beneficiaries, data.territory, _("благополучатели из жителей территории")
        ),
        "meeting_share": _people(
            data.present, data.adults, _("участники собрания и опросов из жителей 16+")
        ),
        "portal_votes": _count(data.votes, _("голоса рейтингового голосования на портале")),
        "accessibility": _yes(data.accessible, _("проверил сотрудник")),
        "media": _count(data.publications, _("публикации проверил сотрудник")),
        "tos": _yes(data.tos, _("проверил сотрудник")),
    }


def _money(part: Decimal, total: Decimal, what: str) -> Value:
    return _share(part, total, f"{what}: {part:.2f} ₽ / {total:.2f} ₽")


def _people(part: int | None, whole: int | None, what: str) -> Value:
    if part is None or not whole:
        return _unknown(what)
    return _share(part, whole, f"{what}: {part} / {whole}")


def _share(part, whole, source: str) -> Value:
    if not whole:
        return _unknown(source)
    return Value(Fraction(part) * 100 / Fraction(whole), source)


def _count(number: int | None, what: str) -> Value:
    return _unknown(what) if number is None else Value(Fraction(number), what)


def _yes(answer: bool | None, what: str) -> Value:
    return _unknown(what) if answer is None else Value(Fraction(answer), what)


def _unknown(what: str) -> Value:
    return Value(None, _("нет данных (%(what)s): 0 баллов") % {"what": what})
