from pathlib import Path

from plugins.manuscript import check_structure, must_be, parse_manuscript, read_manuscripts
from plugins.manuscript.messages import messages


def test_a_file_in_another_encoding_is_a_finding_and_the_others_are_read(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_bytes("---\ntitle: Größe\n---\n".encode("latin-1"))
    (tmp_path / "b.md").write_text("---\ntitle: Größe\n---\n", encoding="utf-8")
    manuscripts, [finding] = read_manuscripts(sorted(tmp_path.iterdir()), str)
    assert [manuscript.path.name for manuscript in manuscripts] == ["b.md"]
    assert (finding.path.name, finding.rule) == ("a.md", "not-utf-8")
    assert "byte 13" in finding.what


def test_a_control_character_is_told_at_its_place_once_a_line() -> None:
    text = "---\r\ntitle: A\0B\r\n---\r\n\r\nZwei\tSpalten\r\n```\nc\x08\x1b\n```\nEnde\uffff\n"
    found = check_structure(parse_manuscript(Path("a.md"), text), ["title"], [], str)
    assert [(one.rule, one.line, one.column, one.what[-7:-2]) for one in found] == [
        ("control-character", 2, 9, "+0000"),
        ("control-character", 7, 2, "+0008"),
        ("control-character", 9, 5, "+FFFF"),
    ]


def test_a_setting_is_named_with_what_it_may_be_in_the_authors_language() -> None:
    german = messages("de").gettext
    assert str(must_be("TAG", "ein Wort", 7, german)) == (
        "Die Einstellung TAG muss ein Wort sein, nicht 7."
    )
