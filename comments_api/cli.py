"""The command line: ``python -m comments_api``. Exit codes: 0 done, 1 not done, 2 wrongly asked."""

from __future__ import annotations

import argparse
import logging
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NoReturn

from comments_api import abuse_commands, commands, logs, moving
from comments_api.app import Service, assemble
from comments_api.commands import Terminal
from comments_api.config import BadSetting, Config
from comments_api.conversation.exchange import ExchangeError
from comments_api.conversation.language import catalogue
from comments_api.model import BlockKind, Ground
from comments_api.ports import BrokenStore, FilesUnavailable, StoreUnavailable
from comments_api.storage.erasure_ledger import BrokenLedger
from comments_api.storage.secret_file import UnusableSecret
from comments_api.validation import LARGEST_ID

Command = Callable[[Terminal, Service, argparse.Namespace], int]


_TROUBLE = (
    BrokenStore,
    StoreUnavailable,
    UnusableSecret,
    ExchangeError,
    FilesUnavailable,
    BrokenLedger,
)


def main(argv: Sequence[str]) -> int:
    """Run one command and return its exit code."""
    terminal = _terminal(os.environ.get("COMMENTS_LANGUAGE") or "de")
    arguments = _parser(terminal).parse_args(argv)
    try:
        return _run(terminal, arguments)
    except BadSetting as error:
        _complain_setting(terminal, error)
        return 2
    except _TROUBLE as error:
        terminal.complain(_explained(terminal, error))
        return 1
    except BrokenPipeError:  # whoever read along has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        return 130


def _run(terminal: Terminal, arguments: argparse.Namespace) -> int:
    if arguments.command == "settings":
        return commands.settings(terminal, arguments)
    config = Config.from_env(os.environ)
    if arguments.command == "serve":
        from comments_api import serving  # noqa: PLC0415 the other commands need no server

        return serving.serve(terminal, config, arguments)
    if arguments.command == "demo" and commands.refuse_demonstration(terminal, config):
        return 1
    logs.configure(max(config.log_level, logging.WARNING))
    service = assemble(config)
    try:
        run: Command = arguments.run
        return run(terminal, service, arguments)
    finally:
        service.close()


def _terminal(language: str) -> Terminal:
    translations = catalogue(language, Path(__file__).parent)
    return Terminal(language, translations.gettext, translations.ngettext)


def _complain_setting(terminal: Terminal, error: BadSetting) -> None:
    _ = terminal.gettext
    terminal.complain(
        _(
            "%(name)s is set to “%(value)s”, but takes: %(takes)s.\n"
            "→ All settings: python -m comments_api settings"
        )
        % {"name": error.name, "value": error.value, "takes": _(error.takes)}
    )


def _explained(
    terminal: Terminal,
    error: BrokenStore
    | StoreUnavailable
    | UnusableSecret
    | ExchangeError
    | FilesUnavailable
    | BrokenLedger,
) -> str:
    """What is wrong, where, and how to mend it."""
    _ = terminal.gettext
    match error:
        case BrokenStore():
            return f"{error.where}: {_(error.what) % error.values}\n→ {_(error.remedy)}"
        case StoreUnavailable():
            what = _("The database cannot be used at the moment (%(reason)s).")
            remedy = _("Nothing was changed. Look at the disk and at DATABASE_URL, then try again.")
            return f"{what % {'reason': error.reason}}\n→ {remedy}"
        case UnusableSecret():
            remedy = _("Restore SECRET_FILE from the backup, or remove it to have a new one made.")
            return f"{error.path}: {_(error.reason)}\n→ {remedy}"
        case ExchangeError():
            return str(error)
        case FilesUnavailable():
            remedy = _("Nothing was changed. Give the service the right to this file, or space.")
            return f"{error.where}: {error.reason}\n→ {remedy}"
        case BrokenLedger():
            remedy = _("Nothing was changed. Mend or remove that line, then run this again.")
            return f"{error.path}:{error.line}: {_(error.reason)}\n→ {remedy}"


