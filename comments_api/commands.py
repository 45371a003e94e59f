"""What each command does. A command returns its exit code: 0 done, 1 not (all) done."""

from __future__ import annotations

import getpass
import json
import secrets
import sys
from argparse import Namespace
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from difflib import unified_diff
from pathlib import Path
from typing import Any

from comments_api import demonstration
from comments_api.accounts import (
    LONGEST_NAME,
    LONGEST_PASSWORD,
    SHORTEST_PASSWORD,
    BadName,
    BadPassword,
    NameInUse,
    UnknownModerator,
)
from comments_api.app import Service
from comments_api.config import Config, Mode, described
from comments_api.conversation.language import primary_subtag
from comments_api.dates import day_and_time
from comments_api.erasure import Erased
from comments_api.exporting import record_of
from comments_api.mailing import Fate
from comments_api.model import Mail, Status, Verdict
from comments_api.moderation import AlreadySo, Done, InContext, NoEdit, UnknownComment
from comments_api.publication import NotPublished, Report
from comments_api.validation import InvalidSubmission, clean_answer

DISCUSSION = Path(__file__).with_name("demo") / "discussion.json"
_EXCERPT = 500


@dataclass(frozen=True, slots=True)
class Terminal:
    """Where a command speaks, and in which language."""

    language: str
    gettext: Callable[[str], str]
    ngettext: Callable[[str, str, int], str]

    def say(self, text: str = "") -> None:
        """A line of what was asked for."""
        sys.stdout.write(f"{text}\n")

    def complain(self, text: str) -> None:
        """A line about what went wrong."""
        sys.stderr.write(f"{text}\n")

    def say_json(self, content: object) -> None:
        """One line of JSON."""
        self.say(json.dumps(content, ensure_ascii=False))

    def moment(self, at: datetime) -> str:
        """Day and time as people write them."""
        return day_and_time(at, primary_subtag(self.language))


# Settings


def settings(terminal: Terminal, arguments: Namespace) -> int:
    """Print every setting."""
    _ = terminal.gettext
    rows = described()
    if arguments.json:
        terminal.say_json([asdict(row) for row in rows])
    elif arguments.markdown:
        terminal.say(settings_table(_))
    else:
        for row in rows:
            terminal.say(f"{row.name}={row.default}")
            terminal.say(f"    {_(row.about)}")
            terminal.say("    " + _("Takes: %(takes)s") % {"takes": _(row.takes)})
    return 0


def settings_table(gettext: Callable[[str], str]) -> str:
    """Every setting as a table in Markdown, for docs/operating.md."""
    _ = gettext
    head = [_("Variable"), _("Default"), _("Takes"), _("What for")]
    body = [
        [f"`{row.name}`", f"`{row.default}`" if row.default else "", _(row.takes), _(row.about)]
        for row in described()
    ]
    lines = [head, ["---"] * len(head), *body]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


# Moderators


def add_moderator(terminal: Terminal, service: Service, arguments: Namespace) -> int:
    """Create an account."""
    _ = terminal.gettext
    password = _password(terminal, arguments)
    if password is None:
        return 2
    try:
        name = service.accounts.add(arguments.name, password)
    except BadName:
        terminal.complain(_("A name has 1 to %(longest)s characters.") % {"longest": LONGEST_NAME})
        return 1
    except BadPassword:
        terminal.complain(_bad_password(terminal, password))
        return 1
    except NameInUse:
        terminal.complain(
            _("“%(name)s” may moderate already. Choose another name.") % {"name": arguments.name}
        )
        return 1
    terminal.say(_("“%(name)s” may moderate now: log in at /moderation/.") % {"name": name})
    if arguments.generate:
        terminal.say(_("The password, shown this once: %(password)s") % {"password": password})
    return 0


def change_password(terminal: Terminal, service: Service, arguments: Namespace) -> int:
    """Give an account another password and end its logins."""
    _ = terminal.gettext
    password = _password(terminal, arguments)
    if password is None:
        return 2
    try:
        name = service.accounts.change_password(arguments.name, password)
    except UnknownModerator:
        terminal.complain(_unknown_moderator(terminal, arguments.name))
        return 1
    except BadPassword:
        terminal.complain(_bad_password(terminal, password))
        return 1
    terminal.say(_("“%(name)s” has a new password and is logged out everywhere.") % {"name": name})
    if arguments.generate:
        terminal.say(_("The password, shown this once: %(password)s") % {"password": password})
    return 0


