from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from plugins.responsive_pictures.markup import ABOVE_THE_FOLD, SIZES, Choice, with_choices

KNOWN = {
    "bilder/a b.jpg": (
        Choice("webp", 480, "bilder/a-b-1-480.webp"),
        Choice("avif", 800, "bilder/a-b-1-800.avif"),
        Choice("avif", 480, "bilder/a-b-1-480.avif"),
    ),
    "bilder/klein.png": (),
}
IMAGE = '<img alt="A" src="{static}/bilder/a%20b.jpg">'
LONG = f"<p>{'w' * ABOVE_THE_FOLD}</p>"


def test_a_picture_gets_a_choice_of_formats_and_widths() -> None:
    assert with_choices(LONG + IMAGE, KNOWN, "https://a.example") == (
        f"{LONG}<picture>"
        '<source type="image/avif" srcset="https://a.example/bilder/a-b-1-480.avif 480w,'
        f' https://a.example/bilder/a-b-1-800.avif 800w" sizes="{SIZES}">'
        '<source type="image/webp" srcset="https://a.example/bilder/a-b-1-480.webp 480w"'
        f' sizes="{SIZES}">{IMAGE}</picture>'
    )


def test_a_picture_without_choices_stays_as_it_is() -> None:
    for src in ("{static}/bilder/klein.png", "{static}/bilder/b.svg", "https://a.example/c.jpg"):
        html = f'{LONG}<img alt="" src="{src}">'
        assert with_choices(html, KNOWN, "") == html


def test_a_choice_that_the_author_wrote_stays() -> None:
    html = f'<picture><source srcset="x.avif">{IMAGE}</picture>'
    assert with_choices(html, KNOWN, "") == html


def test_only_a_first_picture_above_the_fold_is_wanted_early() -> None:
    early = 'fetchpriority="high"'
    assert with_choices(f"<p>Kurz.</p>{IMAGE}{IMAGE}", KNOWN, "").count(early) == 1
    assert early not in with_choices(LONG + IMAGE, KNOWN, "")
    assert early not in with_choices('<img src="a" loading="lazy">', KNOWN, "")


@given(st.text(alphabet='<>img src="{static}/bilder/a%20b.jpg" pture'))
def test_whatever_stands_there_no_letter_of_the_text_changes(html: str) -> None:
    changed = with_choices(LONG + html, KNOWN, "")
    for added in ("<picture>", "</picture>"):
        changed = changed.replace(added, "")
    assert len(changed) >= len(html)


def test_the_control_text_around_a_picture_stays() -> None:
    assert with_choices(f"vor {IMAGE} nach", {}, "") == (
        f"vor {IMAGE.replace('<img', '<img fetchpriority=' + chr(34) + 'high' + chr(34))} nach"
    )
