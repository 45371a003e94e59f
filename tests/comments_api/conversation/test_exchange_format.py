import json
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comments_api.conversation.avatar import DRAWINGS
from comments_api.conversation.comment import EarlierText, PublicComment, Thread
from comments_api.conversation.exchange_format import (
    Malformed,
    PublishedThread,
    UnknownVersion,
    decode_published,
    decode_threads,
    encode_published,
    encode_threads,
)
from comments_api.conversation.passage import Passage
from comments_api.conversation.thread_id import ThreadId
from tests.comments_api.conversation.strategies import comment_lists, thread_ids, threads

NOON = datetime(2026, 9, 7, 12, 0, tzinfo=UTC)
THREAD = Thread(
    ThreadId("eins"), "Größe & „Maß“", "/essays/eins/", "de", "Leo", open=True, closes_at=NOON
)
PASSAGE = Passage("Größe", "die ")
COMMENT = PublicComment(
    7, None, "Ada", "https://example.org", "Text", NOON, by_author=True, passage=PASSAGE, avatar=5
)
PUBLISHED = PublishedThread(
    ThreadId("eins"), 3, (COMMENT, replace(COMMENT, id=8, parent_id=7, website=None))
)


def threads_file(**changes):
    entry = json.loads(encode_threads([THREAD]))["threads"][0] | changes
    return json.dumps({"version": 4, "threads": [entry]}).encode()


def published_file(**changes):
    whole = json.loads(encode_published(PUBLISHED))
    whole["comments"][0] |= changes
    return json.dumps(whole).encode()


def test_the_list_of_threads_is_readable_for_people():
    assert encode_threads([THREAD]).decode() == (
        '{\n "version": 4,\n "threads": [\n  {\n   "id": "eins",\n'
        '   "title": "Größe & „Maß“",\n   "url": "/essays/eins/",\n   "lang": "de",\n'
        '   "author": "Leo",\n   "open": true,\n   "closes_at": "2026-09-07T12:00:00Z",\n'
        '   "zone": "Europe/Berlin",\n   "lost": [],\n   "rules_url": "/mitreden/",\n'
        '   "privacy_url": "/datenschutz/",\n   "imprint_url": "/impressum/"\n  }\n ]\n}\n'
    )


def test_an_approved_comment_is_written_with_its_public_fields_and_no_others():
    assert json.loads(encode_published(PUBLISHED))["comments"][0] == {
        "id": 7,
        "parent_id": None,
        "author": "Ada",
        "website": "https://example.org",
        "source": "Text",
        "written_at": "2026-09-07T12:00:00Z",
        "by_author": True,
        "earlier": [],
        "passage": {"exact": "Größe", "prefix": "die ", "suffix": ""},
        "avatar": 5,
    }


def test_a_correction_is_written_with_what_stood_before_it():
    corrected = replace(COMMENT, earlier=(EarlierText("Vorher", NOON),))
    content = encode_published(PublishedThread(ThreadId("eins"), 3, (corrected,)))
    assert json.loads(content)["comments"][0]["earlier"] == [
        {"source": "Vorher", "replaced_at": "2026-09-07T12:00:00Z"}
    ]


def test_a_file_from_before_corrections_remarks_or_drawings_is_read_as_one_without_any():
    for version, unknown in [
        (3, {"avatar"}),
        (2, {"avatar", "passage"}),
        (1, {"avatar", "passage", "earlier"}),
    ]:
        whole = json.loads(encode_published(PUBLISHED))
        whole["version"] = version
        with pytest.raises(Malformed, match=f"{min(unknown)}” is not expected here"):
            decode_published(json.dumps(whole).encode())
        for comment in whole["comments"]:
            for field in unknown:
                del comment[field]
        passage = None if "passage" in unknown else PASSAGE
        plain = [replace(comment, passage=passage, avatar=None) for comment in PUBLISHED.comments]
        read = decode_published(json.dumps(whole).encode())
        assert read == replace(PUBLISHED, comments=tuple(plain))


