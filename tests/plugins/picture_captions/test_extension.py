from __future__ import annotations

from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from markdown import Markdown

from plugins.picture_captions.extension import PictureCaptions
from tests.plugins.picture_captions.pictures import png

FIGURE = '<figure class="figure"><img alt="Netz" src="{static}/a.svg"></figure>'


def convert(text: str, content: Path = Path("/nirgends"), *extensions: str) -> str:
    markdown = Markdown(extensions=[*extensions, PictureCaptions(content)], output_format="html")
    return markdown.convert(text)


def soup(text: str, content: Path = Path("/nirgends"), *extensions: str) -> BeautifulSoup:
    return BeautifulSoup(convert(text, content, *extensions), "html.parser")


def test_a_paragraph_that_is_only_a_picture_becomes_a_figure_with_caption_and_credit():
    assert convert('![Netz]({static}/a.svg "Ein Netz"){credit="Amalgam, CC BY-SA 4.0"}') == (
        '<figure class="figure"><img alt="Netz" src="{static}/a.svg">'
        '<figcaption>Ein Netz <small class="figure__credit">Amalgam, CC BY-SA 4.0</small>'
        "</figcaption></figure>"
    )


def test_a_caption_alone_and_a_credit_alone_are_enough_for_a_caption():
    assert "<figcaption>Ein Netz</figcaption>" in convert('![Netz]({static}/a.svg "Ein Netz")')
    assert '<figcaption><small class="figure__credit">wer</small></figcaption>' in convert(
        '![Netz]({static}/a.svg){credit="wer"}'
    )


@pytest.mark.parametrize("credit", ["", '{credit=""}', "{credit}"])
def test_a_picture_with_neither_is_a_figure_without_caption(credit):
    assert convert("![Netz]({static}/a.svg)" + credit) == FIGURE


@pytest.mark.parametrize(
    "text",
    [
        '![Netz][netz]{credit="wer"}\n\n[netz]: {static}/a.svg "Ein Netz"',
        '![Netz]({static}/a.svg "Ein Netz")\n{credit="wer"}',
        "![Netz]({static}/a.svg \"Ein Netz\"){credit='wer'}\n",
        '- vorher\n\n- ![Netz]({static}/a.svg "Ein Netz"){credit=wer}\n',
        '> ![Netz]({static}/a.svg "Ein Netz"){credit=wer}\n',
    ],
)
def test_however_it_is_written(text):
    figure = soup(text).figure
    assert figure.figcaption.get_text() == "Ein Netz wer"
    assert figure.img.attrs == {"alt": "Netz", "src": "{static}/a.svg"}


def test_other_attributes_stay_where_the_author_put_them():
    figure = soup('![Netz]({static}/a.svg "Titel"){.breit credit="wer" #bild}').figure
    assert figure.img["class"] == ["breit"]
    assert figure.img["id"] == "bild"
    figure = soup('![Netz]({static}/a.svg "Titel")\n{.breit credit="wer" #bild}').figure
    assert figure["class"] == ["figure", "breit"]
    assert figure["id"] == "bild"
    assert not figure.has_attr("credit")


def test_a_picture_in_a_link_is_a_figure_that_leads_there():
    figure = soup('[![Netz]({static}/a.svg "Titel"){credit="wer"}](https://x.example)').figure
    assert figure.a.img["alt"] == "Netz"
    assert figure.figcaption.get_text() == "Titel wer"


def test_caption_and_credit_are_plain_text():
    html = convert('![Netz]({static}/a.svg "*Netz* <b>& Co</b> 5 > 3 \\[x\\]"){credit="A & B"}')
    assert "<figcaption>*Netz* &lt;b&gt;&amp; Co&lt;/b&gt; 5 &gt; 3 [x] <small" in html
    assert ">A &amp; B</small>" in html


