"""Tying an account to a person, undoing it, and deciding between two claims."""

from dataclasses import dataclass
from datetime import date

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.accounts.identity import Person, person_key, phone_key
from portal.accounts.models import Level, Method, User, Verification, VerificationConflict
from portal.accounts.rights import age_on
from portal.accounts.rules import MIN_AGE


class IdentityTaken(ValidationError):
    """The person already stands behind another account; an official will decide."""


@dataclass(frozen=True)
class Claim:
    """What is claimed, before it is written: the key and what goes with it."""

    method: Method
    key: str
    birth_date: date | None
    person: Person | None = None
    phone: str = ""
    district_id: int | None = None
    office: str = ""

    @property
    def level(self) -> Level:
        return Method(self.method).level

    def as_json(self) -> dict:
        person = self.person and {**self.person._asdict(), "birth_date": None}
        return {
            "birth_date": self.birth_date and self.birth_date.isoformat(),
            "person": person,
            "phone": self.phone,
            "district": self.district_id,
            "office": self.office,
        }

    @classmethod
    def of(cls, conflict: VerificationConflict) -> "Claim":
        data = conflict.claim
        born = data["birth_date"] and date.fromisoformat(data["birth_date"])
        person = data["person"] and Person(**{**data["person"], "birth_date": born})
        return cls(
            Method(conflict.method),
            conflict.person_key,
            born,
            person,
            data["phone"],
            data["district"],
            data["office"],
        )


def verify_person(
    user: User, person: Person, *, actor: User | None, method: Method, district=None, office=""
) -> Verification:
    """Tie the account to the person. Raises IdentityTaken, having queued the conflict."""
    claim = Claim(
        method,
        person_key(person),
        person.birth_date,
        person,
        district_id=district.pk if district else None,
        office=office,
    )
    return _activate(user, claim, actor)


def verify_phone(user: User, phone: str, *, actor: User | None) -> Verification:
    """Level 1: a phone that answers, and the birth date and address the person declared."""
    return _activate(user, Claim(Method.SMS, phone_key(phone), user.birth_date, phone=phone), actor)


def verify_by_esia(user: User, person: Person) -> Verification:
    return verify_person(user, person, actor=user, method=Method.ESIA, office="ЕСИА")


def verify_in_person(
    user: User, person: Person, *, actor: User, office: str, district=None
) -> Verification:
    """An official compared the passport by eye: the fact, the day and the office are kept."""
    if not actor.has_perm("accounts.verify_in_person") or actor.pk == user.pk:
        raise PermissionDenied(_("Подтверждать личность может только уполномоченный сотрудник."))
    if not office.strip():
        raise ValidationError({"office": _("Укажите, где проверен паспорт.")})
    if age_on(person.birth_date, timezone.localdate()) < MIN_AGE:
        raise ValidationError({"birth_date": _("Портал открыт для жителей с 14 лет.")})
    return verify_person(
        user, person, actor=actor, method=Method.OFFICE, district=district, office=office
    )


def revoke(verification: Verification, *, actor: User, reason: str) -> None:
    """End a proof; the person loses its level at once. Needs a reason, which the person sees."""
    if not actor.has_perm("accounts.revoke_verification"):
        raise PermissionDenied(_("Отозвать подтверждение может только уполномоченный сотрудник."))
    if not reason.strip():
        raise ValidationError({"reason": _("Укажите причину: её увидит человек.")})
    with transaction.atomic():
        end(verification, actor=actor, reason=reason)


def end(verification: Verification, *, actor: User | None, reason: str) -> None:
    """The write itself, for actions that checked the right: call it inside a transaction."""
    user = User.objects.select_for_update().get(pk=verification.user_id)
    ended = Verification.objects.active().filter(pk=verification.pk)
    changed = ended.update(revoked_at=timezone.now(), revoked_by=actor, revoke_reason=reason[:500])
    if not changed:
        raise ValidationError(_("Это подтверждение уже отозвано."))
    user.level = Level.EMAIL
    user.save(update_fields=["level"])


