from __future__ import annotations

from pathlib import Path

import pytest

from plugins.stylesheet.bundle import BEGINNING, END, BrokenStylesheet, bundle


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "components").mkdir()
    for name in (*BEGINNING, *END, "components/b.css", "components/a.css"):
        (tmp_path / name).write_text(f"/* {name} */ .{Path(name).stem} {{ top: 0; }}\n", "utf-8")
    return tmp_path


def test_files_come_in_their_order_and_components_by_name(folder: Path) -> None:
    names = ["fonts", "tokens", "base", "typography", "layout", "a", "b", "print"]
    assert bundle(folder) == "".join(f".{name}{{top:0}}" for name in names) + "\n"


def test_a_listed_file_that_is_missing_is_named_with_the_remedy(folder: Path) -> None:
    (folder / "print.css").unlink()
    with pytest.raises(BrokenStylesheet, match=r"print\.css:1: .*missing\n.*→") as caught:
        bundle(folder)
    assert caught.value.path == folder / "print.css"


def test_a_file_in_another_encoding_is_named(folder: Path) -> None:
    (folder / "base.css").write_bytes("a::after { content: '„'; }".encode("utf-16"))
    with pytest.raises(BrokenStylesheet, match=r"base\.css:1: not UTF-8"):
        bundle(folder)


def test_what_may_count_is_kept(folder: Path) -> None:
    kept = [
        "a :hover,b:hover{top:0}",
        "a{width:calc(1px + 2px)}",
        "a{content:\"/* no  comment */ ' \"}",
        "a{src:url(x/*y.png)}",
    ]
    (folder / "base.css").write_text("\n".join(kept), "utf-8")
    joined = bundle(folder)
    for rule in kept:
        assert rule in joined
