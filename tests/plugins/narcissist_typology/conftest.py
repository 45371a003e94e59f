from __future__ import annotations

import locale
from collections.abc import Iterator
from pathlib import Path

import pelican
import pytest
from blinker import NamedSignal, Signal
from pelican import signals

from plugins.narcissist_typology import signals as own_signals
from plugins.narcissist_typology.settings import Settings
from tests.plugins.narcissist_typology.tiny_deck import Site, tiny_settings


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return tiny_settings(tmp_path)


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    """Pelican's signals are global; here nobody else is connected, and nobody stays so."""
    for name, value in list(vars(signals).items()):
        if isinstance(value, NamedSignal):
            monkeypatch.setattr(signals, name, NamedSignal(value.name))
    monkeypatch.setattr(own_signals, "findings_wanted", Signal())
    monkeypatch.setattr(pelican.console, "quiet", True)
    spoken = locale.setlocale(locale.LC_ALL)
    yield Site(tmp_path)
    locale.setlocale(locale.LC_ALL, spoken)