def resolve_conflict(
    conflict: VerificationConflict, *, actor: User, move: bool, reason: str
) -> None:
    """Leave the key with its holder or move it to the claimant, with the reason for either."""
    if not actor.has_perm("accounts.resolve_conflict"):
        raise PermissionDenied(_("Решать споры о личности может только уполномоченный сотрудник."))
    if not reason.strip():
        raise ValidationError({"reason": _("Укажите причину решения.")})
    with transaction.atomic():
        conflict = VerificationConflict.objects.select_for_update().get(pk=conflict.pk)
        if conflict.resolved_at:
            raise ValidationError(_("Этот спор уже решён."))
        if actor.pk in {conflict.claimant_id, conflict.holder_id}:
            raise PermissionDenied(_("Нельзя решать спор, в котором вы участвуете."))
        if move:
            _move(conflict, actor, reason)
        _close(conflict, actor, move, reason)


def _move(conflict: VerificationConflict, actor: User, reason: str) -> None:
    # Both accounts in one order: two officials with two conflicts must not wait for each other.
    pair = [conflict.claimant_id, conflict.holder_id]
    list(User.objects.select_for_update().filter(pk__in=pair).order_by("pk"))
    if not conflict.claimant.is_active:
        raise ValidationError(_("Учётная запись заявителя закрыта: переносить некуда."))
    held = Verification.objects.active().filter(person_key=conflict.person_key).first()
    if held:
        end(held, actor=actor, reason=reason)
    _write(conflict.claimant, Claim.of(conflict), actor)


def _close(conflict: VerificationConflict, actor: User, move: bool, reason: str) -> None:
    outcomes = VerificationConflict.Outcome
    conflict.outcome = outcomes.MOVE if move else outcomes.KEEP
    conflict.reason, conflict.resolved_by = reason[:500], actor
    conflict.resolved_at, conflict.claim = timezone.now(), {}
    conflict.save()


def _activate(user: User, claim: Claim, actor: User | None) -> Verification:
    try:
        with transaction.atomic():
            return _write(user, claim, actor)
    except IntegrityError:
        holder = Verification.objects.active().filter(person_key=claim.key).first()
        if holder is None or holder.user_id == user.pk:
            raise
    _dispute(user, holder.user_id, claim)
    raise IdentityTaken(
        _(
            "Эти данные уже подтверждены в другой учётной записи. Если она ваша, войдите в неё. "
            "Если нет, мы передали вопрос сотруднику: он свяжется с вами по электронной почте."
        )
    )


def _write(user: User, claim: Claim, actor: User | None) -> Verification:
    fresh = User.objects.select_for_update().get(pk=user.pk)
    if not fresh.is_active:
        raise ValidationError(_("Учётная запись закрыта."))
    current = fresh.active_verification
    if current and current.person_key == claim.key and current.level >= claim.level:
        return current
    if current and current.level >= claim.level:
        raise ValidationError(
            _("Личность уже подтверждена. Чтобы изменить данные, обратитесь к сотруднику портала.")
        )
    if current:
        end(current, actor=actor, reason=_("Заменено более полным подтверждением."))
    row = Verification.objects.create(
        user=fresh,
        method=claim.method,
        level=claim.level,
        person_key=claim.key,
        mark=claim.person.mark if claim.person else "",
        birth_date=claim.birth_date,
        district_id=claim.district_id,
        office=claim.office,
        verified_by=actor,
    )
    _copy_to_profile(user, claim)
    return row


def _copy_to_profile(user: User, claim: Claim) -> None:
    changes = {"level": claim.level}
    if claim.person:
        proved = claim.person._asdict()
        changes |= {name: proved[name] for name in ("last_name", "first_name", "patronymic")}
    if claim.birth_date:
        changes["birth_date"] = claim.birth_date
    if claim.phone:
        changes["phone"] = claim.phone
    if claim.district_id:
        changes["district_id"] = claim.district_id
    User.objects.filter(pk=user.pk).update(**changes)
    for name, value in changes.items():
        setattr(user, name, value)


def _dispute(user: User, holder_id: int, claim: Claim) -> None:
    VerificationConflict.objects.get_or_create(
        claimant=user,
        person_key=claim.key,
        resolved_at=None,
        defaults={"holder_id": holder_id, "method": claim.method, "claim": claim.as_json()},
    )
