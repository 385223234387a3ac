"""The officials' workplace: one admin site for every app."""

from django.contrib.admin.apps import AdminConfig


class PortalAdminConfig(AdminConfig):
    pass
