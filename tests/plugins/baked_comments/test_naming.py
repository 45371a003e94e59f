from pathlib import Path

import pytest

from plugins.baked_comments.naming import Claim, check_claims, former_names
from plugins.manuscript import Severity, parse_manuscript

A, B, C = Path("a.md"), Path("b.md"), Path("c.md")


def claim(path=A, *, line=1, thread="", slug="eins", lang="de", comments=""):
    return Claim(path, line, thread, slug, lang, comments)


def check(*claims):
    return check_claims(claims, "de", str)


def of_file(front_matter):
    text = f"---\n{front_matter}\n---\nText.\n"
    return Claim.of_manuscript(parse_manuscript(A, text), "de")


def test_an_essay_claims_the_thread_of_its_slug():
    assert claim().thread_id("de") == "eins"
    assert claim(lang="en").thread_id("de") == "eins-en"


def test_an_essay_claims_the_thread_it_names():
    assert claim(thread="zwei", lang="en").thread_id("de") == "zwei"


def test_a_file_claims_by_its_title_slug_or_thread():
    assert of_file("title: Größe & Ärger") == claim(slug="groesse-und-aerger")
    assert of_file("title: A\nslug: eins\nlang: en") == claim(line=3, lang="en")
    assert of_file("title: A\n\nthread: alt") == claim(line=4, slug="a", thread="alt")


@pytest.mark.parametrize("field", ["status: draft", "comments: off"])
def test_a_draft_or_an_essay_without_comments_claims_nothing(field):
    assert of_file(f"title: A\n{field}") is None


@pytest.mark.parametrize("field", ["status: hidden", "comments: closed", "comments: open"])
def test_every_other_essay_claims_a_thread(field):
    assert of_file(f"title: Eins\n{field}") == claim()


def test_different_threads_are_in_order():
    claims = (claim(), claim(B, lang="en"), claim(C, thread="drei"))
    assert check(*claims) == []


@pytest.mark.parametrize(
    "rivals",
    [
        (claim(line=4), claim(B, line=7)),
        (claim(line=4), claim(B, line=7, thread="eins", slug="zwei")),
        (claim(line=4, slug="eins", lang="en"), claim(B, line=7, slug="eins-en")),
    ],
)
def test_two_essays_with_one_thread_are_both_told_of_each_other(rivals):
    for order in (rivals, rivals[::-1]):
        first, second = check(*order)
        assert (first.path, first.line, second.path, second.line) == (A, 4, B, 7)
        assert "b.md" in first.what
        assert "a.md" in second.what
        assert {first.rule, second.rule} == {"duplicate-thread"}
        assert {first.severity, second.severity} == {Severity.ERROR}


def test_three_essays_with_one_thread_are_three_findings():
    assert [finding.path for finding in check(claim(C), claim(A), claim(B))] == [A, B, C]


@pytest.mark.parametrize("fault", [claim(slug="Groß"), claim(thread="a_b"), claim(slug="a" * 101)])
def test_a_thread_that_cannot_be_named_so_is_told(fault):
    (finding,) = check(fault)
    assert (finding.path, finding.rule, finding.severity) == (A, "bad-thread", Severity.ERROR)
    assert f"“{fault.thread or fault.slug}”" in finding.what
    assert "100" in finding.remedy


def test_what_has_no_address_at_all_is_told_by_others():
    assert check(claim(slug="")) == []


@pytest.mark.parametrize("choice", ["open", "closed", "off", ""])
def test_a_known_choice_is_in_order(choice):
    assert check(claim(comments=choice)) == []


def test_an_unknown_choice_is_told():
    (finding,) = check(claim(comments="maybe"))
    assert finding.rule == "unknown-comments"
    assert "maybe" in finding.what
    assert "open, closed, off" in finding.remedy


def test_former_names_are_aliases_and_origins_of_drafts_too():
    def text(name, fields):
        return parse_manuscript(Path(name), f"---\n{fields}\n---\n")

    essays = [
        text("a.md", "slug: eins\naliases: /alt/, /?p=1\norigin: wordpress:a:1"),
        text("b.md", "title: Zwei\nstatus: draft\nthread: faden\norigin: wordpress:a:2"),
        text("c.md", "slug: drei\nlang: en\naliases: /three/, /alt/"),
        text("d.md", "slug: Kein Faden\naliases: /nirgends/"),
        text("e.md", "slug: fuenf"),
    ]
    assert former_names(essays, "de") == {
        "/?p=1": "eins",
        "wordpress:a:1": "eins",
        "wordpress:a:2": "faden",
        "/three/": "drei-en",
    }
