from __future__ import annotations

import time
from pathlib import Path
from xml.etree.ElementTree import Element

import pytest

from comments_api.conversation.foreign_file import UnusableExport, opened
from comments_api.conversation.foreign_xml import records, text_of

PREFIXES = {"urn:a": "", "urn:b": "b"}


def read(path: Path, content: str | bytes, *way: str) -> list[Element]:
    file = path / "a.xml"
    file.write_bytes(content.encode() if isinstance(content, str) else content)
    with opened(file) as foreign:
        return list(records(foreign, way or ("r", "c"), PREFIXES.get))


def test_records_come_whole_with_short_names(tmp_path: Path) -> None:
    content = """<r xmlns="urn:a" xmlns:b="urn:b" xmlns:z="urn:z"><c>weg
      <x b:id="1" z:y="2">Text <b:y>innen</b:y> danach</x><z:x/><b:x/>
      </c><other><x>nicht dieses</x></other><c><x>doch</x></c></r>"""
    first, foreign, second, last = read(tmp_path, content)
    assert (first.tag, first.attrib) == ("x", {"b-id": "1", "{urn:z}y": "2"})
    assert text_of(first, "b-y") == "innen"
    assert text_of(first, "fehlt") == ""
    assert (foreign.tag, second.tag, last.text) == ("{urn:z}x", "b-x", "doch")


@pytest.mark.parametrize(
    ("content", "place", "what"),
    [
        ("<r>\n<c></r>", "2:6", "mismatched tag"),
        ("<r>\n<c>&nbsp;</c></r>", "2:4", "undefined entity"),
        ("<r><c>", "1:7", "no element found"),
        ("", "1:1", "no element found"),
        ("<r><c>\x00</c></r>", "1:7", "not well-formed"),
        ("<r><b:c/></r>", "1:4", "unbound prefix"),
        ("<html><c/></html>", "1:1", "begins with <html>, not with <r>"),
        ('<?xml version="1.0" encoding="klingonisch"?><r/>', "1", "encoding"),
        ('<!DOCTYPE r [<!ENTITY a "b">]><r><c>&a;</c></r>', "1:13", "document type"),
        ('<!DOCTYPE r SYSTEM "file:///etc/passwd"><r><c/></r>', "1:40", "document type"),
    ],
)
def test_what_is_wrong_is_told_with_its_place(
    tmp_path: Path, content: str, place: str, what: str
) -> None:
    with pytest.raises(UnusableExport, match=what) as error:
        read(tmp_path, content)
    assert f"a.xml:{place}: " in str(error.value)


def test_a_bomb_of_entities_does_not_go_off(tmp_path: Path) -> None:
    levels = "".join(f'<!ENTITY l{level} "{f"&l{level - 1};" * 10}">' for level in range(1, 10))
    bomb = f'<!DOCTYPE r [<!ENTITY l0 "lol">{levels}]><r><c><x>&l9;</x></c></r>'
    began = time.process_time()
    with pytest.raises(UnusableExport, match="document type"):
        read(tmp_path, bomb)
    assert time.process_time() - began < 5


def test_other_encodings_and_great_depth_are_read(tmp_path: Path) -> None:
    latin = '<?xml version="1.0" encoding="iso-8859-1"?><r><c><x>Größe</x></c></r>'
    assert read(tmp_path, latin.encode("latin-1"))[0].text == "Größe"
    depth = 20_000
    (deep,) = read(tmp_path, f"<r><c>{'<x>' * depth}{'</x>' * depth}</c></r>")
    assert sum(1 for _element in deep.iter()) == depth
