import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.manuscript.markdown_text import NOTHING, OBJECT, marked_lines, read_markdown

SIGNS = "ab \n\t`~<>!-[](){}*_#\"'=:/.^|\\é🙂\ue000"


def marked(text: str) -> list[str]:
    left = read_markdown(text).marked.replace(NOTHING, " ").replace(OBJECT, " ")
    return [line.rstrip() for line in left.split("\n")]


def prose(text: str) -> str:
    return read_markdown(text).prose.replace(NOTHING, "").replace(OBJECT, "¤")


def test_lines_keep_their_numbers_and_columns() -> None:
    assert list(marked_lines("a `b` c\n\nd", first_line=8)) == [
        (8, f"a {OBJECT * 3} c"),
        (9, ""),
        (10, "d"),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a\n```\nb\n~~~\nc\n```\nd", ["a", "", "", "", "", "", "d"]),
        ("a\n~~~ {.python}\nb\n", ["a", "", "", ""]),
        ("a\n\n    b\n    c\n\nd", ["a", "", "", "", "", "d"]),
        ("- a\n\n    b", ["- a", "", "    b"]),  # the inside of a list item
        ("a\n    b", ["a", "    b"]),  # a lazy continuation
        ("``a ` b`` c", ["          c"]),
        ("`a\nb` c", ["", "   c"]),
        ("`a\n\nb` c", ["`a", "", "b` c"]),  # no code runs over paragraphs
        (r"\`a\` b", [r"\`a\` b"]),
        ("a <!-- b --> c <!-- d", ["a            c"]),
        ("<!--\nb\n\nb --> c", ["", "", "", "      c"]),
        ("<!--\n```\n-->\nd", ["", "", "", "d"]),
        ("`<!--` b", ["       b"]),
        ("a --> b", ["a --> b"]),
        ("<PRE>\n\n[a](b)</pre> c", ["", "", "             c"]),
        ("<pre>[a](b) <pre>", ["<pre>[a](b) <pre>"]),
        ("```a``` b", ["        b"]),
    ],
)
def test_code_and_comments_are_left_out(text: str, expected: list[str]) -> None:
    assert marked(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('Ein <a title=">" href="x">"Wort"</a>.', 'Ein "Wort".'),
        ('*"Ja"*, __"nein"__ und snake_case', '"Ja", "nein" und snake_case'),
        ('[Ein "Wort"](x(y) "Titel"){.k}!', 'Ein "Wort"!'),
        ("[Wort][ref] und [Wort][]", "Wort und Wort"),
        ("[ref]: http://a.example 'T'", ""),
        ('![Ein "Bild"](a.png "T"){credit="x"}', "¤" * 36),
        ("Siehe <https://a.example/'b'> dort", f"Siehe {'¤' * 23} dort"),
        ("www.a.example/b und mehr", f"{'¤' * 15} und mehr"),
        ("Text[^1] weiter\n\n[^1]: Note", "Text weiter\n\n Note"),
        ("[[karte:a|b]] ist da", f"{'¤' * 13} ist da"),
        ("## Titel {#anker}", "## Titel "),
        ("a {b} c", "a {b} c"),
        ("* a\n* b", "* a\n* b"),
    ],
)
def test_prose_is_what_a_reader_sees(text: str, expected: str) -> None:
    assert prose(text) == expected


def test_comments_and_a_listing_that_never_ends_are_told() -> None:
    text = read_markdown("a <!-- b -->\n\n  ```\nc")
    assert [text.source[start:end] for start, end in text.comments] == ["<!-- b -->"]
    assert text.open_fence == 16
    assert read_markdown("```\na\n```").open_fence is None


@given(st.text(alphabet=SIGNS, max_size=120))
def test_every_sign_stays_where_it_was(text: str) -> None:
    read = read_markdown(text)
    for view in (read.marked, read.prose):
        assert len(view) == len(text)
        assert all(
            new in {old, " ", NOTHING, OBJECT} and (old == "\n") == (new == "\n")
            for old, new in zip(text, view, strict=True)
        )
