"""Everything that is checked in the body of a text."""

from __future__ import annotations

from collections.abc import Iterator

from plugins.editorial_check.body_links import check_body_links
from plugins.editorial_check.footnotes import check_footnotes
from plugins.editorial_check.headings import check_headings
from plugins.editorial_check.slips import Lengths, check_lengths, check_slips
from plugins.editorial_check.text import Text
from plugins.manuscript import Finding, Translate


def check_body(text: Text, lengths: Lengths, _: Translate) -> Iterator[Finding]:
    """Headings, footnotes, links, slips and lengths of one text."""
    yield from _listing(text, _)
    yield from check_headings(text, _)
    yield from check_footnotes(text, _)
    yield from check_body_links(text, _)
    yield from check_slips(text, _)
    yield from check_lengths(text, lengths, _)


def _listing(text: Text, _: Translate) -> Iterator[Finding]:
    if text.body.open_fence is not None:
        yield text.error(
            text.body.open_fence,
            "open-listing",
            (
                _("A listing begins here and never ends."),
                _("Repeat the same signs on a line of their own where it ends."),
                _("Readers would see the signs, and the code as a text."),
            ),
        )
