"""What is theirs: writers see, edit, keep together, take along and erase what they wrote.

The address of each page is the key to it. A GET changes nothing; every change is a form's button.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from typing import Any

from flask import Blueprint, Response, redirect, render_template, request, url_for
from markupsafe import Markup
from werkzeug.wrappers import Response as BaseResponse

from comments_api.avatars import Avatars
from comments_api.conversation.comment import permalink
from comments_api.conversation.limits import Limits
from comments_api.conversation.rendering import render_comment
from comments_api.erasure import Erased
from comments_api.model import EventKind, Status, Subscription
from comments_api.owning import (
    InAFolder,
    NotEditable,
    NotOwned,
    Owned,
    Owning,
    UnknownFolder,
    UnknownReceipt,
)
from comments_api.rate_limit import TooMany
from comments_api.validation import InvalidSubmission, clean_answer
from comments_api.web import body, texts
from comments_api.web.answers import private, too_many, typed
from comments_api.web.problem import Problem, wants_json
from comments_api.web.texts import gettext as _


def blueprint(owning: Owning, avatars: Avatars, limits: Limits) -> Blueprint:
    """The routes below /api/receipts and /api/folders."""
    pages = _Pages(owning, avatars, limits)
    routes = Blueprint("owning", __name__, url_prefix="/api")
    routes.after_request(_secret)
    routes.register_error_handler(NotOwned, lambda error: _explained(error).as_response())
    receipt, folder = "/receipts/<token>", "/folders/<key>"
    routes.get(receipt)(pages.receipt)
    routes.post(f"{receipt}/text")(pages.edit)
    routes.post(f"{receipt}/folder")(pages.keep)
    routes.post(f"{receipt}/replies/end")(pages.end_replies)
    routes.post(f"{receipt}/erase")(pages.erase)
    routes.get(f"{receipt}/export")(pages.export)
    routes.get(folder)(pages.folder)
    routes.post(f"{folder}/erase")(pages.erase_all)
    routes.get(f"{folder}/export")(pages.export_all)
    return routes


@dataclass(frozen=True, slots=True)
class _Pages:
    owning: Owning
    avatars: Avatars
    limits: Limits

    def receipt(self, token: str) -> Response:
        """What became of a comment, and what its writer may still do."""
        owned = self._look_at(token)
        if wants_json():
            return _json({**_record(owned), "html": self._rendered(owned)})
        return Response(self._page(owned))

    def edit(self, token: str) -> BaseResponse:
        """Change the text: 303 to the receipt. With `preview`, show only how it would look."""
        owned = self._look_at(token)
        form = body.read_object()
        given = form.get("text", "")
        try:
            text = clean_answer(given, self.limits, _)
            if form.get("preview"):
                if wants_json():
                    return _json({"html": self._rendered(owned, text)})
                return Response(self._page(owned, text=typed(form).get("text"), preview=text))
            edited = self.owning.edit(token, text, request.remote_addr)
        except InvalidSubmission as error:
            return self._refused(owned, form, _invalid(error))
        except TooMany as error:
            return self._refused(owned, form, too_many(error.retry_after))
        if wants_json():
            return _json({"edited": edited.value})
        return redirect(url_for(".receipt", token=token, done=edited.value), 303)

    def keep(self, token: str) -> BaseResponse:
        """Put the comment into a folder: 303 to it."""
        self._look_at(token)
        given = typed(body.read_object()).get("folder", "")
        # People paste the folder's address; its key is the last part.
        key = self.owning.keep(token, given.strip().rstrip("/").rsplit("/", 1)[-1])
        if wants_json():
            return _json({"folder": key})
        return redirect(url_for(".folder", key=key), 303)

    def end_replies(self, token: str) -> BaseResponse:
        """No more replies to it by mail: 303 to the receipt."""
        self._look_at(token)
        self.owning.end_replies(token)
        if wants_json():
            return _json({"replies_by_mail": None})
        return redirect(url_for(".receipt", token=token, done="ended"), 303)

    def erase(self, token: str) -> Response:
        """Erase the comment."""
        self._look_at(token)
        return _erased(self.owning.erase(token))

    def export(self, token: str) -> Response:
        """Everything that is kept about the comment, as a file."""
        return _download([self._look_at(token)])

    def folder(self, key: str) -> Response:
        """Everything in a folder."""
        belongings = self.owning.look_into(key)
        if wants_json():
            return _json([_record(owned) for owned in belongings.comments])
        page = render_template(
            "folder.html", belongings=belongings, key=key, rendered=self._rendered, address=_address
        )
        return Response(page)

    def erase_all(self, key: str) -> Response:
        """Erase everything in a folder, and it as well."""
        return _erased(self.owning.erase_all(key))

    def export_all(self, key: str) -> Response:
        """Everything that is kept about a folder's comments, as a file."""
        return _download(self.owning.look_into(key).comments)

    def _look_at(self, token: str) -> Owned:
        owned = self.owning.look_at(token)
        if owned.thread is not None:
            texts.speak(owned.thread.lang)
        return owned

    def _refused(self, owned: Owned, form: dict[str, object], problem: Problem) -> Response:
        if wants_json():
            return problem.as_json()
        error = problem.errors.get("text", problem.detail)
        page = self._page(owned, text=typed(form).get("text"), error=error)
        return problem.dressed(Response(page))

    def _page(
        self,
        owned: Owned,
        *,
        text: str | None = None,
        preview: str | None = None,
        error: str | None = None,
    ) -> str:
        present = owned.edit.source if owned.edit else owned.comment.source
        return render_template(
            "receipt.html",
            owned=owned,
            comment=owned.comment,
            waits=owned.comment.status.waits,
            rendered=self._rendered(owned),
            proposed=None if owned.edit is None else self._rendered(owned, owned.edit.source),
            preview=None if preview is None else self._rendered(owned, preview),
            address=_address(owned),
            text=present if text is None else text,
            error=error,
            done=_done(),
        )

    def _rendered(self, owned: Owned, text: str | None = None) -> Markup | None:
        """The comment as it stands in the page, or with another text; None without an essay."""
        if owned.thread is None:
            return None
        visible = owned.parent is not None and owned.parent.status is Status.APPROVED
        comment = self.avatars.public(owned.comment, owned.earlier)
        if text is not None:
            comment = replace(comment, source=text, earlier=())
        return render_comment(
            owned.thread,
            comment,
            parent=owned.parent.public() if owned.parent and visible else None,
            waits=text is None and owned.comment.status.waits,
            public=owned.comment.status is Status.APPROVED,
        )


