"""Polls in admin: what was announced and how far it got. Never a ballot, never a count.

A poll is read-only: it is set up by the app that owns it and moves by its actions. Officials
propose and decide voids, enter observers, and hold phone audits; each form runs one action.
"""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext_lazy as _

from portal.pages.admin import CaseAdmin
from portal.polls import actions, rules
from portal.polls.forms import ObserverForm, PhoneAuditForm, VoidingForm
from portal.polls.models import Observer, PhoneAudit, Poll, PollState, Voiding


@admin.register(Poll)
class PollAdmin(admin.ModelAdmin):
    list_display = ("title", "state", "opens_at", "closes_at")
    list_filter = ("state",)
    search_fields = ("title",)
    show_full_result_count = view_on_site = False
    fields = (
        "title",
        "uuid",
        "state",
        "ballot_kind",
        ("opens_at", "closes_at", "closed_at"),
        ("min_choices", "max_choices", "max_cost"),
        ("min_age", "min_level"),
        "districts",
        ("rule_hash", "lot_seed"),
    )

    def get_fields(self, request, obj=None):
        """The last field holds links to the moves this official may make."""

        @admin.display(description=_("Действия"))
        def moves(poll: Poll) -> str:
            links = [(_address(poll, move), move.label) for move in poll.moves_for(request.user)]
            return format_html_join(" ", '<a class="button" href="{}">{}</a>', links) or "—"

        return (*self.fields, moves)

    def has_add_permission(self, request) -> bool:
        return False

    def has_change_permission(self, request, obj=None) -> bool:
        return False

    def has_delete_permission(self, request, obj=None) -> bool:
        return False


def _address(poll: Poll, move) -> str:
    """The page that asks for the reason and makes the move."""
    return reverse("pages:move", args=[poll._meta.label_lower, poll.pk, move.name])


class ActionAdmin(admin.ModelAdmin):
    """Saving runs `act`; what it refuses is said in words, and nothing is half-written."""

    show_full_result_count = view_on_site = False

    def act(self, actor, obj, typed: dict, change: bool):
        raise NotImplementedError

    def save_model(self, request, obj, form, change) -> None:
        try:
            row = self.act(request.user, obj, form.cleaned_data, change)
        except (ValidationError, PermissionDenied) as error:
            said = getattr(error, "messages", [str(error)])[0]
            messages.set_level(request, messages.ERROR)
            messages.error(request, said)
            raise PermissionDenied(said) from error
        obj.pk = row.pk

    def has_delete_permission(self, request, obj=None) -> bool:
        return False


@admin.register(Voiding)
class VoidingAdmin(ActionAdmin, CaseAdmin):
    """One official proposes here; another one presses «Аннулировать бюллетень»."""

    form = VoidingForm
    bulk_moves = ()
    list_display = ("receipt", "poll", "reason", "state", "proposed_by", "created_at")
    list_filter = ("state", "reason")
    list_select_related = ("poll", "proposed_by")
    readonly_fields = ("receipt", "proposed_by")

    def get_fields(self, request, obj=None):
        if obj is None:
            return ("poll", "receipt", "email", "reason", "note")
        return ("poll", "receipt", "reason", "state", "proposed_by")

    def get_readonly_fields(self, request, obj=None):
        return () if obj is None else ("poll", "receipt", "reason", "state", "proposed_by")

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name == "poll":
            kwargs["queryset"] = Poll.objects.filter(state=PollState.OPEN)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def has_add_permission(self, request) -> bool:
        return rules.may_reject_voiding(request.user, None)

    def has_view_permission(self, request, obj=None) -> bool:
        return rules.may_reject_voiding(request.user, obj)

    def has_change_permission(self, request, obj=None) -> bool:
        return False

    def view_on_site(self, case) -> None:
        return None

    def act(self, actor, obj, typed: dict, change: bool) -> Voiding:
        given = {name: typed[name] for name in ("receipt", "reason", "note")}
        return actions.propose_voiding(typed["poll"], actor=actor, **given)


@admin.register(Observer)
class ObserverAdmin(ActionAdmin):
    """Addresses the officials enter need no letter of confirmation; anybody leaves by one click."""

    form = ObserverForm
    list_display = ("email", "poll", "confirmed_at")
    list_select_related = ("poll",)
    search_fields = ("email",)

    def has_change_permission(self, request, obj=None) -> bool:
        return False

    def has_delete_permission(self, request, obj=None) -> bool:
        return admin.ModelAdmin.has_delete_permission(self, request, obj)

    def act(self, actor, obj, typed: dict, change: bool) -> Observer:
        return actions.add_observer(typed["email"], actor=actor, poll=typed["poll"])


@admin.register(PhoneAudit)
class PhoneAuditAdmin(ActionAdmin):
    """First the number of people and the source of the seed, later the seed; once."""

    form = PhoneAuditForm
    list_display = ("poll", "size", "announced_at", "held_at")
    list_select_related = ("poll",)

    def get_fields(self, request, obj=None):
        if obj is None:
            return ("poll", "size", "seed_source")
        return ("poll", "size", "seed_source", "list_digest", "seed", "people")

    def get_readonly_fields(self, request, obj=None):
        told = ("poll", "size", "seed_source", "list_digest", "people")
        return () if obj is None else told

    @admin.display(description=_("Кого опросить"))
    def people(self, audit: PhoneAudit) -> str:
        url = reverse("polls:phone_audit", args=[audit.pk])
        return format_html('<a href="{}">{}</a>', url, _("Список для печати"))

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name == "poll":
            kwargs["queryset"] = Poll.objects.filter(
                state=PollState.CLOSED, publication__anonymised_at=None
            )
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def has_view_permission(self, request, obj=None) -> bool:
        return request.user.is_staff and request.user.has_perm("polls.audit_voters")

    has_add_permission = has_view_permission

    def has_change_permission(self, request, obj=None) -> bool:
        return self.has_view_permission(request) and (obj is None or obj.held_at is None)

    def act(self, actor, obj, typed: dict, change: bool) -> PhoneAudit:
        if change:
            return actions.hold_audit(obj, actor=actor, seed=typed["seed"])
        given = {name: typed[name] for name in ("size", "seed_source")}
        return actions.announce_audit(typed["poll"], actor=actor, **given)
