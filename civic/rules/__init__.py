"""Who may do what in public life, and when. One module a subject; RIGHTS is what all of them name.

Each right answers with a reason in Russian; the same function hides the button and refuses the
POST.
"""

import rules

from civic.rules import appeals, challenges, ideas, merges, opinions, reports

RIGHTS = {
    **appeals.RIGHTS,
    **challenges.RIGHTS,
    **ideas.RIGHTS,
    **merges.RIGHTS,
    **opinions.RIGHTS,
    **reports.RIGHTS,
}


def _predicate(right):
    @rules.predicate
    def holds(user, case) -> bool:
        return case is not None and bool(right(user, case))

    return holds


for _name, _right in RIGHTS.items():
    rules.add_perm(_name, _predicate(_right))

__all__ = ["RIGHTS"]