def _address(owned: Owned) -> str | None:
    """Where an approved comment stands."""
    if owned.thread is None or owned.comment.status is not Status.APPROVED:
        return None
    return permalink(owned.comment.id)


def _record(owned: Owned) -> dict[str, Any]:
    """What is kept about a comment, for its writer; moderators' names are nobody's business."""
    comment, edit = owned.comment, owned.edit
    return {
        "id": comment.id,
        "thread_id": comment.thread_id,
        "parent_id": comment.parent_id,
        "status": _status(comment.status),
        "author": comment.author,
        "website": comment.website,
        "text": comment.source,
        "passage": comment.passage and asdict(comment.passage),
        "written_at": comment.written_at.isoformat(),
        "url": _address(owned),
        "reason": owned.reason,
        "receipt": url_for("owning.receipt", token=owned.token),
        "earlier": [
            {"text": text.source, "replaced_at": text.replaced_at.isoformat()}
            for text in owned.earlier
        ],
        "replies_by_mail": _wish(owned.subscription),
        "edit": edit and {"text": edit.source, "proposed_at": edit.proposed_at.isoformat()},
        "events": [
            {"kind": event.kind.value, "at": event.at.isoformat()}
            for event in owned.events
            if event.kind is not EventKind.HELD  # see `_status`
        ],
    }


def _wish(subscription: Subscription | None) -> dict[str, str | None] | None:
    if subscription is None:
        return None
    confirmed = subscription.confirmed_at
    return {
        "asked_at": subscription.asked_at.isoformat(),
        "confirmed_at": confirmed.isoformat() if confirmed else None,
    }


def _status(status: Status) -> str:
    """That a machine holds a comment tells spammers what to avoid: it waits like the others."""
    return (Status.PENDING if status.waits else status).value


def _done() -> str | None:
    """What the address says was done; only words of our own, whatever it holds."""
    sentences = {
        "unchanged": _("That is what it says already; nothing was changed."),
        "rewritten": _("Your new text is kept. It waits for approval like the old one."),
        "proposed": _("Your change waits for approval. Until then the text so far stays."),
        "withdrawn": _("Your change is withdrawn. The text stays as it is."),
        "ended": _("Replies to this comment no longer come by mail."),
    }
    return sentences.get(request.args.get("done", ""))


def _json(content: object) -> Response:
    return Response(json.dumps(content, ensure_ascii=False), mimetype=body.JSON)


def _download(comments: Any) -> Response:
    records = [{**_record(owned), "email": owned.comment.email} for owned in comments]
    content = json.dumps(records, ensure_ascii=False, indent=1)
    response = Response(content + "\n", mimetype=body.JSON)
    response.headers["Content-Disposition"] = 'attachment; filename="spiegelkabinett.json"'
    return response


def _erased(erased: Erased) -> Response:
    if wants_json():
        content = {"erased": erased.comment_ids, "behind": bool(erased.behind)}
        return _json(content)
    return Response(render_template("erased.html", erased=erased))


def _secret(response: Response) -> Response:
    # The address is the key: no other site, and no log of ours, may learn it.
    response.headers["Referrer-Policy"] = "strict-origin"
    response.headers["Vary"] = "Accept"
    return private(response)


def _invalid(error: InvalidSubmission) -> Problem:
    return Problem(
        422,
        "invalid",
        _("Something is missing or not right"),
        _("Your change was not kept yet. Everything you typed is still here."),
        errors=error.errors,
    )


_Words = Callable[[], tuple[int, str, str, str]]
_REFUSALS: dict[type[NotOwned], _Words] = {
    UnknownReceipt: lambda: (
        404,
        "unknown-receipt",
        _("No comment under this receipt"),
        _("The receipt is incomplete, or the comment has been deleted."),
    ),
    UnknownFolder: lambda: (
        404,
        "unknown-folder",
        _("No folder at this address"),
        _("The address is incomplete, or everything in the folder has been deleted."),
    ),
    InAFolder: lambda: (
        409,
        "in-a-folder",
        _("It lies in a folder already"),
        _("Your comment lies in another folder. Only you have the address of that one."),
    ),
    NotEditable: lambda: (
        409,
        "not-editable",
        _("This comment can no longer be changed"),
        _("It was not published. You may write another, or delete this one."),
    ),
}


def _explained(refusal: NotOwned) -> Problem:
    return Problem(*_REFUSALS[type(refusal)]())
