"""The service's own secret: drawn once, kept in a file that only the service may read."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

BYTES = 32


def _(message: str) -> str:
    """Mark a msgid; whoever shows it translates it."""
    return message


class UnusableSecret(Exception):
    """The file is there but holds no secret, or cannot be read or made.

    Carries `path`, and `reason`: a msgid or the system's own words.
    """

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(f"{path}: {reason}")
        self.path = path
        self.reason = reason


def read_or_make_secret(path: Path) -> bytes:
    """The secret in `path`, drawn now if there is none. Raises UnusableSecret.

    Processes that start together agree: the file appears complete or not at all, once.
    """
    try:
        if not path.exists():
            _make(path)
        secret = bytes.fromhex(path.read_text("ascii"))
    except OSError as error:
        raise UnusableSecret(path, str(error.strerror)) from error
    except ValueError as error:
        raise UnusableSecret(path, _("this is not a secret of this program")) from error
    if len(secret) < BYTES:
        raise UnusableSecret(path, _("the secret is too short"))
    return secret


def _make(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f".{path.name}.{secrets.token_hex(8)}.tmp")
    descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        os.write(descriptor, secrets.token_hex(BYTES).encode() + b"\n")
        os.fsync(descriptor)
        os.link(temporary, path)  # fails, other than a rename, when another was first
    except FileExistsError:
        pass
    finally:
        os.close(descriptor)
        temporary.unlink(missing_ok=True)
