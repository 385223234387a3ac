"""Django's admin app with our site; nothing else may be imported before the apps are ready."""

from django.contrib.admin.apps import AdminConfig


class PortalAdminConfig(AdminConfig):
    default_site = "portal.pages.workplace.PortalAdminSite"
