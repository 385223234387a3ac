"""The rules of a round as everybody may read and check them: every revision and what changed."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from budgeting.models import PhaseKind, ProposerKind, Round, RoundRevision
from budgeting.views.rounds import visible_round
from portal.pages.paging import paginate

PAGE = 20
WORDS = {"True": gettext_lazy("да"), "False": gettext_lazy("нет"), "None": "—", "": "—"}


@login_not_required
@require_safe
def revisions(request: HttpRequest, slug: str) -> HttpResponse:
    """The newest first, each with its reason, its differences and the hashed text."""
    round_ = visible_round(request, slug)
    page = paginate(round_.revisions.all(), request, keys=("-number",), size=PAGE)
    context = {
        "round": round_,
        "page": page,
        "rows": [(revision, differences(revision)) for revision in page.items],
    }
    return render(request, "budgeting/revisions.html", context)


def differences(revision: RoundRevision) -> list[tuple[str, str, str]]:
    """What changed, by the names officials and residents know: name, before, after."""
    return [
        (name_of(key), *(words(key, value) for value in pair))
        for key, pair in revision.changes.items()
    ]


def name_of(key: str) -> str:
    _phase, _colon, phase = key.partition(":")
    if phase:
        return _("Этап «%(phase)s»") % {"phase": PhaseKind(phase).label}
    return str(Round._meta.get_field(key).verbose_name)


def words(key: str, value: str) -> str:
    if key == "proposers":
        names = dict(ProposerKind.choices)
        return ", ".join(str(names.get(kind, kind)) for kind in value.split(", "))
    if key.startswith("phase:"):
        return value or WORDS[""]
    choices = dict(Round._meta.get_field(key).flatchoices)
    return str(choices.get(value, WORDS.get(value, value)))