def remove_moderator(terminal: Terminal, service: Service, arguments: Namespace) -> int:
    """Close an account; what it decided stays."""
    _ = terminal.gettext
    try:
        name = service.accounts.remove(arguments.name)
    except UnknownModerator:
        terminal.complain(_unknown_moderator(terminal, arguments.name))
        return 1
    terminal.say(_("“%(name)s” may no longer moderate.") % {"name": name})
    return 0


def _unknown_moderator(terminal: Terminal, name: str) -> str:
    _ = terminal.gettext
    return _("Nobody named “%(name)s” may moderate: python -m comments_api moderator list") % {
        "name": name
    }


def _bad_password(terminal: Terminal, password: str) -> str:
    _ = terminal.gettext
    return _("A password has %(shortest)s to %(longest)s characters; this one has %(length)s.") % {
        "shortest": SHORTEST_PASSWORD,
        "longest": LONGEST_PASSWORD,
        "length": len(password),
    }


def _password(terminal: Terminal, arguments: Namespace) -> str | None:
    _ = terminal.gettext
    if arguments.generate:
        return secrets.token_urlsafe(18)
    if arguments.password_stdin:
        return sys.stdin.readline().rstrip("\r\n")
    if not sys.stdin.isatty():
        terminal.complain(
            _("There is no terminal to ask for a password: use --generate or --password-stdin.")
        )
        return None
    while True:
        first = getpass.getpass(_("Password: "))
        if first == getpass.getpass(_("Once more: ")):
            return first
        terminal.complain(_("The two were not the same. Once again, please."))


def list_moderators(terminal: Terminal, service: Service, arguments: Namespace) -> int:
    """Who may moderate."""
    _ = terminal.gettext
    moderators = service.accounts.moderators()
    if arguments.json:
        terminal.say_json(
            [
                {"id": one.id, "name": one.name, "created_at": one.created_at.isoformat()}
                for one in moderators
            ]
        )
        return 0
    for one in moderators:
        since = _("since %(day)s") % {"day": terminal.moment(one.created_at)}
        terminal.say(f"{one.name}, {since}")
    if not moderators:
        terminal.say(_("Nobody may moderate yet: python -m comments_api moderator add NAME"))
    return 0


# Comments


def pending(terminal: Terminal, service: Service, arguments: Namespace) -> int:
    """What waits for a decision."""
    _ = terminal.gettext
    if arguments.edits:
        desk = service.moderation.edited(arguments.limit, by_score=not arguments.by_age)
    else:
        status = Status.HELD if arguments.held else Status.PENDING
        desk = service.moderation.waiting(status, arguments.limit, by_score=not arguments.by_age)
    if arguments.json:
        for entry in desk.entries:
            terminal.say_json(record_of(entry.comment, entry.events))
        return 0
    for entry in desk.entries:
        _say_entry(terminal, entry, excerpt=True)
        terminal.say()
    if arguments.edits:
        terminal.say(
            terminal.ngettext(
                "%(number)s change waits: approve --edit, reject --edit",
                "%(number)s changes wait: approve --edit, reject --edit",
                desk.edits,
            )
            % {"number": desk.edits}
        )
        return 0
    number = desk.held if arguments.held else desk.pending
    terminal.say(
        terminal.ngettext("%(number)s comment waits.", "%(number)s comments wait.", number)
        % {"number": number}
    )
    if desk.held and not arguments.held:
        terminal.say(
            terminal.ngettext(
                "%(number)s more was put aside: pending --held",
                "%(number)s more were put aside: pending --held",
                desk.held,
            )
            % {"number": desk.held}
        )
    if desk.edits:
        terminal.say(
            terminal.ngettext(
                "%(number)s writer wants a comment changed: pending --edits",
                "%(number)s writers want a comment changed: pending --edits",
                desk.edits,
            )
            % {"number": desk.edits}
        )
    return 0


