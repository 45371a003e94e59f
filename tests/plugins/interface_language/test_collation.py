from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from plugins.interface_language.collation import sort_key


def test_a_register_is_in_the_order_of_a_german_dictionary() -> None:
    names = ["Zuhören", "Währung", "Warteschleife", "ärger", "Arger", "Straßen", "Strassen", "Öl"]
    assert sorted(names, key=sort_key) == [
        "Arger",
        "ärger",
        "Öl",
        "Strassen",
        "Straßen",
        "Währung",
        "Warteschleife",
        "Zuhören",
    ]


@given(st.lists(st.text(), unique=True))
def test_the_order_does_not_depend_on_the_order_before(names: list[str]) -> None:
    assert sorted(names, key=sort_key) == sorted(set(names), key=sort_key)
