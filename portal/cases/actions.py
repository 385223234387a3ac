"""The one way to move a case and to write its history."""

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models, transaction
from django.db.models.functions import Now
from django.utils.translation import gettext as _

from portal.cases.lifecycle import InvalidTransition, Transition
from portal.cases.models import Case, CaseEvent, CaseLink


def record(
    case: models.Model,
    kind: str,
    *,
    actor,
    note: str = "",
    from_state: str = "",
    to_state: str = "",
    public: bool = True,
    data: dict | None = None,
) -> CaseEvent:
    """Append an event to the history of the case; `actor` is None for the clock."""
    return CaseEvent.objects.create(
        content_type=ContentType.objects.get_for_model(case),
        object_id=case.pk,
        actor=actor,
        kind=kind,
        note=note,
        from_state=from_state,
        to_state=to_state,
        is_public=public,
        data=data or {},
    )


@transaction.atomic
def advance(
    case: Case, move: str, *, actor, note: str = "", data: dict | None = None, **changes
) -> CaseEvent:
    """Move the case by compare-and-swap and write its event in the same transaction.

    `actor` None is the clock: it needs no permission. `changes` are further fields set together
    with the state. Raises PermissionDenied when the move's predicate refuses the actor,
    ValidationError when a required reason is missing, InvalidTransition when the case is elsewhere
    (also when somebody else moved it since it was read).
    """
    transition = case.LIFECYCLE[move]
    _check(case, transition, actor, note)
    before = case.state
    model = type(case)
    moved = model._default_manager.filter(pk=case.pk, state=before).update(
        state=transition.target, updated_at=Now(), **changes
    )
    if moved != 1:
        raise InvalidTransition(case, move, before)
    for name, value in {"state": transition.target, **changes}.items():
        setattr(case, name, value)
    return record(
        case,
        move,
        actor=actor,
        note=note,
        from_state=before,
        to_state=transition.target,
        public=transition.public,
        data=data,
    )


def _check(case: Case, transition: Transition, actor, note: str) -> None:
    if case.state not in transition.sources:
        raise InvalidTransition(case, transition.name, case.state)
    if actor is not None and not case.may_be_moved_by(actor, transition):
        raise PermissionDenied(_("Сейчас это действие вам недоступно."))
    if transition.needs_note and not note.strip():
        raise ValidationError({"note": _("Укажите причину: её увидит автор.")})


def link(source: models.Model, target: models.Model, kind: str) -> CaseLink:
    """Link two cases once; a second call returns the same row."""
    row, _created = CaseLink.objects.get_or_create(
        source_type=ContentType.objects.get_for_model(source),
        source_id=source.pk,
        target_type=ContentType.objects.get_for_model(target),
        target_id=target.pk,
        kind=kind,
    )
    return row
