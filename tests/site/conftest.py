from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import nullcontext
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from plugins.author_tools.build import build_site, load_settings
from tests.support.measuring import unmeasured
from tests.support.project import BUILD_TIME, SITE_URL, write_conf


class Site:
    """A built site, read as a reader's browser reads it."""

    def __init__(self, output: Path) -> None:
        self.output = output

    def path(self, address: str) -> Path:
        file = self.output / address.lstrip("/")
        return file / "index.html" if address.endswith("/") else file

    def text(self, address: str) -> str:
        return self.path(address).read_text(encoding="utf-8")

    def page(self, address: str) -> BeautifulSoup:
        return BeautifulSoup(self.text(address), "html.parser")

    @property
    def pages(self) -> list[Path]:
        return sorted(self.output.rglob("*.html"))

    def files_that_say(self, words: str) -> list[str]:
        return [
            file.relative_to(self.output).as_posix()
            for file in sorted(self.output.rglob("*"))
            if file.is_file() and words.encode() in file.read_bytes()
        ]


def build(folder: Path, *, site_url: str = SITE_URL, **settings: object) -> Site:
    conf = write_conf(folder, site_url=site_url, **{"BUILD_TIME": BUILD_TIME, **settings})
    loaded = load_settings(conf)
    # The house's whole content reaches no line of the plugins that small houses do not reach.
    with nullcontext() if "content" in settings else unmeasured():
        build_site(loaded)
    return Site(Path(loaded["OUTPUT_PATH"]))


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The publication as it stood on 22 November 2026, published under an address of its own."""
    return build(tmp_path_factory.mktemp("site"))


@pytest.fixture
def built(tmp_path: Path) -> Callable[..., Site]:
    """Build the publication with other settings."""

    def make(settings: Mapping[str, object] | None = None) -> Site:
        return build(tmp_path, **(settings or {}))

    return make
