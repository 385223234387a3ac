"""Every write of the app; each module is one concern."""

from portal.accounts.actions.account import edit_profile, erase, open_account
from portal.accounts.actions.census import confirm_by_census, import_census
from portal.accounts.actions.consents import current_text, give_consent, withdraw_consent
from portal.accounts.actions.sms import confirm_sms_code, send_sms_code
from portal.accounts.actions.verification import (
    IdentityTaken,
    resolve_conflict,
    revoke,
    verify_by_esia,
    verify_in_person,
    verify_person,
    verify_phone,
)

__all__ = [
    "IdentityTaken",
    "confirm_by_census",
    "confirm_sms_code",
    "current_text",
    "edit_profile",
    "erase",
    "give_consent",
    "import_census",
    "open_account",
    "resolve_conflict",
    "revoke",
    "send_sms_code",
    "verify_by_esia",
    "verify_in_person",
    "verify_person",
    "verify_phone",
    "withdraw_consent",
]
