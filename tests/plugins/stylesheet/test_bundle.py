from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.stylesheet.bundle import BEGINNING, END, BrokenStylesheet, bundle, minify


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


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("a { color : red ; }", "a{color :red}"),
        ("a{b:c}/* x */d{e:f}", "a{b:c}d{e:f}"),
        ("a/**/b {}", "a b{}"),
        ("a :hover, a:hover { top: 0 }", "a :hover,a:hover{top:0}"),
        ("a > b + c { width: calc( 1px + 2px ); }", "a > b + c{width:calc(1px + 2px)}"),
        ("@media (a: 1px) and (x) { a { b: c } }", "@media (a: 1px) and (x){a{b:c}}"),
        ("a { --x: ; --y:  1 }", "a{--x:;--y:1}"),
        ("a { content: \"/* no  comment */ ' \"; }", "a{content:\"/* no  comment */ ' \"}"),
        (r"a { content: 'it\'s  ; } '; }", r"a{content:'it\'s  ; } '}"),
        ("a { src: url(x/*y.png) }", "a{src:url(x/*y.png)}"),
        ('a { src: url( "x.png" ) }', 'a{src:url("x.png")}'),
        ("@layer a, b;\n\n@layer a { }", "@layer a,b;@layer a{}"),
        ("a { &:hover { b: c; } d: e; }", "a{&:hover{b:c}d:e}"),
        ("  ", ""),
        ("", ""),
    ],
)  # fmt: skip
def test_only_what_never_counts_is_dropped(source: str, expected: str) -> None:
    assert minify(source) == expected


@pytest.mark.parametrize(
    ("source", "line", "what"),
    [
        ("a {}\n/* never closed", 2, "comment"),
        ('a { b: "never closed }', 1, "string"),
        ("a {\n\n b: 'over\nlines' }", 3, "string"),
    ],
)
def test_what_never_ends_is_named_with_its_line(source: str, line: int, what: str) -> None:
    with pytest.raises(BrokenStylesheet, match=f"x.css:{line}: a {what} begins") as caught:
        minify(source, Path("x.css"))
    assert caught.value.line == line


@given(st.text(alphabet="ab:{};, \n\"'()/*+>&.#", max_size=60))
def test_smaller_is_small_enough_at_once_and_words_stay(source: str) -> None:
    try:
        once = minify(source)
    except BrokenStylesheet:
        return
    assert minify(once) == once
    assert len(once) <= len(source)
