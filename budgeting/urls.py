from django.urls import path

from budgeting.views import (
    commission,
    commission_member,
    map,  # noqa: A004  the page is the map
    projects,
    results,
    rounds,
    scoring,
    vote,
    wizard,
)

app_name = "budgeting"
urlpatterns = [
    path("", rounds.rounds, name="rounds"),
    path("my/", projects.my_projects, name="my_projects"),
    path("projects/<int:pk>/", projects.project, name="project"),
    path("projects/<int:pk>/point.json", map.point, name="point"),
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
    path("<slug:slug>/propose/", wizard.propose, name="propose"),
    path("<slug:slug>/vote/", vote.ballot, name="vote"),
    path("<slug:slug>/vote/confirm/", vote.confirm, name="vote_confirm"),
    path("<slug:slug>/vote/receipt/", vote.receipt, name="receipt"),
    path("<slug:slug>/commission/", commission.commission, name="commission"),
    path("<slug:slug>/commission/apply/", commission.apply, name="commission_apply"),
    path("<slug:slug>/commission/name/", commission.name, name="commission_name"),
    path("<slug:slug>/commission/resign/", commission.resign, name="commission_resign"),
    path("<slug:slug>/commission/protocol/", commission.protocol, name="commission_protocol"),
    path("<slug:slug>/commission/protocol.pdf", commission.protocol_pdf, name="commission_paper"),
    path("<slug:slug>/commission/rate/", commission_member.rate, name="commission_rate"),
    path("<slug:slug>/commission/score/", commission_member.score, name="commission_score"),
    path(
        "<slug:slug>/commission/score/<int:pk>/", commission_member.sheet, name="commission_sheet"
    ),
    path("<slug:slug>/scoring/", scoring.scoring, name="scoring"),
    path("<slug:slug>/scoring.json", scoring.scoring_file, name="scoring_file"),
    path("<slug:slug>/results/", results.results, name="results"),
    path("<slug:slug>/results.csv", results.results_csv, name="results_csv"),
]
