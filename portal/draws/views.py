"""Public pages of draws; everything needed to redo one at home."""

from pathlib import Path

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from portal.draws import draw as program
from portal.draws.models import Draw

SHOWN = 300  # entries on the page; the file has them all
PUBLISHED = (
    "purpose", "algorithm", "list_hash", "seed_source", "seed", "places", "reserve_places",
    "by_stratum", "result", "reserve", "entries",
)  # fmt: skip


@login_not_required
@require_safe
def draw(request: HttpRequest, pk: int) -> HttpResponse:
    """The list, its hash, the source of the seed and, once held, the seed and the result."""
    row = get_object_or_404(Draw, pk=pk)
    context = {"draw": row, "entries": row.entries[:SHOWN], "more": len(row.entries) > SHOWN}
    return render(request, "draws/draw.html", context)


@login_not_required
@require_safe
def draw_file(request: HttpRequest, pk: int) -> JsonResponse:
    """draw.json for draw.py."""
    row = get_object_or_404(Draw, pk=pk)
    data = {name: getattr(row, name) for name in PUBLISHED}
    response = JsonResponse(data, json_dumps_params={"ensure_ascii": False, "indent": 1})
    response["Content-Disposition"] = f'attachment; filename="draw-{row.pk}.json"'
    return response


@login_not_required
@require_safe
def program_file(request: HttpRequest) -> HttpResponse:
    """draw.py as it stands here: the standard library is all it needs."""
    response = HttpResponse(Path(program.__file__).read_text(), content_type="text/x-python")
    response["Content-Disposition"] = 'attachment; filename="draw.py"'
    return response
