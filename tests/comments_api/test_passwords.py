from __future__ import annotations

from argon2 import PasswordHasher

from comments_api.passwords import Argon2Passwords

CHEAP = Argon2Passwords(PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))


def test_hashes_are_argon2id_and_salted() -> None:
    first, second = CHEAP.hash("geheim"), CHEAP.hash("geheim")
    assert first.startswith("$argon2id$")
    assert first != second
    assert CHEAP.verify(first, "geheim")
    assert not CHEAP.verify(first, "Geheim")


def test_the_real_parameters_are_those_of_rfc_9106() -> None:
    password_hash = Argon2Passwords().hash("geheim")
    assert "m=65536,t=3,p=4" in password_hash
    assert CHEAP.outdated(password_hash) is True
    assert Argon2Passwords().outdated(CHEAP.hash("geheim"))


def test_an_umlaut_is_the_same_however_the_keyboard_sends_it() -> None:
    assert CHEAP.verify(CHEAP.hash("Gr\u00f6\u00dfe"), "Gro\u0308\u00dfe")


def test_what_is_no_hash_fits_nothing() -> None:
    assert not CHEAP.verify("", "geheim")
    assert not CHEAP.verify("kein Hash", "geheim")


def test_half_a_character_can_be_a_wrong_password() -> None:
    assert not CHEAP.verify(CHEAP.hash("geheim"), "\ud800")
