from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import html5lib
import pytest
from bs4 import BeautifulSoup, Tag
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from comments_api.conversation.comment import EarlierText, PublicComment, Thread
from comments_api.conversation.limits import Limits
from comments_api.conversation.markup import to_html
from comments_api.conversation.passage import Passage, clean_quotation, passage_of
from comments_api.conversation.rendering import (
    FIELDS,
    HONEYPOT,
    FormState,
    _kept_article,
    render_comment,
    render_form,
    render_pages,
    render_remarks,
)
from comments_api.conversation.text import clean_line, clean_text
from comments_api.conversation.thread_id import ThreadId
from comments_api.conversation.tree import build_tree, walk
from tests.comments_api.conversation.strategies import comment_lists, threads

NOON = datetime(2026, 9, 7, 12, 30, tzinfo=UTC)
THREAD = Thread(ThreadId("eins"), "Eins", "/essays/eins/", "de", "Leo", open=True)
CLOSED = replace(THREAD, open=False)
ENGLISH = replace(THREAD, lang="en")


def comment(number, parent=None, **changes):
    base = PublicComment(number, parent, f"Name {number}", None, f"Text {number}", NOON)
    return replace(base, written_at=NOON + timedelta(minutes=number), **changes)


CHAIN = [comment(number, number - 1 or None) for number in range(1, 8)]


def render_thread(thread, comments, version=0):
    """All pages of a thread, one below the other."""
    return Markup("").join(render_pages(thread, comments, version))


def soup(html: Markup) -> BeautifulSoup:
    return BeautifulSoup(html, "html5lib")


def only(html: Markup, selector: str) -> Tag:
    (found,) = soup(html).select(selector)
    return found


def words(tag: Tag) -> str:
    return " ".join(tag.get_text().split())


def parse_strictly(html: Markup) -> None:
    """Fails on anything the HTML standard calls a parse error."""
    parser = html5lib.HTMLParser(strict=True)
    parser.parse(f"<!DOCTYPE html><html lang=de><title>Test</title><body>{html}")


# --- the thread


def test_a_thread_is_a_named_section_with_its_count():
    section = only(render_thread(THREAD, CHAIN), "section#kommentare")
    heading = section.select_one(f"#{section['aria-labelledby']}")
    assert words(heading) == "Gegenspiegel 7 Kommentare"


@pytest.mark.parametrize(
    ("thread", "count", "expected"),
    [
        (THREAD, 0, "0 Kommentare"),
        (THREAD, 1, "1 Kommentar"),
        (THREAD, 2, "2 Kommentare"),
        (THREAD, 1234, "1.234 Kommentare"),
        (ENGLISH, 1, "1 comment"),
        (ENGLISH, 1234, "1,234 comments"),
    ],
)
def test_comments_are_counted_in_the_language_of_the_thread(thread, count, expected):
    comments = [comment(number, source="") for number in range(1, count + 1)]
    page = render_pages(thread, comments)[0]
    assert only(page, ".thread__count").get_text() == expected


def test_a_later_page_says_which_it_is_and_leads_to_both_ends():
    comments = [comment(number, source="") for number in range(1, 700)]
    pages = render_pages(THREAD, comments)
    assert len(pages) > 4
    ends = []
    for number, page in enumerate(pages, start=1):
        count = only(page, ".thread__count").get_text()
        assert count == "699 Kommentare" + f", Seite {number} von {len(pages)}" * (number > 1)
        links = soup(page).select("nav.thread__pages :is(.thread__first, .thread__last)")
        ends.append([(words(link), link["href"]) for link in links])
    first = ("Erste Seite", "/essays/eins/#kommentare")
    last = ("Letzte Seite", f"/essays/eins/kommentare/{len(pages)}/#kommentare")
    middle = [[first, last]] * (len(pages) - 4)
    # Where it is the next page anyway, it needs no second link.
    assert ends == [[last], [last], *middle, [first], [first]]


