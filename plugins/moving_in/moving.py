"""Moving in: every text is made ready beside its place first, then all are put there.

Nothing that is there is ever overwritten. A text is known by its ``origin``, so its author may
rename, readdress and edit it; a second run finds it, says whether it is still as it came, and
leaves it alone.
"""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from comments_api.conversation.atomic import write_atomically
from comments_api.conversation.foreign_file import Heard
from plugins.manuscript import Translate
from plugins.moving_in.body import Surroundings, body_of
from plugins.moving_in.front_matter import fields_of, file_text
from plugins.moving_in.plan import Destination, House, Plan, make_plan
from plugins.moving_in.uploads import Uploads
from plugins.moving_in.wordpress_export import Blog, Post, posts, survey


@dataclass(frozen=True, slots=True)
class Arrival:
    """One text: its file, whether it came now, was there, or was there and differs; its notes."""

    path: Path
    kind: str
    state: str
    notes: tuple[str, ...]


NEW, UNCHANGED, DIFFERS = "new", "unchanged", "differs"


@dataclass(slots=True)
class Report:
    """What came, what did not, and why. `others` are kinds of entries nobody asked for."""

    blog: Blog
    arrivals: list[Arrival] = field(default_factory=list)
    pictures: int = 0
    unused_pictures: int = 0
    others: Counter[str] = field(default_factory=Counter)

    def count(self, state: str) -> int:
        """How many texts are in this state."""
        return sum(arrival.state == state for arrival in self.arrivals)


def move_in(
    export: Path,
    destination: Destination,
    uploads: Path | None,
    heard: Heard,
    _: Translate,
) -> Report:
    """Take over what an export holds. Raises UnusableExport, having written nothing, and OSError.

    `uploads` is a local copy of the old site's ``wp-content/uploads``, if there is one. `heard` is
    told how far the reading is, from 0 to 1.
    """
    zone = destination.house.zone
    blog = survey(export, lambda share: heard(share / 3))
    plan = make_plan(
        posts(export, zone, lambda share: heard((1 + share) / 3)), blog, destination, _
    )
    report = Report(blog, others=blog.others)
    pictures = Uploads(uploads, destination.pictures)
    around = Surroundings(blog, pictures, plan.target, _)
    destination.essays.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".import-", dir=destination.essays.parent) as folder:
        ready: dict[Path, Path] = {}
        for post in posts(export, zone, lambda share: heard((2 + share) / 3)):
            arrival, text = _arrival(post, around, plan, destination.house)
            report.arrivals.append(arrival)
            if arrival.state == NEW:
                ready[arrival.path] = Path(folder) / str(len(ready))
                ready[arrival.path].write_text(text, encoding="utf-8")
        report.pictures = _put_pictures(pictures.wanted)
        for path, made in ready.items():
            write_atomically(path, made.read_bytes())
    used = set(pictures.wanted.values())
    report.unused_pictures = max(0, len(blog.attachments) - len(used))
    return report


def _arrival(post: Post, around: Surroundings, plan: Plan, house: House) -> tuple[Arrival, str]:
    _ = around.translate
    body = body_of(post, around)
    place = plan.places[post.number]
    for address in place.lost:
        body.notes.append(
            _("Its former address %(address)s cannot lead here: it is taken, or of no use.")
            % {"address": address}
        )
    if place.slug != place.wanted:
        body.notes.append(
            _("Its address “%(wanted)s” is taken; it has “%(slug)s”.")
            % {"wanted": place.wanted, "slug": place.slug}
        )
    fields = fields_of(post, around.blog, body, place, house, _)
    text = file_text(fields, body.markdown)
    if not place.there:
        return Arrival(place.path, post.kind, NEW, tuple(body.notes)), text
    same = place.path.read_text(encoding="utf-8-sig") == text
    return Arrival(place.path, post.kind, UNCHANGED if same else DIFFERS, ()), text


def _put_pictures(wanted: Mapping[Path, Path]) -> int:
    """Copy what is not there yet; returns how many came."""
    came = 0
    for place, file in wanted.items():
        if not place.is_file():
            write_atomically(place, file.read_bytes())
            came += 1
    return came
