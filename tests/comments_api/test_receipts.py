from __future__ import annotations

from comments_api.receipts import hash_of, new_receipt, receipt_for
from tests.comments_api.support import SECRET


def test_a_receipt_is_long_enough_to_be_secret_and_never_the_same() -> None:
    tokens = {new_receipt(SECRET).token for _ in range(100)}
    assert len(tokens) == 100
    assert all(len(token) * 6 >= 128 for token in tokens)


def test_the_same_row_gives_the_same_token_again() -> None:
    receipt = new_receipt(SECRET)
    assert receipt_for(SECRET, receipt.nonce) == receipt


def test_what_the_row_keeps_does_not_lead_to_the_token_without_the_secret() -> None:
    receipt = new_receipt(SECRET)
    assert receipt_for(b"another" * 5, receipt.nonce).token != receipt.token
    assert receipt.hash == hash_of(receipt.token)
    assert receipt.token.encode() not in receipt.hash


def test_a_receipt_does_not_show_itself_in_logs() -> None:
    receipt = new_receipt(SECRET)
    assert receipt.token not in repr(receipt)


def test_any_text_can_be_asked_for() -> None:
    assert hash_of("\ud800") != hash_of("")
