"""The portal as it runs in production, without TLS, with a bare view to compare against."""

from portal.settings import *  # noqa: F403  the point is to take every setting as it is
from portal.settings import MIDDLEWARE

ROOT_URLCONF = "bench.urls"
MIDDLEWARE = ["bench.middleware.CountQueries", *MIDDLEWARE]
LOGGING = {"version": 1, "disable_existing_loggers": True}
