from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.manuscript import Severity
from plugins.narcissist_typology.quiz.quiz_file import read_quiz
from tests.plugins.narcissist_typology.quiz.small_quiz import (
    CHAIN,
    HEAD,
    SOUND,
    TYPES,
    VERDICTS,
    changed,
    line_of,
    read,
)
from tests.plugins.narcissist_typology.tiny_deck import plain


def rules(findings) -> list[str]:
    return [finding.rule for finding in findings]


def test_a_sound_file_becomes_a_quiz(tmp_path) -> None:
    quiz, findings = read(tmp_path, SOUND)
    assert findings == ()
    assert quiz is not None
    assert (quiz.title, quiz.first) == ("Welches Tier?", "eins")
    assert quiz.intro == ("Fünf Fragen.", "Sonst nichts.")
    assert tuple(quiz.questions) == CHAIN
    assert quiz.questions["eins"].next == ("zwei",)
    assert quiz.questions["eins"].types == ()
    assert quiz.questions["fuenf"].types == TYPES
    assert quiz.verdicts["amsel"] == "Sie singen vom Dach."


def test_answers_may_be_written_as_tables_too(tmp_path) -> None:
    long = """[[question.fuenf.answers]]
say = "Schwarz."
type = "amsel"
[[question.fuenf.answers]]
say = "Bunt."
type = "drosel"
"""
    text = SOUND[: SOUND.index("answers", SOUND.index("[question.fuenf]"))] + long + VERDICTS
    quiz, (found,) = read(tmp_path, text)
    assert quiz is None
    assert (found.rule, found.line) == ("unknown-type", line_of(text, "drosel"))


@pytest.mark.parametrize(
    ("change", "rule", "words", "remedy"),
    [
        (('next = "drei"', 'next = "drie"'), "unknown-question", '"drie"', "Did you mean “drei”?"),
        (('next = "drei"', 'next = "x"'), "unknown-question", '"x"', "[question.x]"),
        (('first = "eins"', 'first = "ein"'), "unknown-question", '"ein"', "Did you mean “eins”?"),
        (('"amsel" }', '"amse" }'), "unknown-type", '"amse"', "Did you mean “amsel”?"),
        (('"amsel" }', '"zzz" }'), "unknown-type", '"zzz"', "Take the slug of a card."),
        (("amsel = ", "asmel = "), "unknown-type", "asmel", "Did you mean “amsel”?"),
        (("amsel = ", "zzz = "), "unknown-type", "zzz", "Take the slug of a card."),
        (("title =", "titel ="), "unknown-name", "titel", "Did you mean “title”?"),
        (
            ('scene = "Im Gras"', "zz = 1"),
            "unknown-name",
            "zz",
            "These exist: scene, ask, answers.",
        ),
        (('Ja, eins.", next', 'Ja, eins.", goto'), "unknown-name", "Ja, eins", "These exist"),
        (('"Frage drei?"', '" "'), "missing-text", 'ask = " "', 'Add a line ask = "…".'),
        (('"Frage drei?"', "3"), "missing-text", "ask = 3", "Add a line ask"),
        (('say = "Ja, eins.", ', ""), "answer-without-words", "answers", "Write every answer as"),
        (('{ say = "Ja, eins.", next = "zwei" }', '"Ja"'), "answer-without-words", "answers", ""),
        ((', next = "zwei"', ""), "answer-leads-nowhere", "Ja, eins", "either next"),
        (('next = "zwei"', "next = 2"), "answer-leads-nowhere", "Ja, eins", "either next"),
        (
            ('next = "zwei"', 'next = "zwei", type = "amsel"'),
            "answer-leads-nowhere",
            "Ja, eins",
            "either next",
        ),
        (("Nein, eins.", "Ja, eins."), "repeated-answer", "Ja, eins.", "Delete one of the two."),
        (
            ("[question.zwei]", "[question.Zwei]"),
            "question-name",
            "[question.Zwei]",
            "small letters",
        ),
    ],
)
def test_a_fault_is_told_with_its_line_and_its_remedy(
    tmp_path, change, rule, words, remedy
) -> None:
    text = changed(change)
    quiz, findings = read(tmp_path, text)
    assert quiz is None
    found = next(finding for finding in findings if finding.rule == rule)
    times = 2 if rule == "repeated-answer" else 1
    assert found.line == line_of(text, words, times)
    assert remedy in found.remedy
    assert found.severity is Severity.ERROR


