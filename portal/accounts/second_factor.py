"""The forms of the second factor: a code of the authenticator works once, and staff pass at once.

allauth remembers used codes in the cache; a cache may be empty or away, so they are rows here.
"""

import time

from allauth.account.internal.flows.login import record_authentication
from allauth.core import context
from allauth.mfa import app_settings
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base import forms as base
from allauth.mfa.models import Authenticator
from allauth.mfa.totp import forms as totp
from django.db import transaction

from portal.accounts.models import TotpUse


@transaction.atomic
def spend_step(user) -> None:
    """Mark the present time step as used; raises ValidationError when it already was."""
    step = int(time.time()) // app_settings.TOTP_PERIOD
    _row, fresh = TotpUse.objects.get_or_create(user=user, step=step)
    if not fresh:
        raise get_adapter().validation_error("incorrect_code")
    TotpUse.objects.filter(user=user, step__lt=step).delete()


class AuthenticateForm(base.AuthenticateForm):
    def clean_code(self) -> str:
        code = super().clean_code()
        if self.authenticator.type == Authenticator.Type.TOTP:
            spend_step(self.user)
        return code


class ReauthenticateForm(base.ReauthenticateForm):
    def clean_code(self) -> str:
        code = super().clean_code()
        if self.authenticator.type == Authenticator.Type.TOTP:
            spend_step(self.user)
        return code


class ActivateTOTPForm(totp.ActivateTOTPForm):
    """Whoever activates has just shown a code: the session counts as passed."""

    def clean_code(self) -> str:
        code = super().clean_code()
        spend_step(self.user)
        record_authentication(context.request, self.user, "mfa", type=Authenticator.Type.TOTP)
        return code
