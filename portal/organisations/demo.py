"""Demo organisations: TOS of the catalogue, an NKO, councils and groups, the head of a centre."""

import json
from datetime import date
from importlib.resources import files

from django.db import transaction
from django.utils import timezone

from portal.accounts.models import User
from portal.organisations.actions import assign_head
from portal.organisations.models import Kind, Member, Organisation, Role, Status
from portal.places.models import Centre

NKO = "АНО «Добрые соседи» (демо)"
GROUPS = (  # kind, name, whose head
    (Kind.VETERANS, "Совет ветеранов Октябрьского района (демо)", "resident"),
    (Kind.YOUTH, "Молодёжный совет города (демо)", "resident2"),
    (Kind.WOMEN, "Женсовет Первомайского района (демо)", "nko"),
)


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
    _headed(nko, "nko")
    for kind, name, head in GROUPS:
        _headed(_organisation(kind, name), head)
    if centre := Centre.objects.filter(is_demo=True).order_by("pk").first():
        council = _organisation(Kind.COUNCIL, f"Общественный совет: {centre}", centre=centre)
        _headed(council, "resident")
        _give_a_head(centre)


def _headed(organisation: Organisation, name: str) -> None:
    if head := User.objects.filter(email=f"{name}@example.org").first():
        Member.objects.get_or_create(
            organisation=organisation, user=head, defaults={"role": Role.HEAD}
        )


def _give_a_head(centre: Centre) -> None:
    official = User.objects.filter(email="official@example.org").first()
    servant = User.objects.filter(email="servant@example.org").first()
    if official and servant and not centre.heads.exists():
        assign_head(centre, actor=official, person=servant, since=date(2026, 2, 2))


def _organisation(kind: str, name: str, **fields) -> Organisation:
    # A TOS still being founded waits for its papers.
    status = Status.DRAFT if "в стадии создания" in name else Status.CONFIRMED
    given = {"status": status, "decided_at": timezone.now(), **fields}
    return Organisation.objects.get_or_create(kind=kind, name=name, defaults=given)[0]
