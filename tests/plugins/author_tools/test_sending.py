"""A published site travels: by rsync to a real folder, by S3 to a store of our own in HTTP."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from plugins.author_tools.sending import CannotSend, Sent, sender_to
from tests.support.object_store import Bucket, object_store

SITE = {
    "index.html": "<title>Programm</title>",
    "theme/site.css": "a{}",
    "feeds/alle.atom.xml": "<feed/>",
    "bilder/größe & co.svg": "<svg/>",
}


def write(folder: Path, files: dict[str, str]) -> Path:
    shutil.rmtree(folder, ignore_errors=True)
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return folder


def read(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): path.read_text()
        for path in folder.rglob("*")
        if path.is_file()
    }


needs_rsync = pytest.mark.skipif(
    shutil.which("rsync") is None, reason="NO RSYNC FOUND: sending by it was not tried"
)


@needs_rsync
def test_rsync_makes_the_other_end_equal_and_sends_nothing_twice(tmp_path: Path) -> None:
    site, there = write(tmp_path / "site", SITE), tmp_path / "there"
    there.mkdir()
    sender = sender_to(str(there), str)
    assert sender.send(site) == Sent(files=4, deleted=0)
    assert read(there) == SITE
    assert sender.send(site) == Sent(files=0, deleted=0)
    (site / "index.html").write_text("<title>Neues Programm</title>")
    (site / "theme" / "site.css").unlink()
    assert sender.send(site) == Sent(files=1, deleted=1)
    assert read(there) == read(site)


@needs_rsync
def test_rsync_that_cannot_arrive_says_why(tmp_path: Path) -> None:
    site = write(tmp_path / "site", SITE)
    (tmp_path / "file").touch()
    with pytest.raises(CannotSend, match="file"):
        sender_to(str(tmp_path / "file" / "there"), str).send(site)
    assert read(site) == SITE


@needs_rsync
def test_an_option_is_no_target() -> None:
    with pytest.raises(CannotSend, match="--rsh"):
        sender_to("--rsh=sh", str)


def test_without_rsync_it_is_said_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    with pytest.raises(CannotSend, match="apt install rsync"):
        sender_to("host:/folder", str)


@pytest.fixture
def bucket(monkeypatch: pytest.MonkeyPatch) -> Iterator[Bucket]:
    with object_store() as store:
        monkeypatch.setenv("AWS_ACCESS_KEY_ID", "who")
        monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "secret")
        monkeypatch.setenv("AWS_REGION", "eu-central-1")
        monkeypatch.setenv("AWS_ENDPOINT", store.endpoint)
        monkeypatch.setenv("AWS_ALLOW_HTTP", "true")
        yield store


def held(bucket: Bucket) -> dict[str, str]:
    return {name: content.decode() for name, content in bucket.files.items()}


def test_an_s3_store_receives_what_differs_pages_after_their_files_and_deletes_last(
    tmp_path: Path, bucket: Bucket
) -> None:
    site = write(tmp_path / "site", SITE)
    sender = sender_to("s3://bucket/live/", str)
    assert sender.send(site) == Sent(files=4, deleted=0)
    assert held(bucket) == {f"live/{name}": text for name, text in SITE.items()}
    names = [name for _kind, name in bucket.changes]
    assert names.index("live/index.html") > names.index("live/theme/site.css")
    assert bucket.types["live/index.html"] == "text/html; charset=utf-8"
    assert bucket.types["live/feeds/alle.atom.xml"] == "application/atom+xml"
    assert bucket.types["live/theme/site.css"] == "text/css; charset=utf-8"

    bucket.changes.clear()
    assert sender.send(site) == Sent(files=0, deleted=0)
    assert bucket.changes == []
    site = write(tmp_path / "site", {"index.html": "<title>Neu</title>", "neu.css": "b{}"})
    assert sender.send(site) == Sent(files=2, deleted=3)
    assert held(bucket) == {f"live/{name}": text for name, text in read(site).items()}
    assert [kind for kind, _name in bucket.changes] == ["put", "put", "delete", "delete", "delete"]


def test_what_broke_off_is_told_and_the_next_run_goes_on_there(
    tmp_path: Path, bucket: Bucket
) -> None:
    site = write(tmp_path / "site", SITE)
    bucket.files["old.html"] = b"old"
    bucket.refuses = 2
    with pytest.raises(CannotSend, match="QuotaExceeded"):
        sender_to("s3://bucket", str).send(site)
    assert "old.html" in bucket.files, "nothing is deleted before everything has arrived"
    assert read(site) == SITE
    bucket.refuses = None
    assert sender_to("s3://bucket", str).send(site) == Sent(files=2, deleted=1)
    assert held(bucket) == SITE


def test_a_store_without_a_name_is_refused() -> None:
    with pytest.raises(CannotSend, match="bucket"):
        sender_to("s3:///folder", str)
