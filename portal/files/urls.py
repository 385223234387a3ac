from django.urls import path

from portal.files import views

app_name = "files"
urlpatterns = [
    path("<uuid:pk>/", views.file, name="file"),
    path("<uuid:pk>/thumb/", views.thumb, name="thumb"),
]