def test_an_empty_thread_invites_and_a_closed_one_does_not():
    assert words(only(render_thread(THREAD, []), ".thread__empty")) == (
        "Noch hält niemand den Spiegel hin. Machen Sie den Anfang."
    )
    assert words(only(render_thread(CLOSED, []), ".thread__empty")) == (
        "Niemand hat den Spiegel hingehalten."
    )
    assert not soup(render_thread(THREAD, CHAIN)).select(".thread__empty")
    assert not soup(render_thread(THREAD, [])).select("ol")


def test_a_page_can_tell_which_version_it_shows():
    section = only(render_thread(THREAD, CHAIN, version=12), "section")
    assert (section["data-thread"], section["data-version"]) == ("eins", "12")


def test_replies_are_lists_within_the_item_they_answer():
    comments = [comment(1), comment(2, 1), comment(3, 1), comment(4, 2), comment(5)]
    page = soup(render_thread(THREAD, comments))

    def children(selector):
        return [article["id"] for article in page.select(f"{selector} > ol > li > article")]

    assert children("section") == ["kommentar-1", "kommentar-5"]
    assert children("li:has(> #kommentar-1)") == ["kommentar-2", "kommentar-3"]
    assert children("li:has(> #kommentar-2)") == ["kommentar-4"]
    assert children("li:has(> #kommentar-5)") == []


def test_replies_indent_three_times_and_then_say_whom_they_answer():
    page = soup(render_thread(THREAD, CHAIN))
    depths = {int(a["id"].split("-")[1]): len(a.find_parents("ol")) - 1 for a in page("article")}
    assert depths == {1: 0, 2: 1, 3: 2, 4: 3, 5: 3, 6: 3, 7: 3}
    answers = {
        int(p.find_parent("article")["id"].split("-")[1]): (words(p), p.a["href"])
        for p in page.select(".comment__reply-to")
    }
    assert answers == {
        5: ("Antwort an Name 4", "#kommentar-4"),
        6: ("Antwort an Name 5", "#kommentar-5"),
        7: ("Antwort an Name 6", "#kommentar-6"),
    }
    for link in page.select(".comment__reply-to a"):
        assert page.select(link["href"])


def test_an_orphan_says_that_what_it_answered_is_gone():
    page = soup(render_thread(THREAD, [comment(1), comment(2, 77)]))
    (orphaned,) = page.select(".comment__orphaned")
    assert orphaned.find_parent("article")["id"] == "kommentar-2"
    assert words(orphaned) == "Der Kommentar, auf den dies antwortete, ist nicht mehr da."


@pytest.mark.unmeasured
@pytest.mark.parametrize("parent", [None, 1], ids=["wide", "one parent"])
def test_ten_thousand_comments_side_by_side_render(parent):
    comments = [comment(1), *(comment(number, parent) for number in range(2, 10_001))]
    html = render_thread(THREAD, comments)
    assert re.findall(r'<article[^>]* id="kommentar-(\d+)"', html) == [
        str(number) for number in range(1, 10_001)
    ]
    assert html.count("<li>") == html.count("</li>") == 10_000
    pages = html.count("<section ")
    assert pages > 50
    assert html.count("<ol ") == html.count("</ol>") == pages + (1 if parent else 0)


@pytest.mark.unmeasured
def test_ten_thousand_replies_deep_render():
    html = render_thread(THREAD, [comment(n, n - 1 or None) for n in range(1, 10_001)])
    assert html.count("<article ") == 10_000
    pages = html.count("<section ")
    assert html.count("<ol ") == html.count("</ol>") == 4 * pages
    assert html.count("Antwort an ") == 10_000 - 1 - 3 * pages


# --- the comment


def test_a_comment_can_be_linked_to_and_says_when_it_was_written():
    article = only(render_thread(THREAD, [comment(7)]), "article")
    link = article.select_one("a.comment__permalink")
    assert article["id"] == "kommentar-7"
    assert link["href"] == "#kommentar-7"
    assert words(link) == "7. September 2026, 14:37 Uhr"
    assert link.time["datetime"] == "2026-09-07T14:37:00+02:00"


