"""The desk's page of the block list."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, g, redirect, render_template, url_for
from werkzeug.wrappers import Response as BaseResponse

from comments_api.blocking import BlockList
from comments_api.model import BlockKind
from comments_api.ports import BlockTaken
from comments_api.spam.block_list import BadPattern
from comments_api.validation import LARGEST_ID
from comments_api.web.texts import gettext as _


def blueprint(block_list: BlockList) -> Blueprint:
    """The routes below /moderation/blocks, behind the desk's own guard."""
    pages = _Pages(block_list)
    routes = Blueprint("blocks", __name__, url_prefix="/blocks")
    routes.get("/")(pages.list)
    routes.post("/")(pages.add)
    routes.post(f"/<int(min=1, max={LARGEST_ID}):block_id>/remove")(pages.remove)
    return routes


@dataclass(frozen=True, slots=True)
class _Pages:
    block_list: BlockList

    def list(self) -> str:
        """The list, and a form for one more."""
        return self._page()

    def add(self) -> BaseResponse | tuple[str, int]:
        """Add an entry."""
        kind, typed = g.form.get("kind", ""), g.form.get("pattern", "")
        if kind not in set(BlockKind):
            return self._page(kind, typed, _("Please choose what the entry is.")), 422
        try:
            self.block_list.add(BlockKind(kind), typed, g.session.moderator_name)
        except BadPattern as error:
            return self._page(kind, typed, _(error.why)), 422
        except BlockTaken:
            return self._page(kind, typed, _("This stands on the list already.")), 409
        return redirect(url_for(".list"), 303)

    def remove(self, block_id: int) -> BaseResponse:
        """Remove an entry; one that is gone already is fine."""
        self.block_list.remove(block_id)
        return redirect(url_for(".list"), 303)

    def _page(self, kind: str = "", typed: str = "", error: str | None = None) -> str:
        return render_template(
            "moderation_blocks.html",
            page="blocks",
            desk=None,
            blocks=self.block_list.all(),
            kind=kind,
            typed=typed,
            error=error,
            notice=None,
        )
