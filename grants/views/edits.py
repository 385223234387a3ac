"""Who typed what into an application while it was being written, to read and take up again."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from grants.forms.applications import STEP_NAMES
from grants.views.wizard import form_of, own_draft
from portal.pages.paging import paginate
from portal.pages.steps import restored


@require_safe
def edits(request: HttpRequest, pk: int) -> HttpResponse:
    """Sittings, the newest first; what did not get into the application is marked."""
    application = own_draft(request, pk)
    page = paginate(application.edits.select_related("user"), request)
    context = {"application": application, "page": page, "names": STEP_NAMES}
    return render(request, "grants/edits.html", context)


@require_safe
def edit(request: HttpRequest, pk: int, edit: int) -> HttpResponse:
    """The text of one sitting, to read or to take up again."""
    application = own_draft(request, pk)
    row = get_object_or_404(application.edits.select_related("user"), pk=edit)
    form = form_of(application, row.step, restored(row.data))
    context = {
        "application": application,
        "edit": row,
        "title": STEP_NAMES[row.step],
        "form": form,
        "tables": list(form.tables.items()),
    }
    return render(request, "grants/edit.html", context)
