"""Meets Pelican: puts `comments` on every article and writes the list of threads at the end."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from pelican import signals
from pelican.generators import ArticlesGenerator

from comments_api.conversation.comment import Thread
from comments_api.conversation.exchange import Exchange
from plugins.baked_comments.baking import Essay, bake, thread_of
from plugins.baked_comments.exchange_folder import (
    commented,
    published,
    tell_former_names,
    tell_the_service,
)
from plugins.baked_comments.naming import Claim, check_claims, check_renamed
from plugins.baked_comments.settings import Settings
from plugins.manuscript import (
    BrokenManuscripts,
    Finding,
    Manuscript,
    Translate,
    findings_wanted,
    messages,
)
from plugins.manuscript.collected import manuscripts_of
from plugins.manuscript.memo import memo_of

_RUN = "BAKED_COMMENTS_RUN"
"""Where a run's state hangs: the settings are all that generators and Pelican share."""


@dataclass
class _Run:
    settings: Settings
    exchange: Exchange
    threads: list[Thread] = field(default_factory=list)
    complete: bool = True


def register() -> None:
    """Connect to Pelican's signals."""
    findings_wanted.connect(_check_files)
    signals.article_generator_init.connect(_prepare)
    signals.all_generators_finalized.connect(_bake)
    signals.article_writer_finalized.connect(_write_pages)
    signals.finalized.connect(_hand_over)


def _translate(settings: dict[str, Any]) -> Translate:
    return messages(settings["DEFAULT_LANG"], Path(__file__).parent).gettext


def _check_files(pelican: Any) -> Iterator[Finding]:
    default_lang = pelican.settings["DEFAULT_LANG"]
    translate = _translate(pelican.settings)
    found = (Claim.of_manuscript(one, default_lang) for one in _essays(pelican.settings))
    claims = list(filter(None, found))
    yield from check_claims(claims, default_lang, translate)
    settings = Settings.parse(pelican.settings, translate)
    if settings.enabled:
        known = commented(Exchange(settings.exchange, default_lang))
        yield from check_renamed(claims, known, default_lang, translate)


def _essays(settings: dict[str, Any]) -> tuple[Manuscript, ...]:
    return manuscripts_of(settings).below(*settings["ARTICLE_PATHS"])


def _prepare(generator: Any) -> None:
    settings = Settings.parse(generator.settings, _translate(generator.settings))
    exchange = Exchange(settings.exchange, settings.default_lang)
    generator.settings[_RUN] = _Run(settings, exchange)


def _bake(generators: Iterable[Any]) -> None:
    generator = next(each for each in generators if isinstance(each, ArticlesGenerator))
    run: _Run = generator.settings[_RUN]
    # Pelican goes on without a file it could not read and remembers None for it.
    run.complete = None not in generator.context["generated_content"].values()
    articles = _public(generator)
    for article in [*articles, *generator.drafts, *generator.drafts_translations]:
        article.comments = None  # until now the front matter's word, which metadata keeps
    if run.settings.enabled:
        discussed = [article for article in articles if _claim(article).comments != "off"]
        _bake_articles(discussed, run, generator.settings)


def _bake_articles(articles: list[Any], run: _Run, pelican: dict[str, Any]) -> None:
    settings, translate, memo = run.settings, _translate(pelican), memo_of(pelican)
    claims = [(article, _claim(article)) for article in articles]
    findings = check_claims((claim for _, claim in claims), settings.default_lang, translate)
    if findings:
        raise BrokenManuscripts(findings)
    for article, claim in claims:
        thread = thread_of(_essay(article), claim.thread_id(settings.default_lang), settings)
        html = article._content  # noqa: SLF001 Pelican has no other way to it
        article.comments = bake(thread, published(run.exchange, thread.id), html, settings, memo)
        run.threads.append(replace(thread, lost=article.comments.thread.lost))


def _write_pages(generator: Any, writer: Any) -> None:
    """The pages of long discussions besides their essays' own."""
    for article in _public(generator):
        for sheet in article.comments.pages if article.comments else ():
            writer.write_file(
                f"{sheet.address}index.html",
                generator.get_template("discussion"),
                generator.context,
                relative_urls=generator.settings["RELATIVE_URLS"],
                url=sheet.address,
                article=article,
                sheet=sheet,
            )


def _public(generator: Any) -> list[Any]:
    return [
        *generator.articles,
        *generator.translations,
        *generator.hidden_articles,
        *generator.hidden_translations,
    ]


def _claim(article: Any) -> Claim:
    return Claim(
        path=Path(article.source_path),
        line=1,
        thread=article.metadata.get("thread", ""),
        slug=article.slug,
        lang=article.lang,
        comments=article.metadata.get("comments", ""),
    )


def _essay(article: Any) -> Essay:
    return Essay(
        title=article.title,
        url=article.url,
        lang=article.lang,
        author=str(getattr(article, "author", "")),
        date=article.date,
        comments=article.metadata.get("comments", ""),
    )


def _hand_over(pelican: Any) -> None:
    run: _Run = pelican.settings[_RUN]
    if run.settings.enabled and run.complete:
        translate = _translate(pelican.settings)
        tell_the_service(run.exchange, run.threads, translate)
        essays = _essays(pelican.settings)
        tell_former_names(run.exchange, essays, run.settings.default_lang, translate)
