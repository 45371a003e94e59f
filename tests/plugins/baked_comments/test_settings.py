from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from plugins.baked_comments.settings import Settings
from plugins.manuscript import AuthorError, InvalidSetting

PELICAN = {"DEFAULT_LANG": "de", "TIMEZONE": "Europe/Berlin", "SITEURL": ""}
NOON = datetime(2026, 11, 22, 12, 0, tzinfo=ZoneInfo("Europe/Berlin"))


def parse(**settings: object) -> Settings:
    return Settings.parse({**PELICAN, "BUILD_TIME": NOON, **settings}, str)


def test_without_settings_comments_are_on_and_stay_open():
    assert parse() == Settings(
        enabled=True,
        exchange=Path("var/exchange"),
        close_after=None,
        now=NOON,
        default_lang="de",
        zone="Europe/Berlin",
        site_url="",
        mail=False,
        rules_url="mitreden/",
        privacy_url="datenschutz/",
        imprint_url="impressum/",
    )


def test_settings_are_taken_over():
    settings = parse(
        COMMENTS_ENABLED=False,
        COMMENTS_EXCHANGE="/srv/exchange",
        COMMENTS_CLOSE_AFTER_DAYS=90,
        SITEURL="https://example.org/",
        COMMENTS_MAIL=True,
        COMMENTS_RULES_URL="rules/",
        COMMENTS_PRIVACY_URL="privacy.html",
        COMMENTS_IMPRINT_URL="imprint/",
    )
    assert (settings.rules_url, settings.privacy_url) == ("rules/", "privacy.html")
    assert settings.imprint_url == "imprint/"
    assert settings.mail is True
    assert settings.enabled is False
    assert settings.exchange == Path("/srv/exchange")
    assert settings.close_after == timedelta(days=90)
    assert settings.site_url == "https://example.org"


def test_a_path_may_be_a_path():
    assert parse(COMMENTS_EXCHANGE=Path("/srv/exchange")).exchange == Path("/srv/exchange")


def test_the_moment_of_the_build_may_be_written_out():
    assert parse(BUILD_TIME="2026-11-22T12:00:00+01:00").now == NOON


def test_without_a_moment_it_is_now():
    before = datetime.now(UTC)
    assert before <= parse(BUILD_TIME=None).now <= datetime.now(UTC)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("COMMENTS_ENABLED", "yes"),
        ("COMMENTS_ENABLED", 1),
        ("COMMENTS_ENABLED", None),
        ("COMMENTS_EXCHANGE", ""),
        ("COMMENTS_EXCHANGE", " "),
        ("COMMENTS_EXCHANGE", None),
        ("COMMENTS_CLOSE_AFTER_DAYS", 0),
        ("COMMENTS_CLOSE_AFTER_DAYS", -1),
        ("COMMENTS_CLOSE_AFTER_DAYS", 36_501),
        ("COMMENTS_CLOSE_AFTER_DAYS", True),
        ("COMMENTS_CLOSE_AFTER_DAYS", "90"),
        ("COMMENTS_CLOSE_AFTER_DAYS", 1.5),
        ("COMMENTS_RULES_URL", "/rules/"),
        ("COMMENTS_PRIVACY_URL", "a page"),
        ("COMMENTS_PRIVACY_URL", ""),
        ("COMMENTS_PRIVACY_URL", None),
        ("COMMENTS_IMPRINT_URL", "/imprint/"),
        ("BUILD_TIME", "bald"),
        ("BUILD_TIME", "2026-11-22T12:00:00"),
        ("BUILD_TIME", NOON.replace(tzinfo=None)),
        ("BUILD_TIME", 1_795_345_200),
    ],
)
def test_an_impossible_value_names_its_setting(name, value):
    with pytest.raises(InvalidSetting) as caught:
        parse(**{name: value})
    assert name in str(caught.value)
    assert repr(value) in str(caught.value)
    assert isinstance(caught.value, AuthorError)
