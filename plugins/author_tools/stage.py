"""What the preview tells its reader's browser: that something is new, or what is wrong."""

from __future__ import annotations

import json
import secrets
from pathlib import Path

from comments_api.conversation.atomic import write_atomically

STATE = "state.json"


class Stage:
    """A folder with the pages that only an author sees, and the state of what is shown.

    The state is a JSON object: ``version``, another one whenever a browser should load its page
    again, and ``trouble``, what is to be mended, empty when nothing is.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._trouble = ""
        self._run = secrets.token_hex(4)
        self._number = 0
        self._tell()

    def is_new(self) -> None:
        """Something else is to be seen, and nothing is wrong."""
        self._trouble = ""
        self._tell()

    def is_as_before(self) -> None:
        """A build changed nothing to be seen."""
        if self._trouble:
            self.is_new()

    def is_broken(self, trouble: str) -> None:
        """What an author has to mend, told in the page; the page itself stays."""
        self._trouble = trouble
        self._tell()

    def _tell(self) -> None:
        self._number += 1
        state = {"version": f"{self._run}-{self._number}", "trouble": self._trouble}
        write_atomically(self.folder / STATE, json.dumps(state).encode())
