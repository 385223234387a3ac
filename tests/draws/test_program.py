"""draw.py: what anybody runs at home redoes the portal's draw and catches whatever was changed."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.draws import draw as program
from portal.draws.lot import ALGORITHM, drawn, hash_of

seeds = st.text(st.characters(exclude_categories=["Cs"]), min_size=1)
strata = st.lists(st.sampled_from(["Ленинский", "Первомайский", "Октябрьский"]), min_size=1)


def published(entries, places=3, reserve=2, seed="92,1407", by_stratum=True) -> dict:
    members, others = drawn(entries, seed, places, reserve, by_stratum=by_stratum)
    return {
        "purpose": "Комиссия (демо)",
        "algorithm": ALGORITHM,
        "list_hash": hash_of(entries),
        "seed_source": "Курс валюты",
        "seed": seed,
        "places": places,
        "reserve_places": reserve,
        "by_stratum": by_stratum,
        "result": members,
        "reserve": others,
        "entries": entries,
    }


ENTRIES = [f"{n}; {'Ленинский' if n % 3 else 'Первомайский'} район" for n in range(1, 41)]


def run(tmp_path, draw: dict, *kept: str):
    file = tmp_path / "draw.json"
    file.write_text(json.dumps(draw, ensure_ascii=False), encoding="utf-8")
    return subprocess.run(
        [sys.executable, "-I", "-S", program.__file__, str(file), *kept],
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_program_is_short_and_needs_nothing_but_python():
    text = Path(program.__file__).read_text()
    assert len(text.splitlines()) <= 80
    imports = [line for line in text.splitlines() if line.startswith(("import", "from"))]
    assert {line.split()[1] for line in imports} == {"hashlib", "json", "sys", "pathlib"}


@given(strata, seeds, st.integers(1, 20), st.integers(0, 20), st.booleans())
def test_the_program_and_the_portal_draw_alike(names, seed, places, reserve, by_stratum):
    entries = [f"{number}; {name}" for number, name in enumerate(names)]
    draw = published(entries, min(places, len(entries)), reserve, seed, by_stratum)
    assert program.redo(draw) == (draw["result"], draw["reserve"])
    assert list(program.faults(draw, draw["list_hash"])) == []


@pytest.mark.parametrize("by_stratum", [True, False])
def test_anybody_redoes_a_draw_with_python_alone(tmp_path, by_stratum):
    draw = published(ENTRIES, by_stratum=by_stratum)
    done = run(tmp_path, draw, draw["list_hash"])
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines() == [*draw["result"], "OK"]


def test_a_draw_of_the_time_before_strata_and_reserves_is_redone_too(tmp_path):
    draw = published(ENTRIES, reserve=0, by_stratum=False)
    for name in ("reserve_places", "by_stratum", "reserve"):
        del draw[name]
    assert run(tmp_path, draw).returncode == 0


TAMPERED = {
    "another seed": lambda draw: draw | {"seed": "92,1408"},
    "no seed yet": lambda draw: draw | {"seed": ""},
    "a number taken off the list": lambda draw: draw | {"entries": draw["entries"][1:]},
    "a number put on the list": lambda draw: draw | {"entries": [*draw["entries"], "99; Л"]},
    "a number twice": lambda draw: draw | {"entries": [*draw["entries"], draw["entries"][0]]},
    "the list in another order": lambda draw: draw | {"entries": draw["entries"][::-1]},
    "another district of a number": lambda draw: (
        draw | {"entries": ["1; Первомайский район", *draw["entries"][1:]]}
    ),
    "another hash": lambda draw: draw | {"list_hash": "0" * 64},
    "a member replaced": lambda draw: draw | {"result": [draw["reserve"][0], *draw["result"][1:]]},
    "a member dropped": lambda draw: draw | {"result": draw["result"][1:]},
    "members in another order": lambda draw: draw | {"result": draw["result"][::-1]},
    "one place more": lambda draw: draw | {"places": 4},
    "the reserve in another order": lambda draw: draw | {"reserve": draw["reserve"][::-1]},
    "the reserve dropped": lambda draw: draw | {"reserve": []},
    "districts forgotten": lambda draw: draw | {"by_stratum": False},
    "another algorithm": lambda draw: draw | {"algorithm": "portal-lot-2"},
}


@pytest.mark.parametrize("how", TAMPERED)
def test_whatever_is_changed_in_the_file_is_found(tmp_path, how):
    done = run(tmp_path, TAMPERED[how](published(ENTRIES)))
    assert (done.returncode, done.stderr) == (1, "")
    assert "OK" not in done.stdout.splitlines()


def test_a_list_rewritten_whole_is_found_by_the_hash_somebody_kept(tmp_path):
    honest, rewritten = published(ENTRIES), published(ENTRIES[5:])
    assert run(tmp_path, rewritten).returncode == 0
    done = run(tmp_path, rewritten, honest["list_hash"])
    assert done.returncode == 1
    assert "whose hash you kept" in done.stdout
