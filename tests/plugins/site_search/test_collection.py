from __future__ import annotations

from datetime import UTC, datetime
from types import SimpleNamespace

from comments_api.conversation.comment import PublicComment
from plugins.site_search.collection import collection


def essay(slug: str, day: int, **fields: object) -> SimpleNamespace:
    return SimpleNamespace(
        title=slug.title(),
        slug=slug,
        lang=fields.pop("lang", "de"),
        date=datetime(2026, 9, day, tzinfo=UTC),
        category="Bestiarium",
        content="<p>Ein  <em>Satz</em>.</p>\n<p>Noch&nbsp;einer.</p>",
        **fields,
    )


def comment(nr: int, source: str) -> PublicComment:
    return PublicComment(nr, None, "Erna", None, source, datetime(2026, 9, 8, tzinfo=UTC))


def card(name: str) -> SimpleNamespace:
    return SimpleNamespace(
        full_name=name,
        motto="Ich!",
        symptoms=("redet", "redet weiter"),
        habitat="Bühne",
        prey="Ohren",
        enemy="Stille",
        antidote="Gehen.",
        quotation=SimpleNamespace(text="Hört, hört."),
        text_html="<p>Ein Porträt.</p>",
    )


def test_essays_are_counted_from_the_oldest_and_shown_from_the_newest():
    older, newer = essay("alt", 1), essay("neu", 2, subtitle="Unter", tags=["Netz", "Ware"])
    foreign = essay("alt", 1, lang="en")
    essays, _types, _comments = collection([newer, older, foreign], [])
    assert [(find.nr, find.subject) for find in essays.finds] == [
        (2, newer),
        (1, foreign),
        (0, older),
    ]
    document = essays.documents[2]
    assert (document.head, document.aside) == ("Neu", "Unter Bestiarium Netz Ware")
    assert essays.texts[0] == "Ein Satz.\nNoch einer."


def test_types_stand_in_the_order_of_the_deck():
    _essays, types, _comments = collection([], [card("Die Eine"), card("Der Andere")])
    assert [find.subject.full_name for find in types.finds] == ["Die Eine", "Der Andere"]
    assert types.documents[0].head == "Die Eine"
    assert types.texts[1].splitlines() == [
        *("redet; redet weiter", "Bühne", "Ohren", "Stille", "Gehen.", "Hört, hört."),
        "Ein Porträt.",
    ]


def test_comments_keep_their_numbers_and_their_essay():
    quiet, off = essay("still", 1, comments=None), essay("aus", 2)
    talk = SimpleNamespace(
        comments=(comment(7, "*Erster*\n\n<b>Satz</b>"), comment(31, "wort " * 60))
    )
    loud = essay("laut", 3, comments=talk)
    *_, comments = collection([quiet, off, loud], [])
    assert [find.nr for find in comments.finds] == [31, 7]
    assert all(find.subject.essay is loud for find in comments.finds)
    assert comments.texts[7] == "Erster\n<b>Satz</b>"
    assert comments.documents[7].head == "Erna"
    assert [find.subject.opening for find in comments.finds] == [
        "wort " * 11 + "wort …",
        "Erster <b>Satz</b>",
    ]
