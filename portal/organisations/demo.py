"""Demo organisations: the TOS of the catalogue and one NKO with a head of its own."""

import json
from importlib.resources import files

from django.db import transaction
from django.utils import timezone

from portal.accounts.models import User
from portal.organisations.models import Kind, Member, Organisation, Role, Status

NKO = "АНО «Добрые соседи» (демо)"


@transaction.atomic
def load() -> None:
    """Create what is missing; loading twice changes nothing."""
    catalogue = files("portal.organisations") / "fixtures" / "demo_tos.json"
    for name in json.loads(catalogue.read_text("utf-8")):
        _organisation(Kind.TOS, name)
    nko = _organisation(
        Kind.NKO,
        NKO,
        inn="4345000009",
        ogrn="1024300000009",
        description="Помогаем соседям знакомиться и благоустраивать дворы (демо).",
        contact_email="nko@example.org",
    )
    head = User.objects.filter(email="nko@example.org").first()
    if head:
        Member.objects.get_or_create(organisation=nko, user=head, defaults={"role": Role.HEAD})


def _organisation(kind: str, name: str, **fields) -> Organisation:
    # A TOS still being founded waits for its papers.
    status = Status.DRAFT if "в стадии создания" in name else Status.CONFIRMED
    given = {"status": status, "decided_at": timezone.now(), **fields}
    return Organisation.objects.get_or_create(kind=kind, name=name, defaults=given)[0]
