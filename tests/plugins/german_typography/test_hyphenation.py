"""Where words are divided. ~ stands for the soft hyphen."""

from __future__ import annotations

import pytest

from plugins.german_typography.hyphenation import Division, Hyphenation
from plugins.german_typography.typesetting import set_html

LIST = Hyphenation(
    [
        Division("Spiegelkabinett", 7),
        Division("Gerät", 2),
        Division("geräte", 3),
        Division("LinkedIn", 0),
        Division("Kabi", 0),
    ]
)


def divided(html: str, lang: str = "de") -> str:
    return set_html(html, lang, LIST).replace("\u00ad", "~")


def whole(word: str) -> str:
    return f'<span class="nohyphen">{word}</span>'


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("Das Spiegelkabinett.", "Das Spiegel~kabinett."),
        ("SPIEGELKABINETT, spiegelkabinetts", "SPIEGEL~KABINETT, spiegel~kabinetts"),
        ("Spiegelkabinette und -kabinett", "Spiegel~kabinette und -kabinett"),
        ("die Spiegelkabinetten-Frage", "die Spiegel~kabinetten-Frage"),
        ("Gerät und Geräte und Geräten", "Ge~rät und Ger~äte und Ger~äten"),
        ("<b>Spiegel</b>kabinett", "<b>Spiegel</b>~kabinett"),
        ("<h2>Spiegelkabinett</h2>", "<h2>Spiegel~kabinett</h2>"),
        ("„Spiegelkabinett“", "„Spiegel~kabinett“"),
        ("İ Spiegelkabinett", "İ Spiegel~kabinett"),
    ],
)
def test_words_and_their_inflected_forms_are_divided_once(html: str, expected: str) -> None:
    assert divided(html) == expected


@pytest.mark.parametrize(
    "html",
    [
        "Spiegelkabinettstück, Zerrspiegelkabinett",
        "#spiegelkabinett @Spiegelkabinett spiegelkabinett.de spiegel_spiegelkabinett",
        "Spiegel\u00adkabinett, Spiegelkabi\u00adnett, Spiegel&shy;kabinett",
        "<code>Spiegelkabinett</code>",
        '<b class="nohyphen">Spiegelkabinett und LinkedIn</b>',
        '<i lang="en">Spiegelkabinett</i>',
        '<a title="Spiegelkabinett" href="/Spiegelkabinett/">x</a>',
        "Kabinett",
        "",
    ],
)
def test_other_words_and_other_places_are_not(html: str) -> None:
    assert divided(html) == html.replace("\u00ad", "~")


@pytest.mark.parametrize("lang", ["de", "en", "fr"])
def test_a_name_stays_whole_in_every_language(lang: str) -> None:
    assert (
        divided("bei LinkedIn, linkedins", lang) == f"bei {whole('LinkedIn')}, {whole('linkedins')}"
    )
    assert divided("<b>Linked</b>In", lang) == "<b>Linked</b>In"


def test_what_is_divided_already_stays_so() -> None:
    once = set_html("<p>Spiegelkabinett bei LinkedIn</p>", "de", LIST)
    assert set_html(once, "de", LIST) == once
    assert "\u00ad" in once  # the control
    assert "nohyphen" in once


def test_an_empty_list_divides_nothing() -> None:
    assert set_html("Spiegelkabinett", "de", Hyphenation()) == "Spiegelkabinett"
