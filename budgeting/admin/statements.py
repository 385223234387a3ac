"""Bank rows of a round: read, shown with what they were matched to, then written."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _

from budgeting import actions
from budgeting.bankfile import decode
from budgeting.forms.execution import StatementForm
from budgeting.rules.execution import roubles


class StatementPages:
    """The page of bank rows, for the admin of projects that are carried out."""

    def statement_urls(self, wrap) -> list:
        return [path("bank/", wrap(self.bank), name="budgeting_execution_bank")]

    def bank(self, request):
        """A file gives a preview; what the preview sends back is judged anew and written."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        is_post = request.method == "POST"
        form = StatementForm(*((request.POST, request.FILES) if is_post else ()))
        statement = None
        if is_post and form.is_valid():
            statement = self._statement(request, form)
            if statement and "confirmed" in request.POST and not form.cleaned_data["file"]:
                return self._imported(request, form, statement)
        context = {
            **self.admin_site.each_context(request),
            "title": _("Загрузить платежи из банка"),
            "opts": self.opts,
            "form": form,
            "statement": statement,
            "text": form.cleaned_data["text"] if statement else "",
        }
        status = 400 if is_post and form.errors else 200
        return TemplateResponse(request, "admin/execution_bank.html", context, status=status)

    def _statement(self, request, form) -> actions.Statement | None:
        """What the file would do; None when it cannot be read, which the form then tells."""
        given = form.cleaned_data
        try:
            if given["file"]:
                given["text"] = decode(given["file"].read())
            return actions.read_statement(given["round"], given["text"], actor=request.user)
        except ValidationError as refusal:
            form.add_error("file", refusal.messages)
        except PermissionDenied as refusal:
            form.add_error("round", str(refusal))
        return None

    def _imported(self, request, form, statement):
        given = form.cleaned_data
        try:
            made = actions.import_statement(given["round"], given["text"], actor=request.user)
        except ValidationError as refusal:
            for sentence in refusal.messages[:20]:
                self.message_user(request, sentence, messages.ERROR)
        else:
            total = roubles(sum((entry.amount for entry in made), start=statement.total * 0))
            text = _("Загружено платежей: %(n)d, на %(total)s.")
            self.message_user(request, text % {"n": len(made), "total": total}, messages.SUCCESS)
        return HttpResponseRedirect(reverse("admin:budgeting_execution_bank"))
