"""Money of a round that no winner takes any more: the reserve may be paid from it."""

from decimal import Decimal

from django.utils.translation import gettext as _

from portal.accounts.rights import ALLOWED, Verdict, refuse

# States in which a project holds its part of the budget; one that was cancelled gives it back.
HOLDING = ("winner", "funding", "contract", "works", "acceptance", "completed", "reported")
OTHERS = ("residents", "sponsors")


def roubles(amount: Decimal) -> str:
    """«1 250,50 ₽» for a sentence."""
    text = f"{amount:,.2f}".replace(",", "\N{NO-BREAK SPACE}").replace(".", ",")
    return f"{text}\N{NO-BREAK SPACE}₽"


def from_round(project) -> Decimal:
    """What the project takes from the round: its cost less the money of residents and business."""
    return project.total_cost - project.money_from(OTHERS)


def takes(project) -> Decimal:
    """What it takes of the budget as the choice reckoned: a vote lays the whole cost on it."""
    decided = hasattr(project.round, "commission")
    return from_round(project) if decided else project.total_cost


def released_money(project) -> Decimal:
    """What is free of the budget it competed for: the district's, the city's or the whole."""
    round_ = project.round
    pots = {pot.district_id: pot.budget for pot in round_.pots.all()}
    mine = _pot_of(project, pots)
    budget = pots.get(mine, Decimal(0)) if pots else round_.budget
    holders = round_.projects.filter(state__in=HOLDING).prefetch_related("participation")
    same = [
        row for row in holders.select_related("round__commission") if _pot_of(row, pots) == mine
    ]
    return budget - sum(map(takes, same), Decimal(0))


def _pot_of(project, pots: dict) -> int | None:
    """The district with a part of its own; None is the city's."""
    own = None if project.is_citywide else project.district_id
    return own if own in pots else None


def fits_released_money(project) -> Verdict:
    left, needed = released_money(project), takes(project)
    if needed <= left:
        return ALLOWED
    return refuse(
        _("Проекту нужно %(needed)s, а в бюджете раунда свободно %(left)s.")
        % {"needed": roubles(needed), "left": roubles(max(left, Decimal(0)))}
    )
