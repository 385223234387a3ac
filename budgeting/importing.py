"""A recorded election (Pabulib) becomes a closed, published round with its projects and ballots.

Everything happens in one transaction: a file is imported whole or not at all, and once.
"""

import hashlib
import io
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from itertools import islice
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.utils import timezone
from django.utils.text import slugify

from budgeting.counting import count_round
from budgeting.election import Election, PbProject, PbVote
from budgeting.models import (
    PhaseKind,
    Programme,
    Project,
    ProjectState,
    Round,
    RoundPhase,
    RoundResult,
    TallyRule,
)
from budgeting.models.rounds import validate_round_slug
from budgeting.pabulib import PabulibError, parse_pabulib
from budgeting.tally import UnsupportedRuleError, options_of, rule_of
from portal.cases.actions import record
from portal.polls import ballots
from portal.polls.ballots import Choice
from portal.polls.models import Option, Poll, PollState

BATCH = 5000  # ballots per COPY
LARGEST = Decimal(10) ** 12  # columns of money hold twelve digits before the point
AFTER = timedelta(days=30)

Progress = Callable[[int, int], None]


class ImportRefusedError(ValueError):
    """The file is sound, but the round cannot be made; the message says why."""


@dataclass(frozen=True)
class Imported:
    """What came of an import; `created` is False when the very file was imported before."""

    round: Round
    created: bool
    result: RoundResult
    repeated: int = 0
    foreign_rule: str = ""


def import_file(path: Path, *, slug: str = "", progress: Progress | None = None) -> Imported:
    """Import a .pb file. Raises PabulibError for a broken one, OSError for a missing one,
    ImportRefusedError when the round cannot be made; nothing is written then.
    """
    raw = path.read_bytes()
    election = parse_pabulib(raw, path.name)
    source = Source(path.name, raw.decode("utf-8-sig"), election)
    return _store(source, hashlib.sha256(raw).hexdigest(), slug, progress or _silent)


def _silent(done: int, total: int) -> None:
    pass


@dataclass(frozen=True)
class Source:
    """A file that was read, and where in it a value stands."""

    name: str
    text: str
    election: Election

    def fail(self, start: str, column: int, reason: str) -> PabulibError:
        """An error at the first line that begins with `start`."""
        pattern = re.compile(rf'^"?{re.escape(start)}"?\s*;', re.MULTILINE)
        found = pattern.search(self.text)
        line = self.text.count("\n", 0, found.start()) + 1 if found else 1
        return PabulibError(self.name, line, column, reason)

    def day(self, key: str, *, last: bool) -> date:
        """A date of META: DD.MM.YYYY, or a year meaning its first or last day."""
        text = self.election.meta.get(key, "")
        try:
            if re.fullmatch(r"\d{4}", text):
                return date(int(text), 12, 31) if last else date(int(text), 1, 1)
            return datetime.strptime(text, "%d.%m.%Y").date()  # noqa: DTZ007 a day, no moment
        except ValueError:
            raise self.fail(key, 2, f"Ожидалась дата ДД.ММ.ГГГГ или год, а не «{text}».") from None

    def money(self, amount: Decimal, start: str, column: int) -> Decimal:
        """The amount, if a column of money holds it exactly."""
        if amount < LARGEST and amount == amount.quantize(Decimal("0.01")):
            return amount
        raise self.fail(start, column, f"Сумма «{amount}» больше 12 цифр или точнее копейки.")

    def column_of_cost(self) -> int:
        """Where costs stand; the reader has made sure that the header names them."""
        header = re.search(r"^PROJECTS[;\s]*?\n(.*)$", self.text, re.MULTILINE)
        names = [name.strip() for name in header[1].split(";")] if header else ["", "cost"]
        return names.index("cost") + 1

    def whole(self, key: str) -> int | None:
        """An integer of META within a smallint, None when it is absent or no such number."""
        text = self.election.meta.get(key, "")
        return int(text) if re.fullmatch(r"\d{1,4}", text) else None


@transaction.atomic
def _store(source: Source, digest: str, slug: str, progress: Progress) -> Imported:
    _one_at_a_time()
    if known := Round.objects.filter(source_digest=digest).select_related("result").first():
        return Imported(known, created=False, result=known.result)
    rule, foreign = _rule(source.election)
    round_ = _round(source, _slug(source.name, slug, digest), rule, foreign)
    round_.source_digest = digest
    round_.poll = _poll(source, round_)
    round_.rules_hash = round_.rule_digest()
    round_.save()
    _phases(round_)
    _projects(source, round_)
    _copy_ballots(source.election, round_.poll, progress)
    result = count_round(round_)
    _settle(round_, result)
    record(round_, "imported", actor=None, data={"sha256": digest, "file": source.name})
    return Imported(round_, True, result, len(source.election.repeated), foreign)


