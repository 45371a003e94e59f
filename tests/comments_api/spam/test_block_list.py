"""The block list: one form for each entry, and what it meets."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comments_api.model import Block, BlockKind
from comments_api.spam.block_list import BadPattern, BlockMatcher, pattern_of
from tests.comments_api.support import NOON


def block(kind: BlockKind, typed: str) -> Block:
    return Block(id=1, kind=kind, pattern=pattern_of(kind, typed), who="Ute", at=NOON)


def meets(kind: BlockKind, typed: str, **said: str | None) -> bool:
    fields: dict[str, str | None] = {"author": "Erna", "email": None, "website": None, "text": "x"}
    return bool(BlockMatcher([block(kind, typed)]).matches(**{**fields, **said}))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("entry", "text", "meant"),
    [
        ("Kredit", "Ein KREDIT, sofort!", True),
        ("Kredit", "Die Kreditkarte ist weg.", False),
        ("kredit*", "Die Kreditkarte ist weg.", True),
        ("*kredit", "Ein Sofortkredit.", True),
        ("*kredit", "Eine Kreditkarte.", False),
        ("*kredit*", "Die Sofortkreditkarte.", True),
        ("größe", "GROESSE ist alles", True),
        ("groesse", "Größe ist alles", True),
        ("schnelles  Geld", "Hier gibt es schnelles\nGeld.", True),
        ("schnelles Geld", "Schnelles, gutes Geld.", False),
        ("Kredit", "Ein ｋｒｅｄｉｔ in breiten Lettern", True),
        ("Kredit", "Ein kredít mit Akzent", True),
    ],
)
def test_a_word_is_found_as_germans_write_it(entry: str, text: str, *, meant: bool) -> None:
    assert meets(BlockKind.WORD, entry, text=text) is meant
    assert meets(BlockKind.WORD, entry, author=text) is meant


@pytest.mark.parametrize(
    ("entry", "said", "meant"),
    [
        ("casino.example", {"text": "https://casino.example/x"}, True),
        ("casino.example", {"text": "[hier](https://www.casino.example)"}, True),
        ("casino.example", {"text": "gehen Sie zu casino.example, gleich"}, True),
        ("casino.example", {"text": "https://de.casino.example:8080/"}, True),
        ("casino.example", {"website": "https://CASINO.example/"}, True),
        ("casino.example", {"email": "x@casino.example"}, True),
        ("casino.example", {"text": "https://nocasino.example/"}, False),
        ("casino.example", {"text": "https://casino.example.org/"}, False),
        ("https://www.casino.example/pfad", {"website": "https://casino.example/"}, True),
        ("bücher.example", {"website": "https://xn--bcher-kva.example/"}, True),
        ("xn--bcher-kva.example", {"text": "auf bücher.example"}, True),
        ("*.casino.example", {"text": "https://a.casino.example"}, True),
    ],
)
def test_a_domain_is_found_with_all_below_it(
    entry: str, said: dict[str, str | None], *, meant: bool
) -> None:
    assert meets(BlockKind.DOMAIN, entry, **said) is meant


@pytest.mark.parametrize(
    ("entry", "address", "meant"),
    [
        ("203.0.113.0/24", "203.0.113.77", True),
        ("203.0.113.9/24", "203.0.113.77", True),
        ("203.0.113.9", "203.0.113.9", True),
        ("203.0.113.9", "203.0.113.10", False),
        ("203.0.113.0/24", "::ffff:203.0.113.5", True),
        ("2001:db8::/48", "2001:db8:0:7::1", True),
        ("2001:db8::/48", "2001:db9::1", False),
        ("2001:db8::/48", "203.0.113.5", False),
        ("203.0.113.0/24", None, False),
        ("203.0.113.0/24", "unix", False),
    ],
)
def test_a_network_is_compared_with_the_address(
    entry: str, address: str | None, *, meant: bool
) -> None:
    network = BlockMatcher([block(BlockKind.NETWORK, entry)])
    assert (network.match_of_network(address) is not None) is meant


@pytest.mark.parametrize(
    ("kind", "typed"),
    [
        (BlockKind.WORD, ""),
        (BlockKind.WORD, "*"),
        (BlockKind.WORD, "ja"),
        (BlockKind.WORD, "…!?"),
        (BlockKind.WORD, "x" * 300),
        (BlockKind.DOMAIN, "casino"),
        (BlockKind.DOMAIN, "kein Name.example"),
        (BlockKind.DOMAIN, "http://["),
        (BlockKind.NETWORK, "zu Hause"),
        (BlockKind.NETWORK, "0.0.0.0/0"),
        (BlockKind.NETWORK, "::/0"),
    ],
)
def test_what_cannot_stand_on_the_list_is_refused(kind: BlockKind, typed: str) -> None:
    with pytest.raises(BadPattern):
        pattern_of(kind, typed)


@given(st.sampled_from(BlockKind), st.text(max_size=40))
def test_a_pattern_is_its_own_pattern(kind: BlockKind, typed: str) -> None:
    try:
        pattern = pattern_of(kind, typed)
    except BadPattern:
        return
    assert pattern_of(kind, pattern) == pattern


def test_all_entries_that_a_comment_meets_are_named() -> None:
    entries = [
        block(BlockKind.DOMAIN, "casino.example"),
        block(BlockKind.DOMAIN, "de.casino.example"),
        block(BlockKind.DOMAIN, "kredit.example"),
        block(BlockKind.WORD, "kredit*"),
        block(BlockKind.WORD, "gewinn"),
    ]
    text = "Kreditkarten und Gewinn bei https://www.de.casino.example/ und auf de.casino.example"
    met = BlockMatcher(entries).matches("Erna", None, None, text)
    patterns = ["kredit*", "gewinn", "casino.example", "de.casino.example"]
    assert [entry.pattern for entry in met] == patterns


@given(st.text(), st.text(max_size=60))
def test_any_text_can_be_compared(text: str, website: str) -> None:
    word, domain = block(BlockKind.WORD, "kredit*"), block(BlockKind.DOMAIN, "casino.example")
    listed = BlockMatcher([word, domain])
    listed.matches(text, text, website, text)
    assert listed.matches("Erna", None, None, f"{text} kredit") == [word]
