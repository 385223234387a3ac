from django.urls import path

from civic.views import (
    reports,
    reports_acts,
    reports_board,
    reports_data,
    reports_new,
    reports_searches,
)

app_name = "civic"
urlpatterns = [
    path("reports/", reports.reports, name="reports"),
    path("reports/map.json", reports_data.points, name="points"),
    path("reports/reports.csv", reports_data.table, name="table"),
    path("reports/reports.geojson", reports_data.download, name="download"),
    path("reports/feed.xml", reports_data.feed, name="feed"),
    path("reports/heat.json", reports_data.heat, name="heat"),
    path("reports/heat/", reports_board.heat_map, name="heat_map"),
    path("reports/overdue/", reports_board.overdue, name="overdue"),
    path("reports/statistics/", reports_board.statistics, name="statistics"),
    path("reports/statistics.csv", reports_board.statistics_table, name="statistics_table"),
    path("reports/hot/", reports_board.hot, name="hot"),
    path("reports/hot/project/", reports_board.hot_project, name="hot_project"),
    path("reports/searches/", reports_searches.searches, name="searches"),
    path("reports/searches/<int:pk>/drop/", reports_searches.drop, name="drop_search"),
    path("reports/new/", reports_new.new, name="new"),
    path("reports/new/photo/", reports_new.photo, name="photo"),
    path("reports/new/photo/<uuid:pk>/", reports_new.draft_photo, name="draft_photo"),
    path("reports/new/photo/<uuid:pk>/drop/", reports_new.drop_photo, name="drop_photo"),
    path("reports/new/check/", reports_new.check, name="check"),
    path("reports/confirm/<str:token>/", reports_new.confirm, name="confirm"),
    path("reports/<int:pk>/", reports.report, name="report"),
    path("reports/<int:pk>/point.json", reports_data.point, name="point"),
    path("reports/<int:pk>/me-too/", reports_acts.me_too, name="me_too"),
    path("reports/<int:pk>/fix/", reports_acts.fix, name="fix"),
    path("reports/<int:pk>/still/", reports_acts.still, name="still"),
    path("reports/<int:pk>/correct/", reports_new.correct, name="correct"),
]
