"""Pages of a season in the admin: how the jury gets on, decisions about each nomination."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Count, Q
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _

from grants import actions
from grants.forms.awards_jury import DecisionForm, ExcuseForm
from grants.models import AwardSeason, Nomination
from grants.models.awards_jury import LIVE
from grants.rules.awards import may_decide_nomination, may_run_season
from portal.pages.forms import carried_out

REFUSED = 422


class SeasonPages:
    """Pages of a season in the admin: how the jury gets on, decisions about each nomination."""

    change_form_template = "admin/awardseason_change_form.html"

    def get_urls(self):
        def page(route: str, view, name: str):
            return path(route, self.admin_site.admin_view(view), name=f"grants_awardseason_{name}")

        return [
            page("<int:pk>/jury/", self.jury_view, "jury"),
            page("<int:pk>/decisions/", self.decisions_view, "decisions"),
            page("<int:pk>/decisions/<int:nomination>/", self.decision_view, "decision"),
            *super().get_urls(),
        ]

    def _season(self, request, pk: int) -> AwardSeason:
        season = self.get_queryset(request).select_related("award").filter(pk=pk).first()
        if season is None or not may_run_season(request.user, season):
            raise Http404
        return season

    def _page(self, request, season, template: str, status: int = 200, **context):
        base = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "season": season,
            "back": reverse("admin:grants_awardseason_change", args=[season.pk]),
        }
        return TemplateResponse(request, f"admin/{template}.html", base | context, status=status)

    def jury_view(self, request, pk: int):
        """Who has finished and who has not; no marks before the ranking."""
        season = self._season(request, pk)
        form = ExcuseForm(request.POST or None, season=season)

        def act(given):
            juror, note = given["juror"], given["note"]
            actions.excuse_everywhere(juror, actor=request.user, note=note)

        if request.method == "POST" and carried_out(form, act):
            self.message_user(request, _("Член жюри освобождён."), messages.SUCCESS)
            return HttpResponseRedirect(request.path)
        live = Q(reviews__state__in=LIVE)
        context = {
            "title": _("Жюри"),
            "form": form,
            "rows": season.jurors.annotate(
                given=Count("reviews", filter=live),
                done=Count("reviews", filter=Q(reviews__state="final")),
            ),
            "problems": actions.judging_problems(season) if season.state == "judging" else [],
        }
        status = REFUSED if form.is_bound else 200
        return self._page(request, season, "awardseason_jury", status, **context)

    def decisions_view(self, request, pk: int):
        """The rankings with what is decided so far and what is left of the quota."""
        season = self._season(request, pk)
        wanted = season.nominations.filter(consented_at__isnull=False)
        rows = {row.number: row for row in wanted.select_related("award_decision")}
        lines = [
            (category, [(line, rows[int(line["id"])]) for line in category.ranking.data["rows"]])
            for category in season.categories.select_related("ranking")
            if category.ranking
        ]
        context = {"title": _("Решения о лауреатах"), "lines": lines}
        return self._page(request, season, "awardseason_decisions", **context)

    def decision_view(self, request, pk: int, nomination: int):
        season = self._season(request, pk)
        rows = Nomination.objects.filter(season=season).select_related("season", "category")
        row = get_object_or_404(rows, pk=nomination)
        if not (verdict := may_decide_nomination(request.user, row)):
            raise PermissionDenied(verdict.reason)
        form = DecisionForm(request.POST or None)

        def act(given):
            return actions.decide_nomination(row, actor=request.user, **given)

        done = reverse("admin:grants_awardseason_decisions", args=[pk])
        if request.method == "POST" and carried_out(form, act):
            self.message_user(request, _("Решение записано."), messages.SUCCESS)
            return HttpResponseRedirect(done)
        context = {
            "title": _("Решение о лауреате"),
            "form": form,
            "explain": f"{row.nominee_name}. {row.category}",
            "back": done,
        }
        status = REFUSED if form.is_bound else 200
        return self._page(request, season, "ask", status, **context)
