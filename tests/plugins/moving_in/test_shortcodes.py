# ruff: noqa: E501 a case is a line

from __future__ import annotations

import pytest

from plugins.moving_in.shortcodes import expanded


def expand(html: str) -> tuple[str, list[str]]:
    unknown: list[str] = []
    return "".join(expanded(html, unknown.append).split("\n")), unknown


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("[caption id=\"x\" width='3']<img src=a> Wort[/caption]",
         "<figure><img src=a><figcaption>Wort</figcaption></figure>"),
        ('[caption caption="Wort"]<a href="b"><img src=a></a>[/caption]',
         '<figure><a href="b"><img src=a></a><figcaption>Wort</figcaption></figure>'),
        ("[wp_caption]nur Text[/wp_caption]", "nur Text"),
        ('[gallery ids="1,2" columns=3]', '<wp-gallery ids="1,2"></wp-gallery>'),
        ("[gallery]", '<wp-gallery ids=""></wp-gallery>'),
        ("[embed]https://a.example/?b&amp;c&d[/embed]",
         '<iframe src="https://a.example/?b&amp;c&amp;d"></iframe>'),
        ("[youtube https://a.example/]", '<iframe src="https://a.example/"></iframe>'),
        ('[video mp4="https://a.example/b.mp4"][/video]',
         '<iframe src="https://a.example/b.mp4"></iframe>'),
        ("[audio src=https://a.example/b.mp3 /]",
         '<iframe src="https://a.example/b.mp3"></iframe>'),
        ('[video width="3"]', ""),
        ("[video]", "[video]"),
        ("a[ref] b [/ref]c", "a<wp-note>b</wp-note>c"),
        ('[code language="php"]a[sic]b[/code]', '<pre><code class="language-php">a[sic]b</code></pre>'),
        ("[sourcecode]a[gallery][/sourcecode]", "<pre><code>a[gallery]</code></pre>"),
        ("Ein [sic] und [...] und [1].", "Ein [sic] und [...] und [1]."),
        ("[[gallery]] heißt sie", "[gallery] heißt sie"),
        ("<pre>[gallery]</pre><code>[ref]x[/ref]</code>",
         "<pre>[gallery]</pre><code>[ref]x[/ref]</code>"),
    ],
)  # fmt: skip
def test_known_codes_become_what_they_stand_for(html: str, expected: str) -> None:
    assert expand(html) == (expected, [])


def test_the_marks_of_unknown_codes_go_and_are_told() -> None:
    html = 'a [kontakt id="1"] b [box][i]c[/i] [ref]d[/ref][/box]'
    assert expand(html) == ("a  b c <wp-note>d</wp-note>", ["box", "i", "kontakt"])
