"""Pages of a list by the key of the last row seen: the thousandth page costs as the first."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from operator import attrgetter
from urllib.parse import urlencode

from django.core.signing import BadSignature, Signer
from django.db.models import F, Q, QuerySet
from django.db.models.fields.tuple_lookups import Tuple, TupleGreaterThan, TupleLessThan

AFTER, BEFORE = "after", "before"


@dataclass
class KeysetPage:
    """Items of one page; `next` and `previous` are cursors, None at the ends of the list."""

    items: list
    next: str | None = None
    previous: str | None = None
    query: dict = field(default_factory=dict)

    def __iter__(self) -> Iterator:
        return iter(self.items)

    def __len__(self) -> int:
        return len(self.items)

    @property
    def next_url(self) -> str:
        """Address of the next page with the filters kept, or an empty string."""
        return self._url(AFTER, self.next)

    @property
    def previous_url(self) -> str:
        return self._url(BEFORE, self.previous)

    def _url(self, name: str, cursor: str | None) -> str:
        return "?" + urlencode({**self.query, name: cursor}, doseq=True) if cursor else ""


def paginate(
    queryset: QuerySet, request, keys: Sequence[str] = ("-id",), size: int = 20
) -> KeysetPage:
    """One page of the queryset in the order of `keys`, which must be unique together and not null.

    The place is read from `?after=` or `?before=`. Cursors are signed for this list: a forged, an
    old or a foreign one opens the first page.
    """
    keyset = Keyset(queryset.model, tuple(keys))
    after = keyset.read(request.GET.get(AFTER))
    before = None if after else keyset.read(request.GET.get(BEFORE))
    items, more = keyset.fetch(queryset, after or before, size, backward=bool(before))
    if before and not items:
        items, more = keyset.fetch(queryset, None, size)
        before = None
    has_next, has_previous = (True, more) if before else (more, bool(after))
    kept = {name: request.GET.getlist(name) for name in request.GET if name not in (AFTER, BEFORE)}
    return KeysetPage(
        items,
        next=keyset.cursor(items[-1]) if items and has_next else None,
        previous=keyset.cursor(items[0]) if items and has_previous else None,
        query=kept,
    )


class Keyset:
    """The order of one list and the cursors that name a place in it."""

    def __init__(self, model, keys: tuple[str, ...]) -> None:
        self.keys = keys
        self.names = [key.lstrip("-") for key in keys]
        self.descending = [key.startswith("-") for key in keys]
        self._signer = Signer(salt=f"keyset:{model._meta.label}:{','.join(keys)}")

    def cursor(self, item) -> str:
        values = [attrgetter(name.replace("__", "."))(item) for name in self.names]
        if None in values:
            raise ValueError(f"a key of {self.keys} is null in {item!r}")
        return self._signer.sign_object([_plain(value) for value in values])

    def read(self, cursor: str | None) -> list | None:
        """The key a cursor stands for, or None for one that is not ours."""
        try:
            return self._signer.unsign_object(cursor) if cursor else None
        except (BadSignature, ValueError):
            return None

    def fetch(self, queryset, place, size: int, *, backward: bool = False) -> tuple[list, bool]:
        """Up to `size` items beyond the place, in the order of the list; are there more beyond."""
        if place:
            queryset = self._beyond(queryset, place, backward)
        order = [
            name if down == backward else f"-{name}"
            for name, down in zip(self.names, self.descending, strict=True)
        ]
        rows = list(queryset.order_by(*order)[: size + 1])
        items = rows[:size]
        return (items[::-1] if backward else items), len(rows) > size

    def _beyond(self, queryset, place: list, backward: bool) -> QuerySet:
        lower = [down != backward for down in self.descending]
        if len(set(lower)) == 1:
            # One direction: a row comparison walks the index straight to the place.
            lookup = TupleLessThan if lower[0] else TupleGreaterThan
            return queryset.filter(lookup(Tuple(*map(F, self.names)), tuple(place)))
        return queryset.filter(_mixed(self.names, lower, place))


def _mixed(names: list[str], lower: list[bool], place: list) -> Q:
    """Keys of both directions: spelt out, with a bound on the first key for the index."""
    first = "lte" if lower[0] else "gte"
    beyond, same = Q(), Q()
    for name, down, value in zip(names, lower, place, strict=True):
        beyond |= same & Q(**{f"{name}__{'lt' if down else 'gt'}": value})
        same &= Q(**{name: value})
    return Q(**{f"{names[0]}__{first}": place[0]}) & beyond


def _plain(value):
    """Numbers and words stay; dates and decimals become the text the database reads back."""
    return value if isinstance(value, int | float | str) else str(value)
