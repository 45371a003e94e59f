from __future__ import annotations

import pytest

from plugins.narcissist_typology.balance.voice import Voice


def test_german_numbers_are_german_and_english_ones_english():
    german, english = Voice.of("de-AT"), Voice.of("en")
    assert german.percent(0.063) == "6,3\N{NO-BREAK SPACE}%"
    assert english.percent(0.063) == "6.3%"
    assert german.percent(0.84) == "84\N{NO-BREAK SPACE}%"
    assert german.percent(0.84, aligned=True) == "84,0\N{NO-BREAK SPACE}%"
    assert (german.whole(2000), english.whole(2000)) == ("2.000", "2,000")
    assert (german.number(0.5), german.number(228.6, 0)) == ("0,50", "229")


@pytest.mark.parametrize(
    ("value", "plain", "signed"), [(0.5, "0.50", "+0.50"), (-0.5, "−0.50", "−0.50")]
)
def test_a_sign_is_a_sign_and_not_a_hyphen(value, plain, signed):
    voice = Voice.of("en")
    assert (voice.number(value), voice.number(value, signed=True)) == (plain, signed)
    assert voice.percent(-0.1) == "−10%"


def test_what_is_said_is_german_by_the_tag():
    assert Voice.of("de").gettext("Nothing to change.") == "Nichts zu ändern."
    assert Voice.of("en").gettext("Nothing to change.") == "Nothing to change."
    german = Voice.of("de")
    said = [
        german.ngettext("One limit is broken:", "%(count)d limits are broken:", n) for n in (1, 2)
    ]
    assert said == ["Eine Grenze ist verletzt:", "%(count)d Grenzen sind verletzt:"]