def test_an_older_list_is_read_as_one_without_lost_passages_and_with_the_pages_of_its_time():
    pages = {"rules_url": "/rules/", "privacy_url": "/privacy/"}
    told = replace(THREAD, lost=frozenset({7}), **pages, imprint_url="/imprint/")
    assert decode_threads(encode_threads([told])) == {THREAD.id: told}
    whole = json.loads(encode_threads([told]))
    for version, unknown, read in [
        (3, ("imprint_url",), replace(THREAD, lost=frozenset({7}), **pages)),
        (2, ("rules_url", "privacy_url"), replace(THREAD, lost=frozenset({7}))),
        (1, ("lost",), THREAD),
    ]:
        whole["version"] = version
        with pytest.raises(Malformed, match="is not expected here"):
            decode_threads(json.dumps(whole).encode())
        for field in unknown:
            del whole["threads"][0][field]
        assert decode_threads(json.dumps(whole).encode()) == {THREAD.id: read}


@given(st.lists(threads, unique_by=lambda thread: thread.id, max_size=5))
def test_threads_come_back_as_they_went(listed):
    content = encode_threads(listed)
    assert decode_threads(content) == {thread.id: thread for thread in listed}
    assert encode_threads(reversed(listed)) == content


@given(thread_ids, st.integers(0, 2**63 - 1), comment_lists())
def test_comments_come_back_as_they_went_in_the_order_of_their_times(thread_id, version, comments):
    content = encode_published(PublishedThread(thread_id, version, tuple(comments)))
    ordered = tuple(sorted(comments, key=lambda comment: (comment.written_at, comment.id)))
    assert decode_published(content) == PublishedThread(thread_id, version, ordered)
    assert encode_published(PublishedThread(thread_id, version, tuple(reversed(comments)))) == (
        content
    )


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "It is not valid JSON."),
        (b"\xff\xfe", "It is not valid JSON."),
        (b'{"version": 1, "threads": [', "It is not valid JSON."),
        (b"[" * 100_000, "It is not valid JSON."),
        (b'{"version": ' + b"9" * 5_000 + b"}", "It is not valid JSON."),
        (b"[]", "It does not hold a JSON object."),
        (b"null", "It does not hold a JSON object."),
        (b"{}", "“version” is missing."),
        (b'{"version": "1"}', "“version” must be a whole number."),
        (b'{"version": true}', "“version” must be a whole number."),
        (b'{"version": 1.0}', "“version” must be a whole number."),
        (b'{"version": 0}', "“version” must be a whole number."),
        (b'{"version": 1}', "“threads” is missing."),
        (b'{"version": 1, "threads": {}}', "“threads” must be a list."),
        (b'{"version": 1, "threads": [], "x": 1}', "“x” is not expected here."),
        (b'{"version": 1, "threads": [1]}', "“threads[0]” must be an object."),
        (threads_file(id="../eins"), "“threads[0].id” must be the id of a thread."),
        (threads_file(id=7), "“threads[0].id” must be text."),
        (threads_file(title=None), "“threads[0].title” must be text."),
        (threads_file(title="\ud800"), "“threads[0].title” must be text."),
        (threads_file(url="essays/eins/"), "“threads[0].url” must be an address."),
        (threads_file(url="//example.org/"), "“threads[0].url” must be an address."),
        (threads_file(url="/a b"), "“threads[0].url” must be an address."),
        (threads_file(url="/a\n"), "“threads[0].url” must be an address."),
        (threads_file(url="javascript:a"), "“threads[0].url” must be an address."),
        (threads_file(lang=""), "“threads[0].lang” must be a language tag."),
        (threads_file(lang="../de"), "“threads[0].lang” must be a language tag."),
        (threads_file(open=1), "“threads[0].open” must be true or false."),
        (
            threads_file(closes_at="2026-09-07T12:00:00"),
            "“threads[0].closes_at” must be a date and time with its time zone.",
        ),
        (
            threads_file(closes_at="0001-01-01T00:00:00+14:00"),
            "“threads[0].closes_at” must be a date and time with its time zone.",
        ),
        (
            threads_file(closes_at="bald"),
            "“threads[0].closes_at” must be a date and time with its time zone.",
        ),
        (
            threads_file(zone="Europe/Bielefeld"),
            "“threads[0].zone” must be the name of a time zone.",
        ),
        (threads_file(zone="../etc"), "“threads[0].zone” must be the name of a time zone."),
        (threads_file(zone="Europe"), "“threads[0].zone” must be the name of a time zone."),
        (threads_file(zone=""), "“threads[0].zone” must be the name of a time zone."),
        (threads_file(mail="a"), "“threads[0].mail” is not expected here."),
    ],
)
def test_a_malformed_list_of_threads_is_told_field_by_field(content, reason):
    with pytest.raises(Malformed) as caught:
        decode_threads(content)
    assert str(caught.value) == reason


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (published_file(id=0), "“comments[0].id” must be a whole number."),
        (published_file(id=2**63), "“comments[0].id” must be a whole number."),
        (published_file(id=8), "“comments” holds the same id twice."),
        (published_file(parent_id="7"), "“comments[0].parent_id” must be a whole number."),
        (published_file(author=["Ada"]), "“comments[0].author” must be text."),
        (published_file(website=False), "“comments[0].website” must be text."),
        (published_file(source=None), "“comments[0].source” must be text."),
        (published_file(avatar=-1), "“comments[0].avatar” must be a whole number."),
        (published_file(avatar=DRAWINGS), "“comments[0].avatar” must be a whole number."),
        (published_file(by_author=None), "“comments[0].by_author” must be true or false."),
        (published_file(email="ada@example.org"), "“comments[0].email” is not expected here."),
        (
            published_file(written_at=None),
            "“comments[0].written_at” must be text.",
        ),
    ],
)
def test_a_malformed_list_of_comments_is_told_field_by_field(content, reason):
    with pytest.raises(Malformed) as caught:
        decode_published(content)
    assert str(caught.value) == reason


