"""Part of «my data»: opinions of a person. Answers to polls bear no name, so none are found."""

from civic.models import Statement, StatementVote


def collect(user) -> dict:
    return {
        "statements": list(Statement.objects.filter(author=user).values("text", "state")),
        "opinions": list(
            StatementVote.objects.filter(user=user).values("statement__text", "value")
        ),
    }
