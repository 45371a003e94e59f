from __future__ import annotations

from pathlib import Path

import pytest

from plugins.stylesheet.bundle import BEGINNING, END, BrokenStylesheet, bundle, page_sheets


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


def test_what_counts_is_kept(folder: Path) -> None:
    kept = [
        ".a :hover,.b:hover{left:0}",
        ".a :is(b,i){top:0}",
        "i{width:calc(1px + var(--x))}",
        'a{content:"/* no  comment */ \' "}',
        "u{color:light-dark(#fff,#000)}",
    ]
    (folder / "base.css").write_text("\n".join(kept), "utf-8")
    joined = bundle(folder)
    for rule in kept:
        assert rule in joined


@pytest.mark.parametrize("fault", ["color red;", 'content: "never closed'])
def test_a_slip_is_named_with_its_line(folder: Path, fault: str) -> None:
    (folder / "base.css").write_text(f"a {{ top: 0 }}\n\na {{\n{fault}\n}}\n", "utf-8")
    with pytest.raises(BrokenStylesheet, match=r"base\.css:4: ") as caught:
        bundle(folder)
    assert caught.value.line == 4


def test_the_sheets_of_single_pages_stay_apart(folder: Path) -> None:
    assert page_sheets(folder) == {}
    (folder / "pages").mkdir()
    (folder / "pages" / "game.css").write_text("b {\n  top: 1px;\n}\n", "utf-8")
    assert page_sheets(folder) == {"game.css": "b{top:1px}\n"}
    assert "top:1px" not in bundle(folder)
