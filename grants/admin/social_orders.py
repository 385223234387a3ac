"""The social order: the plan is typed here; executors and facts are added from its page."""

from django.contrib import admin
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404
from django.urls import path, reverse
from django.utils.translation import gettext as _

from grants import actions
from grants.admin.money_pages import PageThatAsks
from grants.admin.property import OfProperty
from grants.forms.social_orders import ExecutorForm, SocialFactForm, SocialOrderForm
from grants.models import FactOf, SocialExecutor, SocialOrder
from grants.models.social_orders import MANAGE_ORDERS, SUMS
from portal.pages.admin import History, ListAdmin, ReadOnlyInline
from portal.pages.templatetags.money import roubles


class Executors(ReadOnlyInline):
    model = SocialExecutor
    fields = readonly_fields = ("organisation", "way", *SUMS)

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("organisation")


@admin.register(SocialOrder)
class SocialOrderAdmin(OfProperty, PageThatAsks, ListAdmin):
    manage = MANAGE_ORDERS
    form = SocialOrderForm
    list_display = ("service", "year", "direction", "planned_sum", "agreed_sum", "done_sum",
                    "is_published")  # fmt: skip
    list_filter = ("year", "is_published", "direction")
    list_select_related = ("direction",)
    search_fields = ("service", "authority")
    change_form_template = "admin/socialorder_change_form.html"
    inlines = (Executors, History)

    def get_fields(self, request, obj=None):
        typed = [*SocialOrderForm.Meta.fields]
        return [*typed, "reason", *SUMS] if obj else typed

    def get_readonly_fields(self, request, obj=None):
        return SUMS if obj else ()

    def get_inlines(self, request, obj):
        return self.inlines if obj else ()

    def save_model(self, request, obj, form, change) -> None:
        try:
            reason = form.cleaned_data.get("reason", "")
            actions.save_order(obj, actor=request.user, reason=reason)
        except ValidationError as refusal:
            raise PermissionDenied(" ".join(refusal.messages)) from refusal

    def get_urls(self):
        asked = self.admin_site.admin_view
        return [
            path("<int:pk>/executor/", asked(self.executor_view),
                 name="grants_socialorder_executor"),
            path("<int:pk>/fact/", asked(self.fact_view), name="grants_socialorder_fact"),
            *super().get_urls(),
        ]  # fmt: skip

    def executor_view(self, request, pk: int):
        """Name an organisation that provides the service."""
        return self._asked(request, pk, ExecutorForm, actions.add_social_executor, _("Исполнитель"))

    def fact_view(self, request, pk: int):
        """Enter an agreement, a paid portion or a correction for another official to confirm."""
        title = _("Внести факт")
        return self._asked(request, pk, SocialFactForm, actions.prepare_fact, title, takes=True)

    def _asked(self, request, pk: int, form_class, action, title: str, *, takes=False):
        order = self.get_object(request, str(pk))
        if order is None or not self.has_view_permission(request, order):
            raise Http404
        given = {"order": order} if takes else {}
        form = form_class(request.POST or None, **given)
        page = reverse("admin:grants_socialorder_change", args=[pk])
        _volume, left = actions.free_for(order, None, FactOf.AGREEMENT)
        explain = _("%(order)s. По плану ещё не распределено: %(left)s.") % {
            "order": order, "left": roubles(left)
        }  # fmt: skip
        return self.asked(
            request, form, lambda typed: action(order, actor=request.user, **typed),
            explain=explain, back=page, done=page, title=title,
        )  # fmt: skip
