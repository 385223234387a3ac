"""Making a move of a case by its name, for the buttons of pages and of the admin.

The table of moves stands beside the model; what a move does stands in MOVES of the app's actions.
"""

from collections.abc import Callable
from importlib import import_module

from django.apps import apps
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import Http404
from django.utils.translation import gettext as _

from portal.cases.lifecycle import InvalidTransition, Transition
from portal.cases.models import Case


def actions_of(case: Case) -> dict[str, Callable]:
    """What each move does: `<MODEL>_MOVES` of the app's actions where it has one, or MOVES."""
    actions = import_module(f"{case._meta.app_config.name}.actions")
    own = f"{case._meta.model_name.upper()}_MOVES"
    return getattr(actions, own, None) or actions.MOVES


def attempt(case: Case, move: str, *, actor, note: str = "", **more) -> list[str]:
    """Make the move; the answer is the sentences that refuse it, none when it is made.

    A refusal leaves nothing half-written.
    """
    try:
        with transaction.atomic():
            actions_of(case)[move](case, actor=actor, note=note, **more)
    except InvalidTransition:
        return [_("Состояние уже изменилось. Обновите страницу и посмотрите, что произошло.")]
    except PermissionDenied as refusal:
        return [str(refusal) or _("Сейчас это действие вам недоступно.")]
    except ValidationError as refusal:
        return refusal.messages
    return []


def allowed(case: Case, move: str, user) -> Transition:
    """The move, if its button stands before this user. Raises PermissionDenied."""
    for transition in case.moves_for(user):
        if transition.name == move:
            return transition
    raise PermissionDenied(_("Сейчас это действие вам недоступно. Возможно, оно уже сделано."))


def case_for(user, model: str, pk: int) -> Case:
    """The case `app.model` of this number, if the user may see it. Raises Http404."""
    try:
        found = apps.get_model(model)
    except (LookupError, ValueError) as error:
        raise Http404 from error
    if not issubclass(found, Case):
        raise Http404
    case = found.objects.visible_to(user).filter(pk=pk).first()
    if case is None:
        raise Http404
    return case
