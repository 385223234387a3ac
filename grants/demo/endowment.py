"""A fund with two years of money and promises; all invented («демо»)."""

from datetime import date
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from grants import actions
from grants.models import EndowmentFund
from portal.accounts.models import User

SLUG = "dobryy-kirov-demo"
# Kind, roubles, who, whether the name may be shown, what for, years ago.
ROWS = (
    ("capital", 2_400_000, "ООО «Мельница» (демо)", True, "", 1),
    ("capital", 900_000, "Демо-Даритель", False, "", 1),
    ("income", 210_000, "", False, "Доход за год", 1),
    ("grant", 120_000, "ТОС «Садовый» (демо)", True, "Детская площадка", 1),
    ("capital", 350_000, "Сбор на дне благотворителя (демо)", True, "", 0),
    ("income", 95_000, "", False, "Доход за полгода", 0),
)


@transaction.atomic
def load() -> None:
    """Load the fund unless it is there."""
    officials = [User.objects.filter(email=f"{name}@example.org").first()
                 for name in ("official", "admin")]  # fmt: skip
    donor = User.objects.filter(email="resident@example.org").first()
    if not all((*officials, donor)) or EndowmentFund.objects.filter(slug=SLUG).exists():
        return
    first, second = officials
    fund = EndowmentFund.objects.create(
        slug=SLUG, name="Фонд «Добрый Киров» (демо)", owner="Фонд местного сообщества (демо)",
        about="Дворовые инициативы, кружки и помощь пожилым соседям. (демо)",
        manager="УК «Вятский капитал» (демо)", council="Демо-Советник Анна\nДемо-Советник Иван",
        bank_details="Счёт 0000 (демо). Назначение: пожертвование в целевой капитал.",
        is_published=True,
    )  # fmt: skip
    this_year = timezone.localdate().year
    for number, (kind, amount, party, shows, purpose, ago) in enumerate(ROWS):
        row = actions.prepare_operation(
            fund, actor=first, kind=kind, key=f"demo-{number}", amount=Decimal(amount),
            party=party, shows_party=shows, purpose=purpose, document=f"ДЕМО-{number}",
            made_on=date(this_year - ago, 1, 10 + number),
        )  # fmt: skip
        actions.approve_operation(row, actor=second)
    actions.promise(fund, actor=donor, amount=Decimal(5000), public_name="Демо-Житель Вера")
