from django.urls import path

from portal.draws import views

app_name = "draws"
urlpatterns = [
    path("draw.py", views.program_file, name="program"),
    path("lot.py", views.program_file, name="lot"),  # the address of earlier links
    path("<int:pk>/", views.draw, name="draw"),
    path("<int:pk>/draw.json", views.draw_file, name="draw_file"),
]
