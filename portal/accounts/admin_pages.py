"""Base of this app's admin: lists that stay quick, and pages that ask once and run one action."""

from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

COUNTED = 5000


class BoundedPaginator(Paginator):
    """Counts no further than COUNTED: a list of a million people opens like one of a thousand."""

    @cached_property
    def count(self) -> int:
        return self.object_list.order_by()[: COUNTED + 1].count()


class PeopleAdmin(admin.ModelAdmin):
    """Read-only unless a subclass says otherwise: every write is an action with its own page."""

    paginator = BoundedPaginator
    show_full_result_count = False
    list_per_page = 50
    actions = None
    change_form_template = "accounts/admin/change_form.html"

    def has_add_permission(self, request) -> bool:
        return False

    def has_change_permission(self, request, obj=None) -> bool:
        return False

    def has_delete_permission(self, request, obj=None) -> bool:
        return False

    def tools(self, request, obj):
        """Pairs (label, address) of what this official may do with the row now."""
        return ()

    def change_view(self, request, object_id, form_url="", extra_context=None):
        obj = self.get_object(request, unquote(object_id))
        tools = [*self.tools(request, obj)] if obj else []
        return super().change_view(request, object_id, form_url, {"tools": tools})

    def page(self, name: str, view):
        """The address of a page about one row: <pk>/<name>/."""
        full = f"{self.opts.app_label}_{self.opts.model_name}_{name}"
        return path(f"<int:pk>/{name}/", self.admin_site.admin_view(view), name=full)

    def address(self, name: str, obj) -> str:
        return reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_{name}", args=[obj.pk])

    def found(self, pk: int):
        row = self.get_queryset(None).filter(pk=pk).first()
        if row is None:
            raise Http404
        return row

    def ask(
        self, request: HttpRequest, obj, form, *, title: str, act, explain: str = ""
    ) -> HttpResponse:
        """One form, one action; what the action refuses comes back on the form."""
        if form.is_valid() and self._done(form, act):
            messages.success(request, _("Готово."))
            return redirect(self._back(obj))
        context = {
            **self.admin_site.each_context(request),
            "title": title,
            "explain": explain,
            "form": form,
            "back": self._back(obj),
            "opts": self.opts,
        }
        status = 422 if form.is_bound else 200
        return TemplateResponse(request, "admin/ask.html", context, status=status)

    def _done(self, form, act) -> bool:
        try:
            act(form.cleaned_data)
        except ValidationError as error:
            known = (
                not hasattr(error, "error_dict") or error.error_dict.keys() <= form.fields.keys()
            )
            form.add_error(None, error if known else error.messages)
            return False
        return True

    def _back(self, obj) -> str:
        if obj is None:
            return reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_changelist")
        return reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_change", args=[obj.pk])