@pytest.mark.parametrize(
    ("thread", "expected"),
    [
        (replace(THREAD, zone="UTC"), "7. September 2026, 12:37 Uhr"),
        (ENGLISH, "September 7, 2026, 2:37 PM"),
        (replace(THREAD, lang="de-AT"), "7. September 2026, 14:37 Uhr"),
        (replace(THREAD, lang="tlh"), "September 7, 2026, 2:37 PM"),
    ],
)
def test_dates_follow_the_language_and_the_zone_of_the_thread(thread, expected):
    html = render_thread(thread, [comment(7)])
    assert words(only(html, ".comment__permalink")) == expected


def test_winter_is_an_hour_behind_summer():
    winter = replace(comment(7), written_at=datetime(2026, 1, 7, 12, 0, tzinfo=UTC))
    assert only(render_thread(THREAD, [winter]), "time")["datetime"] == "2026-01-07T13:00:00+01:00"


def test_a_name_cannot_reach_beyond_its_place():
    name = "</bdi><script>\u202e אבא & \"'"
    html = render_thread(THREAD, [comment(1, author=name)])
    assert not soup(html)("script")
    bdi = only(html, ".comment__byline bdi")
    assert bdi.get_text() == name


@pytest.mark.parametrize("website", ["https://example.org/?a=b&c", "http://example.org"])
def test_a_name_links_to_its_website_without_vouching_for_it(website):
    html = render_thread(THREAD, [comment(1, website=website)])
    link = only(html, ".comment__byline a")
    assert link["href"] == website
    assert link["rel"] == ["ugc", "nofollow", "noopener"]
    assert link.bdi.get_text() == "Name 1"


@pytest.mark.parametrize(
    "website",
    [None, "", "javascript:alert(1)", "//example.org", "example.org", 'https://a"onclick="b'],
)
def test_a_website_that_is_no_web_address_is_not_linked(website):
    html = render_thread(THREAD, [comment(1, website=website)])
    assert not soup(html).select(".comment__byline a")
    assert words(only(html, ".comment__byline")) == "Name 1"


def test_the_authors_own_answers_are_marked():
    comments = [comment(1), comment(2, 1, by_author=True)]
    page = soup(render_thread(THREAD, comments))
    (marked,) = page.select(".comment--author")
    assert marked["id"] == "kommentar-2"
    assert words(marked.select_one(".comment__byline")) == "Name 2 schrieb diesen Essay"
    assert [mark.find_parent("article")["id"] for mark in page.select(".comment__mark")] == [
        "kommentar-2"
    ]


def test_a_comments_source_is_rendered_by_the_sanitiser():
    source = "Ein *Wort*.\n\n<script>alert(1)</script>\n\n```\n  eingerückt\n```"
    html = render_thread(THREAD, [comment(1, source=source)])
    assert to_html(source) in html
    assert only(html, "pre").get_text() == "  eingerückt\n"
    assert not soup(html)("script")


def test_a_correction_is_visible_with_what_stood_there_before():
    earlier = (
        EarlierText("Zuerst *so*.", NOON + timedelta(hours=1)),
        EarlierText("Dann <script>so</script>.", NOON + timedelta(hours=2)),
    )
    page = soup(render_thread(THREAD, [comment(1), comment(2, source="Nun so.", earlier=earlier)]))
    (history,) = page.select(".comment__history")
    assert history.find_parent("article")["id"] == "kommentar-2"
    assert history.name == "details"
    assert not history.has_attr("open")
    assert words(history.summary) == "korrigiert am 7. September 2026, 16:30 Uhr"
    assert [words(line) for line in history("p", recursive=False)] == [
        "Bis zum 7. September 2026, 16:30 Uhr stand hier:",
        "Bis zum 7. September 2026, 15:30 Uhr stand hier:",
    ]
    texts = [str(text) for text in history.select(".comment__text > p")]
    assert texts == ["<p>Dann &lt;script&gt;so&lt;/script&gt;.</p>", "<p>Zuerst <em>so</em>.</p>"]
    assert not page("script")


