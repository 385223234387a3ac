from django.urls import path

from volunteers.views import desk, groups, memberships, shifts, team

app_name = "volunteers"
urlpatterns = [
    path("", shifts.shifts, name="shifts"),
    path("calendar.ics", shifts.calendar, name="calendar"),
    path("groups/", groups.groups, name="groups"),
    path("groups/new/", groups.create, name="create"),
    path("groups/<int:pk>/", groups.group, name="group"),
    path("groups/<int:pk>/edit/", groups.edit, name="edit"),
    path("groups/<int:pk>/join/", groups.join, name="join"),
    path("groups/<int:pk>/team/", team.team, name="team"),
    path("groups/<int:pk>/link/", team.link, name="link"),
    path("groups/<int:pk>/documents/", team.documents, name="documents"),
    path("groups/<int:pk>/announce/", team.announce, name="announce"),
    path("groups/<int:pk>/calendar.ics", shifts.group_calendar, name="group_calendar"),
    path("groups/<int:pk>/shifts/", desk.group_shifts, name="group_shifts"),
    path("groups/<int:pk>/shifts/new/", desk.new_shift, name="new_shift"),
    path("shifts/<int:pk>/", shifts.shift, name="shift"),
    path("shifts/<int:pk>/edit/", desk.edit_shift, name="edit_shift"),
    path("shifts/<int:pk>/sign-up/", shifts.sign_up, name="sign_up"),
    path("shifts/<int:pk>/people/", desk.people, name="people"),
    path("shifts/<int:pk>/people/add/", desk.add_person, name="add_person"),
    path("shifts/<int:pk>/capacity/", desk.capacity, name="capacity"),
    path("signups/<int:pk>/", shifts.signup, name="signup"),
    path("invitations/<str:code>/", groups.invitation, name="invitation"),
    path("my/", memberships.mine, name="mine"),
    path("my/shifts/", shifts.my_shifts, name="my_shifts"),
    path("memberships/<int:pk>/", memberships.membership, name="membership"),
    path("memberships/<int:pk>/role/", memberships.role, name="role"),
    path("memberships/<int:pk>/consent/", memberships.consent, name="consent"),
    path("memberships/<int:pk>/consent/check/", memberships.take_consent, name="take_consent"),
]
