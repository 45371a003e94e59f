"""The moderators' desk: log in, see what waits, decide, answer, take back. No script needed."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, Response, g, redirect, render_template, request, url_for
from markupsafe import Markup
from werkzeug.wrappers import Response as BaseResponse

from comments_api.accounts import Accounts, TooSoon, WrongCredentials
from comments_api.avatars import Avatars
from comments_api.conversation.limits import Limits
from comments_api.conversation.rendering import render_comment
from comments_api.difference import difference
from comments_api.model import Status, Verdict
from comments_api.moderation import (
    AlreadySo,
    ChangedMeanwhile,
    DecidedMeanwhile,
    Desk,
    Done,
    InContext,
    Moderation,
    NoEdit,
    UnknownComment,
)
from comments_api.validation import LARGEST_ID, InvalidSubmission, clean_answer
from comments_api.web import body, moderation_session
from comments_api.web.problem import Problem, known
from comments_api.web.texts import gettext as _

SHOWN = 50
"""Comments on one page of the desk."""

LONGEST_REASON = 1000
_DECISIONS = {
    "approve": Status.APPROVED,
    "reject": Status.REJECTED,
    "reopen": Status.PENDING,
}
_SHORT_INTEGER = re.compile("[0-9]{1,18}")
_LISTS = ("waiting", "edits", "held", "decided")


def blueprint(
    moderation: Moderation, accounts: Accounts, avatars: Avatars, limits: Limits
) -> Blueprint:
    """The routes below /moderation."""
    pages = _Pages(moderation, accounts, avatars, limits)
    routes = Blueprint(
        "moderation",
        __name__,
        url_prefix="/moderation",
        static_folder="static",
        static_url_path="/static",
    )
    routes.before_request(pages.guard)
    routes.after_request(_private)
    routes.get("/")(pages.waiting)
    routes.get("/edits")(pages.edits)
    routes.get("/held")(pages.held)
    routes.get("/decided")(pages.decided)
    routes.get("/login")(pages.login_page)
    routes.post("/login")(pages.log_in)
    routes.post("/logout")(pages.log_out)
    comment = f"/comments/<int(min=1, max={LARGEST_ID}):comment_id>"
    routes.get(comment)(pages.one)
    routes.post(f"{comment}/<any(approve,reject,reopen):decision>")(pages.decide)
    routes.post(f"{comment}/edit/<any(approve,reject):decision>")(pages.decide_edit)
    routes.post(f"{comment}/answer")(pages.answer)
    return routes


@dataclass(frozen=True, slots=True)
class _Pages:
    moderation: Moderation
    accounts: Accounts
    avatars: Avatars
    limits: Limits

    def guard(self) -> BaseResponse | None:
        """Let nobody in without a session, and take no form that was not made for it."""
        if request.endpoint in {"moderation.static", "moderation.login_page", "moderation.log_in"}:
            return None
        g.session = moderation_session.current(self.accounts)
        if g.session is None:
            if request.method == "POST":
                raise _session_over()
            return redirect(url_for("moderation.login_page"), 303)
        if request.method == "POST":
            g.form = body.read_form()
            if not moderation_session.form_is_ours(g.form):
                raise _session_over()
        return None

    def login_page(self) -> str:
        """Where a moderator says who it is."""
        return self._login_page()

    def log_in(self) -> BaseResponse | tuple[str, int, dict[str, str]]:
        """Open a session, always a new one."""
        cookie = moderation_session.cookie()
        if cookie is None:
            return self._login_page(), 403, {}
        form = body.read_form()
        name = form.get("name", "")
        try:
            token = self.accounts.log_in(name, form.get("password", ""), request.remote_addr)
        except WrongCredentials:
            error = _("Name and password do not belong together.")
            return self._login_page(name, error), 403, {}
        except TooSoon as refusal:
            error = _("Too many attempts. Please wait %(seconds)s seconds, then try again.") % {
                "seconds": refusal.retry_after
            }
            return self._login_page(name, error), 429, {"Retry-After": str(refusal.retry_after)}
        response = redirect(url_for(".waiting"), 303)
        cookie.set(response, token)
        return response

    def log_out(self) -> BaseResponse:
        """End the session, here and in the database."""
        response = redirect(url_for(".login_page"), 303)
        if cookie := moderation_session.cookie():
            self.accounts.log_out(request.cookies.get(cookie.name, ""))
            cookie.clear(response)
        return response

    def waiting(self) -> str:
        """What waits, in the filter's order or the oldest first."""
        return self._waiting("waiting", Status.PENDING)

    def edits(self) -> str:
        """What writers want changed in public comments, in the same two orders."""
        return self._list("edits", self.moderation.edited(SHOWN, by_score=_by_score()))

    def held(self) -> str:
        """What a machine put aside, in the same two orders."""
        return self._waiting("held", Status.HELD)

    def decided(self) -> str:
        """What was decided lately."""
        return self._list("decided", self.moderation.decided(SHOWN))

    def one(self, comment_id: int) -> str:
        """One comment and all that happened to it."""
        return self._one(self._look_at(comment_id))

    def decide(self, comment_id: int, decision: str) -> BaseResponse:
        """Approve, reject, or take back."""
        verdict = Verdict.NOTHING if decision == "reject" and g.form.get("no_lesson") else None
        try:
            done = self.moderation.decide(
                comment_id,
                _DECISIONS[decision],
                g.session.moderator_name,
                _reason(),
                seen=_seen(),
                seen_as=_seen_as(),
                verdict=verdict,
            )
        except UnknownComment as error:
            raise known(404) from error
        except AlreadySo:
            return _back("already", comment_id)
        except ChangedMeanwhile:
            return _back("changed", comment_id)
        except DecidedMeanwhile:
            return _back("decided", comment_id)
        return _back(decision, comment_id, done)

    def decide_edit(self, comment_id: int, decision: str) -> BaseResponse:
        """Let a writer's change into the page, or not."""
        try:
            done = self.moderation.decide_edit(
                comment_id,
                approve=decision == "approve",
                who=g.session.moderator_name,
                why=_reason(),
                seen=_seen(),
            )
        except UnknownComment as error:
            raise known(404) from error
        except NoEdit:
            return _back("no-edit", comment_id)
        except ChangedMeanwhile:
            return _back("changed", comment_id)
        return _back(f"{decision}-edit", comment_id, done)

    def answer(self, comment_id: int) -> BaseResponse | tuple[str, int]:
        """Answer in the name of the essay's author, who is public at once."""
        entry = self._look_at(comment_id)
        if entry.thread is None:
            raise Problem(
                409,
                "no-thread",
                _("The essay is gone"),
                _("The site has no such discussion any more, so nobody could read an answer."),
            )
        typed = g.form.get("text", "")
        try:
            text = clean_answer(typed, self.limits, _)
        except InvalidSubmission as error:
            return self._one(entry, typed, error.errors), 422
        try:
            done = self.moderation.answer(
                comment_id,
                text,
                entry.thread.author,
                g.session.moderator_name,
                seen=_seen(),
                seen_as=_seen_as(),
            )
        except ChangedMeanwhile:
            changed = _("Its writer changed the comment meanwhile. Please read it again.")
            return self._one(self._look_at(comment_id), typed, {"text": changed}), 409
        except DecidedMeanwhile:
            rejected = _("Somebody rejected the comment meanwhile. An answer would approve it.")
            return self._one(self._look_at(comment_id), typed, {"text": rejected}), 409
        return _back("answer", comment_id, done)

    def _look_at(self, comment_id: int) -> InContext:
        try:
            return self.moderation.look_at(comment_id)
        except UnknownComment as error:
            raise known(404) from error

    def _waiting(self, page: str, status: Status) -> str:
        return self._list(page, self.moderation.waiting(status, SHOWN, by_score=_by_score()))

    def _list(self, page: str, desk: Desk) -> str:
        order = "score" if _by_score() else "age"
        return render_template(
            "moderation_list.html",
            page=page,
            back=f"{page}/{order}",
            desk=desk,
            order=order,
            rendered=self._rendered,
            difference=difference,
            notice=_notice(),
            limits=self.limits,
        )

    def _one(
        self, entry: InContext, typed: str = "", errors: Mapping[str, str] | None = None
    ) -> str:
        return render_template(
            "moderation_comment.html",
            page="comment",
            desk=None,
            entry=entry,
            rendered=self._rendered,
            difference=difference,
            typed=typed,
            errors=errors or {},
            notice=_notice(),
            limits=self.limits,
        )

    def _login_page(self, name: str = "", error: str | None = None) -> str:
        return render_template(
            "moderation_login.html",
            name=name,
            error=error,
            anybody=bool(self.accounts.moderators()),
            protected=moderation_session.cookie() is not None,
        )

    def _rendered(self, entry: InContext) -> Markup | None:
        """The comment as it will stand in the page; None when there is no page to stand on."""
        if entry.thread is None:
            return None
        return render_comment(
            entry.thread,
            self.avatars.public(entry.comment, entry.earlier),
            public=entry.comment.status is Status.APPROVED,
        )


