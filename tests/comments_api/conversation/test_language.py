from pathlib import Path

import pytest

from comments_api.conversation.language import SOURCE_LANGUAGE, catalogue, primary_subtag

HEAD = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\nPlural-Forms: nplurals=2; plural=(n != 1);\\n"\n'  # noqa: E501 a catalogue's head is one line


@pytest.fixture
def package(tmp_path: Path):
    def make(name: str, entries: str) -> Path:
        folder = tmp_path / name
        (folder / "locale").mkdir(parents=True)
        (folder / "locale" / "de.po").write_text(f"{HEAD}\n{entries}", encoding="utf-8")
        return folder

    return make


def test_a_phrase_is_read_from_the_text_form(package):
    german = catalogue("de", package("a", 'msgid "mirror"\nmsgstr "Spiegel"\n'))
    assert german.gettext("mirror") == "Spiegel"


def test_a_phrase_nobody_translated_stays_english(package):
    assert catalogue("de", package("a", "")).gettext("mirror") == "mirror"


def test_plurals_follow_the_rule_of_the_language(package):
    entry = 'msgid "mirror"\nmsgid_plural "mirrors"\nmsgstr[0] "Spiegel"\nmsgstr[1] "Spiegeln"\n'
    german = catalogue("de", package("a", entry))
    assert [german.ngettext("mirror", "mirrors", n) for n in (0, 1, 2)] == [
        "Spiegeln",
        "Spiegel",
        "Spiegeln",
    ]


def test_the_first_package_wins_and_the_others_fill_in(package):
    first = package("a", 'msgid "mirror"\nmsgstr "Spiegel"\n')
    second = package("b", 'msgid "mirror"\nmsgstr "Glas"\n\nmsgid "cabinet"\nmsgstr "Kabinett"\n')
    german = catalogue("de", first, second)
    assert (german.gettext("mirror"), german.gettext("cabinet")) == ("Spiegel", "Kabinett")
    assert catalogue("de", second, first).gettext("mirror") == "Glas"
    assert catalogue("de", first).gettext("cabinet") == "cabinet"


@pytest.mark.parametrize("lang", [SOURCE_LANGUAGE, "en-GB", "tlh"])
def test_a_language_without_a_catalogue_reads_english(package, lang):
    folder = package("a", 'msgid "mirror"\nmsgstr "Spiegel"\n')
    assert catalogue(lang, folder).gettext("mirror") == "mirror"


@pytest.mark.parametrize("lang", ["de", "DE", "de-AT", "de_CH", "de-Latn-1996"])
def test_only_the_first_part_of_a_tag_counts(package, lang):
    folder = package("a", 'msgid "mirror"\nmsgstr "Spiegel"\n')
    assert primary_subtag(lang) == "de"
    assert catalogue(lang, folder).gettext("mirror") == "Spiegel"
