from __future__ import annotations

from pathlib import Path

import pytest

from comments_api.app import assemble
from comments_api.config import Config
from comments_api.storage.secret_file import UnusableSecret
from tests.comments_api.conftest import MakeService


def open_files(folder: Path) -> set[Path]:
    """What this process holds open below `folder`."""
    held = (link.resolve() for link in Path("/proc/self/fd").iterdir())
    return {path for path in held if path.is_relative_to(folder)}


def test_a_service_that_cannot_start_lets_go_of_the_database(
    environ: dict[str, str], tmp_path: Path
) -> None:
    Path(environ["SECRET_FILE"]).write_bytes(b"short")
    with pytest.raises(UnusableSecret):
        assemble(Config.from_env(environ))
    assert not open_files(tmp_path)


def test_a_service_that_starts_keeps_it(make_service: MakeService, tmp_path: Path) -> None:
    make_service()
    assert tmp_path / "comments.sqlite3" in open_files(tmp_path)
