"""Loads terms and legal references; what officials changed since is kept."""

import json
from pathlib import Path

from django.db import transaction

from portal.law.deadlines import shipped
from portal.law.models import DeadlineRule, LegalReference, WorkSchedule

REFERENCES = Path(__file__).parent / "fixtures" / "legal_references.json"


@transaction.atomic
def load() -> None:
    """Create the rows of deadline_rules.json and legal_references.json that are missing."""
    WorkSchedule.objects.get_or_create(pk=1)
    rules = [DeadlineRule(**row) for row in shipped().values()]
    DeadlineRule.objects.bulk_create(rules, ignore_conflicts=True)
    references = [LegalReference(**row) for row in json.loads(REFERENCES.read_text())]
    LegalReference.objects.bulk_create(references, ignore_conflicts=True)
