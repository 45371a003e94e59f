"""What is true of every text: set twice it is set once, and only signs change."""

from __future__ import annotations

import re
from html.parser import HTMLParser

from hypothesis import given, settings
from hypothesis import strategies as st

from plugins.german_typography.hyphenation import Division, Hyphenation
from plugins.german_typography.typesetting import set_html, set_text

LIST = Hyphenation([Division("Keynote", 3), Division("Hans", 0), Division("ab", 1)])
SIGNS = list("´`\"'\"'’‘“”„‚ \n.,?!-–—()/@#:%§€&\u00a0\u202f\u00ad\u2029\ufffc")
WORDS = [
    *("a", "ab", "s", "S", "n", "Hans", "hab", "Keynote", "Keynotes", "İ", "10", "7.", "2026"),
    *("km", "September", "Nr.", "z.B.", "z. B.", "u.a.", "...", "--", "---", "'89", " "),
    *("https://a.de/'x--y", "a--b@c.de", "a.de/--", "README.md"),
]
TAGS = [
    *("<em>", "</em>", "<p>", "</p>", "<p title=\"'a' -- z.B. 10%\">", "<br>", "<li>", "</div>"),
    *("<i lang='en'>", "<i lang=fr>", "</i>", "<img alt='\"...\"'>", '<!-- "--" -->', "<", "<a"),
    *("<code>\"a\"--'b' z.B. 10% Keynote</code>", "<pre>", "</pre>", "<script>'", "</script>"),
    *("&quot;", "&nbsp;", "&ldquo;", "&amp;", "&#39;", "<span class='nohyphen'>", "</span>"),
    "<sup><a class='footnote-ref' href='#'>1</a></sup>",
]
LANGUAGES = st.sampled_from(["de", "en", "de-AT", "fr", ""])

plain_texts = st.lists(st.sampled_from(SIGNS + WORDS), max_size=25).map("".join)
fragments = st.lists(st.sampled_from(SIGNS + WORDS + TAGS), max_size=25).map("".join)
texts = st.one_of(plain_texts, st.text(max_size=30))
htmls = st.one_of(fragments, st.text(max_size=30))


class Reader(HTMLParser):
    """What a parser that is not ours finds: tags, and text in code and outside of it."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[object] = []
        self.text = ""
        self.code: list[str] = []
        self._in_code = False
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attrs) -> None:
        self.tags.append((tag, attrs))
        self._in_code |= tag == "code"

    def handle_endtag(self, tag) -> None:
        self.tags.append(tag)
        self._in_code &= tag != "code"

    def handle_comment(self, data) -> None:
        self.tags.append(data)

    def handle_data(self, data) -> None:
        self.text += data
        if self._in_code:
            self.code.append(data)


def letters(text: str) -> str:
    return "".join(sign for sign in text if sign.isalnum())


def words(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", text)


@settings(max_examples=400)
@given(texts, LANGUAGES)
def test_a_text_set_twice_is_set_once(text: str, lang: str) -> None:
    once = set_text(text, lang)
    assert set_text(once, lang) == once


@settings(max_examples=400)
@given(htmls, LANGUAGES, st.sampled_from([None, LIST]))
def test_html_set_twice_is_set_once(html: str, lang: str, hyphenation: Hyphenation | None) -> None:
    once = set_html(html, lang, hyphenation)
    assert set_html(once, lang, hyphenation) == once


@settings(max_examples=300)
@given(texts, LANGUAGES)
def test_letters_digits_and_words_never_change(text: str, lang: str) -> None:
    made = set_text(text, lang)
    assert letters(made) == letters(text)
    assert words(made) == words(text)


@settings(max_examples=300)
@given(fragments, LANGUAGES)
def test_tags_attributes_comments_and_code_never_change(html: str, lang: str) -> None:
    before, after = Reader(html), Reader(set_html(html, lang))
    assert after.tags == before.tags
    assert after.code == before.code
    assert words(after.text) == words(before.text)


@settings(max_examples=300)
@given(fragments, LANGUAGES)
def test_divisions_add_nothing_a_reader_sees(html: str, lang: str) -> None:
    plain, divided = set_html(html, lang), set_html(html, lang, LIST)
    added = re.sub(r'<span class="nohyphen">(\w+)</span>', r"\1", divided)
    assert added.replace("\u00ad", "") == plain.replace("\u00ad", "")


def test_a_language_nobody_has_rules_for_stays_as_it_was_typed() -> None:
    typed = '"C\'est -- z.B. 10 % ..."'
    assert set_text(typed, "fr") == typed
    assert set_html(f"<p>{typed}</p>", "fr") == f"<p>{typed}</p>"
    assert set_text(typed, "de") != typed  # the control