class _Parser(argparse.ArgumentParser):
    """A parser that says briefly what it did not understand, and where help is."""

    def error(self, message: str) -> NoReturn:
        self.exit(2, f"{self.prog}: {message}\n→ {self.prog} --help\n")


def _parser(terminal: Terminal) -> argparse.ArgumentParser:
    _ = terminal.gettext
    parser = _new(terminal, "python -m comments_api", _("The commenting service's commands."))
    sub = parser.add_subparsers(
        dest="command", required=True, metavar=_("COMMAND"), title=_("Commands"),
        parser_class=_Parser,
    )  # fmt: skip

    def command(name: str, run: Command | None, about: str) -> argparse.ArgumentParser:
        made = sub.add_parser(name, add_help=False, help=about, description=about)
        _add_help(terminal, made)
        made.set_defaults(run=run)
        return made

    serve = command("serve", None, _("Serve the comments, and in development the site."))
    serve.add_argument("--host", help=_("Address; else SERVICE_HOST."))
    serve.add_argument("--port", help=_("Port; else SERVICE_PORT."))
    serve.add_argument("--socket", help=_("Unix socket in place of both; else SERVICE_SOCKET."))

    _add_moderator_commands(terminal, command("moderator", None, _("Who may moderate.")))

    pending = command("pending", commands.pending, _("List what waits for a decision."))
    which = pending.add_mutually_exclusive_group()
    which.add_argument("--held", action="store_true", help=_("What a machine put aside."))
    which.add_argument("--edits", action="store_true", help=_("What writers want changed."))
    pending.add_argument(
        "--by-age", action="store_true", help=_("The oldest first, not the least suspicious.")
    )
    pending.add_argument("--limit", type=int, default=1000, help=_("At most so many."))
    _add_json(terminal, pending)

    show = command("show", commands.show, _("Show a comment and what happened to it."))
    _add_id(terminal, show)
    _add_json(terminal, show)

    approve = command("approve", commands.decide, _("Publish comments."))
    _add_ids(terminal, approve)
    reject = command("reject", commands.decide, _("Reject comments."))
    _add_ids(terminal, reject)
    for made in (approve, reject):
        made.add_argument(
            "--edit", action="store_true", help=_("The change its writer wants, not the comment.")
        )
    reject.add_argument("--reason", help=_("Why; the writer sees it."))
    reject.add_argument(
        "--not-spam", action="store_true", help=_("The filter learns nothing from it.")
    )

    answer = command(
        "answer", commands.answer, _("Answer a comment with the text on standard input.")
    )
    _add_id(terminal, answer)
    answer.add_argument(
        "--as", dest="name", metavar="NAME", help=_("In whose name; else the essay's author.")
    )

    erase = command("erase", commands.erase, _("Erase comments for good; replies to them stay."))
    erase.add_argument(
        "ids", metavar="ID", nargs="*", type=_comment_id, help=_("The comments' numbers.")
    )
    erase.add_argument(
        "--email", metavar=_("ADDRESS"), help=_("All comments sent with this address.")
    )
    command(
        "replay-erasures",
        commands.replay_erasures,
        _("After a restore: erase again what was erased since the backup."),
    )
    _add_report_commands(terminal, command("report", None, _("What readers reported.")))
    _add_block_commands(terminal, command("block", None, _("The block list.")))
    _add_spam_commands(terminal, command("spam", None, _("The filter.")))

    _add_moving(
        terminal,
        command("export", moving.export, _("Print every discussion, for other programs.")),
        command("import", moving.import_, _("Take over discussions from another system.")),
    )

    publish = command("publish", commands.publish, _("Publish what is not published yet."))
    publish.add_argument("--all", action="store_true", help=_("Everything anew."))

    command("tidy", commands.tidy, _("Forget what is over; serve does this by itself."))

    _add_mail_commands(terminal, command("mail", None, _("What is sent by mail.")))

    _add_demo_commands(terminal, command("demo", None, _("The demonstration discussion.")))

    settings = command("settings", None, _("Print every setting."))
    settings.add_argument("--markdown", action="store_true", help=_("As a table."))
    _add_json(terminal, settings)
    return parser


