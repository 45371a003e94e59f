"""Our search beside Pagefind and MiniSearch: what each finds, what it weighs, how long it takes.

    python -m benchmarks.search                        # ours alone
    pip install "pagefind[bin]"                        # in a throw-away environment
    npm pack minisearch && tar xf minisearch-*.tgz
    python -m benchmarks.search --pagefind …/bin/python --minisearch package/dist/es/index.js

200 essays of 1,250 words (_search_corpus.py), with three comments each, built by Pelican with the
project's own theme. Every search gets the same texts and the same questions, in Chromium, whose
answers are held against what the corpus knows of itself. The peers are tried as they come, and fed:
with the parts of compounds added to each essay (Pagefind) or with our way of folding words and
taking compounds apart (MiniSearch). Weights are those of the answers gzipped, as a web server sends
them. Build times are the processor's, of the plugin within a whole build.
"""

from __future__ import annotations

import argparse
import functools
import gzip
import html
import http.server
import json
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

from playwright.sync_api import Browser, Error, sync_playwright

from benchmarks._search_corpus import SEED, Corpus, corpus, sentences
from comments_api.conversation.comment import PublicComment
from comments_api.conversation.exchange import Exchange, PublishedThread
from comments_api.conversation.thread_id import ThreadId
from plugins.site_search.compounds import tails
from plugins.site_search.folding import fold, plain, shortened, stem
from plugins.site_search.words import word_counts
from tests.browser.served import POLICY
from tests.conftest import ARGUMENTS, CHROMIUM
from tests.support.project import ROOT, write_conf, write_essay

ESSAYS = 200
COMMENTS = 3
QUESTIONS = 60
ROUNDS = 3
SAMPLES = 25
FIRST = 6
"""Finds whose extracts a first answer shows."""
PLUGINS = [
    f"plugins.{name}"
    for name in (
        *("interface_language", "publication_states", "picture_captions", "german_typography"),
        *("narcissist_typology", "reading_time", "essay_neighbours", "baked_comments"),
        *("stylesheet", "site_search"),
    )
]
"""Those that have to do with texts; drawing previews would take longer than all else."""


@dataclass(frozen=True)
class Question:
    """`truth` are the numbers of the essays that answer it."""

    kind: str
    typed: str
    truth: frozenset[int]


# The site


def write_site(folder: Path, made: Corpus, plugins: list[str]) -> Path:
    """A configuration for a site of the corpus; its essays are named e0, e1, …"""
    content = folder / "content"
    for name in ("essays", "seiten", "bilder"):
        (content / name).mkdir(parents=True)
    shutil.copytree(ROOT / "content" / "typologie", content / "typologie")
    for name in ("schaum.txt", "trennungen.txt"):
        shutil.copy(ROOT / "content" / name, content)
    exchange = Exchange(folder / "var" / "exchange")
    chance = Random(SEED)
    lines = sentences()
    begin = datetime(2025, 1, 1, 8, tzinfo=UTC)
    for number, paragraphs in enumerate(made.essays):
        day = begin + timedelta(days=number)
        write_essay(
            content / "essays" / f"e{number}.md",
            "\n\n".join(paragraphs),
            title=paragraphs[0].split(",")[0][:60],
            slug=f"e{number}",
            date=f"{day:%Y-%m-%d %H:%M}",
            tags="Spiegel, Ware",
        )
        said = [
            PublicComment(
                number * COMMENTS + each + 1, None, "Erna Muster", None,
                " ".join(chance.sample(lines, 3)), day,
            )
            for each in range(COMMENTS)
        ]  # fmt: skip
        exchange.write_published(PublishedThread(ThreadId(f"e{number}"), 1, tuple(said)))
    return write_conf(folder, content=content, PLUGINS=plugins)


TIMED_BUILD = """
import sys, time
from pelican import main
from plugins.site_search.generator import SearchGenerator
write = SearchGenerator.generate_output
def timed(generator, writer):
    began = time.process_time()
    write(generator, writer)
    print(time.process_time() - began)
SearchGenerator.generate_output = timed
main(["-s", sys.argv[1], "-q"])
print(time.process_time())
"""


