"""What readers do: write, answer, look before they send."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus
from uuid import uuid4

from flask import Blueprint, Response, render_template, request, url_for
from markupsafe import Markup

from comments_api.avatars import Avatars
from comments_api.conversation.comment import PublicComment, Thread
from comments_api.conversation.limits import Limits
from comments_api.conversation.rendering import FORM_TIME, FormState, render_comment, render_form
from comments_api.floor import Floor
from comments_api.model import Status, Submission
from comments_api.ports import StoreUnavailable
from comments_api.rate_limit import TooMany
from comments_api.submission import (
    AlreadyDecided,
    KeyReused,
    SubmissionRefused,
    Submissions,
    ThreadClosed,
    UnknownParent,
    UnknownThread,
)
from comments_api.validation import LARGEST_ID, InvalidSubmission, validate
from comments_api.web import body, texts
from comments_api.web.answers import private, too_many, typed
from comments_api.web.problem import Problem, known, wants_json
from comments_api.web.texts import gettext as _

_KEY_REUSED = "key-reused"


def blueprint(
    submissions: Submissions, avatars: Avatars, limits: Limits, floor: Floor, *, sends_mail: bool
) -> Blueprint:
    """The routes below /api."""
    pages = _Pages(submissions, avatars, limits, floor, sends_mail)
    routes = Blueprint(
        "comments",
        __name__,
        url_prefix="/api",
        static_folder="scripts",
        static_url_path="/scripts",
    )
    routes.post("/threads/<thread_id>/comments")(pages.submit)
    routes.post("/threads/<thread_id>/preview")(pages.preview)
    routes.get("/threads/<thread_id>/reply")(pages.reply)
    routes.get("/threads/<thread_id>/pass")(pages.pass_)
    return routes


@dataclass(frozen=True, slots=True)
class _Pages:
    submissions: Submissions
    avatars: Avatars
    limits: Limits
    floor: Floor
    sends_mail: bool

    def submit(self, thread_id: str) -> Response:
        """Take in a comment: 303 to its receipt for a form, 201 for JSON."""
        try:
            thread = self._thread(thread_id)  # first: it knows the language to answer in
        except Problem as problem:
            return _without_thread(problem)
        form = body.read_object()  # all of it, however slowly it comes
        with self.floor.taken():
            return self._take_in(thread, form)

    def _take_in(self, thread: Thread, form: dict[str, object]) -> Response:
        try:
            submission = validate(form, thread.id, self.limits, _)
            accepted = self.submissions.submit(thread, submission, request.remote_addr)
        except InvalidSubmission as error:
            return self._refused(thread, form, _invalid(error.errors))
        except TooMany as error:
            return self._refused(thread, form, too_many(error.retry_after))
        except SubmissionRefused as error:
            return self._refused(thread, form, _explained(error))
        except StoreUnavailable as error:
            return self._refused(thread, form, known(503, retry_after=error.retry_after))
        receipt = url_for("owning.receipt", token=accepted.token)
        if body.is_json():
            comment = self._as_it_will_stand(submission, accepted.comment_id, accepted.written_at)
            content = {
                "id": accepted.comment_id,
                "status": Status.PENDING.value,
                "receipt": receipt,
                "folder": accepted.folder,
                "html": render_comment(thread, comment, waits=True),
            }
            answer = Response(json.dumps(content), HTTPStatus.CREATED, mimetype=body.JSON)
        else:
            answer = Response(status=HTTPStatus.SEE_OTHER)
        answer.headers["Location"] = receipt
        return private(answer)

    def preview(self, thread_id: str) -> Response:
        """How a comment would look: nothing is stored. A page with the form, or JSON's `html`."""
        try:
            thread = self._thread(thread_id)
        except Problem as problem:
            return _without_thread(problem)
        form = body.read_object()
        try:
            submission = validate(form, thread.id, self.limits, _)
        except InvalidSubmission as error:
            return self._refused(thread, form, _invalid(error.errors))
        comment = self._as_it_will_stand(submission, 0, self.submissions.now())
        html = render_comment(thread, comment)
        if wants_json():
            return private(Response(json.dumps({"html": html}), mimetype=body.JSON))
        state = self._state(thread, form, {})
        return self._form_page(thread, state, title=_("Preview"), preview=html)

    def reply(self, thread_id: str) -> Response:
        """A page with the comment that is to be answered, and the form."""
        thread = self._thread(thread_id)
        try:
            parent = self._parent(thread, request.args.get("to", ""))
        except UnknownParent as error:
            raise _explained(error) from error
        values = {"submission_key": str(uuid4()), FORM_TIME: self.submissions.form_time(thread)}
        state = FormState(values, {}, parent)
        status = 200 if thread.open else 409
        return self._form_page(thread, state, status=status)

    def pass_(self, thread_id: str) -> Response:
        """What a page's script fetches when somebody begins to write; see scripts/pass.js."""
        thread = self._thread(thread_id)
        content = {
            "form_time": self.submissions.form_time(thread),
            "challenge": self.submissions.challenge(thread),
        }
        return private(Response(json.dumps(content), mimetype=body.JSON))

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
        parent = self.submissions.parent(thread, min(int(given), LARGEST_ID))
        return self.avatars.public(parent)

    def _as_it_will_stand(
        self, submission: Submission, comment_id: int, written_at: datetime
    ) -> PublicComment:
        return PublicComment(
            id=comment_id,
            parent_id=submission.parent_id,
            author=submission.author,
            website=submission.website,
            source=submission.text,
            passage=submission.passage,
            written_at=written_at,
            avatar=self.avatars.seed(submission.author, submission.website),
        )

    def _refused(self, thread: Thread, form: dict[str, object], problem: Problem) -> Response:
        """The problem as JSON, or the form again with everything that was typed."""
        if wants_json():
            return problem.as_json()
        if problem.code == _KEY_REUSED:
            form = {**form, "submission_key": ""}
        errors = dict(problem.errors) or {"": problem.detail}
        state = self._state(thread, form, errors)
        return problem.dressed(self._form_page(thread, state, title=problem.title))

    def _state(self, thread: Thread, form: dict[str, object], errors: dict[str, str]) -> FormState:
        """The form with everything that was typed."""
        values = typed(form)
        values["submission_key"] = values.get("submission_key") or str(uuid4())
        parent = None
        if values.get("parent_id"):
            try:
                parent = self._parent(thread, values["parent_id"])
            except UnknownParent as error:
                errors["parent_id"] = _explained(error).detail
        return FormState(values, errors, parent)

    def _form_page(
        self,
        thread: Thread,
        state: FormState,
        *,
        status: int = 200,
        title: str | None = None,
        preview: Markup | None = None,
    ) -> Response:
        page = render_template(
            "comment_form.html",
            title=title or _("Reply"),
            thread=thread,
            parent=render_comment(thread, state.reply_to, public=True) if state.reply_to else None,
            preview=preview,
            form=render_form(thread, state, self.limits, replies=self.sends_mail),
            # A closed thread has no form to type into, yet nothing typed may be lost.
            typed=None if thread.open else state.values.get("text"),
            errors=() if thread.open else tuple(state.errors.values()),
        )
        return private(Response(page, status))


def _without_thread(problem: Problem) -> Response:
    """No thread, no form; but the words shall not be lost."""
    return problem.as_response(typed=typed(body.read_object()).get("text"))


def _invalid(errors: Mapping[str, str]) -> Problem:
    return Problem(
        422,
        "invalid",
        _("Something is missing or not right"),
        _("The comment was not stored yet. What has to be changed stands beside each field."),
        errors=errors,
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
                409,
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
