from __future__ import annotations

from pathlib import Path

import pytest

from comments_api.conversation.foreign_file import UnusableExport
from plugins.editorial_check.front_matter import check_front_matter
from plugins.editorial_check.schema import ESSAY, PAGE
from plugins.manuscript import read_manuscript
from plugins.moving_in.moving import DIFFERS, NEW, UNCHANGED, Report
from tests.plugins.moving_in.support import HOUSE, PNG, files, move
from tests.support.wxr import comment, item, wxr

NEVER = "0000-00-00 00:00:00"
TERMS = (
    '<category domain="category" nicename="w">Welt, und mehr</category>'
    '<category domain="category" nicename="z">Zwei</category>'
    '<category domain="category">Zwei</category>'
    '<category domain="post_tag">[Ä; b</category><category domain="post_tag">!!!</category>'
    '<category domain="post_format">Aside</category><category domain="serie">S</category>'
)


def meta(key: str, value: str) -> str:
    return (
        f"<wp:postmeta><wp:meta_key>{key}</wp:meta_key>"
        f"<wp:meta_value><![CDATA[{value}]]></wp:meta_value></wp:postmeta>"
    )


def picture(number: int, name: str, alt: str = "", parent: int = 0) -> str:
    url = f"https://alt.example/wp-content/uploads/2019/12/{name}"
    more = f"<wp:attachment_url>{url}</wp:attachment_url><wp:post_parent>{parent}</wp:post_parent>"
    alts = meta("_wp_attachment_image_alt", alt) if alt else ""
    return item(
        number, "IMG_1", kind="attachment", status="inherit", excerpt="Unterschrift",
        more=more + alts,
    )  # fmt: skip


def one(root: Path, content: str, uploads: Path | None = None) -> tuple[str, tuple[str, ...]]:
    """The only text that came, and its notes."""
    report = move(root, content, uploads)
    (arrival,) = report.arrivals
    return arrival.path.read_text("utf-8"), arrival.notes


@pytest.fixture
def uploads(tmp_path: Path) -> Path:
    folder = tmp_path / "uploads" / "2019" / "12"
    folder.mkdir(parents=True)
    (folder / "bild.png").write_bytes(PNG)
    (folder / "zwei.png").write_bytes(PNG + b"2")
    return tmp_path / "uploads"


def sound(root: Path, report: Report) -> None:
    for arrival in report.arrivals:
        schema = PAGE if arrival.kind == "page" else ESSAY
        manuscript = read_manuscript(arrival.path)
        assert list(check_front_matter(manuscript, schema, HOUSE.zone, str)) == []


@pytest.mark.parametrize("version", ["1.0", "1.1", "1.2"])
def test_an_essay_comes_with_all_its_fields(tmp_path: Path, version: str) -> None:
    content = wxr(
        item(
            1,
            "Größe: &quot;Ärger&quot; &amp;amp; 🙂\nZeile",
            comment(1),
            text="<p>Eins <em>zwei</em>.</p><!--more--><p>Drei.</p>",
            slug="gr%c3%b6%c3%9fe",
            terms=TERMS,
            more="<wp:post_modified_gmt>2020-01-01 10:00:00</wp:post_modified_gmt>",
        ).replace("<wp:comment_status>open", "<wp:comment_status>closed"),
        version=version,
    )
    text, notes = one(tmp_path, content)
    assert text == (
        '---\ntitle: Größe: "Ärger" & 🙂 Zeile\ndate: 2019-12-01 09:00\n'
        "modified: 2020-01-01 11:00\ncategory: Welt und mehr\ntags: Zwei, Ä b\n"
        "author: Leopold Amalgam\nslug: groesse\nsummary: Eins zwei.\n"
        "aliases: /blog/2019/gr%c3%b6%c3%9fe/, /blog/?p=1\n"
        "origin: wordpress:alt.example/blog:1\ncomments: closed\n---\n\n"
        "Eins *zwei*.\n\nDrei.\n"
    )
    assert notes == ("Left out: serie: S.",)


