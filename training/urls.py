from django.urls import path

from training.views import catalogue, desk, learning, places, teaching

app_name = "training"
urlpatterns = [
    path("", catalogue.sessions, name="sessions"),
    path("calendar.ics", catalogue.calendar, name="calendar"),
    path("programmes/", catalogue.programmes, name="programmes"),
    path("programmes/<slug:slug>/", catalogue.programme, name="programme"),
    path("materials/<int:pk>/", catalogue.material, name="material"),
    path("my/", places.mine, name="mine"),
    path("places/<int:pk>/", places.enrolment, name="enrolment"),
    path("places/<int:pk>/modules/<int:module>/", learning.module, name="module"),
    path("places/<int:pk>/tests/<int:quiz>/", learning.quiz, name="quiz"),
    path("places/<int:pk>/tasks/<int:assignment>/", learning.work, name="work"),
    path("places/<int:pk>/feedback/", learning.feedback, name="feedback"),
    path("places/<int:pk>/certificate/", teaching.certificate, name="certificate"),
    path("attempts/<int:pk>/", learning.attempt, name="attempt"),
    path("attempts/<int:pk>/autosave/", learning.autosave, name="autosave"),
    path("sessions/<int:pk>/", places.session, name="session"),
    path("sessions/<int:pk>/calendar.ics", catalogue.session_calendar, name="session_calendar"),
    path("sessions/<int:pk>/enrol/", places.enrol, name="enrol"),
    path("sessions/<int:pk>/enrol/<int:department>/", places.department, name="department"),
    path("sessions/<int:pk>/protocol/", places.protocol, name="protocol"),
    path("sessions/<int:pk>/protocol.json", places.protocol_data, name="protocol_data"),
    path("desk/", desk.desk, name="desk"),
    path("desk/works/", teaching.works, name="works"),
    path("desk/works/<int:pk>/", teaching.review, name="review"),
    path("desk/<int:pk>/meetings/<int:meeting>/", teaching.attendance, name="attendance"),
    path("desk/<int:pk>/complete/", teaching.complete, name="complete"),
    path("desk/<int:pk>/feedback/", teaching.feedback_results, name="feedback_results"),
    path("desk/<int:pk>/", desk.session, name="desk_session"),
    path("desk/<int:pk>/places/", desk.places, name="places"),
    path("desk/<int:pk>/people.csv", desk.people, name="people"),
    path("desk/<int:pk>/applications/", desk.applications, name="applications"),
    path("desk/<int:pk>/applications/<int:number>/", desk.judge, name="judge"),
]
