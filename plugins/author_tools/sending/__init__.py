"""Sending a published site on, to where the setting PUBLISH_TO says."""

from __future__ import annotations

from collections.abc import Callable

from plugins.author_tools.sending.destination import CannotSend, Sender, Sent
from plugins.author_tools.sending.rsync import Rsync

__all__ = ["CannotSend", "Sender", "Sent", "sender_to"]

_S3 = "s3://"


def sender_to(target: str, _: Callable[[str], str]) -> Sender:
    """What sends a folder to `target`: ``s3://bucket/folder``, else whatever rsync understands.

    Raises CannotSend when what it takes is not installed, or `target` names no place.
    """
    if target.startswith(_S3):
        try:
            from plugins.author_tools.sending.s3 import S3  # noqa: PLC0415 its library is an extra
        except ModuleNotFoundError as error:
            raise CannotSend(
                _(
                    "PUBLISH_TO asks for an S3 store, and what speaks to one is not installed.\n"
                    "    → .venv/bin/python -m pip install --require-hashes -r requirements/s3.txt"
                )
            ) from error
        return S3.at(target.removeprefix(_S3), _)
    return Rsync.at(target, _)
