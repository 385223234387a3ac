"""The account itself: its profile and its end."""

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from portal.accounts.actions.consents import end_consents, give_consent
from portal.accounts.actions.verification import end
from portal.accounts.models import (
    Attempt,
    ConsentKind,
    SmsCode,
    User,
    VerificationConflict,
)
from portal.accounts.rules import locked_fields, may_erase

EDITABLE = ("last_name", "first_name", "patronymic", "birth_date", "district", "language")


@transaction.atomic
def edit_profile(user: User, *, actor: User, **fields) -> User:
    """Change one's own profile; what a proof in force fixed stays as it was proved."""
    if actor.pk != user.pk:
        raise PermissionDenied(_("Изменить можно только свой профиль."))
    fresh = User.objects.select_for_update().get(pk=user.pk)
    names = [name for name in EDITABLE if name in fields and name not in locked_fields(fresh)]
    for name in names:
        setattr(fresh, name, fields[name])
    fresh.save(update_fields=names)
    return fresh


@transaction.atomic
def erase(user: User, *, actor: User) -> None:
    """Delete the account at its owner's wish: the row stays, because history points to it.

    Public texts stay under «Житель…»; verifications and consents stay as legal records, revoked.
    Apps further up forget their part through settings.ACCOUNT_ERASERS.
    """
    verdict = may_erase(user)
    if actor.pk != user.pk or not verdict:
        raise PermissionDenied(verdict.reason or _("Удалить можно только свою учётную запись."))
    user = User.objects.select_for_update().get(pk=user.pk)
    for eraser in settings.ACCOUNT_ERASERS:
        import_string(eraser)(user)
    if verification := user.active_verification:
        end(verification, actor=user, reason=_("Учётная запись удалена владельцем."))
    user.verifications.update(birth_date=None)
    end_consents(user, ConsentKind.values)
    _forget(user)


def _forget(user: User) -> None:
    for model in (EmailAddress, SocialAccount, Authenticator, Attempt, SmsCode):
        model.objects.filter(user=user).delete()
    VerificationConflict.objects.filter(claimant=user).update(claim={})
    user.email = f"erased-{user.pk}@invalid"
    user.last_name = user.first_name = user.patronymic = user.phone = ""
    user.birth_date = user.district = None
    user.level, user.name_is_public, user.is_active = 0, False, False
    user.erased_at = timezone.now()
    # The session hash is made of the password: every session of the person ends here.
    user.set_unusable_password()
    user.save()
    user.groups.clear()
    user.user_permissions.clear()


@transaction.atomic
def open_account(email: str) -> User:
    """The account of an address whose owner has just proved it by a link, opened if there is none.

    The caller has asked for the consent to process personal data; it is recorded here.
    """
    email = email.strip().lower()
    known = User.objects.filter(email=email).first()
    if known is not None:
        return known
    user = User.objects.create_user(email)
    EmailAddress.objects.create(user=user, email=email, primary=True, verified=True)
    give_consent(user, ConsentKind.PROCESSING, actor=user)
    return user
