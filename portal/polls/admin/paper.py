"""The desk of an operator: mark who votes on paper, enter the box, settle, compare and close.

The number of marks is shown to the operators of the centre alone, who need it to compare; no other
official has a page of it, superusers included.
"""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.polls.actions import (
    awaiting,
    close_box,
    enter_sheet,
    mark_paper_voter,
    mismatches,
    open_box,
    rule_on_sheet,
)
from portal.polls.admin.desk_forms import BoxForm, ClosingForm, RulingForm, SheetForm, VoterForm
from portal.polls.models import CentreOperator, PaperBox
from portal.polls.rules import RECEIVE, may_enter, may_mark_on_paper, may_open_box

SHOWN = 30  # sheets that wait, in one line


@admin.register(CentreOperator)
class CentreOperatorAdmin(admin.ModelAdmin):
    """Who works with paper where; a row that has gone is in the log of the admin."""

    list_display = ("user", "centre")
    list_filter = ("centre",)
    list_select_related = ("user", "centre")
    raw_id_fields = ("user",)
    show_full_result_count = False


@admin.register(PaperBox)
class PaperBoxAdmin(admin.ModelAdmin):
    form = BoxForm
    list_display = ("centre", "poll", "state")
    list_select_related = ("centre", "poll")
    list_filter = ("state",)
    show_full_result_count = view_on_site = False
    actions = None
    change_form_template = "admin/paper_box.html"
    readonly_fields = ("poll", "centre", "state", "difference_reason")

    # --- Who ------------------------------------------------------------------------------------
    def get_queryset(self, request):
        return PaperBox.objects.visible_to(request.user)

    def has_view_permission(self, request, obj=None) -> bool:
        return request.user.has_perm(RECEIVE)

    has_add_permission = has_view_permission

    def has_change_permission(self, request, obj=None) -> bool:
        return False

    has_delete_permission = has_change_permission

    def history_view(self, request, object_id, extra_context=None):
        """Django would send also those without the right to the front page."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        return super().history_view(request, object_id, extra_context)

    # --- Opening --------------------------------------------------------------------------------
    def get_fields(self, request, obj=None):
        return self.readonly_fields if obj else ("poll", "centre")

    def get_readonly_fields(self, request, obj=None):
        return self.readonly_fields if obj else ()

    def get_form(self, request, obj=None, **kwargs):
        """The form knows who asks: what is offered and the right are of the same person."""
        base = super().get_form(request, obj, **kwargs)
        return base if obj else type("OwnBoxForm", (_OwnBoxForm, base), {"user": request.user})

    def save_model(self, request, obj, form, change) -> None:
        obj.pk = open_box(obj.poll, actor=request.user, centre=obj.centre).pk

    # --- Pages of a box -------------------------------------------------------------------------
    def get_urls(self):
        pages = ("register", "sheets", "mismatches", "close")
        own = [
            path(
                f"<int:pk>/{page}/",
                self.admin_site.admin_view(getattr(self, f"{page}_view")),
                name=f"polls_paperbox_{page}",
            )
            for page in pages
        ]
        return [*own, *super().get_urls()]

    def render_change_form(self, request, context, *args, obj=None, **kwargs):
        if obj is not None:
            context |= self._desk(request, obj)
        return super().render_change_form(request, context, *args, obj=obj, **kwargs)

    def _desk(self, request, box: PaperBox) -> dict:
        """What may be done with the box now, or why not."""
        now, poll = timezone.now(), box.poll
        marking = may_mark_on_paper(request.user, box, poll, now)
        entering = may_enter(request.user, box, poll, now)
        return {
            "marking": marking,
            "entering": entering,
            "marks": box.people.count(),
            "differing": len(mismatches(box)) if entering else 0,
            "awaiting": awaiting(box, request.user)[:SHOWN] if entering else [],
        }

    def _box(self, request, pk: int) -> PaperBox:
        box = self.get_queryset(request).select_related("poll", "centre").filter(pk=pk).first()
        if box is None:
            raise Http404
        return box

    def register_view(self, request, pk: int) -> HttpResponse:
        """Mark a person whose passport was seen; the portal says whether to give a sheet."""
        box = self._box(request, pk)
        form = VoterForm(request.POST or None)

        def act(data: dict) -> str:
            person = form.person(data["mark"])
            mark_paper_voter(box, actor=request.user, person=person, district=data["district"])
            name = f"{person.last_name} {person.first_name} {person.patronymic}".strip()
            return _("Отмечено: %(name)s. Выдайте бюллетень.") % {"name": name}

        verdict = may_mark_on_paper(request.user, box, box.poll, timezone.now())
        return self._page(request, box, form, _("Отметить голосующего"), act=act, verdict=verdict)

    def sheets_view(self, request, pk: int) -> HttpResponse:
        """Enter sheets one after another; nobody sees what somebody else read."""
        box = self._box(request, pk)
        waiting = awaiting(box, request.user)
        form = SheetForm(request.POST or None, initial={"serial": self._next(box, request.user)})

        def act(data: dict) -> str:
            enter_sheet(box, actor=request.user, **data)
            return _("Бюллетень № %(serial)d записан.") % data

        explain = _("Ждут второго ввода: № %(serials)s.") % {
            "serials": ", ".join(map(str, waiting[:SHOWN]))
        }
        return self._page(
            request,
            box,
            form,
            _("Ввести бюллетени"),
            act=act,
            verdict=may_enter(request.user, box, box.poll, timezone.now()),
            explain=explain if waiting else "",
        )

    def _next(self, box: PaperBox, user) -> int:
        """What one reads next: a sheet read once by another, else a new one."""
        waiting = awaiting(box, user)
        last = box.entries.order_by("-serial").values_list("serial", flat=True).first()
        return waiting[0] if waiting else (last or 0) + 1

    def mismatches_view(self, request, pk: int) -> HttpResponse:
        """Sheets two people read differently, each with the form of a third."""
        box = self._box(request, pk)
        verdict = may_enter(request.user, box, box.poll, timezone.now())
        if not verdict:
            raise PermissionDenied(verdict.reason)
        bound = RulingForm(request.POST) if request.method == "POST" else None
        if bound is not None and self._ruled(request, box, bound):
            return redirect("admin:polls_paperbox_mismatches", pk)
        rows = [
            {"serial": serial, "pair": pair, "form": self._ruling(serial, bound)}
            for serial, pair in mismatches(box).items()
        ]
        context = {"rows": rows, "may_rule": self._third(request, rows), "bound": bound}
        return self._render(request, box, "admin/paper_mismatches.html", context, bound)

    def _ruled(self, request, box: PaperBox, form: RulingForm) -> bool:
        if not form.is_valid():
            return False
        try:
            rule_on_sheet(box, actor=request.user, **form.cleaned_data)
        except ValidationError as refusal:
            form.add_error(None, refusal.messages)
            return False
        self.message_user(request, _("Расхождение разобрано."), messages.SUCCESS)
        return True

    def _ruling(self, serial: int, bound: RulingForm | None) -> RulingForm:
        if bound is not None and bound.data.get("serial") == str(serial):
            return bound
        return RulingForm(initial={"serial": serial}, auto_id=f"id_{serial}_%s")

    def _third(self, request, rows: list[dict]) -> set[int]:
        me = request.user.pk
        readers = {row["serial"]: {one.entered_by_id for one in row["pair"]} for row in rows}
        return {serial for serial, people in readers.items() if me not in people}

    def close_view(self, request, pk: int) -> HttpResponse:
        box = self._box(request, pk)
        form = ClosingForm(request.POST if request.method == "POST" else None)

        def act(data: dict) -> str:
            close_box(box, actor=request.user, note=data["note"])
            return _("Ящик сверен и закрыт.")

        return self._page(
            request,
            box,
            form,
            _("Закрыть ящик"),
            act=act,
            verdict=may_enter(request.user, box, box.poll, timezone.now()),
            explain=_("Отметок в списке: %(marks)d.") % {"marks": box.people.count()},
            done=reverse("admin:polls_paperbox_change", args=[pk]),
        )

    # --- One form, one action -------------------------------------------------------------------
    def _page(
        self, request, box, form, title, *, act, verdict, explain="", done=""
    ) -> HttpResponse:
        """Ask, act, say what happened; what the action refuses comes back on the form."""
        if form.is_bound and form.is_valid() and self._did(request, form, act):
            return redirect(done or request.path)
        context = {"title": title, "form": form, "explain": explain, "verdict": verdict}
        return self._render(request, box, "admin/paper_desk.html", context, form)

    def _did(self, request, form, act) -> bool:
        try:
            said = act(form.cleaned_data)
        except (ValidationError, PermissionDenied) as refusal:
            _put(form, refusal)
            return False
        self.message_user(request, said, messages.SUCCESS)
        return True

    def _render(self, request, box, template, context, form) -> HttpResponse:
        status = 422 if form is not None and form.is_bound else 200
        back = reverse("admin:polls_paperbox_change", args=[box.pk])
        base = {"title": _("Расхождения"), "opts": self.opts, "box": box, "back": back}
        everything = {**self.admin_site.each_context(request), **base, **context}
        return TemplateResponse(request, template, everything, status=status)


class _OwnBoxForm:
    """Of the person who opens the box."""

    user = None

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.offer(self.user)

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("poll") and cleaned.get("centre"):
            verdict = may_open_box(self.user, cleaned["poll"], cleaned["centre"], timezone.now())
            if not verdict:
                raise ValidationError(verdict.reason)
        return cleaned


def _put(form, refusal: Exception) -> None:
    """The refusal at its field where it names one of the form's."""
    if isinstance(refusal, PermissionDenied):
        form.add_error(None, str(refusal))
    elif hasattr(refusal, "error_dict") and refusal.error_dict.keys() <= form.fields.keys():
        form.add_error(None, refusal)
    else:
        form.add_error(None, refusal.messages)
