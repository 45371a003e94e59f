"""Whose drawing stands beside a name.

It is made of what everybody reads anyway, the name and the website, and never of the e-mail
address: whoever sends a comment sees its drawing, and could try addresses until two are alike. The
key is why nobody else can look for a name that has another's drawing. Nothing of it is stored.
"""

from __future__ import annotations

import hmac
import json
from collections.abc import Iterable

from comments_api.conversation.avatar import DRAWINGS
from comments_api.conversation.comment import EarlierText, PublicComment
from comments_api.model import StoredComment


class Avatars:
    """The drawings of a service whose secret is `secret`."""

    def __init__(self, secret: bytes) -> None:
        self._key = hmac.digest(secret, b"avatar", "sha256")

    def seed(self, author: str, website: str | None, *, by_author: bool = False) -> int:
        """Of the drawing for this name. No visitor gets the essay's author's by taking the name."""
        written = json.dumps([author, website, by_author]).encode()
        return int.from_bytes(hmac.digest(self._key, written, "sha256")) % DRAWINGS

    def public(self, comment: StoredComment, earlier: Iterable[EarlierText] = ()) -> PublicComment:
        """The part of a comment that anybody may see, with its drawing."""
        seed = self.seed(comment.author, comment.website, by_author=comment.by_author)
        return comment.public(earlier, seed)
