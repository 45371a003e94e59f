"""Sending by rsync, to another folder or another machine."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from plugins.author_tools.sending.destination import CannotSend, Sent

_OPTIONS = (
    "--recursive",
    "--times",
    "--chmod=D755,F644",
    "--delay-updates",  # files take their places together, when all have arrived
    "--delete-after",
    "--timeout=60",
    "--itemize-changes",
)
_TRAVELLED = re.compile(r"^[<>]f", re.MULTILINE)
_DELETED = re.compile(r"^\*deleting +\S.*[^/]$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Rsync:
    """rsync(1) to `target`: a folder, ``host:folder`` or ``rsync://host/module``."""

    command: str
    target: str
    translate: Callable[[str], str]

    @classmethod
    def at(cls, target: str, _: Callable[[str], str]) -> Rsync:
        """Raises CannotSend when there is no rsync, or `target` could be taken for an option."""
        command = shutil.which("rsync")
        if command is None:
            raise CannotSend(
                _(
                    "PUBLISH_TO asks for rsync, and there is none on this machine.\n"
                    "    → Debian: sudo apt install rsync"
                )
            )
        if target.startswith("-"):
            raise CannotSend(
                _("PUBLISH_TO cannot be %(target)s: that is no address.\n    → host:/folder")
                % {"target": target}
            )
        return cls(command, target, _)

    def send(self, site: Path) -> Sent:
        """Send what differs in size or time. Raises CannotSend."""
        done = subprocess.run(  # noqa: S603 the operator's own target, and no shell
            [self.command, *_OPTIONS, f"{site}/", self.target],
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            raise CannotSend(done.stderr.strip() or f"rsync: {done.returncode}")
        return Sent(len(_TRAVELLED.findall(done.stdout)), len(_DELETED.findall(done.stdout)))
