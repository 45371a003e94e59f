"""Supertrumpf in a real browser: its rules against the Python engine, whole games by keyboard."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from random import Random
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

import pelicanconf
from plugins.narcissist_typology.balance.game import Game, deal, play_round
from plugins.narcissist_typology.balance.measures import Sheet
from plugins.narcissist_typology.balance.simulation import shuffled
from plugins.narcissist_typology.deck import Deck
from plugins.narcissist_typology.deck_files import deal as deal_deck
from plugins.narcissist_typology.deck_files import read_files
from plugins.narcissist_typology.settings import Settings
from tests.browser.served import served
from tests.site.conftest import build
from tests.support.project import ROOT

pytestmark = pytest.mark.browser

GAME = "/typologie/spiel/"
MOST_ROUNDS = 500


class Lot(Random):
    """The game's generator: mulberry32, seeded with the FNV-1a hash of some words."""

    def __init__(self, words: str) -> None:
        super().__init__()
        self._state = 0x811C9DC5
        for byte in words.encode():
            self._state = (self._state ^ byte) * 0x01000193 & 0xFFFFFFFF

    def random(self) -> float:
        self._state = self._state + 0x6D2B79F5 & 0xFFFFFFFF
        mixed = (self._state ^ self._state >> 15) * (self._state | 1) & 0xFFFFFFFF
        mixed ^= mixed + (mixed ^ mixed >> 7) * (mixed | 61) & 0xFFFFFFFF
        return (mixed ^ mixed >> 14) / 2**32


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    plugins = [*pelicanconf.PLUGINS, "plugins.narcissist_typology.supertrumpf"]
    site = build(tmp_path_factory.mktemp("spiel"), site_url="", PLUGINS=plugins)
    with served(site.output) as url:
        yield url


@pytest.fixture(scope="module")
def deck() -> Deck:
    site = {"PATH": str(ROOT / "content"), "DEFAULT_LANG": "de", "SITEURL": ""}
    settings = Settings.parse(site, str)
    return deal_deck(read_files(settings, str), settings)


@pytest.fixture
def reader(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context(locale="de-DE")
    context.set_default_timeout(20_000)
    yield context
    context.close()


@pytest.fixture
def open_game(reader: BrowserContext, address: str) -> Iterator[Callable[..., Page]]:
    """Open the game's page with a query; whatever a page complains of fails the test."""
    complaints: list[str] = []

    def open_page(query: str = "") -> Page:
        page = reader.new_page()
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda message: complaints.append(message.text))
        page.goto(address + GAME + query)
        return page

    yield open_page
    assert complaints == []


# The engine


PLAY_OUT = """async ([url, games]) => {
  const { lot, pick, shuffled, deal, playRound, isOver, leader } = await import(url);
  return games.map(({ words, size, players, columns, mostRounds }) => {
    const chance = lot(words);
    let game = deal(shuffled(size, chance), players, pick(players, chance));
    const log = [];
    while (!isOver(game, mostRounds)) {
      const kind = pick(columns.length, chance);
      game = playRound(game, columns[kind]);
      const { hands, caller, middle, rounds, taker } = game;
      log.push([kind, hands, caller, middle, rounds, taker]);
    }
    return { log, leader: leader(game) };
  });
}"""


def play_out(game: dict[str, Any]) -> dict[str, Any]:
    """The same in Python, with the engine that balances the deck."""
    chance = Lot(game["words"])
    cards = shuffled(game["size"], chance)
    table = deal(cards, game["players"], int(chance.random() * game["players"]))
    log = []
    while not table.is_over(game["mostRounds"]):
        kind = int(chance.random() * len(game["columns"]))
        table = play_round(table, game["columns"][kind])
        log.append([kind, table.hands, table.caller, table.middle, table.rounds, table.taker])
    return {"log": json.loads(json.dumps(log)), "leader": table.leader}