def build(conf: Path) -> tuple[float, float]:
    """Seconds of the processor for the search, and for the whole build, in a process of its own."""
    said = subprocess.run(
        [sys.executable, "-c", TIMED_BUILD, str(conf)],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    ).stdout.split()
    return float(said[0]), float(said[-1])


def build_times(sizes: tuple[int, ...]) -> None:
    for size in sizes:
        with tempfile.TemporaryDirectory() as name:
            conf = write_site(Path(name), corpus(size), PLUGINS)
            times = [build(conf) for _round in range(ROUNDS)]
            files = list(Path(name, "output", "suche").iterdir())
            weight = sum(file.stat().st_size for file in files)
        search, whole = (min(each) for each in zip(*times, strict=True))
        print(
            f"  {size} essays: {search:.2f} s of {whole:.1f} s processor time are the search’s "
            f"(best of {ROUNDS}); {len(files)} files, {weight / 1e6:.1f} MB"
        )


# The questions


def questions(made: Corpus) -> Iterator[Question]:
    chance = Random(SEED)
    nouns = sorted(made.holders)
    kinds: Mapping[str, list[tuple[str, str]]] = {
        "a word, also within others": [(word, word) for word in nouns if word in made.alone],
        "a part nobody says alone": [(word, word) for word in nouns if word not in made.alone],
        "written out (ae, ss)": [(word, written_out(word)) for word in nouns if odd(word)],
        "without umlauts": [(word, fold(word)) for word in nouns if odd(word)],
        "with another ending": [
            (word, word + ("n" if word.endswith("e") else "es")) for word in nouns
        ],
    }
    for kind, pairs in kinds.items():
        for word, typed in chance.sample(pairs, min(QUESTIONS, len(pairs))):
            yield Question(kind, typed, frozenset(made.holders[word]))


def odd(word: str) -> bool:
    return any(sign in "äöüßÄÖÜ" for sign in word)


_WRITTEN_OUT = [("ä", "ae"), ("ö", "oe"), ("ü", "ue"), ("ß", "ss")]
_WRITTEN_OUT += [(sign.upper(), letters.title()) for sign, letters in _WRITTEN_OUT[:3]]


def written_out(word: str) -> str:
    for sign, letters in _WRITTEN_OUT:
        word = word.replace(sign, letters)
    return word


def report(name: str, asked: list[Question], answers: list[list[int]]) -> None:
    kinds = list(dict.fromkeys(question.kind for question in asked))
    for kind in [*kinds, "all"]:
        recalls, precisions = [], []
        for question, answer in zip(asked, answers, strict=True):
            if kind in {question.kind, "all"}:
                right = len(question.truth.intersection(answer))
                recalls.append(right / len(question.truth))
                precisions.append(right / len(answer) if answer else 1.0)
        print(
            f"  {name} | {kind} | {100 * statistics.mean(recalls):.0f} % found | "
            f"{100 * statistics.mean(precisions):.0f} % of the finds right"
        )


# The peers


def pagefind_site(folder: Path, made: Corpus, python: str, *, fed: bool) -> float:
    """Write the essays as Pagefind wants them and let it index them; returns seconds."""
    split = parts_of(made) if fed else {}
    for number, paragraphs in enumerate(made.essays):
        text = "".join(f"<p>{html.escape(each)}</p>" for each in paragraphs)
        words = word_counts(plain(" ".join(paragraphs)))
        parts = " ".join(sorted({part for word in words for part in split.get(word, ())}))
        fodder = f'<p data-parts="{parts}" data-pagefind-index-attrs="data-parts"></p>' * fed
        page = folder / f"e{number}" / "index.html"
        page.parent.mkdir(parents=True)
        page.write_text(
            f'<!DOCTYPE html><html lang="de"><title>{number}</title>'
            f"<body data-pagefind-body><h1>Essay {number}</h1>{text}{fodder}</body></html>"
        )
    (folder / "index.html").write_text("<!DOCTYPE html><title>Suche</title>")
    began = time.monotonic()
    subprocess.run(
        [python, "-m", "pagefind", "--site", str(folder), "--quiet"],
        check=True,
        capture_output=True,
    )
    return time.monotonic() - began


