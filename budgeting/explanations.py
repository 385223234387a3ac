"""What a counting rule means and why a project won or lost, in sentences for people.

Texts are made in the language of the reader; the protocol holds only the figures they name.
"""

from decimal import Decimal

from django.utils.formats import number_format
from django.utils.translation import gettext as _

NAMES = {
    "greedy": lambda: _("По числу голосов"),
    "greedy-threshold": lambda: _("По числу голосов с порогом"),
    "greedy-no-skip": lambda: _("По голосам до первого, на кого не хватило"),
    "poznan": lambda: _("То же, но он побеждает при остатке от 80 %"),
    "greedy-cost": lambda: _("По голосам на рубль"),
    "mes": lambda: _("Равные доли"),
    "phragmen": lambda: _("Правило Фрагмена"),
}

RULES = {
    "greedy": lambda: _(
        "Проекты рассматриваются по числу голосов, от большего к меньшему. Проект побеждает, если "
        "на него хватает оставшихся денег; если не хватает, очередь переходит к следующему."
    ),
    "greedy-threshold": lambda: _(
        "Проекты, не набравшие порог поддержки, не рассматриваются. Остальные — по числу голосов, "
        "от большего к меньшему; проект побеждает, если на него хватает оставшихся денег."
    ),
    "greedy-no-skip": lambda: _(
        "Проекты рассматриваются по числу голосов, от большего к меньшему, и побеждают, пока "
        "хватает денег. На первом проекте, на который не хватило, подсчёт останавливается."
    ),
    "poznan": lambda: _(
        "Проекты побеждают по числу голосов, пока хватает денег. Первый, на который не хватило, "
        "тоже побеждает, если осталось не меньше 80 % его стоимости; затем подсчёт заканчивается."
    ),
    "greedy-cost": lambda: _(
        "Проекты рассматриваются по числу голосов на рубль стоимости: сначала те, что дают больше "
        "поддержки за те же деньги. Проект побеждает, если на него хватает оставшихся денег."
    ),
    "mes": lambda: _(
        "Бюджет делится поровну между голосовавшими. Проект покупают его сторонники: каждый вносит "
        "одинаковую долю или всё, что у него осталось. Первым покупается проект, который обходится "
        "своим сторонникам дешевле всего на рубль стоимости."
    ),
    "phragmen": lambda: _(
        "У всех голосовавших с одной скоростью копятся деньги. Проект побеждает, как только его "
        "сторонники вместе накопили на него; после этого они копят заново. Подсчёт кончается, "
        "когда очередной проект не помещается в бюджет."
    ),
}

START = {
    "integral": lambda: _(
        "Сначала каждый получает бюджет, делённый на число бюллетеней, без копеек."
    ),
    "exact": lambda: _("Сначала каждый получает ровно бюджет, делённый на число бюллетеней."),
}
STOP = {
    "overspend": lambda: _(
        "Затем сумма у всех растёт на %(increment)s, и подсчёт повторяется, пока следующий шаг не "
        "превысил бы бюджет."
    ),
    "exhaustive": lambda: _(
        "Затем сумма у всех растёт на %(increment)s, и подсчёт повторяется, пока в бюджет "
        "помещается хоть один проект и следующий шаг его не превышает."
    ),
}


def options_in_words(options: dict, currency: str) -> list[str]:
    """The switches of equal shares, one sentence each."""
    given = {"start": "integral", "stop": "overspend", "increment": "1"} | options
    words = [START[given["start"]]()]
    if Decimal(given["increment"]):
        amount = money(given["increment"], currency)
        words.append(STOP[given["stop"]]() % {"increment": amount})
    if given.get("fill"):
        words.append(_("Оставшиеся деньги получают проекты по числу голосов."))
    if given.get("comparison"):
        words.append(
            _(
                "Если тех, кому больше нравятся победители подсчёта по голосам, строго больше, "
                "побеждают они."
            )
        )
    if given.get("eligibility"):
        words.append(
            _("Доля голосов за проект — не меньше %(part)s его доли в бюджете.")
            % {"part": given["eligibility"]}
        )
    return words