def test_the_rules_are_those_of_the_engine_that_balances_the_deck(open_game, address) -> None:
    games = []
    for number in range(120):
        chance = Random(number)  # noqa: S311 games, not secrets
        size = chance.choice([4, 5, 7, 8, 32, 33])
        highest = chance.choice([2, 3, 10, 100])  # the lower, the more ties
        games.append(
            {
                "words": f"Größe {number}",
                "size": size,
                "players": chance.choice([2, 2, 3, 4]),
                "columns": [
                    [chance.randrange(highest) for _card in range(size)]
                    for _kind in range(chance.choice([1, 3, 6]))
                ],
                "mostRounds": chance.choice([1, 20, 200]),
            }
        )
    results = open_game().evaluate(PLAY_OUT, [f"{address}{GAME}rules.js", games])
    expected = [play_out(game) for game in games]
    assert results == expected
    rounds = [entry for game in expected for entry in game["log"]]
    assert len(rounds) > 1000  # the control: much was played,
    assert sum(taker is None for *_others, taker in rounds) > 100  # ties among it
    assert {game["leader"] for game in expected} == {None, 0, 1, 2, 3}


def test_the_same_words_are_the_same_lot_in_both_languages(open_game, address) -> None:
    drawn = open_game().evaluate(
        "async ([url, all]) => { const { lot } = await import(url);"
        " return all.map(lot).map((chance) => [chance(), chance()]); }",
        [f"{address}{GAME}rules.js", ["", "1", "482913", "Tante Erna 🎪"]],
    )
    lots = [Lot(words) for words in ("", "1", "482913", "Tante Erna 🎪")]
    assert drawn == [[lot.random(), lot.random()] for lot in lots]
    assert len({value for pair in drawn for value in pair}) == 8


# The opponents


def columns_of(deck: Deck) -> list[list[int]]:
    return [
        [-card.value(kind.key) if kind.lower_wins else card.value(kind.key) for card in deck]
        for kind in deck.kinds
    ]


def test_the_expert_knows_what_the_deck_is_balanced_with(open_game, address, deck) -> None:
    calls = open_game().evaluate(
        "async ([url, columns]) => { const { opponents } = await import(url);"
        " return columns[0].map((_, card) => opponents.kenner.call(columns, card)); }",
        [f"{address}{GAME}opponents.js", columns_of(deck)],
    )
    assert calls == list(Sheet.of(deck, (5, 100)).best)


SAMPLE = """async ([url, columns]) => {
  const { lot } = await import(url + "rules.js");
  const { opponents, byStrength, claim } = await import(url + "opponents.js");
  const chance = lot("Stichprobe");
  const cards = columns[0].map((_, card) => card);
  const often = Array.from({ length: 50 }, () => cards).flat();
  const places = (who, what) => {
    const found = columns.map(() => 0);
    for (const card of often) {
      const kind = opponents[who][what](columns, card, chance);
      found[byStrength(columns, card).indexOf(kind)]++;
    }
    return found.map((count) => count / often.length);
  };
  const scale = { lowest: 5, highest: 100 };
  const claims = (lowerWins) => often.map(() => claim({ ...scale, lowerWins }, chance));
  return {
    zufall: places("zufall", "call"),
    kenner: places("kenner", "call"),
    hochstapler: places("hochstapler", "call"),
    boasts: places("hochstapler", "boast"),
    high: claims(false),
    low: claims(true),
  };
}"""


def test_each_opponent_has_a_way_of_his_own(open_game, address, deck) -> None:
    sample = open_game().evaluate(SAMPLE, [f"{address}{GAME}", columns_of(deck)])
    # How often each names the strongest value of his card, the second, … the weakest
    assert sample["zufall"] == pytest.approx([1 / 6] * 6, abs=0.04)
    assert sample["kenner"] == [1, 0, 0, 0, 0, 0]
    assert sample["hochstapler"][0] == pytest.approx(11 / 36, abs=0.04)
    assert sample["hochstapler"] == sorted(sample["hochstapler"], reverse=True)
    # He boasts of nothing but his strongest and, twice as often, his weakest
    assert sample["boasts"] == pytest.approx([1 / 3, 0, 0, 0, 0, 2 / 3], abs=0.04)


