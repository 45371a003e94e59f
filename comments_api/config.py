"""Every setting of the service: its variable, its default and one line of help.

`Config` is the only place that reads the environment. The table in docs/operating.md is made of
its fields, and a test keeps the two alike.
"""

# ruff: noqa: RUF009 _setting is dataclasses.field with the metadata of a setting

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Mapping
from dataclasses import Field, dataclass, field, fields
from enum import StrEnum
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

from comments_api.conversation.limits import Limits

_LONGEST = Limits()


class BadSetting(Exception):
    """A variable holds what the setting does not take. `takes` is a msgid."""

    def __init__(self, name: str, value: str, takes: str) -> None:
        super().__init__(f"{name}={value!r}: takes {takes}")
        self.name = name
        self.value = value
        self.takes = takes


class Mode(StrEnum):
    """What the service is run for. Only development loads demonstrations."""

    PRODUCTION = "production"
    DEVELOPMENT = "development"


class MailSecurity(StrEnum):
    """How the connection to the mail server is encrypted."""

    STARTTLS = "starttls"
    TLS = "tls"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Kind:
    """What a setting takes: how it is read (ValueError if not so) and how that is said (msgid)."""

    takes: str
    read: Callable[[str], Any]


def _(message: str) -> str:
    """Mark a msgid; whoever shows it translates it."""
    return message


def _setting(name: str, default: str, kind: Kind, about: str, *, secret: bool = False) -> Any:
    return field(
        default=kind.read(default),
        repr=not secret,
        metadata={"name": name, "default": default, "kind": kind, "about": about},
    )


def _text(value: str) -> str:
    if not value.strip():
        raise ValueError(value)
    return value


def _whole_number(least: int, most: int) -> Kind:
    def read(value: str) -> int:
        number = int(value)
        if not least <= number <= most:
            raise ValueError(value)
        return number

    return Kind(f"{least}…{most}", read)


def _language(value: str) -> str:
    if not re.fullmatch(r"[a-z]{2,3}(-[A-Za-z0-9]+)*", value):
        raise ValueError(value)
    return value


def _optional_path(value: str) -> Path | None:
    return Path(value) if value else None


def _path(value: str) -> Path:
    return Path(_text(value))


def _database(value: str) -> str:
    try:
        backend = make_url(value.replace("postgres://", "postgresql://", 1)).get_backend_name()
    except ArgumentError as error:
        raise ValueError(value) from error
    if backend not in {"sqlite", "postgresql"} or value in {"sqlite://", "sqlite:///:memory:"}:
        raise ValueError(value)
    return value


def _origin(value: str) -> str | None:
    if not value:
        return None
    parts = urlsplit(value)
    bare = f"{parts.scheme}://{parts.netloc}"
    if parts.scheme not in {"http", "https"} or not parts.hostname or value != bare.lower():
        raise ValueError(value)
    return value


def _origins(value: str) -> tuple[str, ...]:
    named = (_origin(part.strip()) for part in value.split(","))
    return tuple(origin for origin in named if origin)


def _address_path(value: str) -> str | None:
    if value == "-":
        return None
    if not re.fullmatch(r"/[^\s\"'<>]*", value):
        raise ValueError(value)
    return value


def _mail_address(value: str) -> str:
    if value and not re.fullmatch(r"[^@\s<>,;:\"()\[\]\\]+@[a-z0-9-]+(\.[a-z0-9-]+)*", value):
        raise ValueError(value)
    return value


def _log_level(value: str) -> int:
    level = logging.getLevelNamesMapping()[value.upper()]
    if level not in {logging.DEBUG, logging.INFO, logging.WARNING, logging.ERROR}:
        raise ValueError(value)
    return level


