"""Where a page says what it weighs: nobody knows before it is written, so a place is kept."""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import unescape
from pathlib import Path

from plugins.page_weight.weighing import Site, first_visit

_PLACE = re.compile('<data class="page-weight" value="([^"]+)">…</data>')
_SPACE = "\u202f"


def fill_in(folder: Path, names: Iterable[str], site: Site) -> None:
    """Fill the places in these pages of `folder`; what they load lies in `site`.

    A page that holds its own weight is weighed with its place still empty. In whole kilobytes
    that makes no difference worth another round.
    """
    weights: dict[str, int] = {}

    def filled(place: re.Match[str]) -> str:
        name = unescape(place[1])
        if name not in weights:
            weights[name] = first_visit(site, (folder / name).read_bytes())
        weight = weights[name]
        return f'<data class="page-weight" value="{weight}">{round(weight / 1000)}{_SPACE}kB</data>'

    for name in sorted(names):  # a text's folder before index.html, which tells of it, too
        path = folder / name
        html = path.read_text("utf-8")
        if (told := _PLACE.sub(filled, html)) != html:
            path.write_text(told, "utf-8")