def parts_of(made: Corpus) -> dict[str, set[str]]:
    """The parts of every word of the corpus, as our own index takes it apart."""
    words = word_counts(plain("\n".join(line for essay in made.essays for line in essay)))
    known = frozenset(words).union(stem(shortened(word)) for word in words)
    return {word: tails(word, known) for word in words}


def minisearch_site(folder: Path, made: Corpus, library: Path, *, fed: bool) -> float:
    """Write what MiniSearch would be sent: its index, made beforehand; returns seconds."""
    split = parts_of(made) if fed else {}
    documents = []
    for number, paragraphs in enumerate(made.essays):
        text = " ".join(paragraphs)
        if fed:
            words = [word for word in word_counts(plain(text)).elements() if len(word) > 1]
            parts = [part for word in words for part in split[word]]
            text = " ".join(stem(shortened(word)) for word in (*words, *parts))
        documents.append({"id": number, "text": text})
    (folder / "documents.json").write_text(json.dumps(documents, ensure_ascii=False))
    shutil.copy(library, folder / "minisearch.js")
    (folder / "make.mjs").write_text(
        'import MiniSearch from "./minisearch.js"; import fs from "node:fs";'
        'const search = new MiniSearch({ fields: ["text"] });'
        'search.addAll(JSON.parse(fs.readFileSync("documents.json")));'
        'fs.writeFileSync("index.json", JSON.stringify(search));'
    )
    (folder / "package.json").write_text('{"type": "module"}')
    (folder / "index.html").write_text("<!DOCTYPE html><title>Suche</title>")
    began = time.monotonic()
    subprocess.run(["node", "make.mjs"], cwd=folder, check=True)
    return time.monotonic() - began


OURS = """async ([typed, _first]) => {
  const { index, firsts } = document.querySelector("form.search").dataset;
  const { Library } = await import("/suche/library.js");
  const { wanted } = await import("/suche/folding.js");
  const library = new Library(index, firsts.split(" "), 1000);
  const answers = [];
  for (const text of typed) {
    const { finds, all } = await library.find(wanted(text));
    answers.push(finds.filter((find) => all && find.shelf === 0).map((find) => find.nr));
  }
  return answers;
}"""

PAGEFIND = """async ([typed, first]) => {
  const pagefind = await import("/pagefind/pagefind.js");
  const one = typed.length === 1;
  const answers = [];
  for (const text of typed) {
    const { results } = await pagefind.search(text);
    const wanted = one ? results.slice(0, first) : results;
    const pages = await Promise.all(wanted.map((find) => find.data()));
    answers.push(pages.map((page) => Number(page.url.match(/e([0-9]+)/)[1])));
  }
  return answers;
}"""

MINISEARCH = """async ([typed, _first]) => {
  const { default: MiniSearch } = await import("/minisearch.js");
  const index = await (await fetch("/index.json")).text();
  const search = MiniSearch.loadJSON(index, { fields: ["text"] });
  const options = { prefix: true, combineWith: "AND" };
  return typed.map((text) => search.search(text, options).map((find) => find.id));
}"""


# The browser


