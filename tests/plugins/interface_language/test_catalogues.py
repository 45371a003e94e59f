from __future__ import annotations

from importlib import import_module
from pathlib import Path
from types import ModuleType

import pytest

from plugins.interface_language.catalogues import plugin_folders, speaker

PO = """msgid ""
msgstr "Content-Type: text/plain; charset=UTF-8\\n"

msgid "%s"
msgstr "%s"
"""


def package(folder: Path, english: str, german: str) -> Path:
    (folder / "locale").mkdir(parents=True)
    (folder / "locale" / "de.po").write_text(PO % (english, german), encoding="utf-8")
    return folder


def test_plugins_are_found_by_name_or_as_modules_once_each_in_order() -> None:
    module = import_module("plugins.manuscript")
    here = Path(str(module.__file__)).parent
    assert plugin_folders(["plugins.stylesheet", "plugins.manuscript", module]) == (
        here.parent / "stylesheet",
        here,
    )


@pytest.mark.parametrize("plugin", ["plugins.nobody_wrote_this", ModuleType("made_of_nothing")])
def test_a_plugin_that_is_nowhere_is_named(plugin: str | ModuleType) -> None:
    with pytest.raises(ModuleNotFoundError, match=r"nobody_wrote_this|made_of_nothing"):
        plugin_folders([plugin])


def test_the_first_catalogue_with_a_word_wins_and_english_needs_none(tmp_path: Path) -> None:
    theme = package(tmp_path / "theme", "Words", "Wörter")
    plugin = package(tmp_path / "plugin", "Words", "Vokabeln")
    other = package(tmp_path / "other", "Cards", "Karten")
    translations = speaker(theme, plugin, other, tmp_path / "silent")
    assert translations("de").gettext("Words") == "Wörter"
    assert translations("de").gettext("Cards") == "Karten"
    assert translations("de").gettext("Nobody translated this") == "Nobody translated this"
    assert translations("en").gettext("Words") == "Words"


def test_a_language_is_read_once(tmp_path: Path) -> None:
    translations = speaker(package(tmp_path / "theme", "Words", "Wörter"))
    assert translations("de") is translations("de")