@pytest.mark.parametrize(
    "text",
    [
        "Vorher ![Netz]({static}/a.svg)",
        "![Netz]({static}/a.svg) nachher",
        "![Netz]({static}/a.svg)![Netz]({static}/b.svg)",
        "**![Netz]({static}/a.svg)**",
        "[hier ![Netz]({static}/a.svg)](x)",
        "## ![Netz]({static}/a.svg)",
    ],
)
def test_a_picture_beside_anything_else_stays_in_its_line(text):
    page = soup(text)
    assert page.figure is None
    assert page.img["alt"] == "Netz"


def test_a_picture_in_a_sentence_keeps_its_credit_in_its_title():
    page = soup(
        'Hier ![a]({static}/a.svg "Titel"){credit="wer"} ![b]({static}/b.svg){credit="wer"}'
    )
    assert [image["title"] for image in page.find_all("img")] == ["Titel (wer)", "wer"]
    assert "credit" not in str(page)


def test_a_paragraph_without_a_picture_stays_what_it_is():
    assert convert("Ein *Satz*.\n\n*Betont*\n\n[Verweis](x)") == (
        '<p>Ein <em>Satz</em>.</p>\n<p><em>Betont</em></p>\n<p><a href="x">Verweis</a></p>'
    )


def test_code_is_left_alone():
    html = convert("```\n![a](b)\n```\n\n`![a](b)`\n\n    ![a](b)", Path("/x"), "fenced_code")
    assert "<img" not in html
    assert html.count("![a](b)") == 3


def test_each_picture_but_the_first_is_loaded_when_it_is_needed():
    images = soup("![a](a.svg)\n\nund ![b](b.svg)\n\n![c](c.svg){loading=eager}").find_all("img")
    assert [image.get("loading") for image in images] == [None, "lazy", "eager"]
    assert [image.get("decoding") for image in images] == [None, "async", "async"]


def test_the_first_picture_of_the_next_text_is_a_first_picture_again():
    markdown = Markdown(extensions=[PictureCaptions(Path("/x"))])
    first = markdown.convert("![a](a.svg)\n\n![b](b.svg)")
    markdown.reset()
    assert "lazy" in first
    assert "lazy" not in markdown.convert("![a](a.svg)")


def test_a_picture_gets_the_size_of_its_file(tmp_path):
    (tmp_path / "a b.png").write_bytes(png(640, 427))
    image = soup("![Netz]({static}/a%20b.png)", tmp_path).img
    assert (image["width"], image["height"]) == ("640", "427")


@pytest.mark.parametrize(
    "text",
    [
        "![Netz]({static}/a.png){width=32}",
        "![Netz]({static}/a.png){height=32}",
        "![Netz]({static}/kaputt.png)",
        "![Netz]({static}/fehlt.png)",
        "![Netz]({static}a.png)",
        "![Netz](https://x.example/a.png)",
        "![Netz]({static}/../a.png)",
    ],
)
def test_where_there_is_no_size_none_is_made_up(tmp_path, text):
    (tmp_path / "content").mkdir()
    (tmp_path / "a.png").write_bytes(png(640, 427))
    (tmp_path / "content" / "a.png").write_bytes(png(640, 427))
    (tmp_path / "content" / "kaputt.png").write_bytes(b"<html>")
    assert not {"640", "427"} & set(soup(text, tmp_path / "content").img.attrs.values())


def test_it_works_beside_the_extensions_of_the_site():
    text = (
        "[TOC]\n\n# Über\n\nSatz.[^1] ![x](x.svg)\n\n"
        '![Netz]({static}/a.svg "Titel"){credit="wer"}\n\n[^1]: Note ![y](y.svg)\n'
    )
    names = ("attr_list", "fenced_code", "footnotes", "meta", "tables", "toc")
    page = soup(text, Path("/x"), *(f"markdown.extensions.{name}" for name in names))
    assert len(page.find_all("figure")) == 1
    assert page.figure.figcaption.get_text() == "Titel wer"
    assert [image["alt"] for image in page.find_all("img")] == ["x", "Netz", "y"]
