"""Which kinds of page there are, found in what was built, so that no list has to be kept."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from bs4 import BeautifulSoup

Kind = tuple[object, ...]


def kind_of(html: str | bytes) -> Kind:
    """What makes a page unlike another: what it loads, its language, and the parts of its main.

    Forms are told apart by what they ask.
    """
    soup = BeautifulSoup(html, "html.parser")
    loaded = {
        str(tag.get("href", tag.get("src")))
        for tag in soup.select("link[rel=stylesheet],script[src]")
    }
    main = soup.find("main")
    parts = main.find_all(recursive=False) if main else []
    asked = main.select("[name]") if main else []
    return (
        soup.html.get("lang") if soup.html else None,
        frozenset(loaded),
        " ".join(main.get("class", [])) if main else None,
        frozenset((part.name, *part.get("class", [])[:1]) for part in parts),
        frozenset(field["name"] for field in asked),
    )


def built_kinds(output: Path) -> dict[str, str]:
    """Every kind of page in a built site, as its heaviest example: file name to address."""
    examples: dict[Kind, Path] = {}
    for page in sorted(output.rglob("*.html"), key=lambda page: (page.stat().st_size, page)):
        examples[kind_of(page.read_bytes())] = page
    names = sorted(page.relative_to(output).as_posix() for page in examples.values())
    return {name: "/" + name.removesuffix("index.html") for name in names}


def first_of_each_kind(pages: Iterable[tuple[str, str]]) -> dict[str, str]:
    """The same for pages that a service makes: (address, HTML) to address and address."""
    examples: dict[Kind, str] = {}
    for address, html in pages:
        examples.setdefault(kind_of(html), address)
    return {address: address for address in sorted(examples.values())}
