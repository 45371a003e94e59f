"""Draft, scheduled, published: who sees what, and when."""

from __future__ import annotations

import re

SCHEDULED = "ein-jahr-ohne-profilbild"
DRAFT = "die-entschuldigung-als-produkt"
DAY_AFTER = "2027-04-02T00:00:00+02:00"


def test_a_scheduled_essay_is_nowhere_until_its_time(site) -> None:
    assert not site.path(f"/essays/{SCHEDULED}/").exists()
    assert site.files_that_say(SCHEDULED) == []
    assert site.files_that_say("Ein Jahr ohne Profilbild") == []


def test_a_scheduled_essay_is_everywhere_once_its_time_has_come(built) -> None:
    site = built({"BUILD_TIME": DAY_AFTER})
    assert site.path(f"/essays/{SCHEDULED}/").exists()
    saying = site.files_that_say(SCHEDULED)
    for name in ("index.html", "archiv/index.html", "feeds/alle.atom.xml", "sitemap.xml"):
        assert name in saying


def test_its_minute_is_the_minute_in_berlin(built) -> None:
    assert (
        not built({"BUILD_TIME": "2027-04-01T03:59:59+00:00"})
        .path(f"/essays/{SCHEDULED}/")
        .exists()
    )
    assert built({"BUILD_TIME": "2027-04-01T04:00:00+00:00"}).path(f"/essays/{SCHEDULED}/").exists()


def test_a_draft_stands_under_a_secret_address_and_nothing_leads_there(site) -> None:
    [draft] = site.output.glob("entwuerfe/*/index.html")
    secret = draft.parent.name
    assert re.fullmatch(r"[a-z2-7]{26}", secret)
    own = draft.relative_to(site.output).as_posix()
    assert [name for name in site.files_that_say(secret) if name != own] == []
    assert site.files_that_say(DRAFT) in ([], [own])
    page = site.page(f"/entwuerfe/{secret}/")
    assert "noindex" in page.find("meta", attrs={"name": "robots"})["content"]
    assert not page.find("form", method="post")


def test_no_type_admits_to_be_sighted_in_a_draft(site) -> None:
    [draft] = site.output.glob("entwuerfe/*/index.html")
    cited = re.findall(r"/typologie/([a-z-]+)/", draft.read_text(encoding="utf-8"))
    assert cited  # the control: the draft does sight types
    for slug in set(cited):
        assert "entwuerfe" not in site.text(f"/typologie/{slug}/")
