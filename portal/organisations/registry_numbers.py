"""Check digits of ИНН and ОГРН: a number with a slip of the finger is refused at the field."""

WEIGHTS = (3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8)


def is_inn(text: str) -> bool:
    """10 digits of an organisation or 12 of a person, with their check digits."""
    if not _digits(text):
        return False
    if len(text) == 10:
        return _control(text[:9]) == text[9]
    return len(text) == 12 and _control(text[:10]) == text[10] and _control(text[:11]) == text[11]


def is_ogrn(text: str) -> bool:
    """13 digits (ОГРН: modulo 11) or 15 (ОГРНИП: modulo 13), the last one checks the rest."""
    if not _digits(text) or len(text) not in {13, 15}:
        return False
    return int(text[:-1]) % (len(text) - 2) % 10 == int(text[-1])


def _control(digits: str) -> str:
    weights = WEIGHTS[-len(digits) :]
    total = sum(int(digit) * weight for digit, weight in zip(digits, weights, strict=True))
    return str(total % 11 % 10)


def _digits(text: str) -> bool:
    return text.isascii() and text.isdigit() and set(text) != {"0"}