def _one_at_a_time() -> None:
    """Two imports of one file must not both find that it is not there yet."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended('budgeting.import', 0))")


def _slug(name: str, wanted: str, digest: str) -> str:
    slug = wanted or slugify(Path(name).stem)[:70] or digest[:12]
    try:
        validate_round_slug(slug)
    except ValidationError as error:
        raise ImportRefusedError(error.message) from error
    if not re.fullmatch(r"[-a-zA-Z0-9_]{1,80}", slug):
        raise ImportRefusedError(f"Адрес «{slug}» не годится: латинские буквы, цифры и дефисы.")
    if not Round.objects.filter(slug=slug).exists():
        return slug
    if wanted:
        raise ImportRefusedError(f"Раунд с адресом «{slug}» уже есть. Укажите другой: --round.")
    return f"{slug}-{digest[:8]}"


def _rule(election: Election) -> tuple[str, str]:
    """The rule to count by, and the file's own where the portal does not offer it."""
    try:
        return rule_of(election), ""
    except UnsupportedRuleError:
        return TallyRule.GREEDY, election.meta.get("rule") or "unknown"


def _round(source: Source, slug: str, rule: str, foreign: str) -> Round:
    meta, election = source.election.meta, source.election
    if not isinstance(election.threshold, int):
        raise source.fail("min_project_score_threshold", 2, "Порог поддержки должен быть целым.")
    title = _clean(meta.get("description") or Path(source.name).stem, 150)
    summary = [f"Раунд загружен из файла Pabulib «{source.name}»."]
    if foreign:
        summary.append(f"В файле названо правило «{foreign}»; здесь подсчёт по числу голосов.")
    programme, _created = Programme.objects.get_or_create(
        slug="pabulib",
        defaults={"name": "Выборы других городов", "summary": "Загружены из архива Pabulib."},
    )
    return Round(
        programme=programme,
        slug=slug,
        title=f"{title} ({_clean(meta['instance'], 40)})" if meta.get("instance") else title,
        summary=" ".join(summary),
        budget=source.money(election.budget, "budget", 2),
        max_choices=source.whole("max_length"),
        tally_rule=rule,
        min_support=election.threshold,
        currency=_clean(meta.get("currency") or "XXX", 3),
        is_published=True,
        project_count=len(election.projects),
        **_switches(election),
    )


def _switches(election: Election) -> dict:
    """What the name of the file's rule says about equal shares, as columns of a round."""
    return {f"mes_{name}": value for name, value in options_of(election).items()}


def _poll(source: Source, round_: Round) -> Poll:
    opens = _midnight(source.day("date_begin", last=False))
    closes = _midnight(source.day("date_end", last=True) + timedelta(days=1))
    if closes <= opens:
        raise source.fail("date_end", 2, "Голосование кончается раньше, чем начинается.")
    if closes > timezone.now():
        raise source.fail("date_end", 2, "Голосование ещё не кончилось: дата в будущем.")
    at_most = round_.max_choices
    return Poll.objects.create(
        title=round_.title,
        state=PollState.CLOSED,
        ballot_kind=source.election.meta["vote_type"],
        opens_at=opens,
        closes_at=closes,
        closed_at=closes,
        min_choices=0 if at_most == 0 else 1,
        max_choices=at_most,
        ballot_count=len(source.election.votes),
    )


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime(day.year, day.month, day.day))  # noqa: DTZ001 made aware


def _phases(round_: Round) -> None:
    opens, closes = round_.poll.opens_at, round_.poll.closes_at
    RoundPhase.objects.bulk_create(
        RoundPhase(round=round_, kind=kind, starts_at=start, ends_at=end)
        for kind, start, end in (
            (PhaseKind.VOTE, opens, closes),
            (PhaseKind.RESULTS, closes, closes + AFTER),
        )
    )


def _projects(source: Source, round_: Round) -> None:
    """Numbers are the order of rows: the file's ids need not be numbers, its order settles ties."""
    numbered = list(enumerate(source.election.projects, start=1))
    column = source.column_of_cost()
    Option.objects.bulk_create(
        [
            Option(
                poll=round_.poll,
                number=number,
                code=_clean(project.id, 100),
                label=_title(project),
                cost=source.money(project.cost, project.id, column),
            )
            for number, project in numbered
        ]
    )
    Project.objects.bulk_create([_project(round_, *pair) for pair in numbered], batch_size=500)


