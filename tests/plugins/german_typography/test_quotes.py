"""Which mark is what: German and English, as authors type it."""

from __future__ import annotations

import pytest

from plugins.german_typography.typesetting import set_html, set_text

GERMAN = [
    ('"Ja."', "„Ja.“"),
    ("'Ja.'", "‚Ja.‘"),
    ("\"Er sagte 'nein'\", sagte sie.", "„Er sagte ‚nein‘“, sagte sie."),
    ("\"'Nein', sagte er.\"", "„‚Nein‘, sagte er.“"),
    ("'\"Nein\", sagte er', schrieb sie.", "‚„Nein“, sagte er‘, schrieb sie."),
    ('"Und "Ja", und "Nein"."', "„Und „Ja“, und „Nein“.“"),
    (
        'der "Spiegel"-Leser, die Nicht-"Spiegel"-Leser',
        "der „Spiegel“-Leser, die Nicht-„Spiegel“-Leser",
    ),
    ('mehrere "Ja"s und "Spiegel"leser', "mehrere „Ja“s und „Spiegel“leser"),
    ('("Ja"), ("?"), ["…"]', "(„Ja“), („?“), [„…“]"),
    ('Und–"Ja"–und', "Und–„Ja“–und"),
    ('"-" und "/"', "„-“ und „/“"),
    ('"…ja" und "ja…" und "… ja …"', "„…ja“ und „ja…“ und „… ja …“"),
    ('Er sagte:"Ja."', "Er sagte:„Ja.“"),
    ('"Ja"/"Nein"', "„Ja“/„Nein“"),
    ('"Terminator 2" und "1984"', "„Terminator 2“ und „1984“"),
    ("'Terminator 2' läuft", "‚Terminator 2‘ läuft"),
    ('»"Ja"«', "»„Ja“«"),
    # over several paragraphs: each is a block of its own
    ('"Der Anfang,', "„Der Anfang,"),
    ('das Ende."', "das Ende.“"),
    ("das Ende.'", "das Ende.‘"),
    # apostrophes
    ("So geht's, O'Neill, Rock'n'Roll", "So geht’s, O’Neill, Rock’n’Roll"),
    ("'s ist Zeit für 'ne Frage und 'nen Rat", "’s ist Zeit für ’ne Frage und ’nen Rat"),
    ("\"'s ist 'Zeit'\"", "„’s ist ‚Zeit‘“"),
    ("im Jahr '89, in den '80ern, '68er", "im Jahr ’89, in den ’80ern, ’68er"),
    ("Rock 'n' Roll", "Rock ’n’ Roll"),
    ("Hans' Buch", "Hans’ Buch"),
    ("Ich hab' Zeit.", "Ich hab’ Zeit."),
    ('"Das ist Hans\'"', "„Das ist Hans’“"),
    ("'Ich hab' Zeit', sagte er.", "‚Ich hab’ Zeit‘, sagte er."),
    ("'Ich hab' 'ne Frage', sagte er.", "‚Ich hab’ ’ne Frage‘, sagte er."),
    ("'Ich hab' Zeit', sagt' er 'nun'", "‚Ich hab’ Zeit‘, sagt’ er ‚nun‘"),
    ("'Anfang' und 'Ich hab' Zeit'", "‚Anfang‘ und ‚Ich hab’ Zeit‘"),
    ("'Das ist Hans' Buch', sagte er.", "‚Das ist Hans’ Buch‘, sagte er."),
    ("das 'Haus' Europa und das 'Schiff'", "das ‚Haus‘ Europa und das ‚Schiff‘"),
    ("das 'Haus' Europa", "das ‚Haus‘ Europa"),
    ("'Tschuldigung, ich komme.", "’Tschuldigung, ich komme."),
    ('L\'"Express"', "L’„Express“"),
    ("die 90'er", "die 90’er"),
    # given already
    ("„Ja, ‚nein‘ – geht’s?“", "„Ja, ‚nein‘ – geht’s?“"),
    ("„Ja, 'nein'“", "„Ja, ‚nein‘“"),
    ('‚Ja, "nein"‘', "‚Ja, „nein“‘"),
    ('“Yes”, ‘no’ und "ja"', "“Yes”, ‘no’ und „ja“"),
    ('„-“-"-"', "„-“-„-“"),
    ("„(“)“ ‚(‘)‘ (“) (‘)", "„(“)“ ‚(‘)‘ (“) (‘)"),
]

UNTOLD = [
    "24\" und 6'2\", 5' lang",
    "ein \" allein, ein ' allein",
    'a"b',
    "(')",
    "a'$",
    ".'f",
]

ENGLISH = [
    ("\"He said 'no'\", she said.", "“He said ‘no’”, she said."),
    ("It's the '80s; 'tis 'em.", "It’s the ’80s; ’tis ’em."),
    ("rock 'n' roll", "rock ’n’ roll"),
    ("the boys' room", "the boys’ room"),
    ("'the boys' room' is 'fine'", "‘the boys’ room’ is ‘fine’"),
    ("'goin' home' is 'fine'", "‘goin’ home’ is ‘fine’"),
    ("'Tis true,' he said", "’Tis true,’ he said"),
    ("“Yes, ‘no’ – it’s”, 'yes' and \"no\"", "“Yes, ‘no’ – it’s”, ‘yes’ and “no”"),
    ("‘the 'boys'’ and 5' ", "‘the ‘boys’’ and 5' "),
    ("a ’ b", "a ’ b"),
    ('„Ja“ and "no"', "„Ja“ and “no”"),
]


