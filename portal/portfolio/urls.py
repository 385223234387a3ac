from django.urls import path

from portal.portfolio import views

app_name = "portfolio"
urlpatterns = [
    path("", views.mine, name="mine"),
    path("book/", views.own_book, name="own_book"),
    path("books/<slug:code>/", views.book, name="book"),
    path("<slug:code>/", views.certificate, name="certificate"),
    path("<slug:code>/paper.pdf", views.paper, name="paper"),
]
