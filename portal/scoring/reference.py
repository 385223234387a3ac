"""Loads the default criteria sets; a set that exists is left alone."""

import json
from decimal import Decimal
from pathlib import Path

from django.db import transaction

from portal.scoring.models import CriteriaSet, Criterion

FIXTURES = Path(__file__).parent / "fixtures"


def load() -> None:
    """Create the sets of scoring_default.json and scoring_grant.json that are missing."""
    for code in ("scoring_default", "scoring_grant"):
        _load(code, json.loads((FIXTURES / f"{code}.json").read_text(), parse_float=Decimal))


@transaction.atomic
def _load(code: str, row: dict) -> None:
    criteria, created = CriteriaSet.objects.get_or_create(
        code=code,
        defaults={
            "name": row["name"],
            "total": row["total"],
            "step": Decimal(row.get("rounding", "0").split()[0]),
            "exclusions": row.get("exclusion", []),
            "tie_break": row.get("tie_break", []),
            "rules": row.get("rules", {}),
        },
    )
    if created:
        Criterion.objects.bulk_create(
            _criterion(criteria, order, item) for order, item in enumerate(row["criteria"])
        )


def _criterion(criteria: CriteriaSet, order: int, item: dict) -> Criterion:
    return Criterion(
        criteria=criteria,
        code=item["code"],
        name=item["ru"],
        weight=item["weight"],
        formula=item["formula"],
        low=item.get("min", 0),
        high=item.get("max"),
        # As text: JSON would make floats of the shares.
        steps=[[str(start), str(part)] for start, part in item.get("steps", [])],
        unit=item.get("unit", ""),
        is_auto=item.get("auto", False),
        order=order,
    )