def show(terminal: Terminal, service: Service, arguments: Namespace) -> int:
    """One comment, and what happened to it."""
    _ = terminal.gettext
    try:
        entry = service.moderation.look_at(arguments.id)
    except UnknownComment as error:
        terminal.complain(unknown(terminal, error))
        return 1
    if arguments.json:
        terminal.say_json(record_of(entry.comment, entry.events))
        return 0
    _say_entry(terminal, entry, excerpt=False)
    terminal.say()
    for event in entry.events:
        why = f": {event.why}" if event.why else ""
        terminal.say(f"    {terminal.moment(event.at)}  {event.kind.value}  {event.who}{why}")
    return 0


def decide(terminal: Terminal, service: Service, arguments: Namespace) -> int:
    """Approve or reject each comment named; what cannot be decided does not stop the others."""
    _ = terminal.gettext
    status = Status.APPROVED if arguments.command == "approve" else Status.REJECTED
    reason = getattr(arguments, "reason", None)
    verdict = Verdict.NOTHING if getattr(arguments, "not_spam", False) else None
    code = 0
    for comment_id in arguments.ids:
        try:
            if arguments.edit:
                done = service.moderation.decide_edit(
                    comment_id, approve=status is Status.APPROVED, who=who(), why=reason
                )
            else:
                done = service.moderation.decide(comment_id, status, who(), reason, verdict=verdict)
        except UnknownComment as error:
            terminal.complain(unknown(terminal, error))
            code = 1
        except AlreadySo:
            terminal.complain(
                _("Comment %(id)s has been decided that way before.") % {"id": comment_id}
            )
            code = 1
        except NoEdit:
            terminal.complain(_("No change to comment %(id)s waits.") % {"id": comment_id})
            code = 1
        else:
            said = {
                (Status.APPROVED, False): _("Comment %(id)s is published."),
                (Status.REJECTED, False): _("Comment %(id)s is rejected."),
                (Status.APPROVED, True): _("The change to comment %(id)s is published."),
                (Status.REJECTED, True): _(
                    "The change to comment %(id)s is rejected; the text so far stays."
                ),
            }[status, arguments.edit]
            terminal.say(said % {"id": comment_id})
            code = max(code, tell_trouble(terminal, done))
    return code


def answer(terminal: Terminal, service: Service, arguments: Namespace) -> int:
    """Answer a comment with the text on standard input."""
    _ = terminal.gettext
    try:
        entry = service.moderation.look_at(arguments.id)
        name = arguments.name or (entry.thread.author if entry.thread else "")
        if not name:
            terminal.complain(_("The essay is gone, so its author is not known: use --as NAME."))
            return 1
        if sys.stdin.isatty():
            terminal.complain(_("Type the answer; end with Ctrl-D on a line of its own."))
        text = clean_answer(sys.stdin.read(), service.config.limits, _)
        done = service.moderation.answer(arguments.id, text, name, who())
    except UnknownComment as error:
        terminal.complain(unknown(terminal, error))
        return 1
    except InvalidSubmission as error:
        terminal.complain(" ".join(error.errors.values()))
        return 1
    terminal.say(
        _("Comment %(answer)s, the answer to %(id)s, is published.")
        % {"answer": done.comment.id, "id": arguments.id}
    )
    return tell_trouble(terminal, done)


def erase(terminal: Terminal, service: Service, arguments: Namespace) -> int:
    """Erase comments, by number or by the address they were sent with."""
    _ = terminal.gettext
    if not (arguments.ids or arguments.email):
        terminal.complain(_("Name comments by number, or --email ADDRESS."))
        return 2
    ids = set(arguments.ids)
    if arguments.email:
        with service.store.reading() as reading:
            ids |= {comment.id for comment in reading.comments_by_email(arguments.email)}
    erased = service.erasure.erase(ids, who())
    missing = sorted(set(arguments.ids) - set(erased.comment_ids))
    for comment_id in missing:
        terminal.complain(unknown(terminal, UnknownComment(comment_id)))
    return max(_tell_erased(terminal, erased), 1 if missing else 0)


def replay_erasures(terminal: Terminal, service: Service, _arguments: Namespace) -> int:
    """Erase again what a backup brought back."""
    return _tell_erased(terminal, service.erasure.replay())


