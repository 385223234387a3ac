"""Finding somebody to come instead: the place changes hands and is never free in between."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from portal.accounts.models import User
from portal.cases.actions import advance, record
from portal.cases.clock import database_now, require
from volunteers import rules
from volunteers.actions.letters import tell_of_cover, tell_signup
from volunteers.actions.locks import locked_shift, locked_user
from volunteers.actions.signups import count, locked, take_or_wait
from volunteers.models import Shift, Signup


@transaction.atomic
def seek_cover(signup: Signup, *, actor, on: bool = True) -> None:
    """Ask the members of the group, once by letter; or say that one comes after all."""
    shift = locked(signup)
    require(rules.may_seek_cover(actor, signup, database_now()))
    asked = signup.seeks_cover
    signup.seeks_cover = on
    signup.save(update_fields=["seeks_cover", "updated_at"])
    if on == asked:
        return
    event = record(signup, "seeks_cover" if on else "stays", actor=actor, public=False)
    if on:
        members = shift.group.memberships.active().exclude(user=actor).values("user")
        tell_of_cover(shift, event, User.objects.filter(pk__in=members))


@transaction.atomic
def take_over(shift: Shift, *, actor) -> Signup:
    """Come instead of the first who asked. Raises PermissionDenied, ValidationError.

    Both people are locked in the order of their numbers, then the shift.
    """
    wanted = shift.signups.seeking_cover().first()
    if wanted is None:
        raise ValidationError(_("Замена больше не нужна. Спасибо!"))
    for pk in sorted((wanted.user_id, actor.pk)):
        locked_user(pk)
    fresh = locked_shift(shift.pk)
    wanted = fresh.signups.seeking_cover().filter(pk=wanted.pk).select_related("user").first()
    if wanted is None:
        raise ValidationError(_("Замена больше не нужна. Спасибо!"))
    require(rules.may_take_over(actor, fresh, database_now()))
    wanted.shift = fresh
    tell_signup(wanted, advance(wanted, "hand_over", actor=None, seeks_cover=False))
    count(fresh)
    return take_or_wait(fresh, actor, actor=actor)
