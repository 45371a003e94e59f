"""The secret address of a draft.

It is derived from a key that stays on the machine, so it survives every rebuild, and nobody who
knows the title can guess it: 130 bits of HMAC-SHA256 (RFC 2104), in lower-case base 32 (RFC 4648).
"""

from __future__ import annotations

import hmac
import os
import secrets
from base64 import b32encode
from hashlib import sha256
from pathlib import Path

_LETTERS = 26


def preview_address(key: bytes, slug: str, lang: str, edition: str = "") -> str:
    """The last part of the preview address of the draft `slug` in `lang`.

    Another `edition` is another address: that is how one that got about is withdrawn.
    """
    # A slug holds no space, so no other draft is named like an edition of this one.
    name = f"{lang}/{slug} {edition}" if edition else f"{lang}/{slug}"
    digest = hmac.new(key, name.encode(), sha256).digest()
    return b32encode(digest).decode("ascii").lower()[:_LETTERS]


def preview_key(path: Path) -> bytes:
    """The key kept at `path` (32 bytes), made on first use and readable for its owner only."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        path.parent.mkdir(parents=True, exist_ok=True)
    own = path.with_name(f"{path.name}.{os.getpid()}")
    own.touch(mode=0o600, exist_ok=False)
    own.write_bytes(secrets.token_bytes(32))
    try:
        os.link(own, path)  # whoever comes first wins; two builds at once agree on one key
    except FileExistsError:
        pass
    finally:
        own.unlink()
    return path.read_bytes()
