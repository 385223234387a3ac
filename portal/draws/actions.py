"""Announcing the list, then holding the draw once the seed is known to everybody."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.draws.lot import drawn, hash_of, stratum_of
from portal.draws.models import Draw
from portal.draws.rules import may_conduct

MIN_SEED = 4
MAX_SEED = 200


@transaction.atomic
def announce_draw(
    purpose: str,
    entries: list[str],
    *,
    places: int,
    seed_source: str,
    actor,
    reserve_places: int = 0,
    by_stratum: bool = False,
) -> Draw:
    """Publish the list and its hash before the seed exists. Raises ValidationError.

    A reserve longer than the list leaves is as long as it can be.
    """
    _check(may_conduct(actor, None))
    entries = [" ".join(str(entry).split()) for entry in entries]
    try:
        list_hash = hash_of(entries)
    except ValueError:
        raise ValidationError(_("В списке есть повторы. Каждый участник — один раз.")) from None
    if "" in entries or not 1 <= places <= len(entries):
        raise ValidationError(_("Выбрать можно от одного до всех участников списка."))
    if by_stratum and not all(map(stratum_of, entries)):
        raise ValidationError(_("Укажите район в каждой строке: «17; Ленинский район»."))
    return Draw.objects.create(
        purpose=purpose,
        entries=entries,
        places=places,
        reserve_places=reserve_places,
        by_stratum=by_stratum,
        list_hash=list_hash,
        seed_source=seed_source,
        announced_by=actor,
    )


@transaction.atomic
def hold_draw(draw: Draw, *, seed: str, actor) -> Draw:
    """Draw with the seed of the announced source; once. Raises ValidationError."""
    locked = Draw.objects.select_for_update().get(pk=draw.pk)
    if locked.held_at is not None:
        raise ValidationError(_("Жеребьёвка уже проведена, повторить её нельзя."))
    _check(may_conduct(actor, locked))
    seed = " ".join(seed.split())
    if not MIN_SEED <= len(seed) <= MAX_SEED:
        raise ValidationError(_("Введите случайное число целиком, как оно опубликовано."))
    locked.seed, locked.held_by, locked.held_at = seed, actor, timezone.now()
    locked.result, locked.reserve = drawn(
        locked.entries, seed, locked.places, locked.reserve_places, by_stratum=locked.by_stratum
    )
    locked.save()
    draw.refresh_from_db()
    return draw


def _check(allowed: bool) -> None:
    if not allowed:
        raise PermissionDenied(_("Жеребьёвки проводят сотрудники с этим правом."))
