"""Mini-projects of the demo city: gathering help, done with a report, waiting for an official."""

from datetime import timedelta
from decimal import Decimal
from typing import NamedTuple

from django.utils import timezone

from portal.accounts.models import User
from portal.places.models import City, District
from volunteers.actions.miniproject_moves import cancel_project, publish_project
from volunteers.actions.miniprojects import file_project
from volunteers.actions.photo_reports import accept_report, send_report
from volunteers.actions.pledges import pledge
from volunteers.actions.receipts import receive
from volunteers.demo.pictures import picture
from volunteers.models import Festival, MiniProject, Need

DAY = timedelta(days=1)
STEP = Decimal("0.009")


class Deed(NamedTuple):
    title: str
    people: int
    thing: str = ""
    unit: str = ""
    amount: int = 0
    money: int = 0


DEEDS = (
    Deed("Скамейки у школы (демо)", 8, "краска", "банок", 10, 4500),
    Deed("Кормушки в сквере (демо)", 12, "доски", "шт.", 30),
    Deed("Ёлка во дворе (демо)", 5, "гирлянды", "шт.", 6, 3000),
    Deed("Книги в подъезд (демо)", 3, "книги", "шт.", 100),
    Deed("Каток за домом (демо)", 10, "лопаты", "шт.", 8, 6000),
    Deed("Концерт для старших (демо)", 6, "чай и пироги", "наборов", 40, 5000),
    Deed("Тропинка к пруду (демо)", 15, "щебень", "мешков", 50),
    Deed("Роспись будки (демо)", 4, "краска", "банок", 12, 2500),
    Deed("Тёплые вещи соседям (демо)", 5, "тёплые вещи", "шт.", 60),
)
DONE = (
    Deed("Клумба у подъезда (демо)", 6, "рассада", "шт.", 40, 1500),
    Deed("Чистый берег (демо)", 20, "мешки", "шт.", 100),
    Deed("Качели для малышей (демо)", 4, "доски", "шт.", 8, 7000),
)


def load(official: User, author: User, people: list[User]) -> None:
    """Nine gather help, three are done, one is called off, one waits."""
    season = Festival.objects.filter(slug="marathon-demo").first()
    for number, deed in enumerate(DEEDS):
        project = _filed(author, deed, number, season)
        publish_project(project, actor=official)
        _helped(project, people[: 1 + number % 5], number)
    for number, deed in enumerate(DONE):
        _done(_filed(author, deed, number + 20, season), official, people[:4], number)
    called_off = _filed(author, Deed("Ярмарка под дождём (демо)", 5), 30, season)
    publish_project(called_off, actor=official)
    cancel_project(called_off, actor=official, note="Двор закрыли на ремонт. (демо)")
    _filed(author, Deed("Ночь сказок (демо)", 3, "пледы", "шт.", 10), 31, season)


def _filed(author: User, deed: Deed, number: int, season) -> MiniProject:
    districts, city = list(District.objects.order_by("order", "pk")), City.objects.profile()
    place = districts[number % len(districts)] if districts else None
    middle = place or city
    needs = [Need(kind="people", title="прийти и помочь (демо)", amount=deed.people)]
    if deed.thing:
        thing = f"{deed.thing} (демо)"
        needs.append(Need(kind="things", title=thing, unit=deed.unit, amount=deed.amount))
    if deed.money:
        needs.append(Need(kind="money", title="материалы (демо)", amount=deed.money))
    point = {}
    if middle and middle.latitude is not None:
        shift = STEP * (number % 5 - 2)
        point = {"latitude": middle.latitude + shift, "longitude": middle.longitude - shift}
    until = timezone.localdate() + (5 + number) * DAY
    return file_project(
        actor=author,
        title=deed.title,
        about="Соберёмся, сделаем за один день и выпьем чаю. Инструмент найдётся. (демо)",
        address=f"двор на Демонстрационной, {number + 1} (демо)",
        district=place,
        festival=season,
        pledges_until=until,
        happens_on=until + 2 * DAY,
        contact="через портал (демо)",
        needs=needs,
        **point,
    )


def _helped(project: MiniProject, people: list[User], number: int) -> None:
    needs = list(project.needs.all())
    for at, person in enumerate(people):
        need = needs[(number + at) % len(needs)]
        part = 1 if need.kind == "people" else max(1, need.amount // 3)
        pledge(need, actor=person, amount=part, contact="почта (демо)", shows_name=at % 2 == 0)


def _done(project: MiniProject, official: User, people: list[User], number: int) -> None:
    publish_project(project, actor=official)
    _helped(project, people, number)
    for need in project.needs.all():
        for row in need.pledges.all():
            receive(row, actor=project.author)
    day = timezone.localdate() - (2 + number) * DAY
    MiniProject.objects.filter(pk=project.pk).update(pledges_until=day, happens_on=day)
    report = send_report(
        project,
        actor=project.author,
        text="Пришли соседи, всё сделали за день. Спасибо каждому! (демо)",
        participants=12 + 7 * number,
        beneficiaries=90 + 60 * number,
        photos=[picture(number), picture(number + 1)],
    )
    accept_report(report, actor=official)
