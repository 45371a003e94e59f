"""Writes a page for every former address, and the maps for web servers."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from pelican.generators import Generator

from plugins.manuscript import BrokenManuscripts, Finding, messages, read_manuscript
from plugins.redirects.alias import Alias, BadAlias, parse_alias, split_aliases
from plugins.redirects.check import FIELD, taken
from plugins.redirects.maps import Redirect, caddy_map, nginx_map

FOLDER = "redirects"
_HERE = Path(__file__).parent


class RedirectsGenerator(Generator):  # type: ignore[misc] # Pelican ships no types
    """Writes after the texts, so that it sees which addresses are taken.

    Drafts and scheduled texts lead nowhere: their addresses are nobody's business yet.
    """

    def generate_output(self, writer: Any) -> None:
        """Write pages and maps. Raises BrokenManuscripts when an address is taken."""
        statics = {static.save_as for static in self.context["staticfiles"]}
        findings: list[Finding] = []
        redirects: list[Redirect] = []
        for kind, text, alias in self._aliases():
            file = Path(self.output_path, alias.file)
            if not alias.query and (alias.file in statics or file.exists()):
                findings.append(self._taken(text, alias))
                continue
            redirects.append((alias, f"/{text.url}"))
            if alias.page:
                template = self.get_template("redirect")
                own = {kind: text, "moved": text}
                writer.write_file(alias.page, template, self.context, url=str(alias), **own)
        if findings:
            raise BrokenManuscripts(findings)
        self._write_maps(redirects)

    def _aliases(self) -> Iterator[tuple[str, Any, Alias]]:
        for kind, lists in (
            ("article", ("articles", "hidden_articles")),
            ("page", ("pages", "hidden_pages")),
        ):
            for text in (text for name in lists for text in self.context[name]):
                for edition in (text, *text.translations):
                    for alias in split_aliases(_value(edition)):
                        with suppress(BadAlias):  # told before the build
                            yield kind, edition, parse_alias(alias)

    def _taken(self, text: Any, alias: Alias) -> Finding:
        translate = messages(self.settings["DEFAULT_LANG"], _HERE).gettext
        return taken(read_manuscript(Path(text.source_path)), str(alias), translate)

    def _write_maps(self, redirects: list[Redirect]) -> None:
        prefix = urlsplit(self.settings["SITEURL"]).path
        folder = Path(self.output_path, FOLDER)
        folder.mkdir(exist_ok=True)
        (folder / "nginx.conf").write_text(nginx_map(redirects, prefix), "utf-8")
        (folder / "Caddyfile").write_text(caddy_map(redirects, prefix), "utf-8")


def _value(text: Any) -> str:
    value = text.metadata.get(FIELD, "")
    return value if isinstance(value, str) else " ".join(value)
