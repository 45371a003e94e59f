"""What readers do when a comment must not stand: report it, look at the receipt."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus

from flask import Blueprint, Response, render_template, request, url_for

from comments_api.avatars import Avatars
from comments_api.conversation.limits import Limits
from comments_api.conversation.rendering import render_comment
from comments_api.ports import StoreUnavailable
from comments_api.rate_limit import TooMany
from comments_api.reporting import NothingToReport, Reportable, Reports, SeenReport
from comments_api.validation import LARGEST_ID, InvalidSubmission, validate_notice
from comments_api.web import body, texts
from comments_api.web.answers import private, typed
from comments_api.web.problem import Problem, known, wants_json
from comments_api.web.texts import gettext as _

_DIGITS = len(str(LARGEST_ID))


def blueprint(reports: Reports, avatars: Avatars, limits: Limits) -> Blueprint:
    """The routes below /api."""
    pages = _Pages(reports, avatars, limits)
    routes = Blueprint("reports", __name__, url_prefix="/api")
    report = "/comments/<comment_id>/report"
    routes.get(report)(pages.form)
    routes.post(report)(pages.submit)
    routes.get("/reports/<token>")(pages.receipt)
    return routes


@dataclass(frozen=True, slots=True)
class _Pages:
    reports: Reports
    avatars: Avatars
    limits: Limits

    def form(self, comment_id: str) -> Response:
        """The comment in question, and the form."""
        return self._form_page(self._reportable(comment_id), {}, {})

    def submit(self, comment_id: str) -> Response:
        """Take in a report: 303 to its receipt for a form, 201 for JSON."""
        reportable = self._reportable(comment_id)  # first: it knows the language to answer in
        form = body.read_object()
        try:
            notice = validate_notice(form, self.limits, _)
            token = self.reports.submit(reportable.comment.id, notice, request.remote_addr)
        except InvalidSubmission as error:
            return self._refused(reportable, form, _invalid(error.errors))
        except TooMany as error:
            return self._refused(reportable, form, _too_many(error.retry_after))
        except NothingToReport as error:  # it went while the report was written
            raise _nothing_to_report() from error
        except StoreUnavailable as error:
            return self._refused(reportable, form, known(503, retry_after=error.retry_after))
        receipt = url_for(".receipt", token=token)
        answer = Response(status=HTTPStatus.SEE_OTHER)
        if body.is_json():
            answer = Response(json.dumps({"receipt": receipt}), 201, mimetype=body.JSON)
        answer.headers["Location"] = receipt
        return private(answer)

    def receipt(self, token: str) -> Response:
        """What became of a report, for whoever holds its receipt."""
        seen = self.reports.look_up(token)
        if seen is None:
            raise Problem(
                404,
                "unknown-receipt",
                _("No report under this receipt"),
                _("The receipt is incomplete, or its time is over and the report was erased."),
            )
        if seen.thread is not None:
            texts.speak(seen.thread.lang)
        if wants_json():
            content = json.dumps(_as_json(seen), ensure_ascii=False)
            response = Response(content, mimetype=body.JSON)
        else:
            response = Response(render_template("report_receipt.html", seen=seen))
        # The address is the key to the report: no other site may learn it.
        response.headers["Referrer-Policy"] = "strict-origin"
        response.headers["Vary"] = "Accept"
        return private(response)

    def _reportable(self, comment_id: str) -> Reportable:
        """The comment of this number. Whatever is no number of one is answered like an unknown."""
        if not (comment_id.isascii() and comment_id.isdigit()) or len(comment_id) > _DIGITS:
            raise _nothing_to_report()
        try:
            reportable = self.reports.reportable(min(int(comment_id), LARGEST_ID))
        except NothingToReport as error:
            raise _nothing_to_report() from error
        texts.speak(reportable.thread.lang)
        return reportable

    def _refused(
        self, reportable: Reportable, form: Mapping[str, object], problem: Problem
    ) -> Response:
        """The problem as JSON, or the form again with everything that was typed."""
        if wants_json():
            return problem.as_json()
        errors = dict(problem.errors) or {"": problem.detail}
        return problem.dressed(self._form_page(reportable, typed(dict(form)), errors))

    def _form_page(
        self, reportable: Reportable, values: Mapping[str, str], errors: Mapping[str, str]
    ) -> Response:
        comment = self.avatars.public(reportable.comment)
        page = render_template(
            "report_form.html",
            thread=reportable.thread,
            comment=comment,
            rendered=render_comment(reportable.thread, comment, public=True),
            values=values,
            errors=errors,
            first=next(iter(errors), None),
            limits=self.limits,
        )
        return private(Response(page))


def _as_json(seen: SeenReport) -> dict[str, object]:
    report = seen.report
    return {
        "comment_id": report.comment_id,
        "thread_id": report.thread_id,
        "ground": report.ground.value,
        "explanation": report.explanation,
        "sent_at": report.sent_at.isoformat(),
        "outcome": report.outcome and report.outcome.value,
        "reasons": report.reasons,
        "decided_at": report.decided_at and report.decided_at.isoformat(),
    }


def _nothing_to_report() -> Problem:
    return Problem(
        404,
        "nothing-to-report",
        _("There is no such comment"),
        _("The comment is not public, or not any more. There is nothing left to report."),
    )


def _invalid(errors: Mapping[str, str]) -> Problem:
    return Problem(
        422,
        "invalid",
        _("Something is missing or not right"),
        _("The report was not stored yet. What has to be changed stands beside each field."),
        errors=errors,
    )


def _too_many(retry_after: int) -> Problem:
    minutes = -(-retry_after // 60)
    return Problem(
        429,
        "too-many",
        _("A little slower, please"),
        texts.ngettext(
            "Many reports came just now. Please send yours again in %(minutes)s minute.",
            "Many reports came just now. Please send yours again in %(minutes)s minutes.",
            minutes,
        )
        % {"minutes": minutes},
        retry_after=retry_after,
    )
