from django.urls import path

from grants.views import applications, contests, wizard

app_name = "grants"
urlpatterns = [
    path("", contests.contests, name="contests"),
    path("my/", applications.mine, name="mine"),
    path("applications/<int:pk>/", applications.application, name="application"),
    path("applications/<int:pk>/paper.pdf", applications.paper, name="paper"),
    path("applications/<int:pk>/documents/", wizard.documents, name="documents"),
    path(
        "applications/<int:pk>/documents/<int:document>/remove/",
        wizard.remove_document,
        name="remove_document",
    ),
    path("applications/<int:pk>/check/", wizard.check, name="check"),
    path("applications/<int:pk>/edit/<slug:step>/", wizard.wizard, name="wizard"),
    path("applications/<int:pk>/edit/<slug:step>/autosave/", wizard.autosave, name="autosave"),
    path("<slug:slug>/", contests.contest, name="contest"),
    path("<slug:slug>/apply/", wizard.apply, name="apply"),
    path("<slug:slug>/ask/", contests.ask, name="ask"),
]