@pytest.mark.parametrize(
    ("changes", "fields", "note"),
    [
        ({"status": "draft", "date": NEVER, "gmt": NEVER}, "status: draft", ""),
        ({"status": "private"}, "status: draft", "private"),
        ({"status": "pending"}, "status: draft", "review"),
        ({"status": "custom"}, "status: draft", "“custom”"),
        ({"gmt": NEVER, "date": NEVER}, "status: draft", "no date"),
        ({"more": "<wp:post_password>x</wp:post_password>"}, "status: draft", "password"),
        ({"status": "future", "gmt": "2031-07-01 08:00:00"}, "date: 2031-07-01 10:00", ""),
        ({"gmt": NEVER, "date": "2019-07-01 10:00:00"}, "date: 2019-07-01 10:00", ""),
        ({"title": "", "text": "<p>Nur ein Text.</p>"}, "title: Nur ein Text.", "no title"),
        ({"title": "", "text": ""}, "title: Untitled (1)", "summary"),
        ({"text": ""}, "summary: ⟨summary⟩", "summary"),
        ({"excerpt": "<b>Kurz</b> [x]"}, "summary: Kurz \\[x\\]", ""),
        ({"text": f"<p>{'Wort, ' * 90}</p>"}, "Wort …", ""),
        ({"text": f"<p>{'w' * 400}</p>"}, f"summary: {'w' * 280} …", ""),
        ({"terms": ""}, "category: Vermischtes", ""),
    ],
)
def test_whatever_it_was_it_passes_the_check(
    tmp_path: Path, changes: dict[str, str], fields: str, note: str
) -> None:
    title = changes.pop("title", "Titel")
    report = move(tmp_path, wxr(item(1, title, **changes)))  # type: ignore[arg-type]
    sound(tmp_path, report)
    (arrival,) = report.arrivals
    assert fields in arrival.path.read_text("utf-8")
    assert note in " ".join(arrival.notes)
    assert bool(arrival.notes) == bool(note)


def test_pages_come_too_and_nothing_else(tmp_path: Path) -> None:
    content = wxr(
        item(1, "Über", kind="page", slug="ueber", link="https://alt.example/blog/ueber/"),
        item(2, "Menü", kind="nav_menu_item"),
        item(3, "Müll", status="trash"),
        item(4, "Alt", kind="revision", status="inherit"),
    )
    report = move(tmp_path, content)
    sound(tmp_path, report)
    assert files(tmp_path) == {
        "seiten/ueber.md": "---\ntitle: Über\nslug: ueber\nsummary: Ein Satz.\n"
        "aliases: /blog/ueber/, /blog/?page_id=1\norigin: wordpress:alt.example/blog:1\n---\n\n"
        "Ein Satz.\n"
    }
    assert report.others == {"nav_menu_item": 1, "post: trash": 1, "revision": 1}


def test_addresses_are_given_once_and_former_ones_lead_to_one_text(tmp_path: Path) -> None:
    essays = tmp_path / "content" / "essays"
    essays.mkdir(parents=True)
    there = essays / "da.md"
    there.write_text("---\ntitle: Zwei\naliases: /blog/2019/vier/, /x/\n---\n\nDa.\n", "utf-8")
    root = "https://alt.example"
    content = wxr(
        item(1, "Zwei", slug="zwei"),
        item(2, "Zwei", slug="zwei", link=f"{root}/blog/2019/zwei/"),
        item(3, "Archiv", kind="page", slug="archiv", link=f"{root}/archiv/"),
        item(4, "Vier", slug="vier"),
        item(5, "Fünf", slug="fuenf", link=f"{root}/essays/fuenf/"),
        item(6, "Sechs", slug="sechs", link=f"{root}/blog/.a/b'c/"),
        item(7, "Sieben", slug="", link=f"{root}/blog/?p=7"),
    )
    report = move(tmp_path, content)
    sound(tmp_path, report)
    aliases = {
        read_manuscript(one.path).value("slug"): read_manuscript(one.path).value("aliases")
        for one in report.arrivals
    }
    assert aliases == {
        "zwei-2": "/blog/2019/zwei/, /blog/?p=1",
        "zwei-3": "/blog/?p=2",
        "archiv-2": "/blog/?page_id=3",
        "vier": "/blog/?p=4",
        "fuenf": "/blog/?p=5",
        "sechs": "/blog/?p=6",
        "sieben": "/blog/?p=7",
    }
    notes = [" ".join(one.notes) for one in report.arrivals]
    assert "“zwei” is taken; it has “zwei-2”" in notes[0]
    assert "/blog/2019/zwei/ cannot lead here" in notes[1]
    assert "/archiv/ cannot lead here" in notes[2]
    assert "/blog/2019/vier/ cannot lead here" in notes[3]
    assert "/blog/.a/b'c/ cannot lead here" in notes[5]
    assert (notes[4], notes[6]) == ("", "")
    assert there.read_text("utf-8").endswith("Da.\n")


