"""Parts of a round's budget and projects that exclude each other, on the round's page."""

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from budgeting.models import Incompatibility, RoundPot
from budgeting.rules import may_set_incompatible, may_set_pots


class RuledInline(admin.TabularInline):
    """Rows that may be written while `may(user, round)` says so, and read for ever after."""

    extra = 0
    may = None

    def _allowed(self, request, obj) -> bool:
        return obj is None or bool(type(self).may(request.user, obj))

    def has_add_permission(self, request, obj=None) -> bool:
        return super().has_add_permission(request, obj) and self._allowed(request, obj)

    def has_change_permission(self, request, obj=None) -> bool:
        return super().has_change_permission(request, obj) and self._allowed(request, obj)

    def has_delete_permission(self, request, obj=None) -> bool:
        return super().has_delete_permission(request, obj) and self._allowed(request, obj)

    def has_view_permission(self, request, obj=None) -> bool:
        return True


class Pots(RuledInline):
    model = RoundPot
    may = may_set_pots


class IncompatibilityForm(forms.ModelForm):
    """At least two projects, all of the round."""

    def clean(self):
        cleaned = super().clean()
        projects = cleaned.get("projects")
        if projects is not None:
            if len(projects) < 2:
                self.add_error("projects", _("Выберите хотя бы два проекта."))
            elif any(project.round_id != self.instance.round_id for project in projects):
                raise ValidationError({"projects": _("Все проекты должны быть из этого раунда.")})
        return cleaned


class Incompatible(RuledInline):
    model = Incompatibility
    form = IncompatibilityForm
    autocomplete_fields = ("projects",)
    may = may_set_incompatible
