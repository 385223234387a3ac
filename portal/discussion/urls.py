from django.urls import path

from portal.discussion import views

app_name = "discussion"
urlpatterns = [
    path("comment/<int:pk>/", views.comment_page, name="comment"),
    path("comment/<int:pk>/flag/", views.flag, name="flag"),
    path("comment/<int:pk>/appeal/", views.appeal, name="appeal"),
    path("comment/<int:pk>/remove/", views.remove, name="remove"),
    path("<str:label>/<int:pk>/", views.comments, name="thread"),
    path("<str:label>/<int:pk>/follow/", views.follow, name="follow"),
]
