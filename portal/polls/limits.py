"""What a ballot may hold, as sentences for the voter. Pure: no models, no clock.

The kinds of ballot, by what a choice bears:

approval, choose-1   options; with `max_cost` a basket of money («рюкзак»)
cumulative           points: up to `max_sum_points` in all, up to `max_points` for one option
scoring              a mark from 1 to `max_points` for each option one wants to judge
ordinal              an order, best first

With levels (`district_rule` of the poll) `districts` names the district of each district option:
a ballot holds options of the whole city and of one district, each level with its own limit.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from django.utils.translation import gettext as _

from portal.polls.ballots import Choice

WITH_POINTS = ("cumulative", "scoring")


@dataclass(frozen=True)
class Limits:
    """What a ballot may hold. `costs` are the options of the poll, in roubles.

    `residence`, when it is not None, is the only district whose options this voter may mark.
    """

    costs: Mapping[int, Decimal] = field(default_factory=dict)
    min_choices: int = 1
    max_choices: int | None = None
    max_cost: Decimal | None = None
    kind: str = "approval"
    max_sum_points: int | None = None
    max_points: int | None = None
    districts: Mapping[int, str] = field(default_factory=dict)
    max_city: int | None = None
    max_district: int | None = None
    residence: str | None = None

    def problems(self, choices: Iterable[int | Choice]) -> list[str]:
        """Sentences for the voter; an empty list for a ballot that may be cast."""
        chosen = [one if isinstance(one, Choice) else Choice(one) for one in choices]
        numbers = [one.number for one in chosen]
        if len(set(numbers)) < len(numbers):
            return [_("Один проект отмечен дважды. Отметьте каждый не больше одного раза.")]
        if not set(numbers) <= self.costs.keys():
            return [_("Отмечен проект, которого нет в бюллетене. Выберите проекты из списка.")]
        if sentence := self._wrong_points(chosen):
            return [sentence]
        return [
            *self._by_number(len(numbers)),
            *self._by_money(numbers),
            *self._by_points(chosen),
            *self._by_level(numbers),
        ]

    def district_of(self, choices: Iterable[Choice]) -> str:
        """The district whose list the ballot uses; empty when it marks options of the city only."""
        found = (self.districts.get(one.number, "") for one in choices)
        return next(filter(None, found), "")

    def _wrong_points(self, chosen: list[Choice]) -> str:
        if self.kind not in WITH_POINTS:
            bare = all(one.points is None for one in chosen)
            return "" if bare else _("В этом бюллетене баллов нет: отметьте проекты.")
        if all(self.takes(one.points) for one in chosen):
            return ""
        if self.max_points is None:
            return _("Баллы — целое число от 1. Исправьте отмеченное.")
        return _("Одному проекту можно дать целое число баллов от 1 до %(max)d.") % {
            "max": self.max_points
        }

    def takes(self, points: int | Decimal | None) -> bool:
        """Whether one option may get so many points."""
        top = self.max_points or self.max_sum_points
        return isinstance(points, int) and points >= 1 and (top is None or points <= top)

    def _by_number(self, count: int) -> Iterable[str]:
        if count < self.min_choices:
            yield self._too_few(count)
        if self.max_choices is not None and count > self.max_choices:
            yield _("Отмечено проектов: %(count)d, а можно не больше %(max)d. Снимите лишние.") % {
                "count": count,
                "max": self.max_choices,
            }

    def _too_few(self, count: int) -> str:
        if self.min_choices == 1:
            return _("Отметьте хотя бы один проект.")
        return _("Отмечено проектов: %(count)d, а нужно не меньше %(min)d. Добавьте ещё.") % {
            "count": count,
            "min": self.min_choices,
        }

    def _by_money(self, chosen: list[int]) -> Iterable[str]:
        total = sum((self.costs[number] for number in chosen), Decimal(0))
        if self.max_cost is not None and total > self.max_cost:
            yield _(
                "Отмеченные проекты стоят %(total)s ₽, а можно не больше %(max)s ₽. Снимите лишние."
            ) % {"total": money(total), "max": money(self.max_cost)}

    def _by_points(self, chosen: list[Choice]) -> Iterable[str]:
        given = sum(one.points or 0 for one in chosen)
        if self.kind == "cumulative" and self.max_sum_points and given > self.max_sum_points:
            yield _("Роздано баллов: %(given)d, а у вас их %(max)d. Уберите лишние.") % {
                "given": given,
                "max": self.max_sum_points,
            }

    def _by_level(self, numbers: list[int]) -> Iterable[str]:
        local = [number for number in numbers if number in self.districts]
        used = {self.districts[number] for number in local}
        if len(used) > 1:
            yield _("Отмечены проекты разных районов. Выберите один район и оставьте его проекты.")
        elif self.residence is not None and used - {self.residence}:
            yield _("Проекты районов выбирают их жители. Отметьте проекты своего района.")
        city = len(numbers) - len(local)
        yield from self._too_many(
            city, self.max_city, _("Общегородских проектов отмечено %(count)d, можно %(max)d.")
        )
        yield from self._too_many(
            len(local), self.max_district, _("Проектов района отмечено %(count)d, можно %(max)d.")
        )

    def _too_many(self, count: int, most: int | None, sentence: str) -> Iterable[str]:
        if self.districts and most is not None and count > most:
            yield sentence % {"count": count, "max": most} + " " + _("Снимите лишние.")


def money(amount: Decimal) -> str:
    """Kopecks only where there are any: «100 ₽, а можно не больше 100 ₽» would explain nothing."""
    places = 0 if amount == amount.to_integral_value() else 2
    return f"{amount:,.{places}f}".replace(",", " ").replace(".", ",")
