from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown.extensions import Extension

from plugins.picture_captions.manuscript_pictures import Picture, find_pictures, plain_pictures

MARKDOWN = {
    "extensions": [
        "markdown.extensions.fenced_code",
        "markdown.extensions.footnotes",
        "markdown.extensions.tables",
    ],
    "output_format": "html5",
}
PLAIN = '![Ein Netz]({static}/bilder/a.svg "Titel"){credit="wer, CC BY 4.0"}'


def find(text: str) -> list[Picture]:
    return find_pictures(text, MARKDOWN)


def test_a_text_without_pictures_has_none():
    assert find("") == []
    assert find("Kein Bild! [Verweis](x) \\![kein Bild](x)") == []


def test_a_picture_is_found_with_all_it_says():
    assert find(f"Satz.\n\n{PLAIN}\n") == [
        Picture(7, "Ein Netz", "{static}/bilder/a.svg", "wer, CC BY 4.0")
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("![](a.png)", Picture(0, "", "a.png", "")),
        ("![ ](a.png){credit=x}", Picture(0, "", "a.png", "x")),
        ("a ![b](c.png)", Picture(2, "b", "c.png", "")),
        ("- ![b](c.png)", Picture(2, "b", "c.png", "")),
        ("> ![b](c.png)", Picture(2, "b", "c.png", "")),
        ("# ![b](c.png)", Picture(2, "b", "c.png", "")),
        ("*![b](c.png)*", Picture(1, "b", "c.png", "")),
        ("\\\\![b](c.png)", Picture(2, "b", "c.png", "")),
        ("a_![b](c_d_e.png)", Picture(2, "b", "c_d_e.png", "")),
        ("[![b](c.png){credit=x}](d)", Picture(1, "b", "c.png", "x")),
        ("[![b](c.png)](d)\n{credit=x}", Picture(1, "b", "c.png", "x")),
        ("![b](c.png)\n{credit=x}", Picture(0, "b", "c.png", "x")),
        ("![b][c]{credit=x}\n\n[c]: d.png 't'", Picture(0, "b", "d.png", "x")),
        ("![c]{credit=x}\n\n[c]: d.png", Picture(0, "c", "d.png", "x")),
        ("![c][]\n\n[c]: d.png", Picture(0, "c", "d.png", "")),
        ("![b](<c d.png> 'e')", Picture(0, "b", "c d.png", "")),
        ("a | b\n--|--\n1 | ![b](c.png)", Picture(16, "b", "c.png", "")),
        ("a[^1]\n\n[^1]: ![b](c.png)", Picture(13, "b", "c.png", "")),
        ('<img src="c.png" alt="b">', Picture(0, "b", "c.png", "", is_html=True)),
        ('a <IMG src="c.png"/> d', Picture(2, "", "c.png", "", is_html=True)),
        (
            '<figure>\n<img alt="b"\nsrc="c.png">\n</figure>',
            Picture(9, "b", "c.png", "", is_html=True),
        ),
    ],
)
def test_however_a_picture_is_written_it_is_found_in_its_place(text, expected):
    assert find(text) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "```\n![](a.png) <img src=b>\n```",
        "~~~ markdown\n![](a.png)\n~~~",
        "Satz:\n\n    ![](a.png)\n    <img src=b>",
        "`![](a.png)` und `<img src=b>`",
        "<!-- ![](a.png) <img src=b> -->",
        "<pre>![](a.png)</pre>",
        "\\![](a.png)",
        "![offen](a.png",
        "![kein][verweis]",
        "<script>'<img src=b>'</script>",
        "<image src=b>",
    ],
)
def test_what_the_parser_takes_for_something_else_is_none(text):
    assert find(text) == []
    assert find(f"{text}\n\n\n![b](c.png)\n")[-1:] != [], "the control: a picture behind it is one"


def test_a_fence_ends_and_the_pictures_go_on():
    assert [picture.offset for picture in find("```\n![](a)\n```\n\n![](b)\n\n<img src=c>")] == [
        16,
        24,
    ]


def test_signs_of_private_use_in_a_text_do_no_harm():
    assert find("\uf8f07\uf8f1![b](c.png)") == [Picture(3, "b", "c.png", "")]


def test_extensions_of_other_plugins_are_not_asked():
    class Angry(Extension):
        def extendMarkdown(self, md):  # noqa: N802 Python-Markdown calls it so
            raise AssertionError

    markdown = {**MARKDOWN, "extensions": [*MARKDOWN["extensions"], Angry()]}
    assert len(find_pictures(PLAIN, markdown)) == 1


def test_plainly_written_pictures_are_seen_without_the_parser():
    text = f"Satz.\n\n{PLAIN}\n\nUnd {PLAIN}."
    assert plain_pictures(text) == find(text)
    assert plain_pictures("Kein Bild!") == []


@pytest.mark.parametrize(
    "text",
    [
        "![](a)",
        "![a](b)",
        '![a *b*]({static}/c.svg){credit="d"}',
        '![a]({static}/c.svg){credit="*d*"}',
        '![a]({static}/c.svg){.x credit="d"}',
        '![a]({static}/c.svg "ein "Titel""){credit="d"}',
        '<img src="a">',
        f"{PLAIN} ![a](b)",
    ],
)
def test_what_is_written_otherwise_needs_the_parser(text):
    assert plain_pictures(text) is None


_PIECES = st.sampled_from(
    [
        "![",
        "]",
        "(",
        ")",
        "{static}/a.svg",
        ' "',
        '"',
        "{",
        "}",
        "credit=",
        "a",
        "*",
        "`",
        "\n",
        "\n\n",
        "    ",
        "```\n",
        PLAIN,
        "\\",
        "<img ",
        ">",
        "- ",
        "[",
        "<!--",
        "-->",
    ]
)


@given(st.lists(_PIECES, max_size=14).map("".join))
def test_a_plain_picture_is_this_picture_or_none(text):
    plain = plain_pictures(text)
    if plain is not None:
        assert set(find(text)) <= set(plain)
