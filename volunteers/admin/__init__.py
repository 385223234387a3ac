from volunteers.admin import (  # noqa: F401  each registers its part
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
