from __future__ import annotations

from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comments_api.conversation.limits import Limits
from comments_api.conversation.web_link import is_web_link
from comments_api.model import Submission
from comments_api.validation import InvalidSubmission, clean_answer, validate
from tests.comments_api.support import OPEN

LIMITS = Limits()
GOOD = {"author": "Erna", "text": "Ein Satz."}
KEY = "0e7a3f52-6f6e-4f0b-8a39-1f4d6f2b9c01"


def plain(message: str) -> str:
    return message


def read(**changes: object) -> Submission:
    return validate({**GOOD, **changes}, OPEN, LIMITS, plain)


def errors(**changes: object) -> dict[str, str]:
    with pytest.raises(InvalidSubmission) as caught:
        read(**changes)
    return caught.value.errors


def test_name_and_text_are_enough() -> None:
    found = read()
    assert (found.author, found.text) == ("Erna", "Ein Satz.")
    assert (found.email, found.website, found.parent_id, found.key) == (None, None, None, None)
    assert not found.trapped


def test_everything_a_visitor_may_say_is_read() -> None:
    found = read(
        email=" erna@example.org ",
        website="https://example.org/a?b=c#d",
        parent_id="12",
        submission_key=KEY,
    )
    assert found.email == "erna@example.org"
    assert found.website == "https://example.org/a?b=c#d"
    assert found.parent_id == 12
    assert found.key == UUID(KEY)


def test_whatever_else_was_sent_is_dropped() -> None:
    found = read(status="approved", by_author=True, id=1, written_at="2020-01-01", origin="demo:x")
    assert found == read()


def test_all_faults_are_told_at_once() -> None:
    found = errors(author="  ", text="\u200b", email="erna", website="javascript:alert(1)")
    assert set(found) == {"author", "text", "email", "website"}


def test_an_email_in_the_error_is_not_repeated_in_the_submission() -> None:
    assert "erna@example.org" not in repr(read(email="erna@example.org"))


@pytest.mark.parametrize("field", ["author", "text", "email", "website", "url2"])
@pytest.mark.parametrize("value", [1, True, [], ["a"], {"a": "b"}, 1.5])
def test_a_field_of_the_wrong_type_is_named(field: str, value: object) -> None:
    assert field in errors(**{field: value})


def test_null_counts_as_not_given() -> None:
    assert read(email=None, website=None, parent_id=None, submission_key=None) == read()


@pytest.mark.parametrize("field", ["author", "text", "email", "website"])
def test_half_a_surrogate_pair_is_refused_beside_its_field(field: str) -> None:
    assert field in errors(**{field: "a\ud800b"})


def test_control_and_direction_characters_are_taken_out() -> None:
    found = read(author="Er\u202ena\x00", text="Ein\x00 Satz\u2066.")
    assert (found.author, found.text) == ("Erna", "Ein Satz.")


@pytest.mark.parametrize(
    ("field", "limit"),
    [("author", LIMITS.author), ("text", LIMITS.text)],
)
def test_the_longest_is_taken_and_one_more_is_not(field: str, limit: int) -> None:
    assert getattr(read(**{field: "ä" * limit}), field) == "ä" * limit
    assert str(limit + 1) in errors(**{field: "ä" * (limit + 1)})[field]


@pytest.mark.parametrize(
    "email", ["erna", "erna@", "@example.org", "a@b@c.de", "a b@c.de", "erna@localhost", "a@.de"]
)
def test_what_is_no_email_address_is_refused(email: str) -> None:
    assert "email" in errors(email=email)


@pytest.mark.parametrize(
    "website",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)//example.org",
        "data:text/html,x",
        "ftp://example.org",
        "//example.org",
        "/relative",
        "https://",
        "https://a@example.org",
        "https://exa mple.org",
        'https://example.org/"onmouseover=x',
        "mailto:erna@example.org",
        "erna",
    ],
)
def test_a_website_that_is_no_plain_web_address_is_refused(website: str) -> None:
    assert "website" in errors(website=website)


@pytest.mark.parametrize("website", ["example.org", "www.example.org/a?b", "example.org:80"])
def test_a_host_without_scheme_is_helped(website: str) -> None:
    if ":" in website:
        assert "website" in errors(website=website)
    else:
        assert read(website=website).website == f"https://{website}"


@given(st.text(max_size=50))
def test_no_website_is_ever_kept_that_is_no_web_link(website: str) -> None:
    try:
        kept = read(website=website).website
    except InvalidSubmission:
        return
    assert kept is None or is_web_link(kept)


@pytest.mark.parametrize("parent", ["0", "-1", "x", "1.5", "²", 2**63, "9" * 30, True, [1], 1.5])
def test_an_impossible_parent_is_refused(parent: object) -> None:
    assert "parent_id" in errors(parent_id=parent)


@pytest.mark.parametrize("parent", [7, "7", 7.0])
def test_a_parent_may_be_a_number_or_digits(parent: object) -> None:
    assert read(parent_id=parent).parent_id == 7


@pytest.mark.parametrize("key", ["x", 5, "0e7a3f52", ["a"], {}])
def test_a_key_that_is_no_uuid_is_refused(key: object) -> None:
    assert "submission_key" in errors(submission_key=key)


def test_a_filled_trap_is_noted_and_refuses_nothing() -> None:
    assert read(url2="https://spam.example").trapped
    assert not read(url2="  ").trapped


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda children: st.lists(children) | st.dictionaries(st.text(), children),
    max_leaves=5,
)


@given(
    st.dictionaries(
        st.sampled_from(
            ["author", "text", "email", "website", "parent_id", "submission_key", "url2"]
        ),
        json_values,
    )
)
def test_no_form_whatsoever_breaks_validation(form: dict[str, object]) -> None:
    try:
        found = validate(form, OPEN, LIMITS, plain)
    except InvalidSubmission as error:
        assert error.errors  # noqa: PT017 either way is fine, but a refusal says why
    else:
        assert found.author
        assert found.text
        found.text.encode()


def test_an_answer_is_held_to_the_same_rules() -> None:
    assert clean_answer(" So\r\nist es. ", LIMITS, plain).endswith("ist es.")
    for text in ("", "x" * (LIMITS.text + 1)):
        with pytest.raises(InvalidSubmission):
            clean_answer(text, LIMITS, plain)
