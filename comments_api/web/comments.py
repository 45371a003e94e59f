"""What readers do: write, answer, look at their receipt."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus
from uuid import uuid4

from flask import Blueprint, Response, render_template, request, url_for

from comments_api.conversation.comment import PublicComment, Thread
from comments_api.conversation.limits import Limits
from comments_api.conversation.rendering import FormState, render_comment, render_form
from comments_api.model import Status
from comments_api.ports import StoreUnavailable
from comments_api.rate_limit import TooMany
from comments_api.submission import (
    AlreadyDecided,
    KeyReused,
    Seen,
    SubmissionRefused,
    Submissions,
    ThreadClosed,
    UnknownParent,
    UnknownThread,
)
from comments_api.validation import LARGEST_ID, InvalidSubmission, validate
from comments_api.web import body, texts
from comments_api.web.problem import Problem, known, wants_json
from comments_api.web.texts import gettext as _

_KEY_REUSED = "key-reused"


def blueprint(submissions: Submissions, limits: Limits) -> Blueprint:
    """The routes below /api."""
    pages = _Pages(submissions, limits)
    routes = Blueprint("comments", __name__, url_prefix="/api")
    routes.post("/threads/<thread_id>/comments")(pages.submit)
    routes.get("/threads/<thread_id>/reply")(pages.reply)
    routes.get("/receipts/<token>")(pages.receipt)
    return routes


@dataclass(frozen=True, slots=True)
class _Pages:
    submissions: Submissions
    limits: Limits

    def submit(self, thread_id: str) -> Response:
        """Take in a comment: 303 to its receipt for a form, 201 for JSON."""
        try:
            thread = self._thread(thread_id)  # first: it knows the language to answer in
        except Problem as problem:  # no thread, no form; but the words shall not be lost
            return problem.as_response(typed=_typed(body.read_object()).get("text"))
        form = body.read_object()
        try:
            submission = validate(form, thread.id, self.limits, _)
            accepted = self.submissions.submit(thread, submission, request.remote_addr)
        except InvalidSubmission as error:
            return self._refused(thread, form, _invalid(error.errors))
        except TooMany as error:
            return self._refused(thread, form, _too_many(error.retry_after))
        except SubmissionRefused as error:
            return self._refused(thread, form, _explained(error))
        except StoreUnavailable as error:
            return self._refused(thread, form, known(503, retry_after=error.retry_after))
        receipt = url_for(".receipt", token=accepted.token)
        answer = Response(status=HTTPStatus.SEE_OTHER)
        if body.is_json():
            content = {
                "id": accepted.comment_id,
                "status": Status.PENDING.value,
                "receipt": receipt,
            }
            answer = Response(json.dumps(content), HTTPStatus.CREATED, mimetype=body.JSON)
        answer.headers["Location"] = receipt
        return _private(answer)

    def reply(self, thread_id: str) -> Response:
        """A page with the comment that is to be answered, and the form."""
        thread = self._thread(thread_id)
        try:
            parent = self._parent(thread, request.args.get("to", ""))
        except UnknownParent as error:
            raise _explained(error) from error
        state = FormState({"submission_key": str(uuid4())}, {}, parent)
        status = 200 if thread.open else 409
        return self._form_page(thread, state, status=status)

    def receipt(self, token: str) -> Response:
        """What became of a comment, for whoever holds its receipt."""
        seen = self.submissions.look_up(token)
        if seen is None:
            raise Problem(
                404,
                "unknown-receipt",
                _("No comment under this receipt"),
                _("The receipt is incomplete, or the comment has been deleted."),
            )
        if seen.thread is not None:
            texts.speak(seen.thread.lang)
        response = _receipt_as_json(seen) if wants_json() else _receipt_as_page(seen)
        # The address is the key to the comment: no other site, and no log of ours, may learn it.
        response.headers["Referrer-Policy"] = "strict-origin"
        response.headers["Vary"] = "Accept"
        return _private(response)

    def _thread(self, thread_id: str) -> Thread:
        try:
            thread = self.submissions.thread(thread_id)
        except UnknownThread as error:
            raise _explained(error) from error
        texts.speak(thread.lang)
        return thread

    def _parent(self, thread: Thread, given: str) -> PublicComment:
        if not (given.isascii() and given.isdigit()) or len(given) > len(str(LARGEST_ID)):
            raise UnknownParent(given)
        return self.submissions.parent(thread, min(int(given), LARGEST_ID)).public()

    def _refused(self, thread: Thread, form: dict[str, object], problem: Problem) -> Response:
        """The problem as JSON, or the form again with everything that was typed."""
        if wants_json():
            return problem.as_json()
        typed = _typed(form)
        if not typed.get("submission_key") or problem.code == _KEY_REUSED:
            typed["submission_key"] = str(uuid4())
        errors = dict(problem.errors) or {"": problem.detail}
        parent = None
        if typed.get("parent_id"):
            try:
                parent = self._parent(thread, typed["parent_id"])
            except UnknownParent as error:
                errors["parent_id"] = _explained(error).detail
        state = FormState(typed, errors, parent)
        return problem.dressed(self._form_page(thread, state, title=problem.title))

    def _form_page(
        self, thread: Thread, state: FormState, *, status: int = 200, title: str | None = None
    ) -> Response:
        page = render_template(
            "comment_form.html",
            title=title or _("Reply"),
            thread=thread,
            parent=render_comment(thread, state.reply_to) if state.reply_to else None,
            form=render_form(thread, state, self.limits),
            # A closed thread has no form to type into, yet nothing typed may be lost.
            typed=None if thread.open else state.values.get("text"),
            errors=() if thread.open else tuple(state.errors.values()),
        )
        return _private(Response(page, status))


def _receipt_as_json(seen: Seen) -> Response:
    comment = seen.comment
    content = {
        "id": comment.id,
        "thread_id": comment.thread_id,
        "parent_id": comment.parent_id,
        "status": Status.PENDING.value if comment.status.waits else comment.status.value,
        "author": comment.author,
        "text": comment.source,
        "written_at": comment.written_at.isoformat(),
        "url": _address(seen),
        "reason": seen.reason,
    }
    return Response(json.dumps(content, ensure_ascii=False), mimetype=body.JSON)


def _receipt_as_page(seen: Seen) -> Response:
    comment = seen.comment
    parent = seen.parent.public() if seen.parent and seen.parent.status is Status.APPROVED else None
    rendered = render_comment(seen.thread, comment.public(), parent=parent) if seen.thread else None
    page = render_template(
        "receipt.html",
        comment=comment,
        rendered=rendered,
        thread=seen.thread,
        waits=comment.status.waits,
        address=_address(seen),
        reason=seen.reason,
    )
    return Response(page)


def _address(seen: Seen) -> str | None:
    """Where an approved comment stands."""
    if seen.thread is None or seen.comment.status is not Status.APPROVED:
        return None
    return f"{seen.thread.url}#kommentar-{seen.comment.id}"


def _private(response: Response) -> Response:
    response.headers["Cache-Control"] = "no-store"
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def _typed(form: dict[str, object]) -> dict[str, str]:
    """The texts of a form, to be shown again; half a surrogate pair becomes a question mark."""
    return {
        name: value.encode("utf-8", "replace").decode()
        for name, value in form.items()
        if isinstance(value, str)
    }


def _invalid(errors: Mapping[str, str]) -> Problem:
    return Problem(
        422,
        "invalid",
        _("Something is missing or not right"),
        _("The comment was not stored yet. What has to be changed stands beside each field."),
        errors=errors,
    )


def _too_many(retry_after: int) -> Problem:
    minutes = -(-retry_after // 60)
    return Problem(
        429,
        "too-many",
        _("A little slower, please"),
        texts.ngettext(
            "Many comments came from your network just now. "
            "Please send yours again in %(minutes)s minute.",
            "Many comments came from your network just now. "
            "Please send yours again in %(minutes)s minutes.",
            minutes,
        )
        % {"minutes": minutes},
        retry_after=retry_after,
    )


def _explained(refusal: SubmissionRefused) -> Problem:
    match refusal:
        case UnknownThread():
            return Problem(
                404,
                "unknown-thread",
                _("No such discussion"),
                _("This site has no discussion of that name."),
            )
        case ThreadClosed():
            return Problem(
                409,
                "thread-closed",
                _("This discussion is closed"),
                _("This discussion takes no more comments. Reading remains allowed."),
            )
        case UnknownParent():
            sentence = _(
                "The comment you are answering is not here, or not any more. "
                "You may send yours as a comment of its own."
            )
            return Problem(
                422,
                "unknown-parent",
                _("Something is missing or not right"),
                sentence,
                errors={"parent_id": sentence},
            )
        case KeyReused():
            return Problem(
                422,
                _KEY_REUSED,
                _("Something is missing or not right"),
                _("This form was already used for another comment. Please send it once more."),
            )
        case AlreadyDecided():
            return Problem(
                409,
                "already-decided",
                _("This comment has already arrived"),
                _("The same comment was sent a few minutes ago and has been dealt with since."),
            )
    raise AssertionError(refusal)  # pragma: no cover a refusal without words
