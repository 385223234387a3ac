from django.urls import path

from volunteers.views import groups, memberships, team

app_name = "volunteers"
urlpatterns = [
    path("groups/", groups.groups, name="groups"),
    path("groups/new/", groups.create, name="create"),
    path("groups/<int:pk>/", groups.group, name="group"),
    path("groups/<int:pk>/edit/", groups.edit, name="edit"),
    path("groups/<int:pk>/join/", groups.join, name="join"),
    path("groups/<int:pk>/team/", team.team, name="team"),
    path("groups/<int:pk>/link/", team.link, name="link"),
    path("groups/<int:pk>/documents/", team.documents, name="documents"),
    path("groups/<int:pk>/announce/", team.announce, name="announce"),
    path("invitations/<str:code>/", groups.invitation, name="invitation"),
    path("my/", memberships.mine, name="mine"),
    path("memberships/<int:pk>/", memberships.membership, name="membership"),
    path("memberships/<int:pk>/role/", memberships.role, name="role"),
    path("memberships/<int:pk>/consent/", memberships.consent, name="consent"),
    path("memberships/<int:pk>/consent/check/", memberships.take_consent, name="take_consent"),
]
