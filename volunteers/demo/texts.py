"""What the volunteers of the demo city do."""

from datetime import datetime, time, timedelta
from typing import NamedTuple

from django.utils import timezone


class Work(NamedTuple):
    title: str
    place: str
    hours: int
    capacity: int
    text: str = "Всё покажем и объясним на месте. (демо)"
    needs_approval: bool = False
    skills: tuple = ()
    must: tuple = ()


GROUPS = (
    ("Добрый двор (демо)", "yard", "Убираем дворы и скверы, сажаем деревья. (демо)"),
    ("Цифровые помощники (демо)", "digital", "Помогаем старшим освоить телефон. (демо)"),
    ("Волонтёры открытой власти (демо)", "openness", "Смотрим, как приняты работы. (демо)"),
    ("Рядом (демо)", "care", "Навещаем тех, кому трудно выйти из дома. (демо)"),
    ("Праздник во дворе (демо)", "culture", "Готовим дворовые праздники. (демо)"),
)
SHIFTS = (
    Work("Посадка сирени (демо)", "Сквер у пруда (демо)", 3, 12,
         skills=("gardening", "photography")),
    Work("Телефон без страха (демо)", "Центр местной активности (демо)", 2, 3,
         skills=("computers", "plain-language")),
    Work("Наблюдатели на приёмке двора (демо)", "Двор на Демонстрационной, 4", 2, 2,
         needs_approval=True),
    Work("Продукты соседям (демо)", "Магазин на Демонстрационной, 1", 2, 4,
         skills=("own-car",), must=("driving-b",)),
    Work("Уборка берега (демо)", "Берег у моста (демо)", 4, 20),
    Work("Помощник на собрании жителей (демо)", "Школа (демо)", 2, 2),
    Work("Переводчик на простой русский (демо)", "Центр местной активности (демо)", 3, 4),
    Work("Прогулка со старшими (демо)", "Парк (демо)", 2, 5),
)  # fmt: skip
# What the people of the demo city can do.
OWN = ("gardening", "computers", "driving-b", "first-aid")
PAST = (
    Work("Субботник во дворе (демо)", "Двор на Демонстрационной, 8", 3, 10),
    Work("Урок о Госуслугах (демо)", "Центр местной активности (демо)", 2, 4),
    Work("Проверка пандусов (демо)", "Улица Демонстрационная", 2, 4),
    Work("Тёплый чай (демо)", "Площадь (демо)", 3, 6),
)
DEEDS = (
    "Праздник двора",
    "Уборка сквера",
    "Ярмарка добрых вещей",
    "Концерт для старших",
    "Мастер-класс для детей",
    "Зарядка во дворе",
)


def day_at(days: int, hour: int) -> datetime:
    day = timezone.localdate() + timedelta(days=days)
    return timezone.make_aware(datetime.combine(day, time(hour)))
