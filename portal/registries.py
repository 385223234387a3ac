"""What the apps bring to the core, by dotted names: the core imports no app (docs/architecture.md).

A part of the settings. Of the environment only a few words of the city are read here.
"""

import os

from django.utils.translation import gettext_lazy as _

# Main menu: label and name of the page. An entry whose page no app serves is left out.
NAVIGATION = [
    (_("Сообщения о проблемах"), "civic:reports"),
    (_("Бюджет и проекты"), "budgeting:rounds"),
    (_("Гранты"), "grants:contests"),
    (_("Награды"), "grants:awards"),
    (_("Идеи"), "civic:ideas"),
    (_("Обращения"), "civic:appeals"),
    (_("Опросы"), "civic:opinions"),
    (_("Добровольцы"), "volunteers:shifts"),
    (_("Обучение"), "training:sessions"),
    (_("Карта"), "places:map"),
    (_("Центры рядом"), "places:centres"),
    (_("Как это работает"), "pages:about"),
]
# Links of «Кабинет» in the header.
PROFILE_NAVIGATION = [
    (_("Мой профиль"), "accounts:overview"),
    (_("Мои проекты"), "budgeting:my_projects"),
    (_("Мои поиски"), "civic:searches"),
    (_("Мои идеи"), "civic:my_ideas"),
    (_("Мои обращения"), "civic:my_appeals"),
    (_("Мои организации"), "organisations:mine"),
    (_("Мои заявки на гранты"), "grants:mine"),
    (_("Мои заявки на имущество"), "grants:leases"),
    (_("Мои консультации"), "grants:my_consultations"),
    (_("Мои экспертизы"), "grants:expert_desk"),
    (_("Мои выдвижения на награды"), "grants:my_nominations"),
    (_("Жюри наград"), "grants:jury_desk"),
    (_("Моё обучение"), "training:mine"),
    (_("Мои группы добровольцев"), "volunteers:mine"),
    (_("Мои смены добровольца"), "volunteers:my_shifts"),
    (_("Мои часы добровольца"), "volunteers:book"),
    (_("Мои умения добровольца"), "volunteers:skills"),
    (_("Мои мини-проекты и обещания"), "volunteers:my_mini_projects"),
    (_("Моя биржа партнёрства"), "volunteers:my_partners"),
    (_("Моё участие"), "portfolio:mine"),
]
# Who answers for personal data on this portal; shown on /privacy/.
DATA_OPERATOR = {
    "name": os.environ.get("OPERATOR_NAME", "Администрация города Кирова (демо)"),
    "address": os.environ.get("OPERATOR_ADDRESS", "город Киров (демо)"),
    "email": os.environ.get("OPERATOR_EMAIL", "privacy@example.org"),
}
# First buttons of home: label, name of the page, icon.
HOME_STARTS = [
    (_("Сообщить о проблеме"), "civic:new", "plus"),
    (_("Голосовать и предлагать"), "budgeting:rounds", "vote"),
    (_("Посмотреть на карте"), "places:map", "map"),
]
HOME_PANELS = [
    "budgeting.home.panel",
    "grants.home.panel",
    "civic.home.reports.panel",
    "civic.home.ideas.panel",
    "training.home.panel",
    "volunteers.home.panel",
]
SEARCHED = [
    "budgeting.search.find",
    "civic.search.reports.find",
    "civic.search.ideas.find",
    "civic.search.appeals.find",
    "grants.search.find",
    "training.search.find",
    "volunteers.search.find",
]
MODERATION_QUEUES = [
    "budgeting.queues.moderation",
    "budgeting.queues.commissions",
    "budgeting.queues.execution",
    "grants.queues.moderation",
    "portal.discussion.queues.moderation",
    "civic.queues.reports.moderation",
    "civic.queues.ideas.moderation",
    "civic.queues.appeals.moderation",
    "civic.queues.opinions.moderation",
    "training.queues.moderation",
    "volunteers.queues.moderation",
    "volunteers.queues.mini_projects",
    "volunteers.queues.photo_reports",
    "volunteers.queues.partner_cards",
    "volunteers.queues.agreements",
    "volunteers.queues.hours",
]
DISCUSSED_MODELS = [
    "budgeting.Project",
    "civic.Report",
    "civic.Idea",
    "civic.Challenge",
    "training.Session",
]
NOTIFICATION_TOPICS = {
    "project": _("Мои проекты и те, за которыми я слежу"),
    "vote": _("Голосования"),
    "grants": _("Заявки на гранты"),
    "property": _("Имущество города: заявки моих организаций"),
    "support": _("Социальный заказ и консультации моих организаций"),
    "awards": _("Награды: мои выдвижения"),
    "commission": _("Комиссии раундов: моё заявление и моя работа в них"),
    "reports": _("Сообщения о проблемах: мои и те, за которыми я слежу"),
    "reports_near": _("Новые сообщения по моим поискам, сразу"),
    "reports_near_digest": _("Новые сообщения по моим поискам, раз в день"),
    "comments": _("Ответы мне и новые комментарии"),
    "moderation": _("Решения модератора о моих комментариях"),
    "idea": _("Идеи и вызовы: мои и те, за которыми я слежу"),
    "appeal": _("Мои обращения (59-ФЗ)"),
    "training": _("Моё обучение: места, занятия, тесты"),
    "reserve": _("Кадровый резерв: моё заявление"),
    "volunteers": _("Добровольцы: мои группы и смены"),
    "partners": _("Биржа партнёрства: мои карточки, отклики и соглашения"),
    "miniproject": _("Мини-проекты: мои и те, которым я помогаю"),
}
# Supporters after which the city owes an idea an official answer, where a challenge says no other.
IDEA_SUPPORT_THRESHOLD = int(os.environ.get("IDEA_SUPPORT_THRESHOLD", "300"))
# Comments of unproved accounts younger than this wait for a moderator.
DISCUSSION_NEW_ACCOUNT_HOURS = 72
# Topics whose letters come as one daily digest unless the person asks otherwise.
NOTIFICATION_DIGESTED = {"comments", "reports_near_digest"}
# What «мои данные» collects: each (user) -> dict of sections; and who forgets with an account.
PERSONAL_DATA = [
    "portal.accounts.personal_data.collect",
    "portal.organisations.personal_data.collect",
    "portal.files.personal_data.collect",
    "portal.portfolio.personal_data.collect",
    "portal.polls.personal_data.collect",
    "grants.awards_data.collect",
    "budgeting.personal_data.collect",
    "grants.personal_data.collect",
    "civic.personal_data.reports.collect",
    "budgeting.commission_data.collect",
    "civic.personal_data.ideas.collect",
    "civic.personal_data.appeals.collect",
    "civic.personal_data.opinions.collect",
    "training.personal_data.collect",
    "volunteers.personal_data.collect",
]
ACCOUNT_ERASERS = [
    "portal.organisations.actions.leave_all",
    "portal.polls.actions.forget_voter",
    "portal.portfolio.actions.close_book",
    "budgeting.actions.leave_commissions",
    "civic.actions.reports_drafts.forget_person",
    "civic.actions.ideas.forget_coauthor",
    "grants.actions.forget_person",
    "training.actions.forget_person",
    "volunteers.actions.forget_person",
]
# Modules of the apps that count polls; of a poll they know `contest` (how), `count` (what came
# out) and `page` (its address).
POLL_COUNTS = ["budgeting.publication", "grants.awards_publication"]
REFERENCE_LOADERS = [
    "portal.law.reference.load",
    "portal.places.reference.load",
    "portal.scoring.reference.load",
    "budgeting.reference.load",
    "grants.reference.load",
    "civic.reference.reports.load",
    "civic.reference.ideas.load",
    "civic.reference.appeals.load",
    "training.reference.load",
    "volunteers.reference.load",
]
DEMO_LOGINS = "portal.accounts.demo.LOGINS"
DEMO_LOADERS = [
    "portal.accounts.demo.load",
    "portal.organisations.demo.load",
    "budgeting.demo.load",
    "grants.demo.load",
    "civic.demo.reports.load",
    "civic.demo.ideas.load",
    "civic.demo.appeals.load",
    "civic.demo.opinions.load",
    "training.demo.load",
    "volunteers.demo.load",
    "volunteers.demo.crowd.load",
]
# Where a budget project begins out of other cases: () -> the address that takes ?from=app.model:pk,
# or "" while no round takes proposals.
PROJECT_FROM_CASES = "budgeting.home.propose_url"
