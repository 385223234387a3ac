"""Проверка голосования без сети, нужен Python 3.11+:  python3 verify.py [папка] [отпечаток ...]

Отпечатки — из писем наблюдателю или ленты: они доказывают, что журнал и условия потом не
переписали. Что лежит в файлах и что значит каждый шаг: «Как проверить голосование» на портале.
Победителей считает winners.py рядом. В конце сказано «ВСЁ СОШЛОСЬ» или что именно не сошлось.
"""

import csv
import hashlib
import json
import sys
from collections import Counter
from fractions import Fraction
from pathlib import Path

from winners import Pot, tally


def sha(text):
    return hashlib.sha256(text.encode()).hexdigest()


def check(agrees, what):
    if not agrees:
        raise ValueError(what)


def read(folder, name):
    """Текст файла; чужие концы строк, BOM или обрыв — уже не тот файл, что был опубликован."""
    text = (folder / name).read_bytes().decode("utf-8")
    check("\r" not in text and text[:1] != "\ufeff", f"{name}: другие концы строк или BOM")
    check(text.endswith("\n"), f"{name}: файл обрывается")
    return text


def journal(text, conditions, kept):
    """Цепочка отпечатков: она начинается условиями, и каждая пачка входит в следующий отпечаток.

    Возвращает действующие квитанции и то, что о журнале должно быть сказано в итогах.
    """
    title, *rows = text.splitlines()
    poll = json.loads(conditions)["uuid"]
    check(title.split(" ")[:2] == ["open-kirov-journal-1", poll], "journal.txt: чужой журнал")
    check(title.split(" ")[2:] == [sha(conditions)], "poll.json: условия меняли после открытия")
    heads, kinds, given, gone = [sha(conditions)], Counter(), Counter(), Counter()
    while rows:
        word, number, size, digest, said = rows[0].split(" ")
        body, rows = rows[1 : int(size) + 1], rows[int(size) + 1 :]
        entries = "".join(f"{row}\n" for row in body)
        heads.append(sha(f"{heads[-1]}\n{len(heads)}\n{len(body)}\n{sha(entries)}\n"))
        exact = (word, number, size) == ("batch", str(len(heads) - 1), str(len(body)))
        right = exact and body == sorted(body) and digest == sha(entries) and said == heads[-1]
        check(right, f"journal.txt: пачка {number} не та, что была запечатана")
        for receipt, kind, *before in (row.split(" ") for row in body):
            known = (kind, len(before)) in (("cast", 0), ("change", 1), ("void", 0))
            check(known, f"journal.txt: неизвестная запись «{kind}»")
            kinds[kind] += 1
            given.update([] if kind == "void" else [receipt])
            gone.update([receipt] if kind == "void" else before)
    once = all(times == 1 for times in (*given.values(), *gone.values()))
    check(once and gone.keys() <= given.keys(), "journal.txt: квитанция дважды или из ниоткуда")
    missing = [head for head in kept if head.lower() not in heads]
    check(not missing, f"журнал или условия переписали: сохранённого отпечатка нет, {missing}")
    facts = {"replaced": kinds["change"], "voided": kinds["void"], "batches": len(heads) - 1}
    return given.keys() - gone.keys(), facts | {"head": heads[-1]}


def ballots(text, poll, live):
    """Каждой действующей квитанции — ровно один бюллетень, и она получается из него самого."""
    title, *rows = (tuple(line.split(";")) for line in text.splitlines())
    check(title == ("receipt", "nonce", "choices"), "ballots.csv: другие столбцы")
    check(rows == sorted(rows), "ballots.csv: строки не по порядку квитанций")
    check(len({row[0] for row in rows}) == len(rows), "ballots.csv: бюллетень повторён")
    for receipt, nonce, choices in rows:
        opened = sha(f"open-kirov-ballot-1\n{poll}\n{nonce}\n{choices}\n")
        check(opened == receipt, f"ballots.csv: выбор не тот, что в квитанции {receipt[:12]}…")
    there = {row[0] for row in rows}
    check(there <= live, f"лишние (в том числе аннулированные) бюллетени: {sorted(there - live)}")
    check(live <= there, f"пропавшие бюллетени: {sorted(live - there)}")
    items = {row[0]: [item.split(":") for item in row[2].split(",") if item] for row in rows}
    return {key: {int(n): Fraction(*p or [1]) for n, *p in row} for key, row in items.items()}


