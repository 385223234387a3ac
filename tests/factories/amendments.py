"""Supplementary agreements.

changed(agreement, ends_on=…, parts=[(1, "60"), (2, "40")], lines={pk: "10"})   whole terms
proposed(agreement, …)   prepared by one official;   amended(agreement, …)   approved by another
"""

import itertools

from django.utils import timezone

from grants import actions
from grants.models import Agreement, Amendment
from tests.factories.agreements import treasurer

NUMBER = itertools.count(1)


def changed(agreement: Agreement, *, ends_on=None, parts=(), lines=None) -> dict:
    terms = actions.terms_now(agreement)
    day = str(agreement.ends_on)
    if ends_on:
        terms["ends_on"] = str(ends_on)
    if parts:
        terms["parts"] = [[number, f"{float(part):.2f}", day, "", 0] for number, part in parts]
    for pk, amount in (lines or {}).items():
        terms["lines"][str(pk)] = f"{float(amount):.2f}"
    return terms


def proposed(agreement: Agreement, *, actor=None, **terms) -> Amendment:
    return actions.prepare_amendment(
        agreement,
        actor=actor or treasurer(),
        terms=changed(agreement, **terms),
        number=f"ДС-{next(NUMBER)}",
        signed_on=timezone.localdate(),
        reason="Просил получатель (демо)",
    )


def amended(agreement: Agreement, **terms) -> Amendment:
    row = proposed(agreement, **terms)
    actions.approve_amendment(row, actor=treasurer())
    return row
