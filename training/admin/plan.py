"""The training plan: written line by line, repeated from year to year."""

from django.contrib import admin, messages
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.pages.admin import ListAdmin
from training.actions import repeat_plan
from training.models import PlanLine


@admin.register(PlanLine)
class PlanLineAdmin(ListAdmin):
    list_display = ("year", "team", "course", "people", "cost")
    list_display_links = ("course",)
    export_fields = ("year", "department", "programme", "people", "cost")
    list_editable = ("people", "cost")
    list_filter = ("year",)
    list_select_related = ("department", "programme")
    search_fields = ("programme__title", "department__name")
    autocomplete_fields = ("department", "programme")
    actions = ("export_csv", "repeat")

    def view_on_site(self, line) -> str:
        return reverse("training:plan", args=[line.year])

    # Columns of a foreign key never wrap: the money would be out of sight.
    @admin.display(description=gettext_lazy("подразделение"), ordering="department__name")
    def team(self, line):
        return line.department or gettext_lazy("все остальные")

    @admin.display(description=gettext_lazy("программа"), ordering="programme__title")
    def course(self, line):
        return line.programme

    @admin.action(description=gettext_lazy("Повторить в следующем году"), permissions=("add",))
    def repeat(self, request, queryset):
        made = repeat_plan(queryset, actor=request.user)
        self.message_user(request, _("Новых строк: %(made)d") % {"made": made}, messages.SUCCESS)
