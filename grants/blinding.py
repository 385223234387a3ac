"""An application as an expert reads it: nothing in it names the applicant.

Fields that name somebody are left out. In what is left, the names the portal knows — of the
applicant, its partner, the author and the team — are blotted out wherever they are written in full.
A hint in other words stays: whoever recognises the applicant steps aside.
"""

import re

from grants.models import Application, BudgetLine

BLOT = "▇▇▇"
SHORTEST = 6  # letters of a name in quotation marks worth blotting out by itself
IN_QUOTES = re.compile(r"[«\"“](.+?)[»\"”]")


def blinded(application: Application) -> dict:
    """The text, plan, budget and team without whoever applied; values as the page prints them."""
    names = _names(application)

    def hidden(text):
        return names.sub(BLOT, text) if isinstance(text, str) else text

    questions = [row for row in application.contest.questions.all() if not row.names_applicant]
    sections = dict(BudgetLine.Section.choices)
    whole = {
        name: getattr(application, name)
        for name in ("title", "summary", "tier", "direction", "beneficiaries", "starts_on",
                     "ends_on", "requested", "own")
    }  # fmt: skip
    whole |= {
        "answers": [(row.label, application.answers.get(str(row.pk))) for row in questions],
        "activities": list(
            application.activities.values("title", "starts_on", "ends_on", "result")
        ),
        "lines": [
            row | {"section": sections[row["section"]]}
            for row in application.lines.values(
                "section", "name", "quantity", "unit", "price", "requested", "own"
            )
        ],
        "team": list(application.team.values("role", "experience")),
    }
    return {name: _within(value, hidden) for name, value in whole.items()}


def _within(value, hidden):
    """The same value with every text in it blotted."""
    if isinstance(value, list):
        return [_within(item, hidden) for item in value]
    if isinstance(value, tuple):
        return tuple(_within(item, hidden) for item in value)
    if isinstance(value, dict):
        return {key: _within(item, hidden) for key, item in value.items()}
    return hidden(value)


def _names(application: Application) -> re.Pattern:
    """Every known name, the longest first; a pattern that matches nothing where none is known."""
    organisations = [
        row.name for row in (application.organisation, application.partner) if row is not None
    ]
    names = {*organisations, str(application.author), *_of_people(application)}
    for name in organisations:
        names |= {quoted for quoted in IN_QUOTES.findall(name) if len(quoted) >= SHORTEST}
    known = sorted((name.strip() for name in names if len(name.strip()) > 2), key=len, reverse=True)
    return re.compile("|".join(map(re.escape, known)) or r"(?!)", re.IGNORECASE)


def _of_people(application: Application) -> list[str]:
    author = application.author
    shared = [row.user for row in application.coeditors.joined().select_related("user")]
    return [
        *(f"{one.first_name} {one.last_name}" for one in (author, *shared)),
        *(f"{one.last_name} {one.first_name}" for one in (author, *shared)),
        *application.team.values_list("name", flat=True),
    ]
