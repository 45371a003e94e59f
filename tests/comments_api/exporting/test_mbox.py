from __future__ import annotations

import email
import mailbox
import re
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from typing import Any

import pytest

from comments_api.conversation.comment import Thread
from comments_api.conversation.passage import Passage
from comments_api.conversation.thread_id import ThreadId
from comments_api.exporting.mbox import messages
from comments_api.model import NewComment, Status
from comments_api.storage.memory import MemoryStore
from tests.comments_api.support import NOON, OPEN, THREADS

ABSOLUTE = Thread(OPEN, "Größe &\nÄrger", "https://a.example/essays/x/", "de", "L", open=True)


def add(store: MemoryStore, thread_id: ThreadId = OPEN, **changes: Any) -> int:
    values = {"author": "Ernä", "source": "Ein Satz.", "written_at": NOON, **changes}
    values.setdefault("status", Status.APPROVED)
    with store.writing() as writing:
        writing.claim_thread(thread_id)
        return writing.insert(NewComment(thread_id=thread_id, **values))


def mbox(store: MemoryStore, *, with_emails: bool = False) -> bytes:
    threads = {thread.id: thread for thread in (*THREADS, ABSOLUTE)}
    return b"".join(messages(store, threads, "a.example", with_emails=with_emails))


def read(path: Path, content: bytes) -> list[EmailMessage]:
    file = path / "kommentare.mbox"
    file.write_bytes(content)
    box = mailbox.mbox(file, create=False)
    keys = box.iterkeys()  # a mailbox iterates over its messages
    found = [email.message_from_bytes(box.get_bytes(key), policy=default) for key in keys]
    box.close()
    return found


def test_mails_hang_together_as_the_comments_do(tmp_path: Path) -> None:
    store = MemoryStore()
    add(store, email="erna@example.org", website="https://erna.example/")
    add(store, parent_id=1)
    add(store, parent_id=2, author="Leo")
    add(store, parent_id=4711)
    add(store, status=Status.PENDING, source="Wartet.")
    add(store, status=Status.REJECTED, source="Weg.")
    first, second, third, orphan = read(tmp_path, mbox(store))
    assert first["Message-ID"] == f"<{OPEN}.1@a.example>"
    assert (first["Subject"], second["Subject"]) == ("Größe & Ärger", "Re: Größe & Ärger")
    assert first["In-Reply-To"] is None
    assert third["In-Reply-To"] == second["Message-ID"]
    assert str(third["References"]).split() == [first["Message-ID"], second["Message-ID"]]
    assert orphan["In-Reply-To"] == f"<{OPEN}.4711@a.example>"
    assert first["Date"].datetime == NOON
    assert first["Archived-At"] == "<https://a.example/api/comments/1>"
    assert first["X-Website"] == "https://erna.example/"
    assert first.get_content() == "Ein Satz.\n"
    assert not any(message.defects for message in (first, second, third, orphan))


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("erna@example.org", "erna@example.org"),
        ("ernä@example.org", "comment@a.example"),
        ("kein@@wort", "comment@a.example"),
        (None, "comment@a.example"),
    ],
)
def test_addresses_are_private_unless_asked_for(
    tmp_path: Path, address: str | None, shown: str
) -> None:
    store = MemoryStore()
    add(store, email=address)
    private = mbox(store)
    assert b"erna@" not in private
    assert b"example.org" not in private
    (told,) = read(tmp_path, mbox(store, with_emails=True))
    assert told["From"].addresses[0].addr_spec == shown
    assert told["From"].addresses[0].display_name == "Ernä"


def test_a_passage_stands_quoted_above_what_is_said_about_it(tmp_path: Path) -> None:
    store = MemoryStore()
    add(store, passage=Passage("From hier"))
    (message,) = read(tmp_path, mbox(store))
    assert message.get_content() == "> From hier\n\nEin Satz.\n"


def test_lines_that_look_like_a_new_mail_are_quoted_and_come_back(tmp_path: Path) -> None:
    store = MemoryStore()
    source = "From Erna\n>From Ute\n\nFrom hier\n" + "lang " * 300
    add(store, ThreadId("verschwunden"), source=source, author="Bcc: x@y.example\nzwei")
    content = mbox(store)
    assert content.count(b"\nFrom ") == 0
    assert b"\n>From Erna\n>>From Ute\n" in content
    (message,) = read(tmp_path, content)
    assert re.sub("^>(>*From )", r"\1", message.get_content(), flags=re.MULTILINE).split() == (
        source.split()
    )
    assert message["Bcc"] is None
    assert all(len(line) < 200 for line in content.splitlines())
