"""Spaces at which no line breaks. ⎵ stands for the narrow one (U+202F), ␣ for U+00A0."""

from __future__ import annotations

import pytest

from plugins.german_typography.typesetting import set_html, set_text


def shown(text: str) -> str:
    return text.replace("\u202f", "⎵").replace("\u00a0", "␣")


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("z. B. und z.B. und Z. B.", "z.⎵B. und z.⎵B. und Z.⎵B."),
        ("d. h., u. a., u.a.m., i. d. R.", "d.⎵h., u.⎵a., u.⎵a.⎵m., i.⎵d.⎵R."),
        ("(v.a. a.a.O.)", "(v.⎵a. a.⎵a.⎵O.)"),
        ("300 v. Chr., u. Ä., o.ä.", "300 v.⎵Chr., u.⎵Ä., o.⎵ä."),
        ("Visionär a. D., Dr. h. c.", "Visionär a.⎵D., Dr. h.⎵c."),
        ("z.\nB.", "z.⎵B."),
        ("i. d.\u00a0R.", "i.⎵d.␣R."),
    ],
)
def test_abbreviations_of_several_words_keep_together(typed: str, expected: str) -> None:
    assert shown(set_text(typed, "de")) == expected


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("10 % und 10%, ½ %, 3‰", "10⎵% und 10⎵%, ½⎵%, 3⎵‰"),
        ("5 km, 5km, 1.000,5 kg, 10 m²", "5⎵km, 5⎵km, 1.000,5⎵kg, 10⎵m²"),
        ("20 °C, 20°C, 3 kWh/Tag", "20⎵°C, 20⎵°C, 3⎵kWh/Tag"),
        ("10 €, 10€, € 10, 5 Mio. Euro", "10⎵€, 10⎵€, €⎵10, 5⎵Mio. Euro"),
        ("10€ 10 €", "10⎵€ 10⎵€"),
        ("5 m, 2 l, 10 s, 16 px", "5⎵m, 2⎵l, 10⎵s, 16⎵px"),
        ("§ 5, §5, §§ 5, § 25 Abs. 2 S. 1", "§⎵5, §⎵5, §§⎵5, §⎵25 Abs.⎵2 S.⎵1"),
        ("Nr. 48, Nr.48, Art. 28, Bd. 3", "Nr.⎵48, Nr.⎵48, Art.⎵28, Bd.⎵3"),
    ],
)
def test_numbers_keep_their_units_and_signs(typed: str, expected: str) -> None:
    assert shown(set_text(typed, "de")) == expected


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("am 7. September 2026", "am 7.⎵September 2026"),
        ("am 17.September", "am 17.⎵September"),
        ("am 7. Sept., 1. Mai", "am 7.⎵Sept., 1.⎵Mai"),
        ("am 7. 9. 2026", "am 7.⎵9.⎵2026"),
    ],
)
def test_the_day_keeps_its_month(typed: str, expected: str) -> None:
    assert shown(set_text(typed, "de")) == expected


@pytest.mark.parametrize(
    "typed",
    [
        "10%ig, 10%-Hürde, 10 %-Hürde",
        "5G, 4K, 10a, MP3 m, A4",
        "am 7.9.2026, das 19. Jahrhundert, 2026. September",
        "um 20.14 Uhr, 5 Euro, 10 Prozent",
        "1. 2. und 3. 4. zusammen",
        "U.S.A., www.z.b, xz. B.",
        "10\u00a0%, 10\u2009%, z.\u00a0B., 7.\u202fMai",
    ],
)
def test_what_is_right_or_means_something_else_stays(typed: str) -> None:
    assert set_text(typed, "de") == typed


@pytest.mark.parametrize("typed", ["10 %", "5 km", "7. September", "§ 5", "z. B."])
def test_only_german_is_spaced_like_german(typed: str) -> None:
    assert set_text(typed, "en") == typed
    assert set_text(typed, "de-AT") != typed  # the control


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>10<strong>%</strong></p>", "<p>10<strong>⎵%</strong></p>"),
        ("<p><strong>10</strong> %</p>", "<p><strong>10</strong>⎵%</p>"),
        ("<p>z.<em>B.</em></p>", "<p>z.<em>⎵B.</em></p>"),
        ("<p>5 m<sup>2</sup></p>", "<p>5⎵m<sup>2</sup></p>"),
        ("<p>10<br>km</p>", "<p>10<br>km</p>"),
        ("<p>10 <em> km</em></p>", "<p>10 <em> km</em></p>"),
        ("<p>10</p>%", "<p>10</p>%"),
        ("<p>10&euro;</p>", "<p>10⎵&euro;</p>"),
        ("<p>&sect;&#53;</p>", "<p>&sect;&#53;</p>"),
    ],
)
def test_spaces_are_put_beside_tags_and_never_across_them(html: str, expected: str) -> None:
    assert shown(set_html(html, "de")) == expected
