import re
from pathlib import Path

from plugins.publication_states.preview_address import preview_address, preview_key


def test_the_address_survives_rebuilds_and_differs_by_text_language_and_key() -> None:
    address = preview_address(b"k", "entwurf", "de")
    assert address == preview_address(b"k", "entwurf", "de")
    others = {
        preview_address(b"k", "entwurf", "en"),
        preview_address(b"k", "anderer", "de"),
        preview_address(b"l", "entwurf", "de"),
    }
    assert address not in others
    assert len(others) == 3
    assert re.fullmatch(r"[a-z2-7]{26}", address)


def test_the_key_is_made_once_and_only_its_owner_may_read_it(tmp_path: Path) -> None:
    file = tmp_path / "var" / "draft.key"
    key = preview_key(file)
    assert len(key) == 32
    assert preview_key(file) == key
    assert file.stat().st_mode & 0o777 == 0o600
    assert list(file.parent.iterdir()) == [file]


def test_a_key_that_another_build_made_in_between_wins(tmp_path: Path, monkeypatch) -> None:
    file = tmp_path / "draft.key"
    read = Path.read_bytes
    misses = iter([True])

    def miss_once(path: Path) -> bytes:
        if path == file and next(misses, False):
            file.write_bytes(b"theirs")
            raise FileNotFoundError
        return read(path)

    monkeypatch.setattr(Path, "read_bytes", miss_once)
    assert preview_key(file) == b"theirs"
