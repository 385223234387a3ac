"""Opened applications: checked, then decided with a ground everybody reads. Sealed: not here."""

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.urls import path, reverse
from django.utils.html import format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from grants import actions, rules
from grants.admin.money_pages import PageThatAsks
from grants.admin.property import OfProperty
from grants.forms.leases import CheckForm
from grants.models import LeaseApplication, LeaseCheck
from portal.files.models import Attachment
from portal.pages.admin import CaseAdmin, ReadOnlyInline


class Checks(ReadOnlyInline):
    model = LeaseCheck
    fields = readonly_fields = ("kind", "is_passed", "source", "checked_on", "checked_by")

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("checked_by")


@admin.register(LeaseApplication)
class LeaseApplicationAdmin(OfProperty, PageThatAsks, CaseAdmin):
    list_display = ("organisation", "offer", "state", "months", "people", "submitted_at")
    list_filter = ("state",)
    list_select_related = ("organisation", "offer__asset")
    search_fields = ("organisation__name", "offer__asset__name", "purpose")
    ordering = ("-submitted_at", "-id")
    bulk_moves = ()
    inlines = (Checks,)
    change_form_template = "admin/lease_application_change_form.html"
    export_fields = (
        *("organisation", "offer", "state", "months", "people", "shares", "purpose", "ground"),
        "submitted_at",
    )
    fields = readonly_fields = (
        *("state", "offer", "organisation", "purpose", "months", "people", "shares"),
        *("documents", "submitted_at", "digest", "ground"),
    )

    def get_queryset(self, request):
        """What is opened, as on the page; one's own sealed one is read there alone."""
        return super().get_queryset(request).unsealed()

    def has_add_permission(self, request) -> bool:
        return False

    def has_change_permission(self, request, obj=None) -> bool:
        return False

    @admin.display(description=gettext_lazy("документы"))
    def documents(self, row: LeaseApplication) -> str:
        files = Attachment.objects.of(row).kept()
        lines = [(one.get_absolute_url(), one.original_name) for one in files]
        return format_html_join("", '<p><a href="{}">{}</a></p>', lines) or "—"

    def render_change_form(self, request, context, *args, obj=None, **kwargs):
        context["may_check"] = rules.may_judge(request.user, obj)
        context["lacking"] = rules.checks_lacking(obj) if obj.state == "opened" else []
        return super().render_change_form(request, context, *args, obj=obj, **kwargs)

    def get_urls(self):
        view = self.admin_site.admin_view(self.check_view)
        return [
            path("<int:pk>/check/", view, name="grants_leaseapplication_check"),
            *super().get_urls(),
        ]

    def check_view(self, request, pk: int):
        """Write down what a register said of the applicant."""
        row = self.get_object(request, str(pk))
        if row is None or not self.has_view_permission(request, row):
            raise Http404
        if not (verdict := rules.may_judge(request.user, row)):
            raise PermissionDenied(verdict.reason)
        form = CheckForm(request.POST or None)

        def act(given):
            return actions.record_check(row, actor=request.user, **given)

        page = reverse("admin:grants_leaseapplication_change", args=[row.pk])
        explain = f"{row.organisation.name}, ИНН {row.organisation.inn}"
        title = _("Записать проверку")
        return self.asked(request, form, act, explain=explain, back=page, done=page, title=title)
