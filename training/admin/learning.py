"""Modules, tests with their questions, assignments of a programme."""

from django.contrib import admin

from training.models import Assignment, Choice, Module, Question, Quiz


@admin.register(Module)
class ModuleAdmin(admin.ModelAdmin):
    list_display = ("title", "programme", "order")
    list_select_related = ("programme",)
    search_fields = ("title", "programme__title")
    show_full_result_count = False


class Questions(admin.TabularInline):
    model = Question
    extra = 0
    show_change_link = True
    fields = ("text", "kind", "pool", "order")


@admin.register(Quiz)
class QuizAdmin(admin.ModelAdmin):
    """An attempt keeps its own copy of the questions: a change here touches only later ones."""

    list_display = ("title", "programme", "minutes", "attempts", "pass_percent", "per_pool")
    list_select_related = ("programme",)
    search_fields = ("title", "programme__title")
    show_full_result_count = False
    inlines = (Questions,)


class Choices(admin.TabularInline):
    model = Choice
    extra = 2


@admin.register(Question)
class QuestionAdmin(admin.ModelAdmin):
    list_display = ("__str__", "quiz", "kind", "pool")
    list_select_related = ("quiz",)
    list_filter = ("kind",)
    search_fields = ("text", "quiz__title")
    show_full_result_count = False
    inlines = (Choices,)


@admin.register(Assignment)
class AssignmentAdmin(admin.ModelAdmin):
    list_display = ("title", "programme", "criteria", "pass_score")
    list_select_related = ("programme", "criteria")
    search_fields = ("title", "programme__title")
    show_full_result_count = False
