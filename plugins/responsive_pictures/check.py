"""What to tell an author of a picture that the site cannot show."""

from __future__ import annotations

from pathlib import Path

from plugins.manuscript import Finding, Severity, Translate
from plugins.responsive_pictures.develop import MOST_PIXELS, Reason


def unusable(file: Path, reason: Reason, _: Translate) -> Finding:
    """The error for a picture's file."""
    what, remedy, why = {
        Reason.UNREADABLE: (
            _("The picture is broken: it ends too early, or holds what no program can show."),
            _("Export it again from the program that made it."),
            _("Readers would see half of it, or nothing."),
        ),
        Reason.KIND: (
            _("The file is no JPEG, PNG, GIF, WebP or SVG, or its name ends as another's would."),
            _("Save it as JPEG or PNG, and let the name end as what it is."),
            _("AVIF and WebP are made from it when the site is built."),
        ),
        Reason.COLOURS: (
            _("The picture's colours are written in a way that browsers do not read."),
            _("Save it with 8 bits a channel, as RGB or grey."),
            "",
        ),
        Reason.TOO_LARGE: (
            _("The picture has more than %(millions)d million pixels.")
            % {"millions": MOST_PIXELS // 1_000_000},
            _("Make it smaller; 2,500 pixels across are enough for every screen."),
            _("Whoever builds this site would run out of memory."),
        ),
        Reason.TELLS: (
            _("The moving picture carries notes, perhaps of a place or a person."),
            _("Save it without metadata and comments."),
            _("They cannot be taken out here without touching its frames."),
        ),
    }[reason]
    return Finding(file, 1, 1, Severity.ERROR, reason.value, what, remedy, why)


def moving(file: Path, _: Translate) -> Finding:
    """The hint about a moving picture."""
    return Finding(
        file,
        1,
        1,
        Severity.HINT,
        "picture-moves",
        _("The picture moves, and a reader cannot stop it."),
        _("Use a still; where the movement matters, let it end within five seconds."),
        _("What moves beside a text keeps some people from reading it (WCAG 2.2.2)."),
    )