def test_the_second_of_two_equal_mistakes_has_its_own_line(tmp_path) -> None:
    text = changed(('next = "zwei"', 'next = "zwie"'), ('next = "zwei"', 'next = "zwie"'))
    _quiz, findings = read(tmp_path, text)
    assert rules(findings) == ["unknown-question"] * 2
    assert [finding.line for finding in findings] == [
        line_of(text, '"zwie"'),
        line_of(text, '"zwie"', 2),
    ]


def test_a_question_may_not_take_the_address_of_a_type(tmp_path) -> None:
    text = SOUND.replace('"zwei"', '"drossel"').replace(".zwei]", ".drossel]")
    assert rules(read(tmp_path, text)[1]) == ["question-name"]


def test_a_question_needs_something_to_choose_from(tmp_path) -> None:
    one = changed(('  { say = "Nein, eins.", next = "zwei" },\n', ""))
    none = changed(("answers = [", 'answers = "ja"\nmore = ['))
    assert rules(read(tmp_path, one)[1]) == ["too-few-answers"]
    assert "too-few-answers" in rules(read(tmp_path, none)[1])


def test_every_type_has_a_verdict(tmp_path) -> None:
    text = changed(('drossel = "Sie singen zweimal."\n', ""))
    (found,) = read(tmp_path, text)[1]
    assert (found.rule, found.line) == ("missing-verdict", line_of(text, "[verdict]"))
    assert "“drossel”" in found.what


def test_all_faults_are_told_at_once(tmp_path) -> None:
    text = changed(
        ('title = "Welches Tier?"', 'title = ""'),
        ('next = "drei"', 'next = "drie"'),
        ('"ohrwurm" }', '"orwurm" }'),
        ('ohrwurm = "Sie bleiben."\n', ""),
    )
    assert sorted(rules(read(tmp_path, text)[1])) == [
        "missing-text",
        "missing-verdict",
        "unknown-question",
        "unknown-type",
    ]


def test_an_empty_file_lacks_everything(tmp_path) -> None:
    found = read(tmp_path, "")[1]
    assert {(finding.rule, finding.line) for finding in found} == {
        ("missing-table", 1),
        ("missing-text", 1),
        ("missing-verdict", 1),
    }


def test_a_table_that_is_none_is_told(tmp_path) -> None:
    text = HEAD + "question = 5\nverdict = 6\n"
    found = [each for each in read(tmp_path, text)[1] if each.rule == "missing-table"]
    assert [each.what for each in found] == [
        "The file has no table [question].",
        "The file has no table [verdict].",
    ]
    text = HEAD + "[question]\neins = 5\n" + VERDICTS
    assert "missing-table" in rules(read(tmp_path, text)[1])


def test_a_file_that_is_no_toml_is_told_with_its_place(tmp_path) -> None:
    text = changed(('scene = "Im Nest"', 'scene = "Im Nest'))
    quiz, (found,) = read(tmp_path, text)
    assert quiz is None
    assert (found.rule, found.line) == ("toml-syntax", line_of(text, "Im Nest"))
    assert "at line" not in found.what
    (ended,) = read(tmp_path, 'title = "')[1]
    assert (ended.rule, ended.line) == ("toml-syntax", 1)


def test_a_file_in_another_encoding_is_told(tmp_path) -> None:
    (found,) = read(tmp_path, SOUND.encode("latin-1"))[1]
    assert found.rule == "not-utf-8"


@given(st.text(alphabet='[]{}="\n.aeinsxtqu', max_size=60))
def test_no_file_makes_the_reader_stumble(tmp_path_factory, text) -> None:
    path: Path = tmp_path_factory.mktemp("quiz") / "quiz.toml"
    path.write_text(text, encoding="utf-8")
    quiz, findings = read_quiz(path, TYPES, plain)
    assert (quiz is None) == bool(findings)