_TEXT = Kind(_("a text"), _text)
_PATH = Kind(_("a path"), _path)
_OPTIONAL_PATH = Kind(_("a path, or nothing"), _optional_path)
_ADDRESS = Kind(_("an address that begins with /, or -"), _address_path)
_SECONDS = _whole_number(1, 60)
_CHARACTERS = _whole_number(1, 100_000)


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """The settings, read and checked. Relative paths count from the working directory."""

    mode: Mode = _setting(
        "SPIEGELKABINETT_MODE",
        "production",
        Kind(_("“production” or “development”"), Mode),
        _("What the service is run for; demonstrations load in development only."),
    )
    language: str = _setting(
        "COMMENTS_LANGUAGE",
        "de",
        Kind(_("a language tag such as de or en"), _language),
        _("Language of moderation, commands and pages that belong to no essay."),
    )
    database_url: str = _setting(
        "DATABASE_URL",
        "sqlite:///var/comments.sqlite3",
        Kind(_("sqlite:///path or postgresql://user:password@host/database"), _database),
        _("Where the comments are kept."),
    )
    database_busy_seconds: int = _setting(
        "DATABASE_BUSY_SECONDS",
        "5",
        _SECONDS,
        _("How long a change waits for another before the answer is 503."),
    )
    exchange_dir: Path = _setting(
        "EXCHANGE_DIR",
        "var/exchange",
        _PATH,
        _("The folder that site and service share."),
    )
    secret_file: Path = _setting(
        "SECRET_FILE",
        "var/secret",
        _PATH,
        _("The service's own secret; made at the first start, belongs in the backup."),
    )
    site_dir: Path | None = _setting(
        "SITE_DIR",
        "",
        _OPTIONAL_PATH,
        _("The built site, to be served along with the comments while developing."),
    )
    preview_dir: Path | None = _setting(
        "PREVIEW_DIR",
        "",
        _OPTIONAL_PATH,
        _("What only an author sees while developing; pages then load themselves again."),
    )
    site_name: str = _setting(
        "SITE_NAME",
        "Spiegelkabinett",
        _TEXT,
        _("The site's name on the service's own pages."),
    )
    site_stylesheet: str | None = _setting(
        "SITE_STYLESHEET",
        "/theme/css/site.css",
        _ADDRESS,
        _("The site's style sheet, for the pages that readers see; none: -"),
    )
    site_script: str | None = _setting(
        "SITE_SCRIPT",
        "/theme/js/theme-early.js",
        _ADDRESS,
        _("The site's script that keeps a chosen brightness, for those pages; none: -"),
    )
    site_icon: str | None = _setting(
        "SITE_ICON",
        "/theme/spiegel.svg",
        _ADDRESS,
        _("The site's icon, for those pages; none: -"),
    )
    public_origin: str | None = _setting(
        "PUBLIC_ORIGIN",
        "",
        Kind(_("https://host without a path, or nothing"), _origin),
        _("Where readers find the site; without it, the host a request names counts."),
    )
    cors_origins: tuple[str, ...] = _setting(
        "CORS_ORIGINS",
        "",
        Kind(_("origins such as https://blog.example, separated by commas, or nothing"), _origins),
        _("Sites on other origins whose pages may read and send comments."),
    )
    trusted_proxies: int = _setting(
        "TRUSTED_PROXIES",
        "0",
        _whole_number(0, 10),
        _("How many proxies stand in front; with 0, X-Forwarded-… headers are ignored."),
    )
    host: str = _setting("SERVICE_HOST", "127.0.0.1", _TEXT, _("The address served at."))
    port: int = _setting("SERVICE_PORT", "8000", _whole_number(1, 65535), _("The port served at."))
    socket: Path | None = _setting(
        "SERVICE_SOCKET",
        "",
        _OPTIONAL_PATH,
        _("A Unix socket to serve at, in place of address and port."),
    )
    workers: int = _setting("SERVICE_WORKERS", "2", _whole_number(1, 64), _("Worker processes."))
    threads: int = _setting(
        "SERVICE_THREADS", "8", _whole_number(1, 256), _("Threads of each worker.")
    )
    rate_per_network: int = _setting(
        "RATE_PER_NETWORK",
        "5",
        _whole_number(1, 1_000_000_000),
        _("Comments that one network may send in a window of time."),
    )
    rate_total: int = _setting(
        "RATE_TOTAL",
        "200",
        _whole_number(1, 1_000_000_000),
        _("Comments that all together may send in a window of time."),
    )
    rate_window_minutes: int = _setting(
        "RATE_WINDOW_MINUTES",
        "10",
        _whole_number(1, 720),
        _("Length of that window, in minutes."),
    )
    form_seconds: int = _setting(
        "FORM_SECONDS",
        "3",
        _whole_number(0, 3600),
        _("A comment sent sooner after its form was taken up is put aside; 0 asks for no time."),
    )
    proof_of_work: int = _setting(
        "PROOF_OF_WORK",
        "0",
        _whole_number(0, 1_000_000),
        _("Numbers a device tries at most for a comment, some thousand a second; 0: no work."),
    )
    spam_hold_percent: int = _setting(
        "SPAM_HOLD_PERCENT",
        "95",
        _whole_number(50, 100),
        _("How sure the filter must be to put a comment aside; 100: it only sorts."),
    )
    report_days: int = _setting(
        "REPORT_DAYS",
        "180",
        _whole_number(1, 3650),
        _("How many days a report is kept after its decision, the reporter's address with it."),
    )
    smtp_host: str = _setting(
        "SMTP_HOST",
        "",
        Kind(_("a host, or nothing"), str),
        _("The mail server; without it no mail is sent, and development keeps it in MAIL_DIR."),
    )
    smtp_port: int = _setting(
        "SMTP_PORT", "587", _whole_number(1, 65535), _("The mail server's port.")
    )
    smtp_security: MailSecurity = _setting(
        "SMTP_SECURITY",
        "starttls",
        Kind("starttls, tls, none", MailSecurity),
        _("How the way to the mail server is encrypted; none is for one on the same machine."),
    )
    smtp_user: str = _setting(
        "SMTP_USER",
        "",
        Kind(_("a text, or nothing"), str),
        _("The name to log in to the mail server with, if it wants one."),
    )
    smtp_password: str = _setting(
        "SMTP_PASSWORD",
        "",
        Kind(_("a text, or nothing"), str),
        _("The password for it."),
        secret=True,
    )
    mail_from: str = _setting(
        "MAIL_FROM",
        "",
        Kind(_("an address such as comments@host.example, or nothing"), _mail_address),
        _("The address mails come from; needed with SMTP_HOST."),
    )
    mail_dir: Path = _setting(
        "MAIL_DIR",
        "var/mail",
        _PATH,
        _("Where mails lie while developing without a mail server; to be read at /mail/."),
    )
    mail_days: int = _setting(
        "MAIL_DAYS",
        "30",
        _whole_number(1, 3650),
        _("How many days it is remembered that a mail was sent; its words never are."),
    )
    max_author: int = _setting(
        "MAX_AUTHOR_LENGTH", str(_LONGEST.author), _CHARACTERS, _("Longest name, in characters.")
    )
    max_email: int = _setting(
        "MAX_EMAIL_LENGTH",
        str(_LONGEST.email),
        _CHARACTERS,
        _("Longest e-mail address, in characters."),
    )
    max_website: int = _setting(
        "MAX_WEBSITE_LENGTH",
        str(_LONGEST.website),
        _CHARACTERS,
        _("Longest web address, in characters."),
    )
    max_text: int = _setting(
        "MAX_TEXT_LENGTH", str(_LONGEST.text), _CHARACTERS, _("Longest comment, in characters.")
    )
    max_quote: int = _setting(
        "MAX_QUOTE_LENGTH",
        str(_LONGEST.quote),
        _CHARACTERS,
        _("Longest passage of an essay that a comment may be about, in characters."),
    )
    max_body: int = _setting(
        "MAX_BODY_BYTES",
        "131072",
        _whole_number(1024, 16_777_216),
        _("Largest request, in bytes; a form may need twelve for one character."),
    )
    session_idle_minutes: int = _setting(
        "SESSION_IDLE_MINUTES",
        "120",
        _whole_number(1, 10_080),
        _("How many minutes a moderator's login lasts unused."),
    )
    session_hours: int = _setting(
        "SESSION_HOURS",
        "12",
        _whole_number(1, 168),
        _("How many hours a moderator's login lasts at most."),
    )
    edit_minutes: int = _setting(
        "EDIT_MINUTES",
        "15",
        _whole_number(0, 1440),
        _("How long a writer may mend a comment before a change shows as a correction."),
    )
    erasure_ledger: Path = _setting(
        "ERASURE_LEDGER",
        "var/erasures.jsonl",
        _PATH,
        _("Which comments were erased, without their words; to be replayed after a restore."),
    )
    log_level: int = _setting(
        "LOG_LEVEL",
        "info",
        Kind("debug, info, warning, error", _log_level),
        _("How much is logged; debug also names every page read."),
    )

    @classmethod
    def from_env(cls, environ: Mapping[str, str]) -> Config:
        """The settings in `environ`; an empty variable counts as unset. Raises BadSetting."""
        values = {}
        for item in fields(cls):
            given = environ.get(item.metadata["name"], "")
            if given:
                values[item.name] = _read(item, given)
        config = cls(**values)
        config.check()
        return config

    def check(self) -> None:
        """Whether the settings fit each other. Raises BadSetting."""
        if self.smtp_host and not self.mail_from:
            raise BadSetting("MAIL_FROM", "", _("an address, once SMTP_HOST is set"))
        if self.smtp_host and not self.public_origin:
            raise BadSetting(
                "PUBLIC_ORIGIN", "", _("https://host, once SMTP_HOST is set: mails hold links")
            )
        if self.smtp_user and self.smtp_security is MailSecurity.NONE:
            raise BadSetting("SMTP_SECURITY", "none", _("starttls or tls, once SMTP_USER is set"))

    @property
    def sends_mail(self) -> bool:
        """Whether mails go anywhere."""
        return bool(self.smtp_host) or self.mode is Mode.DEVELOPMENT

    @property
    def links_origin(self) -> str:
        """Where the links in mails lead."""
        return self.public_origin or f"http://{self.host}:{self.port}"

    @property
    def limits(self) -> Limits:
        """How long each field of a comment may be."""
        return Limits(
            author=self.max_author,
            email=self.max_email,
            website=self.max_website,
            text=self.max_text,
            quote=self.max_quote,
        )


def _read(item: Field[Any], given: str) -> Any:
    kind: Kind = item.metadata["kind"]
    try:
        return kind.read(given)
    except (ValueError, KeyError) as error:
        raise BadSetting(item.metadata["name"], given, kind.takes) from error


@dataclass(frozen=True, slots=True)
class Described:
    """A setting for people. `takes` and `about` are msgids."""

    name: str
    default: str
    takes: str
    about: str


def described() -> tuple[Described, ...]:
    """Every setting, in the order of `Config`."""
    return tuple(
        Described(
            item.metadata["name"],
            item.metadata["default"],
            item.metadata["kind"].takes,
            item.metadata["about"],
        )
        for item in fields(Config)
    )