def _project(round_: Round, number: int, project: PbProject) -> Project:
    latitude, longitude = _point(project)
    return Project(
        round=round_,
        number=number,
        state=ProjectState.CONTEST,
        author=None,
        title=_title(project)[:200],
        problem=_clean(project.columns.get("description", ""), 5000),
        address=_clean(project.columns.get("neighborhood", ""), 300),
        latitude=latitude,
        longitude=longitude,
        total_cost=0 if project.withdrawn else project.cost,
        submitted_at=round_.poll.opens_at,
        published_at=round_.poll.opens_at,
    )


def _title(project: PbProject) -> str:
    return _clean(project.name, 300) or f"Проект {_clean(project.id, 100)}"


def _point(project: PbProject) -> tuple[Decimal | None, Decimal | None]:
    """Latitude and longitude rounded to the column, or nothing where they are no place on Earth."""
    point = []
    for name, limit in (("latitude", 90), ("longitude", 180)):
        text = project.columns.get(name, "")
        if not re.fullmatch(r"-?\d{1,3}(\.\d+)?", text) or abs(Decimal(text)) > limit:
            return None, None
        point.append(Decimal(text).quantize(Decimal("0.000001")))
    return point[0], point[1]


def _clean(text: str, limit: int) -> str:
    return " ".join(text.replace("\x00", "").split())[:limit]


def _copy_ballots(election: Election, poll: Poll, progress: Progress) -> None:
    """COPY ballots and their journal: the invariant «one event per ballot» holds here too."""
    rows, done, total = _ballot_rows(election, poll), 0, len(election.votes)
    progress(done, total)
    while batch := list(islice(rows, BATCH)):
        moment = poll.closes_at.isoformat()
        _copy(
            "polls_ballot (poll_id, voter_mark, choices, nonce, receipt, age, cast_at, changes, "
            "district_code)",
            [(poll.pk, *row, moment, 0, "") for row in batch],
        )
        _copy(
            "polls_ballotevent (poll_id, kind, commitment, replaces, created_at)",
            [(poll.pk, "cast", row[3], "", moment) for row in batch],
        )
        done += len(batch)
        progress(done, total)


def _copy(target: str, rows: list[tuple]) -> None:
    lines = ("\t".join("\\N" if cell is None else str(cell) for cell in row) for row in rows)
    with connection.cursor() as cursor:
        cursor.copy_expert(f"COPY {target} FROM STDIN", io.StringIO("\n".join(lines) + "\n"))


def _ballot_rows(election: Election, poll: Poll) -> Iterator[tuple]:
    """Rows (mark, choices, nonce, receipt, age); equal ballots are written out once."""
    number = {project.id: place for place, project in enumerate(election.projects, start=1)}
    ranked, written = poll.ballot_kind == "ordinal", {}
    for vote in election.iter_votes():
        key = vote.choices, vote.points
        if key not in written:
            written[key] = _canonical(vote, number, ranked)
        nonce, text = ballots.new_nonce(), written[key]
        mark = ballots.voter_mark(settings.PERSON_KEY_SECRET, poll.uuid, f"file:{vote.voter_id}")
        yield mark, text, nonce, ballots.receipt(poll.uuid, nonce, text), _age(vote)


def _canonical(vote: PbVote, number: dict[str, int], ranked: bool) -> str:
    numbers = [number[choice] for choice in vote.choices]
    points = vote.points or [None] * len(numbers)
    return ballots.canonical(map(Choice, numbers, points), ranked=ranked)


def _age(vote: PbVote) -> int | None:
    text = vote.columns.get("age", "")
    return int(text) if re.fullmatch(r"\d{1,3}", text) else None


def _settle(round_: Round, result: RoundResult) -> None:
    """States in bulk and without letters: the story was over before it came here."""
    projects = Project.objects.filter(round=round_)
    gone = [row["number"] for row in result.data["projects"] if row["reason"] == "withdrawn"]
    projects.filter(number__in=gone).update(state=ProjectState.WITHDRAWN)
    projects.filter(number__in=result.data["winners"]).update(state=ProjectState.WINNER)
    projects.filter(state=ProjectState.CONTEST).update(state=ProjectState.RESERVE)
