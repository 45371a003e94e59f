from itertools import pairwise

import pytest

from tests.plugins.narcissist_typology.quiz.small_quiz import (
    LAST,
    MIDDLE,
    SOUND,
    TYPES,
    VERDICTS,
    changed,
    line_of,
    read,
)


def found(tmp_path, text, types=TYPES):
    quiz, findings = read(tmp_path, text, types)
    assert (quiz is None) == bool(findings)
    return {finding.rule: finding for finding in findings}


def test_the_control_a_sound_quiz_breaks_no_rule(tmp_path) -> None:
    assert found(tmp_path, SOUND) == {}


def test_a_question_nobody_is_led_to_is_told(tmp_path) -> None:
    text = SOUND + MIDDLE.format(key="insel", next="fuenf")
    faults = found(tmp_path, text)
    assert faults.keys() == {"unreachable-question"}
    assert faults["unreachable-question"].line == line_of(text, "[question.insel]")


def test_a_type_nobody_becomes_is_told(tmp_path) -> None:
    faults = found(tmp_path, changed(('type = "ohrwurm"', 'type = "amsel"')))
    assert faults.keys() == {"unreachable-type"}
    assert "“ohrwurm”" in faults["unreachable-type"].what
    assert 'type = "ohrwurm"' in faults["unreachable-type"].remedy


def test_a_type_only_an_unreachable_question_leads_to_is_not_reached(tmp_path) -> None:
    lonely = LAST.replace("fuenf", "insel")
    text = changed(('type = "ohrwurm"', 'type = "amsel"')) + lonely
    assert found(tmp_path, text).keys() == {"unreachable-question", "unreachable-type"}


def test_going_in_circles_is_told_at_the_answer_that_closes_the_circle(tmp_path) -> None:
    text = changed(('"Nein, drei.", next = "vier"', '"Nein, drei.", next = "zwei"'))
    faults = found(tmp_path, text)
    assert faults.keys() == {"circle"}
    assert faults["circle"].line == line_of(text, '"Nein, drei."')


def test_a_way_that_ends_early_is_told(tmp_path) -> None:
    text = changed(('"Nein, vier.", next = "fuenf"', '"Nein, vier.", type = "amsel"'))
    faults = found(tmp_path, text)
    assert faults.keys() == {"short-way"}
    assert faults["short-way"].line == line_of(text, "[question.vier]")
    assert "after 4 questions" in faults["short-way"].what


@pytest.mark.parametrize(("extra", "expected"), [(2, set()), (3, {"long-way"}), (4, {"long-way"})])
def test_a_way_that_is_too_long_is_told_once_where_it_becomes_so(tmp_path, extra, expected) -> None:
    keys = ["vier", *(f"mehr-{n}" for n in range(extra)), "fuenf"]
    longer = "".join(MIDDLE.format(key=key, next=after) for key, after in pairwise(keys[1:]))
    text = SOUND.replace('next = "fuenf"', f'next = "{keys[1]}"') + longer
    faults = found(tmp_path, text)
    assert faults.keys() == expected
    if expected:
        # the eighth: eins to vier are four, mehr-0 to mehr-2 three more
        eighth = "mehr-3" if extra == 4 else "fuenf"
        assert faults["long-way"].line == line_of(text, f"[question.{eighth}]")


def test_a_question_has_one_number_whatever_way_leads_to_it(tmp_path) -> None:
    text = changed(('"Nein, vier.", next = "fuenf"', '"Nein, vier.", next = "umweg"')) + (
        MIDDLE.format(key="umweg", next="fuenf")
    )
    faults = found(tmp_path, text)
    assert faults.keys() == {"uneven-ways"}
    assert faults["uneven-ways"].line == line_of(text, "[question.fuenf]")
    assert "question 5" in faults["uneven-ways"].what
    assert "question 6" in faults["uneven-ways"].what


def test_ways_may_differ_in_length_when_they_do_not_meet(tmp_path) -> None:
    text = changed(('"Nein, vier.", next = "fuenf"', '"Nein, vier.", next = "umweg"'))
    text = text.replace(VERDICTS, "") + MIDDLE.format(key="umweg", next="sechs")
    text += LAST.replace("fuenf", "sechs") + VERDICTS
    assert found(tmp_path, text) == {}