def test_a_second_run_changes_nothing_and_never_overwrites(tmp_path: Path, uploads: Path) -> None:
    content = wxr(
        picture(50, "bild.png"),
        item(1, "Eins", slug="eins", text='<p>a</p><img src="/uploads/2019/12/bild.png">'),
        item(2, "Zwei", slug="zwei"),
        item(3, "Drei", slug="drei"),
    )
    first = move(tmp_path, content, uploads)
    assert (first.count(NEW), first.pictures) == (3, 1)
    edited, renamed = first.arrivals[1].path, first.arrivals[2].path
    edited.write_text(edited.read_text("utf-8").replace("Ein Satz", "Mein Satz"), "utf-8")
    renamed = renamed.rename(renamed.with_name("anders.md"))
    before = files(tmp_path)
    second = move(tmp_path, content, uploads)
    assert [arrival.state for arrival in second.arrivals] == [UNCHANGED, DIFFERS, UNCHANGED]
    assert second.arrivals[2].path == renamed
    assert second.pictures == 0
    assert files(tmp_path) == before


def test_links_between_texts_become_links_between_files(tmp_path: Path) -> None:
    text = (
        '<p><a href="https://www.alt.example/blog/2019/zwei/#more-2">a</a> '
        '<a href="/blog/?p=2">b</a> <a href="https://alt.example/blog/2019/entwurf/">c</a> '
        '<a href="https://anders.example/">d</a> <a href="#oben">e</a> '
        '<a href="javascript:x">f</a> <a href="mailto:a@b.example">g</a> <a>h</a> '
        '<a href="https://[kaputt/">i</a></p>'
    )
    content = wxr(
        item(1, "Eins", slug="eins", text=text),
        item(2, "Zwei", slug="zwei"),
        item(3, "Entwurf", slug="entwurf", status="draft"),
    )
    report = move(tmp_path, content)
    body = report.arrivals[0].path.read_text("utf-8")
    file = "{filename}/essays/2019-12-01-zwei.md"
    assert f"[a]({file}) [b]({file}) [c](https://alt.example/blog/2019/entwurf/)" in body
    assert "[d](https://anders.example/) e f [g](mailto:a@b.example) h i\n" in body
    assert report.arrivals[0].notes == (
        "A link leads to the old site: https://alt.example/blog/2019/entwurf/",
    )


def test_pictures_come_with_captions_and_gaps_to_fill(tmp_path: Path, uploads: Path) -> None:
    base = "https://alt.example/wp-content/uploads/2019/12"
    text = (
        f'[caption id="x"]<a href="{base}/bild.png"><img class="wp-image-50" '
        f'src="{base}/bild-300x200.png" alt=""></a> Die "Unterschrift"[/caption]\n\n'
        '<a href="https://alt.example/?attachment_id=51">'
        f'<img src="{base}/zwei.png" alt="Zwei"></a>\n\n'
        f'<a href="https://anders.example/"><img src="{base}/bild.png" alt="Drei"></a>\n\n'
        f'<img src="{base}/weg.jpg" alt="Weg"><img src=""> <img data-src="{base}/weg.jpg">'
        '<img class="emoji" src="x" alt="🙂">'
    )
    content = wxr(
        picture(50, "bild.png", alt="Ein Bild"),
        picture(51, "zwei.png"),
        item(1, "Eins", text=text, more=meta("_thumbnail_id", "51")),
    )
    body, notes = one(tmp_path, content, uploads)
    assert (
        '![Ein Bild]({static}/bilder/2019/12/bild.png "Die &quot;Unterschrift&quot;")'
        '{credit="⟨credit missing⟩"}\n\n'
        '![Zwei]({static}/bilder/2019/12/zwei.png){credit="⟨credit missing⟩"}\n\n'
        '[![Drei]({static}/bilder/2019/12/bild.png){credit="⟨credit missing⟩"}]'
        "(https://anders.example/)\n\n"
        f"[Weg]({base}/weg.jpg) [weg.jpg]({base}/weg.jpg)🙂\n"
    ) in body
    assert (tmp_path / "content/bilder/2019/12/bild.png").read_bytes() == PNG
    assert notes == (
        "The picture bild.png has no credit yet.",
        "The picture zwei.png has no credit yet.",
        f"The picture {base}/weg.jpg is not at hand; it is a link now.",
        "There is nothing to make a summary of.",
    )


