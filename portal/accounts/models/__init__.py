"""People: the account, the proof of who stands behind it, and what they agreed to."""

from portal.accounts.models.census import CensusEntry, CensusImport
from portal.accounts.models.consent import Consent, ConsentKind, ConsentText
from portal.accounts.models.user import Level, User
from portal.accounts.models.verification import (
    Attempt,
    Method,
    SmsCode,
    TotpUse,
    Verification,
    VerificationConflict,
)

__all__ = [
    "Attempt",
    "CensusEntry",
    "CensusImport",
    "Consent",
    "ConsentKind",
    "ConsentText",
    "Level",
    "Method",
    "SmsCode",
    "TotpUse",
    "User",
    "Verification",
    "VerificationConflict",
]
