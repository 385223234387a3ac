"""Programmes with what they are made of, lecturers, materials."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from portal.files.actions import attach_document
from portal.pages.admin import ListAdmin, ReadOnlyInline
from training.forms.materials import MaterialForm
from training.forms.sessions import ProgrammeForm
from training.models import Assignment, Lecturer, Material, Module, Programme, Quiz, Session


def parts(model_class, *columns):
    """Rows of a programme to read, each with a link to the page where it is changed."""
    return type(
        f"{model_class.__name__}s",
        (ReadOnlyInline,),
        {
            "model": model_class,
            "fields": columns,
            "readonly_fields": columns,
            "show_change_link": True,
            "view_on_site": False,
        },
    )


@admin.register(Programme)
class ProgrammeAdmin(ListAdmin):
    form = ProgrammeForm
    change_form_template = "admin/training_programme_form.html"
    list_display = ("title", "form", "hours", "level", "is_mandatory", "is_published")
    list_filter = ("form", "level", "is_mandatory", "is_published")
    search_fields = ("title",)
    prepopulated_fields = {"slug": ("title",)}
    inlines = (
        parts(Module, "title", "order"),
        parts(Quiz, "title", "minutes", "attempts", "pass_percent"),
        parts(Assignment, "title", "pass_score"),
        parts(Material, "title", "is_open", "session"),
        parts(Session, "state", "starts_at", "ends_at", "places_taken", "quota"),
    )
    fieldsets = (
        (None, {"fields": ("title", "slug", "is_published", "form", "level", "hours", "audience",
                           "is_mandatory")}),
        (_("Содержание"), {"fields": ("summary", "content")}),
        (_("Чем заканчивается"), {"fields": ("min_attendance",)}),
    )  # fmt: skip


@admin.register(Lecturer)
class LecturerAdmin(ListAdmin):
    list_display = ("name", "about")
    search_fields = ("name",)


@admin.register(Material)
class MaterialAdmin(ListAdmin):
    """Files are added here; each opens for whom its material opens."""

    form = MaterialForm
    list_display = ("title", "programme", "session", "is_open", "order")
    list_filter = ("is_open", "programme")
    list_select_related = ("programme", "session__programme")
    search_fields = ("title", "programme__title")
    autocomplete_fields = ("programme", "session")
    fields = ("programme", "session", "title", "text", "link", "files", "is_open", "order")

    def save_related(self, request, form, formsets, change) -> None:
        super().save_related(request, form, formsets, change)
        for document in form.cleaned_data.get("files", ()):
            attach_document(form.instance, document, actor=request.user)