def test_a_waiting_comment_says_so_and_another_does_not():
    assert words(only(render_comment(THREAD, comment(1), waits=True), ".comment__byline")) == (
        "Name 1 wartet auf Freischaltung"
    )
    assert "comment--pending" not in render_comment(THREAD, comment(1))


def test_the_direction_of_a_comment_is_its_own():
    assert only(render_thread(THREAD, [comment(1)]), ".comment__text")["dir"] == "auto"


def test_the_language_of_a_comment_is_not_guessed():
    assert not soup(render_thread(THREAD, CHAIN)).select("[lang]")


def test_every_comment_of_an_open_thread_can_be_answered_without_javascript():
    page = soup(render_thread(THREAD, CHAIN))
    assert [link["href"] for link in page.select("a.comment__reply")] == [
        f"/api/threads/eins/reply?to={number}" for number in range(1, 8)
    ]
    for link in page.select("a.comment__reply"):
        assert words(page.select_one(f"#{link['aria-describedby']}")).startswith("Name ")


def test_a_closed_thread_invites_no_answers():
    assert not soup(render_thread(CLOSED, CHAIN)).select("a.comment__reply")


def test_a_comment_outside_its_page_leads_into_it():
    html = render_comment(THREAD, comment(2, 1), parent=comment(1), public=True)
    article = only(html, "article#kommentar-2")
    assert article.select_one(".comment__permalink")["href"] == "/api/comments/2"
    assert words(article.select_one(".comment__reply-to")) == "Antwort an Name 1"
    assert article.select_one(".comment__reply-to a")["href"] == "/api/comments/1"
    assert not article.select(".comment__reply")


def test_a_comment_that_stands_nowhere_yet_leads_to_its_essay():
    article = only(render_comment(THREAD, comment(2), waits=True), "article")
    assert article.select_one(".comment__permalink")["href"] == "/essays/eins/#kommentar-2"


def test_a_comment_outside_its_page_need_not_name_its_parent():
    assert not soup(render_comment(THREAD, comment(2, 1))).select(".comment__reply-to")


def test_a_comment_on_a_passage_leads_to_it_and_keeps_its_words():
    remark = replace(comment(2), passage=Passage("die <Stelle>", "hier ist ", " gewesen"))
    page = soup(render_thread(THREAD, [remark]))
    about = page.select_one("#kommentar-2 .comment__passage")
    assert about.a["href"] == "#passage-2"
    assert words(about) == "Zur Stelle: die <Stelle>"
    assert words(about.blockquote) == "die <Stelle>"
    assert not soup(render_thread(THREAD, [comment(2)])).select(".comment__passage")


def test_a_comment_whose_passage_is_gone_says_so_and_keeps_its_words():
    remark = replace(comment(2), passage=Passage("die Stelle"))
    for html in (
        render_thread(replace(THREAD, lost=frozenset({2})), [remark]),
        render_comment(replace(THREAD, lost=frozenset({2})), remark),
    ):
        about = soup(html).select_one(".comment__passage")
        assert not about.select("a")
        assert words(about) == "Die Stelle steht nicht (mehr) im Text: die Stelle"


def test_what_changes_about_a_thread_draws_only_those_comments_anew_that_show_it():
    remarks = [
        comment(number, source=f"Nur hier gesagt: {number}.", passage=Passage("die Stelle"))
        for number in range(1, 5)
    ]

    def drawn(thread, comments, version):
        before = _kept_article.cache_info().misses
        [html] = render_pages(thread, comments, version)
        return _kept_article.cache_info().misses - before, html

    assert drawn(THREAD, remarks[:3], 1)[0] == 3, "the control: the first time all are"
    thread = replace(THREAD, lost=frozenset({2, 4}), title="Umbenannt", author="Leopold")
    number, html = drawn(thread, remarks, 2)
    assert number == 2
    assert html.count("Die Stelle steht nicht (mehr) im Text:") == 2