@dataclass(frozen=True, slots=True)
class _Notice:
    """What was just done. `undo`: whether it can be taken back by a button."""

    text: str
    comment_id: int
    undo: bool
    behind: bool


def _by_score() -> bool:
    """Whether the least suspicious come first, not the oldest."""
    return request.args.get("order") != "age"


def _reason() -> str | None:
    return g.form.get("reason", "").strip()[:LONGEST_REASON] or None


def _seen_as() -> Status | None:
    """Where the comment stood when the moderator read it."""
    status = g.form.get("status", "")
    return Status(status) if status in set(Status) else None


def _seen() -> int | None:
    """The revision that the moderator read."""
    revision = g.form.get("revision", "")
    return int(revision) if _SHORT_INTEGER.fullmatch(revision) else None


def _back(what: str, comment_id: int, done: Done | None = None) -> BaseResponse:
    """To the list the moderator came from, in its order, which then says what was done."""
    page, _slash, order = g.form.get("back", "").partition("/")
    query: dict[str, Any] = {
        "done": what,
        "id": comment_id,
        "behind": "1" if done is not None and done.trouble is not None else None,
        "order": "age" if order == "age" else None,
    }
    return redirect(url_for(f".{page if page in _LISTS else 'waiting'}", **query), 303)


def _notice() -> _Notice | None:
    """What the address says was done; only words of our own, whatever it holds."""
    what = request.args.get("done", "")
    comment_id = request.args.get("id", 0, int)
    texts = {
        "approve": _("Comment %(id)s is published."),
        "reject": _("Comment %(id)s is rejected."),
        "reopen": _("Comment %(id)s waits again."),
        "answer": _("Your answer to comment %(id)s is published."),
        "approve-edit": _("The change to comment %(id)s is published."),
        "reject-edit": _("The change to comment %(id)s is rejected; the text so far stays."),
        "no-edit": _("No change to comment %(id)s waits any more."),
        "changed": _("Its writer changed comment %(id)s meanwhile. Please read it again."),
        "decided": _(
            "Somebody else decided about comment %(id)s meanwhile. Please look at it again."
        ),
        "already": _("Comment %(id)s has been decided that way before."),
    }
    if what not in texts or not 0 < comment_id <= LARGEST_ID:
        return None
    return _Notice(
        texts[what] % {"id": comment_id},
        comment_id,
        undo=what in {"approve", "reject"},
        behind=request.args.get("behind") == "1",
    )


def _session_over() -> Problem:
    return Problem(
        403,
        "session-over",
        _("Please log in again"),
        _("Your login has ended, or this page was opened before it began. Nothing was changed."),
    )


def _private(response: Response) -> Response:
    if request.endpoint != "moderation.static":
        response.headers["Cache-Control"] = "no-store"
        response.headers["X-Robots-Tag"] = "noindex"
    return response
