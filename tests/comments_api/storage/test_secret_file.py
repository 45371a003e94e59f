from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from comments_api.storage.secret_file import UnusableSecret, read_or_make_secret


def test_a_secret_is_drawn_once_and_read_after_that(tmp_path: Path) -> None:
    path = tmp_path / "var" / "secret"
    first = read_or_make_secret(path)
    assert len(first) == 32
    assert read_or_make_secret(path) == first
    assert read_or_make_secret(tmp_path / "other") != first


def test_only_its_owner_may_read_it(tmp_path: Path) -> None:
    read_or_make_secret(tmp_path / "secret")
    assert (tmp_path / "secret").stat().st_mode & 0o777 == 0o600
    assert [item.name for item in tmp_path.iterdir()] == ["secret"]


def test_processes_that_start_together_agree(tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        found = set(pool.map(lambda _: read_or_make_secret(tmp_path / "secret"), range(16)))
    assert len(found) == 1


@pytest.mark.parametrize("content", ["", "kurz", "abcd", "zz" * 32])
def test_a_file_that_holds_no_secret_is_refused_untouched(tmp_path: Path, content: str) -> None:
    path = tmp_path / "secret"
    path.write_text(content)
    with pytest.raises(UnusableSecret) as caught:
        read_or_make_secret(path)
    assert caught.value.path == path
    assert path.read_text() == content


def test_a_folder_in_its_place_is_told(tmp_path: Path) -> None:
    with pytest.raises(UnusableSecret):
        read_or_make_secret(tmp_path)
