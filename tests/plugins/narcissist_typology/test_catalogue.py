"""Nothing the plugin says is left untranslated, and no translation says what nobody asks for."""

import re
from pathlib import Path

from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

import plugins.narcissist_typology

HERE = Path(plugins.narcissist_typology.__file__).parent


def said() -> set[str]:
    """Every message of the package: `_("…")` in code and templates, line breaks joined."""
    found = extract_from_dir(
        HERE,
        method_map=[("**.py", "python"), ("templates/**.html", "jinja2.ext:babel_extract")],
        options_map={"templates/**.html": {"trimmed": "true"}},
    )
    return {message for _file, _line, message, _comments, _context in found}


def test_every_message_has_a_german_one_and_the_other_way_round():
    with (HERE / "locale" / "de.po").open("rb") as file:
        german = {message.id: message for message in read_po(file) if message.id}
    assert said() == set(german)
    assert all(message.string for message in german.values())


def test_placeholders_are_kept():
    with (HERE / "locale" / "de.po").open("rb") as file:
        for message in read_po(file):
            if message.id:
                names = [
                    sorted(re.findall(r"%(?:\(\w+\))?[sdr]", text))
                    for text in (message.id, message.string)
                ]
                assert names[0] == names[1], message.id
