"""The locks of volunteers, always taken in this order: the person, the group, the shift.

FOR NO KEY UPDATE: rows that merely point at a person (letters, events) must not wait for it, or an
offer to somebody who is just signing up elsewhere would stop both. A mini-project is a lock of its
own, taken after the person.
"""

from portal.accounts.models import User
from volunteers.models import MiniProject, Shift, VolunteerGroup


def locked_user(pk: int) -> User:
    return User.objects.select_for_update(no_key=True).get(pk=pk)


def locked_group(pk: int) -> VolunteerGroup:
    return VolunteerGroup.objects.select_for_update(no_key=True).get(pk=pk)


def locked_shift(pk: int) -> Shift:
    rows = Shift.objects.select_for_update(of=("self",), no_key=True)
    return rows.select_related("group").get(pk=pk)


def locked_project(pk: int) -> MiniProject:
    rows = MiniProject.objects.select_for_update(of=("self",), no_key=True)
    return rows.select_related("author", "organisation").get(pk=pk)
