"""Who makes copies of documents for experts, and checks them for names."""

from django.utils.translation import gettext as _

from grants.rules.applications import may_check
from portal.accounts.rights import ALLOWED, Verdict, refuse

COPIED_IN = ("check", "expertise")


def may_blind(user, document) -> Verdict:
    """Whoever checks the application, of documents the contest shows to experts."""
    if not (verdict := may_check(user, document.application)):
        return verdict
    if document.application.state not in COPIED_IN:
        return refuse(_("Копии готовят, пока заявку проверяют и оценивают."))
    if not (document.requirement and document.requirement.shown_to_experts):
        return refuse(_("Этот документ эксперты не видят."))
    return ALLOWED
