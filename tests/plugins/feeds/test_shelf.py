from __future__ import annotations

from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any

from plugins.feeds.settings import Settings
from plugins.feeds.shelf import Links, Shelf, entry_of

SETTINGS = Settings("Spiegelkabinett", "Essays", "de", "https://a.example", "a.example,2026", 2)


def group(name: str, folder: str) -> SimpleNamespace:
    return SimpleNamespace(name=name, url=f"{folder}/{name.lower()}/")


def article(slug: str, day: int, **more: Any) -> SimpleNamespace:
    told = {
        "url": f"essays/{slug}/",
        "title": f"<i>{slug}</i> &amp; Co.",
        "slug": slug,
        "lang": "de",
        "date": datetime(2026, 9, day, tzinfo=UTC),
        "summary": "<p>Worum es geht.</p>",
        "content": "<p>Der Text.</p>",
        "category": group("Bestiarium", "rubriken"),
        "authors": [group("Amalgam", "autoren")],
        "metadata": {},
    }
    return SimpleNamespace(**{**told, **more})


def test_every_list_with_essays_has_a_feed_and_no_other() -> None:
    articles = [article("b", 2), article("a", 1)]
    lists = [
        (group("Bestiarium", "rubriken"), articles),
        (group("Leer", "schlagworte"), []),
    ]
    shelf = Shelf(SETTINGS, articles, lists)
    assert shelf.links == {
        "": Links("Spiegelkabinett", "feeds/alle.atom.xml", "feeds/alle.feed.json"),
        "rubriken/bestiarium/": Links(
            "Spiegelkabinett · Bestiarium",
            "feeds/rubriken/bestiarium.atom.xml",
            "feeds/rubriken/bestiarium.feed.json",
        ),
    }
    whole, section = (feed for _links, feed in shelf.feeds())
    assert whole.id == "tag:a.example,2026:feeds/alle"
    assert section.page == "https://a.example/rubriken/bestiarium/"
    assert section.entries[0] is whole.entries[0], "an essay is prepared once"


def test_a_site_without_essays_has_none() -> None:
    shelf = Shelf(SETTINGS, [], [])
    assert shelf.links == {}
    assert list(shelf.feeds()) == []


def test_a_feed_holds_the_newest_only() -> None:
    shelf = Shelf(SETTINGS, [article("c", 3), article("b", 2), article("a", 1)], [])
    ((_links, feed),) = shelf.feeds()
    assert [entry.url for entry in feed.entries] == [
        "https://a.example/essays/c/",
        "https://a.example/essays/b/",
    ]


def test_a_feed_is_as_new_as_the_last_change_in_it() -> None:
    changed = datetime(2026, 10, 1, tzinfo=UTC)
    shelf = Shelf(SETTINGS, [article("b", 2), article("a", 1, modified=changed)], [])
    ((_links, feed),) = shelf.feeds()
    assert feed.updated == changed
    assert [entry.updated.day for entry in feed.entries] == [2, 1]


def test_an_entry_says_in_words_how_long_it_takes() -> None:
    entry = entry_of(article("a", 1, reading_label="5 < 7 Minuten"), SETTINGS)
    assert entry.summary == "<p>5 &lt; 7 Minuten</p><p>Worum es geht.</p>"
    assert entry.summary_text == "5 < 7 Minuten. Worum es geht."
    assert entry.title == "a & Co."
    assert entry_of(article("a", 1), SETTINGS).summary == "<p>Worum es geht.</p>"


def test_an_entry_keeps_its_name_when_the_essay_moves() -> None:
    first = entry_of(article("neu", 1, url="texte/neu/", metadata={"thread": "alt"}), SETTINGS)
    assert first.id == "tag:a.example,2026:essay/alt"


def test_section_and_tags_are_told_once_each() -> None:
    tags = [group("Bestiarium", "schlagworte"), group("Netz", "schlagworte")]
    assert entry_of(article("a", 1, tags=tags), SETTINGS).tags == ("Bestiarium", "Netz")
