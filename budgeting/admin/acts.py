"""What an official does with a project that is carried out: one table for buttons and pages."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from budgeting import actions, rules
from budgeting.forms import execution as forms
from portal.accounts.rights import Verdict


@dataclass(frozen=True)
class Act:
    """A form, the action it calls, and the right that shows its button and guards its POST."""

    slug: str
    label: str
    form: type
    action: Callable
    right: Callable[..., Verdict]
    done: str


def _entering(*kinds: str):
    """The right to write at least one of the kinds; the refusal of the last otherwise."""

    def right(user, project) -> Verdict:
        verdicts = [rules.may_enter(user, project, kind) for kind in kinds]
        return next(filter(None, verdicts), verdicts[-1])

    return right


ACTS = (
    Act(
        "entry",
        _("Внести деньги"),
        forms.EntryForm,
        actions.enter,
        _entering("pledged", "agreed", "paid"),
        _("Запись внесена."),
    ),
    Act(
        "outgoing",
        _("Подготовить оплату или возврат"),
        forms.OutgoingForm,
        actions.prepare,
        _entering("used", "refunded"),
        _("Операция ждёт утверждения другим сотрудником."),
    ),
    Act(
        "reversal",
        _("Исправить запись"),
        forms.ReversalForm,
        actions.prepare,
        _entering("reversal"),
        _("Исправление ждёт утверждения другим сотрудником."),
    ),
    Act(
        "contract",
        _("Внести контракт"),
        forms.ContractForm,
        actions.sign_contract,
        rules.may_sign,
        _("Контракт внесён."),
    ),
    Act(
        "termination",
        _("Расторгнуть контракт"),
        forms.TerminationForm,
        actions.terminate_contract,
        rules.may_sign,
        _("Контракт расторгнут."),
    ),
    Act(
        "milestone",
        _("Добавить этап"),
        forms.MilestoneForm,
        actions.add_milestone,
        rules.may_plan,
        _("Этап добавлен."),
    ),
    Act(
        "progress",
        _("Отметить готовность"),
        forms.MarkForm,
        actions.mark_milestone,
        rules.may_mark,
        _("Готовность отмечена."),
    ),
    Act(
        "postpone",
        _("Перенести срок"),
        forms.PostponeForm,
        actions.move_milestone,
        rules.may_plan,
        _("Срок перенесён, это видно всем."),
    ),
    Act(
        "photo",
        _("Добавить фото"),
        forms.PhotoForm,
        actions.add_photo,
        rules.may_show,
        _("Фото добавлено."),
    ),
    Act(
        "acceptance",
        _("Внести приёмку"),
        forms.AcceptanceForm,
        actions.hold_acceptance,
        rules.may_hold_acceptance,
        _("Приёмка внесена."),
    ),
    Act(
        "report",
        _("Заполнить отчёт"),
        forms.ReportForm,
        actions.save_report,
        rules.may_write_report,
        _("Отчёт сохранён. Его увидят после хода «Опубликовать отчёт»."),
    ),
)
BY_SLUG = {act.slug: act for act in ACTS}
