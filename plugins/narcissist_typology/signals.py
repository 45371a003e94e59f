"""Meets Pelican: reads the deck before the essays, and shows it when they are read."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache, partial
from pathlib import Path
from typing import Any

from jinja2 import FileSystemLoader
from markdown import Markdown
from pelican import signals

from plugins.manuscript import (
    BrokenManuscripts,
    Finding,
    Manuscript,
    Severity,
    Translate,
    findings_wanted,
    messages,
    read_manuscript,
)
from plugins.manuscript.collected import texts_of
from plugins.manuscript.memo import memo_of
from plugins.narcissist_typology.card_markup import (
    CardMarkup,
    cited_slugs,
    has_places,
    placed_cards,
    unknown_slugs,
)
from plugins.narcissist_typology.citations import Citation, check_citations, unknown_card
from plugins.narcissist_typology.deck import Deck
from plugins.narcissist_typology.deck_files import check_files, deal, read_files, written_out
from plugins.narcissist_typology.generator import TypologyGenerator
from plugins.narcissist_typology.settings import Settings
from plugins.narcissist_typology.sightings import with_sightings

_HERE = Path(__file__).parent


def register() -> None:
    """Connect to Pelican's signals."""
    findings_wanted.connect(_find_faults)
    signals.generator_init.connect(_lend_templates)
    signals.article_generator_init.connect(_deal)
    signals.article_generator_finalized.connect(_sight)
    signals.page_generator_finalized.connect(_draw_on_pages)
    signals.get_generators.connect(_generators)


def _generators(_pelican: Any) -> type[TypologyGenerator]:
    return TypologyGenerator


def _translate(settings: dict[str, Any]) -> Translate:
    return messages(settings["DEFAULT_LANG"], _HERE).gettext


def _find_faults(pelican: Any) -> Iterable[Finding]:
    translate = _translate(pelican.settings)
    settings = Settings.parse(pelican.settings, translate)
    files = read_files(settings, translate)
    yield from check_files(files, settings, translate)
    memo, known = memo_of(pelican.settings), files.slugs

    def faults(manuscript: Manuscript) -> tuple[Finding, ...]:
        return tuple(check_citations(manuscript, known, settings.tag, translate))

    for manuscript in texts_of(pelican.settings):
        yield from memo(("citations", manuscript), partial(faults, manuscript))


def _lend_templates(generator: Any) -> None:
    """Ours come last, so that a theme can have its own."""
    generator.env.loader.loaders.append(FileSystemLoader(_HERE / "templates"))
    if "gettext" not in generator.env.globals:  # the theme speaks no language by itself
        generator.env.add_extension("jinja2.ext.i18n")
        words = messages(generator.settings["DEFAULT_LANG"], _HERE)
        generator.env.install_gettext_translations(words, newstyle=True)


def _deal(generator: Any) -> None:
    translate = _translate(generator.settings)
    settings = Settings.parse(generator.settings, translate)
    files = read_files(settings, translate)
    findings = list(check_files(files, settings, translate))
    if any(finding.severity is Severity.ERROR for finding in findings):
        raise BrokenManuscripts(findings)
    deck = deal(files, settings, memo_of(generator.settings))
    generator.context["typology"] = settings
    generator.context["deck"] = written_out(deck, _converter(generator.settings, deck, settings))
    _teach_markdown(generator.settings, _markup(deck, settings, places=True))


def _markup(deck: Deck, settings: Settings, *, places: bool) -> CardMarkup:
    return CardMarkup(
        deck,
        tag=settings.tag,
        site_url=settings.site_url,
        lang=settings.lang,
        places=places,
    )


def _converter(pelican: dict[str, Any], deck: Deck, settings: Settings) -> Any:
    options = dict(pelican["MARKDOWN"])
    options["extensions"] = [
        *_others(options.get("extensions", [])),
        _markup(deck, settings, places=False),
    ]
    markdown = Markdown(**options)

    def convert(text: str) -> str:
        # The blank line keeps a first line like “Merke: …” from being read as meta data.
        return markdown.reset().convert(f"\n{text}")

    return convert