def test_galleries_and_the_post_s_picture_come(tmp_path: Path, uploads: Path) -> None:
    content = wxr(
        picture(50, "bild.png", alt="Eins", parent=1),
        picture(51, "zwei.png"),
        item(1, "a", text='[gallery ids="51,99"]\n[gallery]', more=meta("_thumbnail_id", "50")),
        item(2, "b", slug="b", text="<p>c</p>", more=meta("_thumbnail_id", "50")),
    )
    report = move(tmp_path, content, uploads)
    first, second = (one.path.read_text("utf-8") for one in report.arrivals)
    assert first.index("zwei.png") < first.index("bild.png")
    assert first.count("bild.png") == 1
    assert '/zwei.png "Unterschrift")' in first
    assert "![⟨say what is to be seen: zwei.png⟩]" in first
    assert second.index("bild.png") < second.index("\nc\n")
    assert report.unused_pictures == 0


def test_what_only_wordpress_can_do_is_told(tmp_path: Path) -> None:
    text = (
        '<!-- wp:latest-posts /--><!-- wp:more /--><!-- wp:block {"ref":3} /-->'
        "<!-- wp:paragraph --><p>a</p><!-- /wp:paragraph --><!--nextpage-->"
        "<!-- wp:embed --><figure><div>\nhttps://film.example/1\n</div></figure><!-- /wp:embed -->"
        '<iframe src="//karte.example/x"></iframe>'
        '<video><source src="/b.mp4"></video><object></object>'
        "<script>x</script><form><input></form><style>x</style>"
        '<p>[kontakt id="1"]</p><pre>https://code.example/1</pre>'
    )
    body, notes = one(tmp_path, wxr(item(1, "a", text=text)))
    assert body.endswith(
        "a\n\n<https://film.example/1>\n\n<https://karte.example/x>\n\n"
        "<https://alt.example/b.mp4>\n\n```\nhttps://code.example/1\n```\n"
    )
    assert notes == (
        "The block “block” is made by WordPress and left out.",
        "The block “latest-posts” is made by WordPress and left out.",
        "Its pages are joined into one.",
        "The short code [kontakt] is left out; its content stays.",
        "A <script> is left out.",
        "A <form> is left out.",
        "What was embedded is a link now: https://karte.example/x",
        "What was embedded is a link now: https://alt.example/b.mp4",
        "A link leads to the old site: https://alt.example/b.mp4",
    )


def test_every_kind_of_footnote_becomes_one(tmp_path: Path) -> None:
    text = (
        '<p>a<sup data-fn="u1" class="fn"><a href="#u1">1</a></sup>'
        '<sup data-fn="fehlt">2</sup> b<sup><a href="#fn-1-1">2</a></sup> c[ref]Drei[/ref] '
        '<a href="#fn-fehlt">d</a></p><div class="footnotes"><ol>'
        '<li id="fn-1-1">Zwei <a href="#fnref-1-1">↩</a></li></ol></div><!-- wp:footnotes /-->'
    )
    notes = meta("footnotes", '[{"content":"Die <em>Eins</em>","id":"u1"}]')
    body, _notes = one(tmp_path, wxr(item(1, "a", text=text, more=notes)))
    assert body.endswith("a[^1] b[^2] c[^3] d\n\n[^1]: Die *Eins*\n[^2]: Zwei\n[^3]: Drei\n")
    for broken in ("{", '[{"id":1}]', '"x"'):
        move(tmp_path / "b", wxr(item(1, "a", more=meta("footnotes", broken))))


def test_headings_begin_at_the_second_level_and_skip_none(tmp_path: Path) -> None:
    text = "<h1>a</h1><h4>b</h4><h6>c</h6><h5>d</h5><h2>e</h2><h3></h3><p><b>f</b><b>g</b></p>"
    body, _notes = one(tmp_path, wxr(item(1, "a", text=text)))
    assert body.endswith("\n\n## a\n\n### b\n\n#### c\n\n#### d\n\n### e\n\n**fg**\n")


def test_a_tower_of_elements_is_plain_text(tmp_path: Path) -> None:
    text = "<div>" * 100 + "a *b*" + "</div>" * 100 + "<p>c</p>"
    body, notes = one(tmp_path, wxr(item(1, "a", text=text)))
    assert body.endswith("\n\na \\*b\\* c\n")
    assert "nested too deeply" in notes[0]


