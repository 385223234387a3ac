from volunteers.admin import groups, hours, shifts  # noqa: F401
