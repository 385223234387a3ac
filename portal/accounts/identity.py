"""Who a person is, without keeping who: one keyed digest of the normalised identity.

The key is HMAC-SHA256 under PERSON_KEY_SECRET of the text «ФАМИЛИЯ|ИМЯ|ОТЧЕСТВО|ГГГГ-ММ-ДД» in
upper case, ё → е, every dash a hyphen without spaces around it, single spaces. Namesakes born on
one day are told apart by a mark an official sets; it is appended as a fifth part. A phone has a
key of its own kind («PHONE|+7…»): a phone proves a phone, so it cannot occupy somebody's name.
Changing the secret or the normalisation makes every earlier key unfindable.
"""

import hashlib
import hmac
import re
import unicodedata
from datetime import date
from typing import NamedTuple

from django.conf import settings

DASHES = re.compile(r"\s*[-‐‑‒–—−]\s*")


class Person(NamedTuple):
    """An identity as a passport states it; `mark` tells namesakes born on one day apart."""

    last_name: str
    first_name: str
    patronymic: str
    birth_date: date
    mark: str = ""


def normalise(text: str) -> str:
    """Upper case, ё → е, single spaces, plain hyphens; the separator cannot be smuggled in."""
    text = unicodedata.normalize("NFC", text).upper().replace("Ё", "Е").replace("|", " ")
    return " ".join(DASHES.sub("-", text).split())


def person_key(person: Person) -> str:
    """64 hexadecimal digits, the same for the same person however the name was typed."""
    parts = [
        normalise(person.last_name),
        normalise(person.first_name),
        normalise(person.patronymic),
        person.birth_date.isoformat(),
    ]
    if mark := normalise(person.mark):
        parts.append(mark)
    return _digest("|".join(parts))


def phone_key(phone: str) -> str:
    return _digest(f"PHONE|{phone}")


def normalise_phone(text: str) -> str:
    """«8 (912) 345-67-89» → «+79123456789»; ValueError for anything but a Russian mobile number."""
    digits = re.sub(r"[\s()\-.]", "", text)
    found = re.fullmatch(r"(?:\+7|8|7)(9\d{9})", digits, re.ASCII)
    if not found:
        raise ValueError(text)
    return f"+7{found[1]}"


def _digest(text: str) -> str:
    return hmac.new(settings.PERSON_KEY_SECRET.encode(), text.encode(), hashlib.sha256).hexdigest()
