"""The commands against abuse: reports, block list, filter. See `commands` for exit codes."""

from __future__ import annotations

from argparse import Namespace

from comments_api.app import Service
from comments_api.commands import Terminal, tell_trouble, unknown, who
from comments_api.model import Block, BlockKind, Ground, Report
from comments_api.moderation import UnknownComment
from comments_api.ports import BlockTaken
from comments_api.reporting import AlreadyRuled, UnknownReport
from comments_api.spam.bayes import ENOUGH
from comments_api.spam.block_list import BadPattern

# Reports


def list_reports(terminal: Terminal, service: Service, arguments: Namespace) -> int:
    """The reports that wait, or were decided."""
    _ = terminal.gettext
    reports = service.reports
    desk = (reports.decided if arguments.decided else reports.waiting)(arguments.limit)
    for item in desk.entries:
        if arguments.json:
            terminal.say_json(_report_record(item.report))
            continue
        _say_report(terminal, item.report)
        if item.entry is None:
            terminal.say("    " + _("The comment has been erased since."))
        else:
            terminal.say(f"    > {' '.join(item.entry.comment.source.split())}")
        terminal.say()
    if not arguments.json:
        terminal.say(
            terminal.ngettext("%(number)s report waits.", "%(number)s reports wait.", desk.waiting)
            % {"number": desk.waiting}
        )
    return 0


def decide_report(terminal: Terminal, service: Service, arguments: Namespace) -> int:
    """Remove the comment reported, or keep it."""
    _ = terminal.gettext
    reasons = arguments.reason.strip()
    if not reasons:
        terminal.complain(_("Please give the reasons; the law wants them told."))
        return 1
    try:
        ruled = service.reports.decide(
            arguments.id,
            remove=arguments.remove is not None,
            ground=Ground(arguments.remove or Ground.RULES),
            reasons=reasons,
            who=who(),
        )
    except UnknownReport:
        terminal.complain(
            _("There is no report %(id)s. What waits: python -m comments_api report list")
            % {"id": arguments.id}
        )
        return 1
    except AlreadyRuled:
        terminal.complain(_("Report %(id)s has been decided before.") % {"id": arguments.id})
        return 1
    terminal.say(_("Report %(id)s is decided; its sender can read it.") % {"id": arguments.id})
    return 0 if ruled.done is None else tell_trouble(terminal, ruled.done)


def _report_record(report: Report) -> dict[str, object]:
    return {
        "id": report.id,
        "comment_id": report.comment_id,
        "thread_id": report.thread_id,
        "ground": report.ground.value,
        "explanation": report.explanation,
        "name": report.name,
        "email": report.email,
        "sent_at": report.sent_at.isoformat(),
        "outcome": report.outcome and report.outcome.value,
        "decided_ground": report.decided_ground and report.decided_ground.value,
        "reasons": report.reasons,
        "decided_by": report.decided_by,
        "decided_at": report.decided_at and report.decided_at.isoformat(),
    }


def _say_report(terminal: Terminal, report: Report) -> None:
    _ = terminal.gettext
    violates = {
        Ground.LAW: _("violates the law"),
        Ground.RULES: _("violates the house rules"),
    }[report.ground]
    about = _("comment %(id)s") % {"id": report.comment_id}
    terminal.say(f"#{report.id}  {about}: {violates}  ({terminal.moment(report.sent_at)})")
    by = ", ".join(filter(None, (report.name, report.email)))
    if by:
        terminal.say("    " + _("by %(author)s") % {"author": by})
    for line in report.explanation.splitlines():
        terminal.say(f"    {line}".rstrip())
    if report.outcome is not None:
        terminal.say(f"    {report.outcome.value}, {report.decided_by}: {report.reasons}")


# Block list


def list_blocks(terminal: Terminal, service: Service, arguments: Namespace) -> int:
    """Every entry."""
    _ = terminal.gettext
    blocks = service.block_list.all()
    for block in blocks:
        if arguments.json:
            terminal.say_json(_block_record(block))
        else:
            since = f"{block.who}, {terminal.moment(block.at)}"
            terminal.say(f"#{block.id}  {block.kind.value}  {block.pattern}  ({since})")
    if not blocks and not arguments.json:
        terminal.say(_("The list is empty."))
    return 0


def add_block(terminal: Terminal, service: Service, arguments: Namespace) -> int:
    """Add entries; what cannot be added does not stop the others."""
    _ = terminal.gettext
    code = 0
    for typed in arguments.patterns:
        try:
            pattern = service.block_list.add(BlockKind(arguments.kind), typed, who())
        except BadPattern as error:
            terminal.complain(f"{typed}: {_(error.why)}")
            code = 1
        except BlockTaken:
            terminal.complain(f"{typed}: {_('This stands on the list already.')}")
            code = 1
        else:
            terminal.say(_("“%(entry)s” is on the list.") % {"entry": pattern})
    return code


def remove_block(terminal: Terminal, service: Service, arguments: Namespace) -> int:
    """Take an entry off the list."""
    _ = terminal.gettext
    if service.block_list.remove(arguments.id):
        terminal.say(_("Entry %(id)s is off the list.") % {"id": arguments.id})
        return 0
    terminal.complain(
        _("There is no entry %(id)s. The list: python -m comments_api block list")
        % {"id": arguments.id}
    )
    return 1


def _block_record(block: Block) -> dict[str, object]:
    return {
        "id": block.id,
        "kind": block.kind.value,
        "pattern": block.pattern,
        "who": block.who,
        "at": block.at.isoformat(),
    }


# Filter


def retrain(terminal: Terminal, service: Service, _arguments: Namespace) -> int:
    """Learn all decisions anew."""
    _ = terminal.gettext
    learned = service.spam_filter.retrain(service.store)
    terminal.say(
        _("Learned: %(wanted)s approved, %(unwanted)s rejected.")
        % {"wanted": learned.wanted, "unwanted": learned.unwanted}
    )
    if min(learned.wanted, learned.unwanted) < ENOUGH:
        terminal.say(_("It says something from %(enough)s of each on.") % {"enough": ENOUGH})
    return 0


def explain(terminal: Terminal, service: Service, arguments: Namespace) -> int:
    """What the filter thinks of a comment, and why."""
    _ = terminal.gettext
    try:
        opinion = service.moderation.look_at(arguments.id).opinion
    except UnknownComment as error:
        terminal.complain(unknown(terminal, error))
        return 1
    if arguments.json:
        reasons = [
            {
                "kind": reason.clue.kind.value,
                "shown": reason.clue.shown,
                "weight": round(reason.weight, 3),
            }
            for reason in opinion.reasons
        ]
        percent = opinion.percent if opinion.learned_enough else None
        terminal.say_json({"percent": percent, "score": opinion.score, "reasons": reasons})
        return 0
    if not opinion.learned_enough:
        terminal.say(_("It says something from %(enough)s of each on.") % {"enough": ENOUGH})
        return 0
    words = _("filter: %(percent)s %% like what was rejected")
    terminal.say(words % {"percent": opinion.percent})
    for reason in opinion.reasons:
        terminal.say(f"  {reason.weight:+5.1f}  {reason.clue.kind.value}  {reason.clue.shown}")
    return 0
