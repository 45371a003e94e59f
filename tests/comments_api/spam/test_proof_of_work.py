"""ALTCHA at home: every solution that is not one is held, each in its own words."""

from __future__ import annotations

import base64
import json
from datetime import timedelta
from typing import Any

import altcha
import pytest
from hypothesis import given
from hypothesis import strategies as st

from comments_api.conversation.thread_id import ThreadId
from comments_api.model import Check, Doubt
from comments_api.spam.form_time import LONGEST, FormTime
from comments_api.spam.proof_of_work import VALID_FOR, ProofOfWork, Work
from tests.comments_api.support import NOON, OPEN, OTHER, SECRET

TRIES = 4


def challenge(work: ProofOfWork, thread_id: ThreadId = OPEN) -> dict[str, Any]:
    made = work.challenge(thread_id, NOON)
    assert made is not None
    return made


def solved(asked: dict[str, Any]) -> str:
    """What a browser sends; the published library's own solver does the work."""
    done = altcha.Challenge.from_dict(asked)
    solution = altcha.solve_challenge(done)
    assert solution is not None
    return altcha.Payload(done, solution).to_base64()


@pytest.fixture(scope="module")
def work() -> ProofOfWork:
    return ProofOfWork(SECRET, TRIES)


@pytest.fixture(scope="module")
def proof(work: ProofOfWork) -> str:
    return solved(challenge(work))


def doubt(why: str) -> Doubt:
    return Doubt(Check.PROOF_OF_WORK, why)


def changed(proof: str, **parameters: object) -> str:
    content = json.loads(base64.b64decode(proof))
    content["challenge"]["parameters"].update(parameters)
    return base64.b64encode(json.dumps(content).encode()).decode()


def test_work_that_was_done_can_be_spent_until_it_expires(work: ProofOfWork, proof: str) -> None:
    checked = work.check(proof, OPEN, NOON)
    assert isinstance(checked, Work)
    assert checked.until == NOON + VALID_FOR
    assert work.check(proof, OPEN, NOON + VALID_FOR) == checked
    assert work.check(proof, OPEN, NOON + VALID_FOR + timedelta(seconds=1)) == doubt("expired")


def test_work_for_another_discussion_does_not_count(work: ProofOfWork, proof: str) -> None:
    assert work.check(proof, OTHER, NOON) == doubt("elsewhere")
    assert work.check(changed(proof, data={"thread": OTHER, "until": 1}), OTHER, NOON) == doubt(
        "wrong"
    )


def test_a_challenge_of_somebody_else_does_not_count(work: ProofOfWork) -> None:
    forged = solved(challenge(ProofOfWork(b"x" * 32, TRIES)))
    assert work.check(forged, OPEN, NOON) == doubt("wrong")


@pytest.mark.parametrize(
    "parameters",
    [
        {"data": {"thread": OPEN, "until": 9_999_999_999}},
        {"cost": 1},
        {"keyPrefix": "00"},
        {"nonce": "ab" * 16},
        {"nonce": "\ud800"},
        {"data": {"__proto__": {}}},
        {"expiresAt": 1},
    ],
)
def test_a_changed_challenge_does_not_count(
    work: ProofOfWork, proof: str, parameters: dict[str, object]
) -> None:
    assert work.check(changed(proof, **parameters), OPEN, NOON) == doubt("wrong")


def test_a_wrong_number_does_not_count(work: ProofOfWork, proof: str) -> None:
    content = json.loads(base64.b64decode(proof))
    content["solution"] = {"counter": 1, "derivedKey": "00" * 32}
    wrong = base64.b64encode(json.dumps(content).encode()).decode()
    assert work.check(wrong, OPEN, NOON) == doubt("wrong")


def test_nothing_and_too_much_are_told_apart(work: ProofOfWork, proof: str) -> None:
    assert work.check(None, OPEN, NOON) == doubt("missing")
    assert work.check("", OPEN, NOON) == doubt("missing")
    assert work.check(proof + "A" * 4000, OPEN, NOON) == doubt("wrong")


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                ["challenge", "solution", "parameters", "signature", "data", "counter"]
            ),
            inner,
            max_size=4,
        )
    ),
    max_leaves=8,
)


@given(
    st.one_of(st.text(), JSON.map(lambda it: base64.b64encode(json.dumps(it).encode()).decode()))
)
def test_whatever_is_sent_as_a_proof_is_only_doubted(sent: str) -> None:
    assert isinstance(ProofOfWork(SECRET, TRIES).check(sent, OPEN, NOON), Doubt)


def test_a_site_that_asks_for_no_work_gives_none() -> None:
    idle = ProofOfWork(SECRET, 0)
    assert not idle.demanded
    assert idle.challenge(OPEN, NOON) is None


# The form's time


@pytest.fixture
def form_time() -> FormTime:
    return FormTime(SECRET, timedelta(seconds=3))


@pytest.mark.parametrize(
    ("after", "why"),
    [
        (timedelta(0), "too-fast"),
        (timedelta(seconds=2.9), "too-fast"),
        (timedelta(seconds=3), None),
        (LONGEST, None),
        (LONGEST + timedelta(seconds=1), "too-old"),
        (-timedelta(minutes=1), "too-fast"),
    ],
)
def test_a_form_takes_its_time(form_time: FormTime, after: timedelta, why: str | None) -> None:
    token = form_time.issue(OPEN, NOON)
    found = form_time.doubt(token, OPEN, NOON + after)
    assert (found.why if found else None) == why


def test_a_time_is_bound_to_its_thread_and_cannot_be_forged(form_time: FormTime) -> None:
    later = NOON + timedelta(minutes=1)
    token = form_time.issue(OPEN, NOON)
    assert form_time.doubt(token, OPEN, later) is None
    seconds, signature = token.split(".")
    for forged in (
        f"{int(seconds) - 60}.{signature}",
        f"{seconds}.{'0' * 32}",
        f"{seconds}.",
        "9" * 400,
        "ä.ö",
        FormTime(b"x" * 32, timedelta(0)).issue(OPEN, NOON),
        form_time.issue(OTHER, NOON),
    ):
        assert form_time.doubt(forged, OPEN, later) == Doubt(Check.FORM_TIME, "forged")


def test_a_form_without_a_time_is_no_fault(form_time: FormTime) -> None:
    assert form_time.doubt(None, OPEN, NOON) is None
