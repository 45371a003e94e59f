"""Curves through points, as short SVG path data.

Points are complex numbers (x to the right, y downwards, in units of the drawing). Path data is
written in whole units and relative steps; each step starts from the rounded point before, so
rounding never adds up.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

Point = complex

# The paints. Each is a custom property of the page with a fallback for places without its style
# sheet, such as feed readers. Ink is the drawing's own `color`, because it is used most.
INK = "currentColor"
INK_COLOUR = "var(--portrait-ink,#1b1a1f)"
FACE = "var(--portrait-face,#fbf6ea)"
GLASS = "var(--portrait-glass,#bccabf)"
RAYS = "var(--portrait-rays,#f6f1e7)"
FRAME = "var(--portrait-frame,#c39a46)"
BLUSH = "var(--portrait-blush,#a8283a)"


def curve(points: Sequence[Point], *, closed: bool = False) -> str:
    """A smooth curve through `points`: uniform Catmull-Rom splines, written as cubic Béziers.

    The two handles at a point lie opposite each other, so every Bézier after the first can leave
    its first handle to SVG, which takes the mirrored one.
    """
    count = len(points)
    path = _Path(points[0])
    for index in range(count if closed else count - 1):
        before, start, end, after = (
            points[(index + step) % count if closed else min(max(index + step, 0), count - 1)]
            for step in (-1, 0, 1, 2)
        )
        first, second = start + (end - before) / 6, end - (after - start) / 6
        if index:
            path.step("s", second, end)
        else:
            path.step("c", first, second, end)
    return path.written(closed=closed)


def lines(points: Iterable[Point], *, closed: bool = False) -> str:
    """Straight lines from point to point."""
    first, *others = points
    path = _Path(first)
    for point in others:
        path.step("l", point)
    return path.written(closed=closed)


def dots(places: Iterable[Point]) -> str:
    """A line of no length at each place; a wide stroke with round ends makes it a disc."""
    return "".join(f"M{_numbers(_rounded(place))}h0" for place in places)


def swelling(spine: Sequence[Point], widths: Sequence[float]) -> list[Point]:
    """The outline of a stroke along `spine` that is `widths[i]` units wide at its i-th point.

    Made for closed curves: burin lines that begin thin, swell and end thin. A width of 0 gives
    one point, a tip.
    """
    sides: list[Point] = []
    back: list[Point] = []
    last = len(spine) - 1
    for index, (point, width) in enumerate(zip(spine, widths, strict=True)):
        along = spine[min(index + 1, last)] - spine[max(index - 1, 0)]
        across = along / (abs(along) or 1) * 1j * width / 2
        sides.append(point + across)
        if width:
            back.append(point - across)
    return [*sides, *reversed(back)]


class _Path:
    """Path data in the making; `_at` is the rounded point the pen is on."""

    def __init__(self, start: Point) -> None:
        self._at = _rounded(start)
        self._parts = [f"M{_numbers(self._at)}"]
        self._command = ""

    def written(self, *, closed: bool) -> str:
        return "".join(self._parts) + ("z" if closed else "")

    def step(self, command: str, *points: Point) -> None:
        """One more segment, its last point being where it ends."""
        steps = _numbers(*(_rounded(point) - self._at for point in points))
        if command != self._command:
            self._parts.append(command)
        elif not steps.startswith("-"):
            self._parts.append(" ")
        self._parts.append(steps)
        self._command = command
        self._at = _rounded(points[-1])


def _rounded(point: Point) -> Point:
    return complex(round(point.real), round(point.imag))


def _numbers(*points: Point) -> str:
    """``12-3 4 5``: a minus sign separates as well as a space does."""
    numbers = [f"{int(part)}" for point in points for part in (point.real, point.imag)]
    return " ".join(numbers).replace(" -", "-")
