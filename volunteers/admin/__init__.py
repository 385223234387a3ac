from volunteers.admin import (  # noqa: F401
    festivals,
    groups,
    hours,
    miniprojects,
    partners,
    seasons,
    shifts,
    skills,
    templates,
)
