"""A test asked and marked: pure, and the only place where what is right meets what was said."""

from collections.abc import Mapping, Sequence
from decimal import Decimal


def shown(questions: Sequence[Mapping]) -> list[dict]:
    """The questions as a page may print them: nothing of what is right."""
    return [
        {"name": f"q{place}", "kind": row["kind"], "text": row["text"], "choices": row["choices"]}
        for place, row in enumerate(questions)
    ]


def plain(text: str) -> str:
    """Words as they are compared: small letters, single spaces, «ё» as «е», no full stop."""
    return " ".join(text.casefold().replace("ё", "е").split()).rstrip(".")


def is_right(question: Mapping, said: Sequence[str]) -> bool:
    """Whether the answer is right: exactly the right choices, or one of the right wordings."""
    if question["kind"] == "text":
        return bool(said) and plain(said[0]) in {plain(text) for text in question["right"]}
    return sorted(set(said)) == sorted(question["right"])


def count_right(questions: Sequence[Mapping], answers: Mapping[str, Sequence[str]]) -> int:
    return sum(is_right(row, answers.get(f"q{place}", [])) for place, row in enumerate(questions))


def counted(rows: Sequence[Mapping]) -> list[dict]:
    """Lines of a frozen ranking with their points as numbers, for a page in either language."""
    return [{**row, "points": Decimal(row["points"])} for row in rows]


def passes(right: int, total: int, per_cent: int) -> bool:
    """Whether so many of the total are enough; exact, without fractions of a per cent."""
    return total > 0 and right * 100 >= per_cent * total
