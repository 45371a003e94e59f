"""Where mails go: to a mail server or, while developing, into a folder."""

from __future__ import annotations

import smtplib
import ssl
from dataclasses import dataclass, field
from email.message import EmailMessage
from pathlib import Path

from comments_api.config import MailSecurity
from comments_api.conversation.atomic import write_atomically
from comments_api.ports import NotDelivered

_PATIENCE_SECONDS = 30
_FOR_GOOD = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class SmtpTransport:
    """A mail server (RFC 5321), spoken to anew for each mail.

    A password goes over an encrypted connection or not at all.
    """

    host: str
    port: int
    security: MailSecurity
    user: str
    password: str = field(repr=False)
    our_name: str

    def send(self, message: EmailMessage) -> None:
        """Hand it over. Raises NotDelivered."""
        try:
            with self._connected() as server:
                if self.user:
                    server.login(self.user, self.password)
                server.send_message(message)
        except smtplib.SMTPRecipientsRefused as error:
            [(code, _words)] = error.recipients.values()
            raise NotDelivered(f"RCPT {code}", for_good=code >= _FOR_GOOD) from error
        except smtplib.SMTPDataError as error:
            code = error.smtp_code
            raise NotDelivered(f"DATA {code}", for_good=code >= _FOR_GOOD) from error
        except smtplib.SMTPNotSupportedError as error:
            # STARTTLS or logging in: the operator may change the server.
            raise NotDelivered("not supported by the server") from error
        except smtplib.SMTPResponseException as error:
            raise NotDelivered(f"{type(error).__name__} {error.smtp_code}") from error
        except (smtplib.SMTPException, OSError) as error:
            raise NotDelivered(type(error).__name__) from error

    def _connected(self) -> smtplib.SMTP:
        if self.security is MailSecurity.TLS:
            return smtplib.SMTP_SSL(
                self.host,
                self.port,
                local_hostname=self.our_name,
                timeout=_PATIENCE_SECONDS,
                context=ssl.create_default_context(),
            )
        server = smtplib.SMTP(
            self.host, self.port, local_hostname=self.our_name, timeout=_PATIENCE_SECONDS
        )
        if self.security is MailSecurity.STARTTLS:
            try:
                server.starttls(context=ssl.create_default_context())
            except BaseException:
                server.close()
                raise
        return server


@dataclass(frozen=True, slots=True)
class MailFolder:
    """A folder of ``.eml`` files, each readable by any mail program."""

    root: Path

    def send(self, message: EmailMessage) -> None:
        """Write it down; the same mail again is the same file. Raises NotDelivered."""
        name = message["Message-ID"].strip("<>").partition("@")[0]
        try:
            self.root.mkdir(parents=True, exist_ok=True)
            write_atomically(self.root / f"{name}.eml", message.as_bytes())
        except OSError as error:
            raise NotDelivered(str(error.strerror)) from error