def test_a_blog_in_another_language_says_so(tmp_path: Path) -> None:
    content = wxr(item(1, "a")).replace("<wp:wxr", "<language>en-US</language><wp:wxr", 1)
    assert "\nlang: en\n" in one(tmp_path, content)[0]
    content = content.replace("en-US", "de-DE")
    assert "\nlang:" not in one(tmp_path / "b", content)[0]


def test_authors_without_a_name_go_by_their_login(tmp_path: Path) -> None:
    content = wxr(item(1, "a").replace("<dc:creator>leo", "<dc:creator>gast"))
    assert "\nauthor: gast\n" in one(tmp_path, content)[0]
    named = content.replace(
        "<wp:author_first_name/>", "<wp:author_first_name>L</wp:author_first_name>"
    )
    named = named.replace("gast</dc", "leo</dc").replace("<![CDATA[Leopold Amalgam]]>", "")
    assert "\nauthor: L\n" in one(tmp_path / "b", named)[0]
    unknown = content.replace("gast</dc", "</dc")
    assert "\nauthor: Leopold Amalgam\n" in one(tmp_path / "c", unknown)[0]


def test_a_blog_without_its_address_goes_by_its_link(tmp_path: Path) -> None:
    content = wxr(item(1, "a")).replace("base_blog_url>", "other>")
    assert move(tmp_path, content).blog.address == "https://alt.example/blog"


def test_two_files_of_one_name_get_numbers(tmp_path: Path) -> None:
    essays = tmp_path / "content" / "essays"
    essays.mkdir(parents=True)
    for name in ("2019-12-01-titel.md", "2019-12-01-titel-2.md"):
        (essays / name).write_text("---\ntitle: x\nslug: x\n---\n", "utf-8")
    (arrival,) = move(tmp_path, wxr(item(1, "Titel"))).arrivals
    assert arrival.path.name == "2019-12-01-titel-3.md"


def test_a_broken_export_writes_nothing(tmp_path: Path) -> None:
    with pytest.raises(UnusableExport, match=r"export\.xml:\d+:\d+: "):
        move(tmp_path, wxr(item(1, "a"), item(2, "b & c")))
    assert not (tmp_path / "content").exists()


def test_texts_without_a_number_and_with_another_s_are_texts_too(tmp_path: Path) -> None:
    without = [item(0, name, slug=name).replace("<wp:post_id>0</wp:post_id>", "") for name in "ab"]
    content = wxr(*without, item(7, "c", slug="c"), item(7, "d", slug="d", kind="\n page \n"))
    report = move(tmp_path, content)
    sound(tmp_path, report)
    came = files(tmp_path)
    assert [path.rpartition("/")[2].removeprefix("2019-12-01-") for path in came] == [
        f"{name}.md" for name in "abcd"
    ]
    for text, number, former in zip(
        came.values(), ("0", "0-2", "7", "7-2"), ("", "", ", /blog/?p=7", ""), strict=True
    ):
        assert f"/{former}\norigin: wordpress:alt.example/blog:{number}\n" in text
    again = move(tmp_path, content)
    assert (again.count(UNCHANGED), files(tmp_path)) == (4, came)


def test_no_invisible_controls_come_along(tmp_path: Path) -> None:
    notes = meta("footnotes", '[{"id": "n", "content": "\\ud800 Note"}]')
    odd = "&#x202E;&#xFFFF;&#x9D;"
    text = f'<p>Ein{odd} Satz&#x2028;hier<sup data-fn="n">1</sup></p><pre>a&#13;\nb</pre>'
    told, _ = one(
        tmp_path, wxr(item(1, f"Ti<![CDATA[{odd}]]>tel", text=text, excerpt="Kurz.", more=notes))
    )
    assert told.startswith("---\ntitle: Titel\n")
    assert "\n\nEin Satz hier[^1]\n\n```\na\nb\n```\n\n[^1]: \ufffd Note\n" in told


def test_an_author_without_an_address_is_told(tmp_path: Path) -> None:
    content = wxr(item(1, "Titel").replace("<dc:creator>leo", "<dc:creator>Чехов"))
    text, notes = one(tmp_path, content)
    assert f"author: {HOUSE.author}\n" in text
    assert notes == ("Its author “Чехов” gives no address.",)
