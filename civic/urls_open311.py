from django.urls import re_path

from civic.views import open311

app_name = "open311"
FORMAT = r"\.(?P<fmt>json|xml)$"
urlpatterns = [
    re_path(rf"^services{FORMAT}", open311.services, name="services"),
    re_path(rf"^services/(?P<code>[-\w]{{1,50}}){FORMAT}", open311.definition, name="definition"),
    re_path(rf"^requests{FORMAT}", open311.requests, name="requests"),
    re_path(rf"^requests/(?P<pk>[0-9]{{1,17}}){FORMAT}", open311.one, name="request"),
    re_path(rf"^tokens/(?P<token>[-:\w]{{1,100}}){FORMAT}", open311.token, name="token"),
]
