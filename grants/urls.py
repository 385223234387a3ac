from django.urls import path

from grants.views import (
    agreements,
    applications,
    contests,
    editors,
    edits,
    expertise,
    passports,
    register,
    reports,
    results,
    wizard,
)

app_name = "grants"
urlpatterns = [
    path("", contests.contests, name="contests"),
    path("register/", register.register, name="register"),
    path("register.csv", register.register_csv, name="register_csv"),
    path("passport/<int:pk>/", passports.passport, name="passport"),
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
    path("applications/<int:pk>/editors/", editors.editors, name="editors"),
    path(
        "applications/<int:pk>/editors/<int:editor>/remove/", editors.remove, name="remove_editor"
    ),
    path("applications/<int:pk>/edits/", edits.edits, name="edits"),
    path("applications/<int:pk>/edits/<int:edit>/", edits.edit, name="edit"),
    path("invitations/<int:pk>/", editors.invitation, name="invitation"),
    path("applications/<int:pk>/appeal/", results.appeal, name="appeal"),
    path("agreements/<int:pk>/", agreements.agreement, name="agreement"),
    path("reports/<int:pk>/", reports.report, name="report"),
    path("reports/<int:pk>/expenses/", reports.add_expense, name="add_expense"),
    path(
        "reports/<int:pk>/expenses/<int:expense>/remove/",
        reports.remove_expense,
        name="remove_expense",
    ),
    path("expert/", expertise.desk, name="expert_desk"),
    path("expert/<int:pk>/", expertise.review, name="review"),
    path("expert/<int:pk>/declare/", expertise.declare, name="declare"),
    path("expert/<int:pk>/recuse/", expertise.recuse, name="recuse"),
    path("<slug:slug>/results/", results.results, name="results"),
    path("<slug:slug>/ranking.json", results.ranking_json, name="ranking"),
    path("<slug:slug>/protocol.pdf", results.protocol, name="protocol"),
    path("<slug:slug>/", contests.contest, name="contest"),
    path("<slug:slug>/apply/", wizard.apply, name="apply"),
    path("<slug:slug>/ask/", contests.ask, name="ask"),
]
