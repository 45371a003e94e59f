from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comments_api.conversation.comment import PublicComment, Thread
from comments_api.conversation.exchange import PublishedThread
from comments_api.conversation.rendering import FormState, render_form, render_pages
from comments_api.conversation.thread_id import ThreadId
from plugins.baked_comments.baking import Essay, bake, thread_of
from plugins.baked_comments.settings import Settings
from tests.comments_api.conversation.strategies import comment_lists

BERLIN = ZoneInfo("Europe/Berlin")
DATE = datetime(2026, 9, 7, 7, 30, tzinfo=BERLIN)
EINS = ThreadId("eins")
ESSAY = Essay("Eins & zwei", "essays/eins/", "de", "Leo", DATE, comments="")
SETTINGS = Settings(
    enabled=True,
    exchange=Path("var/exchange"),
    close_after=None,
    now=DATE + timedelta(days=10),
    default_lang="de",
    zone="Europe/Berlin",
    site_url="",
    mail=False,
    rules_url="mitreden/",
    privacy_url="datenschutz/",
    imprint_url="impressum/",
)
THREAD = thread_of(ESSAY, EINS, SETTINGS)
COMMENT = PublicComment(7, None, "Ada", None, "Ein *Wort*.", datetime(2026, 9, 8, tzinfo=UTC))


def test_the_service_is_told_what_the_essay_is():
    told = thread_of(ESSAY, EINS, SETTINGS)
    assert told == Thread(
        id=EINS,
        title="Eins & zwei",
        url="/essays/eins/",
        lang="de",
        author="Leo",
        open=True,
        closes_at=None,
        zone="Europe/Berlin",
    )


def test_a_published_site_has_absolute_addresses():
    published = replace(SETTINGS, site_url="https://example.org")
    thread = thread_of(ESSAY, EINS, published)
    assert thread.url == "https://example.org/essays/eins/"
    assert thread.rules_url == "https://example.org/mitreden/"
    assert thread.privacy_url == "https://example.org/datenschutz/"
    assert thread.imprint_url == "https://example.org/impressum/"
    assert bake(thread, None, "", published).fragment_url == (
        "https://example.org/kommentare/eins.html"
    )


@pytest.mark.parametrize(
    ("comments", "days", "is_open", "closes_at"),
    [
        ("", None, True, None),
        ("", 30, True, DATE + timedelta(days=30)),
        ("open", 30, True, None),
        ("closed", 30, False, None),
        ("closed", None, False, None),
    ],
)
def test_front_matter_has_its_way_before_the_setting(comments, days, is_open, closes_at):
    settings = replace(SETTINGS, close_after=days and timedelta(days=days))
    thread = thread_of(replace(ESSAY, comments=comments), EINS, settings)
    assert (thread.open, thread.closes_at) == (is_open, closes_at)


def test_a_discussion_closes_at_the_same_hour_across_summer_time():
    settings = replace(SETTINGS, close_after=timedelta(days=60))
    closes_at = thread_of(ESSAY, EINS, settings).closes_at
    assert closes_at == datetime(2026, 11, 6, 7, 30, tzinfo=BERLIN)


def test_a_thread_without_published_comments_is_baked_empty():
    baked = bake(THREAD, None, "", SETTINGS)
    assert (baked.thread_id, baked.count, baked.is_open) == ("eins", 0, True)
    assert baked.fragment_url == "/kommentare/eins.html"
    assert baked.list_html == render_pages(THREAD, ())[0]
    assert baked.form_html == render_form(THREAD, FormState())


@given(comment_lists(), st.integers(0, 10**6))
def test_the_page_holds_what_the_service_publishes_as_a_fragment(comments, version):
    published = PublishedThread(EINS, version, tuple(comments))
    baked = bake(THREAD, published, "", SETTINGS)
    assert baked.list_html == render_pages(baked.thread, comments, version)[0]
    assert baked.count == len(comments)


def test_the_moment_of_the_build_decides_only_whether_a_thread_is_open():
    settings = replace(SETTINGS, close_after=timedelta(days=30))
    thread = thread_of(ESSAY, EINS, settings)
    published = PublishedThread(EINS, 3, (COMMENT,))

    def at(moment):
        return bake(thread, published, "", replace(settings, now=moment))

    assert at(DATE) == at(DATE + timedelta(days=30, seconds=-1))
    closed = at(DATE + timedelta(days=30))
    assert at(DATE).is_open
    assert not closed.is_open
    assert "geschlossen" in closed.form_html
    assert "<form" not in closed.form_html
    assert "Antworten" not in closed.list_html
    assert "Ein <em>Wort</em>." in closed.list_html
    assert at(DATE + timedelta(days=3000)) == closed
