from django import forms
from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.scoring.actions import freeze
from portal.scoring.models import CriteriaSet, Criterion, Ranking

# A row of many columns stays within the screen.
NARROW = {
    models.DecimalField: {"widget": forms.NumberInput(attrs={"class": "vIntegerField"})},
    models.JSONField: {"widget": forms.Textarea(attrs={"rows": 1, "cols": 8})},
    models.SlugField: {"widget": forms.TextInput(attrs={"size": 8})},
    models.CharField: {"widget": forms.TextInput(attrs={"size": 20})},
}


class CriterionInline(admin.TabularInline):
    model = Criterion
    extra = 0
    formfield_overrides = NARROW
    prepopulated_fields = {"code": ("name",)}
    fields = (
        *("name", "code", "weight", "formula", "low", "high", "order", "steps", "unit", "is_auto"),
    )

    def get_prepopulated_fields(self, request, obj=None):
        """None for rows that are only read: there is no field to fill in."""
        return self.prepopulated_fields if self.has_change_permission(request, obj) else {}

    def formfield_for_choice_field(self, db_field, request, **kwargs):
        if db_field.name == "formula":
            kwargs["initial"] = Criterion.Formula.EXPERT
        return super().formfield_for_choice_field(db_field, request, **kwargs)

    def has_add_permission(self, request, obj=None) -> bool:
        return super().has_add_permission(request, obj) and _open(obj)

    def has_change_permission(self, request, obj=None) -> bool:
        return super().has_change_permission(request, obj) and _open(obj)

    def has_delete_permission(self, request, obj=None) -> bool:
        return super().has_delete_permission(request, obj) and _open(obj)


def _open(criteria: CriteriaSet | None) -> bool:
    return criteria is None or criteria.frozen_at is None


@admin.register(CriteriaSet)
class CriteriaSetAdmin(admin.ModelAdmin):
    list_display = ["name", "code", "total", "step", "frozen_at"]
    search_fields = ["name", "code"]
    readonly_fields = ["frozen_at", "digest"]
    prepopulated_fields = {"code": ("name",)}
    fieldsets = (
        (None, {"fields": ("name", "code", "total", "step")}),
        (
            _("Особый порядок: обычно не заполняют"),
            {"classes": ("collapse",), "fields": ("exclusions", "tie_break", "rules")},
        ),
        (None, {"fields": ("frozen_at", "digest")}),
    )
    inlines = [CriterionInline]
    actions = ["freeze_chosen"]

    def has_change_permission(self, request, obj=None) -> bool:
        return super().has_change_permission(request, obj) and _open(obj)

    def has_delete_permission(self, request, obj=None) -> bool:
        return obj is not None and super().has_delete_permission(request, obj) and _open(obj)

    @admin.action(description=_("Зафиксировать навсегда"), permissions=["change"])
    def freeze_chosen(self, request, queryset) -> None:
        for criteria in queryset:
            try:
                freeze(criteria, actor=request.user)
            except ValidationError as error:
                messages.error(request, f"{criteria}: {error.messages[0]}")
            else:
                messages.success(request, _("Зафиксирован: %(name)s") % {"name": criteria})


@admin.register(Ranking)
class RankingAdmin(admin.ModelAdmin):
    list_display = ["title", "criteria", "digest", "created_at"]
    list_select_related = ["criteria"]
    search_fields = ["title"]

    def has_add_permission(self, request) -> bool:
        return False

    def has_change_permission(self, request, obj=None) -> bool:
        return False

    def has_delete_permission(self, request, obj=None) -> bool:
        return False
