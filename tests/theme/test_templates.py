"""What holds for every template and file of the theme, before anything is built from it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from jinja2 import Environment, nodes

THEME = Path(__file__).resolve().parents[2] / "theme"
TEMPLATES = sorted(path for path in (THEME / "templates").rglob("*") if path.is_file())
STATIC = sorted(
    path for kind in ("css", "js", "svg") for path in THEME.rglob(f"static/**/*.{kind}")
)
ADDRESSES_THAT_ARE_NAMES = (
    "https://schema.org",
    "http://www.sitemaps.org/schemas/sitemap/0.9",
    "http://www.w3.org/1999/xhtml",
    "http://www.w3.org/2000/svg",
)
"""Nobody ever fetches these."""


def name(path: Path) -> str:
    return path.relative_to(THEME).as_posix()


def parsed(template: Path) -> nodes.Template:
    environment = Environment(extensions=["jinja2.ext.i18n"])  # noqa: S701 nothing is rendered
    return environment.parse(template.read_text("utf-8"))


@pytest.mark.parametrize("template", TEMPLATES, ids=name)
def test_a_strict_content_security_policy_finds_nothing(template: Path) -> None:
    html = template.read_text("utf-8")
    assert not re.search(r"<style|\sstyle=|\son[a-z]+=|javascript:", html)
    for script in re.findall(r"<script[^>]*>", html):
        assert " src=" in script or 'type="application/ld+json"' in script


@pytest.mark.parametrize("file", [*TEMPLATES, *STATIC], ids=name)
def test_nothing_is_fetched_from_elsewhere(file: Path) -> None:
    text = file.read_text("utf-8")
    for known in ADDRESSES_THAT_ARE_NAMES:
        text = text.replace(known, "")
    assert re.findall(r"""(?:https?:)?//[\w.-]+\.\w+|@import""", text) == []


def bound_names(tree: nodes.Template) -> Iterator[str]:
    for node in tree.find_all((nodes.For, nodes.Assign, nodes.AssignBlock)):
        yield from (each.name for each in node.find_all(nodes.Name) if each.ctx == "store")


@pytest.mark.parametrize("template", TEMPLATES, ids=name)
def test_no_loop_makes_a_list_look_like_the_page_of_one_essay(template: Path) -> None:
    # plugins.interface_language takes the language of the page from these
    assert {"article", "page", "card"}.isdisjoint(bound_names(parsed(template)))


def test_the_control_a_bound_name_is_seen() -> None:
    tree = Environment().parse("{% for article in articles %}{% endfor %}")  # noqa: S701 parsed only
    assert list(bound_names(tree)) == ["article"]


@pytest.mark.parametrize("template", TEMPLATES, ids=name)
def test_only_an_essays_own_html_is_trusted(template: Path) -> None:
    trusted = [
        filtered.node.attr if isinstance(filtered.node, nodes.Getattr) else None
        for filtered in parsed(template).find_all(nodes.Filter)
        if filtered.name == "safe"
    ]
    assert set(trusted) <= {"content", "summary"}


def test_the_icon_is_a_drawing() -> None:
    root = ET.fromstring((THEME / "static" / "spiegel.svg").read_text("utf-8"))  # noqa: S314 our own
    assert root.attrib["viewBox"] == "0 0 32 32"


CSS = sorted((THEME / "static" / "css").rglob("*.css"))


@pytest.mark.parametrize("file", CSS, ids=name)
def test_every_rule_stands_in_a_layer(file: Path) -> None:
    css = re.sub(r"/\*.*?\*/", "", file.read_text("utf-8"), flags=re.DOTALL)
    top, depth = [], 0
    for chunk in re.split(r"([{};])", css):
        if depth == 0 and chunk.strip() and chunk not in "{};":
            top.append(chunk.strip().split()[0])
        depth += (chunk == "{") - (chunk == "}")
    assert depth == 0, "braces must pair"
    assert set(top) <= ({"@font-face"} if file.name == "fonts.css" else {"@layer"})


@pytest.mark.parametrize("file", CSS, ids=name)
def test_every_variable_used_is_set_somewhere(file: Path) -> None:
    everywhere = "".join(path.read_text("utf-8") for path in CSS)
    known = set(re.findall(r"(--[\w-]+)\s*:", everywhere)) | set(
        re.findall(r"anchor-name:\s*(--[\w-]+)", everywhere)
    )
    assert set(re.findall(r"var\((--[\w-]+)\)", file.read_text("utf-8"))) <= known
