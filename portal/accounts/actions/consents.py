"""Consents: given to a version of a text, withdrawn by its giver, never rewritten."""

from importlib.resources import files

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.accounts.models import Consent, ConsentKind, ConsentText, User


def current_text(kind: str) -> ConsentText:
    """The version in force; the first one comes with the portal."""
    latest = ConsentText.objects.filter(kind=kind).order_by("-version").first()
    return (
        latest
        or ConsentText.objects.get_or_create(
            kind=kind, version=1, defaults={"text": _bundled(kind)}
        )[0]
    )


def _bundled(kind: str) -> str:
    text = (files("portal.accounts") / "fixtures" / f"consent_{kind}.txt").read_text("utf-8")
    return text.format(**settings.DATA_OPERATOR)


@transaction.atomic
def give_consent(user: User, kind: str, *, actor: User, ip: str | None = None) -> Consent:
    """Store which text was agreed to; giving it twice changes nothing."""
    text = current_text(ConsentKind(kind))
    consent, _created = Consent.objects.get_or_create(
        user=user,
        kind=kind,
        withdrawn_at=None,
        defaults={"text": text, "digest": text.digest, "ip": ip},
    )
    if kind == ConsentKind.DISSEMINATION:
        _show_name(user, True)
    return consent


@transaction.atomic
def withdraw_consent(user: User, kind: str, *, actor: User) -> None:
    """Withdraw; the consent to processing ends only together with the account."""
    if kind == ConsentKind.PROCESSING:
        raise ValidationError(
            _("Без этого согласия учётная запись невозможна: чтобы отозвать его, удалите запись.")
        )
    end_consents(user, [kind])


def end_consents(user: User, kinds: list[str]) -> None:
    """The write itself; call it inside a transaction."""
    user.consents.active().filter(kind__in=kinds).update(withdrawn_at=timezone.now())
    if ConsentKind.DISSEMINATION in kinds:
        _show_name(user, False)


def _show_name(user: User, shown: bool) -> None:
    User.objects.filter(pk=user.pk).update(name_is_public=shown)
    user.name_is_public = shown
