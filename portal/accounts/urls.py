from django.urls import path

from portal.accounts import views

app_name = "accounts"
urlpatterns = [
    path("", views.overview, name="overview"),
    path("edit/", views.edit, name="edit"),
    path("verification/", views.verification, name="verification"),
    path("verification/census/", views.verify_by_census, name="verify_by_census"),
    path("verification/sms/", views.send_code, name="send_code"),
    path("verification/sms/confirm/", views.confirm_code, name="confirm_code"),
    path("consents/", views.consents, name="consents"),
    path("consents/name/", views.publish_name, name="publish_name"),
    path("consents/<slug:kind>/<int:version>/", views.consent_text, name="consent_text"),
    path("my-data.json", views.my_data, name="my_data"),
    path("delete/", views.delete, name="delete"),
    path("second-factor/", views.second_factor, name="second_factor"),
]
