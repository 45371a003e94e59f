from __future__ import annotations

import pytest

from comments_api.conversation.thread_id import ThreadId
from comments_api.importing.matching import Matching
from tests.comments_api.support import OPEN, OTHER, THREADS

HIDDEN = ThreadId("noch-ein-entwurf")
FORMER = {
    "wordpress:alt.example:12": OPEN,
    "/2019/titel/": OPEN,
    "/?p=12": OPEN,
    "/größe/": OTHER,
    "/alt.html": HIDDEN,
}


@pytest.mark.parametrize(
    ("names", "thread_id"),
    [
        (["wordpress:alt.example:12"], OPEN),
        (["https://alt.example/2019/titel/"], OPEN),
        (["http://alt.example/2019/titel"], OPEN),
        (["https://alt.example/2019/titel/?utm_source=x#kommentare"], OPEN),
        (["https://alt.example/2019/titel/index.html"], OPEN),
        (["https://alt.example/?p=12"], OPEN),
        (["/gr%C3%B6%C3%9Fe"], OTHER),
        (["https://alt.example/alt.html"], HIDDEN),
        (["unbekannt", "/2019/titel/"], OPEN),
        (["https://neu.example/essays/maerkte/"], OTHER),
        ([OTHER], OTHER),
        (["https://alt.example/"], None),
        (["https://alt.example/?p=13"], None),
        (["https://[kaputt/"], None),
        (["wordpress:alt.example:1"], None),
        ([], None),
    ],
)
def test_an_old_name_finds_its_discussion(names: list[str], thread_id: ThreadId | None) -> None:
    matching = Matching({thread.id: thread for thread in THREADS}, FORMER, {})
    assert matching.find(names) == thread_id


def test_what_the_operator_says_comes_first() -> None:
    matching = Matching({}, FORMER, {"12": OTHER, "https://alt.example/2019/titel/": OTHER})
    assert matching.find(["wordpress:alt.example:12", "12"]) == OTHER
    assert matching.find(["/2019/titel"]) == OTHER
    assert matching.known == {OPEN, OTHER, HIDDEN}
    assert matching.public == frozenset()