def _tell_erased(terminal: Terminal, erased: Erased) -> int:
    number = len(erased.comment_ids)
    terminal.say(
        terminal.ngettext("%(number)s comment erased.", "%(number)s comments erased.", number)
        % {"number": number}
    )
    for trouble in erased.behind:
        _complain_unpublished(terminal, trouble)
    return 1 if erased.behind else 0


def publish(terminal: Terminal, service: Service, arguments: Namespace) -> int:
    """Bring the published files up to the database."""
    publication = service.publication
    return tell_report(
        terminal,
        publication.publish_everything() if arguments.all else publication.publish_outstanding(),
    )


def tidy(terminal: Terminal, service: Service, _arguments: Namespace) -> int:
    """Forget what is over, publish what is behind."""
    return tell_report(terminal, service.housekeeping.tidy())


# Mail


def send_mail(terminal: Terminal, service: Service, _arguments: Namespace) -> int:
    """Send what is due."""
    _ = terminal.gettext
    if service.mailing.transport is None:
        terminal.complain(
            _("No mail is sent here: SMTP_HOST is not set.\n→ python -m comments_api settings")
        )
        return 1
    fates = service.mailing.run()
    sent = fates[Fate.SENT]
    terminal.say(
        terminal.ngettext("%(number)s mail sent.", "%(number)s mails sent.", sent)
        % {"number": sent}
    )
    if fates[Fate.PUT_OFF] or fates[Fate.GIVEN_UP]:
        terminal.complain(_("Not everything went out: python -m comments_api mail list"))
        return 1
    return 0


def list_mails(terminal: Terminal, service: Service, arguments: Namespace) -> int:
    """The outbox, the newest first: what for, never to whom."""
    _ = terminal.gettext
    with service.store.reading() as reading:
        mails = reading.mails(arguments.limit)
    for mail in mails:
        if arguments.json:
            terminal.say_json(_mail_record(mail))
            continue
        at = mail.sent_at or mail.given_up_at or mail.due_at
        state = (
            _("sent") if mail.sent_at else _("given up") if mail.given_up_at else _("to be tried")
        )
        trouble = f"  ({mail.trouble})" if mail.trouble else ""
        about = _("comment %(id)s") % {"id": mail.comment_id}
        when = terminal.moment(at)
        terminal.say(f"#{mail.id}  {mail.kind.value}  {about}  {state}: {when}{trouble}")
    if not mails and not arguments.json:
        terminal.say(_("The outbox is empty."))
    return 0


def _mail_record(mail: Mail) -> dict[str, object]:
    record: dict[str, object] = {"kind": mail.kind.value}
    for name in ("id", "comment_id", "reply_id", "report_id", "message_id", "tries", "trouble"):
        record[name] = getattr(mail, name)
    for name in ("queued_at", "due_at", "sent_at", "given_up_at"):
        moment = getattr(mail, name)
        record[name] = moment and moment.isoformat()
    return record


# Demonstration


def refuse_demonstration(terminal: Terminal, config: Config) -> bool:
    """Whether this is no place for demonstrations; says so."""
    _ = terminal.gettext
    if config.mode is Mode.DEVELOPMENT:
        return False
    terminal.complain(
        _(
            "Demonstrations belong in development: invented comments must not stand among "
            "real ones. If this is development, set SPIEGELKABINETT_MODE=development."
        )
    )
    return True


def load_demonstration(terminal: Terminal, service: Service, arguments: Namespace) -> int:
    """Load the demonstration discussion, or what is missing of it."""
    _ = terminal.gettext
    try:
        discussion = demonstration.read_discussion(arguments.file, service.config.limits, _)
        change = demonstration.load(
            service.store, service.threads, service.clock, discussion, arguments.published
        )
    except demonstration.UnusableDiscussion as error:
        terminal.complain(f"{error.path}: {error.reason}")
        return 1
    except demonstration.ThreadMissing as error:
        terminal.complain(
            _(
                "The site has no discussion “%(thread)s”. Build the site first, "
                "or set EXCHANGE_DIR to the folder it shares with this service (now: %(folder)s)."
            )
            % {"thread": error.thread_id, "folder": service.config.exchange_dir}
        )
        return 1
    terminal.say(
        terminal.ngettext(
            "%(number)s comment loaded and published, %(before)s were there before.",
            "%(number)s comments loaded and published, %(before)s were there before.",
            change.changed,
        )
        % {"number": change.changed, "before": change.unchanged}
    )
    terminal.say(_("Away again with: make undemo (python -m comments_api demo remove)"))
    return _publish_threads(terminal, service, change.threads)