@contextmanager
def served(folder: Path, policy: str) -> Iterator[tuple[str, list[str]]]:
    """The folder's address, and the paths that are asked for there."""
    asked: list[str] = []

    class Handler(http.server.SimpleHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            super().do_GET()

        def end_headers(self) -> None:
            self.send_header("Content-Security-Policy", policy)
            super().end_headers()

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 the base class's name
            pass

    handler = functools.partial(Handler, directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}", asked
        server.shutdown()


def weight(folder: Path, paths: list[str]) -> float:
    """kB of the files, gzipped; what the pages of a theme have in common is there already."""
    total = 0
    for path in paths:
        file = folder / path.split("?")[0].lstrip("/")
        file = file / "index.html" if file.is_dir() else file
        if file.is_file() and "theme" not in file.relative_to(folder).parts:
            total += len(gzip.compress(file.read_bytes(), 6))
    return total / 1000


WASM_POLICY = POLICY.replace("script-src 'self'", "script-src 'self' 'wasm-unsafe-eval'")


def try_out(
    browser: Browser, name: str, folder: Path, script: str, asked: list[Question],
    *, page: str = "/", policy: str = POLICY, fed: bool = False,
) -> None:  # fmt: skip
    def form(text: str) -> str:
        return " ".join(stem(fold(word)) for word in text.split()) if fed else text

    with served(folder, policy) as (url, paths):
        context = browser.new_context(locale="de-DE")
        opened = context.new_page()
        opened.goto(url + page)
        try:
            answers = opened.evaluate(script, [[form(each.typed) for each in asked], FIRST])
        except Error as error:
            print(f"  {name} | does not run here: {error.message.splitlines()[0][:160]}")
            return
        finally:
            context.close()
        report(name, asked, answers)
        weights, times = [], []
        for question in asked[:: len(asked) // SAMPLES]:
            context = browser.new_context(locale="de-DE")
            opened = context.new_page()
            opened.goto(url + page)
            opened.wait_for_load_state("networkidle")
            paths.clear()
            began = time.monotonic()
            opened.evaluate(script, [[form(question.typed)], FIRST])
            times.append(1000 * (time.monotonic() - began))
            if page == "/suche/":
                # Once more as a reader does it, page, extracts and all.
                opened = context.browser.new_context(locale="de-DE").new_page()
                paths.clear()
                opened.goto(f"{url}/suche/?q={question.typed}")
                opened.locator(".search__status:not(:empty)").first.wait_for(state="attached")
                opened.wait_for_load_state("networkidle")
                opened.context.close()
            weights.append(weight(folder, paths))
            context.close()
        print(
            f"  {name} | first query: median {statistics.median(weights):.0f} kB, "
            f"{min(weights):.0f}–{max(weights):.0f} kB | median {statistics.median(times):.0f} ms, "
            f"fastest {min(times):.0f} ms"
        )


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--pagefind", help="a Python that has pagefind[bin]")
    parser.add_argument("--minisearch", type=Path, help="MiniSearch's dist/es/index.js")
    parser.add_argument("--no-builds", action="store_true")
    options = parser.parse_args()
    if not options.no_builds:
        build_times((ESSAYS, 500))
    made = corpus(ESSAYS)
    asked = list(questions(made))
    print(f"{len(made.essays)} essays, {len(asked)} questions")
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        folder = Path(name)
        conf = write_site(folder / "ours", made, PLUGINS)
        build(conf)
        output = folder / "ours" / "output"
        page = (output / "suche" / "index.html").read_bytes()
        zipped = len(gzip.compress(page))
        print(f"  ours | the page: {len(page) / 1000:.0f} kB, {zipped / 1000:.0f} gzipped")
        try_out(browser, "ours", output, OURS, asked, page="/suche/")
        for fed in (False, True):
            kind = "fed" if fed else "as it comes"
            if options.pagefind:
                site = folder / f"pagefind-{fed}"
                seconds = pagefind_site(site, made, options.pagefind, fed=fed)
                size = sum(f.stat().st_size for f in (site / "pagefind").rglob("*") if f.is_file())
                print(f"  Pagefind, {kind} | index {seconds:.1f} s, {size / 1e6:.1f} MB")
                if not fed:
                    try_out(browser, "Pagefind under our policy", site, PAGEFIND, asked)
                try_out(browser, f"Pagefind, {kind}", site, PAGEFIND, asked, policy=WASM_POLICY)
            if options.minisearch:
                site = folder / f"minisearch-{fed}"
                site.mkdir()
                seconds = minisearch_site(site, made, options.minisearch, fed=fed)
                print(f"  MiniSearch, {kind} | index {seconds:.1f} s")
                try_out(browser, f"MiniSearch, {kind}", site, MINISEARCH, asked, fed=fed)
        browser.close()


if __name__ == "__main__":
    main()
