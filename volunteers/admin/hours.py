"""Hours for the officials, to read and to look for what is too much."""

from datetime import timedelta
from functools import partial

from django.contrib import admin
from django.db.models import F
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.accounts.admin_pages import PeopleAdmin
from volunteers.admin.long_weeks import week_page
from volunteers.models import HourKind, HourRow

MANY = 12  # hours of one shift that an official looks at


class Outliers(admin.SimpleListFilter):
    title = _("на что посмотреть")
    parameter_name = "look"

    def lookups(self, request, model_admin):
        return [("long", _("больше двенадцати часов")), ("typed", _("исправлено или снято"))]

    def queryset(self, request, queryset):
        if self.value() == "long":
            return queryset.filter(kind=HourKind.ACTUAL, hours__gte=MANY)
        if self.value() == "typed":
            return queryset.filter(kind__in=(HourKind.ADJUSTMENT, HourKind.REVERSAL))
        return queryset


@admin.register(HourRow)
class HourRowAdmin(PeopleAdmin):
    list_display = ("user", "kind", "hours", "shift", "author", "created_at")
    list_filter = ("kind", Outliers)
    list_select_related = ("user", "author", "signup__shift")
    search_fields = ("user__last_name", "user__email", "signup__shift__title")
    ordering = ("-id",)
    show_facets = admin.ShowFacets.NEVER
    fields = readonly_fields = (
        *("signup", "user", "kind", "hours", "starts_at", "ends_at", "author", "note"),
        "created_at",
    )

    def get_queryset(self, request):
        return super().get_queryset(request).annotate(title=F("signup__shift__title"))

    @admin.display(description=_("смена"))
    def shift(self, row) -> str:
        return row.title

    def get_urls(self):
        page = self.admin_site.admin_view(partial(week_page, self))
        address = path("weeks/<int:pk>/<str:week>/", page, name="volunteers_hourrow_week")
        return [address, *super().get_urls()]

    def tools(self, request, obj):
        """From any hours to the week they are of."""
        day = timezone.localtime(obj.signup.shift.starts_at).date()
        monday = (day - timedelta(days=day.weekday())).isoformat()
        yield _("Вся неделя"), reverse("admin:volunteers_hourrow_week", args=[obj.user_id, monday])
