import pytest
from hypothesis import given
from hypothesis import strategies as st
from pelican.utils import slugify as pelican_slugify

from plugins.manuscript.slug import SLUG_RULES, slugify


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Größe & Ärger", "groesse-und-aerger"),
        ("GRÖẞE", "groesse"),
        ("Gro\u0308ße", "groesse"),  # decomposed, as some keyboards write it
        ("Café, Señor, Łódź", "cafe-senor-lodz"),
        ("  – Hallo –  Welt! ", "hallo-welt"),
        ("24/7", "247"),
        ("…", ""),
    ],
)
def test_umlauts_are_written_out_and_everything_else_is_plain(title: str, slug: str) -> None:
    assert slugify(title) == slug


@given(st.text())
def test_a_slug_is_ascii_and_stays_what_it_is(title: str) -> None:
    slug = slugify(title)
    assert slug.isascii()
    assert slugify(slug) == slug
    assert not slug.startswith("-")
    assert not slug.endswith("-")


@given(st.text(st.characters(codec="latin-1", exclude_characters="<>&")))
def test_pelican_gives_the_same_address_by_the_same_rules(title: str) -> None:
    assert pelican_slugify(title, SLUG_RULES, use_unicode=True) == slugify(title)