def test_the_same_thread_twice_is_malformed():
    with pytest.raises(Malformed, match="“threads” holds the same id twice"):
        decode_threads(encode_threads([THREAD, THREAD]))


def test_half_a_surrogate_pair_cannot_be_smuggled_out():
    with pytest.raises(Malformed):
        decode_threads(encode_threads([replace(THREAD, title="\ud800")]))


def test_a_later_format_is_refused_as_such():
    with pytest.raises(UnknownVersion) as caught:
        decode_threads(b'{"version": 5, "threads": [], "more": 1}')
    assert str(caught.value) == "It has format version 5; this software reads version 4."


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("2026-09-07T14:00:00+02:00", NOON),
        ("2026-09-07T12:00:00Z", NOON),
        ("2026-09-07T12:00:00.000001+00:00", NOON.replace(microsecond=1)),
    ],
)
def test_times_are_read_in_any_zone(written, expected):
    assert decode_published(published_file(written_at=written)).comments[0].written_at == expected


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters(), max_size=8),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(["version", "threads", "comments", "id", "thread_id", "thread_version"])
            | st.text(max_size=4),
            inner,
            max_size=6,
        )
    ),
    max_leaves=12,
)


@given(JSON | st.fixed_dictionaries({"version": st.just(1), "threads": JSON, "comments": JSON}))
def test_any_json_is_either_understood_or_malformed(value):
    content = json.dumps(value).encode()
    for decode in (decode_threads, decode_published):
        with suppress(Malformed):
            decode(content)


@given(st.sampled_from(list(json.loads(encode_threads([THREAD]))["threads"][0])), JSON)
def test_any_value_in_any_field_of_a_thread_is_either_understood_or_malformed(field, value):
    try:
        (thread,) = decode_threads(threads_file(**{field: value})).values()
    except Malformed:
        return
    assert decode_threads(encode_threads([thread])) == {thread.id: thread}


@given(st.sampled_from(list(json.loads(encode_published(PUBLISHED))["comments"][0])), JSON)
def test_any_value_in_any_field_of_a_comment_is_either_understood_or_malformed(field, value):
    try:
        published = decode_published(published_file(**{field: value}))
    except Malformed:
        return
    assert decode_published(encode_published(published)).thread_id == "eins"


@given(st.binary() | st.tuples(st.integers(0, 400), st.binary(max_size=3)))
def test_damaged_bytes_are_either_understood_or_malformed(damage):
    content = damage
    if isinstance(damage, tuple):
        whole = encode_published(PUBLISHED)
        content = whole[: damage[0]] + damage[1] + whole[damage[0] + 1 :]
    with suppress(Malformed):
        decode_published(content)
