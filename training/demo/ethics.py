"""The code of ethics of the demo city, who read it, what residents say."""

from datetime import timedelta

from django.utils import timezone

from portal.accounts.models import User
from training.actions import acknowledge
from training.demo.people import servants
from training.models import CodeArticle, CodeVersion, ConductDecision, ConductFeedback

ARTICLES = (
    ("Для кого мы работаем", "general", "Служащий работает для жителей города и помнит об этом."),
    ("Открытость", "openness", "Решения публикуются вместе с причинами, по которым их приняли."),
    ("Как мы говорим", "speech", "Отвечаем по существу, вежливо и без канцеляризмов."),
    ("Конфликт интересов", "general", "О личном интересе сообщаем до решения, а не после."),
)
CONTACTS = ("reception", "phone", "letter", "meeting")


def load(official: User, teams) -> None:
    today = timezone.localdate()
    current = _version(1, today - timedelta(days=200))
    _version(2, today + timedelta(days=20))
    for person in [official, *servants(teams[0])[:4], *servants(teams[1])[:2]]:
        acknowledge(current, actor=person, digest=current.digest)
    _feedback(teams)
    ConductDecision.objects.create(
        number="1-демо",
        decided_on=today - timedelta(days=70),
        question="Был ли конфликт интересов при приёмке работ",
        decision="Конфликта нет: служащий заранее сообщил о нём и в приёмке не участвовал.",
        is_published=True,
    )
    ConductDecision.objects.create(
        number="2-демо",
        decided_on=today - timedelta(days=20),
        question="Грубость при личном приёме",
        decision="Нарушение подтвердилось, жителю принесены извинения.",
        measure="Замечание",
        is_published=True,
    )


def _version(number: int, effective_on) -> CodeVersion:
    version = CodeVersion.objects.create(
        number=number,
        title="Кодекс этики и служебного поведения (демо)",
        preface="Кодекс говорит простыми словами, чего город ждёт от служащих. (демо)",
        effective_on=effective_on,
    )
    for place, (title, tag, text) in enumerate(ARTICLES[: 2 + number], 1):
        CodeArticle.objects.create(
            version=version, number=place, title=title, tag=tag, text=f"{text} (демо)"
        )
    version.digest, version.state = version.text_digest(), "published"
    version.save(update_fields=["digest", "state"])
    return version


def _feedback(teams) -> None:
    """Enough for an index of the first department, too few for the second, one to check."""
    people = list(User.objects.filter(email__in=("resident@example.org", "resident2@example.org")))
    today = timezone.localdate()
    for person in people:
        for number in range(12):
            ConductFeedback.objects.create(
                author=person,
                department=teams[0],
                contact=CONTACTS[number % 4],
                contact_on=today - timedelta(days=5 + number),
                polite=5 - number % 3,
                clear=4,
                timely=5 - number % 2,
                state="accepted",
            )
        ConductFeedback.objects.create(
            author=person,
            department=teams[1],
            contact="phone",
            contact_on=today - timedelta(days=2),
            polite=4,
            clear=3,
            timely=4,
            text="Дозвонилась со второго раза, объяснили понятно. (демо)",
        )
