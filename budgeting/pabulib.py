"""Participatory-budget elections as Pabulib text (.pb): reading and writing.

A file has three sections, META, PROJECTS and VOTES; each is a title line, a header line and
semicolon-separated rows. Source: https://pabulib.org/format. Money is exact (Decimal).
"""

import csv
import io
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from budgeting.election import POINT_TYPES, Ballot, Election, Number, PbProject, PbVote, number

VOTE_TYPES = ("approval", "choose-1", "cumulative", "scoring", "ordinal")
TITLES = ("META", "PROJECTS", "VOTES")
REQUIRED_META = ("num_projects", "num_votes", "budget", "vote_type")

_Cells = str | tuple[str, str]
_LINE_END = re.compile(r"\r\n?|\n")
_WHOLE_CELL = re.compile(r'(?:"(?:[^"]|"")*"|[^";\r\n][^;\r\n]*)?;')


class PabulibError(ValueError):
    """A file that cannot be read: where it breaks and why.

    `line` and `column` count from 1; a column is a cell of the row, not a character.
    """

    def __init__(self, file: str, line: int, column: int, reason: str) -> None:
        super().__init__(f"{file}, строка {line}, столбец {column}: {reason}")
        self.file, self.line, self.column, self.reason = file, line, column, reason


def read_pabulib(path: str | Path) -> Election:
    """Read a .pb file. Raises PabulibError for a broken one and OSError for a missing one."""
    return parse_pabulib(Path(path).read_bytes(), Path(path).name)


def parse_pabulib(source: str | bytes, name: str = "pabulib.pb") -> Election:
    """Read the text of a .pb file; `name` is what errors call it. Raises PabulibError."""
    text = _decode(source, name) if isinstance(source, bytes) else source.removeprefix("\ufeff")
    return _Reader(text, name).election()


def write_pabulib(election: Election) -> str:
    """The election as .pb text; all line ends become LF, the counts in META those of the rows."""
    scored = election.meta["vote_type"] in POINT_TYPES
    votes = [_vote_cells(vote, scored) for vote in election.iter_votes()]
    sizes = {"num_projects": str(len(election.projects)), "num_votes": str(len(votes))}
    projects = [
        {"project_id": project.id, "cost": format(project.cost, "f")} | project.columns
        for project in election.projects
    ]
    stream = io.StringIO()
    rows = csv.writer(stream, delimiter=";", lineterminator="\n")
    meta = [(key, _unix(value)) for key, value in (election.meta | sizes).items()]
    rows.writerows([["META"], ["key", "value"], *meta])
    for title, cells in (("PROJECTS", projects), ("VOTES", votes)):
        header = list(dict.fromkeys(key for row in cells for key in row)) or _EMPTY[title]
        rows.writerows([[title], header])
        rows.writerows([_unix(row.get(key, "")) for key in header] for row in cells)
    return stream.getvalue()


_EMPTY = {"PROJECTS": ["project_id", "cost"], "VOTES": ["voter_id", "vote", "points"]}


def _unix(cell: str) -> str:
    # csv.writer leaves a lone CR unquoted, and a reader would take it for the end of the row.
    return _LINE_END.sub("\n", cell)


def _vote_cells(vote: PbVote, scored: bool) -> dict[str, str]:
    points = {"points": ",".join(map(str, vote.points))} if scored else {}
    return {"voter_id": vote.voter_id, "vote": ",".join(vote.choices)} | points | vote.columns


def _decode(source: bytes, name: str) -> str:
    try:
        return source.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = source[: error.start]
        line, column = before.count(b"\n") + 1, before.rpartition(b"\n")[2].count(b";") + 1
        raise PabulibError(name, line, column, "Текст не в кодировке UTF-8.") from error


def _items(cell: str) -> tuple[str, ...]:
    return tuple(map(str.strip, cell.split(","))) if cell.strip() else ()


def _without_tail(row: list[str]) -> list[str]:
    """The row without the empty cells a spreadsheet pads it with."""
    while len(row) > 1 and not row[-1]:
        row.pop()
    return row


@dataclass(frozen=True)
class _VoteRows(Collection):
    """The VOTES of a text, parsed only when asked for: voters' attributes take no memory."""

    text: str
    offset: int
    header: list[str]
    size: int
    scored: bool

    def __len__(self) -> int:
        return self.size

    def __contains__(self, vote: object) -> bool:
        return any(vote == other for other in self)

    def __iter__(self) -> Iterator[PbVote]:
        stream = io.StringIO(self.text, newline="")
        stream.seek(self.offset)
        for row in filter(None, csv.reader(stream, delimiter=";")):
            yield self._vote(dict(zip(self.header, row, strict=False)))

    def _vote(self, cells: dict[str, str]) -> PbVote:
        voter, choices = cells.pop("voter_id"), _items(cells.pop("vote"))
        points = _items(cells.pop("points")) if self.scored else ()
        return PbVote(voter, choices, tuple(map(number, points)), cells)


