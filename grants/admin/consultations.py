"""The officials' queue of consultations: a time, the outcome; the catalogue of subjects."""

from django.contrib import admin
from django.template.response import TemplateResponse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from grants.admin.property import OfProperty
from grants.forms.consultations import AppointForm, HoldForm
from grants.models import Consultation, ConsultationSubject
from grants.models.consultations import MANAGE_CONSULTATIONS
from portal.pages.admin import CaseAdmin


@admin.register(Consultation)
class ConsultationAdmin(OfProperty, CaseAdmin):
    manage = MANAGE_CONSULTATIONS
    list_display = ("id", "organisation", "subject", "state", "appoint_by", "official", "starts_at")
    list_filter = ("state", "subject")
    list_select_related = ("organisation", "subject", "official")
    search_fields = ("organisation__name", "question")
    ordering = ("-id",)
    bulk_moves = ()
    move_forms = {"appoint": AppointForm, "hold": HoldForm}
    export_fields = (
        *("id", "organisation", "subject", "state", "created_at", "official", "starts_at"),
        *("way", "helped"),
    )
    fields = readonly_fields = (
        *("state", "organisation", "author", "subject", "question", "wished_way", "wished_on"),
        *("wished_times", "appoint_by", "official", "starts_at", "ends_at", "way", "place"),
        *("advice", "private_note", "helped"),
    )

    def move_view(self, request, object_id, move):
        """Beside the time to appoint stands what the organisation wished."""
        answer = super().move_view(request, object_id, move)
        if move == "appoint" and isinstance(answer, TemplateResponse):
            (row,), form = answer.context_data["cases"], answer.context_data["form"]
            form.initial.update(official=request.user.pk, way=row.wished_way)
            form.fields["starts_at"].help_text = _("Просили: %(way)s, %(day)s. %(times)s") % {
                "way": row.get_wished_way_display(), "day": date_format(row.wished_on, "j E Y"),
                "times": row.wished_times,
            }  # fmt: skip
        return answer

    def has_add_permission(self, request) -> bool:
        return False

    def has_change_permission(self, request, obj=None) -> bool:
        return False


@admin.register(ConsultationSubject)
class ConsultationSubjectAdmin(OfProperty, admin.ModelAdmin):
    manage = MANAGE_CONSULTATIONS
    list_display = ("name", "order", "is_active")
