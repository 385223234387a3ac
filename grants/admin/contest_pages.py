"""Pages of a contest in the admin: its experts, its commission, its decisions.

Every page is one subject with its forms; each form runs one action and says what came of it.
"""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import models
from django.db.models import Avg, Count, Q
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _

from grants import actions, rules
from grants.forms.expertise import (
    AssignForm,
    DecisionForm,
    ExpertForm,
    MeetingForm,
    MemberForm,
    RetireForm,
)
from grants.models import Application, Contest, Decision
from grants.models.expertise import LIVE
from portal.pages.forms import carried_out
from portal.pages.templatetags.money import roubles

REFUSED = 422


class ContestPages:
    """Pages of a contest in the admin: its experts, its commission, its decisions."""

    change_form_template = "admin/contest_change_form.html"

    def get_urls(self):
        def page(route: str, view, name: str):
            return path(route, self.admin_site.admin_view(view), name=f"grants_contest_{name}")

        return [
            page("<int:pk>/experts/", self.experts_view, "experts"),
            page("<int:pk>/commission/", self.commission_view, "commission"),
            page("<int:pk>/decisions/", self.decisions_view, "decisions"),
            page("<int:pk>/decisions/<int:application>/", self.decision_view, "decision"),
            *super().get_urls(),
        ]

    def _contest(self, request, pk: int) -> Contest:
        contest = self.get_queryset(request).select_related("ranking").filter(pk=pk).first()
        if contest is None or not rules.may_run(request.user, contest):
            raise Http404
        return contest

    def _page(self, request, contest: Contest, template: str, status: int = 200, **context):
        base = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "contest": contest,
            "back": reverse("admin:grants_contest_change", args=[contest.pk]),
        }
        return TemplateResponse(request, f"admin/{template}.html", base | context, status=status)

    def _did(self, request, form, act, said: str) -> bool:
        """Run the action of a valid form; what it refuses comes back on the form."""
        if not carried_out(form, act):
            return False
        self.message_user(request, said, messages.SUCCESS)
        return True

    def _ran(self, request, tasks: dict[str, tuple]) -> bool:
        """Of several forms on a page run the one that was sent: `name: (form, action, said)`."""
        sent = tasks.get(request.POST.get("act", ""))
        return sent is not None and self._did(request, *sent)

    # --- Experts --------------------------------------------------------------------------------
    def experts_view(self, request, pk: int):
        """The pool with loads and how strictly each marks; assignment by hand and by the portal."""
        contest = self._contest(request, pk)
        sent = request.POST.get("act", "")
        tasks = {
            "expert": (
                ExpertForm(request.POST if sent == "expert" else None),
                lambda given: actions.add_expert(
                    contest, actor=request.user, user=given.pop("email"), **given
                ),
                _("Эксперт добавлен."),
            ),
            "assign": (
                AssignForm(request.POST if sent == "assign" else None, contest=contest),
                lambda given: actions.assign(given["number"], given["expert"], actor=request.user),
                _("Заявка назначена эксперту."),
            ),
            "retire": (
                RetireForm(request.POST if sent == "retire" else None, contest=contest),
                lambda given: actions.retire_expert(
                    given["retired"], actor=request.user, note=given["note"]
                ),
                _("Эксперт больше не участвует, его заявки переданы другим."),
            ),
        }
        if self._assign_all(request, contest) if sent == "all" else self._ran(request, tasks):
            return HttpResponseRedirect(request.path)
        rows = self._loads(contest)
        # The rows are at hand: neither list of choices need ask for them again.
        choices = [("", "---------"), *((row.pk, str(row)) for row, _lean in rows if row.is_active)]
        for name, field in (("assign", "expert"), ("retire", "retired")):
            tasks[name][0].fields[field].choices = choices
        context = {
            "title": _("Эксперты"),
            "rows": rows,
            "short": self._short(contest),
            "problems": actions.rating_problems(contest) if contest.state == "expertise" else [],
            **{f"{name}_form": form for name, (form, _act, _said) in tasks.items()},
            "may_pool": rules.may_pool(request.user, contest),
            "may_assign": rules.may_assign(request.user, contest),
        }
        return self._page(request, contest, "contest_experts", REFUSED if sent else 200, **context)

    def _assign_all(self, request, contest: Contest) -> bool:
        try:
            count, short = actions.assign_all(contest, actor=request.user)
        except PermissionDenied as refusal:
            self.message_user(request, str(refusal), messages.ERROR)
            return False
        self.message_user(request, _("Назначено: %(count)d.") % {"count": count}, messages.SUCCESS)
        if short:
            numbers = ", ".join(f"№ {row.number}" for row in short)
            text = _("Не хватает экспертов без конфликта интересов: %(list)s.")
            self.message_user(request, text % {"list": numbers}, messages.WARNING)
        return True

    def _loads(self, contest: Contest):
        """Load and calibration: how an expert marks beside those who judged the same."""
        live = Q(reviews__state__in=LIVE)
        rows = contest.experts.select_related("user").annotate(
            given=Count("reviews", filter=live),
            done=Count("reviews", filter=Q(reviews__state="final")),
            mean=Avg("reviews__total", filter=Q(reviews__state="final")),
            low=models.Min("reviews__total", filter=Q(reviews__state="final")),
            high=models.Max("reviews__total", filter=Q(reviews__state="final")),
        )
        lean = actions.leanings(contest)
        return [(row, lean.get(row.pk)) for row in rows]

    def _short(self, contest: Contest):
        live = Q(reviews__state__in=LIVE)
        rows = contest.applications.filter(state="expertise").annotate(
            places=Count("reviews", filter=live)
        )
        return rows.filter(places__lt=contest.experts_per_application).order_by("number")

    # --- Commission -----------------------------------------------------------------------------
    def commission_view(self, request, pk: int):
        """Members of the commission, and its meeting with who attended."""
        contest = self._contest(request, pk)
        sent = request.POST.get("act", "")
        meeting = MeetingForm(
            request.POST if sent == "meeting" else None,
            contest=contest,
            instance=getattr(contest, "meeting", None),
            initial={"present": contest.commission.filter(attended=True)},
        )
        tasks = {
            "member": (
                MemberForm(request.POST if sent == "member" else None),
                lambda given: actions.add_commission_member(contest, actor=request.user, **given),
                _("Член комиссии добавлен."),
            ),
            "meeting": (
                meeting,
                lambda given: actions.hold_meeting(contest, actor=request.user, **given),
                _("Заседание записано."),
            ),
        }
        if self._ran(request, tasks):
            return HttpResponseRedirect(request.path)
        context = {
            "title": _("Комиссия"),
            "members": contest.commission.all(),
            **{f"{name}_form": form for name, (form, _act, _said) in tasks.items()},
            "may_decide": rules.may_decide(request.user, contest),
            "may_compose": rules.may_compose(request.user, contest),
        }
        status = REFUSED if sent else 200
        return self._page(request, contest, "contest_commission", status, **context)

    # --- Decisions ------------------------------------------------------------------------------
    def decisions_view(self, request, pk: int):
        """The ranking with what is prepared: what the ranking leads to, what is decided."""
        contest = self._contest(request, pk)
        if contest.ranking is None:
            raise Http404
        led = actions.led_to(contest)
        wanted = contest.applications.select_related("tier", "decision", "organisation")
        rows = {row.number: row for row in wanted}
        lines = [
            {"place": place, "total": line["total"], "application": rows[int(line["id"])],
             "led": rows[int(line["id"])].pk in led,
             "decision": getattr(rows[int(line["id"])], "decision", None)}
            for place, line in enumerate(contest.ranking.data["rows"], start=1)
        ]  # fmt: skip
        given = sum(line["decision"].amount for line in lines if line["decision"])
        context = {"title": _("Решения комиссии"), "lines": lines, "given": given}
        return self._page(request, contest, "contest_decisions", **context)

    def decision_view(self, request, pk: int, application: int):
        contest = self._contest(request, pk)
        rows = Application.objects.filter(contest=contest).select_related("contest", "tier")
        row = get_object_or_404(rows, pk=application)
        if not (verdict := rules.may_decide(request.user, contest)):
            raise PermissionDenied(verdict.reason)
        decision = Decision.objects.filter(application=row).first()
        form = DecisionForm(
            request.POST or None,
            instance=decision,
            initial={} if decision else {"amount": row.requested},
        )

        def act(data):
            actions.prepare_decision(row, actor=request.user, **data)

        done = reverse("admin:grants_contest_decisions", args=[pk])
        if request.method == "POST" and self._did(request, form, act, _("Решение записано.")):
            return HttpResponseRedirect(done)
        context = {
            "title": _("Решение: %(application)s") % {"application": row},
            "form": form,
            "explain": _("Запрошено %(amount)s.") % {"amount": roubles(row.requested)},
            "back": done,
        }
        base = {**self.admin_site.each_context(request), "opts": self.opts}
        status = REFUSED if form.is_bound else 200
        return TemplateResponse(request, "admin/ask.html", base | context, status=status)
