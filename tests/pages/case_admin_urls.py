"""The portal with an admin of projects that is nothing but CaseAdmin, for test_case_admin.py."""

from django import forms
from django.urls import include, path

from budgeting.models import Project
from portal.pages.admin import CaseAdmin
from portal.pages.forms import MoveForm
from portal.pages.workplace import PortalAdminSite


class ReviewForm(MoveForm):
    protocol = forms.CharField(max_length=20)


class PlainProjectAdmin(CaseAdmin):
    list_display = ("title", "state", "supporters")
    list_filter = ("district",)
    search_fields = ("title",)
    fields = ("title", "problem")
    move_forms = {"review": ReviewForm}
    bulk_moves = ("publish", "return", "review")


site = PortalAdminSite(name="admin")
site.register(Project, PlainProjectAdmin)

urlpatterns = [
    path("", include("portal.pages.urls")),
    path("accounts/", include("allauth.urls")),
    path("inbox/", include("portal.notifications.urls")),
    path("budget/", include("budgeting.urls")),
    path("admin/", site.urls),
]
