"""The plugin in real builds, run as authors run it: in a process of its own."""

from __future__ import annotations

import struct
import subprocess
import sys
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from tests.support.project import ROOT, SITE_URL, small_content, write_conf, write_essay

CARDS = 32


def build(folder: Path, content: Path, **settings: object) -> Path:
    cache = str(folder / "var" / "share-images")
    conf = write_conf(folder, content=content, **{"SHARE_IMAGES_CACHE": cache, **settings})
    done = subprocess.run(
        [sys.executable, "-m", "pelican", "-s", str(conf), "--fatal", "warnings"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return folder / "output"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("share")
    essays = small_content(folder, deck=True) / "essays"
    write_essay(essays / "eins.md", title="Größe & Ärger", slug="eins", lang="de")
    write_essay(essays / "eins.en.md", title="Vanity", slug="eins", lang="en")
    write_essay(essays / "verborgen.md", title="V", slug="verborgen", status="hidden")
    write_essay(essays / "entwurf.md", title="E", slug="entwurf", status="draft")
    write_essay(essays / "morgen.md", title="M", slug="morgen", date="2999-01-01 08:00")
    build(folder, folder / "content", site_url=SITE_URL)
    return folder


def pictures(folder: Path) -> set[str]:
    share = folder / "output" / "share"
    return {path.relative_to(share).as_posix() for path in share.rglob("*") if path.is_file()}


def head(folder: Path, page: str) -> dict[str, str]:
    html = (folder / "output" / page / "index.html").read_text("utf-8")
    tags = BeautifulSoup(html, "html5lib").select("meta[property^='og:image'], meta[name^=twitter]")
    return {tag.get("property") or tag["name"]: tag["content"] for tag in tags}


def test_every_essay_translation_and_type_has_a_picture_and_nothing_unpublished_has(
    folder: Path,
) -> None:
    found = pictures(folder)
    essays = {name for name in found if not name.startswith("typologie/")}
    assert essays == {
        "essays/der-erste-essay.png",
        "essays/eins.png",
        "en/essays/eins.png",
        "essays/verborgen.png",
    }
    assert len(found - essays) == CARDS
    for name in found:
        png = (folder / "output" / "share" / name).read_bytes()
        assert struct.unpack(">II", png[16:24]) == (1200, 630)


def test_pages_name_their_picture_with_its_whole_address(folder: Path) -> None:
    assert head(folder, "essays/eins") == {
        "og:image": f"{SITE_URL}/share/essays/eins.png",
        "og:image:type": "image/png",
        "og:image:width": "1200",
        "og:image:height": "630",
        "og:image:alt": "Ein Theaterzettel: „Größe & Ärger“ von Leopold Amalgam",
        "twitter:card": "summary_large_image",
    }
    english = head(folder, "en/essays/eins")
    assert english["og:image"] == f"{SITE_URL}/share/en/essays/eins.png"
    assert english["og:image:alt"].startswith("A theatre bill: “Vanity”")
    card = head(folder, "typologie/retiarius")
    assert card["og:image"] == f"{SITE_URL}/share/typologie/retiarius.png"
    assert card["og:image:alt"].startswith("Der Retiarius: ")


def test_drafts_and_galleries_name_none(folder: Path) -> None:
    assert head(folder, "typologie") == {}
    (draft,) = (folder / "output" / "entwuerfe").iterdir()
    assert head(folder, f"entwuerfe/{draft.name}") == {}


def test_a_second_build_draws_only_what_changed(folder: Path, tmp_path: Path) -> None:
    cache = folder / "var" / "share-images"
    before = {path.name: path.read_bytes() for path in cache.iterdir()}
    content = small_content(tmp_path, deck=True)
    write_essay(content / "essays" / "neu.md", title="Neu", slug="neu")
    build(tmp_path, content, SHARE_IMAGES_CACHE=str(cache))
    after = {path.name: path.read_bytes() for path in cache.iterdir()}
    assert before.items() <= after.items()
    # The new essay, and the one whose neighbours changed its number.
    assert 1 <= len(after) - len(before) <= 2


def test_a_site_without_an_address_names_no_picture(folder: Path, tmp_path: Path) -> None:
    cache = str(folder / "var" / "share-images")
    build(tmp_path, small_content(tmp_path), SHARE_IMAGES_CACHE=cache)
    assert head(tmp_path, "essays/der-erste-essay") == {}
    assert "essays/der-erste-essay.png" in pictures(tmp_path), "but draws it"


def test_a_site_without_a_typology_has_pictures_of_its_essays(tmp_path: Path) -> None:
    theme = tmp_path / "theme" / "templates"
    theme.mkdir(parents=True)
    (theme / "article.html").write_text("{{ share_images[article.url].url }}")
    content = small_content(tmp_path)
    build(
        tmp_path,
        content,
        THEME=str(theme.parent),
        PLUGINS=["plugins.share_images"],
        DIRECT_TEMPLATES=[],
        PAGE_PATHS=[],
        FEED_ALL_ATOM=None,
        CATEGORY_SAVE_AS="",
        AUTHOR_SAVE_AS="",
        JINJA_ENVIRONMENT={"autoescape": True},
    )
    assert pictures(tmp_path) == {"essays/der-erste-essay.png"}
    page = tmp_path / "output" / "essays" / "der-erste-essay" / "index.html"
    assert page.read_text("utf-8") == "share/essays/der-erste-essay.png"
