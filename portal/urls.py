"""Every app hangs its pages here by name; the core knows the apps only as strings."""

from django.contrib import admin
from django.urls import include, path

handler400 = "portal.pages.errors.bad_request"
handler403 = "portal.pages.errors.permission_denied"
handler404 = "portal.pages.errors.not_found"
handler500 = "portal.pages.errors.server_error"

urlpatterns = [
    path("", include("portal.pages.urls")),
    path("accounts/", include("allauth.urls")),
    path("profile/", include("portal.accounts.urls")),
    path("organisations/", include("portal.organisations.urls")),
    path("inbox/", include("portal.notifications.urls")),
    path("discussion/", include("portal.discussion.urls")),
    path("files/", include("portal.files.urls")),
    path("places/", include("portal.places.urls")),
    path("draws/", include("portal.draws.urls")),
    path("polls/", include("portal.polls.urls")),
    path("portfolio/", include("portal.portfolio.urls")),
    path("budget/", include("budgeting.urls")),
    path("grants/", include("grants.urls")),
    path("city/", include("civic.urls")),
    path("training/", include("training.urls")),
    path("volunteers/", include("volunteers.urls")),
    path("open311/v2/", include("civic.urls_open311")),
    path("admin/", admin.site.urls),
]
