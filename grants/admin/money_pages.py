"""Base pieces of the admin of agreements, reports and money: rights, columns, a page that asks."""

from django.contrib import admin, messages
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from grants.models.agreements import MANAGE
from portal.pages.forms import carried_out
from portal.pages.templatetags.money import roubles

REFUSED = 422


def money(name: str, label):
    """A column with a sum as people read it."""

    @admin.display(description=label, ordering=name)
    def read(_admin, row) -> str:
        return roubles(getattr(row, name))

    return read


class PageThatAsks:
    """A page of one form that runs one action."""

    def asked(self, request, form, act, *, explain: str, back: str, done: str, title: str):
        """Run the action of a valid form; what it refuses comes back on the form.

        `done`: where to go then, `{}` standing for the number of what the action made.
        """
        if form.is_bound and (made := carried_out(form, act)):
            self.message_user(request, _("Записано."), messages.SUCCESS)
            return HttpResponseRedirect(done.format(made.pk))
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": title,
            "form": form,
            "explain": explain,
            "back": back,
        }
        status = REFUSED if form.is_bound else 200
        return TemplateResponse(request, "admin/ask.html", context, status=status)


class OfAgreements(PageThatAsks):
    """For officials who keep agreements; nothing is added or deleted by hand."""

    def has_view_permission(self, request, obj=None) -> bool:
        return request.user.has_perm(MANAGE)

    def has_module_permission(self, request) -> bool:
        return self.has_view_permission(request)

    def has_add_permission(self, request) -> bool:
        return False

    def has_change_permission(self, request, obj=None) -> bool:
        return False
