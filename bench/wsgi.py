"""The portal loaded whole before gunicorn forks: a worker started anew answers at once."""

from django.db import connections
from django.test import Client

from portal.wsgi import application

__all__ = ["application"]

warm = Client(HTTP_HOST="127.0.0.1")
for path in ("/readyz", "/budget/bench/vote/", "/budget/bench/vote/confirm/"):
    warm.get(path)
warm.post("/budget/bench/vote/confirm/", {"choices": "1", "confirm": "1"})
connections.close_all()