def _teach_markdown(pelican: dict[str, Any], cards: CardMarkup) -> None:
    """Add our extension; when Pelican runs again, the one with the old deck goes."""
    options = dict(pelican["MARKDOWN"])
    options["extensions"] = [*_others(options.get("extensions", [])), cards]
    pelican["MARKDOWN"] = options


def _others(extensions: Iterable[Any]) -> list[Any]:
    return [extension for extension in extensions if not isinstance(extension, CardMarkup)]


def _sight(generator: Any) -> None:
    texts = [
        *generator.articles,
        *generator.translations,
        *generator.hidden_articles,
        *generator.hidden_translations,
        *generator.drafts,
        *generator.drafts_translations,
    ]
    published = {id(text) for text in (*generator.articles, *generator.translations)}
    cited = {id(text): cited_slugs(text._content) for text in texts}  # noqa: SLF001 unresolved HTML
    deck = with_sightings(
        generator.context["deck"],
        generator.articles,
        {key: slugs for key, slugs in cited.items() if key in published},
    )
    generator.context["deck"] = deck
    for text in texts:
        text.cards = tuple(deck[slug] for slug in cited[id(text)] if slug in deck)
    _draw(generator, texts)


def _draw_on_pages(generator: Any) -> None:
    _draw(
        generator,
        [
            *generator.pages,
            *generator.translations,
            *generator.hidden_pages,
            *generator.hidden_translations,
            *generator.draft_pages,
            *generator.draft_translations,
        ],
    )


def _draw(generator: Any, texts: Iterable[Any]) -> None:
    deck, settings = generator.context["deck"], generator.context["typology"]
    for text in texts:
        html = text._content  # noqa: SLF001 Pelican offers no other way to change an article
        if unknown_slugs(html):
            _stop(generator, text, deck, settings)
        if has_places(html):
            text._content = placed_cards(html, _pen(generator, text))  # noqa: SLF001 see above
            _forget(text)


def _pen(generator: Any, text: Any) -> Callable[[str], str]:
    """What draws a card, given its slug, in the language of `text`."""
    deck, settings = generator.context["deck"], generator.context["typology"]
    context = {"SITEURL": settings.site_url, "deck": deck, "typology": settings, "article": text}
    memo = memo_of(generator.settings)

    @cache
    def macros() -> Any:
        return generator.env.get_template("card.html").make_module(context)

    def draw(slug: str) -> str:
        card = deck[slug]
        # What a card says of essays is all of it that another build may not say again.
        named = [*card.sighted_elsewhere(text), *filter(None, [card.quoted_from])]
        essays = tuple((essay.url, essay.lang, essay.title) for essay in named)
        return memo(
            ("card", slug, text.lang, essays, card.quoted_from is None),
            lambda: str(macros().margin(card, text.lang, text)),
        )

    return draw


def _forget(text: Any) -> None:
    """Drop what Pelican remembers of a text's HTML, should somebody have asked for it already."""
    for remembered in (text.get_content.cache, text.get_summary.cache):
        for key in [key for key in remembered if key[0] is text]:
            del remembered[key]


def _stop(generator: Any, text: Any, deck: Deck, settings: Settings) -> None:
    """The check before the build finds the same; this is for sites that run without it."""
    path = Path(text.source_path)
    known = [card.slug for card in deck]
    translate = _translate(generator.settings)
    findings = list(check_citations(read_manuscript(path), known, settings.tag, translate))
    # Markdown has the last word: what the check took for code may be none with its extensions.
    marked = [Citation(slug, 1, 1) for slug in unknown_slugs(text._content)]  # noqa: SLF001 see above
    raise BrokenManuscripts(
        findings or [unknown_card(path, citation, known, translate) for citation in marked]
    )