def test_what_the_impostor_claims_is_the_best_there_is_or_better(open_game, address, deck) -> None:
    sample = open_game().evaluate(SAMPLE, [f"{address}{GAME}", columns_of(deck)])
    assert 88 <= min(sample["high"]) < 100 < max(sample["high"]) <= 118
    assert -13 <= min(sample["low"]) < 5 < max(sample["low"]) <= 17


# The table


def step(page: Page) -> str:
    return str(page.locator("[data-step]").get_attribute("data-step"))


def talk(page: Page) -> str:
    return page.locator("[role=status][aria-live=polite]").first.inner_text()


def score(page: Page) -> tuple[int, int, int]:
    mine, middle, theirs = (
        int(page.locator(f'[data-part="{part}"]').inner_text())
        for part in ("mine", "middle", "theirs")
    )
    return mine, middle, theirs


def focus_with_tab(page: Page, selector: str) -> None:
    for _press in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("(wanted) => document.activeElement.matches(wanted)", selector):
            return
    pytest.fail(f"Tab never comes to {selector}")


def lot_of_a_game_worth_watching(deck: Deck) -> str:
    """A lot whose game, played well on both sides, is neither short nor long and has it all."""
    best, strengths = Sheet.of(deck, (5, 100)).best, columns_of(deck)
    for number in range(1_000):
        game = deal(shuffled(len(deck), Lot(str(number))), 2, 0)
        callers, kinds = set(), set()
        while not game.is_over(MOST_ROUNDS):
            callers.add(game.caller)
            kinds.add(best[game.hands[game.caller][0]])
            game = play_round(game, strengths[best[game.hands[game.caller][0]]])
        if 20 < game.rounds < 60 and callers == {0, 1} and kinds == set(range(len(deck.kinds))):
            return str(number)
    pytest.fail("no such lot")


def test_a_whole_game_is_played_by_keyboard_and_round_by_round_as_in_python(
    open_game, deck
) -> None:
    lot = lot_of_a_game_worth_watching(deck)
    page = open_game(f"?los={lot}")
    sheet = Sheet.of(deck, (5, 100))
    strengths = columns_of(deck)
    game = deal(shuffled(len(deck), Lot(lot)), 2, 0)
    expect(page.locator('[data-part="lot"]')).to_have_text(lot)
    focus_with_tab(page, "[data-opponent=kenner]")
    page.keyboard.press("Enter")

    said = []
    while step(page) != "choice":
        assert game.rounds < MOST_ROUNDS
        assert score(page) == (len(game.hands[0]), len(game.middle), len(game.hands[1]))
        top = game.hands[game.caller][0]
        kind = sheet.best[top]
        if game.caller == 0:
            assert step(page) == "call"
            assert page.evaluate("document.activeElement.dataset.part") == "me"
            page.keyboard.press("Enter")  # does not call anything by mistake
            assert step(page) == "call"
            page.keyboard.press(str(kind + 1))
        else:
            assert step(page) == "called"
            assert deck.kinds[kind].label in talk(page)
            page.keyboard.press("Enter")
        assert step(page) == "turned"
        assert page.evaluate("document.activeElement.dataset.part") == "next"
        mine, theirs = (deck.cards[hand[0]].value(deck.kinds[kind].key) for hand in game.hands)
        assert f"{deck.kinds[kind].label}: Sie {mine}, Kenner {theirs}." in talk(page)
        said.append(talk(page))
        game = play_round(game, strengths[kind])
        page.keyboard.press("Enter")

    assert game.is_over(MOST_ROUNDS)
    assert len(said) == game.rounds
    assert any("Hier gewinnt der niedrigere Wert." in words for words in said)
    won = game.leader == 0
    end = page.locator(".trumpf__end")
    expect(end).to_be_focused()
    expect(end).to_contain_text(f"Nach {game.rounds} Runden")
    expect(end).to_contain_text("gehören alle 32 Karten Ihnen" if won else "drüben")
    page.keyboard.press("Enter")
    assert step(page) == "choice"
    assert page.locator('[data-part="lot"]').inner_text() != lot