def _add_moderator_commands(terminal: Terminal, parent: argparse.ArgumentParser) -> None:
    _ = terminal.gettext
    command = _subcommands(terminal, parent)
    add = command("add", commands.add_moderator, _("Create an account."))
    change = command("password", commands.change_password, _("Change a password."))
    remove = command("remove", commands.remove_moderator, _("Close an account."))
    for made in (add, change, remove):
        made.add_argument("name", metavar="NAME", help=_("The name to log in with."))
    for made in (add, change):
        how = made.add_mutually_exclusive_group()
        how.add_argument(
            "--password-stdin",
            action="store_true",
            help=_("Read the password from standard input."),
        )
        how.add_argument(
            "--generate", action="store_true", help=_("Draw a password and show it once.")
        )
    _add_json(terminal, command("list", commands.list_moderators, _("List the accounts.")))


def _add_moving(
    terminal: Terminal, out: argparse.ArgumentParser, into: argparse.ArgumentParser
) -> None:
    _ = terminal.gettext
    out.add_argument(
        "--format",
        choices=moving.FORMATS,
        default="json",
        help=_("json: everything, and back again; wxr: for WordPress; mbox: for mail programs."),
    )
    out.add_argument(
        "--with-emails", action="store_true", help=_("mbox: with the writers' private addresses.")
    )
    into.add_argument("system", choices=moving.SYSTEMS, help=_("Where the file comes from."))
    into.add_argument("file", type=Path, help=_("The file; packed with gzip is fine."))
    into.add_argument(
        "--map",
        action="append",
        type=moving.thread_for_name,
        metavar=_("OLD=THREAD"),
        help=_("The old discussion OLD (its number, id or address) is THREAD here."),
    )
    into.add_argument(
        "--zone",
        type=moving.zone,
        default=moving.DEFAULT_ZONE,
        metavar=_("ZONE"),
        help=_("The time zone of times that say none; else %(zone)s.")
        % {"zone": moving.DEFAULT_ZONE},
    )


def _add_report_commands(terminal: Terminal, parent: argparse.ArgumentParser) -> None:
    _ = terminal.gettext
    command = _subcommands(terminal, parent)
    waiting = command("list", abuse_commands.list_reports, _("List the reports that wait."))
    waiting.add_argument("--decided", action="store_true", help=_("Those that were decided."))
    waiting.add_argument("--limit", type=int, default=1000, help=_("At most so many."))
    _add_json(terminal, waiting)
    decide = command("decide", abuse_commands.decide_report, _("Decide a report."))
    decide.add_argument("id", metavar="ID", type=_comment_id, help=_("The report's number."))
    outcome = decide.add_mutually_exclusive_group(required=True)
    outcome.add_argument(
        "--remove",
        choices=[ground.value for ground in Ground],
        help=_("Remove the comment, because it violates the law or the rules."),
    )
    outcome.add_argument("--keep", action="store_true", help=_("Keep the comment."))
    decide.add_argument(
        "--reason", required=True, help=_("Why; the reporter and the writer see it.")
    )


def _add_block_commands(terminal: Terminal, parent: argparse.ArgumentParser) -> None:
    _ = terminal.gettext
    command = _subcommands(terminal, parent)
    _add_json(terminal, command("list", abuse_commands.list_blocks, _("List the entries.")))
    add = command("add", abuse_commands.add_block, _("Add entries."))
    add.add_argument(
        "kind", choices=[kind.value for kind in BlockKind], help=_("What the entries are.")
    )
    add.add_argument(
        "patterns", metavar="ENTRY", nargs="+", help=_("kredit*, casino.example, 203.0.113.0/24 …")
    )
    remove = command("remove", abuse_commands.remove_block, _("Take an entry off the list."))
    remove.add_argument("id", metavar="ID", type=_comment_id, help=_("The entry's number."))