def compare(said, expected):
    for name in sorted({*said, *expected}):
        got, due = said.get(name), expected.get(name)
        check(got == due, f"result.json, {name}: опубликовано {got}, а получается {due}")


def result(said, facts, terms, votes):
    """Всё, что объявлено в итогах, посчитано заново."""
    exact = [[row["number"], row["votes"], Fraction(row["score"])] for row in said.pop("options")]
    count = tally(terms, votes)
    pots = (terms["contest"] or {"pots": []})["pots"]
    won = [Pot(pot, terms, votes).winners() for pot in pots]
    cost = {option["number"]: Fraction(option["cost"]) for option in terms["options"]}
    for pot in said["pots"]:
        pot |= {"winners": sorted(pot["winners"]), "total_cost": Fraction(pot["total_cost"])}
    paid = [
        {"name": pot["name"], "winners": sorted(chosen), "total_cost": sum(cost[n] for n in chosen)}
        for pot, chosen in zip(pots, won, strict=True)
    ]
    fixed = {"format": "open-kirov-result-1", "poll": terms["uuid"], "ballots": len(votes)}
    compare(
        said | {"options": exact},
        facts | fixed | {"pots": paid, "options": [[n, *count[n]] for n in sorted(count)]},
    )
    return [number for chosen in won for number in chosen]


def pabulib(text, name, terms, votes, won):
    """Файл для исследователей говорит то же, что остальные."""
    rows = list(csv.reader(text.splitlines(), delimiter=";"))
    head, *projects = rows[rows.index(["PROJECTS"]) + 1 : rows.index(["VOTES"])]
    cost, count = {o["number"]: o["cost"] for o in terms["options"]}, tally(terms, votes.values())
    for row in (dict(zip(head, cells, strict=True)) for cells in projects):
        n, here = int(row["project_id"]), (Fraction(row["cost"]), row["votes"], row["selected"])
        due = Fraction(cost.pop(n)), str(count[n][0]), "0" if n not in won else row["selected"] or 1
        check(here == due and (n not in won or row["selected"] in "123"), f"{name}: проект № {n}")
    mine = count.keys() - cost.keys()
    due = [(key, ",".join(str(n) for n in vote if n in mine)) for key, vote in votes.items()]
    got = [tuple(row[:2]) for row in rows[rows.index(["VOTES"]) + 2 :]]
    check(got == [row for row in due if row[1] or not cost], f"{name}: бюллетени")


def main(folder=".", *kept):
    folder = Path(folder)
    try:
        conditions = read(folder, "poll.json")
        terms = json.loads(conditions)
        live, facts = journal(read(folder, "journal.txt"), conditions, kept)
        print(f"сошлось: условия и журнал, пачек {facts['batches']}, последняя {facts['head']}")
        votes = ballots(read(folder, "ballots.csv"), terms["uuid"], live)
        print(f"сошлось: бюллетени, каждый равен своей квитанции, всего {len(votes)}")
        said = json.loads(read(folder, "result.json"))
        won = result(said, facts, terms, list(votes.values()))
        labels = {option["number"]: option["label"] for option in terms["options"]}
        print("сошлось: голоса и победители:", *(f"\n  № {n} {labels[n]}" for n in won))
        for path in sorted(folder.glob("*.pb")):
            pabulib(read(folder, path.name), path.name, terms, votes, won)
    except (ValueError, LookupError, OSError, TypeError, AttributeError, ArithmeticError) as fault:
        print(f"НЕ СОШЛОСЬ: {fault or type(fault).__name__}")
        return 1
    print("ВСЁ СОШЛОСЬ" if kept else "ВСЁ СОШЛОСЬ (сохранённых отпечатков вы не назвали)")
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
