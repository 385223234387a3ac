"""Modules, tests with their questions, assignments of a programme."""

from django.contrib import admin
from django.urls import reverse

from portal.pages.admin import ListAdmin
from portal.scoring.models import CriteriaSet
from training.forms.questions import RightChoices
from training.models import Assignment, Choice, Module, Question, Quiz


@admin.register(Module)
class ModuleAdmin(ListAdmin):
    list_display = ("title", "programme", "order")
    list_filter = ("programme",)
    list_select_related = ("programme",)
    search_fields = ("title", "programme__title")
    autocomplete_fields = ("programme",)


class Questions(admin.TabularInline):
    model = Question
    extra = 0
    show_change_link = True
    fields = ("text", "kind", "pool", "order")

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if db_field.name == "text":
            field.widget.attrs.update(rows=3, cols=40)
        if db_field.name == "pool":
            field.widget.attrs.update(size=12, **{"class": ""})
        return field


@admin.register(Quiz)
class QuizAdmin(ListAdmin):
    """An attempt keeps its own copy of the questions: a change here touches only later ones."""

    list_display = ("title", "programme", "minutes", "attempts", "pass_percent", "per_pool")
    list_filter = ("programme",)
    list_select_related = ("programme",)
    search_fields = ("title", "programme__title")
    autocomplete_fields = ("programme",)
    inlines = (Questions,)

    def view_on_site(self, quiz) -> str:
        return reverse("training:quiz_preview", args=[quiz.pk])


class Choices(admin.TabularInline):
    """Who writes the question writes its answers."""

    model = Choice
    formset = RightChoices
    extra = 2

    def has_change_permission(self, request, obj=None) -> bool:
        return request.user.has_perm("training.change_question")

    has_add_permission = has_delete_permission = has_change_permission

    def has_view_permission(self, request, obj=None) -> bool:
        return request.user.has_perm("training.view_question")


@admin.register(Question)
class QuestionAdmin(ListAdmin):
    list_display = ("__str__", "quiz", "kind", "pool")
    list_select_related = ("quiz",)
    list_filter = ("kind", "quiz")
    search_fields = ("text", "quiz__title")
    autocomplete_fields = ("quiz",)
    inlines = (Choices,)

    def view_on_site(self, question) -> str:
        return reverse("training:quiz_preview", args=[question.quiz_id])


@admin.register(Assignment)
class AssignmentAdmin(ListAdmin):
    list_display = ("title", "programme", "criteria", "pass_score")
    list_filter = ("programme",)
    list_select_related = ("programme", "criteria")
    search_fields = ("title", "programme__title")
    autocomplete_fields = ("programme",)

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        """A mentor gives marks by every criterion."""
        if db_field.name == "criteria":
            kwargs["queryset"] = CriteriaSet.objects.for_experts()
        return super().formfield_for_foreignkey(db_field, request, **kwargs)
