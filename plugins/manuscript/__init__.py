"""What an author hands in: front matter, body, and everything that can be wrong with it.

Not a Pelican plugin: the ground the plugins share. It knows files and findings, not Pelican.
"""

from plugins.manuscript.finding import (
    AuthorError,
    BrokenManuscripts,
    Finding,
    Severity,
    findings_wanted,
    nearest,
)
from plugins.manuscript.front_matter import Field, Manuscript, parse_manuscript, read_manuscript

__all__ = [
    "AuthorError",
    "BrokenManuscripts",
    "Field",
    "Finding",
    "Manuscript",
    "Severity",
    "findings_wanted",
    "nearest",
    "parse_manuscript",
    "read_manuscript",
]
