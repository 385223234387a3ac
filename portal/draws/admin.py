from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.translation import gettext_lazy as _

from portal.draws.actions import announce_draw, hold_draw
from portal.draws.models import Draw
from portal.draws.rules import may_conduct

ANNOUNCED = ("purpose", "places", "reserve_places", "by_stratum", "seed_source", "list_hash")
DRAWN = ("result", "reserve")


class DrawForm(forms.ModelForm):
    """Announces a new draw; of an announced one only the seed is left to enter, once."""

    list = forms.CharField(
        label=_("Список"),
        widget=forms.Textarea,
        required=False,
        help_text=_("Номера участников, по одному в строке. После объявления не меняется."),
    )

    class Meta:
        model = Draw
        fields = ["purpose", "places", "reserve_places", "by_stratum", "seed_source", "seed"]


@admin.register(Draw)
class DrawAdmin(admin.ModelAdmin):
    form = DrawForm
    list_display = ["purpose", "places", "announced_at", "held_at"]
    search_fields = ["purpose"]

    def get_fields(self, request, obj=None):
        if obj is None:
            return ["purpose", "list", "places", "reserve_places", "by_stratum", "seed_source"]
        return [*ANNOUNCED, "seed", *DRAWN]

    def get_readonly_fields(self, request, obj=None):
        if obj is None:
            return []
        return [*ANNOUNCED, *DRAWN]

    def has_add_permission(self, request) -> bool:
        return may_conduct(request.user, None)

    def has_change_permission(self, request, obj=None) -> bool:
        return may_conduct(request.user, obj)

    def has_delete_permission(self, request, obj=None) -> bool:
        return False

    def save_model(self, request, obj, form, change) -> None:
        try:
            row = self._act(request.user, obj, form.cleaned_data, change)
        except (ValidationError, PermissionDenied) as error:
            messages.set_level(request, messages.ERROR)
            messages.error(request, getattr(error, "messages", [str(error)])[0])
            raise PermissionDenied(str(error)) from error
        obj.pk = row.pk

    def _act(self, actor, obj: Draw, typed: dict, change: bool) -> Draw:
        if change:
            return hold_draw(obj, seed=typed["seed"], actor=actor)
        return announce_draw(
            typed["purpose"],
            typed["list"].split("\n"),
            places=typed["places"],
            reserve_places=typed["reserve_places"],
            by_stratum=typed["by_stratum"],
            seed_source=typed["seed_source"],
            actor=actor,
        )
