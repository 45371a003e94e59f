from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.manuscript import Field, parse_manuscript, read_manuscript

PATH = Path("essay.md")


def test_fields_carry_the_line_and_column_of_their_value() -> None:
    manuscript = parse_manuscript(PATH, "---\ntitle:  Größe\nDate: 2026-09-07\n---\n\nText.\n")
    assert manuscript.fields["title"] == Field("title", "Größe", 2, 9)
    assert manuscript.fields["date"] == Field("date", "2026-09-07", 3, 7)
    assert (manuscript.body, manuscript.body_line) == ("\nText.\n", 5)


def test_an_indented_line_continues_the_one_above() -> None:
    for blank in ("    ", "\t", "  \t  "):
        manuscript = parse_manuscript(PATH, f"---\nsummary: Ein Satz,\n{blank}noch einer.\n---\n")
        assert manuscript.value("summary") == "Ein Satz, noch einer."


def test_what_is_odd_is_kept_for_the_checks() -> None:
    manuscript = parse_manuscript(PATH, "---\n  zuerst\ntitle: A\nquer\n\ntitle: B\n---\n")
    assert manuscript.stray == ((2, "  zuerst"), (4, "quer"))
    assert [field.value for field in manuscript.duplicates] == ["B"]
    assert manuscript.value("title") == "A"


def test_a_missing_or_open_fence_is_said() -> None:
    bare = parse_manuscript(PATH, "Nur Text.\n")
    assert (bare.has_front_matter, bare.body, bare.body_line) == (False, "Nur Text.\n", 1)
    open_ended = parse_manuscript(PATH, "---\ntitle: A\n")
    assert (open_ended.has_front_matter, open_ended.closed, open_ended.body) == (True, False, "")
    assert parse_manuscript(PATH, "").has_front_matter is False


def test_a_missing_or_empty_field_gives_the_default_and_the_whole_file() -> None:
    manuscript = parse_manuscript(PATH, "---\ntitle:\n---\n")
    assert manuscript.value("title", "ohne") == "ohne"
    assert manuscript.value("tags", "keine") == "keine"
    assert manuscript.line_of("tags") == 1


def test_a_byte_order_mark_is_not_part_of_the_text(tmp_path: Path) -> None:
    file = tmp_path / "a.md"
    file.write_text("---\ntitle: A\n---\n", encoding="utf-8-sig")
    assert read_manuscript(file).value("title") == "A"


@given(st.text())
def test_parsing_never_fails(text: str) -> None:
    assert parse_manuscript(PATH, text).path == PATH


@given(
    st.dictionaries(
        st.from_regex(r"[a-z][a-z-]{0,9}", fullmatch=True),
        st.text(st.characters(categories=["L", "N"]), min_size=1),
        min_size=1,
    ),
    st.text(st.characters(categories=["L", "N", "Zs"])),
)
def test_what_was_written_is_read_again(fields: dict[str, str], body: str) -> None:
    front = "".join(f"{key}: {value}\n" for key, value in fields.items())
    manuscript = parse_manuscript(PATH, f"---\n{front}---\n{body}")
    assert {key: field.value for key, field in manuscript.fields.items()} == fields
    assert manuscript.body == body
    assert manuscript.body_line == len(fields) + 3


def test_blank_lines_and_notes_between_the_fields_are_read_by_nobody() -> None:
    manuscript = parse_manuscript(PATH, "---\n# Der Titel:\ntitle: A # 1\n\nlang: de\n...\nText")
    assert {key: field.value for key, field in manuscript.fields.items()} == {
        "title": "A # 1",
        "lang": "de",
    }
    assert (manuscript.stray, manuscript.body, manuscript.body_line) == ((), "Text", 7)


def test_pelicans_plain_form_is_read_too() -> None:
    manuscript = parse_manuscript(PATH, "Date: 2026-09-07\nTitle: A\n\nText: mehr.\n")
    assert (manuscript.value("title"), manuscript.line_of("title")) == ("A", 2)
    assert (manuscript.body, manuscript.body_line) == ("\nText: mehr.\n", 3)
    assert parse_manuscript(PATH, "Title: A").body == ""


@pytest.mark.parametrize("text", ["Fazit: nichts.\n\nText", "Title: A\nund mehr\n\nText"])
def test_a_text_that_only_looks_like_fields_stays_a_text(text: str) -> None:
    manuscript = parse_manuscript(PATH, text)
    assert (manuscript.has_front_matter, manuscript.body) == (False, text)


def test_lines_count_as_editors_count_them() -> None:
    manuscript = parse_manuscript(PATH, "---\r\ntitle: A\u2028B\r\n---\r\nText\x0c\r\n")
    assert manuscript.value("title") == "A\u2028B"
    assert (manuscript.body, manuscript.body_line) == ("Text\x0c\n", 4)
