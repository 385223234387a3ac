"""Shares of a sum in proportion to payments, exact to the kopeck.

Every share is cut down to a whole kopeck; the kopecks that are left go one by one to those whose
cut-off part was the largest, of equals to the one who stands first in the list.
"""

from collections.abc import Sequence
from decimal import Decimal

KOPECK = Decimal("0.01")


def proportional(total: Decimal, weights: Sequence[Decimal]) -> list[Decimal]:
    """Shares of `total` in the order of `weights`; they add up to it, and no share exceeds its
    weight while `total` does not exceed their sum.

    Amounts in roubles to the kopeck. Raises ValueError for a negative amount or when there is
    something to share and nobody to share it among.
    """
    kopecks, parts = _kopecks(total), [_kopecks(weight) for weight in weights]
    whole = sum(parts)
    if kopecks < 0 or min(parts, default=0) < 0 or (kopecks and not whole):
        raise ValueError("nothing to share, or nobody to share it among")
    if not whole:
        return [Decimal(0) for _part in parts]
    shares = [kopecks * part // whole for part in parts]
    by_remainder = sorted(range(len(parts)), key=lambda n: (-(kopecks * parts[n] % whole), n))
    for place in by_remainder[: kopecks - sum(shares)]:
        shares[place] += 1
    return [KOPECK * share for share in shares]


def _kopecks(amount: Decimal) -> int:
    kopecks = Decimal(amount) * 100
    if kopecks != int(kopecks):
        raise ValueError(f"{amount} is no whole number of kopecks")
    return int(kopecks)