def test_the_page_needs_nothing_more_once_it_is_there(open_game, reader) -> None:
    page = open_game()
    page.wait_for_load_state("networkidle")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    reader.set_offline(True)
    page.get_by_role("button", name="Hochstapler").click()
    for _action in range(40):
        page.keyboard.press("3" if step(page) == "call" else "Enter")
    assert sum(score(page)) == 32
    # A browser looks at its copy of the icon again when the address changes
    assert [url for url in asked if not url.endswith("/theme/spiegel.svg")] == []
    assert reader.storage_state() == {"cookies": [], "origins": []}


def opening(page: Page, rounds: int = 4) -> list[str]:
    """What is on the table and what is said in the first rounds, if one always calls the second."""
    seen = []
    for _action in range(2 * rounds):
        seen.append(talk(page) + page.locator(".trumpf__seat").first.inner_text())
        page.keyboard.press("2" if step(page) == "call" else "Enter")
    return seen


def test_a_link_is_a_game_word_for_word(open_game) -> None:
    page = open_game("?los=Tante+Erna&gegner=hochstapler")
    first = opening(page)
    page.reload()  # in the middle of the game
    assert score(page) == (16, 0, 16)
    assert opening(page) == first
    sent = open_game(page.url.rpartition("/")[2])
    assert opening(sent) == first
    other = open_game("?los=Onkel+Erna&gegner=hochstapler")
    assert opening(other) != first


def test_a_game_has_an_address_as_soon_as_it_begins(open_game) -> None:
    page = open_game()
    lot = page.locator('[data-part="lot"]').inner_text()
    assert lot.isdigit()
    page.get_by_role("button", name="Kenner").click()
    assert page.url.endswith(f"{GAME}?los={lot}&gegner=kenner")


@pytest.mark.parametrize("query", ["?gegner=niemand", "?gegner=toString&los=1", "?los=%20", "?los"])
def test_an_address_that_makes_no_sense_offers_a_game(open_game, query) -> None:
    page = open_game(query)
    assert step(page) == "choice"
    assert page.locator('[data-part="lot"]').inner_text().strip()


