import pytest

from portal.organisations.registry_numbers import is_inn, is_ogrn


@pytest.mark.parametrize("text", ["4345123459", "7707083893", "500100732259"])
def test_a_number_with_right_check_digits_is_an_inn(text):
    assert is_inn(text)


@pytest.mark.parametrize("text", ["1027700132195", "304500116000157"])
def test_a_number_with_a_right_check_digit_is_an_ogrn(text):
    assert is_ogrn(text)


@pytest.mark.parametrize("place", range(10))
def test_a_slip_in_any_digit_of_an_inn_is_found(place):
    digits = list("7707083893")
    digits[place] = str((int(digits[place]) + 1) % 10)
    assert not is_inn("".join(digits))


@pytest.mark.parametrize(
    "text", ["", "0000000000", "770708389", "77070838933", "٧٧٠٧٠٨٣٨٩٣", "x" * 10]
)
def test_anything_else_is_neither(text):
    assert not is_inn(text)
    assert not is_ogrn(text)


@pytest.mark.parametrize("text", ["1027700132194", "304500116000158", "0000000000000"])
def test_a_wrong_check_digit_is_no_ogrn(text):
    assert not is_ogrn(text)
