from django.urls import path

from portal.portfolio import views

app_name = "portfolio"
urlpatterns = [
    path("", views.mine, name="mine"),
    path("<slug:code>/", views.certificate, name="certificate"),
]
