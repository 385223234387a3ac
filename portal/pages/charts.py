"""Bars of a chart: drawn by the template as SVG, the same numbers stand in a table beside it."""

from collections.abc import Iterable

WIDEST = 100  # of a bar, in percent of the chart
STEP = 34  # height of a bar with its name, in pixels
MOST = 15  # bars that are drawn; the table has them all


def bars(lines: Iterable[tuple]) -> list[dict]:
    """Bars of (name, total, part of it): the part is drawn darker.

    Integers only: a template would write a decimal comma into the picture.
    """
    drawn = list(lines)[:MOST]
    most = max((total for _name, total, _part in drawn), default=0) or 1
    return [
        {
            "name": name,
            "total": total,
            "bar_y": STEP * at + 18,
            "width": max(1, round(WIDEST * total / most)) if total else 0,
            "done": round(WIDEST * part / most),
        }
        for at, (name, total, part) in enumerate(drawn)
    ]
