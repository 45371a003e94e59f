"""Reading time and foam share in words, for feeds: readers there see no template of ours."""

from __future__ import annotations

from gettext import NullTranslations

from plugins.reading_time.duration import ReadingTime
from plugins.reading_time.foam import FoamShare


def label(reading: ReadingTime, foam: FoamShare, translations: NullTranslations) -> str:
    """``Lesezeit 5–7 Minuten, Schaumanteil 3,2 %``, plain text in the language given."""
    _ = translations.gettext
    # Translators: the sign between whole and tenth.
    percent = f"{foam.percent:.1f}".replace(".", translations.pgettext("decimal sign", "."))
    return _("%(time)s, foam share %(percent)s%%") % {
        "time": _time(reading, translations),
        "percent": percent,
    }


def _time(reading: ReadingTime, translations: NullTranslations) -> str:
    low, high = reading.minutes_low, reading.minutes_high
    if low == high:
        one = translations.ngettext(
            "Reading time %(minutes)d minute", "Reading time %(minutes)d minutes", high
        )
        return one % {"minutes": high}
    some = translations.ngettext(
        "Reading time %(low)d–%(high)d minute", "Reading time %(low)d–%(high)d minutes", high
    )
    return some % {"low": low, "high": high}