def test_a_game_is_sent_through_the_clipboard(open_game, reader) -> None:
    reader.grant_permissions(["clipboard-read", "clipboard-write"])
    page = open_game("?los=7&gegner=zufall")
    page.get_by_role("button", name="Partie verschicken").click()
    expect(page.get_by_text("liegt in der Zwischenablage")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == page.url


def test_without_a_clipboard_the_link_is_selected(open_game, reader) -> None:
    reader.add_init_script("Object.defineProperty(navigator, 'clipboard', { value: undefined })")
    page = open_game("?los=7&gegner=zufall")
    page.get_by_role("button", name="Partie verschicken").click()
    expect(page.get_by_text("Strg + C")).to_be_visible()
    assert page.evaluate("document.getSelection().toString()") == page.url


def test_the_values_are_buttons_in_order_with_names_that_say_them(open_game, deck) -> None:
    page = open_game("?los=7&gegner=zufall")
    values = page.locator(".trumpf__seat").first.get_by_role("button")
    named = [values.nth(number).get_attribute("aria-label") for number in range(values.count())]
    card = page.locator(".trumpf__seat").first.locator(".card__code").inner_text()
    mine = next(each for each in deck if each.code == card)
    assert [name.rpartition(": ")[2] for name in named] == [str(value) for _, value in mine.values]
    assert all(
        name.startswith(kind.label) for name, (kind, _) in zip(named, mine.values, strict=True)
    )
    keys = [
        values.nth(number).get_attribute("aria-keyshortcuts") for number in range(values.count())
    ]
    assert keys == ["1", "2", "3", "4", "5", "6"]
    values.nth(3).click()
    assert step(page) == "turned"
    assert page.locator(".trumpf__called").count() == 2


def test_who_stops_early_has_the_cards_counted(open_game) -> None:
    page = open_game("?los=7&gegner=kenner")
    opening(page, 3)
    mine, _middle, theirs = score(page)
    page.get_by_role("button", name="Aufhören und zählen").click()
    expect(page.locator(".trumpf__end")).to_contain_text(f"Sie {mine}, Kenner {theirs}.")


def test_the_impostor_is_caught_with_the_number_on_his_card(open_game) -> None:
    games = [open_game(f"?los={number}&gegner=hochstapler") for number in range(4)]
    heard = " ".join(words for page in games for words in opening(page, 15))
    caught = ["ist netto", "Druckerei", "Übersee", "Potenzial", "Führungstechnik", "Wachstum"]
    assert sum(words in heard for words in caught) >= 3
    assert "{" not in heard
    assert "undefined" not in heard


# What surrounds it


@pytest.mark.parametrize("actions", [0, 1, 2, 3])
def test_it_fits_a_phone_and_a_thumb(open_game, actions) -> None:
    page = open_game("?los=482913&gegner=hochstapler")
    page.set_viewport_size({"width": 360, "height": 740})
    for _action in range(actions):
        page.keyboard.press("1" if step(page) == "call" else "Enter")
    widths = "[document.documentElement.scrollWidth, document.documentElement.clientWidth]"
    scroll, client = page.evaluate(widths)
    assert scroll <= client
    for row in page.locator(".trumpf__seat .card__values > div:has(button)").all():
        box = row.bounding_box()
        assert box is not None
        assert box["height"] >= 36


@pytest.mark.parametrize(("motion", "expected"), [("reduce", "none"), ("no-preference", "trumpf")])
def test_cards_turn_only_for_those_who_like_it(open_game, motion, expected) -> None:
    page = open_game("?los=7&gegner=zufall")
    page.emulate_media(reduced_motion=motion)
    page.keyboard.press("1")
    card = page.locator(".trumpf__seat--theirs > .card")
    assert card.evaluate("(it) => getComputedStyle(it).animationName").startswith(expected)


def test_without_javascript_there_are_the_rules_and_the_cards(
    browser: Browser, address: str
) -> None:
    context = browser.new_context(java_script_enabled=False, locale="de-DE")
    page = context.new_page()
    page.goto(address + GAME)
    expect(page.get_by_role("heading", name="Die Regeln")).to_be_visible()
    expect(page.get_by_text("Drucken Sie die Karten aus")).to_be_visible()
    expect(page.locator(".trumpf__game")).to_be_hidden()
    page.get_by_role("link", name="Alle Karten").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Typologie der Narzissten")
    context.close()


def test_the_control_a_tie_and_its_middle_are_shown(open_game, deck) -> None:
    """A lot whose first round is a tie, found with the Python engine."""
    strengths = columns_of(deck)
    for number in range(10_000):
        game: Game = deal(shuffled(len(deck), Lot(str(number))), 2, 0)
        kind = next(
            (kind for kind, column in enumerate(strengths) if not _taken(game, column)), None
        )
        if kind is not None:
            break
    page = open_game(f"?los={number}&gegner=kenner")
    page.keyboard.press(str(kind + 1))
    assert "Gleichstand" in talk(page)
    assert score(page) == (15, 2, 15)
    page.keyboard.press("Enter")
    assert step(page) == "call"  # the same caller calls again


def _taken(game: Game, column: list[int]) -> bool:
    return play_round(game, column).taker is not None