class _Reader:
    """One pass over the rows of a text; every failure knows its line and cell."""

    def __init__(self, text: str, name: str) -> None:
        self.text, self.name, self.line = text, name, 1
        self.stream = io.StringIO(text, newline="")
        self.rows = self._rows()
        self.lines: dict[str | _Cells, int] = {}

    def election(self) -> Election:
        before, nul, _ = self.text.partition("\0")
        if nul:
            line, column = before.count("\n") + 1, before.rpartition("\n")[2].count(";") + 1
            raise self._fail(column, "В тексте нулевой символ.", line)
        meta = self._meta()
        projects = self._projects(self._header("PROJECTS", "project_id", "cost"))
        self.scored = meta["vote_type"] in POINT_TYPES
        header = self._header("VOTES", "voter_id", "vote", *["points"] * self.scored)
        offset = self.stream.tell()
        times, voters = self._cells(header, self.scored)
        self._compare(meta, "num_projects", len(projects))
        self._compare(meta, "num_votes", voters)
        index = {project.id: place for place, project in enumerate(projects)}
        ballots = self._ballots(times, header, index)
        votes = _VoteRows(self.text, offset, header, voters, self.scored)
        return Election(meta, projects, votes, ballots)

    def _fail(self, column: int, reason: str, line: int = 0) -> PabulibError:
        return PabulibError(self.name, line or self.line, column, reason)

    def _rows(self) -> Iterator[list[str]]:
        reader = csv.reader(self.stream, delimiter=";", strict=True)
        try:
            for row in reader:
                if row:
                    yield row
                self.line = reader.line_num + 1
        except csv.Error as error:
            raise self._fail(*self._broken_cell(str(error))) from error

    def _broken_cell(self, message: str) -> tuple[int, str]:
        starts = [0, *(found.end() for found in _LINE_END.finditer(self.text))]
        place, column = starts[self.line - 1], 1
        while cell := _WHOLE_CELL.match(self.text, place):
            place, column = cell.end(), column + 1
        if "field larger" in message:
            return column, "Слишком длинная ячейка."
        if "end of data" in message:
            return column, "Кавычка открыта, но не закрыта."
        return column, "После закрывающей кавычки ожидалась точка с запятой."

    def _until(self, title: str) -> Iterator[list[str]]:
        for row in self.rows:
            if row[0] in TITLES and not any(row[1:]):
                if row[0] != title:
                    raise self._fail(1, f"Раздел {row[0]} здесь не на месте.")
                return
            yield row
        if title:
            raise self._fail(1, f"Ожидался раздел {title}, а файл кончился.")

    def _meta(self) -> dict[str, str]:
        meta: dict[str, str] = {}
        for row in self._until("META"):
            raise self._fail(1, f"Файл начинается с раздела META, а не с «{row[0][:40]}».")
        if [cell.strip() for cell in next(self.rows, [])[:2]] != ["key", "value"]:
            raise self._fail(1, "Раздел META начинается со строки «key;value».")
        for row in self._until("PROJECTS"):
            key, value = row[0].strip(), ";".join(_without_tail(row[1:])).strip()
            if len(row) < 2 or not key:
                raise self._fail(1, "В строке META нужны название и значение.")
            if key in meta:
                raise self._fail(1, f"Параметр «{key}» указан дважды.")
            self._check_meta(key, value)
            meta[key], self.lines[key] = value, self.line
        for key in REQUIRED_META:
            if key not in meta:
                raise self._fail(1, f"В разделе META нет обязательного параметра «{key}».")
        return meta

    def _check_meta(self, key: str, value: str) -> None:
        if key in ("num_projects", "num_votes"):
            self._count(value, 2)
        elif key == "vote_type" and value not in VOTE_TYPES:
            raise self._fail(2, f"Неизвестный вид голосования «{value}».")
        elif key == "budget":
            self._money(value, 2)
        elif key == "min_project_score_threshold" and value:
            self._number(value, 2)

    def _header(self, title: str, *required: str) -> list[str]:
        header = _without_tail([cell.strip() for cell in next(self.rows, [""])])
        if header[0] != required[0]:
            raise self._fail(1, f"Первый столбец раздела {title} называется «{required[0]}».")
        for place, name in enumerate(header):
            if not name or name in header[:place]:
                raise self._fail(place + 1, f"Название столбца «{name}» пусто или повторяется.")
        for name in required:
            if name not in header:
                raise self._fail(len(header), f"В разделе {title} нет столбца «{name}».")
        return header

    def _width(self, row: list[str], header: list[str]) -> None:
        if len(row) < len(header) or any(row[len(header) :]):
            column = min(len(row), len(header) + 1)
            raise self._fail(column, f"Ячеек в строке: {len(row)}, а столбцов: {len(header)}.")

    def _projects(self, header: list[str]) -> list[PbProject]:
        projects: dict[str, PbProject] = {}
        for row in self._until("VOTES"):
            self._width(row, header)
            project = self._project(dict(zip(header, map(str.strip, row), strict=False)), header)
            if project.id in projects:
                raise self._fail(1, f"Проект «{project.id}» указан дважды.")
            projects[project.id] = project
        return list(projects.values())

    def _project(self, cells: dict[str, str], header: list[str]) -> PbProject:
        name = cells.pop("project_id")
        if not name or "," in name:
            raise self._fail(1, f"Номер проекта пуст или содержит запятую: «{name}».")
        cost = self._money(cells.pop("cost"), header.index("cost") + 1)
        checks = {"votes": self._count, "score": self._number, "selected": self._selected}
        for key, check in checks.items():
            if cells.get(key):
                check(cells[key], header.index(key) + 1)
        return PbProject(name, cost, cells)

    def _cells(self, header: list[str], scored: bool) -> tuple[dict[_Cells, int], int]:
        vote, points = header.index("vote"), header.index("points") if scored else 0
        times: dict[_Cells, int] = {}
        voters: set[str] = set()
        for row in self._until(""):
            if len(row) != len(header):
                self._width(row, header)
            voter, cells = row[0], (row[vote], row[points]) if scored else row[vote]
            if not voter or voter in voters:
                raise self._fail(1, f"Номер избирателя пуст или повторяется: «{voter}».")
            voters.add(voter)
            if cells in times:
                times[cells] += 1
            else:
                times[cells], self.lines[cells] = 1, self.line
        return times, len(voters)

    def _ballots(
        self, times: dict[_Cells, int], header: list[str], index: dict[str, int]
    ) -> dict[Ballot, int]:
        ballots: dict[Ballot, int] = {}
        place, scored = index.__getitem__, self.scored
        for cells, cast in times.items():
            chosen = cells[0] if scored else cells
            try:
                choices = tuple(map(place, chosen.split(",")))
            except KeyError:
                choices = self._untidy(chosen, header, index, self.lines[cells])
            points = self._points(cells, len(choices), header) if scored else ()
            ballots[choices, points] = ballots.get((choices, points), 0) + cast
        return ballots

    def _untidy(
        self, chosen: str, header: list[str], index: dict[str, int], line: int
    ) -> tuple[int, ...]:
        for item in _items(chosen):
            if item not in index:
                reason = f"В бюллетене неизвестный проект «{item}»."
                raise self._fail(header.index("vote") + 1, reason, line)
        return tuple(index[item] for item in _items(chosen))

    def _points(self, cells: _Cells, expected: int, header: list[str]) -> tuple[Number, ...]:
        self.line, column = self.lines[cells], header.index("points") + 1
        points = tuple(self._number(item, column) for item in _items(cells[1]))
        if len(points) != expected:
            reason = f"Проектов в бюллетене: {expected}, а оценок: {len(points)}."
            raise self._fail(column, reason)
        return points

    def _compare(self, meta: dict[str, str], key: str, found: int) -> None:
        if int(meta[key]) != found:
            reason = f"Заявлено {key} = {meta[key]}, а строк в разделе: {found}."
            raise self._fail(2, reason, self.lines[key])

    def _number(self, text: str, column: int) -> Number:
        try:
            return number(text)
        except ValueError:
            hint = " (дробная часть пишется через точку)" if "," in text else ""
            raise self._fail(column, f"Ожидалось число, а не «{text}»{hint}.") from None

    def _money(self, text: str, column: int) -> Decimal:
        value = Decimal(self._number(text, column))
        if value < 0:
            raise self._fail(column, f"Сумма не может быть отрицательной: «{text}».")
        return value

    def _count(self, text: str, column: int) -> None:
        if not (text.isascii() and text.isdigit()):
            raise self._fail(column, f"Ожидалось целое неотрицательное число, а не «{text}».")

    def _selected(self, text: str, column: int) -> None:
        if text not in ("0", "1", "2", "3"):
            raise self._fail(column, f"Отметка selected бывает 0, 1, 2 или 3, а не «{text}».")
