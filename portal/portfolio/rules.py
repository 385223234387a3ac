"""Who confirms participation and issues certificates; who shows the book of it to everybody."""

import rules
from django.utils.translation import gettext as _

from portal.accounts.rights import ALLOWED, Verdict, refuse


@rules.predicate
def may_issue(user, person) -> bool:
    """Staff with the right, never for oneself; `person` is whose participation it is."""
    return bool(
        user.is_staff
        and user.has_perm("portfolio.issue")
        and (person is None or person.pk != user.pk)
    )


def may_open_book(user) -> Verdict:
    """A book shows its owner's name, so it asks for the consent to show it (152-ФЗ, art. 10.1)."""
    if not user.name_is_public:
        return refuse(_("Сначала согласитесь показывать своё имя: раздел «Согласия» в профиле."))
    return ALLOWED


rules.add_perm("portfolio.issue_certificate", may_issue)
