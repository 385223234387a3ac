"""Parts of a round's budget and groups of incompatible projects, while they may change."""

from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext as _

from budgeting import rules
from budgeting.actions.revisions import note_revision
from budgeting.models import Incompatibility, Project, Round, RoundPot
from portal.cases.actions import record
from portal.cases.clock import require


@transaction.atomic
def set_pots(
    round_: Round, *, actor, kept: Iterable[RoundPot], removed: Iterable[RoundPot] = ()
) -> bool:
    """Write new and changed parts of the budget and take others away; False when nothing changes.

    Raises PermissionDenied with the reason: once the round is published they are frozen.
    """
    fresh = Round.objects.select_for_update().get(pk=round_.pk)
    require(rules.may_set_pots(actor, fresh))
    before = fresh.tally_terms().get("pots", [])
    for pot in removed:
        fresh.pots.filter(pk=pot.pk).delete()
    for pot in kept:
        pot.round = fresh
        pot.save()
    after = fresh.tally_terms().get("pots", [])
    if before != after:
        data = {"before": before, "after": after}
        record(fresh, "pots", actor=actor, public=False, data=data)
    return before != after


@transaction.atomic
def set_incompatible(
    round_: Round,
    *,
    actor,
    kept: Iterable[tuple[Incompatibility, Iterable[Project]]],
    removed: Iterable[Incompatibility] = (),
) -> bool:
    """Write groups and their projects; in a published round that is a new revision of its rules.

    What a group is called says why, and that is the reason of the revision. Raises PermissionDenied
    with the reason: once the vote is open they are frozen.
    """
    fresh = Round.objects.select_for_update().get(pk=round_.pk)
    require(rules.may_set_incompatible(actor, fresh))
    before = fresh.tally_terms().get("incompatible", [])
    for group in removed:
        fresh.incompatible.filter(pk=group.pk).delete()
    for group, projects in kept:
        group.round = fresh
        group.save()
        group.projects.set(projects)
    after = fresh.tally_terms().get("incompatible", [])
    if before != after and fresh.is_published:
        _revised(fresh, actor, before, after)
    return before != after


def _revised(round_: Round, actor, before: list[dict], after: list[dict]) -> None:
    names = ", ".join(f"«{group['name']}»" for group in after) or _("их больше нет")
    reason = _("Группы несовместимых проектов: %(names)s.") % {"names": names}
    words = [", ".join(group["name"] for group in groups) for groups in (before, after)]
    note_revision(round_, reason=reason, changes={"incompatible": words})
    data = {"before": before, "after": after}
    record(round_, "incompatible", actor=actor, note=reason, data=data)