def test_a_waiting_comment_leads_nowhere_because_its_passage_is_not_marked_yet():
    remark = replace(comment(2), passage=Passage("die Stelle"))
    about = soup(render_comment(THREAD, remark, waits=True)).select_one(".comment__passage")
    assert words(about) == "Zur Stelle: die Stelle"
    assert not about.select("a")


def test_behind_a_passage_stand_the_ways_to_its_comments():
    remarks = [comment(2, source="**Ganz** _falsch_!\n\nOder?"), comment(3)]
    first, second = soup(render_remarks(THREAD, remarks, {})).select(".remarks > a.remark")
    assert (first["id"], first["href"]) == ("passage-2", "#kommentar-2")
    assert words(first) == "Anmerkung von Name 2 Ganz falsch! Oder?"
    assert second["href"] == "#kommentar-3"


# --- the form


def form(state: FormState | None = None, thread: Thread = THREAD, **more) -> BeautifulSoup:
    return soup(render_form(thread, state or FormState(), **more))


def test_the_form_posts_to_its_thread():
    found = form().form
    assert (found["method"], found["action"]) == ("post", "/api/threads/eins/comments")
    names = [tag["name"] for tag in found.select("input, textarea")]
    around = ["quote_prefix", "quote_suffix"]
    assert names == [*FIELDS[:-1], *around, "text", HONEYPOT, "submission_key"]


def test_every_field_has_a_visible_label_and_a_hint():
    page = form()
    for name in FIELDS:
        field = page.select_one(f"[name={name}]")
        label = page.select_one(f"label[for={field['id']}]")
        assert words(label)
        (hint,) = [page.select_one(f"#{i}") for i in field["aria-describedby"].split()]
        assert words(hint)


def test_what_is_required_is_required_and_the_rest_says_that_it_is_not():
    page = form()
    required = {tag["name"] for tag in page.select("[required]")}
    assert required == {"author", "text"}
    optional = {label["for"] for label in page.select("label:has(.field__optional)")}
    assert optional == {"kommentar-email", "kommentar-website", "kommentar-quote"}


def test_the_browser_knows_what_each_field_is_for():
    page = form()
    kinds = {name: page.select_one(f"[name={name}]") for name in FIELDS}
    types = [kinds[name].get("type") for name in FIELDS]
    assert types == ["text", "email", "url", "text", None]
    completed = [kinds[name].get("autocomplete") for name in FIELDS]
    assert completed == ["name", "email", "url", None, None]
    assert kinds["text"].name == "textarea"


def test_the_words_of_a_passage_have_a_field_that_opens_when_it_holds_some():
    assert not form().select_one("details.comment-form__passage").has_attr("open")
    typed = {"quote": "die Stelle", "quote_prefix": "hier ist ", "quote_suffix": " gewesen"}
    for state in (FormState(typed), FormState(errors={"quote": "Zu lang."})):
        assert form(state).select_one("details.comment-form__passage").has_attr("open")
    held = {tag["name"]: tag["value"] for tag in form(FormState(typed)).select("[name^=quote]")}
    assert held == typed


def test_the_limits_are_set_and_said():
    page = form(limits=Limits(author=10, email=20, website=30, text=4000, quote=50))
    lengths = [page.select_one(f"[name={name}]")["maxlength"] for name in FIELDS[:-1]]
    lengths.append(page.select_one(".field--text .field__count")["data-limit"])
    assert lengths == ["10", "20", "30", "50", "4000"]
    assert "Höchstens 10 Zeichen" in words(page.select_one("#kommentar-author-hinweis"))
    assert "Höchstens 4.000 Zeichen" in words(page.select_one("#kommentar-text-hinweis"))


def test_the_default_limits_are_those_of_the_service():
    page = form()
    assert page.select_one(".field--text .field__count")["data-limit"] == str(Limits().text)


def test_the_form_is_true_about_the_address():
    hint = form().select_one("#kommentar-email-hinweis")
    assert words(hint) == (
        "Wird nie gezeigt; für Fragen und Entscheidungen der Moderation und, wenn Sie mögen, "
        "für Antworten."
    )


