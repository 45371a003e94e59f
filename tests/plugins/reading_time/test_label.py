from __future__ import annotations

from pathlib import Path

import pytest

from comments_api.conversation.language import catalogue
from plugins.reading_time import label as module
from plugins.reading_time.duration import ReadingTime
from plugins.reading_time.foam import FoamShare
from plugins.reading_time.label import label


def told(low: int, high: int, percent: float, lang: str) -> str:
    reading = ReadingTime(low, high, 0, 0, 0, 0, "PT1M")
    return label(
        reading, FoamShare(percent, 0, 0, ()), catalogue(lang, Path(module.__file__).parent)
    )


@pytest.mark.parametrize(
    ("low", "high", "percent", "german", "english"),
    [
        (
            5,
            7,
            3.2,
            "Lesezeit 5–7 Minuten, Schaumanteil 3,2\u00a0%",
            "Reading time 5–7 minutes, foam share 3.2%",
        ),
        (
            1,
            1,
            0.0,
            "Lesezeit 1 Minute, Schaumanteil 0,0\u00a0%",
            "Reading time 1 minute, foam share 0.0%",
        ),
        (
            3,
            3,
            100.0,
            "Lesezeit 3 Minuten, Schaumanteil 100,0\u00a0%",
            "Reading time 3 minutes, foam share 100.0%",
        ),
    ],
)
def test_time_and_foam_are_told_in_the_language_of_the_essay(low, high, percent, german, english):
    assert told(low, high, percent, "de-AT") == german
    assert told(low, high, percent, "en") == english
    assert told(low, high, percent, "tlh") == english