def money(amount, currency: str) -> str:
    """«1 250 000 ₽»; kopecks only where there are any."""
    amount = Decimal(amount)
    text = number_format(amount, 0 if amount == int(amount) else 2, use_l10n=True, force_grouping=1)
    return f"{text} {'₽' if currency == 'RUB' else currency}"


def reason(fate: dict, project: dict, count: dict, threshold: int, currency: str) -> str:
    """Why a project won or lost under a rule, in one sentence.

    `fate` is its row under the rule, `project` its row of the protocol, `count` the rule's part.
    """
    name = fate["reason"]
    if count["rule"] == "phragmen" and name in PHRAGMEN:
        name = f"phragmen-{name}"
    elif count["rule"] == "greedy-cost" and name == "funded":
        name = "cost-funded"
    return REASONS[name]() % {
        "left": money(fate["left"], currency),
        "cost": money(project["cost"], currency),
        "threshold": threshold,
        "score": project["score"],
        "share": money(fate.get("share", 0), currency),
        "payers": number_format(fate.get("payers", 0), use_l10n=True, force_grouping=True),
    }


PHRAGMEN = ("funded", "after_stop")
REASONS = {
    "funded": lambda: _("Победил: когда подошла очередь, оставалось %(left)s, этого хватило."),
    "cost-funded": lambda: _(
        "Победил: по голосам на рубль подошла его очередь, оставалось %(left)s, этого хватило."
    ),
    "phragmen-funded": lambda: _(
        "Победил: сторонники (%(payers)s) накопили на него, когда каждому накопилось %(share)s."
    ),
    "phragmen-after_stop": lambda: _(
        "Не победил: раньше его сторонников накопили на проект, который не поместился в бюджет."
    ),
    "partial": lambda: _(
        "Победил: оставалось %(left)s, это не меньше 80 %% стоимости; недостающее добавляет город."
    ),
    "shared": lambda: _(
        "Победил: сторонники (%(payers)s) купили его, внеся не больше чем по %(share)s."
    ),
    "filled": lambda: _("Победил: на остаток %(left)s, который раздавали по числу голосов."),
    "everything": lambda: _("Победил: бюджета хватило на все проекты."),
    "over_budget": lambda: _("Не хватило денег: оставалось %(left)s, а проект стоит %(cost)s."),
    "after_stop": lambda: _(
        "Подсчёт остановился раньше: на проект с большим числом голосов денег не хватило."
    ),
    "below_threshold": lambda: _("Не набран порог поддержки: %(score)s из %(threshold)s."),
    "withdrawn": lambda: _("Снят с голосования до подсчёта."),
    "conflict": lambda: _("Не победил: победил несовместимый с ним проект."),
    "poor": lambda: _(
        "Не победил: у его сторонников осталось вместе %(share)s, а проект стоит %(cost)s."
    ),
    "no_support": lambda: _("Не победил: за него никто не проголосовал."),
    "ineligible": lambda: _("Не победил: голосов мало для проекта такой стоимости."),
}

DECIDED = {
    "cost": lambda: _("решила меньшая стоимость"),
    "votes": lambda: _("решило большее число отметок"),
    "lot": lambda: _("решил жребий, определённый до начала голосования"),
    "order": lambda: _("решил порядок, записанный в исходных данных"),
}


def tie(row: dict, names: dict[int, str], lot_seed: str) -> str:
    """Who was level and what decided."""
    decided = row["decided_by"]
    if decided == "lot" and not lot_seed:
        decided = "order"
    facts = {
        "score": row["score"],
        "names": ", ".join(names[number] for number in row["numbers"]),
        "how": DECIDED[decided](),
    }
    if isinstance(row["score"], int):
        return _("Поровну (%(score)s): %(names)s — %(how)s.") % facts
    return _("Поровну: %(names)s — %(how)s.") % facts