def test_replies_by_mail_are_offered_where_there_is_mail_and_never_ticked_by_us():
    assert form().select_one("[name=replies]") is None
    offered = soup(render_form(THREAD, FormState(), replies=True))
    assert not offered.select_one("[name=replies]").has_attr("checked")


def test_house_rules_and_privacy_are_one_click_away():
    links = [link["href"] for link in form().select(".comment-form__note a")]
    assert links == ["/mitreden/", "/datenschutz/"]
    elsewhere = replace(THREAD, rules_url="/rules/", privacy_url="/privacy/")
    links = soup(render_form(elsewhere, FormState())).select(".comment-form__note a")
    assert [link["href"] for link in links] == ["/rules/", "/privacy/"]


def test_the_trap_is_out_of_peoples_way():
    trap = form().select_one(f"[name={HONEYPOT}]")
    assert trap.find_parent(hidden=True)
    assert (trap["tabindex"], trap["autocomplete"]) == ("-1", "off")
    assert "value" not in trap.attrs


def test_a_form_without_errors_shows_none():
    page = form()
    assert not page.select("[role=alert], .field--error, .field__error")
    assert not page.select("[aria-invalid], [autofocus]")


def test_typed_values_are_kept_to_the_letter():
    values = {
        "author": 'Ada "A" <b>',
        "email": "ada@example.org",
        "website": "https://example.org/?a=b&c",
        "text": "\n  Erste Zeile\n</textarea><script>\n\nletzte &amp; ",
        "submission_key": "3f2c",
    }
    page = form(FormState(values))
    for name in ("author", "email", "website", "submission_key"):
        assert page.select_one(f"[name={name}]")["value"] == values[name]
    assert page.select_one("textarea").get_text() == values["text"]
    assert not page("script")


def test_an_error_stands_beside_its_field_and_in_the_summary():
    page = form(FormState(errors={"text": "Bitte schreiben Sie etwas.", "email": "Das @ fehlt."}))
    text = page.select_one("[name=text]")
    described = [words(page.select_one(f"#{i}")) for i in text["aria-describedby"].split()]
    assert text["aria-invalid"] == "true"
    assert described[0] == "Bitte schreiben Sie etwas."
    assert "Höchstens" in described[1]
    assert "field--error" in text.find_parent("div")["class"]

    links = [(words(a), a["href"]) for a in page.select("[role=alert] a")]
    assert links == [
        ("Das @ fehlt.", "#kommentar-email"),
        ("Bitte schreiben Sie etwas.", "#kommentar-text"),
    ]
    for _, target in links:
        assert page.select_one(target).name in {"input", "textarea"}
    assert "aria-invalid" not in page.select_one("[name=author]").attrs


def test_the_first_faulty_field_has_the_focus():
    page = form(FormState(errors={"text": "Fehlt.", "email": "Falsch."}))
    assert [tag["id"] for tag in page.select("[autofocus]")] == ["kommentar-email"]


def test_an_error_without_a_field_heads_the_summary_and_has_the_focus():
    page = form(FormState(errors={"rate": "Das ging zu schnell."}))
    alert = page.select_one("[role=alert]")
    assert [words(item) for item in alert("li")] == ["Das ging zu schnell."]
    assert not alert("a")
    assert page.select("[autofocus]") == [alert]
    assert alert["tabindex"] == "-1"


def test_both_kinds_of_error_stand_together():
    page = form(FormState(errors={"text": "Fehlt.", "rate": "Zu schnell."}))
    assert [words(li) for li in page.select("[role=alert] li")] == ["Zu schnell.", "Fehlt."]
    assert [tag["id"] for tag in page.select("[autofocus]")] == ["kommentar-text"]


def test_a_reply_names_and_sends_what_it_answers():
    page = form(FormState(reply_to=comment(7, author="Ada <b>")))
    assert page.select_one("[name=parent_id]")["value"] == "7"
    title = page.select_one(f"#{page.form['aria-labelledby']}")
    assert words(title) == "Antwort an Ada <b>"
    assert title.a["href"] == "/api/comments/7"


