"""Which thread belongs to which essay, and what authors can get wrong about it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from comments_api.conversation.thread_id import (
    MAX_LENGTH,
    InvalidThreadId,
    ThreadId,
    parse_thread_id,
    thread_id_for,
)
from plugins.manuscript import Finding, Manuscript, Severity, Translate, nearest
from plugins.manuscript.slug import slugify

CHOICES = ("open", "closed", "off")
"""What an essay's field ``comments`` may say; without it the settings decide."""


@dataclass(frozen=True, slots=True, order=True)
class Claim:
    """An essay's claim to a thread: the one it names, else the one its slug and language give.

    `comments` is the field of that name. `line` is that of the field to look at, 1 when it is not
    known.
    """

    path: Path
    line: int
    thread: str
    slug: str
    lang: str
    comments: str = ""
    title: str = field(default="", compare=False)

    @classmethod
    def of_manuscript(cls, manuscript: Manuscript, default_lang: str) -> Claim | None:
        """What a file claims; None when it is a draft or wants no comments.

        Its `comments` stay empty: that field's value is the editorial check's business.
        """
        if manuscript.value("status") == "draft" or manuscript.value("comments") == "off":
            return None
        return cls.of_text(manuscript, default_lang)

    @classmethod
    def of_text(cls, manuscript: Manuscript, default_lang: str) -> Claim:
        """What a file would claim if it were out and wanted comments."""
        thread = manuscript.value("thread")
        return cls(
            path=manuscript.path,
            line=manuscript.line_of("thread" if thread else "slug"),
            thread=thread,
            slug=manuscript.value("slug") or slugify(manuscript.value("title")),
            lang=manuscript.value("lang", default_lang),
            title=manuscript.value("title"),
        )

    def thread_id(self, default_lang: str) -> ThreadId:
        """The thread claimed. Raises InvalidThreadId."""
        if self.thread:
            return parse_thread_id(self.thread)
        return thread_id_for(self.slug, self.lang, default_lang)


def former_names(manuscripts: Iterable[Manuscript], default_lang: str) -> dict[str, ThreadId]:
    """What essays' discussions were called elsewhere: their ``aliases`` and their ``origin``.

    Drafts have theirs too, so that comments can move in before an essay is out. A name that two
    essays claim means neither.
    """
    found: dict[str, set[ThreadId]] = defaultdict(set)
    for manuscript in manuscripts:
        claim = Claim.of_text(manuscript, default_lang)
        names = [*manuscript.value("aliases").split(","), manuscript.value("origin")]
        with suppress(InvalidThreadId):  # the check tells that
            thread_id = claim.thread_id(default_lang)
            for name in filter(None, map(str.strip, names)):
                found[name].add(thread_id)
    return {name: one for name, (one, *rivals) in found.items() if not rivals}


def check_claims(claims: Iterable[Claim], default_lang: str, _: Translate) -> list[Finding]:
    """Threads that cannot be named so, threads that several essays claim, unknown ``comments``."""
    findings: list[Finding] = []
    claimants: defaultdict[ThreadId, list[Claim]] = defaultdict(list)
    for claim in sorted(claims):
        if claim.comments and claim.comments not in CHOICES:
            findings.append(_unknown_choice(claim, _))
        if not (claim.thread or claim.slug):
            continue  # the editorial check tells that it has no address
        try:
            claimants[claim.thread_id(default_lang)].append(claim)
        except InvalidThreadId as error:
            findings.append(_unnameable(claim, error.text, _))
    for thread_id, rivals in claimants.items():
        findings.extend(
            _contested(claim, rivals[position - 1], thread_id, _)
            for position, claim in enumerate(rivals)
            if len(rivals) > 1
        )
    return findings


@dataclass(frozen=True, slots=True)
class Published:
    """What the exchange folder knows: how many `comments` each published thread has.

    `titles` are those of the threads the service was told of last.
    """

    titles: Mapping[ThreadId, str]
    comments: Mapping[ThreadId, int]


def check_renamed(
    claims: Iterable[Claim], published: Published, default_lang: str, _: Translate
) -> Iterator[Finding]:
    """Discussions that have comments and no essay any more, told at the essay that lost them.

    That is one without comments that has the old title, or nearly the old name. Where there is
    none the essay was taken away, and its comments with it.
    """
    bare: dict[str, Claim] = {}
    claimed: set[ThreadId] = set()
    for claim in claims:
        with suppress(InvalidThreadId):
            thread = claim.thread_id(default_lang)
            claimed.add(thread)
            if thread not in published.comments:
                bare[str(thread)] = claim
    for thread, number in sorted(published.comments.items()):
        if not number or thread in claimed:
            continue
        heir = _heir(thread, published.titles.get(thread, ""), bare)
        if heir:
            yield _renamed(bare.pop(heir), thread, number, _)


def _heir(thread: ThreadId, title: str, bare: Mapping[str, Claim]) -> str | None:
    namesakes = (name for name, claim in bare.items() if title and claim.title == title)
    return next(namesakes, None) or nearest(str(thread), bare)


def _renamed(claim: Claim, thread: ThreadId, number: int, _: Translate) -> Finding:
    return Finding(
        claim.path,
        claim.line,
        1,
        Severity.ERROR,
        "renamed-thread",
        _("The discussion “%(old)s” with its comments (%(number)d) is nobody's any more.")
        % {"old": thread, "number": number},
        _("Add “thread: %(old)s” if it is this essay's; if not, silence this with the reason.")
        % {"old": thread},
        _("Comments know their essay by that name; under another one nobody sees them."),
    )


def _unknown_choice(claim: Claim, _: Translate) -> Finding:
    return Finding(
        claim.path,
        1,
        1,
        Severity.ERROR,
        "unknown-comments",
        _("“%(value)s” is no value for “comments”.") % {"value": claim.comments},
        _("Possible are: %(choices)s.") % {"choices": ", ".join(CHOICES)},
    )


def _unnameable(claim: Claim, text: str, _: Translate) -> Finding:
    return Finding(
        claim.path,
        claim.line,
        1,
        Severity.ERROR,
        "bad-thread",
        _("“%(text)s” cannot name a discussion.") % {"text": text},
        _(
            "Add “thread: …” with lower-case letters, digits and single hyphens, "
            "at most %(longest)d characters."
        )
        % {"longest": MAX_LENGTH},
        _("The name becomes a file name and part of an address."),
    )


def _contested(claim: Claim, rival: Claim, thread_id: ThreadId, _: Translate) -> Finding:
    return Finding(
        claim.path,
        claim.line,
        1,
        Severity.ERROR,
        "duplicate-thread",
        _("The discussion “%(thread)s” also belongs to %(other)s.")
        % {"thread": thread_id, "other": rival.path},
        _("Give one of the two another “thread: …”."),
        _("Comments on one essay would stand under the other."),
    )
