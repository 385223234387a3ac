"""File names as forged."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.files.names import clean_name, extension


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        ("Смета двора.pdf", "Смета двора.pdf"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\demo\\протокол.docx", "протокол.docx"),
        ("a\r\nSet-Cookie: x=1.pdf", "a Set-Cookie: x=1.pdf"),
        ("a\x00b.pdf", "ab.pdf"),
        ("photo\u202egpj.exe", "photogpj.exe"),
        ("", "file"),
        ("..", "file"),
        ("/", "file"),
        (".htaccess", "htaccess"),
        ("  много   пробелов .txt", "много пробелов .txt"),
    ],
)
def test_a_name_loses_folders_breaks_and_marks(raw, clean):
    assert clean_name(raw) == clean


def test_a_name_of_ten_thousand_letters_keeps_its_extension():
    assert clean_name("я" * 10_000 + ".pdf") == "я" * 96 + ".pdf"
    assert len(clean_name("x." + "y" * 10_000)) <= 100


@given(st.text(max_size=300))
def test_any_name_comes_out_short_visible_and_flat(raw):
    name = clean_name(raw)
    assert 0 < len(name) <= 100
    assert not set(name) & set("/\\\r\n\t\x00")


def test_the_extension_is_the_last_one_in_lower_case():
    assert extension("protocol.pdf.EXE") == "exe"
    assert extension("README") == ""
