from django.urls import path

from portal.places import views

app_name = "places"
urlpatterns = [
    path("", views.city_map, name="map"),
    path("centres/", views.centres, name="centres"),
    path("outlines.json", views.outlines, name="outlines"),
    path("centres.json", views.centre_points, name="centre_points"),
]
