"""Applications to a commission: one a person, numbered, checked, never named in public."""

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from budgeting.actions.commission import locked
from budgeting.actions.commission_letters import tell
from budgeting.models import Commission, CommissionApplication, Seat, Servant
from budgeting.rules import commission as rights
from portal.accounts.identity import Person, person_key
from portal.cases.actions import advance, record
from portal.cases.clock import database_now, require
from portal.cases.models import CaseEvent


@transaction.atomic
def apply(
    commission: Commission, *, actor, is_declared: bool, show_name: bool = False
) -> CommissionApplication:
    """Ask for a place. Raises PermissionDenied with the reason, ValidationError for a second one.

    The commission's row is locked: numbers have no gaps and a person is counted once, whichever
    account or device the application comes from.
    """
    fresh, now = locked(commission), database_now()
    require(rights.may_apply(actor, fresh, now))
    if not is_declared:
        raise ValidationError({"is_declared": _("Подтвердите это, чтобы подать заявление.")})
    proof = actor.active_verification
    earlier = fresh.applications.in_force().filter(person_key=proof.person_key).first()
    if earlier:
        raise ValidationError(
            _("Ваше заявление уже есть, его номер — %(number)d.") % {"number": earlier.number}
        )
    last = fresh.applications.order_by("-number").values_list("number", flat=True).first()
    application = CommissionApplication.objects.create(
        commission=fresh,
        number=(last or 0) + 1,
        user=actor,
        person_key=proof.person_key,
        district=proof.district or actor.district,
        declared_at=now,
        name_agreed_at=now if show_name else None,
    )
    note = _("Номер вашего заявления: %(number)d") % {"number": application.number}
    tell(fresh, record(application, "apply", actor=actor, note=note, public=False), [actor])
    return application


@transaction.atomic
def admit_application(application: CommissionApplication, *, actor, note: str = "") -> CaseEvent:
    """Admit to the lot. Raises ValidationError for one who is on the list of servants."""
    fresh = _checked(application, "admit", actor)
    if Servant.objects.filter(person_key=fresh.person_key).exists():
        raise ValidationError(
            _("Заявитель есть в списке служащих и депутатов. Допустить его нельзя.")
        )
    return _moved(application, fresh, "admit", actor, note)


@transaction.atomic
def refuse_application(application: CommissionApplication, *, actor, note: str) -> CaseEvent:
    return _moved(application, _checked(application, "refuse", actor), "refuse", actor, note)


@transaction.atomic
def withdraw_application(application: CommissionApplication, *, actor, note: str = "") -> CaseEvent:
    fresh = _checked(application, "withdraw", actor)
    return _moved(application, fresh, "withdraw", actor, note)


def _checked(application: CommissionApplication, move: str, actor) -> CommissionApplication:
    """The application with its commission held: no list is published in between."""
    application.commission = locked(application.commission)
    transition = CommissionApplication.LIFECYCLE[move]
    if actor is not None and application.state in transition.sources:
        require(rights.RIGHTS[transition.permission](actor, application))
    return application


def _moved(_given, fresh: CommissionApplication, move: str, actor, note: str) -> CaseEvent:
    event = advance(fresh, move, actor=actor, note=note)
    tell(fresh.commission, event, [fresh.user])
    return event


@transaction.atomic
def choose_name(commission: Commission, *, actor, show: bool) -> None:
    """Show the person's name on the commission's page, or the number again."""
    when = database_now() if show else None
    mine = {"commission": commission, "user": actor}
    CommissionApplication.objects.filter(**mine).update(name_agreed_at=when)
    Seat.objects.filter(**mine).update(name_agreed_at=when)


@transaction.atomic
def list_servants(people: Iterable[tuple[Person, str]], *, actor) -> int:
    """Keep the keys of servants and deputies, with the post and without the name; how many new."""
    require(rights.may_run(actor, None))
    rows = [
        Servant(person_key=person_key(person), post=post, added_by=actor) for person, post in people
    ]
    before = Servant.objects.count()
    Servant.objects.bulk_create(rows, ignore_conflicts=True)
    return Servant.objects.count() - before
