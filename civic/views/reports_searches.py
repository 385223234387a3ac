"""Saved searches of a resident: what she is told of."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from civic.actions.reports_alerts import drop_search, save_search
from civic.forms.reports import SearchForm
from civic.models import SavedSearch


@require_http_methods(["GET", "HEAD", "POST"])
def searches(request: HttpRequest) -> HttpResponse:
    """One's own searches, and a form for one more."""
    form = SearchForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            save_search(actor=request.user, **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("Поиск сохранён: сообщим о новых сообщениях."))
            return redirect("civic:searches")
    rows = SavedSearch.objects.filter(user=request.user).select_related("category", "district")
    context = {"form": form, "rows": list(rows)}
    status = 400 if form.is_bound else 200
    return render(request, "civic/reports/searches.html", context, status=status)


@require_POST
def drop(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(SavedSearch, pk=pk, user=request.user)
    drop_search(found, actor=request.user)
    messages.success(request, _("Поиск удалён."))
    return redirect("civic:searches")
