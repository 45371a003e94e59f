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
from plugins.manuscript.messages import Translate, messages
from plugins.manuscript.rules import RULES
from plugins.manuscript.setting import InvalidSetting, must_be
from plugins.manuscript.structure import check_structure, fault, not_utf8, read_manuscripts

__all__ = [
    "RULES",
    "AuthorError",
    "BrokenManuscripts",
    "Field",
    "Finding",
    "InvalidSetting",
    "Manuscript",
    "Severity",
    "Translate",
    "check_structure",
    "fault",
    "findings_wanted",
    "messages",
    "must_be",
    "nearest",
    "not_utf8",
    "parse_manuscript",
    "read_manuscript",
    "read_manuscripts",
]