@pytest.mark.parametrize(("typed", "expected"), GERMAN)
def test_german_marks_are_low_nine_and_high_six(typed: str, expected: str) -> None:
    assert set_text(typed, "de") == expected


@pytest.mark.parametrize(("typed", "expected"), ENGLISH)
def test_english_marks_are_high_six_and_high_nine(typed: str, expected: str) -> None:
    assert set_text(typed, "en-GB") == expected


@pytest.mark.parametrize("typed", UNTOLD)
@pytest.mark.parametrize("lang", ["de", "en"])
def test_what_nobody_can_tell_stays_straight(typed: str, lang: str) -> None:
    assert set_text(typed, lang) == typed


@pytest.mark.parametrize("expected", [expected for _typed, expected in GERMAN])
def test_what_is_set_stays(expected: str) -> None:
    assert set_text(expected, "de") == expected


def test_an_apostrophe_is_never_the_german_closing_mark() -> None:
    for word in ("geht's", "O'Neill", "Hans'", "hab'", "'s", "'ne", "'89", "'Tschuldigung"):
        assert "‘" not in set_text(f"So {word} nun.", "de")
    assert "‘" in set_text("So 'ne' nun.", "de")  # the control


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ('<p>"<em>Ja</em> und nein"</p>', "<p>„<em>Ja</em> und nein“</p>"),
        ('<p><em>"Ja"</em>-Sager</p>', "<p><em>„Ja“</em>-Sager</p>"),
        ('<p><strong>"Ja</strong>", und</p>', "<p><strong>„Ja</strong>“, und</p>"),
        ("<p>so <em>geht</em>'s</p>", "<p>so <em>geht</em>’s</p>"),
        ("<p>'<em>Ja', 'nein</em>'</p>", "<p>‚<em>Ja‘, ‚nein</em>‘</p>"),
        ('<p>Ja "<br>\nNein"</p>', '<p>Ja "<br>\nNein“</p>'),
        ('<p>"<img src="a.png" alt="">"</p>', '<p>„<img src="a.png" alt="">“</p>'),
        ('<p>"<code>a"b</code>"</p>', '<p>„<code>a"b</code>“</p>'),
        ('<p>"A"</p><p>"B</p><p>C"</p>', "<p>„A“</p><p>„B</p><p>C“</p>"),
        ('<li>"A</li><li>B"</li>', "<li>„A</li><li>B“</li>"),
        ('<p>"a&nbsp;b" &ndash; "c"</p>', "<p>„a&nbsp;b“ &ndash; „c“</p>"),
        ('<p>&ldquo;a&rdquo; und "b"</p>', "<p>&ldquo;a&rdquo; und „b“</p>"),
        ("<p>&quot;a&quot; und &#39;b&#39;</p>", "<p>&quot;a&quot; und &#39;b&#39;</p>"),
    ],
)
def test_quotations_run_across_inline_tags_and_not_across_blocks(html: str, expected: str) -> None:
    assert set_html(html, "de") == expected


def test_a_footnote_mark_is_no_sign_of_the_sentence() -> None:
    mark = '<sup id="fnref:1"><a class="footnote-ref" href="#fn:1">1</a></sup>'
    typed = f'<p>"Ja."{mark} "Ja{mark}", "Ja"{mark}, er hab\'{mark} Zeit</p>'
    expected = f"<p>„Ja.“{mark} „Ja{mark}“, „Ja“{mark}, er hab’{mark} Zeit</p>"
    assert set_html(typed, "de") == expected


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        (
            '<p>Er sagt <i lang="en">"yes"</i> "ja"</p>',
            '<p>Er sagt <i lang="en">“yes”</i> „ja“</p>',
        ),
        ('<p>"<i lang="en">it\'s</i>"</p>', '<p>„<i lang="en">it’s</i>“</p>'),
        ('<p>"Ja <i lang="en">yes"</i></p>', '<p>„Ja <i lang="en">yes“</i></p>'),
        ('<p><i lang="fr">"oui"</i> "ja"</p>', '<p><i lang="fr">"oui"</i> „ja“</p>'),
        ('<p><i lang="">"?"</i> "ja"</p>', '<p><i lang="">"?"</i> „ja“</p>'),
    ],
)
def test_each_part_is_set_in_its_own_language(html: str, expected: str) -> None:
    assert set_html(html, "de") == expected


@pytest.mark.unmeasured
def test_ten_thousand_marks_take_no_more_than_their_time() -> None:
    for typed in ("'a " * 10_000, '"' * 10_000, "a' " * 10_000, "“(" * 10_000):
        assert len(set_text(typed, "de")) == len(typed)


def test_a_quotation_that_ends_ends_whatever_is_open_in_it() -> None:
    assert set_text('"Er ‚geht" fort, "ja"', "de") == "„Er ‚geht“ fort, „ja“"
