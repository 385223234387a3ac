from django.urls import path

from budgeting.views import (
    execution,
    map,  # noqa: A004  the page is the map
    money,
    projects,
    report,
    results,
    rounds,
    summary,
    vote,
    wizard,
)

app_name = "budgeting"
urlpatterns = [
    path("", rounds.rounds, name="rounds"),
    path("my/", projects.my_projects, name="my_projects"),
    path("projects/<int:pk>/", projects.project, name="project"),
    path("projects/<int:pk>/point.json", map.point, name="point"),
    path("projects/<int:pk>/progress/", execution.progress, name="progress"),
    path("projects/<int:pk>/money/", money.money, name="money"),
    path("projects/<int:pk>/money.csv", money.money_csv, name="money_csv"),
    path("projects/<int:pk>/report/", report.report, name="report"),
    path("projects/<int:pk>/report/rate/", report.rate, name="rate"),
    path("projects/<int:pk>/support/", projects.support, name="support"),
    path("projects/<int:pk>/edit/", wizard.edit, name="edit"),
    path("projects/<int:pk>/edit/check/", wizard.check, name="wizard_check"),
    path("projects/<int:pk>/edit/<slug:step>/", wizard.wizard, name="wizard"),
    path("projects/<int:pk>/edit/<slug:step>/autosave/", wizard.autosave, name="autosave"),
    path("projects/<int:pk>/photos/<uuid:photo>/remove/", wizard.remove_photo, name="remove_photo"),
    path("<slug:slug>/", rounds.round_page, name="round"),
    path("<slug:slug>/projects/", projects.projects, name="projects"),
    path("<slug:slug>/projects.csv", map.table, name="table"),
    path("<slug:slug>/map.json", map.points, name="points"),
    path("<slug:slug>/feed.xml", map.feed, name="feed"),
    path("<slug:slug>/progress/", summary.summary, name="summary"),
    path("<slug:slug>/progress.csv", summary.summary_csv, name="summary_csv"),
    path("<slug:slug>/propose/", wizard.propose, name="propose"),
    path("<slug:slug>/vote/", vote.ballot, name="vote"),
    path("<slug:slug>/vote/confirm/", vote.confirm, name="vote_confirm"),
    path("<slug:slug>/vote/receipt/", vote.receipt, name="receipt"),
    path("<slug:slug>/results/", results.results, name="results"),
    path("<slug:slug>/results.csv", results.results_csv, name="results_csv"),
]
