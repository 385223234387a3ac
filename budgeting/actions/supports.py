"""«Поддерживаю» on and off; the kept counter changes in the same transaction, by F()."""

from django.db import transaction
from django.db.models import F

from budgeting import rules
from budgeting.models import Project, Support
from portal.cases.clock import require


@transaction.atomic
def support(project: Project, *, actor) -> bool:
    """Add the person's support; whether it is new. A second one changes nothing."""
    require(rules.may_support(actor, _locked(project)))
    _row, is_new = Support.objects.get_or_create(project=project, user=actor)
    if is_new:
        _change(project, +1)
    return is_new


@transaction.atomic
def unsupport(project: Project, *, actor) -> bool:
    """Take the support back; whether there was one."""
    require(rules.may_support(actor, _locked(project)))
    gone, _by_model = Support.objects.filter(project=project, user=actor).delete()
    if gone:
        _change(project, -1)
    return bool(gone)


def _locked(project: Project) -> Project:
    """The row as it is now: nobody joins the supporters of a project while it is being merged."""
    rows = Project.objects.select_for_update(of=("self",), no_key=True).select_related("round")
    return rows.get(pk=project.pk)


def _change(project: Project, by: int) -> None:
    # update() and not save(): the counter is not a change of the text, updated_at stays.
    Project.objects.filter(pk=project.pk).update(supporters=F("supporters") + by)
