"""The demo city's poll and opinion board, with invented answers of nobody."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from civic.models import OpinionBoard, Statement, Survey, SurveyAnswer, SurveyQuestion
from civic.models.opinions import StatementState
from civic.models.surveys import OpenState

OPTIONS = "Автобус\nТроллейбус\nАвтомобиль\nПешком"
STATEMENTS = (
    ("На набережной важнее тишина, чем праздники", 21, 14, 5),
    ("Зимой нужен хотя бы один тёплый павильон", 34, 3, 3),
    ("Велосипедам нужна своя дорожка", 25, 11, 4),
    ("Торговле у воды не место", 17, 18, 5),
)


@transaction.atomic
def load() -> None:
    """Load them unless they are there."""
    if Survey.objects.exists() or OpinionBoard.objects.exists():
        return
    survey = Survey.objects.create(
        title="Как вы добираетесь на работу и учёбу? (демо)",
        intro="Ответы помогут поправить маршруты. (демо)",
        method="Отвечает любой житель с учётной записью; об опросе рассказали на портале. (демо)",
        state=OpenState.OPEN,
        ends_at=timezone.now() + timedelta(days=20),
        results_from=50,
        answer_count=64,
    )
    question = SurveyQuestion.objects.create(survey=survey, text="Чаще всего", options=OPTIONS)
    SurveyAnswer.objects.bulk_create(
        SurveyAnswer(survey=survey, person_mark=f"demo-{n}", choices={str(question.pk): [choice]})
        for n in range(64)
        for choice in [(n * 7 + n // 5) % 4]
    )
    _board()


def _board() -> None:
    board = OpinionBoard.objects.create(
        title="Какой быть набережной? (демо)",
        intro="Скажите, с чем вы согласны, и добавьте своё. (демо)",
        state=OpenState.OPEN,
        ends_at=timezone.now() + timedelta(days=20),
        participants=40,
    )
    rows = [
        Statement.objects.create(
            board=board,
            state=StatementState.SHOWN,
            text=f"{text} (демо)",
            agreed=agreed,
            disagreed=disagreed,
            passed=passed,
        )
        for text, agreed, disagreed, passed in STATEMENTS
    ]
    Statement.objects.create(board=board, text="Нужен прокат лодок летом (демо)")
    first, second = [rows[0].pk, 0.95], [rows[3].pk, 0.9]
    other = [[rows[0].pk, 0.1], [rows[2].pk, 0.88]]
    board.groups = {
        "groups": [{"size": 22, "telling": [first, second]}, {"size": 18, "telling": other}]
    }
    board.save(update_fields=["groups"])
