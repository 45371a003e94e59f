"""The German catalogue is complete, and nothing in it is left over."""

import re
from pathlib import Path

from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

import comments_api.conversation

PACKAGE = Path(comments_api.conversation.__file__).parent
PLACEHOLDER = re.compile(r"%\((\w+)\)")


def phrases():
    found = extract_from_dir(
        PACKAGE,
        method_map=[("**.py", "python"), ("**/templates/**.html", "jinja2.ext:babel_extract")],
        keywords={"_": None, "_gettext": None, "ngettext": (1, 2)},
    )
    return {message[0] if isinstance(message, tuple) else message for _, _, message, *_ in found}


def entries():
    with (PACKAGE / "locale" / "de.po").open("rb") as file:
        return {
            message.id[0] if message.pluralizable else message.id: message
            for message in read_po(file, abort_invalid=True)
            if message.id
        }


def test_phrases_are_found_in_code_and_templates():
    assert {"Reply", "It is not valid JSON.", "%(number)s comment", "a list"} <= phrases()


def test_every_phrase_has_a_german_translation():
    assert phrases() - entries().keys() == set()


def test_no_translation_is_left_over():
    assert entries().keys() - phrases() == set()


def test_every_translation_is_there_and_fills_in_the_same_values():
    for key, message in entries().items():
        strings = message.string if message.pluralizable else (message.string,)
        for string in strings:
            assert string
            assert set(PLACEHOLDER.findall(string)) == set(PLACEHOLDER.findall(key)), key
        assert not message.fuzzy
