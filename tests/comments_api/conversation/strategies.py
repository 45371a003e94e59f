"""Arbitrary comments and threads, as wild as the types allow."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import strategies as st

from comments_api.conversation.avatar import DRAWINGS
from comments_api.conversation.comment import EarlierText, PublicComment, Thread
from comments_api.conversation.passage import Passage
from comments_api.conversation.thread_id import ThreadId

_START = datetime(1990, 1, 1, tzinfo=UTC)

moments = st.timedeltas(timedelta(0), timedelta(days=36_500)).map(_START.__add__)
thread_ids = st.from_regex(r"[a-z0-9]{1,9}(-[a-z0-9]{1,9}){0,4}", fullmatch=True).map(ThreadId)
any_text = st.text(max_size=60)  # hypothesis leaves out lone surrogates unless asked
any_words = st.text(min_size=1, max_size=60)


@st.composite
def comment_lists(draw: st.DrawFn, max_size: int = 12) -> list[PublicComment]:
    """Comments of one thread: distinct ids, any parents (none, missing, circular), any order."""
    ids = draw(st.lists(st.integers(1, 40), unique=True, max_size=max_size))
    return [
        PublicComment(
            id=number,
            parent_id=draw(st.none() | st.sampled_from(ids) | st.integers(1, 40)),
            author=draw(any_text),
            website=draw(st.none() | any_text | st.just("https://example.org/a?b=c&d")),
            source=draw(any_text),
            written_at=draw(moments),
            by_author=draw(st.booleans()),
            earlier=tuple(draw(st.lists(st.builds(EarlierText, any_text, moments), max_size=2))),
            passage=draw(st.none() | st.builds(Passage, any_words, any_text, any_text)),
            avatar=draw(st.none() | st.integers(0, DRAWINGS - 1)),
        )
        for number in ids
    ]


threads = st.builds(
    Thread,
    id=thread_ids,
    title=any_text,
    url=st.just("/essays/eins/") | st.just("https://example.org/essays/eins/"),
    lang=st.sampled_from(["de", "en", "de-AT", "fr", "tlh"]),
    author=any_text,
    open=st.booleans(),
    closes_at=st.none() | moments,
    lost=st.frozensets(st.integers(1, 40), max_size=5),
    zone=st.sampled_from(["Europe/Berlin", "UTC", "America/St_Johns"]),
    rules_url=st.sampled_from(["/mitreden/", "https://example.org/rules/"]),
    privacy_url=st.sampled_from(["/datenschutz/", "https://example.org/privacy/"]),
    imprint_url=st.sampled_from(["/impressum/", "https://example.org/imprint/"]),
)
