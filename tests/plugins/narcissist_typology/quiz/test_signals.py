"""The quiz in real Pelican builds of the tiny deck."""

import pytest
from blinker import Signal

from plugins.manuscript import BrokenManuscripts
from plugins.narcissist_typology.annex import DeckNotDealt
from plugins.narcissist_typology.quiz import signals
from tests.plugins.narcissist_typology.quiz.small_quiz import SOUND, changed

PLUGINS = ["plugins.narcissist_typology", "plugins.narcissist_typology.quiz"]


@pytest.fixture(autouse=True)
def nobody_else_is_asked(monkeypatch) -> None:
    monkeypatch.setattr(signals, "findings_wanted", Signal())


@pytest.fixture
def quiz(site):
    file = site.deck / "quiz.toml"
    file.write_text(SOUND, encoding="utf-8")
    return file


def findings(site):
    answers = signals.findings_wanted.send(site.pelican(PLUGINS=PLUGINS))
    return [finding for _receiver, answer in answers for finding in answer]


def test_the_quiz_is_written_below_the_deck(site, quiz) -> None:
    site.build(PLUGINS=PLUGINS)
    start = site.soup("tiere/quiz/")
    assert start.select_one("h1").get_text() == "Welches Tier?"
    assert [p.get_text() for p in start.select(".prose p")] == ["Fünf Fragen.", "Sonst nichts."]
    assert start.select_one(".quiz__go a")["href"] == "/tiere/quiz/eins/"
    question = site.soup("tiere/quiz/drei/")
    assert "Frage 3 von 5" in question.select_one(".quiz__progress").get_text()
    assert [a["href"] for a in question.select(".quiz__answers a")] == ["/tiere/quiz/vier/"] * 2
    result = site.soup("tiere/quiz/ohrwurm/")
    assert result.select_one("h1").get_text() == "Die Ohrwurm"
    assert result.select_one(".quiz__verdict").get_text() == "Sie bleiben."
    assert result.select_one(".card svg.portrait")
    assert result.select_one(".quiz__go a")["href"] == "/tiere/ohrwurm/"


def test_only_the_beginning_is_for_search_engines(site, quiz) -> None:
    site.build(PLUGINS=PLUGINS, SITEURL="https://zoo.example")
    canonical = site.soup("tiere/quiz/").select_one("link[rel=canonical]")["href"]
    assert canonical == "https://zoo.example/tiere/quiz/"
    assert not site.soup("tiere/quiz/").select("meta[name=robots]")
    for page in ("eins", "amsel"):
        assert site.soup(f"tiere/quiz/{page}/").select_one("meta[name=robots]")
    assert "noindex" not in site.text("tiere/amsel/index.html")  # the type's own page


def test_it_speaks_the_language_of_the_site(site, quiz) -> None:
    site.build(PLUGINS=PLUGINS, DEFAULT_LANG="en", TYPOLOGY_LANG="de")
    question = site.soup("tiere/quiz/drei/")
    assert "Question 3 of 5" in question.select_one(".quiz__progress").get_text()
    assert question.select_one("h1")["lang"] == "de"


def test_a_deck_without_a_quiz_has_none(site) -> None:
    site.build(PLUGINS=PLUGINS)
    assert findings(site) == []
    assert not (site.root / "output" / "tiere" / "quiz").exists()
    assert (site.root / "output" / "tiere" / "amsel").exists()


def test_a_house_without_cards_has_no_quiz(site, quiz) -> None:
    for card in site.deck.glob("*.md"):
        card.unlink()
    site.build(PLUGINS=PLUGINS)
    assert not (site.root / "output" / "tiere").exists()


def test_the_check_tells_every_fault_before_the_build(site, quiz) -> None:
    assert findings(site) == []
    quiz.write_text(changed(('"amsel" }', '"amse" }'), ('first = "', 'first = "x')), "utf-8")
    assert {finding.rule for finding in findings(site)} == {"unknown-type", "unknown-question"}
    assert {finding.path for finding in findings(site)} == {quiz}
    assert "Meinten Sie „amsel“?" in {finding.remedy for finding in findings(site)}


def test_without_the_check_the_build_stops(site, quiz) -> None:
    quiz.write_text(changed(('"amsel" }', '"amse" }')), "utf-8")
    with pytest.raises(BrokenManuscripts, match=r"quiz\.toml"):
        site.build(PLUGINS=PLUGINS)


def test_the_quiz_alone_says_what_it_is_built_onto(site, quiz) -> None:
    with pytest.raises(DeckNotDealt, match=r'add "plugins\.narcissist_typology" before it'):
        site.build(PLUGINS=PLUGINS[1:])
