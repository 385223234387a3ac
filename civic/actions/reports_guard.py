"""The guard that every act goes by."""

from django.core.exceptions import PermissionDenied

from portal.accounts.rights import Verdict


def require(verdict: Verdict) -> None:
    """Raises PermissionDenied with the reason the page shows."""
    if not verdict:
        raise PermissionDenied(verdict.reason)