def remove_demonstration(terminal: Terminal, service: Service, _arguments: Namespace) -> int:
    """Erase the demonstration comments."""
    change = demonstration.remove(service.store, service.clock)
    terminal.say(
        terminal.ngettext(
            "%(number)s demonstration comment erased.",
            "%(number)s demonstration comments erased.",
            change.changed,
        )
        % {"number": change.changed}
    )
    return _publish_threads(terminal, service, change.threads)


def moment_with_zone(text: str) -> datetime:
    """An ISO 8601 time; without a zone, the machine's. Raises ValueError."""
    return datetime.fromisoformat(text).astimezone(UTC)


# What several commands say


def _say_entry(terminal: Terminal, entry: InContext, *, excerpt: bool) -> None:
    _ = terminal.gettext
    comment = entry.comment
    title = entry.thread.title if entry.thread else comment.thread_id
    terminal.say(f"#{comment.id}  {title}  ({terminal.moment(comment.written_at)})")
    by = [comment.author, comment.website, comment.email]
    terminal.say("    " + _("by %(author)s") % {"author": ", ".join(filter(None, by))})
    if comment.parent_id is not None:
        name = entry.parent.author if entry.parent else "?"
        answers = _("answers #%(id)s (%(name)s)") % {"id": comment.parent_id, "name": name}
        terminal.say(f"    {answers}")
    text = comment.source
    if entry.edit is not None:
        terminal.say("    " + _("its writer wants it changed (- now, + then):"))
        text = _with_change(comment.source, entry.edit.source)
    elif excerpt:
        text = " ".join(text.split())
        text = text if len(text) <= _EXCERPT else f"{text[:_EXCERPT]}…"
    for line in text.splitlines():
        terminal.say(f"    {line}".rstrip())
    if entry.opinion.learned_enough:
        words = _("filter: %(percent)s %% like what was rejected")
        terminal.say(f"    ({words % {'percent': entry.opinion.percent}})")


def _with_change(before: str, after: str) -> str:
    """Both texts as one list of lines, marked as ``diff -u`` does."""
    old, new = before.splitlines(), after.splitlines()
    lines = unified_diff(old, new, n=max(len(old), len(new)), lineterm="")
    return "\n".join(list(lines)[3:])  # without the names of files and the numbers of lines


def unknown(terminal: Terminal, error: UnknownComment) -> str:
    """That there is no such comment, and what to do."""
    _ = terminal.gettext
    return _("There is no comment %(id)s. What waits: python -m comments_api pending") % {
        "id": error.comment_id
    }


def tell_trouble(terminal: Terminal, done: Done) -> int:
    """Say it if a decision could not be published; returns the exit code."""
    if done.trouble is None:
        return 0
    _complain_unpublished(terminal, done.trouble)
    return 1


def _complain_unpublished(terminal: Terminal, trouble: NotPublished) -> None:
    _ = terminal.gettext
    terminal.complain(
        _(
            "The decision is kept, but “%(thread)s” could not be published (%(reason)s). "
            "Mend that, then: python -m comments_api publish"
        )
        % {"thread": trouble.thread_id, "reason": trouble.reason}
    )


def tell_report(terminal: Terminal, report: Report) -> int:
    """Say how much was published and what was not; returns the exit code."""
    number = len(report.published)
    terminal.say(
        terminal.ngettext(
            "%(number)s discussion published.", "%(number)s discussions published.", number
        )
        % {"number": number}
    )
    for trouble in report.failed:
        _complain_unpublished(terminal, trouble)
    return 1 if report.failed else 0


def _publish_threads(terminal: Terminal, service: Service, threads: Iterable[Any]) -> int:
    code = 0
    for thread_id in threads:
        try:
            service.publication.publish(thread_id)
        except NotPublished as trouble:
            _complain_unpublished(terminal, trouble)
            code = 1
    return code


def who() -> str:
    """Who sits at this terminal, as the system knows it."""
    try:
        return getpass.getuser()
    except (OSError, KeyError):  # a container may run under a number without a name
        return "terminal"
