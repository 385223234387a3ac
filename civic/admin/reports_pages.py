"""Admin pages of acts upon a report that are no moves: one form, one action, one message."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from civic.actions import reports_delays, reports_editing
from civic.forms.reports_office import (
    BlurForm,
    DelayForm,
    DeskForm,
    EditForm,
    EnterForm,
    NoteForm,
)
from civic.models import Report, ReportState
from civic.rules import reports as rights
from civic.similar import similar_to
from portal.accounts.models import User
from portal.cases.lifecycle import Transition
from portal.files.models import Attachment
from portal.pages.admin import CaseAdmin
from portal.pages.moves import attempt


def link(name: str, label: str) -> Transition:
    """A button beside those of the moves."""
    return Transition(name, (), "", label)


class ReportPages(CaseAdmin):
    """Pages at …/<id>/act/<name>/, the desk of moderation and the form for who calls by phone."""

    def get_urls(self):
        view = self.admin_site.admin_view
        own = [
            path("desk/", view(self.desk), name="civic_report_desk"),
            path("<int:pk>/act/<slug:act>/", view(self.act), name="civic_report_act"),
        ]
        return [*own, *super().get_urls()]

    def _links(self, request, case) -> list[tuple]:
        """Moves that need an address of their own, then the other acts this official may do."""
        acts = [
            ("note", _("Служебная заметка"), rights.may_note(request.user, case)),
            ("edit", _("Исправить"), rights.may_redact(request.user, case)),
            ("blur", _("Скрыть часть фото"), rights.may_redact(request.user, case)),
            ("delay", _("Попросить перенос срока"), rights.may_ask_delay(request.user, case)),
            ("refuse", _("Отказать в переносе"), rights.may_approve(request.user, case)),
        ]
        return [
            *super()._links(request, case),
            *(
                (link(name, label), reverse("admin:civic_report_act", args=[case.pk, name]))
                for name, label, verdict in acts
                if verdict
            ),
        ]

    def act(self, request, pk: int, act: str):
        """Ask, act, say what happened. 404 for what this official does not see."""
        case = self.get_object(request, str(pk))
        if case is None or not self.has_view_permission(request, case) or act not in ACTS:
            raise Http404
        title, may, make, do = ACTS[act]
        if not (verdict := may(request.user, case)):
            self.message_user(request, verdict.reason, messages.ERROR)
            return self._back(case)
        form = make(case, *((request.POST, request.FILES) if request.method == "POST" else ()))
        if form.is_valid():
            refusals = _refusals(lambda: do(case, request.user, form))
            if not refusals:
                self.message_user(request, _("Готово: %(act)s.") % {"act": title}, messages.SUCCESS)
                return self._back(case)
            form.add_error(None, refusals)
        back = reverse("admin:civic_report_change", args=[case.pk])
        return self._page(request, str(title), form, back, case=case, act=act)

    def _back(self, case):
        return HttpResponseRedirect(reverse("admin:civic_report_change", args=[case.pk]))

    def _page(self, request, title: str, form, back: str, **more):
        context = {
            **self.admin_site.each_context(request),
            "title": title,
            "action": title,
            "opts": self.opts,
            "form": form,
            "back": back,
            "case": None,
            "act": "",
            "photos": _photos(more["case"]) if more.get("act") == "blur" else [],
            **more,
        }
        status = 422 if form.is_bound else 200
        return TemplateResponse(request, "admin/report_act.html", context, status=status)

    def add_view(self, request, form_url="", extra_context=None):
        """A report on a resident's behalf."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        form = EnterForm(*((request.POST, request.FILES) if request.method == "POST" else ()))
        if form.is_valid():
            made = []
            refusals = _refusals(lambda: made.append(_entered(request.user, form)))
            if not refusals:
                text = _("Сообщение № %(number)d внесено.") % {"number": made[0].pk}
                self.message_user(request, text, messages.SUCCESS)
                return self._back(made[0])
            form.add_error(None, refusals)
        title = _("Сообщение со слов жителя")
        back = reverse("admin:civic_report_changelist")
        return self._page(request, title, form, back, action=_("Внести сообщение"))

    def desk(self, request):
        """Moderation one by one, by keyboard: the oldest term first, the next by itself."""
        if not rights.official(request.user, rights.MODERATE):
            raise PermissionDenied
        form = DeskForm(request.POST if request.method == "POST" else None)
        after = request.GET.get("after", "")
        if form.is_valid() and not (refusals := _decided(request, form)):
            done = _("Решено: %(report)s.") % {"report": form.cleaned_data["report"]}
            self.message_user(request, done, messages.SUCCESS)
            return HttpResponseRedirect(request.get_full_path())
        if form.is_bound and form.is_valid():
            form.add_error(None, refusals)
        rows = _undecided(request.user, after)
        case = rows.first()
        context = {
            **self.admin_site.each_context(request),
            "title": _("Стол модератора"),
            "opts": self.opts,
            "form": form,
            "case": case,
            "left": rows[:200].count(),
            "photos": _photos(case) if case else [],
            "similar": similar_to(case) if case else [],
        }
        return TemplateResponse(request, "admin/report_desk.html", context)


