from django.urls import path

from portal.polls import views

app_name = "polls"
urlpatterns = [
    path("verify.py", views.checker, {"name": "verify.py"}, name="verify"),
    path("winners.py", views.checker, {"name": "winners.py"}, name="winners"),
    path("observers/<str:token>/confirm/", views.confirm_observer, name="confirm_observer"),
    path("observers/<str:token>/leave/", views.leave, name="leave"),
    path("audits/<int:pk>/", views.phone_audit, name="phone_audit"),
    path("<uuid:uuid>/", views.audit, name="audit"),
    path("<uuid:uuid>/heads.xml", views.heads, name="heads"),
    path("<uuid:uuid>/find/", views.find, name="find"),
    path("<uuid:uuid>/observe/", views.observe, name="observe"),
    path("<uuid:uuid>/files/<str:name>", views.file, name="file"),
]
