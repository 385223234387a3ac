"""Who confirms participation and issues certificates: staff with the right, never for oneself."""

import rules


@rules.predicate
def may_issue(user, person) -> bool:
    """`person` is whose participation it is."""
    return bool(
        user.is_staff
        and user.has_perm("portfolio.issue")
        and (person is None or person.pk != user.pk)
    )


rules.add_perm("portfolio.issue_certificate", may_issue)
