"""The social order of two years: plan, executors, agreements and what is paid; all invented."""

from datetime import date, timedelta
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from grants import actions
from grants.models import Direction, SocialExecutor, SocialOrder
from portal.accounts.models import User
from portal.organisations.models import Organisation

# Service, direction, for whom, unit, volume, roubles, way, share of agreements and of paid in %.
SERVICES = (
    ("Помощь на дому одиноким пожилым (демо)", "Благотворительность и социальные акции",
     "Одинокие жители старше 75 лет", "часов", 4_000, 1_200_000, "contest", 60, 40),
    ("Плавание для детей с ограничениями здоровья (демо)", "Физическая культура и спорт",
     "Дети 6–14 лет с ограничениями здоровья", "занятий", 900, 720_000, "certificate", 100, 55),
    ("Кружки во дворе (демо)", "Образование и просвещение",
     "Дети 7–17 лет", "занятий", 1_500, 600_000, "contest", 30, 0),
    ("Школа третьего возраста (демо)", "Укрепление связей между поколениями",
     "Жители старше 60 лет", "человек", 300, 450_000, "assignment", 0, 0),
)  # fmt: skip


@transaction.atomic
def load() -> None:
    """Load the plan unless it is there or the demo people are not."""
    people = [User.objects.filter(email=f"{name}@example.org").first()
              for name in ("official", "admin")]  # fmt: skip
    nko = Organisation.objects.confirmed().filter(kind="nko").exclude(inn="").first()
    if not (all(people) and nko) or SocialOrder.objects.exists():
        return
    firm, _is_new = Organisation.objects.get_or_create(
        kind="business", name="ООО «Школа плавания» (демо)",
        defaults={"inn": "4345000016", "status": "confirmed", "decided_at": timezone.now()},
    )  # fmt: skip
    year = timezone.localdate().year
    for ago in (1, 0):
        for facts in SERVICES:
            team = firm if "Плавание" in facts[0] else nko
            _service(people, year - ago, facts, team, ended=bool(ago))
    _waits(people[0], year, nko)


def _service(people, year: int, facts: tuple, team, *, ended: bool) -> None:
    service, direction, whom, unit, volume, planned, way, agreed, paid = facts
    first, _second = people
    order = actions.save_order(
        SocialOrder(
            year=year, authority="Департамент социального развития (демо)", service=service,
            direction=Direction.objects.get_or_create(name=direction)[0], recipients=whom,
            unit=unit, planned_volume=Decimal(volume), planned_sum=Decimal(planned),
            nko_quota_percent=Decimal(10), is_published=True,
        ), actor=first,
    )  # fmt: skip
    if not agreed:
        return
    one = actions.add_social_executor(order, actor=first, organisation=team, way=way)
    for kind, percent in (("agreement", agreed), ("portion", agreed if ended else paid)):
        if percent:
            _written(people, one, kind, Decimal(percent) / 100)


def _written(people, one: SocialExecutor, kind: str, part: Decimal) -> None:
    order = SocialOrder.objects.get(pk=one.order_id)
    begins = date(order.year, 1, 9)
    fact = actions.prepare_fact(
        order, actor=people[0], kind=kind, key=f"demo-{one.pk}-{kind}", executor=one,
        volume=order.planned_volume * part, amount=order.planned_sum * part,
        document=f"ДЕМО-{one.pk}-{'1' if kind == 'agreement' else '2'}",
        made_on=min(begins + timedelta(days=30 if kind == "portion" else 0), timezone.localdate()),
        starts_on=begins, ends_on=date(order.year, 12, 31),
    )  # fmt: skip
    actions.approve_fact(fact, actor=people[1])


def _waits(first, year: int, team) -> None:
    """One paid portion that another official has to confirm."""
    one = SocialExecutor.objects.filter(order__year=year, organisation=team).first()
    actions.prepare_fact(
        one.order, actor=first, kind="portion", key="demo-waits", executor=one,
        volume=Decimal(40), amount=Decimal(12_000), document="ДЕМО-АКТ-7",
        made_on=timezone.localdate(),
    )  # fmt: skip