def _undecided(user, after: str):
    rows = Report.objects.filter(state=ReportState.MODERATION).exclude(reporter=user)
    rows = rows.select_related("category", "district").order_by("submitted_at", "id")
    skipped = Report.objects.filter(pk=after).first() if after[:10].isdecimal() else None
    if skipped and skipped.submitted_at:
        later = rows.filter(submitted_at__gte=skipped.submitted_at).exclude(pk=skipped.pk)
        return later if later.exists() else rows
    return rows


def _decided(request, form: DeskForm) -> list[str]:
    """Make the decision; the sentences that refuse it."""
    clean = form.cleaned_data
    more = {"reason": clean["reason"]} if clean["decision"] == "reject" else {}
    return attempt(
        clean["report"], clean["decision"], actor=request.user, note=clean["note"], **more
    )


def _refusals(act) -> list[str]:
    try:
        act()
    except ValidationError as refusal:
        return refusal.messages
    except PermissionDenied as refusal:
        return [str(refusal) or _("Сейчас это действие вам недоступно.")]
    return []


def _photos(case: Report):
    return Attachment.objects.of(case).kept().images()


def _entered(user, form: EnterForm) -> Report:
    fields = form.fields_of_report()
    reporter, email = None, fields.pop("email")
    if email:
        reporter = User.objects.filter(email=email.lower(), is_active=True).first()
    return reports_editing.enter_report(actor=user, reporter=reporter, **fields)


def _edit_form(case: Report, *given) -> EditForm:
    names = ("category", "text", "address", "is_private")
    initial = {name: getattr(case, name) for name in names}
    initial["point"] = (case.latitude, case.longitude) if case.latitude is not None else None
    return EditForm(*given, initial=initial)


def _blur_form(case: Report, *given) -> BlurForm:
    return BlurForm(*given, photos=_photos(case))


def _blur(case: Report, user, form: BlurForm) -> None:
    clean = form.cleaned_data
    reports_editing.blur_photo(
        case, actor=user, photo=clean["photo"], box=form.box, note=clean["note"]
    )


# Name in the address → title, right, form of the case, what it does.
ACTS = {
    "note": (
        gettext_lazy("Служебная заметка"),
        rights.may_note,
        lambda case, *given: NoteForm(*given),
        lambda case, user, form: reports_editing.add_note(
            case, actor=user, text=form.cleaned_data["note"]
        ),
    ),
    "edit": (
        gettext_lazy("Исправить сообщение"),
        rights.may_redact,
        _edit_form,
        lambda case, user, form: reports_editing.edit_report(
            case, actor=user, **form.fields_of_report()
        ),
    ),
    "blur": (gettext_lazy("Скрыть часть фотографии"), rights.may_redact, _blur_form, _blur),
    "delay": (
        gettext_lazy("Попросить перенос срока"),
        rights.may_ask_delay,
        lambda case, *given: DelayForm(*given),
        lambda case, user, form: reports_delays.ask_delay(case, actor=user, **form.cleaned_data),
    ),
    "refuse": (
        gettext_lazy("Отказать в переносе срока"),
        rights.may_approve,
        lambda case, *given: NoteForm(*given),
        lambda case, user, form: reports_delays.refuse_delay(
            case, actor=user, note=form.cleaned_data["note"]
        ),
    ),
}