def test_a_comment_that_answers_nothing_sends_no_parent():
    page = form()
    assert not page.select("[name=parent_id]")
    assert words(page.select_one(f"#{page.form['aria-labelledby']}")) == "Kommentar schreiben"


def test_a_closed_thread_says_so_instead_of_showing_a_form():
    page = form(thread=CLOSED)
    assert not page("form")
    assert words(page.select_one("#kommentar-schreiben")) == (
        "Diese Diskussion ist geschlossen. Lesen bleibt erlaubt."
    )


def test_a_thread_that_will_close_says_when():
    closes = replace(THREAD, closes_at=datetime(2026, 10, 3, 22, 30, tzinfo=UTC))
    assert "bis zum 4. Oktober 2026 geöffnet" in words(form(thread=closes))
    assert "geöffnet" not in words(form())


def test_the_form_speaks_english_by_setting():
    page = form(thread=ENGLISH)
    assert words(page.button) == "Send comment"
    assert words(form().button) == "Kommentar abschicken"


def test_pity_takes_the_place_of_a_like_and_does_nothing():
    pity = only(render_thread(THREAD, [comment(1)]), "details.comment__pity")
    assert words(pity.summary) == "Mitleid bekunden"
    assert words(pity.p).startswith("Bekundet. Gezählt, verschickt oder ausgerichtet wurde nichts")
    assert not pity.select("a, form, button, input, script")
    assert not soup(render_comment(THREAD, comment(1))).select(".comment__pity")


# --- what holds for every thread


@given(threads, comment_lists())
def test_every_thread_shows_every_comment_once_in_reading_order(thread, comments):
    page = soup(render_thread(thread, comments))
    expected = [f"kommentar-{node.comment.id}" for _, node in walk(build_tree(comments))]
    assert [article["id"] for article in page("article")] == expected
    ids = [tag["id"] for tag in page.select("[id]")]
    assert len(ids) == len(set(ids))
    assert max((len(a.find_parents("ol")) for a in page("article")), default=0) <= 4


@given(threads, comment_lists())
def test_rendering_is_the_same_for_the_same_thread_in_any_order(thread, comments):
    assert render_thread(thread, comments) == render_thread(thread, comments[::-1])


@pytest.mark.unmeasured  # most of it is the parser
@given(threads, comment_lists())
def test_what_service_and_site_render_is_correct_html(thread, comments):
    cleaned = [
        replace(
            each,
            author=clean_line(each.author),
            source=clean_text(each.source),
            earlier=tuple(replace(text, source=clean_text(text.source)) for text in each.earlier),
            passage=each.passage and passage_of(clean_quotation(each.passage.exact), "", ""),
        )
        for each in comments
    ]
    parse_strictly(render_thread(thread, cleaned))
    parse_strictly(render_remarks(thread, cleaned, {}))
    for each in cleaned:
        parse_strictly(render_comment(thread, each, parent=cleaned[0], waits=True))


@given(
    threads,
    st.dictionaries(st.sampled_from([*FIELDS, "submission_key", "parent_id"]), st.text()),
    st.dictionaries(st.sampled_from([*FIELDS, "rate", "key"]), st.text()),
    st.none() | st.just(comment(3)),
)
def test_every_form_is_correct_html(thread, values, errors, reply_to):
    cleaned = {name: clean_text(value) for name, value in values.items()}
    told = {name: clean_line(message) for name, message in errors.items()}
    parse_strictly(render_form(thread, FormState(cleaned, told, reply_to)))


def test_the_strict_parser_would_notice():
    with pytest.raises(html5lib.html5parser.ParseError):
        parse_strictly(Markup("<p><div></p>"))


def test_everything_rendered_is_marked_as_safe():
    for html in (
        render_thread(THREAD, CHAIN),
        render_comment(THREAD, comment(1)),
        render_form(THREAD, FormState()),
    ):
        assert isinstance(html, Markup)
