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
    list_display = ("year", "department", "programme", "people", "cost")
    list_display_links = ("programme",)
    list_editable = ("people", "cost")
    list_filter = ("year",)
    list_select_related = ("department", "programme")
    search_fields = ("programme__title", "department__name")
    autocomplete_fields = ("department", "programme")
    actions = ("export_csv", "repeat")

    def view_on_site(self, line) -> str:
        return reverse("training:plan", args=[line.year])

    @admin.action(description=gettext_lazy("Повторить в следующем году"), permissions=("add",))
    def repeat(self, request, queryset):
        made = repeat_plan(queryset, actor=request.user)
        self.message_user(request, _("Новых строк: %(made)d") % {"made": made}, messages.SUCCESS)
