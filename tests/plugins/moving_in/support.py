"""A place to move into, and a way to move."""

from __future__ import annotations

from pathlib import Path
from zoneinfo import ZoneInfo

from plugins.moving_in.moving import Report, move_in
from plugins.moving_in.plan import Destination, House

HOUSE = House(ZoneInfo("Europe/Berlin"), "de", "Leopold Amalgam", "Vermischtes")
PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 20


def destination(root: Path) -> Destination:
    return Destination(
        essays=root / "content" / "essays",
        pages=root / "content" / "seiten",
        pictures=root / "content" / "bilder",
        house=HOUSE,
        reserved=frozenset({"archiv"}),
        can_lead=lambda address: "'" not in address,
        address=lambda kind, slug: f"/{slug}/" if kind == "page" else f"/essays/{slug}/",
    )


def move(root: Path, content: str, uploads: Path | None = None) -> Report:
    root.mkdir(exist_ok=True)
    export = root / "export.xml"
    export.write_text(content, "utf-8")
    return move_in(export, destination(root), uploads, lambda _share: None, str)


def files(root: Path) -> dict[str, str]:
    content = root / "content"
    return {
        path.relative_to(content).as_posix(): path.read_text("utf-8")
        for path in sorted(content.rglob("*.md"))
    }
