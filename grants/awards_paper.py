"""The protocol of a season as a PDF paper: places, points, decisions with their reasons."""

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from grants.models import AwardSeason
from grants.templatetags.grants import points
from portal.pages.papers import Paper


def laureates_paper(season: AwardSeason, standings: list[tuple]) -> Paper:
    """`standings`: categories with their places (views/awards.py)."""
    title = _("Протокол: %(title)s") % {"title": season}
    paper = Paper(title)
    paper.heading(title)
    day = date_format(localtime(season.decided_at), "j E Y")
    paper.paragraph(_("Итоги опубликованы %(day)s.") % {"day": day})
    if jurors := [str(row) for row in season.jurors.all()]:
        paper.paragraph(_("Жюри: %(names)s.") % {"names": "; ".join(jurors)})
    head = [_("Место"), _("Номинант"), _("Баллы"), _("Решение"), _("Причины")]
    for category, places, gone in standings:
        paper.heading(str(category), 13)
        paper.paragraph(_("Рейтинг, SHA-256: %(digest)s") % {"digest": category.ranking.digest})
        lines = [_line(number, place) for number, place in enumerate(places, start=1)]
        paper.rows(head, lines, (1, 5, 2, 3, 6))
        if gone:
            told = _("Выбыли после публикации рейтинга, согласие отозвано: %(list)s.")
            paper.paragraph(told % {"list": ", ".join(gone)})
    decisions = [place["decision"] for _row, places, _gone in standings for place in places]
    signed = sorted({row.signed for row in decisions})
    for name in signed:
        paper.paragraph(f"____________________ {name}")
    return paper


def _line(number: int, place: dict) -> list[str]:
    decision, row = place["decision"], place["nomination"]
    told = _("лауреат") if decision.is_laureate else _("не лауреат")
    name = f"{row} {row.nominee_name}"
    return [str(number), name, points(place["line"]["total"]), told, decision.reason]
