"""The words, dates and numbers of a template, as Pelican's environment renders it."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from blinker import ANY
from jinja2 import Environment
from pelican import signals

from plugins.interface_language import register
from plugins.interface_language import signals as ours
from plugins.manuscript import AuthorError

PO = """msgid ""
msgstr "Content-Type: text/plain; charset=UTF-8\\nPlural-Forms: nplurals=2; plural=(n != 1);\\n"

msgid "By %(author)s"
msgstr "Von %(author)s"

msgid "%(num)s essay"
msgid_plural "%(num)s essays"
msgstr[0] "%(num)s Essay"
msgstr[1] "%(num)s Essays"
"""


@pytest.fixture
def render(tmp_path: Path) -> Any:
    (tmp_path / "locale").mkdir()
    (tmp_path / "locale" / "de.po").write_text(PO, encoding="utf-8")
    options: dict[str, Any] = {"autoescape": True, "extensions": ["jinja2.ext.i18n"]}
    generator = SimpleNamespace(
        env=Environment(**options),  # noqa: S701 autoescape is in the options
        settings={
            "DEFAULT_LANG": "de",
            "THEME": str(tmp_path),
            "PLUGINS": ["plugins.stylesheet"],
            "JINJA_ENVIRONMENT": options,
        },
    )
    ours._install(generator)
    return lambda template, **context: generator.env.from_string(template).render(**context)


ENGLISH = SimpleNamespace(lang="en")


def test_words_are_in_the_language_of_the_page(render: Any) -> None:
    template = "{{ _('By %(author)s', author=name) }}"
    assert render(template, name="L. Amalgam") == "Von L. Amalgam"
    assert render(template, name="L. Amalgam", article=ENGLISH) == "By L. Amalgam"
    assert render("{% trans author=name %}By {{ author }}{% endtrans %}", name="X") == "Von X"


def test_what_is_put_into_words_is_escaped(render: Any) -> None:
    assert render("{{ _('By %(author)s', author=name) }}", name="<b>") == "Von &lt;b&gt;"


def test_plurals_dates_and_numbers_follow(render: Any) -> None:
    template = (
        "{{ ngettext('%(num)s essay', '%(num)s essays', n) }}, {{ day | long_date }}, "
        "{{ day | short_date }}, {{ day | iso_date }}, {{ 1234.56 | decimal }}, "
        "{{ 0.123 | decimal(2) }}, {{ page_language() }}"
    )
    context = {"n": 2, "day": date(2026, 9, 7)}
    assert render(template, **context) == (
        "2 Essays, 7. September 2026, 07.09.2026, 2026-09-07, 1.234,6, 0,12, de"
    )
    assert render(template, **context, page=ENGLISH) == (
        "2 essays, 7 September 2026, 7 Sept 2026, 2026-09-07, 1,234.6, 0.12, en"
    )


def test_included_templates_keep_the_language(render: Any) -> None:
    template = "{% macro by(n) %}{{ _('By %(author)s', author=n) }}{% endmacro %}{{ by('X') }}"
    assert render(template, article=ENGLISH) == "By X"
    assert render(template) == "Von X"


def test_names_are_put_in_register_order(render: Any) -> None:
    entries = [("Warteschleife", []), ("Währung", [])]
    template = "{% for name, _e in entries | in_register_order %}{{ name }} {% endfor %}"
    assert render(template, entries=entries) == "Währung Warteschleife "


def test_an_essays_own_html_is_trusted_and_gets_its_initial(render: Any) -> None:
    assert render("{{ html | with_initial }}", html="<p>Wer?</p>") == (
        '<p class="initial" data-initial="W">Wer?</p>'
    )


def test_without_jinjas_gettext_extension_the_setting_is_named() -> None:
    generator = SimpleNamespace(env=Environment(), settings={"JINJA_ENVIRONMENT": {}})  # noqa: S701 renders nothing
    with pytest.raises(AuthorError, match=r"JINJA_ENVIRONMENT.*\n.*jinja2\.ext\.i18n"):
        ours._install(generator)


def test_it_happens_in_every_generator() -> None:
    register()
    assert ours._install in set(signals.generator_init.receivers_for(ANY))
