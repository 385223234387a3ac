from django.urls import path

from portal.draws import views

app_name = "draws"
urlpatterns = [
    path("lot.py", views.lot_file, name="lot"),
    path("<int:pk>/", views.draw, name="draw"),
    path("<int:pk>/draw.json", views.draw_file, name="draw_file"),
]
