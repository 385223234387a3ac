"""Who may do what in public life, and when. One module a subject; RIGHTS is what all of them name.

Each right answers with a reason in Russian; the same function hides the button and refuses the
POST.
"""

from civic.rules import appeals, challenges, ideas, merges, opinions, reports
from portal.accounts.rights import register

RIGHTS = {
    **appeals.RIGHTS,
    **challenges.RIGHTS,
    **ideas.RIGHTS,
    **merges.RIGHTS,
    **opinions.RIGHTS,
    **reports.RIGHTS,
}

register(RIGHTS)

__all__ = ["RIGHTS"]
