from __future__ import annotations

from dataclasses import FrozenInstanceError, fields
from pathlib import Path

import pytest

from comments_api.commands import settings_table
from comments_api.config import BadSetting, Config, Mode, described

ROOT = Path(__file__).resolve().parents[2]


def test_without_any_variable_everything_has_its_default() -> None:
    config = Config.from_env({})
    assert config.mode is Mode.PRODUCTION
    assert config.database_url == "sqlite:///var/comments.sqlite3"
    assert config == Config()


def test_an_empty_variable_counts_as_unset() -> None:
    assert Config.from_env({row.name: "" for row in described()}) == Config()


def test_what_is_set_is_read() -> None:
    config = Config.from_env(
        {
            "SPIEGELKABINETT_MODE": "development",
            "DATABASE_URL": "postgres://ute@db/comments",
            "TRUSTED_PROXIES": "1",
            "SITE_DIR": "output",
            "PUBLIC_ORIGIN": "https://spiegelkabinett.example",
            "SITE_SCRIPT": "-",
            "MAX_TEXT_LENGTH": "500",
            "LOG_LEVEL": "DEBUG",
        }
    )
    assert config.mode is Mode.DEVELOPMENT
    assert config.trusted_proxies == 1
    assert config.site_dir == Path("output")
    assert config.public_origin == "https://spiegelkabinett.example"
    assert config.site_script is None
    assert config.limits.text == 500
    assert config.log_level == 10


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SPIEGELKABINETT_MODE", "test"),
        ("COMMENTS_LANGUAGE", "Deutsch"),
        ("DATABASE_URL", "mysql://db/comments"),
        ("DATABASE_URL", "sqlite://"),
        ("DATABASE_URL", "irgendwo"),
        ("DATABASE_BUSY_SECONDS", "0"),
        ("SITE_NAME", "   "),
        ("SITE_STYLESHEET", "https://elsewhere.example/x.css"),
        ("SITE_STYLESHEET", '/"x'),
        ("PUBLIC_ORIGIN", "spiegelkabinett.example"),
        ("PUBLIC_ORIGIN", "https://spiegelkabinett.example/"),
        ("PUBLIC_ORIGIN", "https://Spiegelkabinett.example"),
        ("CORS_ORIGINS", "*"),
        ("CORS_ORIGINS", "https://blog.example, blog.example"),
        ("TRUSTED_PROXIES", "ja"),
        ("TRUSTED_PROXIES", "-1"),
        ("SERVICE_PORT", "0"),
        ("SERVICE_PORT", "65536"),
        ("SERVICE_PORT", "8000.0"),
        ("LOG_LEVEL", "laut"),
        ("LOG_LEVEL", "critical"),
    ],
)
def test_a_bad_value_names_the_variable_and_what_it_takes(name: str, value: str) -> None:
    with pytest.raises(BadSetting) as caught:
        Config.from_env({name: value})
    assert (caught.value.name, caught.value.value) == (name, value)
    assert caught.value.takes
    assert name in str(caught.value)


def test_settings_cannot_be_changed_later() -> None:
    with pytest.raises(FrozenInstanceError):
        Config().port = 1  # type: ignore[misc]  # that is the point


def test_every_setting_is_described_once() -> None:
    names = [row.name for row in described()]
    assert len(names) == len(set(names)) == len(fields(Config))
    assert all(row.about and row.takes for row in described())


def test_the_table_in_the_operators_manual_is_this_one() -> None:
    manual = (ROOT / "docs" / "operating.md").read_text("utf-8")
    begin, end = "<!-- settings -->\n", "\n<!-- /settings -->"
    table = manual.partition(begin)[2].partition(end)[0]
    assert table == settings_table(lambda message: message), (
        "write it anew: COMMENTS_LANGUAGE=en python -m comments_api settings --markdown"
    )
