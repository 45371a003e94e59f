from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from comments_api.conversation.foreign_file import UnusableExport, opened


def test_a_file_is_read_in_pieces_and_tells_how_far_it_is(tmp_path: Path) -> None:
    file = tmp_path / "a"
    file.write_bytes(b"x" * 200_000)
    heard: list[float] = []
    with opened(file, heard.append) as foreign:
        assert b"".join(foreign.chunks()) == b"x" * 200_000
    assert heard == sorted(heard)
    assert heard[0] < 0.5
    assert heard[-1] == 1


@pytest.mark.parametrize("pack", [bytes, gzip.compress])
@pytest.mark.parametrize("content", [b"", b"a", b"a\n", b"a\nb", b"\n\n", b"x" * 70_000 + b"\ny\n"])
def test_lines_are_lines_however_they_are_packed(
    tmp_path: Path, pack: type[bytes], content: bytes
) -> None:
    file = tmp_path / "a"
    file.write_bytes(pack(content))
    with opened(file) as foreign:
        assert list(foreign.lines()) == content.splitlines(keepends=True)


def test_what_cannot_be_read_is_told_in_the_reader_s_language(tmp_path: Path) -> None:
    with pytest.raises(UnusableExport) as missing, opened(tmp_path / "fehlt.xml"):
        pass
    assert "cannot be read" in str(missing.value)
    assert missing.value.told("de").startswith(f"{tmp_path}/fehlt.xml: Die Datei")


def test_a_damaged_pack_is_told(tmp_path: Path) -> None:
    whole = gzip.compress(b"x" * 1000)
    for damaged in (whole[:-6], whole[:10] + b"\xff" * 20, whole[:-8] + b"\0" * 8):
        file = tmp_path / "a.gz"
        file.write_bytes(damaged)
        with opened(file) as foreign, pytest.raises(UnusableExport, match="damaged"):
            list(foreign.chunks())


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(UnusableExport, match="directory"), opened(tmp_path):
        pass


def test_a_disk_that_fails_while_reading_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "a"
    file.write_bytes(b"x")
    with opened(file) as foreign:

        def fail(_size: int) -> bytes:
            raise OSError(5, "Input/output error")

        monkeypatch.setattr(foreign._content, "read", fail, raising=False)
        with pytest.raises(UnusableExport, match="Input/output"):
            list(foreign.chunks())
