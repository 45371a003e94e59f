"""From what a visitor sent to a `Submission`: every field is read by name, cleaned and measured.

Whatever else was sent is dropped here, so no visitor sets a status, a time or an authorship.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from uuid import UUID

from comments_api.conversation.limits import Limits
from comments_api.conversation.passage import Passage, clean_quotation, passage_of
from comments_api.conversation.rendering import FORM_TIME, HONEYPOT, REPLIES
from comments_api.conversation.text import UnacceptableText, clean_line, clean_text
from comments_api.conversation.thread_id import ThreadId
from comments_api.conversation.web_link import is_web_link
from comments_api.model import Ground, Notice, Submission

LARGEST_ID = 2**63 - 1
"""What a database column holds."""

LONGEST_FOLDER_KEY = 100
_AROUND = ("prefix", "suffix")
PROOF = "altcha"
"""Name of the field with the work done; ALTCHA's own name for it."""

_EMAIL = re.compile(r"[^@\s<>,;:\"()\[\]\\]+@[^@\s<>,;:\"()\[\]\\.]+(\.[^@\s<>,;:\"()\[\]\\.]+)+")
_HOST_AND_PATH = re.compile(r"[^\s/:@?#.]+(\.[^\s/:@?#.]+)+([/?#].*)?")
_SHORT_INTEGER = re.compile(r"[0-9]{1,19}", re.ASCII)

Gettext = Callable[[str], str]


class InvalidSubmission(Exception):
    """What was sent is no comment. `errors`: field name → sentence in the thread's language."""

    def __init__(self, errors: Mapping[str, str]) -> None:
        super().__init__(", ".join(errors))
        self.errors = dict(errors)


def validate(
    form: Mapping[str, object], thread_id: ThreadId, limits: Limits, gettext: Gettext
) -> Submission:
    """The submission in `form`, whose values may be anything JSON can say.

    Raises InvalidSubmission with every fault at once.
    """
    reader = _Reader(form, limits, gettext)
    replies = reader.replies()
    submission = Submission(
        thread_id=thread_id,
        parent_id=reader.parent_id(),
        author=reader.author(),
        email=reader.email(required=replies),
        website=reader.website(),
        text=reader.text(),
        passage=reader.passage(),
        key=reader.key(),
        folder=reader.line("folder", LONGEST_FOLDER_KEY) or None,
        replies=replies,
        trapped=bool(reader.line(HONEYPOT)),
        form_time=reader.word(FORM_TIME),
        proof=reader.word(PROOF),
    )
    if reader.errors:
        raise InvalidSubmission(reader.errors)
    return submission


def validate_notice(form: Mapping[str, object], limits: Limits, gettext: Gettext) -> Notice:
    """The notice in `form`, whose values may be anything JSON can say.

    Raises InvalidSubmission with every fault at once.
    """
    reader = _Reader(form, limits, gettext)
    ground = reader.ground()
    explanation = reader.explanation()
    notice = Notice(
        ground=ground,
        explanation=explanation,
        name=reader.line("name", limits.author) or None,
        email=reader.email(),
    )
    reader.good_faith()
    if reader.errors:
        raise InvalidSubmission(reader.errors)
    return notice


def clean_answer(text: object, limits: Limits, gettext: Gettext) -> str:
    """A text alone (an author's answer, a writer's change), held to the same rules.

    Raises InvalidSubmission.
    """
    reader = _Reader({"text": text}, limits, gettext)
    cleaned = reader.text()
    if reader.errors:
        raise InvalidSubmission(reader.errors)
    return cleaned


