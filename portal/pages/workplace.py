"""The officials' workplace: one admin site for every app, with one queue of what waits.

Who gets in is decided by portal.accounts.middleware.
"""

from collections import Counter

from django.contrib.admin import AdminSite
from django.template.response import TemplateResponse
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.pages.registry import registered


class PortalAdminSite(AdminSite):
    site_header = gettext_lazy("Открытый Киров: рабочее место")
    site_title = gettext_lazy("Открытый Киров")
    index_title = gettext_lazy("Разделы")
    enable_nav_sidebar = False

    def get_urls(self):
        return [path("queue/", self.admin_view(self.queue), name="queue"), *super().get_urls()]

    def get_app_list(self, request, app_label=None):
        """Asked twice by the first page; what a user may add takes queries to find out."""
        kept = request.__dict__.setdefault("kept_app_lists", {})
        if app_label not in kept:
            kept[app_label] = super().get_app_list(request, app_label)
        return kept[app_label]

    def index(self, request, extra_context=None):
        """The sections, and above them how much waits of each kind."""
        context = {"queue_counts": _counts(waiting(request.user)), **(extra_context or {})}
        return super().index(request, context)

    def queue(self, request):
        """Everything that waits for an official, the most urgent first."""
        items = waiting(request.user)
        chosen = request.GET.get("kind", "")
        context = {
            **self.each_context(request),
            "title": _("Очередь"),
            "items": [item for item in items if _fits(item, request.GET)],
            "kinds": _counts(items),
            "chosen": chosen,
            "overdue": "overdue" in request.GET,
            "mine": "mine" in request.GET,
            "now": timezone.now(),
        }
        return TemplateResponse(request, "admin/queue.html", context)


def waiting(user) -> list:
    """Items of every app's queue: what has a deadline by the deadline, then the oldest."""
    found = [item for queue in registered("MODERATION_QUEUES") for item in queue(user)]
    return sorted(found, key=lambda item: (item.due is None, item.due or item.since, item.since))


def _counts(items: list) -> list[tuple[str, int]]:
    return sorted(Counter(str(item.kind) for item in items).items())


def _fits(item, wanted) -> bool:
    return (
        wanted.get("kind", "") in ("", str(item.kind))
        and ("overdue" not in wanted or item.is_overdue(timezone.now()))
        and ("mine" not in wanted or item.mine)
    )
