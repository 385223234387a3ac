"""The page where an official prepares a document of an application for experts."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _

from grants import actions, rules
from grants.forms.blind_copies import BlotForm, CheckForm, CopyForm
from grants.models import ApplicationDocument, BlindCopy, BlindPage
from portal.pages.forms import carried_out

REFUSED = 422
INNER = ("application__organisation", "application__partner", "application__contest")


class BlindCopyPage:
    """For the admin of applications: one address a document."""

    def get_urls(self):
        view = self.admin_site.admin_view(self.blind_view)
        route = "<int:pk>/blind/<int:document>/"
        return [path(route, view, name="grants_application_blind"), *super().get_urls()]

    def copy_link(self, document: ApplicationDocument):
        """What stands beside a document in its application: how far its copy is."""
        if not (document.requirement and document.requirement.shown_to_experts):
            return ""
        copy = getattr(document, "blind_copy", None)
        told = _("нет") if copy is None else _("ждёт проверки")
        told = _("проверена, без имён") if copy and copy.checked_at else told
        address = reverse(
            "admin:grants_application_blind", args=[document.application_id, document.pk]
        )
        return format_html(' — <a href="{}">{}: {}</a>', address, _("копия для экспертов"), told)

    def blind_view(self, request, pk: int, document: int):
        """Make the copy, cover what tells the applicant, say that it is clean."""
        application = self.get_object(request, str(pk))
        if application is None or not self.has_view_permission(request, application):
            raise Http404
        rows = application.documents.select_related(*INNER, "requirement", "attachment")
        row = get_object_or_404(rows, pk=document)
        if not (verdict := rules.may_blind(request.user, row)):
            raise PermissionDenied(verdict.reason)
        copy = BlindCopy.objects.filter(document=row).first()
        forms = self._forms(request, row)
        sent = request.POST.get("act", "")
        if sent in forms and carried_out(*forms[sent]):
            self.message_user(request, _("Записано."), messages.SUCCESS)
            return HttpResponseRedirect(request.path)
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": _("Копия для экспертов: %(document)s") % {"document": row.requirement},
            "application": application,
            "document": row,
            "copy": copy,
            "shown": copy.fingerprint() if copy else "",
            "pages": copy.pages.select_related("attachment") if copy else [],
            **{f"{name}_form": form for name, (form, _act) in forms.items()},
        }
        status = REFUSED if request.method == "POST" else 200
        return TemplateResponse(request, "admin/blind_copy.html", context, status=status)

    def _forms(self, request, row: ApplicationDocument) -> dict:
        """Name of the button → form and what it does."""
        actor, sent = request.user, request.POST.get("act", "")

        def given(name: str):
            return (request.POST, request.FILES) if sent == name else ()

        def make(clean):
            upload = next(iter(clean["files"]), None)
            return actions.make_blind_copy(row, actor=actor, upload=upload)

        def cover(clean):
            return actions.blot_page(clean["page"], actor=actor, box=blot.box())

        def check(clean):
            return actions.check_blind_copy(row, actor=actor, seen=clean["seen"])

        extension = row.attachment.file.name.rpartition(".")[2]
        blot = BlotForm(*given("blot"), pages=BlindPage.objects.filter(copy__document=row))
        return {
            "copy": (CopyForm(*given("copy"), extension=extension), make),
            "blot": (blot, cover),
            "check": (CheckForm(*given("check")), check),
        }
