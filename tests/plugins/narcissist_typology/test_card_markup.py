import re

import html5lib
import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown import Markdown

from plugins.narcissist_typology.card_markup import (
    CardMarkup,
    cited_slugs,
    has_places,
    placed_cards,
    unknown_slugs,
)
from tests.plugins.narcissist_typology.tiny_deck import card, deck

AMSEL = '<a class="card-link" data-card="amsel" href="/tiere/amsel/">Amsel</a>'
PLACE = '<aside class="card-place" data-card="amsel" data-reading="skip">'


def markdown(**options):
    defaults = {"tag": "tier", "site_url": "", "lang": "de"}
    cards = CardMarkup(options.pop("deck", deck()), **{**defaults, **options})
    return Markdown(
        extensions=["meta", "fenced_code", "footnotes", "tables", cards], output_format="html"
    )


def convert(text, **options):
    return markdown(**options).convert(text)


def test_in_a_sentence_a_card_is_a_link_with_its_name():
    assert convert("Eine [[tier:amsel]] singt.") == f"<p>Eine {AMSEL} singt.</p>"


def test_a_link_can_have_other_words():
    html = convert("die vielen [[tier:amsel|Amseln & *Co*]]")
    assert ">Amseln &amp; *Co*</a>" in html


def test_the_address_begins_with_that_of_the_site():
    html = convert("[[tier:amsel]]", site_url="https://zoo.example")
    assert 'href="https://zoo.example/tiere/amsel/"' in html


def test_on_its_own_line_a_card_gets_a_place_that_holds_a_link_until_it_is_drawn():
    html = convert("Vorher.\n\n[[tier:amsel]]\n\nNachher.")
    assert html == f"<p>Vorher.</p>\n{PLACE}{AMSEL}</aside>\n<p>Nachher.</p>"


def test_a_line_of_its_own_may_stand_in_a_paragraph():
    html = convert("Vorher\n[[tier:amsel]]  \nNachher")
    assert html == f"<p>Vorher</p>\n{PLACE}{AMSEL}</aside>\n<p>Nachher</p>"


def test_several_cards_may_follow_each_other():
    html = convert("[[tier:amsel]]\n[[tier:ohrwurm]]")
    assert cited_slugs(html) == ("amsel", "ohrwurm")
    assert html.count("card-place") == 2


def test_a_card_has_one_place_in_a_text_and_is_a_link_the_second_time():
    html = convert("[[tier:amsel]]\n\n[[tier:amsel]]")
    assert html.count("card-place") == 1
    assert html.endswith(f"<p>{AMSEL}</p>")


def test_the_next_text_begins_anew():
    converter = markdown()
    first = converter.convert("[[tier:amsel]]")
    assert converter.reset().convert("[[tier:amsel]]") == first


def test_with_other_words_even_a_line_of_its_own_is_a_sentence():
    html = convert("[[tier:amsel|Amseln]]")
    assert html == f"<p>{AMSEL.replace('>Amsel<', '>Amseln<')}</p>"


def test_without_places_every_card_is_a_link():
    assert convert("[[tier:amsel]]", places=False) == f"<p>{AMSEL}</p>"


def test_a_card_may_stand_in_a_list_and_in_a_quotation():
    html = convert("- Punkt\n\n    [[tier:amsel]]\n\n> [[tier:ohrwurm]]")
    tree = html5lib.parse(html, namespaceHTMLElements=False)
    assert [aside.get("data-card") for aside in tree.findall(".//li/aside")] == ["amsel"]
    assert [aside.get("data-card") for aside in tree.findall(".//blockquote/aside")] == ["ohrwurm"]


@pytest.mark.parametrize(
    "text",
    [
        "`[[tier:amsel]]`",
        "```\n[[tier:amsel]]\n```",
        "    [[tier:amsel]]",
        r"\[[tier:amsel]]",
    ],
)
def test_code_stays_code(text):
    html = convert(text)
    assert "[[tier:amsel]]" in html
    assert cited_slugs(html) == ()


@pytest.mark.parametrize("text", ["[[tier:star]]", "Ein [[tier:star]] singt.", "[[tier:star|S]]"])
def test_an_unknown_card_stays_as_it_was_written_and_is_marked(text):
    html = convert(text)
    assert text in re.sub("<[^>]*>", "", html)
    assert unknown_slugs(html) == ("star",)
    assert cited_slugs(html) == ()


def test_an_unknown_card_is_reported_as_it_was_written():
    assert unknown_slugs(convert('[[tier:a"b&c]]')) == ('a"b&c',)


def test_a_text_in_another_language_says_so_where_it_uses_ours():
    html = convert("title: T\nlang: en\n\nA [[tier:amsel]] and [[tier:ohrwurm|earwigs]].")
    assert 'hreflang="de" lang="de">Amsel</a>' in html
    assert 'hreflang="de">earwigs</a>' in html
    assert "hreflang" not in convert("title: T\nlang: de\n\nEine [[tier:amsel]].")


def test_cards_of_another_language_say_so_too():
    english = deck(card("V1", lang="en"), card("V2", lang="en"))
    assert 'hreflang="en" lang="en"' in convert("[[tier:amsel]]", deck=english)


def test_a_place_is_taken_by_what_draws_the_card():
    html = convert("Vorher.\n\n[[tier:amsel]]\n\nEine [[tier:ohrwurm]].")
    assert has_places(html)
    drawn = placed_cards(html, lambda slug: f"<aside>{slug}!</aside>")
    assert "<p>Vorher.</p>\n<aside>amsel!</aside>\n<p>Eine <a" in drawn
    assert not has_places(drawn)


snippets = st.sampled_from(
    [
        *("[[tier:amsel]]", "[[tier:star]]", "[[tier:amsel|x]]", "\n\n", "\n", "- ", "> ", "    "),
        *("`", "[[", "]]", "<b>", "&", "ä", "[x](y)", "```\n", "\\", "|", "a"),
    ]
)


@given(st.lists(snippets | st.text(max_size=5), max_size=12).map("".join))
def test_no_text_breaks_the_page(text):
    converter = markdown()
    html = converter.convert("\n" + text)
    assert "data-card" not in re.sub(r'data-card="amsel"', "", html)
    assert set(cited_slugs(html)) <= {"amsel"}
    assert set(unknown_slugs(html)) <= {"star"} | set(re.findall(r"tier:([^\]|\n]*)", text))
    slots = placed_cards(html, lambda slug: "")
    assert "card-place" not in slots
    assert html.count('<aside class="card-place"') <= 1


@given(st.text(max_size=80))
def test_text_without_cards_is_converted_as_without_us(text):
    plain = Markdown(extensions=["meta", "fenced_code", "footnotes", "tables"])
    if "[[tier:" not in text:
        assert convert("\n" + text) == plain.convert("\n" + text)
