"""The desk's page of reports: what readers say must not stand, in context, and the decision."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from flask import Blueprint, g, redirect, render_template, request, url_for
from markupsafe import Markup
from werkzeug.wrappers import Response as BaseResponse

from comments_api.avatars import Avatars
from comments_api.conversation.rendering import render_comment
from comments_api.conversation.text import UnacceptableText, clean_text
from comments_api.model import Ground, Status
from comments_api.reporting import (
    AlreadyRuled,
    ReportDesk,
    ReportInContext,
    Reports,
    UnknownReport,
)
from comments_api.validation import LARGEST_ID
from comments_api.web.problem import known
from comments_api.web.texts import gettext as _

SHOWN = 50
LONGEST_REASONS = 5000
_CHOICES = {"remove": True, "keep": False}


def blueprint(reports: Reports, avatars: Avatars) -> Blueprint:
    """The routes below /moderation/reports, behind the desk's own guard."""
    pages = _Pages(reports, avatars)
    routes = Blueprint("reports", __name__, url_prefix="/reports")
    routes.get("/")(pages.waiting)
    routes.get("/decided")(pages.decided)
    report = f"/<int(min=1, max={LARGEST_ID}):report_id>"
    routes.get(report)(pages.one)
    routes.post(report)(pages.decide)
    return routes


@dataclass(frozen=True, slots=True)
class _Pages:
    reports: Reports
    avatars: Avatars

    def waiting(self) -> str:
        """What nobody decided yet, oldest first."""
        return self._list("reports", self.reports.waiting(SHOWN))

    def decided(self) -> str:
        """What was decided lately."""
        return self._list("reports_decided", self.reports.decided(SHOWN))

    def one(self, report_id: int) -> str:
        """One report."""
        return self._one(self._look_at(report_id))

    def decide(self, report_id: int) -> BaseResponse | tuple[str, int]:
        """Remove the comment or keep it, with reasons."""
        errors = {}
        choice, ground = g.form.get("outcome", ""), g.form.get("ground", "")
        if choice not in _CHOICES:
            errors["outcome"] = _("Please choose what is to become of the comment.")
        if choice == "remove" and ground not in set(Ground):
            errors["ground"] = _("Please choose what the comment violates.")
        reasons = _clean(g.form.get("reasons", ""))
        if not reasons:
            errors["reasons"] = _("Please give the reasons; the law wants them told.")
        if errors:
            return self._one(self._look_at(report_id), g.form, errors), 422
        try:
            ruled = self.reports.decide(
                report_id,
                remove=_CHOICES[choice],
                ground=Ground(ground) if choice == "remove" else Ground.RULES,
                reasons=reasons,
                who=g.session.moderator_name,
            )
        except UnknownReport as error:
            raise known(404) from error
        except AlreadyRuled:
            return redirect(url_for(".one", report_id=report_id), 303)
        behind = "1" if ruled.done is not None and ruled.done.trouble is not None else None
        return redirect(url_for(".waiting", decided=report_id, behind=behind), 303)

    def _look_at(self, report_id: int) -> ReportInContext:
        try:
            return self.reports.look_at(report_id)
        except UnknownReport as error:
            raise known(404) from error

    def _list(self, page: str, desk: ReportDesk) -> str:
        return render_template(
            "moderation_reports.html",
            page=page,
            desk=None,
            reports=desk,
            rendered=self._rendered,
            values={},
            errors={},
            notice=_notice(),
        )

    def _one(
        self,
        item: ReportInContext,
        values: Mapping[str, str] | None = None,
        errors: Mapping[str, str] | None = None,
    ) -> str:
        return render_template(
            "moderation_report.html",
            page="report",
            desk=None,
            item=item,
            rendered=self._rendered,
            values=values or {},
            errors=errors or {},
            notice=None,
        )

    def _rendered(self, item: ReportInContext) -> Markup | None:
        if item.entry is None or item.entry.thread is None:
            return None
        return render_comment(
            item.entry.thread,
            self.avatars.public(item.entry.comment),
            public=item.entry.comment.status is Status.APPROVED,
        )


@dataclass(frozen=True, slots=True)
class _Notice:
    """What was just done, in the shape that the desk's pages show."""

    text: str
    behind: bool
    undo: bool = False


def _notice() -> _Notice | None:
    report_id = request.args.get("decided", 0, int)
    if not 0 < report_id <= LARGEST_ID:
        return None
    text = _("Report %(id)s is decided; its sender can read it.") % {"id": report_id}
    return _Notice(text, behind=request.args.get("behind") == "1")


def _clean(text: str) -> str:
    try:
        return clean_text(text)[:LONGEST_REASONS]
    except UnacceptableText:
        return ""
