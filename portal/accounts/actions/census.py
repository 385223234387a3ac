"""The list of residents: loading it and confirming oneself against it."""

import hashlib
from collections.abc import Iterable

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from portal.accounts import census_file
from portal.accounts.actions.verification import verify_person
from portal.accounts.identity import Person, person_key
from portal.accounts.models import (
    Attempt,
    CensusEntry,
    CensusImport,
    Method,
    User,
    Verification,
)
from portal.accounts.rules import may_try
from portal.places.models import District

BATCH = 5000


def import_census(content: bytes, *, file_name: str, actor: User) -> CensusImport:
    """Load a whole file or nothing; people already listed are left as they are.

    Raises ValidationError with one sentence for each faulty line.
    """
    if not actor.has_perm("accounts.import_census"):
        raise PermissionDenied(_("Загружать список жителей может уполномоченный сотрудник."))
    rows = census_file.read(content, _districts())
    with transaction.atomic():
        source = CensusImport.objects.create(
            file_name=file_name[:200],
            digest=hashlib.sha256(content).hexdigest(),
            rows=len(rows),
            added=0,
            created_by=actor,
        )
        source.added = _add(rows, source)
        source.save(update_fields=["added"])
    return source


def _districts() -> dict[str, int]:
    return {
        census_file.district_word(word): district.pk
        for district in District.objects.all()
        for word in (district.name, district.code)
    }


def _add(rows: list[census_file.Row], source: CensusImport) -> int:
    for start in range(0, len(rows), BATCH):
        entries = (
            CensusEntry(person_key=row.key, district_id=row.district_id, source=source)
            for row in rows[start : start + BATCH]
        )
        _insert(entries)
    return source.entries.count()


def _insert(entries: Iterable[CensusEntry]) -> None:
    CensusEntry.objects.bulk_create(entries, ignore_conflicts=True)


def confirm_by_census(user: User, person: Person, *, actor: User) -> Verification:
    """Prove oneself against the list; five misses close this way for a day."""
    entry = _look_up(user, person)
    if entry is None:
        raise ValidationError(
            _(
                "В списке жителей таких данных нет. Проверьте фамилию, имя, отчество и дату "
                "рождения: они должны быть как в паспорте. Если всё верно, придите с паспортом "
                "в центр местной активности."
            )
        )
    return verify_person(user, person, actor=actor, method=Method.CENSUS, district=entry.district)


@transaction.atomic
def _look_up(user: User, person: Person) -> CensusEntry | None:
    # The lock makes the count of tries exact under parallel requests.
    User.objects.select_for_update().get(pk=user.pk)
    verdict = may_try(user, Method.CENSUS)
    if not verdict:
        raise ValidationError(verdict.reason)
    key = person_key(person)
    entry = CensusEntry.objects.select_related("district").filter(person_key=key).first()
    if entry is None:
        Attempt.objects.create(user=user, method=Method.CENSUS)
    return entry