def _add_mail_commands(terminal: Terminal, parent: argparse.ArgumentParser) -> None:
    _ = terminal.gettext
    command = _subcommands(terminal, parent)
    command("send", commands.send_mail, _("Send what is due; serve does this by itself."))
    listed = command("list", commands.list_mails, _("List the outbox, the newest mail first."))
    listed.add_argument("--limit", type=int, default=100, help=_("At most so many."))
    _add_json(terminal, listed)


def _add_spam_commands(terminal: Terminal, parent: argparse.ArgumentParser) -> None:
    _ = terminal.gettext
    command = _subcommands(terminal, parent)
    command("retrain", abuse_commands.retrain, _("Learn all decisions anew, and sort what waits."))
    explain = command("explain", abuse_commands.explain, _("Show what moved the filter."))
    _add_id(terminal, explain)
    _add_json(terminal, explain)


def _subcommands(
    terminal: Terminal, parent: argparse.ArgumentParser
) -> Callable[[str, Command, str], argparse.ArgumentParser]:
    _ = terminal.gettext
    sub = parent.add_subparsers(required=True, metavar=_("COMMAND"), title=_("Commands"))

    def command(name: str, run: Command, about: str) -> argparse.ArgumentParser:
        made = sub.add_parser(name, add_help=False, help=about, description=about)
        _add_help(terminal, made)
        made.set_defaults(run=run)
        return made

    return command


def _add_demo_commands(terminal: Terminal, parent: argparse.ArgumentParser) -> None:
    _ = terminal.gettext
    sub = parent.add_subparsers(required=True, metavar=_("COMMAND"), title=_("Commands"))
    load = sub.add_parser("load", add_help=False, help=_("Load it, approved."))
    _add_help(terminal, load)
    load.set_defaults(run=commands.load_demonstration)
    load.add_argument(
        "file", nargs="?", type=Path, default=commands.DISCUSSION, help=_("Another discussion.")
    )
    load.add_argument(
        "--published",
        type=commands.moment_with_zone,
        metavar=_("TIME"),
        help=_("When the essay appeared (ISO 8601); the comments' times count from there."),
    )
    remove = sub.add_parser("remove", add_help=False, help=_("Erase exactly it."))
    _add_help(terminal, remove)
    remove.set_defaults(run=commands.remove_demonstration)


def _new(terminal: Terminal, prog: str, about: str) -> _Parser:
    parser = _Parser(prog=prog, description=about, add_help=False)
    _add_help(terminal, parser)
    return parser


def _add_help(terminal: Terminal, parser: argparse.ArgumentParser) -> None:
    _ = terminal.gettext
    parser.add_argument("-h", "--help", action="help", help=_("Show this help."))


def _add_json(terminal: Terminal, parser: argparse.ArgumentParser) -> None:
    _ = terminal.gettext
    parser.add_argument("--json", action="store_true", help=_("As JSON, for programs."))


def _add_id(terminal: Terminal, parser: argparse.ArgumentParser) -> None:
    _ = terminal.gettext
    parser.add_argument("id", metavar="ID", type=_comment_id, help=_("The comment's number."))


def _add_ids(terminal: Terminal, parser: argparse.ArgumentParser) -> None:
    _ = terminal.gettext
    parser.add_argument(
        "ids", metavar="ID", nargs="+", type=_comment_id, help=_("The comments' numbers.")
    )


def _comment_id(text: str) -> int:
    number = int(text.removeprefix("#"))
    if not 0 < number <= LARGEST_ID:
        raise ValueError(text)
    return number
