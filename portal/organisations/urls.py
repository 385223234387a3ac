from django.urls import path

from portal.organisations import views

app_name = "organisations"
urlpatterns = [
    path("", views.index, name="list"),
    path("mine/", views.mine, name="mine"),
    path("new/", views.create, name="create"),
    path("invitation/<str:token>/", views.accept, name="accept"),
    path("<int:pk>/", views.detail, name="detail"),
    path("<int:pk>/edit/", views.edit, name="edit"),
    path("<int:pk>/members/", views.members, name="members"),
    path("<int:pk>/members/<int:member_pk>/", views.member, name="member"),
    path("<int:pk>/invitations/<int:invitation_pk>/cancel/", views.cancel, name="cancel"),
]