class _Reader:
    """Reads one form, gathering the errors. A field in error reads as empty."""

    def __init__(self, form: Mapping[str, object], limits: Limits, gettext: Gettext) -> None:
        self._form = form
        self._limits = limits
        self._gettext = gettext
        self.errors: dict[str, str] = {}

    def author(self) -> str:
        _ = self._gettext
        author = self.line("author", self._limits.author)
        if not author and "author" not in self.errors:
            self.errors["author"] = _("Please enter a name. It may be an invented one.")
        return author

    def replies(self) -> bool:
        return bool(self._form.get(REPLIES))  # a box of a form, or true in JSON

    def email(self, *, required: bool = False) -> str | None:
        _ = self._gettext
        email = self.line("email", self._limits.email)
        if email and not _EMAIL.fullmatch(email):
            self.errors["email"] = _(
                "This is not an e-mail address. It looks like name@example.org; "
                "you may also leave the field empty."
            )
        if required and not email and "email" not in self.errors:
            self.errors["email"] = _("Please say where the replies are to be sent.")
        return email or None

    def website(self) -> str | None:
        _ = self._gettext
        website = self.line("website", self._limits.website)
        if _HOST_AND_PATH.fullmatch(website):
            website = f"https://{website}"
        if website and not is_web_link(website):
            self.errors["website"] = _(
                "This is not a web address. It begins with https:// or http://; "
                "you may also leave the field empty."
            )
        return website or None

    def text(self) -> str:
        _ = self._gettext
        text = self._read("text", clean_text, self._limits.text)
        if not text and "text" not in self.errors:
            self.errors["text"] = _("Please write something.")
        return text

    def passage(self) -> Passage | None:
        exact = self._read("quote", clean_quotation, self._limits.quote)
        around = (self._read(f"quote_{side}", clean_quotation, None) for side in _AROUND)
        return passage_of(exact, *around)

    def word(self, name: str) -> str | None:
        """A field that no person types: text as it came, or nothing."""
        value = self._form.get(name)
        return value if isinstance(value, str) and value else None

    def ground(self) -> Ground:
        _ = self._gettext
        value = self._form.get("ground")
        if isinstance(value, str) and value in set(Ground):
            return Ground(value)
        self.errors["ground"] = _("Please choose what the comment violates.")
        return Ground.LAW

    def explanation(self) -> str:
        _ = self._gettext
        explanation = self._read("explanation", clean_text, self._limits.text)
        if not explanation and "explanation" not in self.errors:
            self.errors["explanation"] = _(
                "Please say why. Without reasons nobody can examine the report."
            )
        return explanation

    def good_faith(self) -> None:
        _ = self._gettext
        if not self._form.get("good_faith"):
            self.errors["good_faith"] = _("Without this statement a report cannot be taken.")

    def parent_id(self) -> int | None:
        _ = self._gettext
        value = self._form.get("parent_id")
        if value is None or value == "":
            return None
        if isinstance(value, str) and _SHORT_INTEGER.fullmatch(value):
            value = int(value)
        if isinstance(value, float) and value.is_integer():  # JSON Schema: 7.0 is an integer
            value = int(value)
        if type(value) is int and 0 < value <= LARGEST_ID:
            return value
        self.errors["parent_id"] = _("The comment you are answering does not exist.")
        return None

    def key(self) -> UUID | None:
        _ = self._gettext
        value = self._form.get("submission_key")
        if value is None or value == "":
            return None
        try:
            return UUID(value if isinstance(value, str) else "")
        except ValueError:
            self.errors["submission_key"] = _("“submission_key” must be a UUID.")
            return None

    def line(self, name: str, limit: int | None = None) -> str:
        return self._read(name, clean_line, limit)

    def _read(self, name: str, clean: Callable[[str], str], limit: int | None) -> str:
        _ = self._gettext
        value = self._form.get(name)
        if value is None:
            return ""
        if not isinstance(value, str):
            self.errors[name] = _("This field takes text.")
            return ""
        try:
            cleaned = clean(value)
        except UnacceptableText:
            self.errors[name] = _("This contains characters that do not exist. Please retype it.")
            return ""
        if limit is not None and len(cleaned) > limit:
            self.errors[name] = _(
                "This is too long: %(length)s characters; %(limit)s are allowed."
            ) % {"length": len(cleaned), "limit": limit}
        return cleaned
